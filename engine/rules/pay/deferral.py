"""P7 Deferral: a part of an element is paid in the month, the rest at year end to whoever is still there."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import MONTHS, in_december, over_months, times, where
from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import LEAVES_IN
from engine.rules.rule import About, Rule

EARNED = Parameter("应发金额", "Amount earned", Unit.YUAN, low=0, high=10_000_000_000, step=100)
Amount = Annotated[float, EARNED]


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

    reads = {"earned": EARNED,
             "stays": Parameter("12 月在职", "Still there in December", Unit.FLAG)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        months, last = inputs.amounts or (inputs.amount or 0.0,), inputs.leaves_in or MONTHS
        earned = np.zeros((MONTHS, 1), dtype=np.int64)
        earned[:len(months[:last]), 0] = [to_fen(each) for each in months[:last]]
        return {"earned": earned, "stays": np.array([last == MONTHS])}

    def formula(self, x: Any, say: Trace) -> Fen:
        """What is paid by month, fen (…, 12, people); reads what is earned, alike, and who stays, (people,)."""
        now = say("当月发放", "Paid in the month", Unit.YUAN, times(x.earned, self.paid_now))
        due = say("年末应发的延期部分", "Deferred part due at year end", Unit.YUAN, over_months(x.earned - now))
        lost = say("离职放弃的延期部分", "Deferred part forfeited by leaving", Unit.YUAN, where(x.stays, 0, due))
        say.result("paid_now", Unit.YUAN, lambda: over_months(now))
        say.result("deferred", Unit.YUAN, due)
        at_year_end = say.result("year_end", Unit.YUAN, due - lost)
        say.result("forfeited", Unit.YUAN, lost)
        return now + in_december(at_year_end)
