"""Buying shares with a down payment and a loan from the company: what gift-and-purchase and cash purchase share."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.money import Fen, fraction, ratio_down, split_array, times, times_rate, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, refuse
from engine.base.text import exact, percent, percent_exact, t
from engine.base.trace import Trace
from engine.company.captable import Shares
from engine.company.company import HOLDER_KINDS
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment, chosen
from engine.rules.parts.leaving import ExitTerms, Settlement, settle, worth_of
from engine.rules.parts.loans import DOWN_PAYMENT, LOAN_RATE, schedule, serve
from engine.rules.parts.terms import GIVER, HELD_THROUGH, MIN_YEARS, PARTICIPANTS, TAKER

Payment = Annotated[float, Parameter("分红", "Dividend", Unit.YUAN, low=0, high=1_000_000_000_000, step=1000)]


@dataclass(frozen=True, kw_only=True)
class PurchaseBook(Book):
    """A purchase's book; price: what each has bought the shares for that are still held, fen, (people,)."""

    price: Fen
    began: int  # the year of the purchase, 0 before the first


@dataclass(frozen=True)
class Terms:
    """What one buyer pays, fen."""

    price: int
    down: int

    @property
    def loan(self) -> int:
        return self.price - self.down


class Purchase(EquityProgramme):
    """Shares bought at a valuation, in part with a loan that their dividends repay."""

    year: Annotated[int, Parameter("第几年实施（0 为推演前已实施）", "In year (0: before the first)", Unit.YEARS, low=0, high=30,
                                   step=1)] = 1
    valuation: Annotated[float | None, Parameter(
        "公司估值", "Valuation", Unit.YUAN, low=1, high=10_000_000_000_000, step=1_000_000,
        nothing=Text("当年净利润 × 估值倍数", "the year's net profit × the multiple"))] = None
    down_payment: Annotated[float, DOWN_PAYMENT] = 0.3
    commercial_rate: Annotated[float, Parameter("商业贷款利率（上限）", "Interest of commercial loans (limit)", Unit.RATE, low=0,
                                                high=0.24, step=0.0005)] = 0.0435
    interest: Annotated[float, LOAN_RATE] = 0.03
    giver: Annotated[str | None, GIVER] = None
    holder: Annotated[str, HELD_THROUGH] = "employees"
    groups: Annotated[tuple[str, ...], PARTICIPANTS, Field(strict=False)] = ()
    min_years: Annotated[int, MIN_YEARS] = 0
    leaving: Annotated[ExitTerms, Parameter("退出条款", "Terms of leaving", Unit.TABLE)] = ExitTerms(plan="holding")
    taker: Annotated[str | None, TAKER] = None

    class Inputs(Declared):
        """One buyer; dividends by year show how the loan is repaid."""

        loan: Annotated[float | None, Parameter("希望借款额", "Loan asked for", Unit.YUAN, low=0, high=1_000_000_000_000,
                                                step=10_000, nothing=Text("首付以外的全部", "all but the down payment"))] = None
        dividends: Annotated[tuple[Payment, ...], Parameter("逐年分红", "Dividends on the shares by year", Unit.TABLE),
                             Field(strict=False)] = ()

    @model_validator(mode="after")
    def _between_two_holders(self) -> Self:
        if self.giver == self.holder:
            raise refuse(t("“{holder}” would give shares to itself; name another giver, or another line to hold them.",
                           holder=self.holder))
        return self

    @model_validator(mode="after")
    def _cheap_enough(self) -> Self:
        if fraction(self.interest) > fraction(self.commercial_rate):
            raise refuse(t("the loan's interest of {rate} is above the {limit} of commercial loans; lower it, or raise the "
                           "limit.", rate=percent_exact(self.interest), limit=percent_exact(self.commercial_rate)))
        return self

    # ------------------------------------------------------------ what the two kinds differ in

    @abstractmethod
    def pool(self, total: int) -> int:
        """How many shares the programme is about, of so many there are."""

    def gifted(self, shares: Shares) -> Shares:
        """The part of everybody's shares that is a gift, (people,)."""
        return np.zeros_like(shares)

    def due(self, granted: Shares, years: int) -> Shares:
        """How much of the gift, (people,), is due after so many years."""
        return granted

    # ------------------------------------------------------------ one buyer

    def terms(self, price: int, loan: float | None = None) -> Terms:
        """Down payment and loan of a price in fen.

        Raises:
            InputError: a loan above the price, or one that leaves less than the down payment.
        """
        terms = Terms(price, int(self.down(np.array([price]))[0]))
        if loan is None:
            return terms
        if to_fen(loan) > terms.loan:
            raise InputError([Problem("", "loan", t(
                "a loan of {loan} is too much for a price of {price}: with {down} paid down at most {most} can be lent.",
                loan=exact(to_fen(loan)), price=exact(price), down=percent(self.down_payment), most=exact(terms.loan)))])
        return Terms(price, price - to_fen(loan))

    def down(self, price: Fen) -> Fen:
        """What is paid down of a price at least, (people,)."""
        return times_rate(price, self.down_payment)

    def repaid(self, terms: Terms, dividends: tuple[float, ...]) -> dict[str, Any]:
        """The schedule of one buyer's loan in yuan, year by year; nothing without dividends."""
        years = schedule(np.array([terms.loan]), self.interest, [np.array([to_fen(each)]) for each in dividends])
        if not years:
            return {}
        return {key: [to_yuan(int(getattr(year, column)[0])) for year in years] for key, column in (
            ("interest", "interest"), ("principal", "principal"), ("cash", "cash"), ("balance", "after"))}

    # ------------------------------------------------------------ a year

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        book = before if isinstance(before, PurchaseBook) else None
        if book is None and now.year != max(1, self.year):
            return Advance()
        opening = now.opening.by_programme(now.key, len(now.people))
        events: list[Event] = []
        if book is None:
            begun = self._begin(now, trace)
            if begun.book is None or self.year:
                return begun
            # Bought before the first year: the shares are in their line already.
            events, book = list(begun.events), begun.book if isinstance(begun.book, PurchaseBook) else None
            assert book is not None
            opening = next(event.people for event in events if event.kind is Kind.TRANSFER and event.people is not None)
        leaving = now.leaving
        dividends = np.where(leaving, 0, self._dividends(now, opening))
        served = serve(book.loan, self.interest, dividends)
        settled = self._leave(now, opening, book, served.after, events)
        repaid = np.minimum(settled.paid, served.after)
        gave = self._hand_over(now, book, events)
        after = PurchaseBook(
            paid=np.zeros_like(served.after), loan=served.after - repaid, interest=served.interest,
            principal=served.principal + repaid, dividends=dividends, proceeds=settled.paid,
            price=np.where(leaving, 0, book.price), began=book.began)
        for zh, en, unit, column in (
                ("股数", "Shares", Unit.SHARES, opening + gave), ("当年分红", "Dividends of the year", Unit.YUAN, dividends),
                ("支付利息", "Interest paid", Unit.YUAN, served.interest),
                ("偿还本金", "Loan repaid", Unit.YUAN, after.principal), ("借款余额", "Loan still owed", Unit.YUAN, after.loan)):
            trace(zh, en, unit, column)
        return Advance(tuple(events), after)

    def _dividends(self, now: Moment, shares: Shares) -> Fen:
        line = now.opening.lines.get(self.holder)
        return ratio_down(shares, now.dividends.get(self.holder, 0), line.shares if line else 0)

    def _line(self) -> tuple[str, Text]:
        name = HOLDER_KINDS["employees"] if self.holder == "employees" else Text(self.holder, self.holder)
        return ("employees", name)

    def _event(self, now: Moment, what: Text, kind: Kind = Kind.NOTE, **more: Any) -> Event:
        if kind in (Kind.ISSUE, Kind.TRANSFER, Kind.EXERCISE) and more.get("holder") == self.holder \
                and self.holder not in now.table.lines:
            more["line"] = self._line()
        return Event(now.year, now.key, what, kind, **more)

    def _begin(self, now: Moment, trace: Trace) -> Advance:
        """The purchase: everybody's shares by coefficient, price, down payment and loan."""
        table, people = now.table, now.people
        there = ~now.drivers.newcomer if self.year == 0 else now.there
        weights = people.coefficient * (chosen(people, self.groups, self.min_years) & there)
        value = now.result.value if self.valuation is None else to_fen(self.valuation)
        pool = self.pool(table.total)
        giver = self.giver if self.year else self.holder
        problem = self._obstacle(now, giver, pool, value, bool(weights.sum()))
        if problem is not None:
            return Advance((self._event(now, problem),))
        parts = split_array(np.array([pool]), weights)[0]
        gift = self.gifted(parts)
        bought = parts - gift
        price = times(bought, value, table.total)
        down = self.down(price)
        number, buyers = int(bought.sum()), int((bought > 0).sum())
        paid, lent = int(price.sum()), int((price - down).sum())
        trace("买入股数", "Shares bought", Unit.SHARES, bought)
        trace("应付价款", "Price", Unit.YUAN, price)
        trace("首付", "Down payment", Unit.YUAN, down)
        trace("借款", "Loan", Unit.YUAN, price - down)
        what = Text(f"{buyers} 名员工买入 {number:,} 股，价款 {paid / 1e6:,.1f} 万元，其中借款 {lent / 1e6:,.1f} 万元",
                    f"{buyers} employees buy {number:,} shares for ¥{paid / 100:,.0f}, of which ¥{lent / 100:,.0f} lent")
        kind = Kind.ISSUE if giver is None else Kind.TRANSFER
        events = [self._event(now, what, kind, holder=self.holder, giver=giver or "", shares=number, people=bought,
                              given_up=None, price=Fraction(value, 100 * table.total),
                              cash=paid if self.year else 0, lent=lent if self.year else 0)]
        if gift.any():
            events.append(self._event(now, Text(f"向他们赠与 {int(gift.sum()):,} 股，分期归属",
                                                f"{int(gift.sum()):,} shares promised to them as a gift, vesting by part"),
                                      Kind.GRANT, shares=int(gift.sum()), people=gift))
        book = PurchaseBook.empty(len(people), loan=price - down, paid=down if self.year else np.zeros_like(down),
                                  price=price, began=self.year)
        return Advance(tuple(events), book)

    def _obstacle(self, now: Moment, giver: str | None, pool: int, value: int, anybody: bool) -> Text | None:
        """Why the purchase cannot happen; None if it can."""
        if not anybody:
            return Text("没有人符合购股条件", "Nobody qualifies to buy shares")
        if value <= 0:
            return Text("当年没有利润，无法按利润估值，未购股", "No profit to value the company by; nothing was bought")
        if giver is not None and (giver not in now.table.lines or now.table.lines[giver].shares < pool):
            return Text("让出股份的股东股数不够，未购股", "The giving holder has too few shares; nothing was bought")
        return None

    def _hand_over(self, now: Moment, book: PurchaseBook, events: list[Event]) -> Shares:
        """Gifts that are due become shares; leavers' promises lapse. What was handed over, (people,)."""
        none = np.zeros(len(now.people), dtype=np.int64)
        promised = now.table.grants.get(now.key)
        if promised is None:
            granted = next((event.people for event in events if event.kind is Kind.GRANT), None)
            if granted is None:
                return none
            vested = lapsed = none
        else:
            granted, vested, lapsed = promised.granted, promised.vested, promised.lapsed
        assert granted is not None
        lapse = np.where(now.leaving, granted - vested - lapsed, 0)
        if lapse.any():
            events.append(self._event(now, Text(f"离职者未归属的 {int(lapse.sum()):,} 股赠与失效",
                                                f"{int(lapse.sum()):,} gifted shares of leavers lapse"),
                                      Kind.LAPSE, shares=int(lapse.sum()), people=lapse))
        due = np.where(now.there, self.due(granted, now.year - book.began) - vested, 0)
        number = int(due.sum())
        if not number:
            return none
        if self.giver is not None and (self.giver not in now.table.lines or now.table.lines[self.giver].shares < number):
            events.append(self._event(now, Text("让出股份的股东股数不够，到期的赠与未过户",
                                                "The giving holder has too few shares; gifts that are due wait")))
            return none
        what = Text(f"赠与的 {number:,} 股归属到人", f"{number:,} gifted shares vest")
        events.append(self._event(now, what, Kind.VEST, shares=number, people=due))
        events.append(self._event(now, what, Kind.EXERCISE, holder=self.holder, giver=self.giver or "", shares=number,
                                  people=due, price=Fraction(0)))
        return due

    def _leave(self, now: Moment, holdings: Shares, book: PurchaseBook, owed: Fen, events: list[Event]) -> Settlement:
        """Leavers' shares go at the exit price; the price pays their loan first."""
        leaving: npt.NDArray[np.bool_] = now.leaving
        gone = np.where(leaving, holdings, 0)
        nothing = np.zeros_like(owed)
        if not gone.any():
            return Settlement(nothing, nothing)
        years = np.full(len(holdings), max(1, now.year - book.began))
        worth = worth_of(gone, now.opening.total, now.result.value, now.result.net_assets or 0,
                         np.where(leaving, book.price, 0), np.where(leaving, self._dividends(now, holdings), 0), years, self.leaving)
        settled = settle(worth, gone, gone, self.leaving)
        number, paid = int(gone.sum()), int(settled.paid.sum())
        who = int((gone > 0).sum())
        if self.taker is None or self.taker not in now.table.lines:
            what = Text(f"公司以 {paid / 1e6:,.1f} 万元回购 {who} 名离职者的 {number:,} 股并注销",
                        f"The company buys {number:,} shares of {who} leavers back for ¥{paid / 100:,.0f} and cancels them")
            events.append(self._event(now, what, Kind.BUY_BACK, holder=self.holder, shares=number, given_up=gone, cash=paid))
        else:
            name = now.table.lines[self.taker].name
            what = Text(f"{who} 名离职者的 {number:,} 股以 {paid / 1e6:,.1f} 万元转给{name.zh}",
                        f"{number:,} shares of {who} leavers go to {name.en} for ¥{paid / 100:,.0f}")
            events.append(self._event(now, what, Kind.TRANSFER, holder=self.taker, giver=self.holder, shares=number,
                                      given_up=gone, cash=paid))
        return settled
