"""What doing more would bring: the next band, level, task or growth of a person, and the sales that a wished-for pay needs.

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

from engine.answers.pay.payslip import place_of
from engine.base import text
from engine.base.money import Fen, split, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, problems_of
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import MONTHS
from engine.plan.scenario import Scenario
from engine.rules.kinds import Attained, PayElement, TargetParts
from engine.rules.parts.levels import Ladder
from engine.rules.parts.rises import PIECE, Of, Rise, What
from engine.run.simulate import assess, attain, groups, pay_people
from engine.world.drivers import Drivers, Scope, headcount, project

MOST = 10_000_000_000
"""Sales a month, in fen, beyond which no answer is looked for: a hundred million yuan."""

TRIES = 20

@dataclass(frozen=True)
class NextStep:
    """The next band, level, task or base and what it brings; or, above the base already, what some more brings.

    more: of what has to rise, in fen (hundredths of a piece if `pieces`), missing to `bound`, in `month` (0–11) or, if
    that is None, over the year in equal parts a month. whose: whose sales have to rise. gain: what the person is paid
    more in the year, fen; negative where selling more pays less. base: what growth counts from.
    """

    path: str
    title: Text
    what: What | Literal["level"]
    whose: Scope
    month: int | None
    bound: int
    more: int
    gain: int
    rate: float | None = None  # of the band, or of what is beyond, from there on
    level: Text | None = None
    coefficient: float | None = None
    of: Of = "sales"
    base: int | None = None
    shared: bool = False  # with the rest of the group

    @property
    def pieces(self) -> bool:
        return self.of == "pieces"


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
        place = place_of(scenario.company.people.at(origin), newcomer, person)
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
        """The drivers if these were the sales by month, fen, (12,). Own sales count in the unit's where those are summed up."""
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

    def making(self, month: int | None, pieces: int) -> Drivers:
        """The drivers with more of the person's pieces in a month, or over the year."""
        column = self.drivers.pieces.copy()
        column[:, self.place] += _spread(pieces, month)
        return replace(self.drivers, pieces=column)

    def serving(self, of: Literal["service_sales", "goods_sales"], month: int, more: int) -> Drivers:
        """The drivers with more services or goods sold by the person in a month; they are a part of own sales."""
        part, sales = getattr(self.drivers, of).copy(), self.drivers.sales.copy()
        part[month, self.place] += more
        sales[month, self.place] += more
        return replace(self.drivers, sales=sales, **{of: part})

    def earning(self, of: Literal["revenue", "gross_profit"], more: int) -> Drivers:
        """The drivers in a year in which the company has more revenue, or more profit, and nothing else differs."""
        world = self.drivers.world
        return replace(self.drivers, world=replace(world, **{of: getattr(world, of) + more}))

    def doing(self, rise: Rise) -> Drivers:
        """The drivers in which what has to rise has risen to its bound."""
        more = rise.bound - rise.volume
        if rise.of == "pieces":
            return self.making(rise.month, more // PIECE)
        if rise.of in ("service_sales", "goods_sales") and rise.month is not None:
            return self.serving(rise.of, rise.month, more)
        if rise.of in ("revenue", "profit"):
            return self.earning("revenue" if rise.of == "revenue" else "gross_profit", more)
        return self.selling(rise.whose, self.sales(rise.whose) + _spread(more, rise.month))

    def there(self, month: int) -> bool:
        """Whether the person is still there in that month."""
        return month < int(self.drivers.last_month[self.place])


def next_steps(person: Person, month: int) -> list[NextStep]:
    """The next band of every commission and the task of every piece rate in this month (0–11), what growth brings, and
    the next level of every target ladder.

    Nothing for who is in the highest band and level already, or has left by then.
    """
    if not person.there(month):
        return []
    steps: list[NextStep] = []
    in_group = groups(person.scenario.plan, person.drivers)
    for path, rule in person.elements.items():
        index = in_group[path.split(".")[1]]
        place = int(np.flatnonzero(index == person.place)[0])
        for rise in rule.rises(person.drivers.group(index), place, month):
            more = rise.bound - rise.volume
            steps.append(NextStep(path, rule.title, rise.what, rise.whose, rise.month, rise.bound, more,
                                  person.paid(person.doing(rise)) - person.pay, rise.rate, of=rise.of, base=rise.base,
                                  shared=rise.shared))
    for name in dict.fromkeys(rule.ladder for rule in person.elements.values() if rule.ladder is not None):
        ladder = person.scenario.plan.targets[name]
        if isinstance(ladder, Ladder):
            steps += next_level(person, name, ladder, month)
    return steps


def _spread(amount: int, month: int | None) -> Fen:
    """An amount in one month, or over the year in equal parts, (12,)."""
    if month is not None:
        return (np.arange(MONTHS) == month) * np.int64(amount)
    return np.array(split(amount, [1] * MONTHS), dtype=np.int64)


def next_level(person: Person, name: str, ladder: Ladder, month: int) -> Iterator[NextStep]:
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
        sales = sales + _spread(missing, month if monthly else None)
        drivers = person.selling(whose, sales)
    else:
        return
    level = ladder.levels[aim]
    yield NextStep(f"targets.{name}", ladder.title, "level", whose, month if monthly else None, bounds[aim],
                   int(sales.sum() - person.sales(whose).sum()) if not monthly else actual - start,
                   person.paid(drivers) - person.pay, level=level.label, coefficient=level.coefficient)


def _standing(person: Person, ladder: Ladder, drivers: Drivers, month: int) -> tuple[int, list[int]]:
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
        terms.scope == "own" for rule in person.elements.values() for terms in rule.commissions())
    order: tuple[Scope, ...] = ("own", "unit", "company") if own else ("unit", "own", "company")
    for whose in order:
        pays = {person.paid(person.selling(whose, np.full(MONTHS, sales, dtype=np.int64))) for sales in (0, MOST)}
        if len(pays) > 1:
            return whose
    return None


def _grid(person: Person, whose: Scope) -> list[int]:
    """Nothing, the most, and every corner of the person's rules with the fen below it, as sales a month."""
    corners = {0, MOST}
    for rule in person.elements.values():
        for terms in rule.commissions():
            if terms.scope == whose and terms.base != "units":
                corners.update(terms.corners())
        ladder = person.scenario.plan.targets.get(rule.ladder or "")
        if isinstance(ladder, Ladder) and ladder.of == {"own": "person"}.get(whose, whose):
            for month in range(MONTHS if ladder.period == "month" else 1):
                bounds = _standing(person, ladder, person.drivers, month)[1]
                corners.update(bounds if ladder.period == "month" else (-(-bound // MONTHS) for bound in bounds))
    return sorted(sales for each in corners for sales in (each - 1, each) if 0 <= sales <= MOST)


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

def sentence(step: NextStep) -> str:
    """A next step as a sentence."""
    gain = text.exact(step.gain, signed=True) if step.gain else t("no change")
    if step.what == "growth":
        return t("{action}: {rate} of what is above {base} is paid{shared}. Pay of the year: {gain}.", action=_action(step),
                 rate=text.value(step.rate, Unit.RATE), base=_amount(step, step.base or 0), shared=_shared(step), gain=gain)
    return t("{action}, to reach {goal}. Pay of the year: {gain}.", action=_action(step), goal=_reached(step), gain=gain)


def _amount(step: NextStep, amount: int) -> str:
    return text.count(amount // PIECE) if step.pieces else text.exact(amount)


def _shared(step: NextStep) -> str:
    return t(", shared by the group") if step.shared else ""


def _action(step: NextStep) -> str:
    """What has to be done, by whom and when."""
    more = _amount(step, step.more)
    if step.month is None:
        return {"profit": t("If the company's profit before pay changes is {more} more over the year", more=more),
                "pieces": t("Make {more} more over the year, the same more each month", more=more)}.get(step.of) or {
            "own": t("Sell {more} more over the year, the same more each month", more=more),
            "unit": t("If the unit sells {more} more over the year, the same more each month", more=more),
            "company": t("If the company sells {more} more over the year, the same more each month", more=more)}[step.whose]
    month = text.month(step.month)
    return {"pieces": t("Make {more} more in {month}", more=more, month=month),
            "service_sales": t("Sell {more} more of services in {month}", more=more, month=month),
            "goods_sales": t("Sell {more} more of goods and cards in {month}", more=more, month=month)}.get(step.of) or {
        "own": t("Sell {more} more in {month}", more=more, month=month),
        "unit": t("If the unit sells {more} more in {month}", more=more, month=month),
        "company": t("If the company sells {more} more in {month}", more=more, month=month)}[step.whose]


def _reached(step: NextStep) -> str:
    bound = _amount(step, step.bound)
    if step.level is not None:
        return t("the level {level} ({bound}, coefficient {coefficient})", level=text.say(step.level), bound=bound,
                 coefficient=f"×{step.coefficient:g}")
    rate = text.value(step.rate, Unit.YUAN if step.pieces and step.what != "base" else Unit.RATE)
    if step.what == "task":
        return (t("the task of {bound}, beyond which each piece brings {rate}", bound=bound, rate=rate) if step.pieces else
                t("the task of {bound}, beyond which {rate} counts", bound=bound, rate=rate))
    if step.what == "base":
        return t("the base of {bound}, above which {rate} is paid{shared}", bound=bound, rate=rate, shared=_shared(step))
    if step.what == "quota":
        return t("the quota of {bound}, where {rate} begins to count", bound=bound, rate=rate)
    return t("the band from {bound} ({rate})", bound=bound, rate=rate)


def in_sentences(answer: Needed) -> list[str]:
    """The answer to how much has to be sold, as sentences."""
    wanted, pay = text.exact(answer.wanted), text.exact(answer.pay)
    if answer.whose is None:
        return [t("This pay does not depend on sales: it is {pay} a month on average.", pay=pay)]
    if answer.sales is None:
        return [t("No sales bring {wanted} a month; the most is {pay}.", wanted=wanted, pay=pay)]
    sales = text.exact(answer.sales)
    by_whose = {"own": t("Sell {sales} every month to earn {pay} a month on average.", sales=sales, pay=pay),
                "unit": t("The unit has to sell {sales} every month for {pay} a month on average.", sales=sales, pay=pay),
                "company": t("The company has to sell {sales} every month for {pay} a month on average.", sales=sales,
                             pay=pay)}
    if answer.sales == 0:
        return [t("{wanted} a month is reached without any sales; pay is then {pay}.", wanted=wanted, pay=pay)]
    doubt = [] if answer.rises else [t("Beware: under this plan there are sales at which selling more pays less.")]
    return [by_whose[answer.whose], *doubt]
