"""Job value, salary from value, people against their grades, and the top-up to a grade."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.algebra import times
from engine.base.money import round_half_up
from engine.base.problem import InputError
from engine.rules.parts.salary import SalaryTerms, place
from engine.rules.pay.grade_top_up import GradeTopUp
from engine.rules.pay.job_value import JobValue
from engine.rules.pay.salary_from_value import SalaryFromValue
from tests.small import HEADER, company, decimals, paid, people, scenario

POINTS = decimals(1000, 2)


@pytest.mark.parametrize(("kind", "value"), [
    ("uphill", 266 * 0.4 + 175 * 0.6), ("flat", 266 * 0.5 + 175 * 0.5), ("downhill", 266 * 0.7 + 175 * 0.3)])
def test_the_three_types_of_posts(kind, value):
    given_points = {"know_how": 200, "problem_solving": 0.33, "accountability": 175, "type": kind}
    assert JobValue.compute(given_points)["value"] == pytest.approx(value, abs=1e-9)


@given(POINTS, decimals(1, 2), POINTS, st.sampled_from(["uphill", "flat", "downhill"]))
def test_a_value_is_between_its_two_sides(know_how, solving, accountability, kind):
    value = Fraction(JobValue.compute({"know_how": float(know_how), "problem_solving": float(solving),
                                       "accountability": float(accountability), "type": kind})["value"]).limit_denominator(10**6)
    able = know_how * (1 + solving)
    assert min(able, accountability) <= value <= max(able, accountability)


def test_nothing_is_worth_nothing():
    nothing = {"know_how": 0, "problem_solving": 1, "accountability": 0}
    assert JobValue.compute(nothing) == {"value": 0}


@given(st.integers(1, 10**6), st.integers(0, 10**9), st.integers(1, 10**5))
def test_k_is_exact(value, salary, benchmark):
    """Values in hundredths, salary in fen."""
    got = SalaryFromValue.compute({"value": value / 100, "benchmark_salary": min(salary, 10**10) / 100,
                                   "benchmark_value": benchmark / 100})
    exact = Fraction(value * salary, benchmark)
    assert abs(round(got["annual"] * 100) - exact) <= Fraction(1, 2)
    assert abs(round(got["monthly"] * 100) - exact / 12) <= Fraction(1, 2)
    assert round(got["fixed"] * 100) + round(got["performance"] * 100) == round(got["monthly"] * 100)
    assert got["grades"] == sorted(got["grades"]) and got["grades"][2] == got["monthly"]


@given(st.lists(st.tuples(st.integers(1, 10**5), st.integers(1, 50)), min_size=1, max_size=6), st.integers(0, 10**11))
def test_by_budget_the_salaries_are_the_budget(posts, budget):
    terms = SalaryTerms(method="budget")
    total = sum(value * heads for value, heads in posts)
    salaries = [terms.annual(np.array([value]), budget, total) for value, _ in posts]
    exact = [Fraction(amount * int(factor.numerator[0]), factor.denominator) for amount, factor in salaries]
    assert sum(salary * heads for salary, (_, heads) in zip(exact, posts, strict=True)) == budget
    assert [times(*salary).tolist() for salary in salaries] == [[round_half_up(each)] for each in exact]


def test_by_budget_alone():
    got = SalaryFromValue.compute({"method": "budget", "value": 200, "budget": 600_000,
                                   "posts": [{"value": 200, "headcount": 2}, {"value": 100, "headcount": 1}]})
    assert got["annual"] == 240_000 and got["monthly"] == 20_000
    with pytest.raises(InputError) as refused:
        SalaryFromValue.compute({"method": "budget", "value": 200})
    assert [problem.place for problem in refused.value.problems] == ["budget", "posts"]


@pytest.mark.parametrize(("value", "monthly"), [
    (99.99, 4000), (100, 6000), (149.99, 6000), (150, 8000), (500, 25_000), (9999, 25_000)])
def test_by_the_table(value, monthly):
    assert SalaryFromValue.compute({"method": "grades", "value": value})["monthly"] == monthly


def test_below_the_table_there_is_no_salary():
    got = SalaryFromValue.compute({"method": "grades", "value": 1, "table": [{"from": 2, "salary": 3000}]})
    assert got["grades"] == [0] * 5


def test_compound_steps():
    got = SalaryFromValue.compute({"value": 250, "step_mode": "compound"})
    assert got["grades"] == [9451.8, 10_869.57, 12_500, 14_375, 16_531.25]
    assert SalaryFromValue.compute({"value": 250, "step": 0})["grades"] == [12_500] * 5


@pytest.mark.parametrize("wrong", [{"value": 0}, {"value": 1, "step": 0.5}, {"value": 1, "benchmark_value": 0},
                                   {"value": 1, "table": []}, {"method": "magic", "value": 1}])
def test_what_is_refused(wrong):
    with pytest.raises(InputError):
        SalaryFromValue.compute(wrong)


TABLE = SalaryTerms(method="grades", table=({"from": 0, "salary": 5000},))


@pytest.mark.parametrize(("base", "where", "amount"), [
    (3499.99, "below", 0.01), (3500, "within", 0), (6500, "within", 0), (6500.01, "above", 0)])
def test_exactly_on_a_grade(base, where, amount):
    """The middle is 5,000; the grades go from 3,500 to 6,500."""
    got = GradeTopUp.compute({"base_pay": base, "value": 1, "salary": TABLE.model_dump(by_alias=True)})
    assert (got["place"], got["amount"]) == (where, amount)


def test_a_top_up_by_budget_cannot_be_tried_alone(language):
    with pytest.raises(InputError) as refused:
        GradeTopUp.compute({"base_pay": 1, "value": 1, "salary": {"method": "budget"}})
    assert refused.value.problems[0].place == "salary.method"


def test_people_against_their_grades():
    """Sellers at 5,000, 5,000 and 4,000 with a lowest grade of 7,000 × 0.7 = 4,900; clerks have no value."""
    terms = SalaryTerms(method="grades", table=({"from": 0, "salary": 7000},))
    placed = place(people(), {"seller": 10.0}, terms, 0)
    assert placed.within.tolist() == [True, True, False, False]
    assert placed.below.tolist() == [False, False, True, False]
    assert not placed.above.any()
    assert placed.lacking.tolist() == [0, 0, 90_000, 0] and placed.cost == 90_000
    low = SalaryTerms(method="grades", table=({"from": 0, "salary": 1000},))
    assert place(people(), {"seller": 10.0, "clerk": 1.0}, low, 0).above.all()


def test_the_top_up_is_what_the_placement_costs():
    terms = SalaryTerms(method="grades", table=({"from": 0, "salary": 7000},))
    rule = GradeTopUp(values={"seller": 10.0}, salary=terms)
    pay = paid(rule)
    assert (pay == place(people(), rule.values, terms, 0).lacking).all()
    assert paid(rule, index=[2]).sum() == 12 * 90_000
    assert paid(GradeTopUp()).sum() == 0
    assert paid(GradeTopUp(values={"seller": 10.0}, salary=terms, grade=3))[0].tolist() == [
        200_000, 200_000, 300_000, 0]


def test_by_the_payroll_of_the_books():
    """The budget is what the books imply; the values of all heads, wherever they are paid, share it."""
    rule = GradeTopUp(values={"seller": 2.0, "clerk": 1.0}, salary=SalaryTerms(method="budget", step=0.0))
    of = company()
    month = paid(rule, of)[0] + of.people.base_pay
    share = Fraction(of.payroll_of_books, 7 * 12)
    assert [abs(each - share * part) <= Fraction(1, 2) for each, part in zip(month.tolist(), (2, 2, 2, 1), strict=True)]
    assert (paid(rule, of, index=[3])[0] == paid(rule, of)[0][3]).all()


def test_a_value_for_a_post_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match=r"pay.sales.grade_top_up.values.*“seler”.*Did you mean “seller”"):
        scenario({"grade_top_up": {"values": {"seler": 100.0}}})


@given(st.lists(st.integers(0, 2_000_000), min_size=1, max_size=5), decimals(500, 2))
def test_everybody_is_in_exactly_one_place(pays, value):
    rows = [f"{i},sales,seller,north,,{fen / 100:.2f},5,90,1,100,0,0" for i, fen in enumerate(pays)]
    placed = place(people(rows, HEADER), {"seller": float(value) + 0.01}, SalaryTerms(), 0)
    assert (placed.below.astype(int) + placed.within + placed.above == 1).all()
    assert ((placed.lacking > 0) == placed.below).all()
