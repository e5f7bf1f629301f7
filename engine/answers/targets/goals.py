"""A company's goals held against simulated years: what can be measured there is, the rest stays as entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.base.money import to_yuan
from engine.base.text import t
from engine.company.company import Company
from engine.plan.plan import Plan
from engine.rules.parts.capabilities import HoldsGoals, ReformsGoals
from engine.rules.parts.goal_result import Goal, Status
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome, Year

START = 1.1
"""What a scorecard's goals start from, times last year's books."""


def reform_goals(plan: Plan) -> tuple[str, ReformsGoals] | None:
    """The goals of a reform that a plan has, with their name in it; the first if there are several."""
    return next(((name, rule) for name, rule in plan.targets.items() if isinstance(rule, ReformsGoals)), None)


def goals_of(plan: Plan) -> ReformsGoals:
    """The goals of a reform that the plan has, else the handbook's."""
    own = reform_goals(plan)
    usual: Any = rule_named("reform_goals")()
    return own[1] if own else usual


def scorecards(plan: Plan) -> dict[str, HoldsGoals]:
    """The goal scorecards of a plan by name."""
    return {name: rule for name, rule in plan.targets.items() if isinstance(rule, HoldsGoals)}


def starting_goals(company: Company) -> list[dict[str, object]]:
    """Goals of the three classes to start from: last year's books and a tenth more, and one to fill in."""
    money, people = company.facts.money, max(len(company.people), 1)
    return [
        {"name": t("Revenue"), "kind": "earning", "target": round(money.revenue * START, 2), "measure": "revenue"},
        {"name": t("Net profit"), "kind": "earning", "level": 3, "target": round(money.profit * START, 2), "measure": "profit"},
        {"name": t("Revenue a head"), "kind": "growth", "level": 2, "target": round(money.revenue * START / people, 2),
         "measure": "revenue_per_head"},
        {"name": t("New markets opened"), "kind": "development", "target": 1}]


@dataclass(frozen=True)
class GoalStanding:
    """A goal with its actual, and where it stands; `completion` is None where there is nothing to divide."""

    goal: Goal
    status: Status
    completion: Fraction | None


def measured(goal: Goal, year: Year) -> Goal:
    """The goal with the year's actual, money in yuan (a head: rounded down to the fen)."""
    statement, heads = year.statement, len(year.people)
    if goal.measure == "entered":
        return goal
    if goal.measure == "headcount":
        actual: float = heads
    else:
        fen = {"revenue": statement.revenue, "profit": statement.net_profit, "people_cost": statement.people_cost,
               "revenue_per_head": statement.revenue // max(heads, 1),
               "average_income": int(year.income.sum()) // max(heads, 1)}[goal.measure]
        actual = to_yuan(fen)
    return goal.model_copy(update={"actual": actual})


def scorecard(outcome: Outcome, goals: Sequence[Goal], number: int, rule: HoldsGoals) -> tuple[GoalStanding, ...]:
    """Every goal held against one year of an outcome."""
    filled = [measured(goal, outcome.year(min(number, len(outcome.years)))) for goal in goals]
    return tuple(GoalStanding(goal, rule.status(goal), goal.completion()) for goal in filled)
