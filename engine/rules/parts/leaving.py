"""Leaving: what somebody gets for a stake, by reason and instrument, as a declared table says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from engine.base.money import Fen, fraction, ratio_down, times_rate, to_fen
from engine.base.parameter import OURS, Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import say, t
from engine.company.captable import Shares

STORE = "Store equity article: leaving"
ORGANISATION = "Organisation handbook: leaving a partnership or a subsidiary"
CAR_CARE = "Car-care chain: shares on leaving"

Instrument = Literal["store", "holding", "subsidiary", "small_wet", "large_wet", "option", "virtual", "gift", "car_care"]
INSTRUMENTS: dict[str, Text] = {
    "store": Text("门店股权（分期解锁）", "Store shares, unlocked by part"),
    "holding": Text("持股平台（有限合伙人）", "Holding partnership (limited partner)"),
    "subsidiary": Text("子公司总经理的注册股", "Subsidiary head's registered shares"),
    "small_wet": Text("小湿股", "Small wet shares (bought, dividends only)"),
    "large_wet": Text("大湿股", "Large wet shares (bought, with value)"), "option": Text("期权", "Options"),
    "virtual": Text("虚拟股", "Virtual shares"), "gift": Text("赠与的奖励股", "Gifted shares"),
    "car_care": Text("汽车美容店股份", "Car-care store shares")}

Reason = Literal["resigned", "dismissed", "laid_off", "retired", "died", "no_procedure"]
REASONS: dict[str, Text] = {
    "resigned": Text("主动离职", "Resigned"), "dismissed": Text("违规或不达标被辞退", "Dismissed for cause"),
    "laid_off": Text("公司调整被辞退", "Laid off"), "retired": Text("退休", "Retired"), "died": Text("身故", "Died"),
    "no_procedure": Text("未办手续离岗", "Left without the procedure")}

Basis = Literal["value", "book", "paid_in", "paid_in_interest", "registered", "agreed", "nothing"]
BASES: dict[str, Text] = {
    "value": Text("离职时估值", "Value at leaving"), "book": Text("最近一期账面净资产", "Latest book value"),
    "paid_in": Text("原出资额", "Original payment"), "paid_in_interest": Text("原出资额＋银行利息", "Original payment and bank interest"),
    "registered": Text("注册资本", "Registered capital"), "agreed": Text("按协议", "As the agreement says"),
    "nothing": Text("归零", "Nothing")}

Agreement = Literal["nothing", "registered", "fixed"]


INSTRUMENT = Parameter("工具", "Instrument", Unit.CHOICE, choices=INSTRUMENTS)
REASON = Parameter("离开原因", "Reason", Unit.CHOICE, choices=REASONS)


class ExitTerm(Declared):
    """One entry of the table: what is paid for the unlocked and the locked part."""

    plan: Annotated[Instrument, INSTRUMENT]
    reason: Annotated[Reason, REASON]
    basis: Annotated[Basis, Parameter("计价", "Priced at", Unit.CHOICE, choices=BASES)]
    unlocked: Annotated[float, Parameter("已解锁部分支付比例", "Paid of the unlocked part", Unit.RATE, low=0, high=1,
                                         step=0.05)] = 1.0
    locked: Annotated[float, Parameter("未解锁部分支付比例", "Paid of the locked part", Unit.RATE, low=0, high=1,
                                       step=0.05)] = 0.0
    dividend: Annotated[bool, Parameter("另付当年分红", "The year's dividend on top", Unit.FLAG)] = False


def _terms() -> tuple[ExitTerm, ...]:
    """The published terms, and ours where they say nothing."""
    everybody: tuple[Reason, ...] = ("resigned", "dismissed", "laid_off", "retired", "died")
    unlocked: dict[Reason, float] = {"resigned": 0.7, "dismissed": 0.8, "laid_off": 1.0, "retired": 1.0, "died": 1.0}
    kind = ("retired", "died")
    store = [ExitTerm(plan="store", reason=reason, basis="value", unlocked=part, locked=0.5 if reason in kind else 0.0,
                      dividend=reason in kind) for reason, part in unlocked.items()]
    partner: dict[Reason, Basis] = {"resigned": "paid_in_interest", "dismissed": "paid_in", "laid_off": "book",
                                    "retired": "book", "died": "book"}
    holding = [ExitTerm(plan="holding", reason=reason, basis=basis, locked=1.0) for reason, basis in partner.items()]
    same: tuple[tuple[Instrument, Basis], ...] = (
        ("subsidiary", "registered"), ("small_wet", "paid_in"), ("large_wet", "value"), ("option", "agreed"),
        ("virtual", "agreed"), ("gift", "agreed"), ("car_care", "book"))
    others = [ExitTerm(plan=plan, reason=reason, basis=basis, locked=1.0) for plan, basis in same for reason in everybody]
    return (*store, *holding, *others, ExitTerm(plan="car_care", reason="no_procedure", basis="nothing"))


TERMS = _terms()


class ExitTerms(Declared):
    """How a stake is priced when its holder leaves: instrument, reason, and what the table leaves to be agreed."""

    plan: Annotated[Instrument, INSTRUMENT] = "store"
    reason: Annotated[Reason, REASON] = "resigned"
    factor: Annotated[float | None, Parameter(
        "因此离开时已解锁部分支付比例", "Paid of the unlocked part, leaving so", Unit.RATE, low=0, high=1, step=0.05,
        source=STORE + ", 60–100%; 70% in its example", nothing=Text("按表", "as the table says"))] = None
    bank_rate: Annotated[float, Parameter("银行利率（单利）", "Bank interest, simple", Unit.RATE, low=0, high=0.24,
                                          step=0.0005)] = 0.0435
    agreement: Annotated[Agreement, Parameter(
        "按协议时的补偿", "What an agreement pays", Unit.CHOICE, source=ORGANISATION, choices={
            "nothing": Text("不补偿", "Nothing"), "registered": Text("按注册资本补偿", "Its part of registered capital"),
            "fixed": Text("定价补偿", "A fixed price")})] = "nothing"
    fixed_price: Annotated[float, Parameter("约定总价（按全部股份的 100% 计）", "Fixed price for all of the company", Unit.YUAN,
                                            low=0, high=1_000_000_000_000, step=10_000)] = 0.0
    registered_capital: Annotated[float, Parameter("注册资本", "Registered capital", Unit.YUAN, low=0,
                                                   high=1_000_000_000_000, step=10_000)] = 0.0
    first_years: Annotated[int, Parameter("车店股份几年内不得退出", "Car-care: no withdrawal before years", Unit.YEARS, low=0,
                                          high=10, step=1, source=CAR_CARE)] = 1
    table: Annotated[tuple[ExitTerm, ...], Parameter("退出价格表", "Table of exit prices", Unit.TABLE,
                                                     source=f"{STORE}; {ORGANISATION}; {CAR_CARE}; the rest is ours"),
                     Field(strict=False, min_length=1)] = TERMS

    @field_validator("table")
    @classmethod
    def _one_price_each(cls, table: tuple[ExitTerm, ...]) -> tuple[ExitTerm, ...]:
        priced: set[tuple[str, str]] = set()
        for row, term in enumerate(table, start=1):
            if (term.plan, term.reason) in priced:
                raise refuse(t("row {row} prices “{plan}, {reason}” a second time; delete one of the two.", row=row,
                               plan=say(INSTRUMENTS[term.plan]), reason=say(REASONS[term.reason])))
            priced.add((term.plan, term.reason))
        return table

    @model_validator(mode="after")
    def _has_its_own_price(self) -> Self:
        self.term()
        return self

    def term(self, reason: str | None = None, plan: str | None = None) -> ExitTerm:
        """The entry that applies, here to the plan's own reason unless another is asked for.

        Raises:
            PydanticCustomError: the table has no such entry.
        """
        plan, reason = plan or self.plan, reason or self.reason
        for term in self.table:
            if (term.plan, term.reason) == (plan, reason):
                return term
        raise refuse(t("the table has no price for “{plan}, {reason}”; add a row, or choose another reason.",
                       plan=say(INSTRUMENTS[plan]), reason=say(REASONS[reason])))


    def rate(self, term: ExitTerm) -> float:
        """What is paid of the unlocked part: the plan's own factor for its own reason, else the table's."""
        own = self.factor is not None and (term.plan, term.reason) == (self.plan, self.reason)
        return self.factor if own and self.factor is not None else term.unlocked


@dataclass(frozen=True)
class Worth:
    """What whole holdings are worth by each basis, fen by person, (people,); and the year's dividend on them."""

    value: Fen
    book: Fen
    paid_in: Fen
    registered: Fen
    fixed: Fen
    dividend: Fen
    years: Fen  # held

    def at(self, basis: str, terms: ExitTerms) -> Fen:
        """Worth by this basis, fen, (people,)."""
        match basis:
            case "paid_in_interest":
                rate = fraction(terms.bank_rate)
                return self.paid_in + ratio_down(self.paid_in * self.years, rate.numerator, rate.denominator)
            case "agreed":
                return self.at(terms.agreement, terms)
            case "nothing":
                return np.zeros_like(self.value)
            case _:
                column: Fen = getattr(self, basis)
                return column


def worth_of(shares: Shares, total: int, value: int, net_assets: int, paid_in: Fen, dividend: Fen, years: Fen,
             terms: ExitTerms) -> Worth:
    """Holdings in shares, (people,), of so many in all, rounded down to the fen."""
    return Worth(ratio_down(shares, value, total), ratio_down(shares, max(0, net_assets), total), paid_in,
                 ratio_down(shares, to_fen(terms.registered_capital), total),
                 ratio_down(shares, to_fen(terms.fixed_price), total), dividend, years)


@dataclass(frozen=True)
class Settlement:
    """What leavers get, fen by person: the worth of the unlocked part, and what is paid for everything."""

    gross: Fen
    paid: Fen


def settle(worth: Worth, unlocked: Shares, holdings: Shares, terms: ExitTerms, reason: str | None = None,
           plan: str | None = None) -> Settlement:
    """The price of holdings, (people,), of which so many shares are unlocked."""
    term = terms.term(reason, plan)
    whole = worth.at(term.basis, terms)
    share = np.where(holdings > 0, holdings, 1)
    gross = (whole.astype(object) * unlocked // share).astype(np.int64)
    paid = times_rate(gross, terms.rate(term)) + times_rate(whole - gross, term.locked)
    if term.dividend:
        paid = paid + worth.dividend
    if term.plan == "car_care":
        paid = np.where(worth.years < terms.first_years, 0, paid)
    return Settlement(gross, paid)


def our_terms(term: ExitTerm) -> str:
    """Where an entry of the table comes from."""
    if term.plan == "store":
        return STORE if term.reason != "laid_off" else OURS
    if term.plan == "car_care":
        return CAR_CARE
    if term.plan == "holding" and term.reason not in ("resigned", "laid_off"):
        return OURS
    return ORGANISATION
