"""What the newer pictures are drawn from: the flow of a year's money, branches of companies, changes by job family."""

from dataclasses import replace

import numpy as np
import pytest

from engine.answers.compare import compare
from engine.answers.expansion.growth import families
from engine.answers.family_changes import family_changes
from engine.answers.take_home.money_flow import LOSS, PLACES, POOL, REVENUE, SUBSIDIARIES, money_flow
from engine.answers.take_home.pocket import company_to_pocket
from engine.files.cases import load, names
from engine.run.simulate import simulate
from tests.small import scenario
from tests.test_expansion import grown


@pytest.mark.parametrize("case", names())
def test_money_flows_without_loss_in_every_case(case):
    found = load(case)
    for each in (found.today, next(iter(found.scenarios.values()))):
        outcome = simulate(each)
        links, pocket = money_flow(outcome), company_to_pocket(outcome)
        if pocket.pool <= 0:
            assert links is None
            continue
        assert links and all(link.fen > 0 and {link.source, link.target} <= PLACES.keys() for link in links)
        into, out = ({place: sum(link.fen for link in links if getattr(link, end) == place) for place in PLACES}
                     for end in ("target", "source"))
        for place in PLACES:
            if into[place] and out[place]:
                assert into[place] == out[place], f"{place} of {case}"
        statement = outcome.year(1).statement
        assert out[REVENUE] - into[REVENUE] == statement.revenue and out[SUBSIDIARIES] == max(0, statement.subsidiaries)
        assert into[POOL] == pocket.pool + out[LOSS] == sum(part for part in pocket.parts.values() if part > 0)
        assert all(into[part] == max(0, fen) for part, fen in pocket.parts.items())


def test_a_company_with_nothing_to_divide_has_no_flow():
    outcome = simulate(scenario({"fixed_pay": {}}).reformed(
        {"assumptions.margin_change": -0.3, "assumptions.revenue_growth": -0.5}))
    assert company_to_pocket(outcome).pool <= 0 and money_flow(outcome) is None


def test_branches_hold_what_was_opened_below_them():
    network = grown(5, openings=2)[-1]
    table = families(network).set_index("company")
    assert table["profit"].sum() == int(network.profit.sum())
    assert table.loc[table["opener"] == 0, "branch"].sum() == table["profit"].sum()
    for company, row in table.iterrows():
        below = table[table["opener"] == company]
        assert row["branch"] == row["profit"] + below["branch"].sum()
        assert (below["generation"] == row["generation"] + 1).all()


def test_the_companies_of_one_that_is_closed_hang_on_the_next_above():
    network = grown(6, openings=2)[-1]
    middle = next(place for place in range(len(network.opener)) if network.opener[place] >= 0
                  and (network.opener == place).any() and network.alive[place])
    closed = network.alive.copy()
    closed[middle] = False
    table = families(replace(network, alive=closed))
    below = np.flatnonzero(closed & (network.opener == middle)) + 1
    assert set(table.loc[table["company"].isin(below), "opener"]) == {int(network.opener[middle]) + 1}
    assert middle + 1 not in set(table["company"]) | set(table["opener"])


def test_changes_by_family_are_averages_in_fen():
    today = scenario({"fixed_pay": {}})
    raised = today.reformed({"pay.support.fixed_pay.share": 0.5, "pay.seller": {"fixed_pay": {"share": 1.5}}})
    side = compare(simulate(today), simulate(raised))
    table = family_changes([compare(side.today, side.today), side])
    assert (table.loc[table["place"] == 0, ["change", "gain", "lose"]] == 0).all(axis=None)
    reform = table[table["place"] == 1].set_index("family")
    assert reform.loc["sales", ["people", "change", "gain", "lose"]].tolist() == [3, 2_800_000, 3, 0]
    assert reform.loc["support", ["people", "change", "gain", "lose"]].tolist() == [1, -3_600_000, 0, 1]
    assert (reform["people"] * reform["change"]).sum() == int(side.change.sum())
