"""P4 Commission: a tier table on sales, net sales, gross profit, collections or units."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import (
    each_alike,
    of,
)
from engine.base.money import Fen, fraction, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.company import GROSS_MARGIN
from engine.rules.kinds import PayElement
from engine.rules.parts.commission import CommissionTerms, counted
from engine.rules.parts.terms import PAYABLE_PART, SALES_A_MONTH, TEAM, VOLUME_A_MONTH
from engine.rules.rule import About
from engine.world.assumptions import COLLECTED
from engine.world.drivers import Group


class Commission(PayElement, CommissionTerms):
    """Tiers of the counted volume, times the part of it that is payable."""

    about = About(
        title=Text("提成", "Commission"),
        what=Text("按销售额（或净销售额、毛利、回款、件数）分档提成。累进：每一段按本段比例；全额：达到哪一档，全部按那一档。"
                  "任务额和档位看的是销售总额，净额、毛利和回款再按其占销售额的比例折算。",
                  "Commission in tiers on sales (or net sales, gross profit, collections, units). Marginal: each "
                  "slice earns its own band's rate; whole: the band reached sets one rate for everything. Quota "
                  "and bands look at gross sales; net sales, gross profit and collections then count as their "
                  "part of sales."),
        formula=Text("提成 = 分档（计提额） × 可提比例；计提额 = 超出任务额的部分，或达标后的全部，或全部",
                     "commission = tiers(counted sales) × payable part; counted = the excess over the quota, "
                     "or everything once it is reached, or everything"),
        source="Car-care chain plan (flagship and direct stores); e-commerce shop table; "
               "incentive-plan collection (sales − quota) × rate × margin",
        not_modelled=Text("退货冲回、拆单", "claw-back of returned goods, splitting of orders"))
    example = {"sales": 130000, "quota": 80000, "on": "excess", "mode": "marginal",
               "tiers": [{"from": 0, "rate": 0.08}, {"from": 20000, "rate": 0.10}, {"from": 40000, "rate": 0.15}]}

    rule: Literal["commission"] = "commission"
    per_head: Annotated[bool, Parameter("由组内人员平分", "Shared equally in the group", Unit.FLAG)] = False

    def own_commission(self) -> CommissionTerms:
        return self

    class Inputs(Declared):
        """A month's volume and what is taken off it."""

        sales: Annotated[float, SALES_A_MONTH]
        deductions: Annotated[float, Parameter("推广、物流、佣金", "Promotion, freight, platform fee", Unit.YUAN,
                                               low=0, high=100_000_000_000, step=100)] = 0.0
        margin: Annotated[float, GROSS_MARGIN] = 1.0
        collected: Annotated[float, COLLECTED] = 1.0

    reads = {"volume": VOLUME_A_MONTH,
             "payable": PAYABLE_PART, "team": TEAM}

    def alone(self, inputs: Any) -> dict[str, Any]:
        whole = fraction(inputs.margin) * fraction(inputs.collected)
        sales, left = to_fen(inputs.sales), max(0, to_fen(inputs.sales) - to_fen(inputs.deductions))
        return {"volume": np.array([sales]), "team": np.array([0]),
                "payable": of(np.array([left * whole.numerator], dtype=object),
                              np.array([sales * whole.denominator], dtype=object))}

    def bind(self, group: Group) -> dict[str, Any]:
        return {**self.bind_terms(group), "team": group.unit if self.scope == "unit" else np.zeros_like(group.unit)}

    def formula(self, x: Any, say: Trace) -> Fen:
        say.result("counted", Unit.YUAN, lambda: counted(x.volume, self.quota, self.on))
        amount = self.earn(x.volume, x.payable, say)
        if self.per_head:
            amount = say("平分后", "Shared equally", Unit.YUAN, each_alike(amount, x.team))
        return say.result("amount", Unit.YUAN, amount)
