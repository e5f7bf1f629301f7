"""E14 Funding round: a capital increase at a fresh valuation; existing holders are diluted."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from engine.base.money import fraction, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.captable import CapTable, ShareLine
from engine.company.company import HOLDER_KINDS, SHARES
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment
from engine.rules.parts.terms import MULTIPLE, PRE_MONEY, PROFIT_OF_YEAR, RAISED_IN
from engine.rules.rule import About

HolderShares = Annotated[int, SHARES]


RESULTS = ("new_shares", "price")


def refuse_result_names(*names: str) -> None:
    """Refuse holders called like a result, which their stake would cover.

    Raises:
        PydanticCustomError: a name that a result has.
    """
    for name in names:
        if name in RESULTS:
            raise refuse(t("“{name}” is what a result is called; give that holder another name.", name=name))


class FundingRound(EquityProgramme):
    """New shares = investment / (pre-money valuation / shares), in whole shares."""

    about = About(
        title=Text("增资扩股", "Capital increase"),
        what=Text("投资人按投前估值增资：每股价格 = 投前估值 ÷ 现有股数，新股 = 投资额 ÷ 每股价格，舍到整股；"
                  "所有原股东同比例稀释。估值可直接给，也可按当年净利润 × 市盈率。",
                  "An investor comes in at a pre-money valuation: price = pre-money ÷ existing shares, new shares "
                  "= investment ÷ price, down to whole shares; all existing holders are diluted alike. The "
                  "valuation is given, or the year's net profit × a multiple."),
        formula=Text("新股数 = 投资额 × 现有股数 ÷ 投前估值；投后持股 = 股数 ÷（现有 + 新股）",
                     "new shares = investment × existing shares ÷ pre-money; stake = shares ÷ (existing + new)"),
        source="Organisation handbook: rounds of equity; textbook capital increase",
        not_modelled=Text("优先权、可转债、期权池预留", "preferences, convertible notes, option pool top-ups"))
    example = {"holders": {"founder": 7_000_000, "team": 3_000_000}, "pre_money": 50_000_000,
               "investment": 12_500_000, "investor": "fund"}

    rule: Literal["funding_round"] = "funding_round"
    year: Annotated[int, RAISED_IN] = 2
    investor: Annotated[str, Parameter("投资人", "Investor", Unit.TEXT)] = "investor"
    kind: Annotated[Literal["investor", "public", "holding", "contributors", "founder"], Parameter(
        "投资人类别", "Kind of investor", Unit.CHOICE, choices={
            kind: HOLDER_KINDS[kind] for kind in ("investor", "public", "holding", "contributors", "founder")})] = "investor"
    investment: Annotated[float, Parameter("投资额", "Investment", Unit.YUAN, low=0, high=100_000_000_000,
                                           step=100_000)] = 0.0
    pre_money: Annotated[float | None, PRE_MONEY] = None
    multiple: Annotated[float, MULTIPLE] = 20.0

    @field_validator("investor")
    @classmethod
    def _investor_is_named(cls, investor: str) -> str:
        refuse_result_names(investor)
        return investor

    class Inputs(Declared):
        """Who holds how many shares before the round."""

        holders: Annotated[dict[str, HolderShares], Parameter("现有股东", "Existing holders", Unit.TABLE),
                           Field(min_length=1)]
        profit: Annotated[float, PROFIT_OF_YEAR] = 0.0

        @field_validator("holders")
        @classmethod
        def _some_shares(cls, holders: dict[str, int]) -> dict[str, int]:
            if not any(holders.values()):
                raise refuse(t("the cap table has no shares; give at least one holder some."))
            refuse_result_names(*holders)
            return holders

    def valuation(self, net_profit: int) -> int:
        """Pre-money in fen; zero or less where it follows a profit that is not there."""
        if self.pre_money is not None:
            return to_fen(self.pre_money)
        return int(net_profit * fraction(self.multiple))

    def new_shares(self, total: int, pre_money: int) -> int:
        """Whole shares that the investment buys, rounded down."""
        return to_fen(self.investment) * total // pre_money

    @staticmethod
    def price(total: int, pre_money: int) -> Fraction:
        """Yuan a share before the round."""
        return Fraction(pre_money, 100 * total)

    @property
    def investor_name(self) -> Text:
        """The name of an investor who holds nothing yet."""
        return HOLDER_KINDS.get(self.investor) or Text(self.investor, self.investor)

    def opens(self, key: str) -> tuple[str, ...]:
        return (self.investor,)

    def join(self, table: CapTable, pre_money: int) -> CapTable:
        """The cap table with the investor in it."""
        return table.issue(self.investor, self.new_shares(table.total, pre_money), self.kind, self.investor_name)

    def calc(self, inputs: Any) -> dict[str, Any]:
        table = CapTable({key: ShareLine("founder", Text(key, key), shares) for key, shares in inputs.holders.items()})
        pre_money = self.valuation(to_fen(inputs.profit))
        if pre_money <= 0:
            raise InputError([Problem("", "pre_money", t("without a profit there is nothing to multiply; enter the pre-money "
                                                         "valuation, or a profit above zero."))])
        after = self.join(table, pre_money)
        return {"new_shares": after.total - table.total, "price": float(self.price(table.total, pre_money)),
                **{key: float(stake) for key, stake in after.stakes().items()}}

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        if now.year != self.year or not self.investment:
            return Advance()
        pre_money, total = self.valuation(now.result.net_profit), now.table.total
        if pre_money <= 0:
            return Advance((Event(now.year, now.key, Text(
                "当年没有利润，按市盈率无法估值，未增资", "No profit to value the company by; the round did not happen")),))
        new = self.new_shares(total, pre_money)
        price = self.price(total, pre_money)
        lines = now.table.lines
        name = lines[self.investor].name if self.investor in lines else self.investor_name
        trace("投前估值", "Pre-money valuation", Unit.YUAN, pre_money)
        trace("新增股数", "New shares", Unit.SHARES, new)
        return Advance((Event(now.year, now.key, Text(
            f"{name.zh}投资 {self.investment / 1e4:,.0f} 万元，得 {new:,} 股",
            f"{name.en}: ¥{self.investment:,.0f} invested for {new:,} shares"), Kind.ISSUE, self.investor,
            shares=new, line=(self.kind, name), price=price, cash=int(new * price * 100)),))
