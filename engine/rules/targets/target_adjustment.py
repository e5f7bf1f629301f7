"""T5 Mid-year adjustment: from one month on the remaining targets are scaled, months past keep theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.algebra import from_month, over_months, structure, times, total
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import MONTHS
from engine.rules.kinds import HandedDown, TargetParts, TargetRule
from engine.rules.rule import About
from engine.rules.targets.target_split import AnnualTarget, bind_hand_down, hand_down
from engine.world.drivers import Drivers

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

    reads: ClassVar[dict[str, Parameter]] = {
        **AnnualTarget.reads, "months": Parameter("调整前月目标", "Target of the month before adjustment", Unit.YUAN)}

    def bind(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> dict[str, Any]:
        handed = None if self.handed_down is None else parts[self.handed_down].months
        return {**bind_hand_down("history", drivers), "months": handed}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {"months": np.array([[to_fen(month)] for month in inputs.months])}

    def adjusted(self, months: Any) -> Any:
        """Targets by month, (12, people), after the adjustment; each to the fen, halves up."""
        return from_month(structure(self.from_month), months, times(months, self.factor))

    def formula(self, x: Any, say: Trace) -> HandedDown:
        """Everybody's months adjusted; the company is the sum of its people."""
        before = hand_down(x.revenue, x, say).months if x.months is None else x.months
        months = say.result("months", Unit.YUAN, self.adjusted(before))
        say("调整前全年目标", "Target of the year before adjustment", Unit.YUAN, over_months(before))
        people = say("调整后全年目标", "Target of the year after adjustment", Unit.YUAN, over_months(months))
        return HandedDown(say.result("annual", Unit.YUAN, total(people)), people, months)
