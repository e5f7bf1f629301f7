"""T6 Goal scorecard: earning, growth and development goals with target, actual, completion and status."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from engine.base.money import fraction
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.rules.kinds import CompanyGoals
from engine.rules.parts.indicators import BETTER
from engine.rules.parts.terms import ACTUAL
from engine.rules.rule import About

SOURCE = "Organisation handbook: goals of a company"

GoalClass = Literal["earning", "growth", "development"]
GOAL_CLASSES: dict[str, Text] = {"earning": Text("挣钱目标", "Earning"), "growth": Text("成长目标", "Growth"),
                                 "development": Text("发展目标", "Development")}
Measure = Literal["entered", "revenue", "profit", "people_cost", "headcount", "revenue_per_head", "average_income"]
Status = Literal["reached", "close", "missed", "open"]
STATUSES: dict[str, Text] = {"reached": Text("达成", "Reached"), "close": Text("接近", "Close"),
                             "missed": Text("未达成", "Missed"), "open": Text("未填实际", "No actual yet")}


class Goal(Declared):
    """One goal: its class, the level of its indicator, target and actual."""

    name: Annotated[str, Parameter("目标", "Goal", Unit.TEXT)]
    kind: Annotated[GoalClass, Parameter("类别", "Class", Unit.CHOICE, choices=GOAL_CLASSES, source=SOURCE)] = "earning"
    level: Annotated[int, Parameter("指标级别（1 数据、2 质量、3 经营核算）",
                                    "Level of the indicator (1 data, 2 quality, 3 accounting)", Unit.COUNT, low=1,
                                    high=3, step=1, source=SOURCE)] = 1
    target: Annotated[float, Parameter("目标值", "Target", Unit.COUNT, low=-1_000_000_000_000, high=1_000_000_000_000,
                                       step=1)]
    measure: Annotated[Measure, Parameter("实际值从哪里来", "Where the actual comes from", Unit.CHOICE, choices={
        "entered": Text("手工填写", "Entered"), "revenue": Text("推演：营业额", "Simulated: revenue"),
        "profit": Text("推演：净利润", "Simulated: net profit"), "people_cost": Text("推演：人工成本", "Simulated: labour cost"),
        "headcount": Text("推演：人数", "Simulated: headcount"),
        "revenue_per_head": Text("推演：人均营业额", "Simulated: revenue a head"),
        "average_income": Text("推演：人均收入", "Simulated: average income")})] = "entered"
    actual: Annotated[float | None, ACTUAL.but(nothing=Text("还没有", "none yet"))] = None
    better: Annotated[Literal["higher", "lower"], BETTER] = "higher"

    def reached(self) -> bool | None:
        """Whether the target is reached, exactly on it included; None without an actual."""
        if self.actual is None:
            return None
        return self.actual >= self.target if self.better == "higher" else self.actual <= self.target

    def completion(self) -> Fraction | None:
        """Actual ÷ target, or target ÷ actual where lower is better; None where there is nothing to divide."""
        if self.actual is None:
            return None
        above, below = fraction(self.actual), fraction(self.target)
        if self.better == "lower":
            above, below = below, above
        return above / below if above >= 0 and below > 0 else None


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
