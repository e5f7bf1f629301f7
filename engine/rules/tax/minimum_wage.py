"""Minimum wage: what must be added to a month's pay, by place and date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import field_validator, model_validator

from engine.base.algebra import fen, over
from engine.base.book import named
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem, refuse
from engine.base.quantity import remembers
from engine.base.text import t
from engine.base.trace import Trace
from engine.law.contributions import Stretch
from engine.law.national import national
from engine.law.region import MinimumWage, region_named
from engine.rules.parts.tax_rule import NOTES, TaxRule
from engine.rules.rule import About, Rule


class MinimumWageRule(TaxRule):
    """top-up = minimum wage (+ the employee's own contributions where they come on top) − what counts of the pay."""

    about = About(
        title=Text("最低工资", "Minimum wage"),
        what=Text("当月应发工资不得低于当地最低工资，计件和提成也折算在内，不足的要补足。加班费、中夜班高温等津贴和法定福利不算在内；"
                  "上海的最低工资还不含个人缴纳的社保和公积金。",
                  "A month's pay must not be below the local minimum wage, piece rates and commission included; what is "
                  "missing is added. Overtime, shift, heat and hazard allowances and legal welfare do not count; in "
                  "Shanghai the employee's own insurance and fund come on top of the minimum."),
        formula=Text("补足 = max（0，最低工资 + 个人社保公积金（仅规定不含的地区） − 计入的工资）",
                     "top-up = max(0, minimum wage + own contributions where they come on top − pay that counts)"),
        source="Labour law, art. 48; wage payment rules",
        not_modelled=Text("不足月、小时工资、责令后加付 50%–100%", "part months, hourly pay, the extra 50–100% after an order"))
    example = {"region": "cn-shenzhen", "month": "2026-09", "base": 1500, "commission": 900}
    laws = ("minimum_wage",)
    results = {**NOTES, "minimum": Text("最低工资", "Minimum wage"),
               "hour": Text("小时最低工资", "Minimum wage an hour"), "valid_from": Text("最低工资自", "Minimum wage since"),
               "counted": Text("计入的工资", "Pay that counts"),
               "own_contributions": Text("个人社保公积金", "Employee's contributions"),
               "required": Text("至少应发", "At least to be paid"), "top_up": Text("应补足", "To be added")}

    rule: Literal["minimum_wage"] = "minimum_wage"

    class Inputs(Declared):
        """Where and when, and the month's pay."""

        region: Annotated[str, Parameter("地区", "Region", Unit.KEY, refers=Refers.REGION)]
        month: Annotated[str, Parameter("月份（如 2026-09）", "Month, such as 2026-09", Unit.TEXT)]
        base: Annotated[float, Parameter("底薪", "Base pay", Unit.YUAN, low=0, high=100_000_000, step=100)] = 0.0
        commission: Annotated[float, Parameter("提成、计件和奖金", "Commission, piece rates, bonus", Unit.YUAN, low=0,
                                               high=100_000_000, step=100)] = 0.0
        not_counted: Annotated[float, Parameter("其中不计入的（加班费、津贴等）", "Of that, what does not count", Unit.YUAN,
                                                low=0, high=100_000_000, step=100)] = 0.0
        contribution_base: Annotated[float | None, Parameter(
            "缴费基数（上年月均工资）", "Contribution base (last year's average month)", Unit.YUAN, low=0,
            high=100_000_000, step=100, nothing=Text("本月工资", "this month's pay"))] = None

        @field_validator("month")
        @classmethod
        def _is_a_month(cls, month: str) -> str:
            try:
                date.fromisoformat(f"{month}-01")
            except ValueError:
                raise refuse(t("“{given}” is no month; write it like 2026-09.", given=month)) from None
            return month

        @model_validator(mode="after")
        def _part_of_the_pay(self) -> Self:
            if self.not_counted > self.base + self.commission:
                raise refuse(t("what does not count is more than the whole pay; lower it."))
            return self

    def alone(self, inputs: Any) -> Mapping[str, Any]:
        region, day = region_named(inputs.region), date.fromisoformat(f"{inputs.month}-01")
        return {**Rule.alone(self, inputs), "wage": self._wage(inputs), "without_own": region.minimum_without_own,
                "version": region.version_at(day)}

    @staticmethod
    def _wage(inputs: Any) -> MinimumWage:
        wage = region_named(inputs.region).minimum_at(date.fromisoformat(f"{inputs.month}-01"))
        if wage is None:
            raise InputError([Problem("", "region", t("there is no minimum wage for {region} in the data; take another region.",
                                                      region=inputs.region))])
        return wage

    def formula(self, x: Any, say: Trace) -> Any:
        wage = named(x.wage, "region.minimum_wage") if remembers(x.base) else x.wage
        pay = x.base + x.commission
        least = self.said(say, "minimum", fen(wage.month))
        say.result("hour", Unit.YUAN, None if x.wage.hour is None else fen(x.wage.hour))
        counted = self.said(say, "counted", pay - x.not_counted)
        own = self.said(say, "own_contributions", Stretch((), x.version, pay if x.contribution_base is None else (
            x.contribution_base)).together("employee") if x.without_own else 0)
        required = self.said(say, "required", least + own)
        missing = self.said(say, "top_up", over(required, counted))
        say.result("valid_from", Unit.TEXT, x.wage.valid_from.isoformat())
        return missing

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        region, day, wage = region_named(inputs.region), date.fromisoformat(f"{inputs.month}-01"), self._wage(inputs)
        findings = []
        if day < wage.valid_from:
            findings.append(t("The data begin with the minimum wage of {start}; it is taken for {month} too.",
                              start=wage.valid_from, month=inputs.month))
        if day > national().as_of:
            findings.append(t("The newest minimum wage in the data, as of {today}, is that of {start}; ask whether there is a newer "
                              "one for {month}.", today=national().as_of.isoformat(), start=wage.valid_from, month=inputs.month))
        return {**self.notes(day, region.assumed_on([day]) if results["own_contributions"] else (), findings),
                "sources": region.sources_on([day])}
