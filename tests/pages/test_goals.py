"""The Reform goals and Store team parts of the Targets page: goals met or missed, edited as levers; teams by store."""

import pytest

from engine.files.cases import names
from tests.pages.driver import (
    COCKPIT,
    TARGETS,
    changes,
    charts,
    edit,
    errors,
    go,
    metrics,
    open_tab,
    opened,
    run,
    slider,
    widget,
)


def goals(case="hospital", lang="en", tab=4, **query):
    return go(opened(case, lang, **query), TARGETS, tab)


def press(page, key):
    return run(widget(page.button, key).click() and page)


def said(page):
    return [each.value for each in [*page.success, *page.warning] if "wanted" in each.value]


def table(page, column):
    return next(each.value for each in page.dataframe if column in each.value.columns)


def test_the_year_that_aims_at_the_goals():
    page = goals(reform="goals")
    verdicts = {each.split("**")[1]: "**met**" in each for each in said(page)}
    assert verdicts == {"Net profit": False, "Average income of core staff": False, "Revenue": True}
    years = len(widget(page.selectbox, "choose-year").options)
    rows = table(page, "Met or missed")
    assert len(rows) == 3 * years and set(rows["Met or missed"]) == {"met", "missed"} and not errors(page)


def test_goals_are_levers_of_the_plan():
    page = goals("car-care", reform="share-the-excess")
    assert any("states no goals of its own" in each.value for each in page.info)
    press(page, "set-goals")
    assert changes(page) == {"targets.reform_goals": {"rule": "reform_goals"}} and not errors(page)
    run(slider(page, "targets.reform_goals.revenue").set_value(-50.0) and page)
    assert changes(page)["targets.reform_goals.revenue"] == -0.5
    assert any("**Revenue** · wanted −50%" in each and "**met**" in each for each in said(page))
    bars = next(rows for spec, rows in charts(page) if rows and "wanted" in rows[0])
    assert {row["wanted"] for row in bars} == {1.0, -0.5}
    go(page, COCKPIT)
    assert changes(page)["targets.reform_goals.revenue"] == -0.5
    press(go(page, TARGETS), "remove|car-care|targets.reform_goals")
    assert changes(page) == {}


def test_a_scorecard_is_added_filled_in_and_refused_in_a_sentence():
    page = press(goals("ecommerce"), "add-scorecard")
    assert not errors(page)
    path, = changes(page)
    assert [row["name"] for row in changes(page)[path]["goals"]] == ["Revenue", "Net profit", "Revenue a head", "New markets opened"]
    assert table(page, "Completion")["Year 1"].tolist()[-1] == "No actual yet"
    edit(page, "goals|", {3: {"actual": 1}})
    assert table(page, "Completion")["Year 1"].tolist()[-1] == "Reached" and metrics(page)["Development"] == "1 of 1"
    edit(page, "goals|", {3: {"actual": 1, "name": " "}})
    assert errors(page) == ["Row 4 has no name; say what the goal is."]


@pytest.mark.parametrize("case", names())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_case_has_a_team_and_goals(case, lang):
    page = goals(case, lang)
    assert not errors(page)
    open_tab(page, 5)
    assert not errors(page)
    assert [each for each in page.get("download_button") if "team" in str(each.proto)] or page.info


def test_the_store_team_follows_its_shares():
    page = goals("store-chain", tab="Store team")
    core = int(metrics(page)["Core"])
    units = table(page, "Staff")
    assert units["Core"].sum() == core > 0
    assert (units["Core"] <= units["Staff"] * 0.15).all()
    run(widget(page.number_input, "team|store-chain|core").set_value(0.0) and page)
    assert metrics(page)["Core"] == "0"
    run(widget(page.number_input, "team|store-chain|values_weight").set_value(25.0) and page)
    assert errors(page) == ["the weights sum to 115%, not to 100%; change one by -15%."]
    go(page, COCKPIT)
    go(page, TARGETS)
    assert widget(page.number_input, "team|store-chain|values_weight").value == 25 and errors(page)
