"""E9, E10 Option plan: shares promised at a strike, due in tranches under conditions, exercised in the money, or lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from engine.base.money import Fen, fraction, ratio_down, round_half_up, split_array, times, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem, missing, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.captable import Grants, Shares
from engine.company.company import HOLDER_KINDS, Facts
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment, chosen
from engine.rules.parts.checks import Check
from engine.rules.parts.conditions import (
    CONDITIONS,
    PROFIT_GROWTH,
    ConditionalTranche,
    Evidence,
    Growth,
    judge,
)
from engine.rules.parts.leaving import ExitTerms, settle, worth_of
from engine.rules.parts.option_grants import OptionBook
from engine.rules.parts.option_pricing import OptionTerms
from engine.rules.parts.terms import (
    BASE_PROFIT,
    EXERCISE_PRICE,
    GIVER,
    HELD_THROUGH,
    MIN_YEARS,
    PARTICIPANTS,
    TAKER,
)
from engine.rules.parts.vesting import Tranche, sizes, sound
from engine.rules.rule import About

AGREEMENT = "Organisation handbook: option agreement, two years of preparation and two to exercise, half of the options in each"
STORE = "Store equity article: options at 80% of value, unlocking 30%, 30%, 40%"
HAIER = "White-goods maker: three option plans"
DAIRY = "Dairy company: option cost booked 25/75"

Rate = Annotated[float, Parameter("比例", "Part", Unit.RATE, low=0, high=1, step=0.05)]

Reached = Annotated[bool, Parameter("条件达到", "Conditions met", Unit.FLAG)]

WAITING, VESTED, LAPSED = 0, 1, -1
"""What has become of a person's tranche."""


class OptionPlan(EquityProgramme):
    """granted → due by tranche where its conditions are met → exercised in the money → unlocked; what is not, lapses."""

    about = About(
        title=Text("期权计划", "Option plan"),
        what=Text("按系数向激励对象授予期权，分期到期；每期可要求净利润增长、净资产收益率、营业额增长和个人得分，未达到的作废或以后补上。"
                  "股价高于行权价时行权，付款得股；过了行权期没有行权的作废。预备期和行权期内未行权的期权，可按比例分得红利（从让出方的分红中付）。"
                  "行权所得股份可再分期解锁，每年卖出有上限。授予日价值计入费用，没有现金支出，未达标作废的冲回。",
                  "Options go to those chosen by coefficient and fall due in tranches. A tranche may ask for growth of net "
                  "profit, return on equity, growth of revenue and a personal score; what is missed lapses or may be caught "
                  "up. Whoever is in the money exercises, pays the strike and holds shares; what is not exercised in time "
                  "lapses. During preparation and until they are exercised, options may carry a part of the dividend (out "
                  "of that of whoever gives the shares up). Exercised shares may unlock by part, and only so many may be "
                  "sold a year. The value at grant is expensed, without cash; the expense of what is missed is taken back."),
        formula=Text("到期 = 授予 × 本期比例（条件达到）；行权款 = 股数 × 行权价（股价 > 行权价时）；费用 = 每期价值 × 已过年数 ÷ 等待期",
                     "due = granted × part of the tranche, where its conditions are met; payment = shares × strike, when price > "
                     "strike; expense = value of each tranche × years gone ÷ years until due"),
        source=f"{AGREEMENT}; {STORE}; {HAIER}; preparation dividends, when people exercise and who sells are ours",
        not_modelled=Text("行权资金借款、个人所得税、窗口期、扣非前后孰低",
                          "loans to exercise, income tax, trading windows, the lower of profit with and without one-off items"))
    example = {"granted": 100_000, "strike": 8.0, "price": 10.0, "met": [True, False]}

    results = {
        "tranches": Text("各期份数", "Options by tranche"), "vested": Text("到期可行权", "Fall due"), "lapsed": Text("作废", "Lapse"),
        "exercised": Text("行权", "Exercised"), "paid": Text("行权付款", "Paid to exercise"), "gain": Text("税前收益", "Gain before tax")}

    conditions = CONDITIONS

    rule: Literal["option_plan"] = "option_plan"
    year: Annotated[int, Parameter("第几年末授予（0 为推演前已授予）", "Granted at the end of year (0: before the first)", Unit.YEARS,
                                   low=0, high=30, step=1)] = 1
    options: Annotated[int | None, Parameter("期权份数", "Options", Unit.SHARES, low=0, high=100_000_000_000, step=10_000,
                                             source=HAIER, nothing=Text("按总股数的比例", "a part of all shares"))] = None
    ratio: Annotated[float, Parameter("期权占总股数", "Options as part of all shares", Unit.RATE, low=0, high=0.5,
                                      step=0.005)] = 0.05
    strike: Annotated[float | None, Parameter("行权价（每股）", "Strike a share", Unit.YUAN, low=0, high=1_000_000, step=0.1,
                                              source=HAIER, nothing=Text("授予时每股价值打折", "a part of the value at grant"))] = None
    discount: Annotated[float, Parameter("行权价占授予时价值", "Strike as part of value at grant", Unit.RATE, low=0, high=2,
                                         step=0.05, source=STORE)] = 0.8
    giver: Annotated[str | None, GIVER] = None
    holder: Annotated[str, HELD_THROUGH] = "employees"
    groups: Annotated[tuple[str, ...], PARTICIPANTS, Field(strict=False)] = ()
    min_years: Annotated[int, MIN_YEARS.but(source=STORE)] = 0
    tranches: Annotated[tuple[ConditionalTranche, ...], Parameter("分期与条件", "Tranches and conditions", Unit.TABLE, source=AGREEMENT),
                        Field(strict=False, min_length=1)] = (ConditionalTranche(after=3, part=0.5), ConditionalTranche(after=4, part=0.5))
    growth: Annotated[Growth, PROFIT_GROWTH.but(source=HAIER)] = "compound"
    base_profit: Annotated[float | None, BASE_PROFIT.but(
        source=HAIER, nothing=Text("授予当年净利润", "that of the year of the grant"))] = None
    unmet: Annotated[Literal["lapse", "catch_up"], Parameter("条件未达到时", "Where conditions are missed", Unit.CHOICE, choices={
        "lapse": Text("该期作废", "The tranche lapses"),
        "catch_up": Text("以后年度达到可补上", "It may be caught up later")})] = "lapse"
    expires: Annotated[int, Parameter("授予后几年未行权作废", "Lapses after years", Unit.YEARS, low=1, high=30, step=1,
                                      source=AGREEMENT)] = 4
    exercise: Annotated[Literal["first", "last", "never"], Parameter("何时行权（股价高于行权价时）", "Exercised, when in the money",
                                                                     Unit.CHOICE, choices={
        "first": Text("一到期就行权", "As soon as due"), "last": Text("到最后一年才行权", "In the last year"),
        "never": Text("不行权", "Never")})] = "first"
    preparation: Annotated[tuple[Rate, ...], Parameter("预备期分红比例（逐年，末年延续）",
                                                       "Part of the dividend in preparation, by year", Unit.TABLE, source=AGREEMENT),
                           Field(strict=False)] = ()
    unlock: Annotated[tuple[Tranche, ...], Parameter("行权后解锁（空为立即）", "Unlocked after exercise (none: at once)", Unit.TABLE,
                                                     source=STORE), Field(strict=False)] = ()
    sold: Annotated[float, Parameter("每年卖出已解锁股份的比例", "Part of unlocked shares sold a year", Unit.RATE, low=0, high=1,
                                     step=0.05)] = 0.0
    sell_limit: Annotated[float, Parameter("每年最多卖出持股的比例", "Most of a holding sold a year", Unit.RATE, low=0, high=1,
                                           step=0.05, source=HAIER)] = 0.25
    buyer: Annotated[str, Parameter("卖给谁", "Sold to", Unit.KEY, refers=Refers.BUYER)] = "public"
    expense: Annotated[Literal["value", "stated", "none"], Parameter("费用", "Expense", Unit.CHOICE, choices={
        "value": Text("按授予日期权价值", "The value at grant"), "stated": Text("按给定总成本", "A stated cost"),
        "none": Text("不计", "None")})] = "value"
    cost: Annotated[float, Parameter("给定的期权总成本", "Stated cost of all options", Unit.YUAN, low=0, high=1_000_000_000_000,
                                     step=10_000, source=DAIRY)] = 0.0
    split: Annotated[tuple[Rate, ...], Parameter("总成本各年入账比例（授予当年起，空为按分期）",
                                                 "Cost booked by year from the grant (none: by tranche)", Unit.TABLE, source=DAIRY),
                     Field(strict=False)] = ()
    pricing: Annotated[OptionTerms, Parameter("期权定价", "Pricing of the options", Unit.TABLE)] = OptionTerms()
    leaving: Annotated[ExitTerms, Parameter("退出条款", "Terms of leaving", Unit.TABLE)] = ExitTerms(plan="option")
    taker: Annotated[str | None, TAKER] = None

    class Inputs(Declared):
        """One holder of options, and how each tranche turns out."""

        granted: Annotated[int, Parameter("授予份数", "Options granted", Unit.SHARES, low=0, high=100_000_000_000, step=1000)]
        price: Annotated[float, EXERCISE_PRICE]
        met: Annotated[tuple[Reached, ...], Parameter("各期条件是否达到（空为都达到）", "Conditions met by tranche (none: all)",
                                                      Unit.TABLE), Field(strict=False)] = ()

    @field_validator("tranches", "unlock")
    @classmethod
    def _tranches_are_sound(cls, tranches: tuple[Tranche, ...]) -> tuple[Tranche, ...]:
        sound(tranches)
        return tranches

    @field_validator("split")
    @classmethod
    def _split_is_whole(cls, split: tuple[float, ...]) -> tuple[float, ...]:
        total = sum(map(fraction, split), Fraction(0))
        if split and total != 1:
            raise refuse(t("the split sums to {total}, not to 100%; change one by {gap}.", total=f"{float(total) * 100:.8g}%",
                           gap=f"{float(1 - total) * 100:+.8g}%"))
        return split

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.giver == self.holder:
            raise refuse(t("“{holder}” would give shares to itself; name another giver, or another line to hold them.",
                           holder=self.holder))
        late = [place for place, each in enumerate(self.tranches, start=1) if each.after > self.expires]
        if late:
            raise refuse(t("tranche {row} is due {due} years after the grant, when all options have lapsed ({expires} years); "
                           "let them lapse later.", row=late[0], due=self.tranches[late[0] - 1].after, expires=self.expires))
        if fraction(self.sold) > fraction(self.sell_limit):
            raise refuse(t("{sold} of a holding would be sold a year, more than the limit of {limit}; lower it, or raise the "
                           "limit.", sold=f"{self.sold * 100:.8g}%", limit=f"{self.sell_limit * 100:.8g}%"))
        if self.strike is None and self.year == 0:
            raise refuse(t("options granted before the first year need their strike; enter it."))
        return self

    def misfits(self, facts: Facts) -> Iterator[tuple[str, str]]:
        if facts.money.net_assets is None and any(each.roe is not None for each in self.tranches):
            yield "tranches", t("a tranche asks for a return on equity, but the books state no net assets; enter them, or take "
                                "that condition out.")

    def opens(self, key: str) -> tuple[str, ...]:
        return ("employees", "public")

    def calc(self, inputs: Any) -> dict[str, Any]:
        if self.strike is None:
            raise missing("strike")
        if inputs.met and len(inputs.met) != len(self.tranches):
            raise InputError([Problem("", "met", t("{n} tranches are said to be met or missed, but the plan has {tranches}; say it "
                                                   "of each.", n=len(inputs.met), tranches=len(self.tranches)))])
        met = inputs.met or (True,) * len(self.tranches)
        due = [int(each[0]) for each in sizes(np.array([inputs.granted]), self.tranches)]
        vested = sum(each for each, reached in zip(due, met, strict=True) if reached)
        strike, price = to_fen(self.strike), to_fen(inputs.price)
        exercised = vested if self.in_the_money(price, strike) else 0
        return {"tranches": due, "vested": vested, "lapsed": inputs.granted - exercised, "exercised": exercised,
                "paid": to_yuan(exercised * strike), "gain": to_yuan(exercised * (price - strike))}

    @staticmethod
    def in_the_money(price: Fraction | int, strike: Fraction | int) -> bool:
        """Whether it pays to exercise, both in one unit."""
        return price > strike

    # ------------------------------------------------------------ a year

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        events: list[Event] = []
        book = before if isinstance(before, OptionBook) else None
        if book is None:
            if now.year != max(1, self.year):
                return Advance()
            book = self._grant(now, events)
            if book is None or self.year:
                return Advance(tuple(events), book and self._expensed(book, now))
        promised = now.table.grants.get(now.key) or Grants.none(len(now.people))
        if events:  # granted before the first year
            promised = replace(Grants.none(len(now.people)), granted=book.granted)
        year = _Year(self, now, book, promised, events)
        dividends = year.dividends()
        year.leave()
        year.fall_due()
        year.exercise()
        year.expire()
        year.sell()
        after = self._expensed(year.closed(dividends), now)
        for zh, en, unit, column in (
                ("尚未行权的期权", "Options outstanding", Unit.SHARES, year.outstanding),
                ("其中可行权", "Of them due", Unit.SHARES, year.exercisable), ("当年行权", "Exercised in the year", Unit.SHARES, year.new),
                ("行权付款", "Paid to exercise", Unit.YUAN, after.paid), ("分红", "Dividends", Unit.YUAN, after.dividends),
                ("卖出所得", "From shares sold and promises given up", Unit.YUAN, after.proceeds)):
            trace(zh, en, unit, column)
        return Advance(tuple(events), after)

    def _grant(self, now: Moment, events: list[Event]) -> OptionBook | None:
        table, people = now.table, now.people
        there = now.there if self.year else ~now.drivers.newcomer
        weights = people.coefficient * (chosen(people, self.groups, self.min_years) & there)
        if not weights.sum():
            events.append(Event(now.year, now.key, Text("没有人符合授予条件", "Nobody qualifies for options")))
            return None
        price = now.result.price(table.total)
        strike = fraction(self.strike) if self.strike is not None else price * fraction(self.discount)
        number = self.options if self.options is not None else round_half_up(table.total * fraction(self.ratio))
        parts = split_array(np.array([number]), weights)[0]
        spot = price if self.year else strike
        fair_values = tuple(_fair(float(self.pricing.call(float(spot), float(strike), goal.after))) for goal in self.tranches) \
            if self.expense == "value" else (Fraction(0),) * len(self.tranches)
        base = to_fen(self.base_profit) if self.base_profit is not None \
            else now.result.net_profit if self.year else now.result.history[0]
        events.append(Event(now.year, now.key, Text(
            f"向 {int((parts > 0).sum())} 名员工授予 {number:,} 份期权，行权价 {_price(strike)} 元",
            f"{number:,} options granted to {int((parts > 0).sum())} employees at a strike of ¥{_price(strike)}"),
            Kind.GRANT, shares=number, people=parts))
        return OptionBook.empty(len(people), began=self.year, strike=strike, base=base, granted=parts,
                                fair_values=fair_values, price=price,
                                state=np.zeros((len(self.tranches), len(people)), dtype=np.int8),
                                exercised=np.zeros((1, len(people)), dtype=np.int64))

    def _expensed(self, book: OptionBook, now: Moment) -> OptionBook:
        """The year's expense: what is due by now of those that may still be had, less what was booked before."""
        years = now.year - book.began
        alive = (sizes(book.granted, self.tranches) * (book.state >= WAITING)).sum(axis=-1).tolist()
        whole = int(book.granted.sum())
        if self.expense == "none" or not whole:
            return book
        if self.expense == "stated" and self.split:
            upto = sum(map(fraction, self.split[:years + 1 if self.year else years]), Fraction(0))
            due = to_fen(self.cost) * upto
        else:
            value = [Fraction(to_fen(self.cost), whole)] * len(alive) if self.expense == "stated" else book.fair_values
            due = sum((each * number * Fraction(min(years, goal.after), goal.after)
                       for each, number, goal in zip(value, alive, self.tranches, strict=True)), Fraction(0))
        booked = round_half_up(due)
        return replace(book, expense=booked - book.booked, booked=booked)

    def unlocked(self, book: OptionBook, years: int) -> Shares:
        """Of the shares exercised so far, how many are unlocked, (people,), so many years after the grant; without sales."""
        if not self.unlock:
            return np.asarray(book.exercised.sum(axis=-2), dtype=np.int64)
        total = np.zeros_like(book.granted)
        for since, shares in enumerate(book.exercised):
            due = [tranche.after <= years - since for tranche in self.unlock]
            total += sizes(shares, self.unlock)[due].sum(axis=-2)
        return total


def _fair(yuan: float) -> Fraction:
    """The value of an option in fen: to the fen, and below a yuan to a ten-thousandth of one."""
    return Fraction(to_fen(yuan)) if yuan >= 1 else Fraction(round(yuan * 1_000_000), 10_000)


def _price(yuan: Fraction) -> str:
    """A price a share in words: two decimals, four where it is below a yuan."""
    return f"{float(yuan):,.2f}" if yuan >= 1 else f"{float(yuan):.4f}"


class _Year:
    """One year of a plan, step by step: the promises as they change, and the events that change them."""

    def __init__(self, plan: OptionPlan, now: Moment, book: OptionBook, promised: Grants, events: list[Event]) -> None:
        self.plan, self.now, self.book, self.events = plan, now, book, events
        self.granted, self.vested = promised.granted, promised.vested
        self.taken, self.lapsed, self.factor = promised.exercised, promised.lapsed, promised.factor
        self.state = book.state.copy()
        self.years = now.year - book.began
        self.none = np.zeros(len(now.people), dtype=np.int64)
        self.new, self.paid, self.proceeds = self.none, self.none, self.none
        self.checks: list[Check] = []

    @property
    def outstanding(self) -> Shares:
        return self.granted - self.taken - self.lapsed

    @property
    def exercisable(self) -> Shares:
        return np.minimum(self.vested - self.taken, self.outstanding)

    def note(self, zh: str, en: str, kind: Kind = Kind.NOTE, **more: Any) -> None:
        holder = more.get("holder")
        if holder is not None and holder not in self.now.table.lines:
            kind_of = holder if holder in HOLDER_KINDS else "employees"
            more["line"] = (kind_of, HOLDER_KINDS.get(holder, Text(holder, holder)))
        self.events.append(Event(self.now.year, self.now.key, Text(zh, en), kind, **more))

    def dividends(self) -> Fen:
        """On the plan's own shares, and the part that goes with options not yet exercised."""
        plan, now = self.plan, self.now
        line = now.opening.lines.get(plan.holder)
        shares = now.opening.by_programme(now.key, len(now.people))
        own = ratio_down(shares, now.dividends.get(plan.holder, 0), line.shares if line else 0)
        if plan.preparation:
            part = fraction(plan.preparation[min(self.years, len(plan.preparation)) - 1])
            own = own + ratio_down(self.outstanding, int(now.result.dividend * part), now.opening.total)
        return np.where(now.leaving, 0, own)

    def leave(self) -> None:
        """Leavers' options lapse, for what their agreement says."""
        gone = np.where(self.now.leaving, self.outstanding, 0)
        if not gone.any():
            return
        now, terms = self.now, self.plan.leaving
        worth = worth_of(gone, now.opening.total, now.result.value, now.result.net_assets or 0, self.none, self.none,
                         np.full(len(gone), max(1, self.years)), terms)
        self.proceeds = settle(worth, gone, gone, terms).paid
        self.lapse(gone, Text("离职", "their holders leave"), cash=int(self.proceeds.sum()))
        self.state[:, now.leaving & (self.granted > 0)] = np.where(
            self.state[:, now.leaving & (self.granted > 0)] == VESTED, VESTED, LAPSED)

    def lapse(self, shares: Shares, why: Text, cash: int = 0) -> None:
        number = int(shares.sum())
        if number:
            self.note(f"{number:,} 份期权作废：{why.zh}", f"{number:,} options lapse: {why.en}", Kind.LAPSE, shares=number,
                      people=shares, cash=cash)
            self.lapsed = self.lapsed + shares

    def fall_due(self) -> None:
        """Tranches whose year has come: due to whoever has met the conditions; the others lapse or wait."""
        plan, now = self.plan, self.now
        asked = now.there & (self.granted > 0)
        evidence = Evidence(now.result, now.people, asked, self.book.base, self.years)
        each = sizes(self.book.granted, plan.tranches) * self.factor.numerator // self.factor.denominator
        for place, goal in enumerate(plan.tranches):
            waiting = asked & (self.state[place] == WAITING)
            if goal.after > self.years or not waiting.any():
                continue
            checks, met = judge(goal, place, plan.growth, evidence)
            self.checks += checks
            free = self.granted - self.vested - self.lapsed
            due = np.minimum(np.where(waiting & met, each[place], 0), free)
            if due.any():
                self.note(f"第 {place + 1} 期 {int(due.sum()):,} 份期权到期可行权",
                          f"Tranche {place + 1}: {int(due.sum()):,} options fall due", Kind.VEST, shares=int(due.sum()), people=due)
                self.vested = self.vested + due
            self.state[place, waiting & met] = VESTED
            if plan.unmet == "lapse":
                missed = [CONDITIONS[check.condition] for check in checks if not check.met]
                self.lapse(np.minimum(np.where(waiting & ~met, each[place], 0), free), Text(
                    f"第 {place + 1} 期未达到" + "、".join(name.zh for name in missed),
                    f"tranche {place + 1} misses " + ", ".join(name.en.lower() for name in missed)))
                self.state[place, waiting & ~met] = LAPSED

    def exercise(self) -> None:
        """Whoever is in the money exercises what is due."""
        plan, now = self.plan, self.now
        strike, price = self.book.strike / self.factor, now.result.price(now.table.total)
        ready = plan.exercise == "first" or (plan.exercise == "last" and self.years >= plan.expires)
        shares = np.where(now.there, self.exercisable, 0)
        number = int(shares.sum())
        if not ready or not plan.in_the_money(price, strike) or not number:
            return
        giver = plan.giver
        if giver is not None and (giver not in now.table.lines or now.table.lines[giver].shares < number):
            self.note("让出股份的股东股数不够，未行权", "The giving holder has too few shares; nothing was exercised")
            return
        self.paid = times(shares, (strike * 100).numerator, (strike * 100).denominator)
        cash = int(self.paid.sum())
        self.note(f"{int((shares > 0).sum())} 名员工行权 {number:,} 股，付款 {cash / 1e6:,.1f} 万元",
                  f"{int((shares > 0).sum())} employees exercise {number:,} options for ¥{cash / 100:,.0f}", Kind.EXERCISE,
                  holder=plan.holder, giver=giver or "", shares=number, people=shares, price=strike, cash=cash)
        self.new, self.taken = shares, self.taken + shares

    def expire(self) -> None:
        """What is not exercised in time is over."""
        if self.years >= self.plan.expires:
            waiting = self.state == WAITING
            self.lapse(self.outstanding, Text("期满未行权", "not exercised in time"))
            self.state[waiting] = LAPSED

    def sell(self) -> None:
        """A part of the unlocked shares of last year is sold at the year's price."""
        plan, now = self.plan, self.now
        holdings = now.opening.by_programme(now.key, len(now.people))
        if not plan.sold or not holdings.any():
            return
        ever = self.book.exercised.sum(axis=-2)
        free = np.minimum(plan.unlocked(self.book, self.years), ever)
        locked = (-(-(holdings.astype(object) * (ever - free)) // np.maximum(ever, 1))).astype(np.int64)
        part = fraction(plan.sold)
        shares = np.where(now.leaving, 0, np.minimum(holdings * part.numerator // part.denominator, holdings - locked))
        number, price = int(shares.sum()), now.result.price(now.table.total) * 100
        if not number:
            return
        received = times(shares, price.numerator, price.denominator)
        self.proceeds = self.proceeds + received
        self.note(f"卖出 {number:,} 股，得款 {int(received.sum()) / 1e6:,.1f} 万元",
                  f"{number:,} shares sold for ¥{int(received.sum()) / 100:,.0f}", Kind.TRANSFER, holder=plan.buyer,
                  giver=plan.holder, shares=number, given_up=shares, price=price / 100, cash=int(received.sum()))

    def closed(self, dividends: Fen) -> OptionBook:
        """The book at the year's end."""
        before_splits = self.new * self.factor.denominator // self.factor.numerator
        return replace(self.book, paid=self.paid, dividends=dividends, proceeds=self.proceeds, expense=0, state=self.state,
                       checks=tuple(self.checks), price=self.now.result.price(self.now.table.total),
                       exercised=np.vstack([self.book.exercised, before_splits]))
