"""National law: every figure that holds in the whole country, as dated data.

The figures stand in `engine/law/national/`, a file a subject; nothing else in the project states them. A law has a title
and versions, each with its dates, its source and how sure we are of it; a version that follows another states only what
changes, so a figure changes from a date on by one line:

    - {valid_from: 2028-01-01, allowance: 72000, source: {zh: …, en: …}, sure: quoted}

    national().income_tax.at(day).allowance        a figure in force on a day
    national().annual_bonus.holds(day)             whether a law is in force
    national().laws["income_tax"]                  a law by its key

What is taxed by the year goes by what is in force on the year's last day: `year_end`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError, model_validator

from engine.base.parameter import Declared, Parameter, Unit
from engine.base.problem import InputError, Problem, problems_of, refuse
from engine.base.text import t
from engine.base.yaml_text import read_yaml
from engine.law.brackets import Brackets
from engine.law.dated import Day, Law, Provision

FOLDER = Path(__file__).parent / "national"

Bound = Annotated[int, Parameter("上限（含）", "Upper bound, inclusive", Unit.YUAN, low=0, high=1_000_000_000, step=1_000)]
Percent = Annotated[int, Parameter("税率（%）", "Rate, percent", Unit.COUNT, low=0, high=99, step=1)]
Months = Annotated[int, Parameter("最多月数（含）", "At most so many months", Unit.COUNT, low=0, high=600, step=1)]


def _yuan(zh: str, en: str, high: float = 1_000_000, step: float = 100) -> Parameter:
    return Parameter(zh, en, Unit.YUAN, low=0, high=high, step=step)


def _rate(zh: str, en: str) -> Parameter:
    return Parameter(zh, en, Unit.RATE, low=0, high=1, step=0.01)


class Table(Declared):
    """A progressive table: the upper bounds of all bands but the last, and the rates of all bands.

    Quick deductions follow from both and are not stated.
    """

    up_to: Annotated[tuple[Bound, ...], Parameter("各级上限（含，最高一级没有）", "Upper bounds, inclusive; the last band has none",
                                                  Unit.TABLE), Field(strict=False)]
    percent: Annotated[tuple[Percent, ...], Parameter("各级税率（%）", "Rates, percent", Unit.TABLE), Field(strict=False)]

    @model_validator(mode="after")
    def _a_rate_a_band(self) -> Table:
        if len(self.percent) != len(self.up_to) + 1:
            raise refuse(t("{bounds} upper bounds need {needed} rates, one more for what is above; there are {rates}.",
                           bounds=len(self.up_to), needed=len(self.up_to) + 1, rates=len(self.percent)))
        for rising in (self.up_to, self.percent):
            if list(rising) != sorted(set(rising)):
                raise refuse(t("bounds and rates of a table must rise from band to band; mend {row}.",
                               row=", ".join(map(str, rising))))
        return self

    @cached_property
    def brackets(self) -> Brackets:
        """The table to compute with, fen."""
        return Brackets.of([100 * bound for bound in self.up_to], self.percent)


# ---------------------------------------------------------------- what the laws lay down

class IncomeTax(Provision):
    """Comprehensive income of a year."""

    allowance: Annotated[float, _yuan("减除费用（年）", "Allowance a year", step=1_200)]
    table: Annotated[Table, Parameter("综合所得税率表（年）", "Table of comprehensive income, a year", Unit.TABLE)]


class FamilyDeductions(Provision):
    """Special additional deductions."""

    children: Annotated[float, _yuan("子女教育每月扣除，每孩", "Education deducted a month, a child")]
    infants: Annotated[float, _yuan("婴幼儿照护每月扣除，每孩", "Care of a child under 3 deducted a month")]
    elderly: Annotated[float, _yuan("赡养老人每月扣除（独生子女）", "Elderly parents deducted a month, only child")]
    elderly_share: Annotated[float, _yuan("赡养老人每月扣除（非独生，每人最多）", "Elderly parents, a month, each of several at most")]
    mortgage: Annotated[float, _yuan("首套房贷利息每月扣除", "First-home mortgage interest deducted a month")]
    rent_large: Annotated[float, _yuan("租金每月扣除：直辖市、省会、计划单列市", "Rent a month: municipalities, capitals, planned cities")]
    rent_middle: Annotated[float, _yuan("租金每月扣除：市区户籍人口超过 100 万", "Rent a month: cities of more than a million")]
    rent_small: Annotated[float, _yuan("租金每月扣除：其他城市", "Rent a month: other cities")]
    studies: Annotated[float, _yuan("学历继续教育每月扣除", "Studies for a degree deducted a month")]
    certificate: Annotated[float, _yuan("职业证书（当年一次）", "Vocational certificate, once in its year")]
    illness_from: Annotated[float, _yuan("大病医疗起点（年）", "Serious illness: what counts begins at, a year")]
    illness_most: Annotated[float, _yuan("大病医疗最多（年）", "Serious illness at most, a year")]


class SettlementWaiver(Provision):
    """Top-ups at the annual settlement that are not asked for."""

    income: Annotated[float, _yuan("全年收入不超过", "Income of the year up to", high=10_000_000, step=1_000)]
    top_up: Annotated[float, _yuan("或补税不超过", "Or a top-up to")]


class EquityInstalments(Provision):
    """Time to pay the tax on listed equity."""

    months: Months


class Dividend(Provision):
    """Dividends, and gains on transfers of property."""

    rate: Annotated[float, _rate("税率", "Rate")]


class ListedDividend(Provision):
    """Dividends of listed shares by how long they were held."""

    held: Annotated[tuple[Months, ...], Parameter("各级持股月数上限（含）", "Months held, upper bounds, inclusive", Unit.TABLE),
                    Field(strict=False)]
    percent: Annotated[tuple[Percent, ...], Parameter("各级税率（%）", "Rates, percent", Unit.TABLE), Field(strict=False)]

    @model_validator(mode="after")
    def _a_rate_a_band(self) -> ListedDividend:
        if len(self.percent) != len(self.held) + 1 or list(self.held) != sorted(set(self.held)):
            raise refuse(t("months held must rise, and need {needed} rates, one more for what is longer; there are {rates}.",
                           needed=len(self.held) + 1, rates=len(self.percent)))
        return self


class BusinessIncome(Provision):
    """Business income of a year, such as a limited partner's where it is read that way."""

    table: Annotated[Table, Parameter("经营所得税率表（年）", "Table of business income, a year", Unit.TABLE)]

    def words(self) -> dict[str, str]:
        return {**super().words(), "lowest": f"{self.table.percent[0]}%", "highest": f"{self.table.percent[-1]}%"}


class CompanyRates(Provision):
    """Company income tax."""

    standard: Annotated[float, _rate("一般企业", "Standard")]
    high_tech: Annotated[float, _rate("高新技术企业", "High-tech")]


class SmallProfit(Provision):
    """The relief of small-profit companies, and who is one."""

    rate: Annotated[float, _rate("税率", "Rate")]
    profit: Annotated[float, _yuan("应纳税所得额不超过", "Profit up to", high=1_000_000_000, step=100_000)]
    staff: Annotated[int, Parameter("人数不超过", "People up to", Unit.PEOPLE, low=0, high=100_000, step=10)]
    assets: Annotated[float, _yuan("资产总额不超过", "Assets up to", high=10_000_000_000, step=100_000)]


class Reserve(Provision):
    """What of a company's net profit stays in the company."""

    rate: Annotated[float, _rate("提取比例", "Part of net profit")]
    of_capital: Annotated[float, _rate("累计到注册资本的", "Until it is so much of the capital")]


class UnionFee(Provision):
    """The union fee."""

    rate: Annotated[float, _rate("占工资总额", "Part of wages")]


class DeductionLimit(Provision):
    """What deductions may take of a month's wage."""

    part: Annotated[float, _rate("占当月工资最多", "Part of the month's wage at most")]


# ---------------------------------------------------------------- the laws, a class a file

class Subject(Declared):
    """The laws of one file."""

    as_of: Annotated[Day, Parameter("最近核对日", "Last looked at", Unit.TEXT)]


class Wages(Subject):
    """wages.yaml: income tax on wages and bonuses."""

    income_tax: Annotated[Law[IncomeTax], Parameter("综合所得", "Comprehensive income", Unit.TABLE)]
    withholding: Annotated[Law[Provision], Parameter("累计预扣", "Cumulative withholding", Unit.TABLE)]
    additional: Annotated[Law[FamilyDeductions], Parameter("专项附加扣除", "Special additional deductions", Unit.TABLE)]
    settlement_waiver: Annotated[Law[SettlementWaiver], Parameter("汇算免补税", "Waiver of small top-ups", Unit.TABLE)]
    annual_bonus: Annotated[Law[Provision], Parameter("年终奖单独计税", "Separate taxation of the annual bonus", Unit.TABLE)]


class Equity(Subject):
    """equity.yaml: income tax on equity, dividends, partnerships."""

    equity_table: Annotated[Law[Provision], Parameter("股权激励单独计税", "Separate taxation of equity", Unit.TABLE)]
    equity_instalments: Annotated[Law[EquityInstalments], Parameter("股权激励分期缴税", "Time to pay on listed equity", Unit.TABLE)]
    deferral: Annotated[Law[Provision], Parameter("递延纳税", "Deferral for unlisted equity", Unit.TABLE)]
    dividend: Annotated[Law[Dividend], Parameter("股息和财产转让", "Dividends and transfers of property", Unit.TABLE)]
    listed_dividend: Annotated[Law[ListedDividend], Parameter("上市公司股息", "Dividends of listed shares", Unit.TABLE)]
    business_income: Annotated[Law[BusinessIncome], Parameter("经营所得", "Business income", Unit.TABLE)]


class Companies(Subject):
    """company.yaml: company income tax, reserve, union fee."""

    company_tax: Annotated[Law[CompanyRates], Parameter("企业所得税", "Company income tax", Unit.TABLE)]
    small_profit: Annotated[Law[SmallProfit], Parameter("小型微利企业", "Small-profit companies", Unit.TABLE)]
    reserve: Annotated[Law[Reserve], Parameter("法定公积金", "Statutory reserve", Unit.TABLE)]
    union_fee: Annotated[Law[UnionFee], Parameter("工会经费", "Union fee", Unit.TABLE)]


class Work(Subject):
    """work.yaml: what wages must not fall below. The minimum wages themselves are the regions'."""

    minimum_wage: Annotated[Law[Provision], Parameter("最低工资", "Minimum wage", Unit.TABLE)]
    deduction_limit: Annotated[Law[DeductionLimit], Parameter("扣款上限", "Limit of deductions", Unit.TABLE)]


FILES: dict[str, type[Subject]] = {"wages.yaml": Wages, "equity.yaml": Equity, "company.yaml": Companies, "work.yaml": Work}


class National(Wages, Equity, Companies, Work):
    """All of them together; `as_of` is the day on which the one looked at longest ago was looked at."""

    @cached_property
    def laws(self) -> dict[str, Law[Any]]:
        """Every law by its key."""
        return {key: law for key, law in self.named() if isinstance(law, Law)}


@cache
def national() -> National:
    """The national law that comes with the project, read once.

    Raises:
        InputError: see `national_from`.
    """
    return national_from(FOLDER)


def national_from(folder: Path) -> National:
    """The national law of a folder with the files of `FILES`.

    Raises:
        InputError: every fault of every file, a sentence each.
    """
    found: dict[str, Any] = {}
    days: list[date] = []
    problems: list[Problem] = []
    for name, model in FILES.items():
        try:
            subject = _read(folder / name, model)
        except InputError as error:
            problems += error.problems
            continue
        found.update(subject.named())
        days.append(subject.as_of)
    if problems:
        raise InputError(problems)
    return National.model_validate({**found, "as_of": min(days)})


S = TypeVar("S", bound=Subject)


def _read(path: Path, model: type[S]) -> S:
    content = read_yaml(path, path.name)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        problems = problems_of(error, path.name, model=model)
        raise InputError([problem for problem in problems if not _inherited(problem, content)]) from None


def _inherited(problem: Problem, content: Mapping[str, Any]) -> bool:
    """Whether the fault is of a figure that a version only takes over: it is said where the figure stands."""
    match problem.place.split("."):
        case [law, "versions", place, figure, *_] if figure not in Provision.model_fields and place != "0":
            return figure not in content[law]["versions"][int(place)]
    return False


def year_end(year: int) -> date:
    """The day whose law a calendar year is taxed by."""
    return date(year, 12, 31)
