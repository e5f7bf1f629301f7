"""The Equity page's tabs of grants and of leaving: schedules, conditions, refusals, settlements."""

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
    open_tab,
    opened,
    run,
    widget,
)

PERSON = "pages/person.py"
PLAN = "equity.plan_1"


def equity(case="white-goods", reform="as-it-went", lang="en"):
    return go(opened(case, lang, reform=reform), EQUITY, 2)


def editor(page, path):
    found = [each.key for each in page.data_editor if each.key.startswith("table|") and each.key.split("|")[3] == path]
    assert found, [each.key for each in page.data_editor]
    return found[0]


def tables(page):
    return [each.value for each in page.dataframe]


def table_with(page, *columns):
    found = [each for each in tables(page) if set(columns) <= set(each.columns)]
    assert found, [list(each.columns) for each in tables(page)]
    return found[0]


def test_a_programme_year_by_year():
    page = equity()
    assert not page.exception
    assert metrics(page)["Promised"] == "34,860,000"  # 17.43 million, split in two
    years = table_with(page, "Promised so far", "Turned into shares")
    assert list(years["Turned into shares"])[-1] == "34,860,000"
    conditions = table_with(page, "Condition", "Result")
    assert len(conditions) == 8 and set(conditions["Result"]) == {"✓ met"}
    calendar = table_with(page, "Tranche", "Due")
    assert next(iter(calendar["Due"])) == "end of year 1" and list(calendar["Due"])[-1] == "lapses at the end of year 5"
    people = table_with(page, "ID", "Shares held")
    assert len(people) == 48


def test_what_misses_its_conditions_says_so():
    page = equity(reform="three-plans")
    conditions = table_with(page, "Condition", "Result")
    growth = conditions[conditions["Condition"] == "Growth of net profit"]
    assert len(growth) == 4 and set(growth["Result"]) == {"✗ missed"} and set(growth["Asked for"]) == {"≥ 18.00%"}
    assert metrics(page)["Lapsed"] == metrics(page)["Promised"] == "34,860,000"
    assert any("lapse: tranche 1 misses growth of net profit" in each.value for each in page.markdown)


def test_tranches_over_100_percent_are_refused_and_nothing_is_lost():
    page = equity()
    edit(page, editor(page, f"{PLAN}.tranches"), {0: {"part": 60.0}})
    assert len(errors(page)) == 1 and "35.0% more than what is granted" in errors(page)[0]
    assert metrics(page)["Promised"] == "34,860,000"
    edit(page, editor(page, f"{PLAN}.tranches"), {0: {"part": 15.0}, 3: {"part": 35.0}})
    assert not errors(page)
    assert list(table_with(page, "Tranche", "Due")["Part"])[:4] == ["15.0%", "25.0%", "25.0%", "35.0%"]


def test_a_condition_can_be_added_in_its_empty_column():
    page = equity()
    edit(page, editor(page, f"{PLAN}.tranches"), {0: {"score": 90.0}})
    conditions = table_with(page, "Condition", "Result")
    scores = conditions[conditions["Condition"] == "Personal score"]
    assert list(scores["Result"]) == ["✗ missed"] and " of 48 people" in next(iter(scores["Comes to"]))
    go(go(page, COCKPIT), EQUITY)
    assert "Personal score" in list(table_with(page, "Condition", "Result")["Condition"])


def test_gift_and_purchase_shows_the_loan_going_down():
    page = equity("hospital", "partners")
    name = next(each for each in page.selectbox if each.key and each.key.endswith("|equity") and each.key.startswith("add|"))
    name.set_value("gift_purchase")
    run(page)
    run(widget(page.button, f"{name.key}|do").click() and page)
    assert not errors(page)
    run(widget(page.selectbox, "choose-grant|hospital").set_value("gift_purchase") and page)
    assert metrics(page)["People"] == "83" and "Loans still owed in the end" in metrics(page)
    years = table_with(page, "Still owed", "Interest")
    assert len(years) == 3
    assert len(charts(page)) >= 2


def test_leaving_by_every_reason():
    page = open_tab(equity("store-chain", "options"), "Leaving")
    reasons = table_with(page, "Reason", "Cash after the loan")
    assert list(reasons["Reason"]) == ["Resigned", "Dismissed for cause", "Laid off", "Retired", "Died"]
    paid = [float(each.replace("¥", "").replace(",", "")) for each in reasons["Paid"]]
    worth = float(next(iter(reasons["Unlocked part worth"])).replace("¥", "").replace(",", ""))
    assert paid[:3] == pytest.approx([0.7 * worth, 0.8 * worth, worth], abs=0.01)
    assert metrics(page)["Paid for the stake"] == next(iter(reasons["Paid"]))
    run(widget(page.selectbox, "choose-leaving-year|store-chain").set_value("4") and page)
    assert any("of which 169,014 unlocked" in each.value or "unlocked;" in each.value for each in page.markdown)
    run(widget(page.selectbox, "choose-leaving-instrument-options|store-chain").set_value("car_care") and page)
    run(widget(page.selectbox, "choose-leaving-reason|store-chain").set_value("no_procedure") and page)
    assert metrics(page)["Paid for the stake"] == "¥0.00"
    holders = table_with(page, "Holder", "Before", "After")
    assert "Founder" in list(holders["Holder"])


def test_nobody_to_leave():
    page = equity("hospital", "four-families")
    assert any("gives nobody equity yet" in each.value for each in page.info)
    open_tab(page, "Leaving")
    assert any("nobody holds shares or promises" in each.value for each in page.info)


@pytest.mark.parametrize(("case", "reform"), [("white-goods", "harder"), ("store-chain", "options"), ("hospital", "partners")])
def test_in_chinese(case, reform):
    page = equity(case, reform, "zh")
    assert not page.exception
    for words in [words for tab in every_tab(page) for words in
                  [each.label for each in tab.metric] + [each.value for each in tab.caption]]:
        assert CHINESE.search(words), words


def test_who_qualifies_by_the_indicator_method():
    page = equity("hospital", "partners")
    table = table_with(page, "Next stage", "What is missing")
    assert len(table) == 20 and set(table["Next stage"]) == {"Option holder"}
    assert all("Post grade" not in each and "Grade 0, asked for 8" in each for each in table["What is missing"])
    assert metrics(page)["Qualify: Option holder"] == "0"
    edit(page, "rows indicator stages|", {0: {"grade": 0, "sales": 0.0, "trained": 0, "growth": -50.0, "values": 50.0, "years": 0}})
    assert int(metrics(page)["Qualify: Option holder"]) > 0 and not errors(page)
    edit(page, "rows indicator stages|", {2: {"grade": 3, "sales": 5.0}})
    assert len(errors(page)) == 1 and "a later stage asks for fewer" in errors(page)[0]


def test_a_person_sees_what_the_equity_means_year_by_year():
    page = go(opened("white-goods", "en", reform="as-it-went", person="P00001"), PERSON)
    assert any(each.value == "**Shares and options**" for each in page.markdown)
    own = table_with(page, "Year", "Promised so far", "Paid in")
    assert len(own) == 5
    assert any("no part of the income above" in each.value for each in page.caption)
    without = go(opened("white-goods", "en", reform="as-it-went", person="P00298"), PERSON)
    assert not any(each.value == "**Shares and options**" for each in without.markdown)
