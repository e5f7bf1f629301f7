"""E14 Transfer: a holder gives or sells shares to another; nobody else is diluted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import model_validator

from engine.base.money import fraction, split_array
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import HOLDER_KINDS
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment
from engine.rules.parts.terms import PART_OF_VALUE
from engine.rules.rule import About


class ShareTransfer(EquityProgramme):
    """Part of one holder's shares goes to another, at a price between the two of them."""

    about = About(
        title=Text("股份转让", "Share transfer"),
        what=Text("一位股东把自己股份的一部分转让（或赠与）给另一位，总股数不变，其他股东不被稀释；价款在两位股东之间结算，"
                  "不经过公司。可以转给名册上没有的新股东。",
                  "One holder sells or gives part of his shares to another. All shares together stay the same and nobody else "
                  "is diluted; the price is settled between the two, not with the company. The receiver may be new."),
        formula=Text("转让股数 = 转出方股数 × 比例，舍到整股；价款 = 转让股数 × 每股价值 × 折价",
                     "shares = the giver's shares × part, rounded down; price = shares × value a share × part of value"),
        source="ours",
        not_modelled=Text("优先购买权、个人所得税", "rights of first refusal, income tax"))
    example = {"giver_shares": 4_000_000, "part": 0.25}

    rule: Literal["share_transfer"] = "share_transfer"
    year: Annotated[int, Parameter("第几年转让", "In year", Unit.YEARS, low=1, high=30, step=1)] = 1
    giver: Annotated[str, Parameter("转出方", "Giver", Unit.KEY, refers=Refers.HOLDER)] = "founder"
    receiver: Annotated[str, Parameter("受让方（可以是新股东）", "Receiver (may be new)", Unit.TEXT)] = "buyer"
    kind: Annotated[Literal["founder", "holding", "contributors", "investor", "public"], Parameter(
        "新股东类别", "Kind of a new receiver", Unit.CHOICE, choices={
            kind: HOLDER_KINDS[kind] for kind in ("founder", "holding", "contributors", "investor", "public")})] = "investor"
    part: Annotated[float, Parameter("转出方股份的比例", "Part of the giver's shares", Unit.RATE, low=0, high=1,
                                     step=0.01)] = 0.1
    of_value: Annotated[float, PART_OF_VALUE] = 1.0

    class Inputs(Declared):
        """What the giver holds."""

        giver_shares: Annotated[int, Parameter("转出方股数", "The giver's shares", Unit.SHARES, low=0,
                                               high=100_000_000_000, step=10_000)]

    @model_validator(mode="after")
    def _two_holders(self) -> ShareTransfer:
        if self.giver == self.receiver:
            raise refuse(t("“{name}” cannot transfer shares to itself; name another receiver.", name=self.giver))
        return self

    def opens(self, key: str) -> tuple[str, ...]:
        return (self.receiver,)

    def shares(self, shares: int) -> int:
        """Whole shares that change hands, rounded down."""
        return int(shares * fraction(self.part))

    def calc(self, inputs: Any) -> dict[str, Any]:
        moved = self.shares(inputs.giver_shares)
        return {"shares": moved, "left": inputs.giver_shares - moved}

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        if now.year != self.year:
            return Advance()
        lines = now.table.lines
        moved = self.shares(lines[self.giver].shares) if self.giver in lines else 0
        if not moved:
            return Advance((Event(now.year, now.key, Text("转出方没有可转让的股份，未转让",
                                                          "The giver has no shares to transfer; nothing happened")),))
        name = lines[self.receiver].name if self.receiver in lines else Text(self.receiver, self.receiver)
        price = now.result.price(now.table.total) * fraction(self.of_value)
        holdings = now.table.holdings.get(self.giver)
        given_up = None if holdings is None or not holdings.sum() else proportionally(holdings, lines[self.giver].shares, moved)
        trace("转让股数", "Shares transferred", Unit.SHARES, moved)
        return Advance((Event(
            now.year, now.key, Text(
                f"{lines[self.giver].name.zh}转让 {moved:,} 股给{name.zh}，价款 {float(moved * price) / 1e4:,.0f} 万元",
                f"{lines[self.giver].name.en} transfers {moved:,} shares to {name.en} for ¥{float(moved * price):,.0f}"),
            Kind.TRANSFER, self.receiver, self.giver, moved, given_up=given_up, line=(self.kind, name), price=price),))


def proportionally(holdings: Any, shares: int, taken: int) -> Any:
    """Whose shares of a line are taken: everybody's alike, in whole shares; what is nobody's by name is the last part."""
    whole = np.append(holdings, shares - int(holdings.sum()))
    return split_array(np.array([taken]), whole)[0][:-1]
