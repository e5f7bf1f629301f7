"""T5 Mid-year adjustment: from one month on the remaining targets are scaled, months past keep theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.money import Fen, times_rate, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import MONTHS
from engine.rules.kinds import TargetParts, TargetRule
from engine.rules.rule import About
from engine.rules.targets.target_split import hand_down
from engine.world.drivers import Drivers, sum_by

MonthTarget = Annotated[float, Parameter("月目标", "Target of the month", Unit.YUAN, low=0, high=1_000_000_000_000,
                                         step=1000)]


class TargetAdjustment(TargetRule):
    """Targets handed down by another rule; those from month m on times a factor."""

    about = About(
        title=Text("年中目标调整", "Adjustment of targets in mid-year"),
        what=Text("从某月起，剩余各月的目标乘以系数；已经过去的月份不变。全年目标是调整后各月之和。",
                  "From one month on the remaining targets are multiplied by a factor; months already past keep "
                  "theirs. The year's target is the sum of the months after adjustment."),
        formula=Text("第 m 月起：目标 × 系数；之前：不变", "from month m: target × factor; before: unchanged"),
        source="Store equity article: plans are adjusted as the store develops; month and factor are ours",
        not_modelled=Text("同一年内调整两次：再加一条调整即可", "two adjustments in a year in one rule: add a second one"))
    example = {"months": [100_000] * 12, "from_month": 7, "factor": 1.2}

    hands_down: ClassVar[bool] = True
    rule: Literal["target_adjustment"] = "target_adjustment"
    handed_down: Annotated[str | None, Parameter(
        "调整哪个目标", "Which target is adjusted", Unit.KEY,
        nothing=Text("上年营业额按历史分解", "last year's revenue handed down by history"), refers=Refers.HANDED_DOWN)] = None
    from_month: Annotated[int, Parameter("从第几月起", "From month", Unit.COUNT, low=1, high=12, step=1)] = 7
    factor: Annotated[float, Parameter("系数", "Factor", Unit.FACTOR, low=0, high=5, step=0.05)] = 1.0

    class Inputs(Declared):
        """The targets of the twelve months."""

        months: Annotated[tuple[MonthTarget, ...], Parameter("各月目标", "Targets of the months", Unit.TABLE),
                          Field(strict=False)]

        @field_validator("months")
        @classmethod
        def _twelve(cls, months: tuple[float, ...]) -> tuple[float, ...]:
            if len(months) != MONTHS:
                raise refuse(t("there are {n} months; give the targets of all twelve.", n=len(months)))
            return months

    def adjusted(self, months: Fen) -> Fen:
        """Targets by month, (12, …), after the adjustment; each to the fen, halves up."""
        past = self.from_month - 1
        return np.concatenate([months[:past], times_rate(months[past:], self.factor)])

    def calc(self, inputs: Any) -> dict[str, Any]:
        months = self.adjusted(np.array([to_fen(month) for month in inputs.months], dtype=np.int64))
        return {"months": [to_yuan(month) for month in months.tolist()], "annual": to_yuan(int(months.sum()))}

    def attain(self, drivers: Drivers, parts: Mapping[str, TargetParts], trace: Trace) -> TargetParts:
        """Everybody's months adjusted; units and company are the sums of their people."""
        before = (parts[self.handed_down] if self.handed_down is not None else
                  hand_down(to_fen(drivers.company.facts.money.revenue), "history", drivers, trace)).months
        months = self.adjusted(before)
        people = months.sum(axis=-2)
        trace("调整前全年目标", "Target of the year before adjustment", Unit.YUAN, before.sum(axis=-2))
        trace("调整后全年目标", "Target of the year after adjustment", Unit.YUAN, people)
        units = sum_by(people, drivers.unit_index, len(drivers.company.unit_keys))
        return TargetParts(int(people.sum()), units, people, months)
