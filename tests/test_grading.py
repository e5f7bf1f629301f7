"""Posts valued, five grades, and people placed in them."""

import pytest

from engine.answers.pay.grading import (
    graded,
    k_of,
    starting_points,
    top_up_of,
    valued_groups,
    values_of,
)
from engine.base.problem import InputError
from engine.files.cases import load, names
from engine.rules.parts.job_evaluation import PostPoints
from engine.rules.parts.salary import SalaryTerms
from engine.run.simulate import simulate
from tests.small import company, scenario


def test_hay_by_hand():
    """(200 + 200 × 33%) × 40% + 175 × 60% = 211.4."""
    points = PostPoints(post="seller", know_how=200, problem_solving=0.33, accountability=175, type="uphill")
    assert values_of((points,)) == {"seller": 211.4}


def test_a_post_without_points_has_no_value():
    assert values_of((PostPoints(post="seller", know_how=0, problem_solving=0, accountability=0),)) == {}


@pytest.mark.parametrize("case", names())
def test_the_points_to_start_from_give_todays_average_pay(case):
    whole = load(case).today.company
    points = starting_points(whole)
    assert {row.post for row in points} == set(whole.people.post.tolist())
    for row in graded(whole, values_of(points), SalaryTerms()):
        average = whole.people.base_pay[whole.people.post == row.post].mean()
        assert abs(row.grades[2] - average) <= max(0.02 * average, 5_000)
        assert row.below + row.within + row.above == row.people


def test_below_within_and_above():
    """K = 600: 100 points are 5,000 a month, grades 3,500 to 6,500; C and A, B are within, at 200 points all below."""
    small = company()
    low, = graded(small, {"seller": 100.0}, SalaryTerms())
    assert low.grades == (350_000, 425_000, 500_000, 575_000, 650_000)
    assert (low.people, low.below, low.within, low.above, low.cost) == (3, 0, 3, 0, 0)
    high, = graded(small, {"seller": 200.0}, SalaryTerms())
    assert (high.below, high.cost) == (3, (7000 * 3 - 14_000) * 100 * 12)
    assert graded(small, {}, SalaryTerms()) == []
    assert k_of(SalaryTerms()) == 600


def test_the_cost_is_what_the_plan_then_pays():
    base = scenario({"fixed_pay": {}})
    values = {"seller": 200.0, "clerk": 200.0}
    cost = sum(row.cost for row in graded(base.company, values, SalaryTerms()))
    groups = valued_groups(base.company, base.plan, values)
    assert groups == {"sales": {"seller": 200.0}, "support": {"clerk": 200.0}}
    topped = base.reformed({f"pay.{group}.grade_top_up": {"rule": "grade_top_up", "values": values} for group in groups})
    assert simulate(topped).year().statement.payroll - simulate(base).year().statement.payroll == cost > 0
    assert top_up_of(base.plan) is None and top_up_of(topped.plan).values == values


def test_by_budget_everybody_shares_it():
    rows = graded(company(), {"seller": 100.0, "clerk": 300.0}, SalaryTerms(method="budget", budget=1_200_000))
    assert [row.post for row in rows] == ["clerk", "seller"]
    assert [row.grades[2] for row in rows] == [50_000_00, 1_666_667]


SCORED = [{"post": "seller", "know_how": 200, "problem_solving": 0.33, "accountability": 175, "type": "uphill"}]


def test_a_plan_keeps_the_evaluation_and_nobody_is_paid_by_it_alone():
    before = scenario()
    after = before.reformed({"job_values.points": SCORED, "job_values.salary.method": "grades",
                             "job_values.salary.table": [{"from": 0, "salary": 7000}]})
    assert values_of(after.plan.job_values.points) == {"seller": 211.4}
    assert after.plan.job_values.salary.table[0].salary == 7000
    assert simulate(after).year().statement == simulate(before).year().statement


@pytest.mark.parametrize(("points", "said"), [
    ([{**SCORED[0], "post": "seler"}], "job_values.points: the company has no post or job family “seler”. Did you mean “seller”?"),
    (SCORED * 2, "job_values.points: post “seller” is scored more than once; keep one row."),
])
def test_an_evaluation_that_does_not_fit_is_refused(points, said):
    with pytest.raises(InputError) as refused:
        scenario().reformed({"job_values.points": points})
    assert str(refused.value) == said
