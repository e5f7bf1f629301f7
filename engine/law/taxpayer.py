"""What a company says of itself as a taxpayer and employer; facts beside its region."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.law.company_tax import COMPANY_KINDS, CompanyKind
from engine.law.national import national, year_end

BonusWay = Literal["best", "separate", "merged"]
BONUS_WAYS: dict[str, Text] = {
    "best": Text("每人取较省的", "The cheaper for each person"), "separate": Text("一律单独计税", "Separately for everybody"),
    "merged": Text("一律并入工资", "Merged for everybody"),
}


class Taxpayer(Declared):
    """Kind of company, capital and reserve, levies on wages, and how people's tax is assumed to be settled."""

    kind: Annotated[CompanyKind, Parameter("纳税人类型", "Kind of company", Unit.CHOICE, choices=COMPANY_KINDS)] = "stated"
    first_year: Annotated[int, Parameter("第一个推演年是哪一年", "Calendar year of the first year simulated", Unit.COUNT,
                                         low=2019, high=2100, step=1)] = 2026
    assets: Annotated[float | None, Parameter("资产总额", "Total assets", Unit.YUAN, low=0, high=1_000_000_000_000, step=100_000,
                                              nothing=Text("不超过 5000 万元", "at most 50 million"))] = None
    capital: Annotated[float | None, Parameter(
        "注册资本", "Registered capital", Unit.YUAN, low=0, high=1_000_000_000_000, step=100_000,
        nothing=Text("未说明：每年提 10% 法定公积金", "not stated: 10% to the statutory reserve every year"))] = None
    reserve: Annotated[float, Parameter("已有法定公积金", "Statutory reserve so far", Unit.YUAN, low=0, high=1_000_000_000_000,
                                        step=100_000)] = 0.0
    union_fee: Annotated[bool, Parameter("工会经费（工资总额的 2%）", "Union fee of 2% of wages", Unit.FLAG)] = False
    disability_levy: Annotated[float, Parameter("残疾人就业保障金（占工资）", "Disability levy, part of wages", Unit.RATE, low=0,
                                                high=0.015, step=0.001, marks=(0.015,))] = 0.0
    welfare: Annotated[float, Parameter("职工福利费（占工资，税前扣除以 14% 为限）",
                                        "Welfare, part of wages (deductible up to 14%)", Unit.RATE, low=0, high=0.14,
                                        step=0.01)] = 0.0
    additional_month: Annotated[float, Parameter("假定每人每月专项附加扣除", "Special additional deductions assumed a person and month",
                                                 Unit.YUAN, low=0, high=20_000, step=100)] = 0.0
    bonus: Annotated[BonusWay, Parameter("年终奖计税", "How annual bonuses are taxed", Unit.CHOICE, choices=BONUS_WAYS)] = "best"
    bonus_elements: Annotated[tuple[str, ...], Parameter("按年终奖计税的薪酬项目（空为只在 12 月发放的项目）",
                                                         "Pay elements that are the annual bonus (none: those paid only in December)",
                                                         Unit.TABLE), Field(strict=False)] = ()

    def last_day(self, number: int) -> date:
        """The last day of a simulated year, whose law the year is taxed by; 0 is the year of the books."""
        return year_end(self.first_year + number - 1)

    @property
    def levied(self) -> bool:
        """Whether it pays any levies or welfare."""
        return bool(self.union_fee or self.disability_levy or self.welfare)

    def levy(self, day: date) -> float:
        """Levies and welfare together, part of wages, by the law of that day."""
        union = national().union_fee.at(day).rate if self.union_fee else 0.0
        return round(union + self.disability_levy + self.welfare, 6)
