"""T6 Goal scorecard: earning, growth and development goals with target, actual, completion and status."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from engine.base.money import fraction
from engine.base.parameter import Parameter, Text, Unit
from engine.rules.kinds import CompanyGoals
from engine.rules.parts.goal_result import GOAL_CLASSES, SOURCE, Goal, Status
from engine.rules.rule import About


class GoalScorecard(CompanyGoals):
    """Every goal's completion and status, and how many of each class are reached."""

    about = About(
        title=Text("目标记分卡", "Goal scorecard"),
        what=Text("企业目标分三类：挣钱、成长、发展；指标分三级：数据类、质量类、经营核算类。每个目标对照实际，"
                  "算完成率和状态，再按类别汇总。恰好等于目标算达成。",
                  "A company's goals in three classes (earning, growth, development) with indicators of three levels "
                  "(data, quality, accounting). Each is held against the actual, with completion and status, and "
                  "counted by class. Exactly on the target is reached."),
        formula=Text("完成率 = 实际 ÷ 目标（越低越好的：目标 ÷ 实际）",
                     "completion = actual ÷ target (where lower is better: target ÷ actual)"),
        source=SOURCE + "; “close” from 90% is ours",
        not_modelled=Text("对薪酬的影响", "any effect on pay"))
    example = {"goals": [{"name": "revenue", "kind": "earning", "target": 10_000_000, "actual": 11_200_000},
                         {"name": "new markets", "kind": "growth", "target": 2, "actual": 1},
                         {"name": "industry rank", "kind": "development", "target": 10, "actual": 11,
                          "better": "lower"}]}

    rule: Literal["goal_scorecard"] = "goal_scorecard"
    close: Annotated[float, Parameter("完成率到多少算接近", "Close from a completion of", Unit.RATE, low=0, high=1,
                                      step=0.05)] = 0.9

    goals: Annotated[tuple[Goal, ...], Parameter("目标清单", "Goals", Unit.TABLE), Field(strict=False)] = ()

    def status(self, goal: Goal) -> Status:
        """Where a goal stands."""
        reached, completion = goal.reached(), goal.completion()
        if reached is None:
            return "open"
        if reached:
            return "reached"
        return "close" if completion is not None and completion >= fraction(self.close) else "missed"

    def calc(self, inputs: Any) -> dict[str, Any]:
        rows = [{"name": goal.name, "class": goal.kind, "level": goal.level, "status": self.status(goal),
                 "completion": None if (done := goal.completion()) is None else round(float(done), 6)}
                for goal in self.goals]
        return {"goals": rows, "reached": sum(row["status"] == "reached" for row in rows), "of": len(rows),
                **{kind: {"reached": sum(row["status"] == "reached" for row in rows if row["class"] == kind),
                          "of": sum(row["class"] == kind for row in rows)} for kind in GOAL_CLASSES}}
