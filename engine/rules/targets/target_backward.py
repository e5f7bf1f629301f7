"""T2 Backward derivation (反推): from the net profit wanted to revenue, orders and leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.base.algebra import PPM, added_up, fen, of, one_over, ppm, whole_up
from engine.base.money import to_fen
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import missing
from engine.base.trace import Trace
from engine.company.company import PROFIT_TAX
from engine.rules.kinds import TargetParts
from engine.rules.rule import About
from engine.rules.targets.target_split import AnnualTarget
from engine.world.drivers import Drivers


class TargetBackward(AnnualTarget):
    """(Net profit / (1 − tax) + fixed cost) / contribution margin, then orders, then leads."""

    about = About(
        title=Text("目标反推", "Target, backward"),
        what=Text("从想要的净利润出发：加上所得税和固定成本，除以边际贡献率，就是需要的营业额；再除以客单价是订单数，"
                  "除以成交率是线索数。订单和线索按整数往上取。固定成本留空时，用账上的其他费用加薪酬。",
                  "Starts from the net profit wanted: with tax and fixed cost added and divided by the contribution "
                  "margin it is the revenue needed; divided by the price a customer pays, the orders; by the "
                  "conversion, the leads. Orders and leads are rounded up to whole ones. Without a fixed cost of "
                  "its own it takes the books' other costs and payroll."),
        formula=Text("营业额 =（净利润 ÷（1 − 税率）+ 固定成本）÷ 边际贡献率；订单 = 营业额 ÷ 客单价；线索 = 订单 ÷ 成交率",
                     "revenue = (net profit ÷ (1 − tax rate) + fixed cost) ÷ contribution margin; "
                     "orders = revenue ÷ price a customer; leads = orders ÷ conversion"),
        source="Organisation handbook: backward derivation; whole orders and leads are ours",
        not_modelled=Text("随业绩变化的提成：薪酬按固定成本算", "commission that moves with sales: payroll counts as fixed"))
    example = {"net_profit": 3_000_000, "tax_rate": 0.25, "fixed_cost": 2_000_000, "contribution_margin": 0.4,
               "price_per_customer": 500, "conversion": 0.2}

    rule: Literal["target_backward"] = "target_backward"
    net_profit: Annotated[float, Parameter("目标净利润（年）", "Net profit wanted, a year", Unit.YUAN, low=0,
                                           high=1_000_000_000_000, step=10_000)]
    tax_rate: Annotated[float, PROFIT_TAX.but(high=0.9)] = 0.25
    fixed_cost: Annotated[float | None, Parameter(
        "固定成本（年）", "Fixed cost, a year", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("账上的其他费用加薪酬", "the books' other costs and payroll"))] = None
    contribution_margin: Annotated[float | None, Parameter(
        "边际贡献率", "Contribution margin", Unit.RATE, low=0.001, high=1, step=0.01,
        nothing=Text("公司毛利率", "the company's gross margin"))] = None
    price_per_customer: Annotated[float | None, Parameter(
        "客单价", "Price a customer", Unit.YUAN, low=0.01, high=1_000_000_000, step=100,
        nothing=Text("不算订单数", "orders are not worked out"))] = None
    conversion: Annotated[float | None, Parameter(
        "成交率", "Conversion", Unit.RATE, low=0.0001, high=1, step=0.01,
        nothing=Text("不算线索数", "leads are not worked out"))] = None

    reads: ClassVar[dict[str, Parameter]] = {
        **AnnualTarget.reads, "costs": Parameter("账上的其他费用加薪酬", "The books' other costs and payroll", Unit.YUAN),
        "margin": Parameter("公司毛利率", "The company's gross margin", Unit.RATE)}

    def bind(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> dict[str, Any]:
        money = drivers.company.facts.money
        return {**super().bind(drivers, parts), "margin": np.array([ppm(money.gross_margin)]),
                "costs": np.array([max(0, to_fen(money.other_costs) + drivers.company.payroll_of_books)])}

    def alone(self, inputs: Any) -> dict[str, Any]:
        lacking = [name for name in ("fixed_cost", "contribution_margin") if getattr(self, name) is None]
        if lacking:
            raise missing(*lacking)
        return {**super().alone(inputs), "revenue": None, "costs": None, "margin": None}

    def annual_target(self, x: Any, say: Trace) -> Any:
        costs = x.costs if self.fixed_cost is None else fen(self.fixed_cost)
        margin = one_over(x.margin if self.contribution_margin is None else ppm(self.contribution_margin))
        needed = ((fen(self.net_profit), one_over(PPM - ppm(self.tax_rate)), margin), (costs, margin))

        def customers(*factors: Any) -> Any:
            """How many customers bring the revenue, times factors: whole ones, rounded up at the end."""
            return whole_up(*((*product, of(1, fen(self.price_per_customer)), *factors) for product in needed))

        revenue = say.result("revenue", Unit.YUAN, added_up(*needed))
        if self.price_per_customer is not None:
            say.result("orders", Unit.COUNT, customers)
            if self.conversion is not None:
                say.result("leads", Unit.COUNT, lambda: customers(one_over(ppm(self.conversion))))
        return revenue
