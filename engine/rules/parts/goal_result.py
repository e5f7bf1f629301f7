"""A goal of a reform held against what there was before and what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.base.money import round_half_up
from engine.base.parameter import Text

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
