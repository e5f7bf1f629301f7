"""E2 Valuation: what a company or a store is worth, by five methods."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, missing
from engine.base.text import percent_exact, t
from engine.rules.parts.valuing import METHODS, WorkingLine
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: valuation"
STORE_SOURCE = "Car-care chain: value of a store"

Method = Literal["pe", "perpetuity", "assets", "traffic", "store"]

NONE = Text("没有", "none")
AMOUNT = 1_000_000_000_000
HALF = Fraction(1, 2)


class Valuation(Rule):
    """The value is the last line of the working; what comes to less than nothing is worth nothing."""

    about = About(
        title=Text("市值评估", "Valuation"),
        what=Text("五种方法：利润 × 市盈率，最通用；永续经营法，适合经营稳定的刚需企业；资产＋利润法，适合重资产的工业企业；"
                  "流量评估法，适合互联网企业；单店市值，新店（开业不满一年）等于投资额，盈利的老店等于投资额 × 市盈率倍数，"
                  "不盈利的等于投资额减折旧。",
                  "Five methods. Profit times a multiple is the usual one; perpetuity is for a steady business of "
                  "necessities; assets plus profit for heavy industry; traffic for internet companies; and a store "
                  "is worth its investment while new (open less than a year), its investment times its own multiple "
                  "when it earns, its investment less depreciation when it does not."),
        formula=Text("利润 × 市盈率；利润 ÷（折现率 − 增长率）；现金＋固定资产＋3–5 年利润＋折旧后库存 − 应收账款；流量 × 每用户价值；"
                     "投资额 ×（营业额 ÷ 投资额 × 利润 ÷ 投资额 ÷ 2）",
                     "profit × multiple; profit ÷ (discount rate − growth); cash + fixed assets + 3–5 years' profit + "
                     "depreciated stock − receivables; users × value per user; investment × (revenue ÷ investment × "
                     "profit ÷ investment ÷ 2)"),
        source=SOURCE + "; " + STORE_SOURCE + "; discount rate and growth are ours",
        not_modelled=Text("负债、非经常性损益、流动性折价、第三方评估",
                           "debt, one-off items, discounts for illiquidity, a third party's report"))
    example = {"method": "pe", "profit": 10_000_000, "multiple": 20}

    results = {
        "value": Text("市值", "Value"), "multiple": Text("倍数", "Multiple")}

    plain: ClassVar[Text | None] = Text("几种估值方法并列，每种有自己的推导过程",
                                        "several methods side by side, each with a working of its own")

    rule: Literal["valuation"] = "valuation"
    method: Annotated[Method, Parameter("方法", "Method", Unit.CHOICE, choices=METHODS, source=SOURCE)] = "pe"
    multiple: Annotated[float, Parameter("市盈率", "Price–earnings multiple", Unit.FACTOR, low=0.1, high=1000, step=1,
                                         source="Organisation handbook: 20 times profit")] = 20.0
    rate: Annotated[float, Parameter("折现率", "Discount rate", Unit.RATE, low=0, high=1, step=0.01)] = 0.12
    growth: Annotated[float, Parameter("永续增长率", "Growth for ever", Unit.RATE, low=-0.5, high=0.5, step=0.01)] = 0.03
    profit_years: Annotated[int, Parameter("计入几年利润", "Years of profit counted", Unit.YEARS, low=1, high=10, step=1,
                                           marks=(3, 4, 5), source=SOURCE)] = 3

    class Inputs(Declared):
        """The figures; each method asks for its own."""

        profit: Annotated[float | None, Parameter("年净利润", "Net profit a year", Unit.YUAN, low=-AMOUNT, high=AMOUNT,
                                                  step=10_000, nothing=Text("未填", "not entered"))] = None
        cash: Annotated[float | None, Parameter("现金", "Cash", Unit.YUAN, low=0, high=AMOUNT, step=10_000,
                                                nothing=Text("未填", "not entered"))] = None
        fixed_assets: Annotated[float | None, Parameter("固定资产", "Fixed assets", Unit.YUAN, low=0, high=AMOUNT,
                                                        step=10_000, nothing=Text("未填", "not entered"))] = None
        inventory: Annotated[float | None, Parameter("折旧后库存", "Depreciated stock", Unit.YUAN, low=0, high=AMOUNT,
                                                     step=10_000, nothing=NONE)] = None
        receivables: Annotated[float | None, Parameter("应收账款", "Receivables", Unit.YUAN, low=0, high=AMOUNT,
                                                       step=10_000, nothing=NONE)] = None
        traffic: Annotated[int | None, Parameter("流量（用户数）", "Users", Unit.COUNT, low=0, high=100_000_000_000, step=1000,
                                                 nothing=Text("未填", "not entered"))] = None
        value_per_user: Annotated[float | None, Parameter("每用户价值", "Value per user", Unit.YUAN, low=0, high=1_000_000,
                                                          step=1, nothing=Text("未填", "not entered"))] = None
        investment: Annotated[float | None, Parameter("投资额", "Investment", Unit.YUAN, low=0.01, high=AMOUNT,
                                                      step=10_000, nothing=Text("未填", "not entered"))] = None
        revenue: Annotated[float | None, Parameter("年营业额", "Revenue a year", Unit.YUAN, low=0, high=AMOUNT,
                                                   step=10_000, nothing=Text("未填", "not entered"))] = None
        depreciation: Annotated[float | None, Parameter("固定资产累计折旧", "Depreciation so far", Unit.YUAN, low=0,
                                                        high=AMOUNT, step=10_000, nothing=NONE)] = None
        age_years: Annotated[float | None, Parameter("开业年数", "Years since opening", Unit.YEARS, low=0, high=200,
                                                     step=1, nothing=Text("按老店", "not a new store"))] = None

    def working(self, inputs: Any) -> list[WorkingLine]:
        """Every amount of the method, the value last.

        Raises:
            InputError: a figure is missing, or the method cannot value these figures.
        """
        lines: list[WorkingLine] = getattr(self, f"_{self.method}")(inputs)
        return [*lines[:-1], lines[-1]._replace(value=max(lines[-1].value, Fraction(0)))]

    def _pe(self, inputs: Any) -> list[WorkingLine]:
        profit = _profit(inputs)
        return [profit, WorkingLine(self._label("multiple"), Unit.FACTOR, fraction(self.multiple)),
                _value(profit.value * fraction(self.multiple))]

    def _perpetuity(self, inputs: Any) -> list[WorkingLine]:
        profit, gap = _profit(inputs), fraction(self.rate) - fraction(self.growth)
        if gap <= 0:
            raise InputError([Problem("", "growth", t(
                "a growth of {growth} is not below the discount rate of {rate}, so the value would have no end; "
                "lower the growth or raise the rate.", growth=percent_exact(self.growth), rate=percent_exact(self.rate)))])
        return [profit, WorkingLine(Text("折现率 − 增长率", "Discount rate − growth"), Unit.RATE, gap),
                _value(profit.value / gap)]

    def _assets(self, inputs: Any) -> list[WorkingLine]:
        _there(inputs, "cash", "fixed_assets", "profit")
        years = Text(f"{self.profit_years} 年利润", f"Profit of {self.profit_years} years")
        lines = [_money(inputs, "cash"), _money(inputs, "fixed_assets"),
                 WorkingLine(years, Unit.YUAN, Fraction(to_fen(inputs.profit) * self.profit_years)),
                 _money(inputs, "inventory"), _money(inputs, "receivables", -1)]
        return [*lines, _value(sum((line.value for line in lines), Fraction(0)))]

    def _traffic(self, inputs: Any) -> list[WorkingLine]:
        _there(inputs, "traffic", "value_per_user")
        users = WorkingLine(inputs.parameters()["traffic"].label, Unit.COUNT, Fraction(inputs.traffic))
        each = _money(inputs, "value_per_user")
        return [users, each, _value(users.value * each.value)]

    def _store(self, inputs: Any) -> list[WorkingLine]:
        _there(inputs, "investment")
        investment = _money(inputs, "investment")
        if inputs.age_years is not None and inputs.age_years < 1:
            return [investment, _value(investment.value)]
        _there(inputs, "profit")
        profit = _money(inputs, "profit")
        if profit.value <= 0:
            worn = _money(inputs, "depreciation", -1)
            return [investment, profit, worn, _value(investment.value + worn.value)]
        _there(inputs, "revenue")
        revenue = _money(inputs, "revenue")
        multiple = revenue.value / investment.value * profit.value / investment.value * HALF
        return [investment, revenue, profit, WorkingLine(Text("该店市盈率倍数", "The store's multiple"), Unit.FACTOR, multiple),
                _value(investment.value * multiple)]

    def _label(self, key: str) -> Text:
        return self.parameters()[key].label

    def calc(self, inputs: Any) -> dict[str, Any]:
        lines = self.working(inputs)
        multiple = next((float(line.value) for line in lines if line.unit is Unit.FACTOR), None)
        return {"value": to_yuan(round_half_up(lines[-1].value)), **({} if multiple is None else {"multiple": multiple})}


def _there(inputs: Any, *names: str) -> None:
    absent = [name for name in names if getattr(inputs, name) is None]
    if absent:
        raise missing(*absent)


def _money(inputs: Any, key: str, sign: int = 1) -> WorkingLine:
    return WorkingLine(inputs.parameters()[key].label, Unit.YUAN, Fraction(sign * to_fen(getattr(inputs, key) or 0)))


def _value(fen: Fraction) -> WorkingLine:
    return WorkingLine(Text("市值", "Value"), Unit.YUAN, fen)


def _profit(inputs: Any) -> WorkingLine:
    """The profit to be multiplied, which there must be."""
    _there(inputs, "profit")
    if inputs.profit <= 0:
        raise InputError([Problem("", "profit", t(
            "without a profit there is nothing to multiply; use a year with a profit, or the method by assets."))])
    return _money(inputs, "profit")
