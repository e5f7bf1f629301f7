"""P13 Scorecard pay: salary in three parts, base, bonus by a weighted scorecard, and a part of the year's result."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from engine.base.algebra import (
    LENGTH,
    MONTHS,
    PPM,
    added_up,
    at_most,
    at_period_end,
    every_month,
    in_december,
    of_unit,
    part,
    part_of,
    ppm,
    spread_by,
    sum_periods,
    times,
    times_up,
    where,
    within,
)
from engine.base.money import Fen, fraction, round_half_up, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.people import PRODUCT_FACTOR, UNIT
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import PAST_OF_UNIT, SALES_A_MONTH, WEIGHT_OF_MONTH
from engine.rules.rule import About
from engine.world.drivers import Drivers, Group

SOURCE = "Incentive-plan collection: office heads 60 / 30 / 10, salespeople 50 / 40 / 10"

Millionths = npt.NDArray[np.int64]

COMPANY_RESULT = Parameter("公司利润完成率", "The company's profit against last year's", Unit.RATE, low=-100, high=100, step=0.05)


class Indicators(Declared):
    """A rate for each indicator of the scorecard."""

    sales: Annotated[float, Parameter("销售", "Sales", Unit.RATE, low=0, high=10, step=0.05)] = 0.65
    profit: Annotated[float, Parameter("利润", "Profit", Unit.RATE, low=0, high=10, step=0.05)] = 0.20
    collection: Annotated[float, Parameter("回款", "Collection", Unit.RATE, low=0, high=10, step=0.05)] = 0.10
    network: Annotated[float, Parameter("网点建设", "Network", Unit.RATE, low=0, high=10, step=0.05)] = 0.05

    def in_order(self) -> list[float]:
        return [self.sales, self.profit, self.collection, self.network]


class ScorecardPay(PayElement):
    """Base share every month; bonus share × scorecard each period; annual share × the company's result."""

    about = About(
        title=Text("平衡计分卡薪酬", "Scorecard pay"),
        what=Text("制度薪酬分为三部分：基本工资每月照发；业绩奖金乘以加权计分卡，每季度（业务员每月）结算；年度奖金乘以公司利润完成率。"
                  "每项完成率先限制在上下限之间再加权；业务员的业绩奖金还可以乘以产品毛利系数。",
                  "The salary has three parts: base pay every month; the bonus times a weighted scorecard, each quarter "
                  "(each month for salespeople); the annual bonus times the company's profit against last year's. Every "
                  "completion is held between the bounds before it is weighted; a salesperson's bonus may also be "
                  "multiplied by the margin coefficient of the products sold."),
        formula=Text("薪酬 = 制度薪酬 ×（基本比例 + 业绩比例 × 计分卡 × 产品系数 + 年度比例 × 公司完成率）",
                     "pay = salary × (base share + bonus share × scorecard × product coefficient + annual share × company "
                     "result)"),
        source=f"{SOURCE}; scorecard sales 65, profit 20, collection 10, network 5; bounds of 0 and 150% are ours",
        not_modelled=Text("各办事处自己的利润：利润完成率用全公司的；网点建设完成率由参数给出",
                          "an office's own profit: profit is the company's; how much of the network was built is a "
                          "parameter"))
    example = {"salary": 10000, "completion": {"sales": 1.1, "profit": 0.9, "collection": 0.95, "network": 1.0}}

    also_in_december = True

    rule: Literal["scorecard_pay"] = "scorecard_pay"
    base_share: Annotated[float, Parameter("基本工资比例", "Base share", Unit.RATE, low=0, high=1, step=0.05,
                                           source=SOURCE, marks=(0.5, 0.6))] = 0.6
    bonus_share: Annotated[float, Parameter("业绩奖金比例", "Bonus share", Unit.RATE, low=0, high=1, step=0.05,
                                            source=SOURCE, marks=(0.3, 0.4))] = 0.3
    annual_share: Annotated[float, Parameter("年度奖金比例", "Annual share", Unit.RATE, low=0, high=1, step=0.05,
                                             source=SOURCE)] = 0.1
    period: Annotated[Literal["month", "quarter"], Parameter("业绩奖金周期", "Period of the bonus", Unit.CHOICE, choices={
        "month": Text("每月", "Each month"), "quarter": Text("每季度", "Each quarter")}, source=SOURCE)] = "quarter"
    weights: Annotated[Indicators, Parameter("计分卡权重", "Weights of the scorecard", Unit.TABLE,
                                             source="Incentive-plan collection")] = Indicators()
    scope: Annotated[Literal["own", "unit"], Parameter("看谁的销售", "Whose sales", Unit.CHOICE, choices={
        "own": Text("本人", "Own"), "unit": Text("本单位", "Own unit's")})] = "unit"
    of_history: Annotated[float, Parameter("销售目标为历史业绩的倍数", "Sales target as a multiple of history", Unit.FACTOR,
                                           low=0, high=10, step=0.05)] = 1.0
    network_built: Annotated[float, Parameter("网点建设完成率", "Part of the network built", Unit.RATE, low=0, high=2,
                                              step=0.05)] = 1.0
    lowest: Annotated[float, Parameter("完成率下限", "Least completion", Unit.RATE, low=0, high=1, step=0.05)] = 0.0
    highest: Annotated[float, Parameter("完成率上限", "Most completion", Unit.RATE, low=1, high=10, step=0.05)] = 1.5
    by_product: Annotated[bool, Parameter("乘以产品毛利系数", "Times the product's margin coefficient",
                                          Unit.FLAG)] = False

    @model_validator(mode="after")
    def _sums_to_one(self) -> Self:
        for what, shares in ((t("the three parts of the salary"), [self.base_share, self.bonus_share, self.annual_share]),
                             (t("the weights of the scorecard"), self.weights.in_order())):
            total = sum(map(fraction, shares))
            if total != 1:
                raise refuse(t("{what} sum to {total}, not to 100%; change one by {gap}.", what=what,
                               total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
        return self

    class Inputs(Declared):
        """A month's salary, and how much of each indicator was completed."""

        salary: Annotated[float, Parameter("制度薪酬（月）", "Salary a month", Unit.YUAN, low=0, high=10_000_000,
                                           step=100)]
        completion: Annotated[Indicators, Parameter("完成率", "Completion", Unit.TABLE)]
        company_result: Annotated[float, COMPANY_RESULT] = 1.0
        product_factor: Annotated[float, PRODUCT_FACTOR] = 1.0

    reads = {"result": COMPANY_RESULT,
             "collection": Parameter("回款完成率", "Completion of collection", Unit.RATE), "product": PRODUCT_FACTOR,
             "unit": UNIT, "actual": SALES_A_MONTH,
             "history": PAST_OF_UNIT,
             "season": WEIGHT_OF_MONTH}

    def alone(self, inputs: Any) -> dict[str, Any]:
        def millionths(rate: float) -> Millionths:
            return np.array([round_half_up(fraction(rate) * PPM)])

        return {"salary": np.array([to_fen(inputs.salary)]), "result": millionths(inputs.company_result),
                "product": millionths(inputs.product_factor),
                "completions": tuple(millionths(each) for each in inputs.completion.in_order())}

    def bind(self, group: Group) -> dict[str, Any]:
        drivers, people = group.drivers, group.drivers.people
        of_unit = self.scope == "unit"
        return {"salary": group.of(people.base_pay), "product": group.of(people.product_factor), "completions": None,
                "result": self._company_result(drivers), "collection": group.payable("collections"), "unit": group.unit,
                "actual": drivers.unit_sales if of_unit else group.sales("own"),
                "history": drivers.unit_history if of_unit else group.of(drivers.history),
                "season": drivers.company.season_weights[:, None]}

    @staticmethod
    def _company_result(drivers: Drivers) -> Millionths:
        """Profit before tax and before any change in pay against last year's, (); 100% where that was no profit."""
        before = drivers.company.profit_before_tax
        actual = drivers.world.before_pay - drivers.company.payroll_of_books
        return np.array(PPM if before <= 0 else round_half_up(fraction(actual) * PPM / before))

    def _clipped(self, completion: Any) -> Any:
        """A completion held between the bounds, millionths; any shape."""
        return within(completion, ppm(self.lowest), ppm(self.highest))

    def _sales_completion(self, x: Any) -> Any:
        """Sales of each period against the target, millionths (…, periods, people or units); 100% where there is no target."""
        bound = times_up if self.scope == "unit" else times
        target = sum_periods(spread_by(bound(x.history, self.of_history), x.season), self.period)
        actual = sum_periods(x.actual, self.period)
        completion = where(target > 0, part_of(at_most(actual, target * 100), target), PPM)
        return of_unit(completion, x.unit) if self.scope == "unit" else completion

    def formula(self, x: Any, say: Trace) -> Fen:
        salary = say("制度薪酬（月）", "Salary a month", Unit.YUAN, x.salary)
        completions = x.completions or (self._sales_completion(x), x.result, x.collection, ppm(self.network_built))
        say("销售完成率", "Completion of sales", Unit.RATE, lambda: at_period_end(completions[0], self.period))
        result = say("公司利润完成率", "The company's profit against last year's", Unit.RATE, x.result)
        card = added_up(*((self._clipped(each), weight)
                          for each, weight in zip(completions, self.weights.in_order(), strict=True)))
        say("计分卡", "Scorecard", Unit.RATE, lambda: at_period_end(card, self.period))
        say.result("scorecard", Unit.RATE, card)
        base = say("基本工资", "Base pay", Unit.YUAN, times(salary, self.base_share), key="base")
        bonus = times(salary * LENGTH[self.period], self.bonus_share)
        if self.by_product:
            bonus = times(bonus, part(x.product))
        bonus = say.result("bonus", Unit.YUAN, times(bonus, part(card)))
        annual = say("年度奖金", "Annual bonus", Unit.YUAN,
                     times(times(salary * MONTHS, self.annual_share), part(self._clipped(result))), key="annual")
        say.result("year", Unit.YUAN, lambda: base * MONTHS + bonus * (MONTHS // LENGTH[self.period]) + annual)
        return at_period_end(bonus, self.period) + every_month(base) + in_december(annual)
