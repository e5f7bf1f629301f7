"""The kinds of rules: where in the pipeline a rule is called, with what, and what it gives back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.algebra import count, of, times_down
from engine.base.book import Given
from engine.base.money import Fen, add_up, ratio_down, split, sum_by
from engine.base.parameter import Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.captable import CapTable
from engine.company.company import MONTHS, Facts, People
from engine.company.ledger import Event
from engine.company.people import YEARS_OF_SERVICE
from engine.rules.parts.checks import Check
from engine.rules.parts.commission import CommissionTerms
from engine.rules.parts.rises import Rise
from engine.rules.parts.terms import MONTHS_SERVED
from engine.rules.pay.deferral import Deferral
from engine.rules.rule import Rule
from engine.world.drivers import Drivers, Group

if TYPE_CHECKING:
    from engine.company.network import Network


class PayElement(Rule):
    """A line of somebody's pay. Called once a year with the people it applies to.

    Years that look alike are computed once, unless an element says that it moves `by_year`.
    """

    by_year: ClassVar[bool] = False

    also_in_december: ClassVar[bool] = False
    """Whether it pays by month and once more in December, in one line: then none of it is annual bonus."""

    tax_assumed: ClassVar[Text | None] = None
    """What is assumed of it in people's tax, a sentence that stands beside the figures."""

    ladder: Annotated[str | None, Parameter(
        "乘以目标档位系数", "Times the coefficient of target", Unit.KEY,
        nothing=Text("不乘", "not multiplied"), refers=Refers.COEFFICIENT)] = None
    deferral: Annotated[Deferral | None, Parameter(
        "延期发放", "Deferral", Unit.TABLE, nothing=Text("当月全部发放", "all paid in the month"))] = None

    def own_commission(self) -> CommissionTerms | None:
        """The commission that it is, or that fills its pool."""
        return None

    def commissions(self) -> tuple[CommissionTerms, ...]:
        """Every commission it may pay by."""
        own = self.own_commission()
        return () if own is None else (own,)

    def roles(self) -> Mapping[str, float]:
        """Post → its part of the pool that it divides; nothing where it divides none by post."""
        return {}

    def store_excess_rate(self) -> float | None:
        """What part of a store's output above target it pays to whoever is above the store; None where it pays none."""
        return None

    def rises(self, group: Group, place: int, month: int) -> Iterator[Rise]:
        """What doing more would lead to, for the person at this place of the group, looked at in a month (0–11)."""
        for terms in self.commissions():
            yield from terms.next_band(group, place, month)

    def bind(self, group: Group) -> Mapping[str, Any]:
        """What the formula reads, of these people: whole numbers, people last, months before them where there are any."""
        raise NotImplementedError

    def pay(self, group: Group, trace: Trace) -> Fen:
        """Pay in fen, (…, 12, people of the group), before the target coefficient."""
        paid: Fen = self.formula(Given(**self.bind(group)), trace)
        return paid


class DeductionElement(PayElement):
    """A line taken off somebody's other pay: computed after it, and held by it.

    `bind` gives what is `due` by month, fen zero or more (…, 12, people). The formula reads it, as it stands after the target
    coefficient, and the month's other `pay`, and gives what is really taken off, zero or less.
    """

    @model_validator(mode="after")
    def _at_once(self) -> Self:
        if self.deferral is not None:
            raise refuse(t("a deduction cannot be deferred; take the deferral out."))
        return self

    def pay(self, group: Group, trace: Trace) -> Fen:
        due: Fen = self.bind(group)["due"]
        return -due

    def settle(self, amount: Fen, others: Fen, trace: Trace) -> Fen:
        """What is really taken off, zero or less, given the month's other pay; both (…, 12, people)."""
        taken: Fen = self.formula(Given(due=-amount, pay=others), trace)
        return taken


class ScoreRule(Rule):
    """How assessments become one score: called once a year, before targets and pay."""

    groups: Annotated[tuple[str, ...], Parameter(
        "适用岗位或岗位类别（空为全员）", "Posts or job families (none: everybody)", Unit.TABLE,
        refers=Refers.GROUP), Field(strict=False)] = ()

    def bind(self, drivers: Drivers) -> Mapping[str, Any]:
        """What the formula reads, of everybody: whole numbers, people last; `drivers.people.score` is the superior's."""
        raise NotImplementedError

    def score(self, drivers: Drivers, trace: Trace) -> npt.NDArray[np.int64]:
        """Everybody's score in hundredths of a point, (…, people)."""
        score: npt.NDArray[np.int64] = self.formula(Given(**self.bind(drivers)), trace)
        return score


@dataclass(frozen=True)
class Attained:
    """Where a target stands: per person and month.

    coefficient: millionths, (…, 12, people). level: place of the level reached, −1 below the first,
    (…, people) for the year. qualifies: who has reached the level from which promotion is considered.
    """

    coefficient: npt.NDArray[np.int64]
    level: npt.NDArray[np.int64]
    qualifies: npt.NDArray[np.bool_]
    names: tuple[str, ...]

    def amounts(self) -> dict[Text, Any]:
        """What a book writes down of it, by label."""
        return {Text("达到第几档", "Level reached, from 0"): self.level, Text("系数", "Coefficient"): self.coefficient}


class TargetRule(Rule):
    """A target: called once a year, before pay, after the targets it builds on."""

    hands_down: ClassVar[bool] = False
    """Whether it gives targets that others can build on."""

    sets_coefficient: ClassVar[bool] = False
    """Whether it says where people stand, so that pay can be multiplied with its coefficient."""

    def builds_on(self) -> dict[str, str]:
        """Parameter → the other target of the plan that it names."""
        return {key: name for key, refers, name in self.references() if refers is Refers.HANDED_DOWN}

    def bind(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> Mapping[str, Any]:
        """What the formula reads: whole numbers of people (…, people), of units (…, units), of the company (…, 1).

        Months stand before the last axis. `parts` are the targets handed down so far, by their names in the plan.
        """
        raise NotImplementedError

    def attain(self, drivers: Drivers, parts: Mapping[str, TargetParts], trace: Trace) -> Attained | TargetParts | None:
        """Where people stand, the targets handed down, or nothing: for goals that outcomes are held against.

        The formula gives an `Attained` or a `HandedDown`.
        """
        reached = self.formula(Given(**self.bind(drivers, parts)), trace)
        return TargetParts.of(reached, drivers) if isinstance(reached, HandedDown) else reached


@dataclass(frozen=True)
class HandedDown:
    """What the formula of a rule gives that hands a target down, in fen: of the company (1,), people (people,), (12, people)."""

    annual: Any
    people: Any
    months: Any

    def amounts(self) -> dict[Text, Any]:
        """What a book writes down of it, by label."""
        return {Text("月目标", "Target of the month"): self.months}


@dataclass(frozen=True)
class TargetParts:
    """A target handed down, in fen: units (units,), people (people,), months (12, people); never of draws."""

    annual: int
    units: Fen
    people: Fen
    months: Fen

    @classmethod
    def of(cls, down: HandedDown, drivers: Drivers) -> TargetParts:
        """With the company's target as a plain number, and a unit's as the sum of its people's."""
        units = sum_by(down.people, drivers.unit_index, len(drivers.company.unit_keys))
        return cls(add_up(np.atleast_1d(down.annual)), units, down.people, down.months)


class CompanyGoals(TargetRule):
    """Goals of the company as a whole: an outcome is held against them, nobody's pay depends on them."""

    plain: ClassVar[Text | None] = Text("把推演结果与目标对照，不算任何人的报酬",
                                        "an outcome is held against goals; nobody's pay is computed")

    def attain(self, drivers: Drivers, parts: Mapping[str, TargetParts], trace: Trace) -> None:
        return None


@dataclass(frozen=True)
class Result:
    """The year's result as dividend and equity programmes see it, in fen.

    Dividend programmes look at it before incentive dividends, equity programmes after. history: net profit of the
    books' year and of every simulated year so far, without this one. dividend: what shareholders are paid for the
    year. value: what all shares are worth at the year's end. net_assets: at the year's beginning, where the books
    state them. unit_profit: net profit of each unit, (…, units), where a dividend programme looks at them. Profits,
    dividend and value are ints, with draws arrays (draws,).
    """

    year: int
    before_tax: int
    net_profit: int
    revenue: int
    revenue_growth: Fraction
    net_profit_before: int  # last year's net profit, of the books
    history: tuple[int, ...] = ()
    dividend: int = 0
    value: int = 0
    net_assets: int | None = None
    unit_profit: Fen = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    revenue_before: int = 0  # last year's

    @property
    def revenue_growth_of_year(self) -> Fraction:
        """Growth of revenue over last year's; over the books' where last year's is not known."""
        return Fraction(self.revenue, self.revenue_before) - 1 if self.revenue_before else self.revenue_growth

    def price(self, shares: int) -> Fraction:
        """What one of so many shares is worth, in yuan."""
        return Fraction(self.value, 100 * shares) if shares else Fraction(0)


@dataclass(frozen=True)
class Award:
    """What one dividend programme does in one year, in fen: totals are ints, with draws arrays (draws,).

    to_people: earned this year, (…, people); now: paid this year out of it and of earlier accounts;
    account: kept on personal accounts at the end of the year. carried: into next year's fund; kept: by the company.
    fund = paid + carried + kept, where fund includes what was carried in.
    """

    fund: int
    paid: int
    carried: int
    kept: int
    to_people: Fen
    now: Fen
    account: Fen

    @classmethod
    def of(cls, payout: Payout) -> Award:
        """With the company's amounts as totals; what of the fund goes to nobody, nor into next year, the company keeps."""
        fund, carried, to_people = add_up(np.atleast_1d(payout.fund)), add_up(np.atleast_1d(payout.carried)), payout.to_people
        paid = add_up(to_people)
        return cls(fund, paid, carried, fund - paid - carried, to_people, to_people if payout.now is None else payout.now,
                   np.zeros_like(to_people) if payout.account is None else payout.account)


@dataclass(frozen=True)
class Payout:
    """What the formula of a dividend programme gives, in fen: amounts of people (…, people), of the company (…, 1).

    fund: what there is to pay out of, with what was carried in; carried: into next year's fund. to_people: earned this
    year; now: paid this year, None for all that is earned; account: kept on personal accounts, None for nothing.
    """

    fund: Any
    to_people: Any
    now: Any = None
    account: Any = None
    carried: Any = 0

    def amounts(self) -> dict[Text, Any]:
        """What a book writes down of it, by label."""
        return {Text("本年基金", "Fund of the year with what was carried in"): self.fund,
                Text("应得分红", "Dividend earned"): self.to_people, Text("本年发放", "Paid this year"): self.now,
                Text("个人账户", "Kept on the account"): self.account, Text("结转下年", "Carried into next year"): self.carried}


class DividendProgramme(Rule):
    """A programme that pays people out of profit: called once a year, after the result."""

    of_units: ClassVar[bool] = False
    """Whether it looks at the profits of the single units."""

    def bind(self, result: Result, drivers: Drivers, before: Award | None) -> Mapping[str, Any]:
        """What the formula reads, given last year's award: whole numbers, of people (…, people), of the company (…, 1)."""
        raise NotImplementedError

    def distribute(self, result: Result, drivers: Drivers, before: Award | None, trace: Trace) -> Award:
        """This year's award, given last year's of the same programme; the formula gives a `Payout`."""
        return Award.of(self.formula(Given(**self.bind(result, drivers, before)), trace))

    tells_standing: ClassVar[bool] = False
    """Whether leavers in bad standing lose more than others, to the fund and its other holders."""

    def in_standing(self, standing: str) -> DividendProgramme:
        """The programme with leavers in this standing, good or bad, where it tells them apart."""
        return self

    def held_against(self, result: Result, award: Award) -> tuple[int, Mapping[Text, int]] | None:
        """What profit is held against and the pools out of what is above it, fen; None where it is held against nothing."""
        return None

    def on_leaving(self, dividend: Any, months: Any) -> Any:
        """What of a full year's dividend is paid to whoever leaves after so many months: down to the fen."""
        return times_down(dividend, of(months, MONTHS))

    def account_on_leaving(self, account: Any) -> Any:
        """What of a personal account is paid to whoever leaves."""
        return account


@dataclass(frozen=True)
class Moment:
    """A year's end as an equity programme sees it.

    opening: the cap table when the year ended, whose holders receive the year's dividend; table: the same after the
    programmes before this one. `key` is the programme's own place in the plan, under which its promises are noted.
    """

    key: str
    opening: CapTable
    table: CapTable
    result: Result
    drivers: Drivers

    @property
    def year(self) -> int:
        return self.result.year

    @property
    def people(self) -> People:
        return self.drivers.people

    @property
    def leaving(self) -> npt.NDArray[np.bool_]:
        """(people,): who leaves in this year."""
        return (self.people.leaves_in > 0) & (self.year == 1)

    @property
    def there(self) -> npt.NDArray[np.bool_]:
        """(people,): who is still there at the year's end."""
        return self.people.leaves_in == 0

    @cached_property
    def dividends(self) -> dict[str, int]:
        """The year's dividend by line of the opening table, fen; sums to it."""
        lines = self.opening.lines
        return dict(zip(lines, split(self.result.dividend, [line.shares for line in lines.values()]), strict=True))

    def dividends_of(self, line: str) -> Fen:
        """The part of a line's dividend that goes to each person it holds for, (people,), rounded down."""
        holdings, shares = self.opening.of_people(line, len(self.people)), self.opening.lines[line].shares \
            if line in self.opening.lines else 0
        return ratio_down(holdings, self.dividends.get(line, 0), shares)


@dataclass(frozen=True)
class Book:
    """What an equity programme has meant for each of its people in one year, fen, (people,).

    paid: cash paid in by the person; loan: still owed at the year's end; interest, principal: paid out of dividends;
    dividends: on shares of this programme, before interest and principal; proceeds: paid to a person for shares or
    promises given up. expense: the year's share-based payment in the books, without cash. checks: the conditions
    judged in the year. A programme that has more to remember derives its own.
    """

    paid: Fen
    loan: Fen
    interest: Fen
    principal: Fen
    dividends: Fen
    proceeds: Fen
    expense: int = 0
    checks: tuple[Check, ...] = ()

    @classmethod
    def empty(cls, people: int, **more: Any) -> Self:
        """Nothing for anybody, but for what is given."""
        columns = ("paid", "loan", "interest", "principal", "dividends", "proceeds")
        return cls(**{**{column: np.zeros(people, dtype=np.int64) for column in columns}, **more})


@dataclass(frozen=True)
class Advance:
    """What an equity programme does at a year's end: events in order, and its book where it keeps one."""

    events: tuple[Event, ...] = ()
    book: Book | None = None


class EquityProgramme(Rule):
    """A programme that changes the cap table: called at the end of every year.

    One course at a time, never draws: what it does are events of a ledger, each on the table that the last one left.
    """

    plain: ClassVar[Text | None] = Text("股东名册上一件接一件的事，每一件都在上一件留下的名册上发生",
                                        "events of the cap table, each on the table that the last one left")

    conditions: ClassVar[Mapping[str, Text]] = {}
    """What may be asked for before shares move: the name in a `Check`, and what it is called."""

    def level_called(self, place: int) -> Text | None:
        """What the level at this place is called; None for a tranche, which has a number only."""
        return None

    def misfits(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Parameters that ask for what the company's books do not state, each with a sentence."""
        yield from ()

    def opens(self, key: str) -> tuple[str, ...]:
        """Holders that the programme under this name in the plan may bring into the cap table."""
        return ("employees",)

    @abstractmethod
    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        """This year's events, given the programme's book of last year."""


class ExpansionRule(Rule):
    """A programme about the companies or stores that are opened: called once a year.

    One course of profit at a time in the pipeline: which companies there are depends on what the last year's earned.
    """

    plain: ClassVar[Text | None] = Text("公司一年一年地开设和更替，每一年都从上一年留下的公司开始",
                                        "companies opened and handed over year by year, each year from what the last one left")

    opens: ClassVar[bool] = True
    """Whether it opens companies; a plan has at most one rule that does."""

    def start(self) -> Network | None:
        """The companies there before the first year; None where the rule brings none."""
        return None

    @abstractmethod
    def expand(self, before: Network | None, year: int, trace: Trace) -> Network | None:
        """The network at the end of the year."""


def of_company(total: Any) -> npt.NDArray[np.int64]:
    """A total of the company, a plain number or (draws,), as formulas read it: (…, 1)."""
    return np.asarray(total)[..., None]


def bind_people(drivers: Drivers, groups: tuple[str, ...]) -> dict[str, Any]:
    """What `taking` and `on_leaving` read, by person: chosen, service, months served in the year."""
    return {"chosen": chosen(drivers.people, groups), "service": drivers.service, "months": drivers.months_served}


PEOPLE_READ: dict[str, Parameter] = {
    "chosen": Parameter("是激励对象", "Is among those chosen", Unit.FLAG),
    "service": YEARS_OF_SERVICE,
    "months": MONTHS_SERVED}
"""Declarations of what `bind_people` gives."""


def taking(x: Any, min_years: Any, chosen: Any = None) -> Any:
    """Who takes part in this year's dividends: the people chosen, by service in this year, unless gone before it."""
    return (x.chosen if chosen is None else chosen) & (x.service >= count(min_years)) & (x.months > 0)


def no_one(people: People) -> Fen:
    """Zero fen for everybody, (people,)."""
    return np.zeros(len(people), dtype=np.int64)


def chosen(people: People, groups: tuple[str, ...], min_years: int = 0) -> npt.NDArray[np.bool_]:
    """Who takes part, (people,): people of these posts or job families (empty: everybody) with enough service."""
    among = np.full(len(people), not groups)
    for group in groups:
        among |= (people.post == group) | (people.family == group)
    return among & (people.years >= min_years)
