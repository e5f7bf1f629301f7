"""Ratings, discipline, seniority, allowances, deductions, points, stars, pension: at the edges and in a plan."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.rules.pay.allowance import Allowance
from engine.rules.pay.deduction import Deduction
from engine.rules.pay.pension_contribution import PensionContribution
from engine.rules.pay.points import PointsPay
from engine.rules.pay.quota_discipline import QuotaDiscipline
from engine.rules.pay.rated_raise import RatedRaise
from engine.rules.pay.seniority_pay import SeniorityPay
from engine.rules.pay.star_award import StarAward
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, company, half_up, paid, scenario


def having(header, *cells):
    """The small company with more columns: a text of cells for each of its four people."""
    return [f"{row},{more}" for row, more in zip(ROWS, cells, strict=True)], f"{HEADER},{header}"


def yearly(rule, of=None, **assumptions):
    return (paid(rule, of, **assumptions).sum(axis=0) / 100).tolist()


# ---------------------------------------------------------------- ratings, seniority, allowances

@pytest.mark.parametrize(("rating", "amount"), [("", 0), ("advanced", 900), ("excellent", 1500)])
def test_raise_by_rating(rating, amount):
    assert RatedRaise.compute({"base_pay": 6000, "rating": rating}) == {"amount": amount}


def test_ratings_in_the_peoples_table():
    of = company(*having("rating", "excellent", "advanced", "", ""))
    assert yearly(RatedRaise(), of) == [15_000, 9000, 0, 0]
    with pytest.raises(InputError, match="“excelent” is not one of the choices"):
        company(*having("rating", "excelent", "", "", ""))


@pytest.mark.parametrize(("years", "amount"), [(0, 0), (1, 50), (10, 500), (11, 500)])
def test_seniority(years, amount):
    assert SeniorityPay.compute({"years": years}) == {"amount": amount}


def test_seniority_and_allowances_in_a_plan():
    assert yearly(SeniorityPay(per_year=10)) == [600, 360, 120, 0]
    of = company(*having("allowance", "100", "", "0.5", "0"))
    assert yearly(Allowance(everybody=200), of) == [3600, 2400, 2406, 2400]


# ---------------------------------------------------------------- deductions

@pytest.mark.parametrize(("pay", "due", "taken"), [
    (10_000, 500, 500), (10_000, 2000, 2000), (10_000, 2000.01, 2000), (3000, 600, 300), (2700.01, 100, 0.01),
    (2700, 100, 0), (2000, 100, 0), (0, 100, 0)])
def test_a_deduction_is_held(pay, due, taken):
    got = Deduction.compute({"pay": pay, "due": due})
    assert got == {"deduction": taken, "not_taken": round(due - taken, 2), "pay": round(pay - taken, 2)}


def test_deductions_look_at_all_other_pay_wherever_they_stand():
    """D has 6,000 fixed pay and 600 more; with a fifth of it as the limit, 1,320 can be taken."""
    rows, header = having("deduction,allowance", "500,0", "0,0", "5000,0", "2000,600")
    plan = {"deduction": {}, "fixed_pay": {}, "allowance": {}}
    outcome = simulate(scenario(plan, rows, header), trace=True)
    taken = {line.group: line.amount for line in outcome.year(1).lines if line.element == "deduction"}
    assert taken["sales"][0].tolist() == [-50_000, 0, -80_000] and taken["support"][0].tolist() == [-132_000]
    assert outcome.year(1).months.min() >= 270_000
    assert outcome.year(1).pay.sum() == outcome.year(1).statement.payroll
    assert any("Not taken" in step.label.en for step in outcome.trace.steps)


def test_a_deduction_cannot_be_deferred():
    with pytest.raises(InputError, match="cannot be deferred"):
        scenario().reformed({"pay.sales.deduction": {"deferral": {}}})


def test_nothing_is_deducted_after_leaving():
    rows, header = having("deduction,leaves_in", "500,3", "0,0", "0,0", "0,0")
    year = simulate(scenario({"deduction": {}, "fixed_pay": {}}, rows, header)).year(1)
    assert year.months[:, 0].tolist() == [450_000] * 3 + [0] * 9


@given(st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 10**7), st.integers(0, 100))
def test_pay_never_falls_below_the_minimum_by_a_deduction(pay, due, minimum, most):
    got = Deduction.compute({"pay": pay / 100, "due": due / 100, "minimum_wage": minimum / 100, "most": most / 100}) \
        if due <= 10**8 and minimum <= 10**7 else None
    left = round(got["pay"] * 100)
    assert left >= min(pay, minimum) and left <= pay
    assert pay - left <= due and pay - left <= half_up(Fraction(pay * most, 100))


# ---------------------------------------------------------------- quota discipline

@pytest.mark.parametrize(("sales", "moved"), [
    ([9999.99, 9999.99, 9999.99, 0], 4), ([9999.99, 10_000, 9999.99, 0, 0], None), ([0, 0, 0], None),
    ([20_000, 0, 0, 0, 20_000], 5), ([0] * 12, 4), ([10_000] * 12, None)])
def test_three_months_in_a_row(sales, moved):
    got = QuotaDiscipline.compute({"sales": sales, "base_pay": 5000, "assistant_base_pay": 3500})
    assert got["from_month"] == moved
    assert got["amount"] == (0 if moved is None else -1500 * (len(sales) - moved + 1))


def test_one_month_is_enough_where_the_plan_says_so():
    got = QuotaDiscipline.compute({"sales": [0, 20_000], "base_pay": 5000, "months_in_a_row": 1})
    assert got["months"] == [0, -2000]


def test_discipline_in_a_plan():
    """C sells 50,000 a month, B 75,000; A's assistant pay is no gain for C."""
    rule = QuotaDiscipline(quota=75_000.01, assistant_base_pay=4500)
    assert yearly(rule) == [0, -4500, 0, -13_500]


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12), st.integers(1, 12))
def test_discipline_against_a_loop(sales, row):
    got = QuotaDiscipline.compute({"sales": sales, "base_pay": 5000, "quota": 1, "months_in_a_row": row})
    run, moved = 0, None
    for month, sold in enumerate(sales, start=1):
        run = run + 1 if sold < 1 else 0
        if run >= row and moved is None and month < len(sales):
            moved = month + 1
    assert got["from_month"] == moved


# ---------------------------------------------------------------- points

@pytest.mark.parametrize(("points", "base"), [(0, 3000), (199, 3000), (200, 3500), (999, 4500), (1000, 6000)])
def test_brackets_of_points(points, base):
    assert PointsPay.compute({"points": points})["base_pay"] == base


def test_points_cost_and_liability():
    got = PointsPay.compute({"points": 333, "value": 0.5, "redeemed": 0.25})
    assert (got["redeemed"], got["liability"], got["cost"]) == (41.63, 124.87, 12 * 3500 + 41.63)
    assert PointsPay.compute({"points": 100, "brackets": []})["cost"] == 80
    assert PointsPay.compute({"points": 9, "brackets": [{"from": 10, "base_pay": 100}]})["base_pay"] == 0
    with pytest.raises(InputError, match="rows 1 and 2 both start at 10"):
        PointsPay.compute({"points": 1, "brackets": [{"from": 10, "base_pay": 1}, {"from": 10, "base_pay": 2}]})


def test_points_in_a_plan():
    of = company(*having("points", "200", "0", "", "1000"))
    assert yearly(PointsPay(), of) == [42_160, 36_000, 36_000, 72_800]
    outcome = simulate(scenario({"points": {}}, *having("points", "200", "0", "", "1000")), trace=True)
    owed = [step.value for step in outcome.trace.steps if "Liability" in step.label.en]
    assert sum(int(each.sum()) for each in owed[:2]) == 24_000


# ---------------------------------------------------------------- stars

@pytest.mark.parametrize(("score", "held", "stars", "amount"), [
    (84.99, 0, 0, 0), (85, 0, 3, 400_000), (90, 0, 4, 600_000), (94.99, 0, 4, 600_000), (95, 0, 5, 1_000_000),
    (90, 3, 4, 200_000), (95, 4, 5, 400_000), (95, 3, 5, 600_000), (95, 5, 5, 0), (85, 4, 3, 0), (85, 1, 3, 400_000)])
def test_stars(score, held, stars, amount):
    assert StarAward.compute({"score": score, "held_stars": held}) == {"stars": stars, "amount": amount}


def test_few_of_each_from_the_highest_score_down():
    rule = StarAward(most=1)
    assert rule.levels(np.array([9600, 9700, 9800, 9600, 8000])).tolist() == [0, 1, 2, -1, -1]
    assert StarAward(most=None).levels(np.array([9600, 9700, 8500])).tolist() == [2, 2, 0]
    assert rule.levels(np.array([], dtype=np.int64)).tolist() == []


def test_stars_are_paid_once():
    rows, header = having("stars", "3", "0", "0", "0")
    outcome = simulate(scenario({"star_award": {}}, rows, header, assumptions={"years": 3}))
    assert [year.pay.tolist() for year in outcome.years] == [[20_000_000, 0, 0, 0], [0] * 4, [0] * 4]
    assert outcome.year(1).months[:11].sum() == 0


def test_levels_out_of_order():
    rows = [{"stars": 4, "from": 90, "award": 5}, {"stars": 3, "from": 95, "award": 6}]
    with pytest.raises(InputError, match="row 2 starts at 3, below row 1"):
        StarAward.compute({"score": 90, "table": rows})


@given(st.lists(st.integers(0, 10_000), max_size=12), st.integers(1, 4))
def test_no_level_is_overfull_and_a_higher_score_never_gets_less(scores, most):
    level = StarAward(most=most).levels(np.array(scores, dtype=np.int64))
    assert all((level == place).sum() <= most for place in range(3))
    order = np.argsort([-score for score in scores], kind="stable")
    assert all(np.diff(level[order]) <= 0)


# ---------------------------------------------------------------- pension

@pytest.mark.parametrize(("years", "vested"), [(0, 0), (2, 0), (3, 0.6), (4, 0.8), (5, 1), (40, 1)])
def test_vesting(years, vested):
    got = PensionContribution.compute({"years_inside": years, "skill_grade": 1, "leaving": "resigns"})
    assert got["vested"] == vested
    assert got["kept"] + got["returned"] == pytest.approx(got["amount"])
    assert got["kept"] == pytest.approx(got["amount"] * vested, abs=0.005)


def test_retirement_vests_everything():
    got = PensionContribution.compute({"years_inside": 1, "leaving": "retires"})
    assert (got["kept"], got["returned"]) == (20, 0)


def test_pension_in_a_plan():
    """A: (5 × 0.2 + 2 × 0.1 + 3) × 100; B leaves after June with three years: 60% of six months."""
    rows, header = having("years_outside,skill_grade,post_grade,leaves_in", "2,1,2,0", "0,1,0,6", "0,0,0,0", "0,0,0,0")
    year = simulate(scenario({"pension_contribution": {}}, rows, header)).year(1)
    assert year.pay.tolist() == [12 * 42_000, 6 * 9600, 12 * 2000, 0]


def test_vesting_that_falls():
    table = [{"years": 3, "part": 0.6}, {"years": 4, "part": 0.5}]
    with pytest.raises(InputError, match="vesting: row 2 gives 50%, less than row 1; raise it to 60% or more"):
        PensionContribution.compute({"years_inside": 3, "vesting": table})
