"""Take-home pay: gross wages, contributions, tax withheld month by month, annual settlement, employer's cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from engine.base.algebra import at_least, over_months, structure
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.law.contributions import Stretch, average_month, with_fund
from engine.law.national import year_end
from engine.law.region import KINDS, NONE, Version, region_named
from engine.law.withholding import BASES, Basis, settle_year, withheld
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxRule, Year
from engine.rules.rule import About

Wage = Annotated[float, Parameter("一个月的应发工资", "Gross wage of a month", Unit.YUAN, low=-100_000_000, high=100_000_000,
                                  step=100)]


class TakeHome(TaxRule):
    """One person's year: the region's figures of one version held for all months."""

    about = About(
        title=Text("到手工资", "Take-home pay"),
        what=Text("一个人全年的到手：应发工资扣除个人社保、公积金和按累计预扣法计算的个人所得税；同时给出年度汇算、单位缴费和"
                  "用人成本。社保公积金按地区某一版标准持有全年；缴费基数不填时取所填各月的平均（即假定上年与今年相同）。",
                  "One person's year: gross wages less the employee's insurance and fund and the tax withheld "
                  "cumulatively, with the annual settlement, the employer's contributions and cost. One version of the "
                  "region's figures is held for all months; where no base is given it is the average of the months "
                  "given, as though last year had been like this one."),
        formula=Text("累计应纳税所得额 = 累计收入 − 5000 × 月数 − 累计社保公积金 − 累计附加扣除；本月税 = 累计税（到分）− 已扣，不低于 0；"
                     "到手 = 应发 − 社保公积金 − 税",
                     "cumulative taxable = income − 5,000 × months − contributions − special deductions; the month's tax "
                     "= cumulative tax, to the fen, − what was withheld, at least 0; net = gross − contributions − tax"),
        source="Tax administration announcement 2018-61; local notices on contributions",
        not_modelled=Text("多处取得工资、外籍人员补贴、补充公积金", "several employers, expatriates' allowances, supplementary fund"))
    example = {"region": "cn-shanghai-2026", "monthly_gross": [10000] * 12}
    laws = ("income_tax", "withholding")
    results = {**NOTES, **{
        "employee_contributions_month": Text("个人社保公积金（月）", "Employee's contributions a month"),
        "employee_by_kind": Text("个人各项（月）", "Employee's by kind, a month"),
        "net_months": Text("各月到手", "Net by month"), "gross_year": Text("全年应发", "Gross of the year"),
        "tax_months": Text("各月预扣税", "Tax by month"), "tax_year": Text("全年预扣税", "Tax withheld"),
        "net_year": Text("全年到手（汇算前）", "Net of the year, before settlement"),
        "annual_tax": Text("汇算后全年税额", "Tax after settlement"), "refund": Text("汇算退税", "Refund"),
        "top_up": Text("汇算补税", "Top-up"), "waived": Text("免于补税", "Top-up waived"),
        "net_settled": Text("全年到手（汇算后）", "Net after settlement"),
        "employer_contributions_month": Text("单位社保公积金（月）", "Employer's contributions a month"),
        "employer_by_kind": Text("单位各项（月）", "Employer's by kind, a month"),
        "employer_cost_month": Text("单位用人成本（月）", "Employer's cost a month"),
        "employer_cost_year": Text("单位用人成本（年）", "Employer's cost a year"),
        "fund_credited_year": Text("公积金入账（双方）", "Housing fund credited, both sides"),
        "contribution_base": Text("缴费基数（未限上下限）", "Contribution base before floor and cap"),
        **KINDS}}

    reads = {"gross": Parameter("应发工资", "Gross wages", Unit.YUAN)}

    rule: Literal["take_home"] = "take_home"

    class Inputs(Declared):
        """Where, what is earned month by month, and what may be deducted."""

        region: Annotated[str, Parameter("地区", "Region", Unit.KEY, refers=Refers.REGION)] = NONE
        monthly_gross: Annotated[tuple[Wage, ...], Parameter("各月应发工资", "Gross wages by month", Unit.TABLE),
                                 Field(strict=False, min_length=1, max_length=12)]
        contribution_base: Annotated[float | None, Parameter(
            "缴费基数（上年月均工资）", "Contribution base (last year's average month)", Unit.YUAN, low=0,
            high=100_000_000, step=100, nothing=Text("所填各月的平均", "average of the months given"))] = None
        housing_fund: Annotated[float | None, Parameter(
            "公积金比例（双方各）", "Housing fund rate, each side", Unit.RATE, low=0, high=0.17, step=0.01,
            nothing=Text("按地区标准", "the region's"))] = None
        deductions_month: Annotated[float | None, Parameter(
            "个人社保公积金（月，直接填写）", "Employee's contributions a month, given directly", Unit.YUAN, low=0,
            high=1_000_000, step=100, nothing=Text("按地区标准计算", "computed from the region"))] = None
        additional_month: Annotated[float, Parameter("专项附加扣除（月）", "Special additional deductions a month", Unit.YUAN,
                                                     low=0, high=100_000, step=100)] = 0.0
        pension_month: Annotated[float, Parameter("个人养老金（月，每年最多 12000 元）",
                                                  "Personal pension a month (12,000 a year at most)", Unit.YUAN, low=0,
                                                  high=1_000, step=100)] = 0.0
        first_month: Annotated[int, Parameter("从几月开始", "First month", Unit.COUNT, low=1, high=12, step=1)] = 1
        basis: Annotated[Basis, Parameter("减除费用", "Basic allowance", Unit.CHOICE, choices=BASES)] = "employed"
        year: Year = FIRST_YEAR

        @model_validator(mode="after")
        def _within_a_year(self) -> Self:
            last = self.first_month - 1 + len(self.monthly_gross)
            if last > 12:
                raise refuse(t("{n} months from month {first} on go beyond December; give fewer months or an earlier "
                               "first month.", n=len(self.monthly_gross), first=self.first_month))
            return self

    def alone(self, inputs: Any) -> Mapping[str, Any]:
        gross = np.array([[to_fen(each)] for each in inputs.monthly_gross], dtype=np.int64)
        given = {name: each for name, each in super().alone(inputs).items() if name not in ("monthly_gross", "region")}
        return {**given, "gross": gross, "version": self._version(inputs)}

    @staticmethod
    def _held(inputs: Any) -> date:
        """The day whose figures are held for all months: in the last of them."""
        return date(inputs.year, inputs.first_month + len(inputs.monthly_gross) - 1, 1)

    def _version(self, inputs: Any) -> Version | None:
        day = self._held(inputs)
        version = region_named(inputs.region).version_at(day)
        if version is None and inputs.region != NONE and inputs.deductions_month is None:
            raise InputError([Problem("", "region", t(
                "there are no contribution figures for {region}; take another region, or give the employee's "
                "contributions directly.", region=inputs.region))])
        return version if inputs.housing_fund is None else with_fund(
            version or Version(id="", valid_from=day, valid_to=day), inputs.housing_fund)

    def formula(self, x: Any, say: Trace) -> Any:
        months, first = structure(x.gross).shape[-2], int(structure(x.first_month)[0])
        income = self.said(say, "gross_year", over_months(x.gross))
        base = self.said(say, "contribution_base", x.contribution_base if x.contribution_base is not None else at_least(
            average_month(income, months), 0))
        both = Stretch(tuple(range(first - 1, first - 1 + months)), x.version, base)
        own = self.said(say, "employee_contributions_month", both.together("employee") if x.deductions_month is None else (
            x.deductions_month))
        say.result("employee_by_kind", Unit.YUAN, lambda: {kind: each for kind, each in both.employee.items() if each.any()})
        deductible = say("每月扣除", "Deducted a month", Unit.YUAN, own + x.additional_month + x.pension_month)
        tax = say("各月预扣税", "Tax by month", Unit.YUAN, withheld(x.gross, deductible, x.day, first - 1, structure(x.basis)[0]))
        say.result("tax_months", Unit.YUAN, lambda: list(tax))
        taxed = self.said(say, "tax_year", over_months(tax))
        net = say("各月到手", "Net by month", Unit.YUAN, x.gross - own - tax)
        say.result("net_months", Unit.YUAN, lambda: list(net))
        net_year = self.said(say, "net_year", over_months(net))
        settled = settle_year(income, deductible * months, taxed, x.day)
        self.said(say, "annual_tax", settled.tax)
        refund, top_up = self.said(say, "refund", settled.refund), self.said(say, "top_up", settled.top_up)
        self.said(say, "waived", settled.waived)
        left = self.said(say, "net_settled", net_year + refund - top_up)
        employer = self.said(say, "employer_contributions_month", both.together("employer"))
        say.result("employer_by_kind", Unit.YUAN, lambda: {kind: each for kind, each in both.employer.items() if each.any()})
        cost = income + employer * months
        self.said(say, "employer_cost_month", average_month(cost, months))
        self.said(say, "employer_cost_year", cost)
        self.said(say, "fund_credited_year", (both.employer["fund"] + both.employee["fund"]) * months)
        return left

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        region, day = region_named(inputs.region), self._held(inputs)
        return {**self.notes(year_end(inputs.year), region.assumed_on([day]), region.outside([day]),
                             (*self.laws, *(["settlement_waiver"] if results["waived"] or results["top_up"] else []))),
                "sources": region.sources_on([day])}
