"""E11 Option expense: what a grant costs the books, year by year, and what it costs in tax and in cash."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing, refuse
from engine.base.text import t
from engine.company.company import PROFIT_TAX
from engine.rules.parts.option_grants import METHODS, ExpenseTranche
from engine.rules.parts.terms import EXERCISE_PRICE, STRIKE
from engine.rules.rule import About, Rule

SOURCE = "Dairy company: option cost booked 25/75"
CAS11 = "Accounting standard CAS 11: share-based payment"

Method = Literal["stated", "graded", "straight_line"]

Part = Annotated[float, Parameter("比例", "Part", Unit.RATE, low=0, high=1, step=0.05, source=SOURCE)]
Leaving = Annotated[float, Parameter("离职率", "Part that left", Unit.RATE, low=0, high=1, step=0.01)]
Profit = Annotated[float, Parameter("费用前净利润", "Net profit before the expense", Unit.YUAN, low=-1_000_000_000_000,
                                    high=1_000_000_000_000, step=10_000)]


class OptionExpense(Rule):
    """Each year books what is due by then less what was booked before, so that nothing is lost."""

    about = About(
        title=Text("期权费用", "Option expense"),
        what=Text("授予日公允价值在等待期内计入费用，不付现金。分批归属的期权，每批各自在自己的等待期内分摊；整笔平均分摊不是准则结果，"
                  "仅作比较；伊利按 25%、75% 入账。每年按预计留任人数调整：实际离职多于预计，以前多计的冲回。"
                  "会计费用、税前扣除额、现金支出是三个不同的数。",
                  "The fair value at grant is expensed while options vest, without cash. Of a grant that vests in tranches "
                  "each is spread over its own years; straight-line over the whole is not what the standard asks and is "
                  "there to compare; the dairy company booked 25% and 75%. Every year is trued up for those expected to "
                  "stay: where more leave than expected, what was booked too much is taken back. Accounting cost, tax "
                  "deduction and cash are three different numbers."),
        formula=Text("累计费用 = 成本 × 预计留任 × 已过年数 ÷ 等待期；当年 = 本年末累计 − 上年末累计；"
                     "税前扣除 = 份数 ×（行权时股价 − 行权价）",
                     "booked by then = cost × expected to stay × years gone ÷ vesting years; this year = by this year's end − "
                     "by last year's; tax deduction = options × (price at exercise − strike)"),
        source=CAS11 + "; " + SOURCE + "; Tax bulletin 2012-18",
        not_modelled=Text("现金结算（虚拟股）按期重估、递延所得税、业绩条件未达", "cash-settled plans remeasured every year, deferred tax, "
                          "performance conditions that fail"))
    example = {"method": "graded", "tranches": [
        {"quantity": 30_000, "value": 3.22, "years": 1}, {"quantity": 30_000, "value": 4.52, "years": 2},
        {"quantity": 40_000, "value": 5.47, "years": 3}], "strike": 20, "price": 35}

    results = {
        "expense": Text("各年费用", "Expense by year"), "total": Text("费用合计", "Expense in all"),
        "cost": Text("授予日成本", "Cost at grant"), "profits": Text("费用后净利润", "Profit after the expense"),
        "gain": Text("员工税前所得", "Holders' gain before tax"), "tax_deduction": Text("税前扣除额", "Tax deduction"),
        "tax_saving": Text("少交所得税", "Tax saved"), "cash_cost": Text("现金支出", "Cash cost")}

    plain: ClassVar[Text | None] = Text("各批次一年一年地入账，每年末改按已知的离职率",
                                        "tranches booked year by year, looked at anew at every year's end as leavers become known")

    rule: Literal["option_expense"] = "option_expense"
    method: Annotated[Method | None, Parameter(
        "方法", "Method", Unit.CHOICE, choices=METHODS, source=CAS11,
        nothing=Text("给了比例就按比例，否则按批次", "by the split where one is stated, else graded"))] = None
    split: Annotated[tuple[Part, ...], Parameter("各年比例", "Split by year", Unit.TABLE, source=SOURCE),
                     Field(strict=False)] = ()
    leaving_rate: Annotated[float, Parameter("预计每年离职率", "Expected to leave a year", Unit.RATE, low=0, high=1,
                                             step=0.01)] = 0.0
    left: Annotated[tuple[Leaving, ...], Parameter("各年实际离职率（空为同预计）", "Really left, by year (none: as expected)",
                                                   Unit.TABLE), Field(strict=False)] = ()
    company_rate: Annotated[float, PROFIT_TAX] = 0.25

    class Inputs(Declared):
        """The grant: its tranches, or its whole cost; and what becomes of it."""

        tranches: Annotated[tuple[ExpenseTranche, ...], Parameter("批次", "Tranches", Unit.TABLE), Field(strict=False)] = ()
        cost: Annotated[float | None, Parameter("期权总成本", "Cost of the options", Unit.YUAN, low=0, high=1_000_000_000_000,
                                                step=10_000, nothing=Text("各批份数 × 每份价值", "the tranches' options × value"))] = None
        years: Annotated[int | None, Parameter("等待期（只给总成本时）", "Vesting years (where only the cost is given)",
                                               Unit.YEARS, low=1, high=30, step=1,
                                               nothing=Text("看批次或比例", "of tranches or split"))] = None
        profits: Annotated[tuple[Profit, ...], Parameter("各年费用前净利润", "Net profit before the expense, by year",
                                                         Unit.TABLE), Field(strict=False)] = ()
        strike: Annotated[float | None, STRIKE.but(nothing=Text("不算税前扣除", "no tax deduction worked out"))] = None
        price: Annotated[float | None, EXERCISE_PRICE.but(nothing=Text("不算税前扣除", "no tax deduction worked out"))] = None

        @model_validator(mode="after")
        def _one_cost(self) -> OptionExpense.Inputs:
            if self.tranches and self.cost is not None:
                raise refuse(t("give either the tranches or the cost of the whole grant, not both."))
            return self

    @field_validator("split")
    @classmethod
    def _whole(cls, split: tuple[float, ...]) -> tuple[float, ...]:
        total = sum(map(fraction, split), Fraction(0))
        if split and total != 1:
            raise refuse(t("the split sums to {total}, not to 100%; change one by {gap}.", total=f"{float(total) * 100:.8g}%",
                           gap=f"{float(1 - total) * 100:+.8g}%"))
        return split

    @property
    def by(self) -> Method:
        """The method in force."""
        return self.method or ("stated" if self.split else "graded")

    def stays(self, year: int, vests: int) -> Fraction:
        """The part expected, at the end of a year, to be there when a tranche vests; what is past is known."""
        gone = [fraction(self.left[at - 1] if at <= min(year, len(self.left)) else self.leaving_rate)
                for at in range(1, vests + 1)]
        return prod((1 - each for each in gone), start=Fraction(1))

    def by_tranche(self, costs: Sequence[tuple[int, int]]) -> list[list[int]]:
        """Each tranche's expense by year, in fen; a tranche is its cost in fen and the years after which it vests.

        A stated split and the straight line book the grant as one.
        """
        last = max((years for _, years in costs), default=0)
        if self.by == "graded":
            return [_differences([cost * self.stays(year, vests) * Fraction(min(year, vests), vests)
                                  for year in range(1, last + 1)]) for cost, vests in costs]
        if self.by == "straight_line":
            passed = [Fraction(year, last) for year in range(1, last + 1)]
        else:
            passed = [sum(map(fraction, self.split[:year]), Fraction(0)) for year in range(1, len(self.split) + 1)]
        return [_differences([sum((cost * self.stays(year, vests) for cost, vests in costs), Fraction(0)) * part
                              for year, part in enumerate(passed, start=1)])]

    def expense(self, costs: Sequence[tuple[int, int]]) -> list[int]:
        """The expense of each year in fen; negative where more is taken back than falls due."""
        return [sum(year) for year in zip(*self.by_tranche(costs), strict=True)]

    def costs(self, inputs: Any) -> list[tuple[int, int]]:
        """The tranches as cost in fen and vesting years.

        Raises:
            InputError: neither tranches nor a cost with its years.
        """
        if inputs.tranches:
            return [(each.quantity * to_fen(each.value), each.years) for each in inputs.tranches]
        years = len(self.split) if self.by == "stated" else inputs.years
        if inputs.cost is None or not years:
            absent = {"cost": inputs.cost is None, "split" if self.by == "stated" else "years": not years}
            raise missing(*(["tranches"] if self.by == "graded" else [name for name, lacks in absent.items() if lacks]))
        return [(to_fen(inputs.cost), years)]

    def exercised(self, tranches: Sequence[ExpenseTranche]) -> Fraction:
        """Options that are really there to be exercised when their tranches vest."""
        return sum((each.quantity * self.stays(each.years, each.years) for each in tranches), Fraction(0))

    def calc(self, inputs: Any) -> dict[str, Any]:
        if self.by == "stated" and not self.split:
            raise missing("split")
        costs = self.costs(inputs)
        expense = self.expense(costs)
        results: dict[str, Any] = {"expense": [to_yuan(each) for each in expense], "total": to_yuan(sum(expense)),
                                   "cost": to_yuan(sum(cost for cost, _ in costs))}
        if inputs.profits:
            padded = [*expense, *[0] * (len(inputs.profits) - len(expense))]
            results["profits"] = [to_yuan(to_fen(profit) - spent)
                                  for profit, spent in zip(inputs.profits, padded, strict=False)]
        if inputs.tranches and inputs.strike is not None and inputs.price is not None:
            each = max(to_fen(inputs.price) - to_fen(inputs.strike), 0)
            gain = round_half_up(self.exercised(inputs.tranches) * each)
            results |= {"gain": to_yuan(gain), "tax_deduction": to_yuan(gain), "cash_cost": 0.0,
                        "tax_saving": to_yuan(round_half_up(gain * fraction(self.company_rate)))}
        return results


def _differences(booked: Sequence[Fraction]) -> list[int]:
    """What each year adds to what was booked by the year before, rounded to the fen once a year's end."""
    return [after - before for before, after in pairwise([0, *map(round_half_up, booked)])]
