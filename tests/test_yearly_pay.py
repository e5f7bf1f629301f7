"""Pay that looks at the year: grade by share of achievement, annual salary; and the roll-out of performance pay."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.rules.pay.achievement_ranking import AchievementRanking
from engine.rules.pay.annual_salary import AnnualSalary
from engine.rules.pay.roll_out import RollOut
from engine.rules.pay.score_coefficient import ScoreCoefficient
from tests.small import HEADER, company, decimals, half_up, paid


def yearly(rule, of=None, **assumptions):
    return (paid(rule, of, **assumptions).sum(axis=0) / 100).tolist()


# ---------------------------------------------------------------- achievement ranking

@pytest.mark.parametrize(("collected", "grade"), [
    (0, 1), (1999.99, 1), (2000, 2), (3999.99, 2), (4000, 3), (6000, 4), (9999.99, 4), (10_000, 5), (100_000, 5)])
def test_grade_at_the_bounds(collected, grade):
    got = AchievementRanking.compute({"collected": collected, "company_collected": 100_000})
    assert got["grade"] == grade
    assert got["amount"] == 12 * got["salary"] + got["bonus"]


@given(st.integers(1, 10**15), st.integers(0, 10**6), st.integers(-1, 1))
def test_the_grade_against_exact_shares(everybody, share, off):
    own = max(0, everybody * share // 10**6 + off)
    rule = AchievementRanking()
    got = rule.grade(np.array([own]), np.array([everybody]))[0]
    bounds = [Fraction(str(row.from_)) for row in rule.table]
    assert got == sum(Fraction(own, everybody) >= bound for bound in bounds)


def test_more_than_the_company_is_refused(language):
    with pytest.raises(InputError):
        AchievementRanking.compute({"collected": 2, "company_collected": 1})


def test_nobody_collected_anything():
    assert AchievementRanking.compute({"collected": 0, "company_collected": 0})["grade"] == 1
    high = {"table": [{"from": 0.5, "salary": 9000, "bonus": 1}], "collected": 1, "company_collected": 4}
    assert AchievementRanking.compute(high) == {"share": 0.25, "grade": 0, "salary": 0, "bonus": 0, "amount": 0}


def test_ranking_in_a_plan():
    """A, B, C have 44%, 33% and 22% of 2.7m, D nothing: three at the top, D at the bottom."""
    pay = paid(AchievementRanking())
    assert pay[0].tolist() == [1_800_000] * 3 + [600_000]
    assert pay[11].tolist() == [17_800_000] * 3 + [600_000]
    assert (paid(AchievementRanking(), revenue_growth=3.0) == pay).all()
    assert (paid(AchievementRanking(), index=[1, 3]) == pay[:, [1, 3]]).all()


def test_only_collected_sales_count():
    """B collects nothing this year and last; what everybody collects less moves nobody's share."""
    rows = ("A,sales,seller,north,,5000,5,90,1,100,500000,0,1", "B,sales,seller,north,A,5000,3,80,2,200,500000,0,0")
    of = company(rows, HEADER + ",collected_rate")
    for basis in ("last_year", "this_year"):
        pay = paid(AchievementRanking(basis=basis), of, collected=0.5)
        assert pay[0].tolist() == [1_800_000, 600_000]


# ---------------------------------------------------------------- annual salary

@pytest.mark.parametrize(("completion", "pay"), [
    (0, 90_000), (0.3, 90_000), (0.300001, 90_000.3), (1, 300_000), (1.15, 345_000), (2, 600_000), (2.000001, 600_000)])
def test_annual_salary_at_the_ends(completion, pay):
    got = AnnualSalary.compute({"base": 300_000, "completion": completion})
    assert got == {"pay": pay, "risk": round(pay - 300_000, 2)}


@given(st.integers(0, 10**10), decimals(4, 4))
def test_annual_salary_is_a_straight_line_between_its_ends(base, completion):
    got = AnnualSalary.compute({"base": base / 100, "completion": float(completion)})
    held = min(max(completion, Fraction(3, 10)), Fraction(2))
    assert round(got["pay"] * 100) == half_up(base * held)


def test_annual_salary_needs_a_base_when_tried_alone():
    with pytest.raises(InputError, match="base: this entry is missing"):
        AnnualSalary.compute({"completion": 1})


def test_the_month_is_an_advance_and_december_settles():
    """Profit before tax doubles from 0.8m: everybody has twice the base, eleven twelfths of one advanced."""
    pay = paid(AnnualSalary(), profit_growth=1.0)
    assert pay[0].tolist() == [500_000, 500_000, 400_000, 600_000]
    assert pay.sum(axis=0).tolist() == [12_000_000, 12_000_000, 9_600_000, 14_400_000]
    assert (pay[11] == pay.sum(axis=0) - 11 * pay[0]).all()


def test_a_bad_year_is_taken_back_in_december():
    worst = paid(AnnualSalary(), profit_growth=-0.5)
    assert worst.sum(axis=0).tolist() == [3_000_000, 3_000_000, 2_400_000, 3_600_000]
    assert (worst[11] < 0).all()
    careful = paid(AnnualSalary(advance=0.3), profit_growth=-0.5)
    assert (careful >= 0).all() and (careful.sum(axis=0) == worst.sum(axis=0)).all()


@pytest.mark.parametrize(("measure", "of_base"), [
    ("own_sales", [1.2, 0.9, 1, 1]),  # nobody's history to be held against: the base
    ("unit_sales", [1.05, 1.05, 1, 1]), ("revenue", [1] * 4), ("profit", [1] * 4),
    ("score", [0.9, 0.8, 0.6999, 0.7])])
def test_what_completion_is_of(measure, of_base):
    assert yearly(AnnualSalary(measure=measure, base=100_000)) == [part * 100_000 for part in of_base]


def test_the_target_can_be_above_last_year():
    assert yearly(AnnualSalary(measure="revenue", base=100_000, growth=0.25)) == [80_000] * 4
    loss = company(profit=-600_000)
    assert yearly(AnnualSalary(base=100_000), loss) == [100_000] * 4  # no profit to be held against


@given(st.integers(0, 10**7), decimals(1, 2))
def test_the_months_are_the_year_to_the_fen(fen, advance):
    of = company([f"A,sales,seller,north,,{fen / 100:.2f},5,90,1,100,0,0"])
    pay = paid(AnnualSalary(measure="score", advance=float(advance)), of)
    assert int(pay.sum()) == half_up(fen * 12 * Fraction(9, 10))


# ---------------------------------------------------------------- roll-out

@pytest.mark.parametrize(("score", "accepts", "months"), [
    (62, True, [2000, 1400, 800]), (62, False, [2000, 0, 800]), (69.99, True, [2000, 1400, 1000]),
    (80, True, [2000, 1600, 1600]), (96, True, [2000, 2400, 2400]), (10, True, [2000, 1400, 0]),
    (62, None, [2000, 1400, 800])])
def test_the_three_months(score, accepts, months):
    got = RollOut.compute({"base_pay": 10_000, "score": score, "share": 0.2,
                           **({} if accepts is None else {"accepts": accepts})})
    assert list(got.values()) == months


@pytest.mark.parametrize("start", range(1, 13))
def test_before_and_after_the_roll_out(start):
    """Scores 90, 80, 69.99 and 70; who has 70 or more accepts."""
    pay = paid(RollOut(start=start, accepts_from=70.0))
    full = np.array([100_000, 100_000, 80_000, 120_000])
    assert (pay[:start] == full).all()
    if start < 12:
        assert pay[start].tolist() == [100_000, 80_000, 0, 84_000]
    assert (pay[start + 1:] == paid(ScoreCoefficient())[start + 1:]).all()


@given(st.integers(0, 10**8), st.integers(0, 20_000))
def test_nobody_who_accepts_gets_less_than_later(base, score):
    first, second, later = RollOut().phases(np.array([base]), np.array([score]), np.array([True]))
    assert second[0] == max(later[0], half_up(first[0] * Fraction(7, 10)))
