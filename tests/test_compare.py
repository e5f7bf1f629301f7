"""Two outcomes side by side, and the sentence about them."""

from dataclasses import replace

import pytest

from engine.answers.compare import (
    MOST_SHOWN,
    compare,
    cost_by_element,
    income_distribution,
    median,
    ownership,
    same_world,
)
from engine.answers.verdict import verdict
from engine.base import text
from engine.run.simulate import simulate
from tests.small import company, example, scenario

PLAIN = {"fixed_pay": {}}


def pair(**overrides):
    today = scenario(PLAIN)
    return compare(simulate(today), simulate(today.reformed(overrides)))


def test_against_itself():
    same = compare(simulate(scenario()), simulate(scenario()))
    assert (same.gainers, same.losers, same.unchanged, same.joined, same.left, same.cost_change()) == (0, 0, 4, 0, 0, 0)
    assert verdict(same) == "Labour cost stays at 4.0% of revenue; nobody gains or loses; you keep 70.0%."


def test_who_gains_and_loses():
    side = pair(**{"pay.support.fixed_pay.share": 0.5, "pay.seller": {"fixed_pay": {"share": 1.5}}})
    assert (side.gainers, side.losers, side.unchanged) == (3, 1, 0)
    assert (side.change / 100).tolist() == [30_000, 30_000, 24_000, -36_000]
    assert side.cost_change() == 4_800_000
    assert verdict(side) == "Labour cost rises ¥48K to 4.8% of revenue; 3 people gain, 1 lose; you keep 70.0%."
    assert side.by_person()["id"].tolist() == ["D", "C", "A", "B"]
    families = side.by_family().set_index("family")
    assert families["change"].to_dict() == {"sales": 2_800_000, "support": -3_600_000}
    assert families["gain"].to_dict() == {"sales": 3, "support": 0}


def test_newcomers_and_leavers_are_counted_apart():
    more = pair(**{"assumptions.headcount_growth": 0.5})
    assert (more.joined, more.left, more.unchanged) == (2, 0, 4)
    fewer = pair(**{"assumptions.headcount_growth": -0.25})
    assert (fewer.joined, fewer.left, len(fewer.change)) == (0, 1, 3)


def test_ownership_and_stakes():
    side = compare(simulate(example().today), simulate(example().scenario("partners")), 3)
    opening, closing = side.stakes()
    assert opening == side.today.owner_stake(0) > closing == side.reform.owner_stake(3)
    assert "your stake goes from 70.0% to" in verdict(side)
    series = ownership(side.reform)
    assert series[0].values[0] == 0.7
    assert [sum(values) for values in zip(*(line.values for line in series), strict=True)] == pytest.approx([1] * 4)


def test_cost_by_element_is_the_people_cost():
    outcomes = [simulate(example().scenario(key)) for key in example().scenarios]
    for number in (1, 2, 3):
        costs = cost_by_element(outcomes, number)
        assert [sum(values) for values in zip(*(kind.values for kind in costs), strict=True)] == [
            outcome.year(number).statement.people_cost for outcome in outcomes]


@pytest.mark.parametrize(("bases", "middle"), [((5000,), 60_000), ((1000, 4000), 30_000), ((1, 2, 9000), 24),
                                               ((0.01, 0.02), 0.18)])
def test_median_income(bases, middle):
    rows = [f"P{i},sales,seller,north,{pay}" for i, pay in enumerate(bases)]
    of = company(rows, "id,family,post,unit,base_pay")
    assert median(simulate(scenario(PLAIN, of=of)).year(1).income) == round(middle * 100)


def test_everybody_is_in_the_distribution():
    years = [simulate(example().scenario(key)).year(1) for key in example().scenarios]
    spread = income_distribution([year.income for year in years])
    assert [int(counts.sum()) for counts in spread.counts] == [9, 9, 9]
    assert all(len(counts) == len(spread.edges) - 1 for counts in spread.counts)


def test_the_same_world():
    reform = example().scenario("partners")
    grown = same_world(example().today, reform)
    assert grown.year(1).world == simulate(reform).year(1).world
    assert grown.scenario.plan == example().today.plan


def test_verdict_in_both_languages(language):
    side = pair(**{"pay.support.fixed_pay.share": 0.5})
    said = verdict(side)
    assert said and "{" not in said
    assert text.language() == language


def test_no_revenue_no_share():
    empty = scenario(PLAIN, of=replace(company(), facts=company(revenue=0).facts))
    assert "–" in verdict(compare(simulate(empty), simulate(empty)))


def test_many_holders_are_a_few_in_the_picture():
    """Thirty holders: the largest by name, the others together, in every year all of it; the owner always by name."""
    many = {"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": 1},
            **{f"h{i}": {"zh": f"乙{i}", "en": f"B{i}", "kind": "investor", "shares": 100 + i} for i in range(30)}}
    outcome = simulate(scenario(of=company(cap_table=many), equity={
        "fund": {"rule": "funding_round", "year": 2, "investment": 1_000_000, "pre_money": 1_000_000, "investor": "Fund"}}))
    series = ownership(outcome)
    names = [each.label.en for each in series]
    assert len(series) == MOST_SHOWN and names[0] == "A" and "Fund" in names and names[-1] == "22 others"
    for year in range(4):
        assert sum(each.values[year] for each in series) == pytest.approx(1)
    assert [name for name in names if name.startswith("B")] == [f"B{i}" for i in range(22, 30)]
