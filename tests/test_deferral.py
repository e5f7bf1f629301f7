"""Deferred pay, and people who leave: what is paid when, and what is forfeited."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.compare import compare
from engine.commands.plain import as_plain
from engine.commands.run import summary
from engine.plan.scenario import levers
from engine.rules.pay.deferral import Deferral
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, scenario

LEAVES = HEADER + ",leaves_in"
DEFERRED = {"fixed_pay": {}, "commission": {"on": "all", "deferral": {}}}


def rows(*leaves):
    return [f"{row},{month}" for row, month in zip(ROWS, leaves, strict=True)]


@pytest.mark.parametrize(("leaves", "expected"), [
    (0, (3600, 900, 900, 0)), (12, (3600, 900, 900, 0)), (3, (3600, 900, 0, 900)), (2, (2400, 600, 0, 600))])
def test_alone(leaves, expected):
    got = Deferral.compute({"amounts": [1000, 2000, 1500], "leaves_in": leaves})
    assert tuple(got.values()) == expected


def test_of_one_month():
    assert Deferral.compute({"amount": 0.03}) == {"paid_now": 0.02, "deferred": 0.01, "year_end": 0.01, "forfeited": 0}


def test_without_leavers_the_year_is_the_same():
    plain = simulate(scenario({"fixed_pay": {}, "commission": {"on": "all"}})).year(1)
    later = simulate(scenario(DEFERRED)).year(1)
    assert later.pay.tolist() == plain.pay.tolist()
    assert later.forfeited == 0
    commission = later.lines[1].amount
    assert commission[0].tolist() == [400_000, 300_000, 200_000]  # 80% of 5% of 100,000, 75,000, 50,000
    assert commission[11].tolist() == [1_600_000, 1_200_000, 800_000]  # and a year's 20%


def test_leavers():
    """A leaves after June: six months of fixed pay, 80% of six months of commission, 6,000 forfeited."""
    outcome = simulate(scenario(DEFERRED, rows(6, 0, 12, 0), LEAVES), trace=True)
    year = outcome.year(1)
    fixed, commission = year.lines[0], year.lines[1]
    assert fixed.amount[:, 0].tolist() == [500_000] * 6 + [0] * 6
    assert commission.amount[:, 0].tolist() == [400_000] * 6 + [0] * 6
    assert (commission.forfeited, fixed.forfeited, year.forfeited) == (600_000, 0, 600_000)
    assert commission.amount[11].tolist()[1:] == [1_200_000, 800_000], "December's leaver is still paid"
    assert year.statement.payroll == int(year.pay.sum())
    lost = [value for _, label, _, value in outcome.trace.of_person(0) if "forfeited" in label.en]
    assert lost == [600_000, 0, 0], "year by year"


def test_the_year_says_what_was_forfeited():
    outcome = simulate(scenario(DEFERRED, rows(6, 0, 12, 0), LEAVES))
    assert [year["forfeited"] for year in as_plain(outcome)["years"]] == [6000, 0, 0]
    assert any("Deferred pay forfeited by leavers" in line and "¥6,000" in line
               for line in summary(compare(outcome, outcome)))
    stays = simulate(scenario(DEFERRED))
    assert not any("forfeited" in line for line in summary(compare(stays, stays)))


def test_a_leaver_is_gone_in_later_years():
    outcome = simulate(scenario(DEFERRED, rows(6, 0, 0, 0), LEAVES, assumptions={"years": 3}))
    pay = [year.pay.tolist() for year in outcome.years]
    assert pay[0][0] > 0 and pay[1][0] == pay[2][0] == 0
    assert [year.forfeited for year in outcome.years] == [600_000, 0, 0]
    assert pay[1][1:] == pay[0][1:]


def test_newcomers_do_not_leave_with_those_they_copy():
    outcome = simulate(scenario(DEFERRED, rows(1, 1, 1, 1), LEAVES, assumptions={"headcount_growth": 1.0}))
    year = outcome.year(1)
    assert (year.people.leaves_in[year.newcomer] == 0).all() and year.newcomer.sum() == 4
    assert (year.months[11, year.newcomer] > 0).all() and not year.months[11, ~year.newcomer].any()


def test_a_lever_once_it_is_set():
    plain = scenario({"fixed_pay": {}})
    assert not [lever for lever in levers(plain.plan, plain.assumptions) if "deferral" in lever.path]
    deferred = plain.reformed({"pay.sales.fixed_pay.deferral": {"paid_now": 0.5}})
    paths = [lever.path for lever in levers(deferred.plan, deferred.assumptions)]
    assert "pay.sales.fixed_pay.deferral.paid_now" in paths
    assert simulate(deferred).year(1).lines[0].amount[0].tolist() == [250_000, 250_000, 200_000]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.integers(0, 12), st.integers(0, 100))
def test_nothing_is_lost(amounts, leaves, percent):
    got = Deferral.compute({"amounts": [each / 100 for each in amounts], "leaves_in": leaves,
                            "paid_now": percent / 100})
    fen = {key: round(value * 100) for key, value in got.items()}
    assert fen["deferred"] == fen["year_end"] + fen["forfeited"]
    assert fen["paid_now"] + fen["deferred"] == sum(amounts[:leaves or 12])


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.integers(0, 100))
def test_what_is_paid_and_forfeited_is_what_was_earned(leaves, percent):
    plan = {"commission": {"on": "all", "deferral": {"paid_now": percent / 100}}}
    kept = simulate(scenario({"commission": {"on": "all"}}, rows(*leaves), LEAVES)).year(1)
    year = simulate(scenario(plan, rows(*leaves), LEAVES)).year(1)
    assert int(year.pay.sum()) + year.forfeited == int(kept.pay.sum())
    assert not np.any(year.pay > kept.pay)
