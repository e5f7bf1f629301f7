"""Company income tax: 25%, 15%, or 5% for small-profit companies with the cliff at 3,000,000."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import model_validator

from engine.base.algebra import over, part, structure
from engine.base.money import fraction, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.text import count, exact, money, t, value
from engine.base.trace import Trace
from engine.law.company_tax import COMPANY_KINDS, CompanyKind, CompanyTax, company_tax, reserve_due
from engine.law.national import national, year_end
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxRule, Year
from engine.rules.rule import About


class CompanyIncomeTax(TaxRule):
    """Tax on a year's profit, and what goes to the statutory reserve."""

    about = About(
        title=Text("企业所得税与法定公积金", "Company tax and statutory reserve"),
        what=Text("工资、单位社保公积金和虚拟股分红可以税前扣除，真实分红不可以。小型微利企业（利润不超过 300 万元、不超过 300 人、"
                  "资产不超过 5000 万元）全部利润按 5%；利润多一元就全部按 25%：300 万元交 15 万元，再多一元交 75 万元。税后利润提 10% "
                  "法定公积金，到注册资本的一半为止，之后才能分红。",
                  "Wages, employer contributions and phantom dividends are deductible, real dividends are not. A "
                  "small-profit company (profit to 3 million, 300 people, 50 million of assets) pays 5% of all of it, and "
                  "with one yuan more 25% of all of it: 150,000 on 3 million, 750,000 one yuan on. 10% of after-tax profit "
                  "goes to the reserve until it is half of the capital, before any dividend."),
        formula=Text("税 = 利润 × 税率；公积金 = 税后利润 × 10%，累计到注册资本 50%",
                     "tax = profit × rate; reserve = 10% of after-tax profit, up to 50% of the capital"),
        source="Enterprise income tax law, arts. 4 and 28; announcement 2023-12; company law, art. 210",
        not_modelled=Text("亏损结转、加计扣除、预缴", "losses carried forward, super-deductions, prepayments"))
    example = {"profit": 3000000, "kind": "small"}
    laws = ("company_tax", "small_profit", "reserve")
    results = {**NOTES, "tax": Text("企业所得税", "Company tax"), "rate": Text("税率", "Rate"),
               "net_profit": Text("净利润", "Net profit"), "reserve": Text("提取法定公积金", "Statutory reserve"),
               "distributable": Text("可分配", "Distributable"), "without_relief": Text("没有小微优惠时的税", "Tax without the relief")}

    rule: Literal["company_income_tax"] = "company_income_tax"

    class Inputs(Declared):
        """The profit, the kind of company, and how much reserve there is."""

        profit: Annotated[float, Parameter("应纳税所得额（利润）", "Taxable profit", Unit.YUAN, low=-1_000_000_000_000,
                                           high=1_000_000_000_000, step=10_000)]
        kind: Annotated[CompanyKind, Parameter("纳税人类型", "Kind of company", Unit.CHOICE,
                                               choices=COMPANY_KINDS)] = "standard"
        rate: Annotated[float, Parameter("账目税率（类型为“按账目”时）", "Rate of the books, where that is chosen", Unit.RATE,
                                         low=0, high=0.5, step=0.05)] = 0.25
        staff: Annotated[int, Parameter("人数", "People employed", Unit.PEOPLE, low=0, high=1_000_000, step=1)] = 100
        assets: Annotated[float, Parameter("资产总额", "Total assets", Unit.YUAN, low=0, high=1_000_000_000_000,
                                           step=100_000)] = 10_000_000.0
        capital: Annotated[float | None, Parameter(
            "注册资本", "Registered capital", Unit.YUAN, low=0, high=1_000_000_000_000, step=100_000,
            nothing=Text("未说明：每年提 10%", "not stated: 10% every year"))] = None
        reserve_held: Annotated[float, Parameter("已有法定公积金", "Statutory reserve so far", Unit.YUAN, low=0,
                                                 high=1_000_000_000_000, step=100_000)] = 0.0
        year: Year = FIRST_YEAR

        @model_validator(mode="before")
        @classmethod
        def _a_rate_is_of_the_books(cls, given: Any) -> Any:
            if isinstance(given, dict) and "rate" in given and "kind" not in given:
                return {**given, "kind": "stated"}
            return given

    def alone(self, inputs: Any) -> Mapping[str, Any]:
        return {**super().alone(inputs), "charged": self._how(inputs).rate_at(to_fen(inputs.profit))}

    def formula(self, x: Any, say: Trace) -> Any:
        kind = structure(x.kind)[0]
        tax = self.said(say, "tax", company_tax(kind, part(x.rate), x.staff, x.assets, x.day).tax(x.profit))
        say.result("rate", Unit.RATE, x.charged)
        net = self.said(say, "net_profit", x.profit - tax)
        reserve = self.said(say, "reserve", reserve_due(net, x.reserve_held, x.capital, x.day))
        left = self.said(say, "distributable", over(net, reserve))
        if kind == "small" and not national().small_profit.holds(x.day):
            self.said(say, "without_relief", company_tax("standard", part(x.rate), x.staff, None, x.day).tax(x.profit))
        return left

    @staticmethod
    def _how(inputs: Any) -> CompanyTax:
        return company_tax(inputs.kind, fraction(inputs.rate), inputs.staff, to_fen(inputs.assets), year_end(inputs.year))

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        day, profit, how = year_end(inputs.year), to_fen(inputs.profit), self._how(inputs)
        findings = []
        bound = how.relief.up_to if how.relief else 0
        gap = bound - how.tax(bound) - (profit - how.tax(profit))
        if how.relief and profit > bound and gap > 0:
            findings.append(t("This profit is past {bound}, where all of it is taxed at {rate}: a profit of {bound} would "
                              "leave {gap} more.", bound=exact(bound), rate=value(float(how.rate), Unit.RATE), gap=exact(gap)))
        if inputs.kind == "small" and not how.relief:
            limits = national().small_profit.at(day)
            findings.append(t("More than {people} people or {assets} of assets: no small-profit company, {rate} applies.",
                              people=count(limits.staff), assets=money(to_fen(limits.assets)),
                              rate=value(float(how.rate), Unit.RATE)))
        laws = ("company_tax", "reserve", *(["small_profit"] if inputs.kind == "small" else []))
        return self.notes(day, findings=findings, laws=laws)
