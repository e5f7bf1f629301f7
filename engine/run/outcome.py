"""What a scenario leads to, year by year: pay, statement, dividends, cap table, companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen, add_up
from engine.base.trace import Trace
from engine.company.captable import CapTable
from engine.company.company import People
from engine.company.ledger import Event
from engine.company.look_through import Owned, look_through, votes
from engine.company.network import Network
from engine.plan.scenario import Scenario
from engine.rules.kinds import Attained, Award, Book, TargetParts
from engine.run.employer import Bases
from engine.run.statement import Statement
from engine.world.drivers import World


@dataclass(frozen=True)
class PayLine:
    """One pay element of one group: fen, (…, 12, people of the group), and who they are."""

    group: str  # the post or job family whose plan it is of
    element: str  # the name of the element, shared by groups
    rule: str
    people: npt.NDArray[np.int64]  # places in the year's people
    amount: Fen
    forfeited: int = 0  # deferred pay of the year that leavers have lost, fen; not part of `amount`

    @property
    def path(self) -> str:
        """Where the element stands in the plan: pay.<group>.<element>."""
        return f"pay.{self.group}.{self.element}"


def yearly(lines: Sequence[PayLine], people: int) -> Fen:
    """Each person's pay of the year, (…, people)."""
    total = np.zeros((*draws_of(lines), people), dtype=np.int64)
    for line in lines:
        total[..., line.people] += line.amount.sum(axis=-2)
    return total


def draws_of(lines: Sequence[PayLine]) -> tuple[int, ...]:
    """The axes that stand in front of months and people; () for one course."""
    return np.broadcast_shapes(*(line.amount.shape[:-2] for line in lines))


@dataclass(frozen=True)
class Year:
    """One simulated year. People arrays are in the order of `people`.

    Draws may stand in front of pay, awards and statement. Cap table, books and companies are one course's: what
    happens to them are events, one after another.
    """

    number: int
    people: People
    newcomer: npt.NDArray[np.bool_]
    world: World
    attained: Mapping[str, Attained]
    handed_down: Mapping[str, TargetParts]
    lines: tuple[PayLine, ...]
    statement: Statement
    awards: Mapping[str, Award]
    cap_table: CapTable
    events: tuple[Event, ...]
    network: Network | None
    books: Mapping[str, Book] = field(default_factory=dict)
    net_assets: int | None = None  # at the year's end, where the books state them
    bases: Bases | None = None  # of insurance and fund, before floor and cap; None where nobody contributes
    value: int = 0  # of all shares at the year's end, fen

    @cached_property
    def pay(self) -> Fen:
        """Each person's pay of the year, without incentive dividends, (…, people)."""
        return yearly(self.lines, len(self.people))

    @property
    def forfeited(self) -> int:
        """Deferred pay of the year that leavers have lost, fen: saved by the company, not in `pay`."""
        return sum(line.forfeited for line in self.lines)

    @cached_property
    def dividends(self) -> Fen:
        """Each person's incentive dividends earned in the year, (…, people)."""
        return sum((award.to_people for award in self.awards.values()),
                   np.zeros(len(self.people), dtype=np.int64))

    @cached_property
    def income(self) -> Fen:
        """Pay and incentive dividends of each person, (…, people)."""
        return self.pay + self.dividends

    @cached_property
    def months(self) -> Fen:
        """Pay by month, (…, 12, people)."""
        total = np.zeros((*draws_of(self.lines), 12, len(self.people)), dtype=np.int64)
        for line in self.lines:
            total[..., line.people] += line.amount
        return total

    def by_element(self) -> dict[str, int]:
        """Cost of each pay element and dividend programme, fen; sums to the people cost."""
        costs: dict[str, int] = {}
        for line in self.lines:
            costs[line.element] = costs.get(line.element, 0) + add_up(line.amount, (-2, -1))
        for name, award in self.awards.items():
            costs[name] = costs.get(name, 0) + add_up(award.to_people)
        return costs

    @property
    def cash_after_expansion(self) -> int:
        """Headquarters' cash of the year before dividends to its own holders, fen.

        Own profit after tax, plus what the companies paid out and paid back, less what was put into them.
        """
        own = self.statement.before_tax - self.statement.tax
        return own if self.network is None else own + self.network.cash_back - self.network.cash_need

    @cached_property
    def owned(self) -> Owned:
        """Who owns the shares in the end, through holding companies and partnerships."""
        return look_through(self.cap_table)

    @cached_property
    def votes(self) -> Owned:
        """Who casts the votes: general partners, leaders of concerts, majority owners."""
        return votes(self.cap_table)

    @cached_property
    def profit_stakes(self) -> dict[str, Fraction]:
        """Who owns each yuan of the group's profit in the end: holders looked through, and heads of companies.

        The company's own profit goes by the holders' look-through stakes; a subsidiary's profit by its stakes,
        headquarters' part through the cap table. Only profits count; without any, it is the cap table. Sums to one.
        """
        through = self.own_part
        stakes = {key: stake * through for key, stake in self.owned.stakes().items()}
        return stakes if through == 1 else {**stakes, "heads": 1 - through}

    @cached_property
    def own_part(self) -> Fraction:
        """The part of the group's profit that goes through the cap table; the rest is the heads'."""
        network = self.network
        if network is None or not len(network):
            return Fraction(1)
        gains = network.profit > 0
        own = max(0, self.statement.before_tax - self.statement.tax)
        gained = int(network.to_headquarters[gains].sum())
        whole = own + int(network.profit[gains].sum())
        return Fraction(own + gained, whole) if whole > 0 else Fraction(1)


@dataclass(frozen=True)
class Outcome:
    """A scenario and all its years; `opening` and `network` are the cap table and companies before the first."""

    scenario: Scenario
    opening: CapTable
    years: tuple[Year, ...]
    trace: Trace
    network: Network | None = None

    def year(self, number: int = 1) -> Year:
        """The year with this number, 1 the first."""
        return self.years[number - 1]

    def events(self) -> list[Event]:
        """The whole history of the cap table: `ledger.replay(opening, events)` gives any year's."""
        return [event for year in self.years for event in year.events]

    def computed_in(self, number: int) -> int:
        """The year in which the pay of this year was computed: an earlier one where nothing has moved since."""
        while number > 1 and self.year(number - 1).lines is self.year(number).lines:
            number -= 1
        return number

    @property
    def owner(self) -> str:
        return self.scenario.company.facts.owner

    @cached_property
    def owned_at_first(self) -> Owned:
        """Who owned the shares in the end before the first year."""
        return look_through(self.opening)

    def owner_stake(self, number: int = 1) -> Fraction:
        """The owner's look-through stake at the end of a year; 0 is today."""
        return (self.owned_at_first if number == 0 else self.year(number).owned).stake(self.owner)

    def owner_votes(self, number: int = 1) -> Fraction:
        """The owner's part of the votes at the end of a year; 0 is today."""
        return (votes(self.opening) if number == 0 else self.year(number).votes).stake(self.owner)

    def owner_take(self, number: int = 1) -> int:
        """The owner's part of the year's net profit, fen (a loss is negative)."""
        return int(self.year(number).statement.net_profit * self.owner_stake(number))
