"""E14 Buy-back: the company buys shares of a holder and cancels them; everybody else's stake rises."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.ledger import Event, Kind
from engine.rules.equity.share_transfer import proportionally
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment
from engine.rules.parts.terms import COMPANY_VALUE, PART_OF_VALUE, TOTAL_SHARES
from engine.rules.rule import About


class ShareBuyBack(EquityProgramme):
    """Part of one holder's shares is bought by the company at the year's value, and cancelled."""

    about = About(
        title=Text("股份回购", "Share buy-back"),
        what=Text("公司按当年每股价值的一个比例买回某位股东的一部分股份并注销，其他股东的比例随之上升；价款由公司支付。"
                  "股份有限公司一年回购超过已发行股份 10% 时会有提示。",
                  "The company buys part of a holder's shares at a part of the year's value and cancels them; the others' "
                  "stakes rise. The company pays. A joint-stock company is warned above 10% of its shares in a year."),
        formula=Text("回购股数 = 该股东股数 × 比例，舍到整股；价款 = 股数 × 每股价值 × 折价",
                     "shares = the holder's shares × part, rounded down; price = shares × value a share × part of value"),
        source="Company Law, art. 162",
        not_modelled=Text("库存股、减资公告、税", "treasury shares, notice of the capital reduction, tax"))
    example = {"holder_shares": 1_000_000, "total_shares": 10_000_000, "value": 200_000_000, "part": 0.5}

    rule: Literal["share_buy_back"] = "share_buy_back"
    year: Annotated[int, Parameter("第几年回购", "In year", Unit.YEARS, low=1, high=30, step=1)] = 1
    holder: Annotated[str, Parameter("买谁的股份", "Whose shares", Unit.KEY, refers=Refers.HOLDER)] = "founder"
    part: Annotated[float, Parameter("该股东股份的比例", "Part of the holder's shares", Unit.RATE, low=0, high=1,
                                     step=0.05)] = 0.5
    of_value: Annotated[float, PART_OF_VALUE] = 1.0

    class Inputs(Declared):
        """What the holder has, and what the company is worth."""

        holder_shares: Annotated[int, Parameter("该股东股数", "The holder's shares", Unit.SHARES, low=0,
                                                high=100_000_000_000, step=10_000)]
        total_shares: Annotated[int, TOTAL_SHARES]
        value: Annotated[float, COMPANY_VALUE]

        @model_validator(mode="after")
        def _part_of_all(self) -> Self:
            if self.holder_shares > self.total_shares:
                raise refuse(t("{held} shares held are more than the {shares} there are; enter a part of them.",
                               held=f"{self.holder_shares:,}", shares=f"{self.total_shares:,}"))
            return self

    def shares(self, shares: int) -> int:
        """Whole shares bought, rounded down."""
        return int(shares * fraction(self.part))

    def price(self, shares: int, value: int, total: int) -> int:
        """What they cost, fen, to the nearest."""
        return round_half_up(shares * value * fraction(self.of_value) / total) if total else 0

    def calc(self, inputs: Any) -> dict[str, Any]:
        bought = self.shares(inputs.holder_shares)
        if bought == inputs.total_shares:
            raise InputError([Problem("", "part", t("a company cannot buy back all its shares; lower the part."))])
        return {"shares": bought, "price": to_yuan(self.price(bought, to_fen(inputs.value), inputs.total_shares)),
                "total_after": inputs.total_shares - bought}

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        if now.year != self.year:
            return Advance()
        table = now.table
        line = table.lines.get(self.holder)
        bought = self.shares(line.shares) if line else 0
        why = (Text("没有可回购的股份，未回购", "There are no shares to buy back; nothing happened") if not bought else
               Text("公司当年没有价值可以定价，未回购",
                    "No value of the company to set a price by; nothing was bought back") if now.result.value <= 0 else
               Text("不能把公司全部股份都买回注销，未回购",
                    "A company cannot buy back all its shares; nothing was bought back") if bought == table.total else None)
        if why is not None or line is None:
            return Advance((Event(now.year, now.key, why or Text("", "")),))
        price, holdings = self.price(bought, now.result.value, table.total), table.holdings.get(self.holder)
        trace("回购股数", "Shares bought back", Unit.SHARES, bought)
        trace("价款", "Price", Unit.YUAN, price)
        return Advance((Event(
            now.year, now.key, Text(f"回购{line.name.zh} {bought:,} 股，付 {price / 1e6:,.0f} 万元",
                                    f"{bought:,} shares of {line.name.en} bought back for ¥{price / 100:,.0f}"),
            Kind.BUY_BACK, self.holder, shares=bought,
            given_up=None if holdings is None or not holdings.sum() else proportionally(holdings, line.shares, bought),
            price=now.result.price(table.total) * fraction(self.of_value), cash=price),))
