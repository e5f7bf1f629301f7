"""P19 Deduction: taken off the month's other pay, never below the legal minimum."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import at_least, at_most, every_month, fen, times
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.kinds import DeductionElement
from engine.rules.rule import About
from engine.world.drivers import Group

WAGE_RULES = "Provisional rules on payment of wages, art. 16"


class Deduction(DeductionElement):
    """The person's deduction, held at a part of the month's pay and at what is above the minimum wage."""

    about = About(
        title=Text("扣款", "Deduction"),
        what=Text("人员表里每人每月的扣款，从当月其他薪酬中扣除；扣款不超过当月薪酬的一定比例，扣后不低于最低工资。"
                  "当月其他薪酬本来就低于最低工资的，不扣。",
                  "Each person's monthly deduction from the people's table, taken off the month's other pay; at most a "
                  "part of it, and never below the minimum wage. Where the other pay is already below the minimum, "
                  "nothing is taken off."),
        formula=Text("扣款 = min（应扣，当月薪酬 × 最高比例，当月薪酬 − 最低工资），不低于 0",
                     "deduction = min(what is due, the month's pay × most, the month's pay − minimum wage), at least 0"),
        source=f"Car-care chain plan: pay components; {WAGE_RULES}",
        not_modelled=Text("未扣部分转到以后月份", "what is not taken off is not carried to later months"))
    example = {"pay": 3000, "due": 900, "minimum_wage": 2500}

    rule: Literal["deduction"] = "deduction"
    minimum_wage: Annotated[float, Parameter("最低工资（月）", "Minimum wage a month", Unit.YUAN, low=0, high=100_000,
                                             step=10)] = 2700.0
    most: Annotated[float, Parameter("最多扣当月薪酬的比例", "Most of the month's pay", Unit.RATE, low=0, high=1, step=0.05,
                                     source=WAGE_RULES)] = 0.2

    class Inputs(Declared):
        """One person's month."""

        pay: Annotated[float, Parameter("当月其他薪酬", "The month's other pay", Unit.YUAN, low=0, high=100_000_000,
                                        step=100)]
        due: Annotated[float, Parameter("应扣金额", "Deduction due", Unit.YUAN, low=0, high=1_000_000, step=50)]

    def bind(self, group: Group) -> dict[str, Any]:
        return {"due": every_month(group.of(group.drivers.people.deduction))}

    def formula(self, x: Any, say: Trace) -> Fen:
        due = say("应扣", "Deduction due", Unit.YUAN, x.due)
        pay = say("当月其他薪酬", "The month's other pay", Unit.YUAN, x.pay)
        allowed = at_most(times(pay, self.most), pay - fen(self.minimum_wage))
        taken = say.result("deduction", Unit.YUAN, at_least(at_most(due, allowed), 0))
        say("受最低工资和比例限制未扣", "Not taken because of the limits", Unit.YUAN, due - taken, key="not_taken")
        say.result("pay", Unit.YUAN, lambda: pay - taken)
        return -taken
