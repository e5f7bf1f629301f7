"""A company's goals held against a simulated year: what can be measured there is, the rest stays as entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.money import to_yuan
from engine.outcome import Outcome, Year
from engine.rules.targets.goal_scorecard import Goal, GoalScorecard, Status


@dataclass(frozen=True)
class Standing:
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


def scorecard(outcome: Outcome, goals: Sequence[Goal], number: int = 1,
              rule: GoalScorecard | None = None) -> tuple[Standing, ...]:
    """Every goal held against one year of an outcome."""
    rule = rule or GoalScorecard()
    filled = [measured(goal, outcome.year(min(number, len(outcome.years)))) for goal in goals]
    return tuple(Standing(goal, rule.status(goal), goal.completion()) for goal in filled)
