"""The Equity page: figures stay when pages are switched, wrong ones are refused in a sentence."""

import pytest

from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    EQUITY,
    charts,
    edit,
    errors,
    every_tab,
    go,
    metrics,
    opened,
    run,
    texts,
    widget,
)

WORTH, OPTIONS, PERFORMANCE = "Valuation and price", "Option value and expense", "Pay–performance"


def equity(tab, case="hospital", lang="en", **query):
    return go(opened(case, lang, **query), EQUITY, tab)


def field(page, form, key):
    found = [each for each in page.number_input if each.key.startswith(f"figures {form}|") and f"|{key}|" in each.key]
    assert found, f"no {key} among {[each.key for each in page.number_input]}"
    return found[0]


def enter(page, form, key, value):
    return run(field(page, form, key).set_value(value) and page)


def rows_with(page, *columns):
    """The rows of the first chart that has these columns."""
    return next(rows for _, rows in charts(page) if rows and set(columns) <= rows[0].keys())


# ---------------------------------------------------------------- valuation and price

def test_methods_side_by_side_from_the_books():
    page = equity(WORTH)
    assert metrics(page)["Highest"] == "¥40M" and metrics(page)["Lowest"] == "¥22.22M"
    enter(page, "valuation", "cash", 5_000_000.0)
    enter(page, "valuation", "fixed_assets", 49_000_000.0)
    assert metrics(page)["Highest"] == "¥60M"  # 5 + 49 + 3 × 2 million
    bars = rows_with(page, "method", "amount")
    assert [round(row["amount"], 2) for row in bars] == [40, 22.22, 60]
    go(go(page, COCKPIT), EQUITY)
    assert metrics(page)["Highest"] == "¥60M" and field(page, "valuation", "cash").value == 5_000_000


def test_growth_above_the_rate_is_refused_and_kept():
    page = equity(WORTH)
    enter(page, "valuation", "growth", 12.0)
    assert len(errors(page)) == 1 and errors(page)[0].startswith("Growth for ever: a growth of 12.0%")
    assert field(page, "valuation", "growth").value == 12
    assert metrics(page)["Highest"] == metrics(page)["Lowest"] == "¥40M"


def test_prices_forward_and_backward():
    page = equity(WORTH)
    assert metrics(page)["Price a share"] == "¥4.00" and metrics(page)["Founders' price"] == "¥1.47"
    enter(page, "forward price", "valuation", 5_000_000_000.0)
    assert metrics(page)["Price a share"] == "¥500.00"
    enter(page, "forward price", "total_shares", 0)
    assert errors(page) == ["Total shares: 0 is out of range; enter a value from 1 to 100,000,000,000."]
    enter(page, "backward price", "listing_price", None)
    assert len(errors(page)) == 2


def test_chinese_only_in_chinese():
    page = equity(0, lang="zh")
    english = [said for tab in every_tab(page) for where, said in texts(tab) if not CHINESE.search(said)
               and any(character.isalpha() for character in said)]
    assert [each for each in english if each not in ("English",)] == []


@pytest.mark.parametrize("case", ["group", "store-chain"])
def test_another_case_has_its_own_figures(case):
    page = equity(WORTH, case)
    assert not errors(page)
    enter(page, "valuation", "multiple", 7.0)
    run(widget(page.selectbox, "choose-case").set_value("hospital") and page)
    assert field(page, "valuation", "multiple").value == 20
    run(widget(page.selectbox, "choose-case").set_value(case) and page)
    assert field(page, "valuation", "multiple").value == 7


# ---------------------------------------------------------------- instruments

def answer(page, key, value):
    found = next(each for each in page.selectbox if each.key.startswith("figures instruments|") and f"|{key}|" in each.key)
    return run(found.set_value(value) and page)


def test_answers_leave_what_fits():
    page = equity("Instruments")
    answer(page, "votes", "yes")
    assert [each.value for each in page.success] == ["Fits every answer: Registered share"]
    answer(page, "gain", "profit")
    assert not page.success and page.warning[0].value.startswith("Nothing fits every answer; closest: ")
    go(go(page, COCKPIT), EQUITY)
    assert page.warning[0].value.startswith("Nothing fits every answer")


# ---------------------------------------------------------------- options

def press(page, key):
    return run(widget(page.button, key).click() and page)


def test_an_option_is_valued_and_wrong_terms_are_refused():
    page = equity(OPTIONS)
    for key, value in (("spot", 42.0), ("strike", 40.0), ("rate", 10.0), ("volatility", 20.0), ("years", 0.5)):
        enter(page, "option", key, value)
    assert metrics(page)["Fair value of the call"] == "¥4.7594" and metrics(page)["Worth to the holder"] == "¥3.3316"
    enter(page, "option", "volatility", -1.0)
    assert errors(page) == ["Volatility of the share a year: -1% is out of range; enter a value from 0% to 500%."]
    assert field(page, "option", "spot").value == 42


def worked_example(page):
    edit(page, "rows tranches", {place: {"quantity": quantity, "value": value} for place, (quantity, value) in enumerate(
        ((30_000, 3.22), (30_000, 4.52), (40_000, 5.47)))})
    return page


def test_the_three_numbers_of_the_worked_example():
    page = worked_example(equity(OPTIONS))
    enter(page, "exercise", "strike", 20.0)
    enter(page, "exercise", "price", 35.0)
    assert {key: metrics(page)[key] for key in ("Accounting cost", "Tax deduction", "Tax saved", "Cash cost")} == {
        "Accounting cost": "¥451K", "Tax deduction": "¥1.5M", "Tax saved": "¥375K", "Cash cost": "¥0"}
    graded = [row["shown"] for row in rows_with(page, "method", "year") if row["method"].startswith("Graded")]
    assert graded == ["¥237,333.33", "¥140,733.34", "¥72,933.33"]
    go(go(page, COCKPIT), EQUITY)
    assert metrics(page)["Accounting cost"] == "¥451K"


def test_tranches_are_valued_by_the_formula():
    page = worked_example(equity(OPTIONS))
    enter(page, "option", "volatility", 0.0)
    press(page, "revalue")
    assert metrics(page)["Accounting cost"] == "¥16.4K"  # the interest on the strike alone: 0.08, 0.16, 0.23 each


def test_an_expense_larger_than_the_profit_is_told():
    page = equity(OPTIONS)
    edit(page, "rows tranches", {0: {"value": 400.0}})
    assert any("turns the profit into a loss in: year 1" in each.value for each in page.warning)


def test_a_split_that_is_not_whole_is_refused_where_it_counts():
    page = equity(OPTIONS)
    edit(page, "rows split", {1: {"value": 70.0}})
    assert not errors(page)
    run(widget(page.selectbox, "choose-expense-method|hospital").set_value("stated") and page)
    assert errors(page) == ["Split by year: the split sums to 95%, not to 100%; change one by +5%."]


# ---------------------------------------------------------------- pay and performance

def test_holders_against_the_share_price():
    page = equity(PERFORMANCE)
    lines = rows_with(page, "holder", "growth")
    doubled = {row["holder"]: round(row["change"], 2) for row in lines if row["growth"] == 1}
    assert doubled["Stock only"] == 1 and doubled["With options"] > 1.3
    edit(page, "rows options", {0: {"holder": "Nobody"}})
    assert errors(page) == ["Options, row 1: nobody called “Nobody” is among the holders; enter one of their names."]
    edit(page, "rows options", {0: {"holder": "Stock only", "quantity": -5}})
    assert errors(page)[0].startswith("Options, row 1 · Options: −5 is out of range")


def test_the_study_s_executives_can_be_added():
    page = equity(PERFORMANCE)
    press(page, "add-study")
    doubled = {row["holder"]: row["change"] for row in rows_with(page, "holder", "growth") if row["growth"] == 1}
    assert len(doubled) == 7 and round(doubled["Utility: with options"], 2) == 1.51
    assert not [each for each in page.button if each.key == "add-study"] and not errors(page)


def test_the_own_chief_executive_on_both_sides():
    page = equity(PERFORMANCE, "chief-executives", reform="with-options")
    doubled = {row["holder"].split(" · ")[1]: round(row["change"], 2) for row in rows_with(page, "holder", "growth") if row["growth"] == 1}
    assert doubled == {"Today": 1.0, "Reform": 1.51}


def test_a_plan_that_grants_options_fills_in_its_own():
    page = equity(OPTIONS, "dairy")
    assert metrics(page)["Accounting cost"] == "¥739M"
    booked = [row["shown"] for row in rows_with(page, "method", "year") if row["method"] == "By a stated split"]
    assert booked == ["¥184,750,000.00", "¥554,250,000.00"]
    assert any("into a loss in: year 2" in each.value for each in page.warning)
    assert field(page, "option", "strike").value == 12.05
