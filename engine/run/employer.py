"""The company as an employer: contribution bases year by year, and how its own contributions change.

A year's bases are the average months of earlier years: January to June of the year before last, July to December of
last year. The first simulated year stands on today's plan in a year like the books'. So a reform reaches the
contributions from July of the second year on: this year's pay raises next July's base, on both sides.

Last year's books hold the employer's contributions inside other costs. What reaches a year's profit is therefore only
the change: contributions and levies of the year, less those of today's plan in a year like the books', at the same
figures. It is zero for today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen, add_up, times_rate
from engine.law.contributions import average_month, contributions
from engine.law.region import KINDS, Region
from engine.law.taxpayer import Taxpayer

There = npt.NDArray[np.bool_] | None
"""Who is employed in which month, (12, people); None where everybody is all year."""


@dataclass(frozen=True)
class Bases:
    """Monthly bases before floor and cap, fen, (…, people): of January to June, and of July to December."""

    older: Fen
    newer: Fen


def months_there(leaves_in: npt.NDArray[np.int64], number: int) -> There:
    """Who is there in which month of a simulated year, (12, people): leavers, (people,), go in year 1."""
    if not leaves_in.any():
        return None
    last = np.where(leaves_in == 0, 12, leaves_in if number == 1 else 0)
    return np.arange(1, 13)[:, None] <= last


def average_pay(pay: Fen, there: There) -> Fen:
    """The average month of those there, (…, people), never below zero; 0 for who is not."""
    return np.maximum(average_month(pay, 12 if there is None else there.sum(axis=-2)), 0)


@dataclass(frozen=True)
class Employer:
    """What the change is measured against: today's plan in a year like the books'.

    average: everybody's average month of pay, fen, in the order of the company's people; pay: their pay of that year.
    """

    region: Region
    payer: Taxpayer
    average: Fen
    there: There
    pay: Fen

    def calendar(self, number: int) -> int:
        """The calendar year of a simulated year."""
        return self.payer.first_year + number - 1

    def bases(self, origin: npt.NDArray[np.int64], newcomer: npt.NDArray[np.bool_], averages: Sequence[Fen],
              own: Fen) -> Bases:
        """The bases of the year after those of `averages`, one entry a year so far, each (…, people).

        origin: everybody's place among the company's people. own: this year's average month, which counts for
        newcomers who have no earlier one.
        """
        first = averages[0] if averages else own
        books = np.where(newcomer, first, self.average[origin])
        past = [books, *averages]
        return Bases(past[max(0, len(past) - 2)], past[-1])

    def cost(self, number: int, bases: Bases, there: There, pay: Fen) -> int:
        """The employer's contributions and levies of a simulated year, fen, (…) of bases and pay (…, people)."""
        both = contributions(self.region, self.calendar(number), bases.older, bases.newer, there)
        return sum(add_up(both.year("employer", kind)) for kind in KINDS) + add_up(
            levies(pay, self.payer, self.payer.last_day(number)))

    def change(self, number: int, bases: Bases, there: There, pay: Fen) -> int:
        """How much more the employer pays than for today's plan, fen, (…) of bases and pay (…, people)."""
        if number not in self._books:
            self._books[number] = self.cost(number, Bases(self.average, self.average), self.there, self.pay)
        return self.cost(number, bases, there, pay) - self._books[number]

    @cached_property
    def _books(self) -> dict[int, int]:
        """What today's plan costs at the figures of each year, as it is asked for."""
        return {}


def levies(pay: Fen, payer: Taxpayer, day: date) -> Fen:
    """Union fee, disability levy and welfare on each person's pay of the year that ends on `day`, fen; shape of `pay`."""
    return times_rate(pay, payer.levy(day)) if payer.levied else np.zeros_like(pay)
