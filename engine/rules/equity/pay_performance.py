"""E12 Pay–performance: how a holder's wealth follows the share price, and its convexity."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.base.money import to_fen, to_yuan
from engine.base.parameter import Text
from engine.rules.parts.option_pricing import SOURCE
from engine.rules.parts.wealth import Holding, WealthTerms
from engine.rules.rule import About, Rule


class PayPerformance(Rule, WealthTerms):
    """wealth = shares × price + Σ options × call × (1 − haircut); convexity = its % change ÷ the price's at +100%."""

    about = About(
        title=Text("薪酬与业绩敏感度", "Pay–performance"),
        what=Text("高管在本公司的财富 = 持股市值 + 期权价值（打 7 折）。看股价涨 50%、涨 100% 时财富变多少、相当于几年年薪；"
                  "凸性 = 股价涨 100% 时财富涨幅 ÷ 股价涨幅：只持股票为 1.00，期权越多越高，冒险的动力也越大。",
                  "A holder's wealth in the company is the shares at their price and the options at 70% of their value. It "
                  "shows what +50% and +100% of the price do to it, in years of pay too. Convexity is wealth's change over "
                  "the price's at +100%: 1.00 with stock alone, higher the more options, and with it the reason to take "
                  "risks."),
        formula=Text("财富 = 股数 × 股价 + Σ 期权份数 × 布莱克－斯科尔斯价值 ×（1 − 折扣）；凸性 = 财富变动% ÷ 股价变动%（股价 +100%）",
                     "wealth = shares × price + Σ options × Black–Scholes value × (1 − haircut); convexity = wealth's % change ÷ "
                     "price's % change, at +100%"),
        source=SOURCE,
        not_modelled=Text("本公司以外的个人财富、今后的授予、税", "wealth outside the company, grants to come, taxes"))
    example = {"price": 20, "shares": 1_000_000, "options": [{"quantity": 2_000_000, "strike": 20, "years": 8}],
               "annual_pay": 5_000_000}

    results = {
        "wealth": Text("财富", "Wealth"), "stock": Text("其中股票", "of it shares"), "options": Text("其中期权", "of it options"),
        "change_50": Text("股价 +50%，增加", "Price +50%, more"), "change_100": Text("股价 +100%，增加", "Price +100%, more"),
        "percent_50": Text("股价 +50%，财富涨幅", "Price +50%, part of wealth"),
        "percent_100": Text("股价 +100%，财富涨幅", "Price +100%, part of wealth"), "convexity": Text("凸性", "Convexity"),
        "years_of_pay": Text("股价 +50%，合几年年薪", "Price +50%, years of pay"),
        "wealth_in_years": Text("财富合几年年薪", "Wealth in years of pay")}

    plain: ClassVar[Text | None] = Text("期权价值用对数、指数和正态分布",
                                        "options are valued by logarithms, powers and the normal distribution")

    rule: Literal["pay_performance"] = "pay_performance"

    class Inputs(Holding):
        """The holding."""

    def calc(self, inputs: Any) -> dict[str, Any]:
        stock, options = self.now(inputs)
        half, double = self.change(inputs, 0.5), self.change(inputs, 1.0)
        results = {"wealth": to_yuan(stock + options), "stock": to_yuan(stock), "options": to_yuan(options),
                   "change_50": to_yuan(half), "change_100": to_yuan(double), "percent_50": self.percent(inputs, 0.5),
                   "percent_100": self.percent(inputs, 1.0), "convexity": self.convexity(inputs)}
        if inputs.annual_pay:
            results["years_of_pay"] = half / to_fen(inputs.annual_pay)
            results["wealth_in_years"] = (stock + options) / to_fen(inputs.annual_pay)
        return results
