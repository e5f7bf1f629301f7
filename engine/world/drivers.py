"""What drives pay in one simulated year: the world (revenue, costs) and each person's monthly sales."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.base.money import (
    Fen,
    fraction,
    round_half_up,
    split,
    sum_by,
    times,
    to_fen,
)
from engine.company.company import MONTHS, PPM, Company, People
from engine.world.assumptions import Assumptions

Base = Literal["sales", "net_sales", "gross_profit", "collections", "units"]
Scope = Literal["own", "unit", "company"]


@dataclass(frozen=True)
class World:
    """The company's income before pay in one year, in fen.

    gross_profit − other_costs − balance = before_pay, the profit before tax plus the payroll that last
    year's books imply. `balance` is not zero only where both profit and revenue growth are set.
    """

    revenue: int
    margin: Fraction
    gross_profit: int
    other_costs: int
    balance: int
    revenue_growth: Fraction
    profit_growth: Fraction | None  # before any change in pay; None where last year's profit is zero

    @property
    def before_pay(self) -> int:
        return self.gross_profit - self.other_costs - self.balance


def world(company: Company, assumptions: Assumptions, year: int) -> World:
    """The world in year 1, 2, …; the growth levers act in year 1, `later_growth` in each year after.

    Profit growth g means profit before tax of P + g·|P| as long as payroll stays what it was; a loss
    therefore shrinks when g is positive. Where only profit is set, revenue = (profit + payroll + other
    costs) / margin, never below zero.
    """
    money = company.facts.money
    revenue_0 = Fraction(to_fen(money.revenue))
    other_costs = to_fen(money.other_costs)
    margin = fraction(money.gross_margin) + fraction(assumptions.margin_change)
    profit, payroll = company.profit_before_tax, company.payroll_of_books
    wanted = None
    if assumptions.profit_growth is not None:
        wanted = profit + fraction(assumptions.profit_growth) * abs(profit) + payroll
    if assumptions.revenue_growth is not None or wanted is None:
        revenue = revenue_0 * (1 + fraction(assumptions.revenue_growth or 0.0))
    else:
        revenue = max(Fraction(0), (wanted + other_costs) / margin) if revenue_0 else revenue_0
    first_gross = round_half_up(revenue * margin)
    balance = 0 if wanted is None else first_gross - other_costs - round_half_up(wanted)
    if assumptions.revenue_growth is None and abs(balance) <= 1:
        # Revenue was derived from profit; whole fen leave at most one over.
        first_gross, balance = first_gross - balance, 0
    revenue *= (1 + fraction(assumptions.later_growth)) ** (year - 1)
    gross = first_gross if year == 1 else round_half_up(revenue * margin)
    before_tax = gross - other_costs - balance - payroll
    return World(
        revenue=round_half_up(revenue), margin=margin, gross_profit=gross, other_costs=other_costs,
        balance=balance, revenue_growth=revenue / revenue_0 - 1 if revenue_0 else Fraction(0),
        profit_growth=Fraction(before_tax - profit, abs(profit)) if profit else None)


@dataclass(frozen=True)
class Drivers:
    """One year's drivers. Sales and pieces are (…, 12, people); extra axes may stand in front."""

    company: Company
    people: People
    origin: npt.NDArray[np.int64]  # place of each person in the company's file; newcomers copy theirs
    newcomer: npt.NDArray[np.bool_]
    world: World
    sales: Fen
    pieces: npt.NDArray[np.int64]
    service_sales: Fen
    goods_sales: Fen
    collected: Fraction
    margin_change: Fraction
    growth: Fraction
    year: int

    @cached_property
    def unit_index(self) -> npt.NDArray[np.int64]:
        """(people,): the place of each person's unit among the company's."""
        return self.company.unit_of_people[self.origin]

    @cached_property
    def unit_sales(self) -> Fen:
        """(…, 12, units): a unit's own stated output grown with revenue, or the sum of its people's sales."""
        summed = sum_by(self.sales, self.unit_index, len(self.company.unit_keys))
        stated = [unit.revenue for unit in self.company.facts.units.values()]
        for i, revenue in enumerate(stated):
            if revenue is not None:
                grown = round_half_up(to_fen(revenue) * (1 + self.growth))
                summed[..., i] = split(grown, self.company.season_weights.tolist())
        return summed

    @cached_property
    def company_sales(self) -> Fen:
        """(12,): the company's revenue by month."""
        return np.array(split(self.world.revenue, self.company.season_weights.tolist()), dtype=np.int64)

    @cached_property
    def history(self) -> Fen:
        """(people,): own sales a year that targets build on."""
        return self.people.history

    @property
    def unit_history(self) -> Fen:
        """(units,): output a year that targets build on."""
        return self.company.unit_history

    @cached_property
    def unit_margin(self) -> npt.NDArray[np.int64]:
        """(units,): gross margin in millionths, a unit's own where it is given; moves with the company's."""
        own = [unit.margin for unit in self.company.facts.units.values()]
        margins = [self.world.margin if each is None else fraction(each) + self.margin_change for each in own]
        return np.clip([round_half_up(each * PPM) for each in margins], 0, PPM)

    @cached_property
    def last_month(self) -> npt.NDArray[np.int64]:
        """(people,): the last month of this year that is paid, 0 for nobody's, 13 for whoever stays."""
        leaves = self.people.leaves_in
        return np.where(leaves == 0, MONTHS + 1, leaves if self.year == 1 else 0)

    @property
    def months_served(self) -> npt.NDArray[np.int64]:
        """(people,): months of this year before leaving, 12 for whoever stays."""
        return np.minimum(self.last_month, MONTHS)

    @cached_property
    def service(self) -> npt.NDArray[np.int64]:
        """(people,): full years of service; the list's in the first year, one more in each year after."""
        return np.where(self.newcomer, 0, self.people.years) + self.year - 1

    def group(self, index: npt.NDArray[np.int64]) -> Group:
        """What pay elements see of the people at these places, (people of the group,)."""
        return Group(self, index)


@dataclass(frozen=True)
class Group:
    """The people a pay element applies to, with what it may look at. Last two axes: months, people."""

    drivers: Drivers
    index: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.index)

    @cached_property
    def whole(self) -> bool:
        return len(self.index) == len(self.drivers.people)

    def of(self, column: npt.NDArray) -> npt.NDArray:
        """The group's part of a column whose last axis is all people: (…, people) → (…, people of the group).

        `take` keeps people contiguous in memory; `column[..., index]` would lay months out side by side.
        """
        return column if self.whole else column.take(self.index, axis=-1)

    @cached_property
    def unit(self) -> npt.NDArray[np.int64]:
        """(people of the group,): the place of each one's unit among the company's."""
        return self.of(self.drivers.unit_index)

    def sales(self, scope: Scope) -> Fen:
        """Gross sales by month: own, of one's unit, or of the company; (…, 12, people)."""
        if scope == "own":
            return self.of(self.drivers.sales)
        if scope == "unit":
            return self.drivers.unit_sales[..., self.unit]
        return np.broadcast_to(self.drivers.company_sales[:, None], (MONTHS, len(self)))

    def payable(self, base: Base) -> npt.NDArray[np.int64]:
        """What part of gross sales the base is, in millionths, (people,): 1 for sales."""
        people = self.drivers.people
        if base == "net_sales":
            return PPM - self.of(people.deduction_rate)
        if base == "gross_profit":
            # Everybody's own margin moves with the company's.
            change = round_half_up(self.drivers.margin_change * PPM)
            return np.clip(self.of(people.margin_rate) + change, 0, PPM)
        if base == "collections":
            return times(self.of(people.collected_rate), self.drivers.collected.numerator,
                         self.drivers.collected.denominator)
        return np.full(len(self), PPM, dtype=np.int64)


def project(company: Company, assumptions: Assumptions, year: int) -> Drivers:
    """Grow the company into one simulated year.

    Everybody's sales grow with the company's revenue. With more people the same revenue is spread over
    more of them (newcomers copy colleagues of their family in turn); with fewer, those with the shortest
    service leave and the others take over their sales.
    """
    around = world(company, assumptions, year)
    origin, newcomer = headcount(company, assumptions.headcount_growth)
    unchanged = len(origin) == len(company.people) and not newcomer.any()
    people = company.people if unchanged else company.people.at(origin)
    if newcomer.any() and people.leaves_in.any():
        people = replace(people, leaves_in=np.where(newcomer, 0, people.leaves_in))
    growth = 1 + around.revenue_growth
    before, after = int(company.people.sales.sum()), int(people.sales.sum())
    spread = growth if unchanged or not after else growth * before / after
    sales, pieces, service_sales, goods_sales = (
        each if spread == 1 or not each.any() else np.rint(each * float(spread)).astype(np.int64)
        for each in (people.sales, people.pieces, people.service_sales, people.goods_sales))
    return Drivers(company, people, origin, newcomer, around, sales, pieces, service_sales, goods_sales,
                   fraction(assumptions.collected), fraction(assumptions.margin_change), around.revenue_growth, year)


def headcount(company: Company, growth: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Who is there, (people,) each: places in the company's file, and which of them are newcomers.

    Each job family grows or shrinks by the same rate, rounded to whole people by largest remainder.
    """
    everyone = np.arange(len(company.people), dtype=np.int64)
    if growth == 0 or not len(everyone):
        return everyone, np.zeros(len(everyone), dtype=bool)
    families = company.headcount()
    change = round_half_up(len(everyone) * fraction(growth))
    shares = split(change, list(families.values()))
    joined: list[np.ndarray] = []
    leaving: list[np.ndarray] = []
    for family, number in zip(families, shares, strict=True):
        members = np.flatnonzero(company.people.family == family)
        if number >= 0:
            joined.append(np.resize(members, number))
        else:
            by_service = members[np.argsort(company.people.years[members], kind="stable")]
            leaving.append(by_service[:-number])
    gone = np.concatenate(leaving) if leaving else np.array([], dtype=np.int64)
    stay = np.setdiff1d(everyone, gone)
    new = np.concatenate(joined) if joined else np.array([], dtype=np.int64)
    return (np.concatenate([stay, new]).astype(np.int64),
            np.concatenate([np.zeros(len(stay), dtype=bool), np.ones(len(new), dtype=bool)]))

