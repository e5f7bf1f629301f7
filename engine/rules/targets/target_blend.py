"""T4 Goal blending: one target out of the proposals of owner, departments, finance and committee."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from engine.base.algebra import PPM, added_up, fen, part, ppm, times
from engine.base.money import fraction, to_yuan
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import missing, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.parts.proposals import SOURCE, Proposal
from engine.rules.rule import About
from engine.rules.targets.target_split import AnnualTarget


class TargetBlend(AnnualTarget):
    """The weighted mean of the proposals."""

    about = About(
        title=Text("目标综合", "Target blended from proposals"),
        what=Text("老板、各部门负责人、财务、高管各提一个目标，按权重加权平均。权重必须合计 100%。",
                  "The owner, the heads of departments, finance and the executive committee each propose a target; "
                  "the weighted mean is it. The weights must sum to 100%."),
        formula=Text("目标 = Σ 权重 × 提议", "target = Σ weight × proposal"),
        source=SOURCE + " (50 / 30 / 10 / 10); the proposed growth of 10% is ours",
        not_modelled=Text("协商过程和多轮修订", "negotiation and rounds of revision"))
    example = {"proposals": [{"who": "boss", "weight": 0.5, "value": 2_000_000},
                             {"who": "heads", "weight": 0.3, "value": 1_600_000},
                             {"who": "finance", "weight": 0.1, "value": 1_500_000},
                             {"who": "committee", "weight": 0.1, "value": 1_800_000}]}

    rule: Literal["target_blend"] = "target_blend"
    proposals: Annotated[tuple[Proposal, ...], Parameter("提议", "Proposals", Unit.TABLE, source=SOURCE),
                         Field(strict=False, min_length=1)] = (
        Proposal(who="boss", weight=0.5), Proposal(who="heads", weight=0.3), Proposal(who="finance", weight=0.1),
        Proposal(who="committee", weight=0.1))

    @model_validator(mode="after")
    def _sums_to_one(self) -> TargetBlend:
        total = sum(fraction(each.weight) for each in self.proposals)
        if total != 1:
            raise refuse(t("the weights sum to {total}, not to 100%; change one by {gap}.",
                           total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
        return self

    def alone(self, inputs: Any) -> dict[str, Any]:
        lacking = [f"proposals.{i}.value" for i, each in enumerate(self.proposals) if each.value is None]
        if lacking:
            raise missing(*lacking)
        return {**super().alone(inputs), "revenue": None}

    def calc(self, inputs: Any) -> dict[str, Any]:
        return {**super().calc(inputs), "parts": [{"who": each.who, "part": to_yuan(int(times(fen(each.value), each.weight)))}
                                                  for each in self.proposals]}

    def annual_target(self, x: Any, say: Trace) -> Any:
        return say.result("target", Unit.YUAN, added_up(*(
            (fen(each.value), each.weight) if each.value is not None else (x.revenue, part(PPM + ppm(each.growth)), each.weight)
            for each in self.proposals)))
