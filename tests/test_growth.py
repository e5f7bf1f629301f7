"""Growth over years: ways side by side, generations, the tree, the spread of chance, and the career path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import load
from engine.answers.expansion.growth import (
    broken_modes,
    by_generation,
    by_mode,
    career_rule,
    careers,
    cash,
    gates,
    generations_by_mode,
    heads,
    income_by_generation,
    next_opening,
    opening_rule,
    openings_by_mode,
    overseers,
    scarcest,
    spread,
    succession_chain,
    tree,
    year_of,
    yearly,
)
from engine.base.problem import InputError
from engine.company.network import HEADQUARTERS, TALENT, stores_under
from engine.rules.expansion.career_path import LEVELS, CareerPath
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.run.simulate import simulate
from tests.small import scenario
from tests.test_expansion import FREE


def rule(**given_parameters):
    return Subsidiaries.model_validate({**FREE, **given_parameters})


def test_three_ways_side_by_side():
    plan = rule(mode="normal", existing=1, ready_after=1, profit=100, capital=10, first_year=1, openings_by_headquarters=0)
    found = by_mode(plan, 3, {"normal": 1, "fierce": 2})
    assert {mode: [each.companies for each in networks] for mode, networks in found.items()} == {
        "none": [1, 1, 1], "normal": [2, 4, 8], "fierce": [3, 9, 27]}
    assert openings_by_mode(plan) == {"normal": 1, "fierce": 2}
    assert openings_by_mode(rule(mode="fierce", openings=2)) == {"normal": 1, "fierce": 2}
    assert openings_by_mode(rule(mode="normal", openings=5)) == {"normal": 5, "fierce": 5}  # 5 is the most there can be
    table = yearly(found["normal"])
    assert table["headquarters"].tolist() == [each.headquarters_profit for each in found["normal"]]
    assert (table["headquarters"] + table["heads"] == table["profit"]).all()
    ends = generations_by_mode(found, 5)
    assert ends.groupby("mode")["companies"].sum().to_dict() == {"none": 1, "normal": 8, "fierce": 27}
    first = ends[(ends["mode"] == "fierce") & (ends["generation"] == 1)].iloc[0]
    assert first["income"] == found["fierce"][-1].head_income[0]
    assert year_of(found["normal"], 4) == 2 and year_of(found["none"], 4) is None


def test_a_way_that_breaks_the_floor_is_left_out_with_its_reason():
    plan = rule(mode="normal", stakes={"opener_of_opener": 0.1})
    assert list(by_mode(plan, 2, {})) == ["none", "normal"]
    assert "headquarters would keep 50.0%" in broken_modes(plan)["fierce"]


def test_generations_add_up_to_the_network():
    network = rule(mode="fierce", ready_after=1, profit=100, first_year=1).grown(5)[-1]
    table = by_generation(network, 5)
    assert table["companies"].sum() == network.companies
    assert table["headquarters"].sum() == network.headquarters_profit
    assert table["income"].sum() == network.heads_income
    assert table["profit"].sum() == network.profit.sum()
    average = income_by_generation([network], 5)
    assert average["income"].tolist() == (table["income"] // table["companies"]).tolist()
    every = heads(network, 5)
    assert every["profit"].sum() == network.profit.sum() and len(every) == network.companies


def test_the_tree_by_company_and_by_generation():
    network = rule(mode="fierce", ready_after=1).grown(4)[-1]
    grouped, edges = tree(network, 60)
    assert not grouped and len(edges) == network.companies
    assert sorted(edge.above for edge in edges) == sorted(network.opener.tolist())
    assert all(sum(edge.stakes) == 1_000_000 for edge in edges)
    grouped, generations = tree(network, 3)
    assert grouped and [edge.below for edge in generations] == [1, 2, 3, 4]
    assert sum(edge.companies for edge in generations) == network.companies


def test_gates_count_every_opening():
    networks = rule(openings=2, ready_after=1, existing=2, conditions={"trains": 3}).grown(4)
    table = gates(networks)
    assert (table["wanted"] == table["opened"] + table[["funds", "talent", "territory", "cap"]].sum(axis=1)).all()
    assert TALENT in table["bottleneck"].tolist()


def test_the_spread_of_a_certain_plan_is_none():
    found = spread(rule(ready_after=1), 5, 8, draws=7)
    assert (found.figures["companies"] == found.figures["companies"][:, :1]).all()
    assert found.reached.tolist() == [0, 0, 0, 1, 1]
    plan = rule(ready_after=1)
    assert found.figures["headquarters"][:, 5].tolist() == [each.headquarters_profit for each in plan.grown(5)]


def test_more_success_is_more_companies():
    means = [spread(rule(ready_after=1, success=chance, openings=2), 6, 30).figures["companies"][-1, 5]
             for chance in (0.3, 0.6, 0.9)]
    assert means == sorted(means) and means[0] < means[2]
    found = spread(rule(success=0.5), 6, 5)
    assert (np.diff(found.figures["companies"][:, :5], axis=1) >= 0).all()


def test_successions_go_on_until_the_floor_refuses():
    rows = succession_chain({"headquarters": 0.8, "head": 0.2, "newcomer": 0.2, "from": "headquarters"})
    assert [row["headquarters"] for row in rows[:1]] == [0.6] and isinstance(rows[1], InputError) and len(rows) == 2
    small = succession_chain({"headquarters": 0.8, "head": 0.05, "newcomer": 0.05, "from": "headquarters"})
    assert len(small) == 4 and small[-1]["headquarters"] == pytest.approx(0.6)


def test_headquarters_cash_is_the_statements_and_the_networks():
    outcome = simulate(scenario(expansion={"subsidiaries": {**FREE, "capital": 2_000_000, "openings": 0}}))
    table = cash(outcome)
    assert table["left"].tolist() == [year.cash_after_expansion for year in outcome.years]
    assert (table["own"] + table["back"] - table["need"] == table["left"]).all()
    assert scarcest(table) == (1, int(table["left"].min()))


def test_what_one_company_more_brings():
    assert next_opening(rule(profit=100_000, stakes={"opener": 0.1}, funding={
        "payer": "opener", "revenue": 700_000, "funder_share": 0.01})) == (1_000_000, 700_000)
    assert next_opening(rule(mode="none", profit=100_000)) == (0, 0)


def test_rules_are_found_in_a_plan():
    plan = load("car-care").scenario("open-with-partners").plan
    assert opening_rule(plan)[0] == "stores" and career_rule(plan)[0] == "career"
    assert opening_rule(scenario().plan) is None and career_rule(scenario().plan) is None


# ---------------------------------------------------------------- career path

def test_levels_follow_from_those_whom_one_has_raised():
    """0 opens 1 and 2, who open 3, 4 and 5, 6: two supervisors under each, two managers under the first."""
    network = rule(openings_by_headquarters=0, existing=1, openings=2, ready_after=1, most=7).grown(2)[-1]
    network = type(network)(**{**vars(network), "opener": np.array([HEADQUARTERS, 0, 0, 1, 1, 2, 2])})
    assert CareerPath().reached(network).tolist() == [3, 2, 2, 1, 1, 1, 1]
    assert CareerPath(raised=3).reached(network).tolist() == [1] * 7


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 6))
def test_careers_count_everybody_once(openings, raised, years):
    networks = rule(openings=openings, ready_after=1, most=80).grown(years)
    path = CareerPath(raised=raised)
    table = careers(path, networks)
    for network in networks:
        assert table[table["year"] == network.year]["people"].sum() == network.companies
    last = networks[-1]
    level, under = path.reached(last), stores_under(last)
    assert under.sum() >= last.companies and under.max() <= last.companies
    for place in range(1, len(path.levels)):
        assert (under[level == place] >= path.least_stores(place)).all()


def test_what_a_level_is_paid_by_hand():
    """A store manager with 3 stores at 20,000 a month: 4 + 5 + 4% of 720,000; one store more 13% of 240,000."""
    found = CareerPath.compute({"level": "store_manager", "stores": 3, "excess": 20_000, "partners": 1})
    assert (found["month"], found["quarter"], found["year"]) == (28_800, 36_000, 28_800)
    assert (found["a_year"], found["one_more_store"]) == (93_600, 31_200)
    assert (found["next_level"], found["partners_missing"], found["stores_at_next_level"]) == ("area_manager", 1, 4)
    assert found["a_year_at_next_level"] == 96_000  # 10% of 960,000
    top = CareerPath.compute({"level": "director", "stores": 8})
    assert (top["next_level"], top["partners_missing"]) == ("none", 0)
    assert CareerPath.compute({"level": "staff", "stores": 0})["a_year"] == 0


def test_levels_out_of_order_are_refused():
    with pytest.raises(InputError, match="list them from the bottom up: Staff, Supervisor"):
        CareerPath.compute({"levels": [{"level": "supervisor"}, {"level": "staff"}]})


def test_the_path_opens_nothing_and_may_stand_beside_the_rule_that_does():
    plan = {"subsidiaries": {**FREE, "ready_after": 1}}
    both = simulate(scenario(expansion={**plan, "career": {"rule": "career_path"}}))
    alone = simulate(scenario(expansion={"career": {"rule": "career_path"}}))
    assert [year.network.companies for year in both.years] == [
        year.network.companies for year in simulate(scenario(expansion=plan)).years]
    assert all(year.network is None for year in alone.years)
    assert len(LEVELS) == 5


def test_who_oversees_the_stores_of_the_car_care_chain():
    table = overseers(simulate(load("car-care").scenario("piece-rates-and-overrides")), 1, 1_000_000)
    assert table["post"].tolist()[:2] == ["area_manager", "area_director"] and (table["stores"][:2] == 11).all()
    assert (table["stores"][2:] == 1).all() and len(table) == 13
    # 3 + 4 + 3% and 2 + 3 + 2% of 12 × 10,000 yuan.
    assert table["more"].tolist()[:3] == [1_200_000, 840_000, 0]
    assert table["paid"].sum() == sum(amount for name, amount in simulate(load("car-care").scenario(
        "piece-rates-and-overrides")).year(1).by_element().items() if name.endswith("management_bonus"))
