"""P12 Management bonus: a part of what each store under a manager brings above its target."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.algebra import at_period_end, sum_over_units, times
from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import OUTPUT, TARGET
from engine.rules.pay.store_bonus import SOURCE, TARGETS, UnitTarget
from engine.rules.rule import About
from engine.world.drivers import Group


class Store(Declared):
    """One store's period."""

    output: Annotated[float, OUTPUT]
    target: Annotated[float, TARGET]


class ManagementBonus(PayElement, UnitTarget):
    """Rate × the sum of each store's excess; a store below target takes nothing off."""

    about = About(
        title=Text("管理奖", "Management bonus"),
        what=Text("管理多家门店的人，从每家超额完成的门店的超额部分提取一定比例；没有完成任务的门店不计，也不抵扣其他门店。"
                  "管哪些门店，由上级关系逐级推出。",
                  "Whoever manages several stores gets a part of the excess of each that is above its target; a store "
                  "below target pays nothing and takes nothing off the others. Which stores somebody manages follows "
                  "from the chain of superiors."),
        formula=Text("管理奖 = 比例 × ∑ max（0，门店产值 − 门店目标）", "bonus = rate × ∑ max(0, store's output − its target)"),
        source=SOURCE + ": store manager 4 / 5 / 4% (month, quarter, year), area manager 3 / 4 / 3%, director 2 / 3 / 2%; "
               "each store's target from its history is ours",
        not_modelled=Text("带人晋升（见职业晋升路径）", "promotion for raising others (see the career path)"))
    example = {"stores": [{"output": 120000, "target": 100000}, {"output": 90000, "target": 100000},
                          {"output": 150000, "target": 100000}], "rate": 0.03}

    rule: Literal["management_bonus"] = "management_bonus"
    period: Annotated[Literal["month", "quarter", "year"], Parameter("考核周期", "Period", Unit.CHOICE, choices={
        "month": Text("每月", "Each month"), "quarter": Text("每季度", "Each quarter"), "year": Text("全年", "Year")},
        source=SOURCE)] = "month"
    rate: Annotated[float, Parameter("比例", "Rate", Unit.RATE, low=0, high=1, step=0.005, source=SOURCE)] = 0.04

    def store_excess_rate(self) -> float:
        return self.rate

    class Inputs(Declared):
        """The stores under a manager, over one period."""

        stores: Annotated[tuple[Store, ...], Parameter("门店", "Stores", Unit.TABLE), Field(strict=False, min_length=1)]

    reads = {**TARGETS, "own": Parameter("序号", "Number", Unit.KEY), "above": Parameter("单位的上级", "Above the unit", Unit.KEY),
             "managed": Parameter("下属门店数", "Stores managed", Unit.COUNT)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        output, target = (np.array([to_fen(getattr(store, name)) for store in inputs.stores]) for name in ("output", "target"))
        return {"output": output, "target": target, "own": np.array([0]), "above": (np.zeros_like(output),),
                "managed": np.array([len(output)])}

    def bind(self, group: Group) -> dict[str, Any]:
        above = self._above(group)
        return {**self.bind_target(group.drivers), "above": tuple(above), "own": np.arange(len(group)),
                "managed": np.bincount(above[above >= 0], minlength=len(group))}

    @staticmethod
    def _above(group: Group) -> npt.NDArray[np.int64]:
        """Who of the group is above each unit, (as many as needed, units): places in the group, −1 for nobody."""
        drivers = group.drivers
        managers, stores = drivers.company.overseen
        # Newcomers copy colleagues, but nobody reports to them.
        place = np.full(len(drivers.company.people), -1, dtype=np.int64)
        old = ~group.of(drivers.newcomer)
        place[group.of(drivers.origin)[old]] = np.flatnonzero(old)
        manager = place[managers]
        here = np.flatnonzero(manager >= 0)
        here = here[np.argsort(stores[here], kind="stable")]
        unit = stores[here]
        number = np.bincount(unit, minlength=len(drivers.company.unit_keys))
        above = np.full((number.max(initial=0), len(number)), -1, dtype=np.int64)
        above[np.arange(len(here)) - (np.cumsum(number) - number)[unit], unit] = manager[here]
        return above

    def formula(self, x: Any, say: Trace) -> Fen:
        say("下属门店数", "Stores managed", Unit.COUNT, x.managed)
        total = say("超额之和", "Sum of excesses", Unit.YUAN, sum_over_units(self.excess(x, self.period), x.above, x.own), key="excess")
        return at_period_end(say.result("amount", Unit.YUAN, times(total, self.rate)), self.period)
