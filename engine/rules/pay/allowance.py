"""P19 Allowance: the same for everybody of a group, and what the people's table gives each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import every_month, fen
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Group


class Allowance(PayElement):
    """An amount for everybody + one's own, every month."""

    about = About(
        title=Text("补贴", "Allowance"),
        what=Text("每人每月一笔相同的补贴（如餐补），再加上人员表里给个人的补贴。",
                  "The same allowance a month for everybody, such as meals, and each person's own from the people's "
                  "table."),
        formula=Text("补贴 = 统一补贴 + 个人补贴", "allowance = everybody's + one's own"),
        source="Car-care chain plan: pay components; amounts are ours",
        not_modelled=Text("按出勤天数折算", "allowances by days worked"))
    example = {"own": 120, "everybody": 200}

    rule: Literal["allowance"] = "allowance"
    everybody: Annotated[float, Parameter("统一补贴（月）", "Allowance for everybody a month", Unit.YUAN, low=0,
                                          high=100_000, step=50)] = 0.0

    class Inputs(Declared):
        """One person's own."""

        own: Annotated[float, Parameter("个人补贴（月）", "Own allowance a month", Unit.YUAN, low=0, high=1_000_000,
                                        step=50)] = 0.0

    def bind(self, group: Group) -> dict[str, Any]:
        return {"own": group.of(group.drivers.people.allowance)}

    def formula(self, x: Any, say: Trace) -> Fen:
        own = say("个人补贴", "Own allowance", Unit.YUAN, x.own)
        return every_month(say.result("amount", Unit.YUAN, own + fen(self.everybody)))
