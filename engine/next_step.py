"""What selling more would bring: the next band or level of a person, and the sales that a wished-for pay needs.

Every answer comes from paying the person anew with the higher sales, through the same targets and the same
pay elements as a whole run. Pay is that of one simulated year without incentive dividends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from pydantic import ValidationError

from engine import text
from engine.company import MONTHS
from engine.drivers import Drivers, Scope, headcount, project
from engine.kinds import Attained, PayElement, TargetParts
from engine.money import Fen, split, to_fen
from engine.parameter import Declared, Parameter, Text, Unit
from engine.payslip import place_of
from engine.problem import InputError, problems_of
from engine.rule import Rule
from engine.rules.pay.commission import CommissionTerms
from engine.rules.targets.target_ladder import TargetLadder
from engine.scenario import Scenario
from engine.simulate import assess, attain, groups, pay_people
from engine.text import t
from engine.trace import Trace

MOST = 10_000_000_000
"""Sales a month, in fen, beyond which no answer is looked for: a hundred million yuan."""

PIECE = 100
"""A piece in the hundredths that commission by the piece is counted in."""

TRIES = 20

What = Literal["band", "quota", "level"]


@dataclass(frozen=True)
class NextStep:
    """The next band or level and what it brings.

    more: sales in fen (hundredths of a piece if `pieces`) missing to `bound`, in `month` (0–11) or, if that is
    None, over the year in equal parts a month. whose: whose sales have to rise. gain: what the person is paid
    more in the year, fen; negative where selling more pays less.
    """

    path: str
    title: Text
    what: What
    whose: Scope
    month: int | None
    bound: int
    more: int
    gain: int
    rate: float | None = None  # of the band from there on
    level: Text | None = None
    coefficient: float | None = None
    pieces: bool = False


@dataclass(frozen=True)
class Needed:
    """The sales a month, the same in every month, that bring a pay a month; fen.

    sales: the least that do, None if none does. pay: what they bring on average a month, or the most that any
    sales bring. whose: whose sales pay depends on, None if on nobody's. rises: whether more sales never pay less.
    """

    wanted: int
    sales: int | None
    pay: int
    whose: Scope | None
    rises: bool


@dataclass(frozen=True)
class Person:
    """One person in one simulated year, paid again and again under other sales."""

    scenario: Scenario
    drivers: Drivers
    place: int

    @classmethod
    def of(cls, scenario: Scenario, person: str, number: int = 1) -> Person | None:
        """The person with this ID; None for whoever is not there in that year."""
        origin, newcomer = headcount(scenario.company, scenario.assumptions.headcount_growth)
        place = place_of(scenario.company.people.take(origin), newcomer, person)
        if place is None:
            return None
        year = min(number, scenario.assumptions.years)
        return cls(scenario, project(scenario.company, scenario.assumptions, year), place)

    @cached_property
    def elements(self) -> dict[str, PayElement]:
        """The person's pay elements, path → rule."""
        plan = self.scenario.plan
        return {f"pay.{group}.{name}": rule for group, index in groups(plan, self.drivers).items()
                if (index == self.place).any() for name, rule in plan.pay[group].items()}

    def stand(self, drivers: Drivers) -> tuple[dict[str, Attained], dict[str, TargetParts]]:
        """Targets reached and handed down under these drivers."""
        return attain(self.scenario.plan, drivers, Trace())

    def paid(self, drivers: Drivers) -> int:
        """The person's pay of the year under these drivers, fen. Scores are assessed anew: sales may be in them."""
        drivers = assess(self.scenario.plan, drivers, Trace())
        attained, _ = self.stand(drivers)
        return sum(int(line.amount[:, line.people == self.place].sum())
                   for line in pay_people(self.scenario.plan, drivers, attained, Trace(), only=self.place))

    @cached_property
    def pay(self) -> int:
        """Pay of the year as it is."""
        return self.paid(self.drivers)

    def sales(self, whose: Scope) -> Fen:
        """The sales by month that count for this person: own, the unit's, the company's; (12,) fen."""
        if whose == "own":
            return self.drivers.sales[:, self.place]
        if whose == "unit":
            return self.drivers.unit_sales[:, self.drivers.unit_index[self.place]]
        return self.drivers.company_sales

    def selling(self, whose: Scope, sales: Fen) -> Drivers:
        """The drivers if these were the sales by month. Own sales count in the unit's where those are summed up."""
        drivers = replace(self.drivers)
        if whose == "own":
            column = drivers.sales.copy()
            column[:, self.place] = sales
            return replace(drivers, sales=column)
        # Sums that drivers work out when first asked are given to them instead.
        if whose == "unit":
            units = self.drivers.unit_sales.copy()
            units[:, self.drivers.unit_index[self.place]] = sales
            vars(drivers)["unit_sales"] = units
        else:
            vars(drivers)["company_sales"] = sales
        return drivers

    def making(self, month: int, pieces: int) -> Drivers:
        """The drivers with more of the person's pieces in a month."""
        column = self.drivers.pieces.copy()
        column[month, self.place] += pieces
        return replace(self.drivers, pieces=column)

    def there(self, month: int) -> bool:
        """Whether the person is still there in that month."""
        return month < int(self.drivers.last_month[self.place])


def next_steps(person: Person, month: int) -> list[NextStep]:
    """The next band of every commission in this month (0–11), and the next level of every target ladder.

    Nothing for who is in the highest band and level already, or has left by then.
    """
    if not person.there(month):
        return []
    found: list[NextStep] = []
    for path, rule in person.elements.items():
        for terms in terms_in(rule):
            found += next_band(person, path, rule, terms, month)
    ladders = dict.fromkeys(rule.ladder for rule in person.elements.values() if rule.ladder is not None)
    for name in ladders:
        ladder = person.scenario.plan.targets[name]
        if isinstance(ladder, TargetLadder):
            found += next_level(person, name, ladder, month)
    return found


def terms_in(rule: Rule) -> Iterator[CommissionTerms]:
    """The commissions a pay element is, has inside it, or lets choose between."""
    if isinstance(rule, CommissionTerms):
        yield rule
        return
    for value in (getattr(rule, "commission", None), *(getattr(scheme, "commission", None) for scheme in
                                                       (getattr(rule, "schemes", None) or {}).values())):
        if isinstance(value, CommissionTerms):
            yield value


def corners(terms: CommissionTerms) -> dict[int, float]:
    """Volumes (fen or hundredths of a piece) from which on another rate counts, ascending → that rate."""
    quota = to_fen(terms.quota) if terms.on != "all" else 0
    shift = quota if terms.on == "excess" else 0
    found = {shift + to_fen(tier.from_): tier.rate for tier in terms.tiers}
    if terms.on != "all":
        below = [tier.rate for tier in terms.tiers if to_fen(tier.from_) <= quota - shift]
        found = {quota: below[-1] if below else 0.0, **{at: rate for at, rate in found.items() if at > quota}}
    return dict(sorted(found.items()))


def next_band(person: Person, path: str, rule: Rule, terms: CommissionTerms, month: int) -> Iterator[NextStep]:
    """The band above the one the month's volume is in, or the quota that is not reached yet."""
    pieces = terms.base == "units"
    whose: Scope = "own" if pieces else terms.scope
    volume = (int(person.drivers.pieces[month, person.place]) * PIECE if pieces
              else int(person.sales(whose)[month]))
    above = {at: rate for at, rate in corners(terms).items() if at > volume}
    if not above:
        return
    bound, rate = next(iter(above.items()))
    if pieces:
        bound = -(-bound // PIECE) * PIECE
        raised = person.making(month, (bound - volume) // PIECE)
    else:
        sales = person.sales(whose).copy()
        sales[month] = bound
        raised = person.selling(whose, sales)
    what: What = "quota" if terms.on != "all" and bound == to_fen(terms.quota) else "band"
    yield NextStep(path, rule.title, what, whose, month, bound, bound - volume, person.paid(raised) - person.pay,
                   rate=rate, pieces=pieces)


def next_level(person: Person, name: str, ladder: TargetLadder, month: int) -> Iterator[NextStep]:
    """The level above the one reached, in the month or the year as the ladder holds it."""
    whose: Scope = "own" if ladder.of == "person" else ladder.of
    monthly = ladder.period == "month"
    sales, drivers = person.sales(whose), person.drivers
    for _ in range(TRIES):
        actual, bounds = _standing(person, ladder, drivers, month)
        wanted = next((place for place, bound in enumerate(bounds) if bound > actual), None)
        if drivers is person.drivers:
            if wanted is None or not bounds[-1]:
                return
            start, aim = actual, wanted
        elif wanted is None or wanted > aim:
            break
        # Targets can move with sales: then the gap is closed again, until it stays closed.
        missing = bounds[aim] - actual
        sales = sales + (np.arange(MONTHS) == month) * missing if monthly else sales + np.array(
            split(missing, [1] * MONTHS), dtype=np.int64)
        drivers = person.selling(whose, sales)
    else:
        return
    level = ladder.levels[aim]
    yield NextStep(f"targets.{name}", ladder.title, "level", whose, month if monthly else None, bounds[aim],
                   int(sales.sum() - person.sales(whose).sum()) if not monthly else actual - start,
                   person.paid(drivers) - person.pay, level=level.label, coefficient=level.coefficient)


def _standing(person: Person, ladder: TargetLadder, drivers: Drivers, month: int) -> tuple[int, list[int]]:
    """The person's actual and the targets of the levels, in fen, of the year or of the month."""
    _, parts = person.stand(drivers)
    actual, bounds = ladder.bounds(drivers, parts)
    where = np.zeros(len(drivers.people), dtype=np.int64)
    place = int((np.arange(len(where)) if ladder.of == "person" else drivers.unit_index if ladder.of == "unit"
                 else where)[person.place])
    if ladder.period == "month":
        return int(actual[month, place]), bounds[:, month, place].tolist()
    return int(actual[place]), bounds[:, place].tolist()


# ---------------------------------------------------------------- the way back

def needed(person: Person, wanted: int) -> Needed:
    """The least sales, the same in every month, that bring this pay a month on average; fen.

    Looked for between the corners of the person's commissions and levels, where pay moves evenly: first the
    stretch, then the fen, always by paying the person.
    """
    whose = depends_on(person)
    if whose is None:
        return Needed(wanted, 0 if person.pay >= wanted * MONTHS else None, person.pay // MONTHS, None, True)

    known: dict[int, int] = {}

    def paid(sales: int) -> int:
        if sales not in known:
            known[sales] = person.paid(person.selling(whose, np.full(MONTHS, sales, dtype=np.int64)))
        return known[sales]

    grid = _grid(person, whose)
    pays = [paid(sales) for sales in grid]
    rises = all(low <= high for low, high in pairwise(pays))
    goal = wanted * MONTHS
    first = next((place for place, pay in enumerate(pays) if pay >= goal), None)
    if first is None:
        return Needed(wanted, None, max(pays) // MONTHS, whose, rises)
    sales = grid[0] if first == 0 else _least(paid, grid[first - 1], grid[first], goal)
    return Needed(wanted, sales, paid(sales) // MONTHS, whose, rises)


def depends_on(person: Person) -> Scope | None:
    """Whose sales move the person's pay, None if nobody's.

    Own sales come first for whoever has any or is paid by them; for others they come after the unit's.
    """
    own = bool(person.sales("own").any()) or any(
        terms.scope == "own" for rule in person.elements.values() for terms in terms_in(rule))
    order: tuple[Scope, ...] = ("own", "unit", "company") if own else ("unit", "own", "company")
    for whose in order:
        pays = {person.paid(person.selling(whose, np.full(MONTHS, sales, dtype=np.int64))) for sales in (0, MOST)}
        if len(pays) > 1:
            return whose
    return None


def _grid(person: Person, whose: Scope) -> list[int]:
    """Nothing, the most, and every corner of the person's rules with the fen below it, as sales a month."""
    found = {0, MOST}
    for rule in person.elements.values():
        for terms in terms_in(rule):
            if terms.scope == whose and terms.base != "units":
                found.update(corners(terms))
        ladder = person.scenario.plan.targets.get(rule.ladder or "")
        if isinstance(ladder, TargetLadder) and ladder.of == {"own": "person"}.get(whose, whose):
            for month in range(MONTHS if ladder.period == "month" else 1):
                bounds = _standing(person, ladder, person.drivers, month)[1]
                found.update(bounds if ladder.period == "month" else (-(-bound // MONTHS) for bound in bounds))
    return sorted(sales for each in found for sales in (each - 1, each) if 0 <= sales <= MOST)


def _least(paid: Callable[[int], int], low: int, high: int, goal: int) -> int:
    """The least sales in (low, high] that pay the goal, where `low` does not and `high` does."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if paid(middle) >= goal else (middle, high)
    return high




class Wish(Declared):
    """A pay a month that somebody would like to earn."""

    pay: Annotated[float, Parameter("想要的月收入", "Pay a month you would like", Unit.YUAN, low=0, high=10_000_000,
                                    step=500)]


def wished(pay: float) -> int:
    """A wished-for pay in fen.

    Raises:
        InputError: not an amount of money within range.
    """
    try:
        return to_fen(Wish.model_validate({"pay": pay}).pay)
    except ValidationError as error:
        raise InputError(problems_of(error, "", model=Wish)) from None


# ---------------------------------------------------------------- in words

def said(step: NextStep) -> str:
    """A next step as a sentence."""
    amount = text.count(step.more // PIECE) if step.pieces else text.exact(step.more)
    bound = text.count(step.bound // PIECE) if step.pieces else text.exact(step.bound)
    reach = _reached(step, bound)
    gain = text.exact(step.gain, signed=True) if step.gain else t("no change")
    if step.month is None:
        who = {"own": t("Sell {more} more over the year, the same more each month", more=amount),
               "unit": t("If the unit sells {more} more over the year, the same more each month", more=amount),
               "company": t("If the company sells {more} more over the year, the same more each month", more=amount)}
        return t("{action}, to reach {goal}. Pay of the year: {gain}.", action=who[step.whose], goal=reach, gain=gain)
    month = text.month(step.month)
    who = {"own": t("Make {more} more in {month}", more=amount, month=month) if step.pieces else
           t("Sell {more} more in {month}", more=amount, month=month),
           "unit": t("If the unit sells {more} more in {month}", more=amount, month=month),
           "company": t("If the company sells {more} more in {month}", more=amount, month=month)}
    return t("{action}, to reach {goal}. Pay of the year: {gain}.", action=who[step.whose], goal=reach, gain=gain)


def _reached(step: NextStep, bound: str) -> str:
    if step.level is not None:
        return t("the level {level} ({bound}, coefficient {coefficient})", level=text.say(step.level), bound=bound,
                 coefficient=f"×{step.coefficient:g}")
    rate = text.value(step.rate, Unit.YUAN if step.pieces else Unit.RATE)
    if step.what == "quota":
        return t("the quota of {bound}, where {rate} begins to count", bound=bound, rate=rate)
    return t("the band from {bound} ({rate})", bound=bound, rate=rate)


def said_needed(found: Needed) -> list[str]:
    """The answer to how much has to be sold, as sentences."""
    wanted, pay = text.exact(found.wanted), text.exact(found.pay)
    if found.whose is None:
        return [t("This pay does not depend on sales: it is {pay} a month on average.", pay=pay)]
    if found.sales is None:
        return [t("No sales bring {wanted} a month; the most is {pay}.", wanted=wanted, pay=pay)]
    sales = text.exact(found.sales)
    said_so = {"own": t("Sell {sales} every month to earn {pay} a month on average.", sales=sales, pay=pay),
               "unit": t("The unit has to sell {sales} every month for {pay} a month on average.", sales=sales, pay=pay),
               "company": t("The company has to sell {sales} every month for {pay} a month on average.", sales=sales,
                            pay=pay)}
    if found.sales == 0:
        return [t("{wanted} a month is reached without any sales; pay is then {pay}.", wanted=wanted, pay=pay)]
    doubt = [] if found.rises else [t("Beware: under this plan there are sales at which selling more pays less.")]
    return [said_so[found.whose], *doubt]
