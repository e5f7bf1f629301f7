"""Longer ways through the app: compare, switch language, follow a link, bring or make a company of one's own."""

import json

import pytest

from engine.files.cases import LIBRARY
from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    COMPANY,
    COMPARE,
    HANDBOOK,
    PROFIT,
    TAKE_HOME,
    changes,
    charts,
    edit,
    errors,
    go,
    metrics,
    open_tab,
    opened,
    pills,
    run,
    slider,
    verdict,
    widget,
)

MORE_PEOPLE = "assumptions.headcount_growth"


def press(page, path, value):
    return run(pills(page, path).set_value(value) and page)


def speak(page, language):
    return run(widget(page.button_group, "choose-language").set_value(language) and page)


def use(page, key):
    return run(widget(page.button, key).click() and page)


# ---------------------------------------------------------------- compare

def test_two_reforms_are_compared_with_the_changes_made_to_them():
    page = press(opened("car-care", reform="store-partners"), PROFIT, 1.5)
    said = verdict(page).removeprefix("#### ")
    go(page, COMPARE)
    chooser = widget(page.multiselect, "choose-several|car-care")
    run(chooser.set_value(["share-the-excess", "store-partners"]) and page)
    sentences = [each.value for each in page.markdown if "— " in each.value]
    assert len(sentences) == 2 and said in sentences[1] and said not in sentences[0]
    assert len(charts(page)) == 2 + 3
    assert {row["plan"] for row in charts(page)[0][1]} == {"Today", "Share the excess", "Partners in the stores"}
    go(page, HANDBOOK)
    go(page, COMPARE)
    assert widget(page.multiselect, "choose-several|car-care").value == ["share-the-excess", "store-partners"]


def test_comparing_nothing_asks_for_a_plan():
    page = go(opened("car-care"), COMPARE)
    run(widget(page.multiselect, "choose-several|car-care").set_value([]) and page)
    assert page.info and not charts(page)


def test_a_plan_changed_by_hand_says_so_where_it_is_compared():
    page = press(opened("car-care", reform="store-partners"), PROFIT, 1.5)
    go(page, COMPARE)
    said = [each.value for each in page.caption if "what-if" in each.value]
    assert said == ["“Partners in the stores” is shown with the what-if entered for it: "
                    "Profit growth (before any change in pay) 150%. The other columns are without it."]
    headings = list(page.dataframe[0].value)
    assert "Partners in the stores (changed by hand)" in headings and "Share the excess" in headings


def test_people_are_sorted_by_the_plan_the_user_chooses():
    page = go(opened("hospital", reform="partners"), COMPARE)
    losses = {name: page.dataframe[2].value[f"Δ {name}"] for name in ("Pay for four job families", "Business partners")}
    assert losses["Business partners"].is_monotonic_increasing, "at first the plan looked at"
    run(widget(page.selectbox, "choose-worst|hospital").set_value("four-families") and page)
    assert page.dataframe[2].value["Δ Pay for four job families"].is_monotonic_increasing
    columns = json.loads(page.dataframe[2].proto.columns)
    assert columns["Δ Business partners"]["label"] == "Δ Business partners (¥)", "the unit stands in the heading"


# ---------------------------------------------------------------- language and links

def test_hidden_names_stay_hidden_when_compared():
    page = go(opened("car-care"), COMPARE)
    names = next(each.value["Name"] for each in page.dataframe if "Name" in each.value)
    assert names.nunique() > 5
    page.session_state["hide_names"] = True
    run(page)
    assert set(next(each.value["Name"] for each in page.dataframe if "Name" in each.value)) == {"＊＊＊"}


def test_switching_the_language_keeps_everything_else():
    page = press(opened("car-care"), PROFIT, 1.5)
    english, bars = metrics(page), charts(page)[1][1]
    speak(page, "zh")
    assert CHINESE.search(verdict(page)) and changes(page) == {PROFIT: 1.5}
    assert page.query_params["lang"] == "zh"
    assert len(metrics(page)) == len(english) and not set(metrics(page)) & set(english)
    go(page, COMPANY)
    assert widget(page.button_group, "choose-language").value == "zh"
    speak(page, "en")
    go(page, COCKPIT)
    assert metrics(page) == english and charts(page)[1][1] == bars


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-US", "en"), ("de-DE", "en")])
def test_the_browser_decides_the_first_language(locale, language):
    from streamlit.testing.v1 import AppTest

    from tests.pages.driver import APP
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.context["locale"] = locale
    assert run(page).session_state["language"] == language


def test_a_refusal_is_said_in_the_language_of_the_page():
    page = opened("car-care", "zh")
    run(widget(page.button_group, "lever-group").set_value("pay") and page)
    run(widget(page.selectbox, "choose-pay-group|car-care").set_value("flagship_manager") and page)
    tiers = next(each for each in page.data_editor if ".commission.tiers|" in each.key)
    edit(page, tiers.key, {1: {"from": 999_999}})
    assert len(errors(page)) == 1 and CHINESE.search(errors(page)[0])


def test_a_link_restores_case_reform_language_and_changes():
    sent = press(opened("car-care", "zh", reform="store-partners"), PROFIT, 0.5)
    run(slider(sent, MORE_PEOPLE).set_value(10) and sent)
    got = opened(**{key: value for key, value in sent.query_params.items()})
    assert changes(got) == {PROFIT: 0.5, MORE_PEOPLE: 0.1} == changes(sent)
    assert (verdict(got), metrics(got), charts(got)) == (verdict(sent), metrics(sent), charts(sent))


def test_a_link_restores_year_and_comparison():
    page = opened("car-care")
    assert "year" not in page.query_params and "against" not in page.query_params
    run(widget(page.selectbox, "choose-year").set_value(3) and page)
    run(widget(page.selectbox, "choose-against").set_value("same") and page)
    assert (page.query_params["year"], page.query_params["against"]) == ("3", "same")
    again = opened("car-care", year="3", against="same")
    assert (verdict(again), metrics(again)) == (verdict(page), metrics(page))
    first = opened("car-care", year="many", against="nobody")
    assert widget(first.selectbox, "choose-year").value == 1 and widget(first.selectbox, "choose-against").value == "today"


def test_a_link_with_a_table_in_it():
    tiers = [{"from": 0, "rate": 0.1}, {"from": 50_000, "rate": 0.2}]
    path = "pay.flagship_manager.commission.tiers"
    page = opened("car-care", set=f"{path}={json.dumps(tiers)}")
    assert changes(page) == {path: tiers} and not page.warning


@pytest.mark.parametrize("item", [
    "pay.nobody.commission.quota=1", "assumptions.profit_growth=99", "assumptions.profit_growth=oops", "=", "x",
    "assumptions.years=1e400", 'assumptions={"years":"three"}'])
def test_what_does_not_fit_in_a_link_is_left_out_and_named(item):
    page = opened("hospital", set=[item, f"{PROFIT}=0.5"])
    assert len(page.warning) == 1 and item in page.warning[0].value
    assert changes(page) == {PROFIT: 0.5}
    run(page)
    assert not page.warning


def test_a_link_to_nowhere_opens_the_first_case():
    page = opened("no-such-case", lang="fr", reform="no-such-reform")
    assert page.session_state["case"] == "hospital" and page.session_state["language"] == "en"


# ---------------------------------------------------------------- a company of one's own

def test_quick_start_makes_a_company_that_every_page_can_show():
    page = go(opened(), COMPANY, "Start from a few numbers")
    run(widget(page.text_input, "quick|name").set_value("Tea house") and page)
    widget(page.number_input, "quick|revenue").set_value(8_000_000.0)
    use(page, "use-quick-start")
    assert not errors(page)
    assert page.session_state["case"] == "mine"
    go(page, COCKPIT)
    before = verdict(page), metrics(page), charts(page)
    press(page, PROFIT, 1.5)
    assert (verdict(page), metrics(page), charts(page)) != before
    for place in (COMPARE, HANDBOOK, COMPANY):
        assert not errors(go(page, place))
    assert metrics(page)["People"] == "28"
    assert "set" not in page.query_params and "case" not in page.query_params
    assert any("reloading the page loses it" in each.value for each in open_tab(page, "Start from a few numbers").success)
    said = [each.value for each in go(page, TAKE_HOME, "What to mend").success]
    assert any("minimum wage is not checked" in each for each in said)
    assert not any("Nobody is below the minimum wage" in each for each in said)


def test_quick_start_refuses_in_sentences_and_keeps_the_company_looked_at():
    page = go(opened(), COMPANY, "Start from a few numbers")
    widget(page.number_input, "quick|owner_stake").set_value(180.0)
    widget(page.text_input, "quick|name").set_value("")
    use(page, "use-quick-start")
    assert len(errors(page)) == 2 and page.session_state["case"] == "hospital"


def test_a_lever_refused_for_this_company_goes_back():
    page = go(opened(), COMPANY, "Start from a few numbers")
    widget(page.number_input, "quick|cost_rate").set_value(90.0)
    use(page, "use-quick-start")
    go(page, COCKPIT)
    before = verdict(page), metrics(page), charts(page)
    run(slider(page, "assumptions.margin_change").set_value(-30) and page)
    assert len(errors(page)) == 1 and "gross margin" in errors(page)[0]
    assert (verdict(page), metrics(page), charts(page)) == before
    assert slider(page, "assumptions.margin_change").value == 0


def uploaded(content):
    page = go(opened("car-care"), COMPANY)
    page.file_uploader(key="upload-people|car-care").upload("people.csv", content, "text/csv")
    return use(run(page), "use-upload")


def people_csv():
    return (LIBRARY / "car-care" / "people.csv").read_bytes()


def test_an_uploaded_list_is_used_on_every_page():
    lines = people_csv().decode().splitlines()
    kept = [line for line in lines if ",receptionist," not in line]
    page = uploaded("\n".join(kept).encode())
    assert not errors(page) and metrics(page)["People"] == str(len(kept) - 1)
    assert len(kept) < len(lines)
    go(page, COCKPIT)
    assert not errors(page)
    use(go(page, COMPANY), next(each.key for each in page.button if each.label.startswith("Back to the library")))
    assert metrics(page)["People"] == "57"


@pytest.mark.parametrize("content", [
    b"", b"\x00\xff\xfe\x81", b"id;name\n1;x", people_csv().replace(b",store_supervisor,", b",nobody,"),
    people_csv().replace(b",office,,", b",office,,a lot"), people_csv().replace(b"P00002", b"P00001"),
    b"PK\x03\x04 a workbook, not a table"])
def test_a_broken_list_is_refused_in_sentences(content):
    page = uploaded(content)
    assert errors(page) and not any("Traceback" in each or "Error(" in each for each in errors(page))
    assert metrics(page)["People"] == "57"


def test_money_and_cap_table_are_edited_and_checked():
    page = go(opened("car-care"), COMPANY, "Money")
    field = next(each for each in page.number_input if each.key.endswith("|profit"))
    use(field.set_value(900_000.0) and page, "use-money")
    assert not errors(page) and metrics(page)["Last year's net profit"] == "¥900K"
    field = next(each for each in page.number_input if each.key.endswith("|gross_margin"))
    use(field.set_value(250.0) and page, "use-money")
    assert len(errors(page)) == 1
