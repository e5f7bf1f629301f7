"""The Expansion page: ways side by side, tree, limits, payment, succession, chance and careers; wrong figures refused."""

import pytest

from engine.files.cases import load
from engine.files.cases import names as cases
from engine.run.simulate import simulate
from tests.pages.driver import (
    COCKPIT,
    EXPANSION,
    PAY,
    changes,
    charts,
    errors,
    every_tab,
    go,
    metrics,
    open_tab,
    opened,
    run,
    slider,
    verdict,
    widget,
)

COMPANIES = "expansion.companies"


def expansion(case="group", reform="fierce-expansion", lang="en", tab=None, **query):
    return go(opened(case, lang, reform=reform, **query), EXPANSION, tab)


def move(page, path, value):
    return run(slider(page, f"{COMPANIES}.{path}").set_value(value) and page)


def choose(page, path, value):
    case = page.session_state["case"]
    reform = page.session_state["reforms"][case]
    return run(widget(page.selectbox, f"lever|{case}|{reform}|{path}").set_value(value) and page)


def figure(page, form, key):
    found = [each for each in page.number_input if each.key.startswith(f"figures {form}|") and f"|{key}|" in each.key]
    assert found, [each.key for each in page.number_input]
    return found[0]


def rows(page, column):
    """The chart whose rows have this column."""
    return [data for _, data in charts(page) if data and column in data[0]]


def table(page, column):
    found = [each.value for each in page.dataframe if column in each.value]
    assert found, [list(each.value) for each in page.dataframe]
    return found[0]


def trees(page):
    return [each.proto.spec for each in page.get("graphviz_chart")]


@pytest.mark.parametrize("case", [name for name in cases() if name != "property-agency"])
def test_it_opens_for_every_case_and_plan(case):
    for reform in load(case).scenarios:
        page = expansion(case, reform)
        for tab in every_tab(page):
            assert not errors(tab)


def test_the_numbers_are_the_simulations():
    page = expansion()
    year = simulate(load("group").scenario("fierce-expansion")).years[-1]
    assert metrics(page)["Companies"] == str(year.network.companies) == "60"
    assert metrics(page)["Bottleneck"] == "The limit in all"
    assert verdict(page) == "#### Fierce: 60 companies by year 8; 60 companies are reached in year 7."
    ways = table(page, "Way")
    last = ways[(ways["Way"] == "Fierce") & (ways["Year"] == 8)].iloc[0]
    assert last["Headquarters' part of profit"] == year.network.headquarters_profit / 100_000  # ¥K
    assert last["Paid to heads"] == year.network.heads_income / 100_000
    assert set(ways["Way"]) == {"Normal", "Fierce"}
    open_tab(page, "Who pays")
    cash = table(page, "Left over")
    assert cash["Left over"].tolist()[-1] == year.cash_after_expansion / 100_000


def test_another_year_and_other_pages_and_back():
    page = expansion()
    run(widget(page.select_slider, "choose-expansion-year|group").set_value(5) and page)
    assert metrics(page)["Companies"] == "27" and metrics(page)["Bottleneck"] == "Talent"
    go(go(page, PAY), EXPANSION)
    assert metrics(page)["Companies"] == "27"


def test_the_way_is_changed_and_the_cockpit_follows():
    page = choose(expansion(), f"{COMPANIES}.mode", "none")
    assert changes(page) == {f"{COMPANIES}.mode": "none"} and metrics(page)["Companies"] == "0"
    go(go(page, COCKPIT), EXPANSION)
    assert metrics(page)["Companies"] == "0"


def test_the_floor_refuses_a_plan_with_its_reason():
    page = move(expansion(), "stakes.opener_of_opener", 10.0)
    assert any("headquarters would keep 50.0%, below its floor of 51.0%" in each for each in errors(page))
    assert changes(page) == {}
    # A normal plan may give the same away; then the fierce way is left out, with the reason.
    page = move(expansion(reform="normal-expansion"), "stakes.opener_of_opener", 10.0)
    assert changes(page) == {f"{COMPANIES}.stakes.opener_of_opener": 0.1}
    assert len(errors(page)) == 1 and errors(page)[0].startswith("Fierce: headquarters would keep 50.0%")
    assert set(table(page, "Way")["Way"]) == {"Normal"}


def test_openings_of_the_ways_are_tried_on_the_page_and_wrong_ones_refused():
    page = expansion()
    run(figure(page, "openings normal", "normal").set_value(3) and page)
    ways = table(page, "Way")
    assert ways[(ways["Way"] == "Normal") & (ways["Year"] == 3)]["Companies"].tolist() == [9]
    run(figure(page, "openings normal", "normal").set_value(9) and page)
    assert errors(page) == ["Normal: openings of each ready company are from 0 to 5 a year; 1 is used until then."]
    assert figure(page, "openings normal", "normal").value == 9
    go(go(page, PAY), EXPANSION)
    assert figure(page, "openings normal", "normal").value == 9


def test_the_tree_has_every_company_and_its_stakes():
    page = expansion(reform="normal-expansion", tab="Tree and heads")
    run(widget(page.select_slider, "choose-expansion-year|group").set_value(4) and page)
    tree, = trees(page)
    assert tree.count("->") == 9 and tree.count('label="80.0%"') == 3 and tree.count('label="20.0%"') == 6
    assert "headquarters 60.0% · head 20.0%" in tree
    open_tab(page, "Ways side by side")
    run(slider(page, f"{COMPANIES}.most").set_value(200) and page)
    run(widget(page.select_slider, "choose-expansion-year|group").set_value(8) and page)
    open_tab(page, "Tree and heads")
    assert trees(page)[0].count("->") <= 4 and "Generation 1: " in trees(page)[0]


def test_the_bottleneck_is_named_and_widened():
    page = expansion(tab="What limits it")
    run(widget(page.select_slider, "choose-expansion-year|group").set_value(5) and page)
    assert any("**people** are the bottleneck" in each.value for each in page.markdown)
    assert "Talent" in set(table(page, "Held back by")["Held back by"])
    move(page, "conditions.trains", 6)
    assert metrics(page)["Bottleneck"] == "Nothing" and metrics(page)["Companies"] == "33"


def test_who_pays_moves_headquarters_cash():
    page = expansion(tab="Who pays")
    run(widget(page.select_slider, "choose-expansion-year|group").set_value(1) and page)
    assert metrics(page)["Headquarters puts in"] == "¥1.18M"  # 3 × 500,000 × (30% + 49%)
    choose(page, f"{COMPANIES}.funding.payer", "headquarters")
    assert metrics(page)["Headquarters puts in"] == "¥1.5M"


def test_succession_is_tried_until_the_floor_refuses():
    page = expansion(tab="Succession")
    table_ = table(page, "New head")
    assert table_["Headquarters"].tolist() == ["64.0%", "51.2%"] and table_["The head before"].tolist() == ["16.0%", "16.0%"]
    assert any("The next one is refused: headquarters would keep 40.96%" in each.value for each in page.warning)
    case = page.session_state["case"]
    way = next(each for each in page.selectbox if each.key.startswith(f"figures succession|{case}|from"))
    run(way.set_value("headquarters") and page)
    assert table(page, "New head")["Headquarters"].tolist() == ["60.0%"]
    run(figure(page, "succession", "headquarters").set_value(90.0) and page)
    assert any("hold 110.0% together" in each for each in errors(page))
    run(figure(page, "succession", "headquarters").set_value(None) and page)
    assert errors(page) == ["Headquarters' stake: this entry is missing; add it."]
    run(figure(page, "succession", "headquarters").set_value(80.0) and page)
    run(figure(page, "succession", "heads_failed").set_value(2) and page)
    assert table(page, "New head")["Closed and founded anew"].tolist()[0] == "yes"


def test_stages_of_a_head_say_what_they_change():
    page = expansion(tab="Succession")
    stages = table(page, "If he leaves then")
    assert stages["Years in office"].tolist() == ["0 – 2", "2 – 5", "from 5"]
    assert stages["If he leaves then"].tolist()[0] == "dividends go on (years: 1), then nothing"
    open_tab(page, "Ways side by side")
    assert set(table(page, "Income")["Way"]) == {"Normal", "Fierce"}


def test_chance_gives_a_band():
    page = expansion(tab="Chance")
    assert any("only one course" in each.value for each in page.info)
    move(page, "success", 70)
    bands = rows(page, "p95")
    assert len(bands) == 4 and all(row["p5"] <= row["p50"] <= row["p95"] for band in bands for row in band)
    assert any(row["p5"] < row["p95"] for row in bands[0])


def test_careers_in_the_car_care_chain():
    page = expansion("car-care", "open-with-partners", tab="Career path")
    levels = table(page, "Least stores")
    assert levels["Least stores"].tolist() == [0, 1, 2, 4, 8]
    assert levels["A month"].tolist() == ["0.0%", "0.0%", "4.0%", "3.0%", "2.0%"]
    # 12,000 a month above target: 12 × 12,000 × 13% × 2 stores.
    assert levels["Overrides a year"].tolist() == [0, 0, 37_440, 57_600, 80_640]
    people = table(page, "Management bonus")
    assert people["Stores"].tolist()[:2] == [11, 11] and people["Management bonus"].tolist()[0] > 0
    assert "Heads" in table(page, "Most companies under one")


def test_a_plan_without_expansion_gets_the_rule_here():
    page = expansion("hospital", "partners")
    assert any("opens no companies" in each.value for each in page.info)
    key = next(each.key for each in page.button if each.key and each.key.endswith("expansion|do"))
    choice = widget(page.selectbox, key.removesuffix("|do"))
    run(choice.set_value("subsidiaries") and page)
    run(widget(page.button, key).click() and page)
    assert changes(page) == {"expansion.subsidiaries": {"rule": "subsidiaries"}}
    assert not errors(page) and int(metrics(page)["Companies"]) > 0
