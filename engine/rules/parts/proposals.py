"""A proposal for the target of the year."""

from __future__ import annotations

from typing import Annotated, Literal

from engine.base.parameter import Declared, Parameter, Text, Unit

SOURCE = "Organisation handbook: sources of the company's targets"


class Proposal(Declared):
    """What one side proposes, and how much its word counts."""

    who: Annotated[Literal["boss", "heads", "finance", "committee", "other"], Parameter(
        "谁提的", "Proposed by", Unit.CHOICE, choices={
            "boss": Text("老板", "The owner"), "heads": Text("各部门负责人", "Heads of departments"),
            "finance": Text("财务", "Finance"), "committee": Text("高管共同（CEO、CTO、COO）", "Executive committee"),
            "other": Text("其他", "Somebody else")})] = "other"
    weight: Annotated[float, Parameter("权重", "Weight", Unit.RATE, low=0, high=1, step=0.05, source=SOURCE)]
    value: Annotated[float | None, Parameter(
        "提议金额（年）", "Proposed, a year", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("上年营业额 ×（1+提议增长）", "last year's revenue × (1 + proposed growth)"))] = None
    growth: Annotated[float, Parameter("提议增长", "Proposed growth", Unit.RATE, low=-0.9, high=5, step=0.05)] = 0.1
