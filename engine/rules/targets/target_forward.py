"""T2 Forward derivation (正推): history grown by a rate is the year's target."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import PPM, fen, part, ppm, times
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import missing
from engine.base.trace import Trace
from engine.rules.parts.terms import TARGET_GROWTH
from engine.rules.rule import About
from engine.rules.targets.target_split import AnnualTarget


class TargetForward(AnnualTarget):
    """History × (1 + growth)."""

    about = About(
        title=Text("目标正推", "Target, forward"),
        what=Text("从历史出发：上年营业额加上增长率，就是今年的目标，再分到单位、个人和月份。",
                  "Starts from history: last year's revenue grown by a rate is this year's target, handed down to "
                  "units, people and months."),
        formula=Text("目标 = 历史 ×（1 + 增长率）", "target = history × (1 + growth)"),
        source="Organisation handbook: forward derivation; the growth of 10% is ours",
        not_modelled=Text("多年历史的平均或趋势", "an average or a trend over several years"))
    example = {"history": 10_000_000, "growth": 0.3}

    rule: Literal["target_forward"] = "target_forward"
    history: Annotated[float | None, Parameter(
        "历史业绩（年）", "History, a year", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("上年营业额", "last year's revenue"))] = None
    growth: Annotated[float, TARGET_GROWTH.but(marks=(0.1, 0.3, 0.5, 1.0))] = 0.1

    def alone(self, inputs: Any) -> dict[str, Any]:
        if self.history is None:
            raise missing("history")
        return {**super().alone(inputs), "revenue": None}

    def annual_target(self, x: Any, say: Trace) -> Any:
        history = x.revenue if self.history is None else fen(self.history)
        return say.result("target", Unit.YUAN, times(history, part(PPM + ppm(self.growth))))
