"""Gross, take-home and employer's cost: the switch, the Take-home page, the company's region."""

import pytest

from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    COMPANY,
    COMPARE,
    PAY,
    TAKE_HOME,
    charts,
    errors,
    every_tab,
    go,
    opened,
    run,
    texts,
    verdict,
    widget,
)


def region_of(page, key):
    """Choose a region on the Company page."""
    go(page, COMPANY, 4)
    box = next(each for each in page.selectbox if each.key.startswith("region|"))
    return run(box.set_value(key) and page)


def view(page, which):
    return run(widget(page.selectbox, "choose-view").set_value(which) and page)


def incomes(page):
    """People by income of the second plan, from the histogram."""
    rows = next(rows for spec, rows in charts(page) if "people" in rows[0])
    return [(row["low"], row["people"]) for row in rows if row["place"] == 1]


def test_the_switch_moves_incomes_and_is_kept():
    page = opened("ecommerce")
    gross = incomes(page)
    view(page, "take_home")
    assert incomes(page) != gross
    assert any("not tax advice" in each.value for each in page.caption)
    assert page.query_params["view"] in ("take_home", ["take_home"])
    go(page, COMPARE)
    assert widget(page.selectbox, "choose-view").value == "take_home"
    view(page, "gross")
    assert "view" not in page.query_params
    go(page, COCKPIT)
    assert incomes(page) == gross


def test_a_link_restores_the_view():
    assert incomes(opened("ecommerce", view="take_home")) == incomes(view(opened("ecommerce"), "take_home"))
    assert incomes(opened("ecommerce", view="nonsense")) == incomes(opened("ecommerce"))


def test_employers_cost_has_insurance_and_fund_on_top():
    page = region_of(opened("ecommerce"), "demo-city")
    before = verdict(go(page, COCKPIT))
    kinds = {row["kind"] for row in next(rows for _, rows in charts(page) if "kind" in rows[0])}
    view(page, "employer_cost")
    after = {row["kind"] for row in next(rows for _, rows in charts(page) if "kind" in rows[0])}
    assert after - kinds == {"Employer's insurance, fund and levies"}
    assert verdict(page) != before


def test_of_100_yuan_everything_is_somebodys():
    page = go(region_of(opened("ecommerce"), "demo-city"), TAKE_HOME)
    falls = [rows for spec, rows in charts(page) if "from" in rows[0]]
    assert len(falls) == 2
    for rows in falls:
        assert rows[0]["from"] == 100 and abs(rows[-1]["to"]) < 1e-9
        assert sum(float(row["shown"]) for row in rows) == pytest.approx(100)
        assert {"Insurance funds, both sides", "State: income tax on pay"} <= {row["who"] for row in rows}


def test_one_sum_five_ways():
    page = go(region_of(opened("ecommerce"), "demo-city"), TAKE_HOME, "One sum, five ways")
    ways = next(rows for _, rows in charts(page) if "way" in rows[0])
    assert len({row["way"] for row in ways}) == 5
    amount = next(each for each in page.number_input if each.key.startswith("same-money|"))
    run(amount.set_value(200_000.0) and page)
    more = next(rows for _, rows in charts(page) if "way" in rows[0])
    assert sum(row["amount"] for row in more) > sum(row["amount"] for row in ways)
    go(page, COCKPIT)
    go(page, TAKE_HOME, "One sum, five ways")
    assert next(each for each in page.number_input if each.key.startswith("same-money|")).value == 200_000.0


def test_an_own_region_is_used_and_a_wrong_one_is_refused():
    page = region_of(opened("ecommerce"), "demo-city")
    area = next(each for each in page.text_area if each.key.startswith("region-text|"))
    text = area.value
    run(area.set_value(text.replace("pension: 0.16", "pension: 1.6")) and page)
    run(widget(page.button, "use-region").click() and page)
    (sentence,) = errors(page)
    assert "pension" in sentence.lower()
    area = next(each for each in page.text_area if each.key.startswith("region-text|"))
    assert "pension: 1.6" in area.value, "nothing entered is lost"
    run(area.set_value(text.replace("pension: 0.16", "pension: 0.1")) and page)
    run(widget(page.button, "use-region").click() and page)
    assert not errors(page)
    box = next(each for each in page.selectbox if each.key.startswith("region|"))
    assert box.value == "demo-city-own"


def test_the_taxpayer_form():
    page = region_of(opened("ecommerce"), "demo-city")
    fee = next(each for each in page.toggle if each.key.endswith("|union_fee"))
    fee.set_value(True)
    button = widget(page.button, "use-taxpayer")
    run(button.click() and page)
    assert not errors(page)
    assert next(each for each in page.toggle if each.key.endswith("|union_fee")).value is True


def test_one_language():
    page = go(region_of(opened("ecommerce", "en"), "demo-city"), TAKE_HOME)
    people = "selectbox options"  # names of people are Chinese in every language
    said = [each for tab in every_tab(page) for each in texts(tab)]
    assert [each for each in said if each[0] != people and CHINESE.search(each[1]) and "中文" not in each[1]
            and "语言" not in each[1]] == []
    page = go(region_of(opened("ecommerce", "zh"), "demo-city"), TAKE_HOME)
    assert {"100 元归谁", "要改的地方"} <= {each.label for each in page.tabs}


def test_after_tax_the_page_says_what_it_rests_on_in_the_year_shown():
    page = go(region_of(opened("ecommerce"), "demo-city"), COCKPIT)
    assert not any(each.label == "What these figures rest on" for each in page.expander)
    view(page, "take_home")
    assert any(each.label == "What these figures rest on" for each in page.expander)
    go(page, PAY)
    assert any("gross in every view" in each.value for each in page.caption)
