"""Goals: the scorecard of a company's goals, and the goals that a reform is held against."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.answers.compare import compare
from engine.answers.targets.goals import measured, scorecard, starting_goals
from engine.base.problem import InputError
from engine.rules.targets.goal_scorecard import Goal, GoalScorecard
from engine.rules.targets.reform_goals import ReformGoals
from engine.run.simulate import simulate
from tests.small import company, people, scenario


@pytest.mark.parametrize(("target", "actual", "better", "status", "completion"), [
    (100, 100, "higher", "reached", 1), (100, 99.99, "higher", "close", 0.9999), (100, 90, "higher", "close", 0.9),
    (100, 89.99, "higher", "missed", 0.8999), (100, None, "higher", "open", None), (0, 0, "higher", "reached", None),
    (0, 5, "higher", "reached", None), (100, -5, "higher", "missed", None), (10, 10, "lower", "reached", 1),
    (9, 10, "lower", "close", 0.9), (8.99, 10, "lower", "missed", 0.899), (0, 3, "lower", "missed", 0),
    (0, 0, "lower", "reached", None)])
def test_status_at_the_edges(target, actual, better, status, completion):
    goal = {"name": "goal", "target": target, "actual": actual, "better": better}
    row = GoalScorecard.compute({"goals": [goal]})["goals"][0]
    assert (row["status"], row["completion"]) == (status, completion)


def test_goals_are_counted_by_class():
    result = GoalScorecard.compute(GoalScorecard.example)
    assert (result["reached"], result["of"]) == (1, 3)
    assert [result[kind] for kind in ("earning", "growth", "development")] == [
        {"reached": 1, "of": 1}, {"reached": 0, "of": 1}, {"reached": 0, "of": 1}]
    assert [row["status"] for row in result["goals"]] == ["reached", "missed", "close"]


@given(st.lists(st.tuples(st.integers(-5, 5), st.none() | st.integers(-5, 5), st.sampled_from(["higher", "lower"])),
                min_size=1, max_size=6))
def test_every_goal_is_counted_once(rows):
    result = GoalScorecard.compute({"goals": [{"name": "goal", "target": target, "actual": actual, "better": better}
                                              for target, actual, better in rows]})
    assert sum(result[kind]["of"] for kind in ("earning", "growth", "development")) == result["of"] == len(rows)


@pytest.mark.parametrize("goal", [{"target": 1, "level": 4}, {"target": 1, "level": 0}, {"target": 1, "kind": "fun"}])
def test_goals_that_are_refused(goal):
    with pytest.raises(InputError):
        GoalScorecard.compute({"goals": [{"name": "goal", **goal}]})


@pytest.mark.parametrize(("measure", "actual"), [
    ("entered", 7), ("revenue", 6_000_000), ("people_cost", 240_000), ("headcount", 4), ("revenue_per_head", 1_500_000),
    ("average_income", 60_000)])
def test_a_year_is_held_against_goals(measure, actual):
    outcome = simulate(scenario(assumptions={"years": 1}))
    exact, above = (Goal(name="goal", target=float(target), measure=measure, actual=7.0)
                    for target in (actual, actual * 2))
    standing = scorecard(outcome, [exact, above], 3, GoalScorecard())
    assert [each.goal.actual for each in standing] == [actual, actual]
    assert [each.status for each in standing] == ["reached", "missed"]
    assert [each.completion for each in standing] == [1, Fraction(1, 2)]


def test_the_profit_of_a_year():
    outcome = simulate(scenario(assumptions={"years": 1}))
    profit = outcome.year().statement.net_profit / 100
    assert measured(Goal(name="goal", target=1.0, measure="profit"), outcome.year()).actual == profit


def reform(before, after, **wanted):
    given_values = {f"{goal}_{side}": value for goal in ("profit", "revenue", "core_income")
                    for side, value in (("before", before), ("after", after))}
    return ReformGoals.compute({**given_values, **wanted})


@pytest.mark.parametrize(("before", "after", "met", "gap", "growth"), [
    (100, 200, True, 0, 1), (100, 199.99, False, -0.01, 0.9999), (0.01, 0.02, True, 0, 1), (0, 50, None, 50, None)])
def test_met_exactly_on_the_goal(before, after, met, gap, growth):
    assert reform(before, after)["profit"] == {"met": met, "needed": 2 * before, "gap": gap, "growth": growth}


def test_revenue_is_to_grow_by_half_more_again():
    assert reform(100, 249.99)["revenue"]["met"] is False
    assert reform(100, 250)["revenue"]["met"] is True
    assert reform(100, 110, core_income=0.1)["core_income"]["met"] is True


def test_out_of_a_loss():
    """A loss of 100 that is to improve by its own size must become nothing."""
    values = {**ReformGoals.example, "profit_before": -100, "profit_after": 0}
    assert ReformGoals.compute(values)["profit"] == {"met": True, "needed": 0, "gap": 0, "growth": 1}


@given(st.integers(-10**9, 10**9), st.integers(-10**9, 10**9))
def test_gap_and_met_agree(before, after):
    results = ReformGoals().goal_results((before, after), (before, after), (before, after))
    for each in results:
        assert each.met is (None if before == 0 else each.growth >= each.wanted or each.gap == 0)
        assert each.needed + each.gap == after


def test_who_is_core():
    everybody = people()
    assert ReformGoals().core(everybody).tolist() == [True] * 4
    assert ReformGoals(groups=("seller",)).core(everybody).tolist() == [True, True, True, False]
    assert ReformGoals(min_coefficient=1.5).core(everybody).tolist() == [False, True, True, False]
    assert ReformGoals(groups=("support",), min_coefficient=1.5).core(everybody).sum() == 0


def test_a_comparison_is_held_against_the_goals():
    """Sellers go from 60,000 a year to 1.5 times as much and more, the clerk stays."""
    today = scenario(assumptions={"years": 1})
    better = scenario(pay={"sales": {"fixed_pay": {"share": 2.0}}, "support": {"fixed_pay": {}}},
                      assumptions={"years": 1, "revenue_growth": 1.5})
    side_by_side = compare(simulate(today), simulate(better))
    profit, core, revenue = side_by_side.goals(ReformGoals(groups=("sales",)))
    assert revenue.met and revenue.gap == 0
    assert (core.before, core.after, core.met) == (5_600_000, 11_200_000, True)
    assert profit.before == side_by_side.before.statement.net_profit
    assert profit.after == side_by_side.after.statement.net_profit
    assert side_by_side.goals()[1].met is False  # with the clerk it is not everybody's income that doubles
    assert side_by_side.goals(ReformGoals(min_coefficient=50))[1].met is None


def test_whoever_has_left_does_not_count():
    today, fewer = scenario(assumptions={"years": 1}), scenario(assumptions={"years": 1, "headcount_growth": -0.5})
    core = compare(simulate(today), simulate(fewer)).goals(ReformGoals(core_income=0.0))[1]
    assert core.met and core.gap == 0


def test_a_company_of_nobody():
    nobody = replace(company(), people=company().people.at([]))
    outcome = simulate(scenario(of=nobody, assumptions={"years": 1}))
    assert compare(outcome, outcome).goals()[1].met is None


def test_the_plans_own_goals_are_what_it_is_held_against():
    today = scenario(assumptions={"years": 3})
    own = {"aims": {"rule": "reform_goals", "profit": 0.5, "revenue": 0.1, "groups": ["sales"]},
           "card": {"rule": "goal_scorecard", "goals": [{"name": "heads", "target": 4, "measure": "headcount"}]}}
    reformed = scenario(targets=own, assumptions={"years": 3, "revenue_growth": 0.1, "later_growth": 0.1})
    before, after = simulate(today), simulate(reformed)
    assert before.year(2).pay.tolist() == simulate(scenario(targets=own, assumptions={"years": 3})).year(2).pay.tolist()
    side_by_side = compare(before, after, 2)
    assert [held.wanted for held in side_by_side.goals()] == [Fraction(1, 2), 1, Fraction(1, 10)]
    years = side_by_side.goals_by_year()
    assert len(years) == 3 and years[1] == side_by_side.goals()
    assert [each[2].met for each in years] == [True, True, True] and years[2][2].after > years[1][2].after
    assert [held.wanted for held in compare(after, before).goals()] == [1, 1, Fraction(3, 2)]
    card = reformed.plan.targets["card"]
    assert [each.status for each in scorecard(after, card.goals, 1, card)] == ["reached"]


def test_goals_of_a_post_that_is_not_there_are_refused():
    with pytest.raises(InputError, match=r"targets\.aims\.groups: the company has no post or job family “seler”.* “seller”"):
        scenario(targets={"aims": {"rule": "reform_goals", "groups": ["seler"]}})


def test_pay_cannot_hang_on_goals():
    with pytest.raises(ValidationError, match="refused"):
        scenario({"fixed_pay": {"ladder": "aims"}}, targets={"aims": {"rule": "reform_goals"}})


def test_goals_to_start_from_stand():
    started = starting_goals(company())
    assert [row["status"] for row in GoalScorecard.compute({"goals": started})["goals"]] == ["open"] * 4
    assert started[0]["target"] == 6_600_000
