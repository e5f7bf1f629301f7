"""P7 Deferral: a part of an element is paid in the month, the rest at year end to whoever is still there."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from engine.base.money import Fen, times_rate, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.company.people import LEAVES_IN
from engine.rules.rule import About, Rule

Amount = Annotated[float, Parameter("应发金额", "Amount earned", Unit.YUAN, low=0, high=10_000_000_000, step=100)]


class Deferral(Rule):
    """What is paid now and what waits for December; set on any pay element under `deferral`."""

    about = About(
        title=Text("延期发放", "Deferral"),
        what=Text("提成和奖金当月只发一部分，其余随 12 月工资发放；在此之前离职的人，延期部分不再发放，留在公司。"
                  "可以加在任何一个薪酬项目上。",
                  "A part of commission and bonus is paid in the month, the rest with December's pay. Whoever leaves "
                  "before loses the deferred part; it stays with the company. Can be set on any pay element."),
        formula=Text("当月发放 = 应发 × 当月比例；年末发放 = 全年（应发 − 当月发放），12 月前离职者为 0",
                     "paid now = earned × share paid now; at year end = the year's (earned − paid now), nothing "
                     "for who leaves before December's pay"),
        source="Incentive-plan collection: 80% in the month, 20% at year end",
        not_modelled=Text("跨年发放：延期部分计在当年 12 月", "payment in the next year: the deferred part falls in December"))
    example = {"amounts": [1000, 2000, 1500], "leaves_in": 3, "paid_now": 0.8}

    rule: Literal["deferral"] = "deferral"
    paid_now: Annotated[float, Parameter("当月发放比例", "Share paid in the month", Unit.RATE, low=0, high=1, step=0.05,
                                         source="Incentive-plan collection")] = 0.8

    class Inputs(Declared):
        """What was earned, in one month or month by month, and whether the person leaves."""

        amount: Annotated[float | None, Parameter(
            "应发金额（一个月）", "Amount earned in one month", Unit.YUAN, low=0, high=10_000_000_000, step=100,
            nothing=Text("按月给出", "given month by month"))] = None
        amounts: Annotated[tuple[Amount, ...], Parameter("各月应发金额", "Amounts earned by month", Unit.TABLE),
                           Field(strict=False, max_length=12)] = ()
        leaves_in: Annotated[int, LEAVES_IN] = 0

    def divide(self, earned: Fen) -> tuple[Fen, Fen]:
        """What of each amount is paid in the month, and what waits; together they are the amount."""
        now = times_rate(earned, self.paid_now)
        return now, earned - now

    def calc(self, inputs: Any) -> dict[str, Any]:
        months = inputs.amounts or (inputs.amount or 0.0,)
        last = inputs.leaves_in or 12
        now, later = self.divide(np.array([to_fen(each) for each in months[:last]], dtype=np.int64))
        forfeited = int(later.sum()) if last < 12 else 0
        return {"paid_now": to_yuan(now.sum()), "deferred": to_yuan(later.sum()),
                "year_end": to_yuan(later.sum() - forfeited), "forfeited": to_yuan(forfeited)}
