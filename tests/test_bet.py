"""Bets: levels in turn, all indicators or nothing, shares won and lost."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.company.ledger import Kind, replay
from engine.rules.equity.bet import Bet
from engine.run.simulate import simulate
from tests.small import company, scenario

TEAM = {"founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 600_000},
        "management": {"zh": "管理层", "en": "Management", "kind": "holding", "shares": 300_000},
        "employees": {"zh": "员工", "en": "Employees", "kind": "employees", "shares": 100_000}}


def run(programme, years=4, more=None, **assumptions):
    return simulate(scenario(of=company(cap_table=TEAM), equity={**(more or {}), "it": {"rule": "bet", **programme}},
                             assumptions={"years": years, **assumptions}))


def level(year, stake=0.1, **asked):
    return {"year": year, "stake": stake, **(asked or {"profit": -1e9})}


def test_a_bet_won_level_after_level():
    levels = [level(1, 0.02, revenue_growth=0.5), {**level(2, 0.03, revenue_growth=0.5), "name": "division"},
              {**level(3, 0.05, satisfaction=80, score=77.4), "name": "subsidiary"}]
    outcome = run({"levels": levels, "giver": "founder"}, revenue_growth=0.5)
    stakes = [outcome.year(year).cap_table.stake("employees") for year in range(1, 5)]
    assert stakes == [Fraction(12, 100), Fraction(15, 100), Fraction(20, 100), Fraction(20, 100)]
    assert [len(outcome.year(year).events) for year in range(1, 5)] == [1, 1, 1, 0]
    assert outcome.year(3).cap_table.stake("founder") == Fraction(1, 2)
    assert "Subsidiary" in outcome.year(3).events[0].what.en or "subsidiary" in outcome.year(3).events[0].what.en
    checks = outcome.year(3).books["it"].checks
    assert [(check.condition, check.met) for check in checks] == [("satisfaction", True), ("score", True)]
    assert all(0 < check.actual <= 200 for check in checks), "points as people read them, not hundredths"


def test_one_indicator_missed_ends_the_bet():
    levels = [level(1, 0.02, revenue_growth=0.5, score=90), level(2)]
    outcome = run({"levels": levels, "giver": "founder"}, revenue_growth=0.5)
    assert outcome.years[-1].cap_table == outcome.opening
    assert [len(year.events) for year in outcome.years] == [1, 0, 0, 0]
    assert "Team's average score".lower() in outcome.year(1).events[0].what.en
    assert outcome.year(1).books["it"].lost


def test_the_rivals_bet():
    """50% compound for three years, or 7.8% of all shares go from management to the investor."""
    bet = {"levels": [{"year": 3, "profit_growth": 0.5}], "stake_lost": 0.078, "giver": "founder", "holder": "management"}
    lost = run(bet, later_growth=0.05).year(3)
    assert lost.cap_table.stake("management") == Fraction(300 - 78, 1000)
    assert lost.events[0].kind is Kind.TRANSFER and lost.cap_table.stake("founder") == Fraction(678, 1000)
    won = run({**bet, "levels": [{"year": 3, "profit_growth": 0.5, "stake": 0.01}]}, later_growth=0.5, profit_growth=0.5).year(3)
    assert won.cap_table.stake("management") == Fraction(310, 1000) and "management" not in won.cap_table.holdings


@pytest.mark.parametrize(("last", "reached"), [(337.5, 1), (337.49, 0)])
def test_exactly_half_more_each_year(last, reached):
    got = Bet.compute({"levels": [{"year": 3, "profit_growth": 0.5}], "stake_lost": 0.078, "base": 100,
                       "profits": [1, 2, last]})
    assert (got["reached"], got["lost"]) == (reached, 0 if reached else 0.078)


def test_what_is_lost_is_taken_from_those_behind_the_line_in_proportion():
    shares = {"rule": "coefficient_shares", "ratio": 0.1, "giver": "founder"}
    outcome = run({"levels": [level(2, profit=1e9)], "stake_lost": 0.05}, more={"shares": shares})
    before, after = (outcome.year(year).cap_table for year in (1, 2))
    lost = before.holdings["employees"] - after.holdings["employees"]
    assert before.lines["employees"].shares - after.lines["employees"].shares == 50_000
    assert abs(int(lost.sum()) - 25_000) <= 1  # half of the line is nobody's
    assert (abs(lost - before.holdings["employees"] / 4) <= 1).all()
    assert (after.placed["equity.shares"] == after.holdings["employees"]).all()


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=4), st.integers(0, 500),
       st.sampled_from([None, "founder"]), st.sampled_from(["employees", "management"]))
def test_shares_are_conserved_whoever_wins(levels, lost, giver, holder):
    programme = {"levels": [level(year, stake / 100, profit=-1e9 if met else 1e9) for year, (stake, met) in
                            enumerate(levels, start=1)], "stake_lost": lost / 1000, "giver": giver, "holder": holder}
    outcome = run(programme, years=5)
    table = outcome.years[-1].cap_table
    assert replay(outcome.opening, outcome.events()) == table
    if giver:
        assert table.total == 1_000_000
    won = all(met for _, met in levels)
    assert outcome.years[-1].books["it"].lost != won
    assert int(table.of_people("employees", 4).sum()) <= table.lines["employees"].shares
    assert min(line.shares for line in table.lines.values()) >= 0


@pytest.mark.parametrize(("values", "words"), [
    ({"levels": [{"year": 2, "profit": 1}, {"year": 1, "profit": 1}]}, "level 2 does not come after"),
    ({"levels": [{"year": 1, "profit": 1, "name": "subsidiary"}, {"year": 2, "profit": 1}]}, "level 2 does not come after"),
    ({"levels": [{"year": 1}]}, "level 1 asks for nothing"), ({"levels": []}, "levels"), ({"stake_lost": 0.6}, "stake_lost"),
    ({"profits": []}, "profits")])
def test_what_is_refused(values, words):
    with pytest.raises(InputError) as refused:
        Bet.compute({"base": 100, "profits": [100], **values})
    assert len(refused.value.problems) == 1 and words in str(refused.value)


def test_nobody_to_win():
    outcome = run({"levels": [level(1)], "groups": ["clerk"], "giver": "founder"})
    assert np.flatnonzero(outcome.year(1).cap_table.holdings["employees"]).tolist() == [3]
