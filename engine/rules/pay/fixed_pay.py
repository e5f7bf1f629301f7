"""P1 Fixed pay: the part of base pay that is paid whatever happens."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import every_month, times
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Group


class FixedPay(PayElement):
    """Base pay × share, every month."""

    about = About(
        title=Text("固定工资", "Fixed pay"),
        what=Text("每月固定发放的工资。管理、业绩、交付、职能四类岗位的薪酬都从它开始，再加提成、分红、超产奖等项目。",
                  "What is paid every month whatever happens. Management, sales, delivery and functional posts "
                  "all start from it and add commission, dividends, over-production bonus and so on."),
        formula=Text("固定工资 = 基本工资 × 固定部分比例", "fixed pay = base pay × fixed share"),
        source="Organisation handbook: pay structure of the four job families",
        not_modelled=Text("请假和缺勤扣款", "deductions for leave and absence"))
    example = {"base_pay": 6000, "share": 0.8}

    rule: Literal["fixed_pay"] = "fixed_pay"
    share: Annotated[float, Parameter("固定部分比例", "Fixed share of base pay", Unit.RATE, low=0, high=2,
                                      step=0.05)] = 1.0

    class Inputs(Declared):
        """A month's base pay."""

        base_pay: Annotated[float, BASE_PAY]

    def bind(self, group: Group) -> dict[str, Any]:
        return {"base_pay": group.of(group.drivers.people.base_pay)}

    def formula(self, x: Any, say: Trace) -> Fen:
        base = say("基本工资（月）", "Base pay a month", Unit.YUAN, x.base_pay)
        return every_month(say.result("amount", Unit.YUAN, times(base, self.share)))
