"""Goals that an outcome is held against: those of a scorecard, and those of a reform."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from engine.base.money import fraction, round_half_up
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.rules.parts.indicators import BETTER
from engine.rules.parts.terms import ACTUAL

NAMES: dict[str, Text] = {"profit": Text("净利润", "Net profit"),
                          "core_income": Text("核心员工人均收入", "Average income of core staff"),
                          "revenue": Text("营业额", "Revenue")}


@dataclass(frozen=True)
class GoalResult:
    """One goal held against before and after, in fen. `met` is None where there was nothing before."""

    goal: str
    before: int
    after: int
    wanted: Fraction  # growth wanted

    @property
    def name(self) -> Text:
        return NAMES[self.goal]

    @property
    def needed(self) -> int:
        """What after must be: before + growth × |before|, to the fen."""
        return self.before + round_half_up(self.wanted * abs(self.before))

    @property
    def growth(self) -> Fraction | None:
        """What it grew by, of its size before."""
        return Fraction(self.after - self.before, abs(self.before)) if self.before else None

    @property
    def gap(self) -> int:
        """After − needed: what is above the goal, or lacking where negative."""
        return self.after - self.needed

    @property
    def met(self) -> bool | None:
        return self.gap >= 0 if self.before else None


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
