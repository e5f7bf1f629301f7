"""D2 Fund smoothing: most of the fund is distributed, the rest carried into next year's."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import times
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.rule import About, Rule

SOURCE = "Virtual-share company plan: 85 / 15"

Fund = Annotated[float, Parameter("当年基金", "The year's fund", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000)]


class FundSmoothing(Rule):
    """Distributes a part of the year's fund and what was carried; carries the rest."""

    about = About(
        title=Text("分红基金平滑", "Fund smoothing"),
        what=Text("当年基金连同上年结转，拿出 85% 发放，15% 结转下一年，年年滚动。",
                  "Of the year's fund and what was carried in, 85% is distributed and 15% carried into next year's, "
                  "every year."),
        formula=Text("发放 =（当年基金 + 上年结转）× 发放比例；其余结转",
                     "distributed = (this year's fund + carried in) × part; the rest is carried"),
        source=SOURCE,
        not_modelled=Text("结转部分的利息", "interest on what is carried"))
    example = {"funds": [150_000, 200_000]}

    rule: Literal["fund_smoothing"] = "fund_smoothing"
    distributed: Annotated[float, Parameter("当年发放比例", "Part distributed in the year", Unit.RATE, low=0, high=1,
                                            step=0.05, source=SOURCE)] = 0.85

    class Inputs(Declared):
        """The funds of the years in order."""

        funds: Annotated[tuple[Fund, ...], Parameter("各年基金", "Funds of the years", Unit.TABLE),
                         Field(strict=False)]

    def distribute(self, fund: Any, carried_in: Any) -> tuple[Any, Any]:
        """Fen distributed and fen carried out, any shape; they sum to fund + carried in."""
        whole = fund + carried_in
        paid = times(whole, self.distributed)
        return paid, whole - paid

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {"funds": [np.array([to_fen(fund)]) for fund in inputs.funds]}

    def formula(self, x: Any, say: Trace) -> Any:
        paid, carried = [], [np.array([0])]
        for fund in x.funds:
            now, rest = self.distribute(fund, carried[-1])
            paid.append(now)
            carried.append(rest)
        say.result("paid", Unit.YUAN, paid)
        return say.result("carried", Unit.YUAN, carried[1:])
