"""Social insurance and housing fund of both sides, for whole arrays of people.

A contribution is the base held between floor and cap × rate, half up: insurance to the fen, each share of the
housing fund to the whole yuan, unless the region says otherwise. The base is the average month of the year before,
so a year has few different stretches of months (another base from July, another version of the region): the
contributions are computed once a stretch and laid out over its months. Bases are (…, people), months (…, 12, people).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen, divide, fraction, times, to_fen
from engine.law.region import INSURANCE, KINDS, UNIT_OF, Limits, Region, Version, months_of

JULY = 6
"""The place of the month from which last year's pay is the base."""


def held(base: Fen, limits: Limits) -> Fen:
    """Bases in fen, held between floor and cap."""
    low = to_fen(limits.low)
    return np.maximum(base, low) if limits.high is None else np.clip(base, low, to_fen(limits.high))


Side = Literal["employer", "employee"]


def contribution(version: Version | None, side: Side, kind: str, base: Fen) -> Fen:
    """One kind of contribution of one side on monthly bases in fen, a month, the shape of `base`; 0 without a version."""
    if version is None:
        return np.zeros_like(base)
    rate = (version.employer if side == "employer" else version.employee).of(kind)
    if not rate:
        return np.zeros_like(base)
    exact, unit = fraction(rate), UNIT_OF[version.fund_rounding if kind == "fund" else version.insurance_rounding]
    return times(held(base, version.limits(kind)), exact.numerator, exact.denominator * unit) * unit


def average_month(pay: Fen, months: npt.ArrayLike = 12) -> Fen:
    """The average month of a year's pay (…, people), fen, half up; 0 for nobody there. `months`: worked, (…, people)."""
    worked = np.asarray(months, dtype=np.int64)
    if worked.ndim == 0:
        return divide(np.asarray(pay, dtype=np.int64), int(worked))
    safe = np.maximum(worked, 1)
    half = (2 * np.abs(pay) + safe) // (2 * safe)
    return np.where(worked > 0, np.sign(pay) * half, 0)


@dataclass(frozen=True)
class Stretch:
    """Months with the same version and the same base: their places (0–11), and a month's amounts by kind."""

    months: tuple[int, ...]
    version: Version | None
    base: Fen

    @cached_property
    def employer(self) -> dict[str, Fen]:
        """What the employer pays a month, by kind, (…, people)."""
        return {kind: contribution(self.version, "employer", kind, self.base) for kind in KINDS}

    @cached_property
    def employee(self) -> dict[str, Fen]:
        """What is taken off the employee's pay a month, by kind, (…, people)."""
        return {kind: contribution(self.version, "employee", kind, self.base) for kind in KINDS}

    def of(self, side: Side) -> dict[str, Fen]:
        return self.employer if side == "employer" else self.employee


@dataclass(frozen=True)
class Contributions:
    """A year's contributions. `there` is (…, 12, people): who is employed in which month; None where everybody is.

    Amounts by month are (…, 12, people), of the year (…, people), all in fen.
    """

    stretches: tuple[Stretch, ...]
    there: npt.NDArray[np.bool_] | None = None

    def months(self, side: Side, kinds: Sequence[str] = tuple(KINDS)) -> Fen:
        """The contributions of one side and these kinds together, by month."""
        *front, people = self._nothing.shape
        found = np.zeros((*front, 12, people), dtype=np.int64)
        for stretch in self.stretches:
            by_kind = stretch.of(side)
            month = sum((by_kind[kind] for kind in kinds), self._nothing)
            found[..., list(stretch.months), :] = month[..., None, :]
        return found if self.there is None else found * self.there

    def year(self, side: Side, kind: str) -> Fen:
        """One kind of one side in the whole year."""
        total = self._nothing
        for stretch in self.stretches:
            months = list(stretch.months)
            amount = stretch.of(side)[kind]
            total = total + amount * (len(months) if self.there is None else self.there[..., months, :].sum(axis=-2))
        return total

    @property
    def _nothing(self) -> Fen:
        """Nobody's contribution, (…, people)."""
        return np.zeros(np.broadcast_shapes(*(stretch.base.shape for stretch in self.stretches)), dtype=np.int64)

    def by_kind(self, side: Side) -> dict[str, Fen]:
        """Every kind of one side in the whole year, kinds that nobody pays left out."""
        found = {kind: self.year(side, kind) for kind in KINDS}
        return {kind: amount for kind, amount in found.items() if amount.any()}

    @cached_property
    def employee_months(self) -> Fen:
        """What is taken off pay each month, insurance and fund."""
        return self.months("employee")

    @cached_property
    def employer_months(self) -> Fen:
        """What the employer pays on top each month, insurance and fund."""
        return self.months("employer")

    @cached_property
    def fund_credited(self) -> Fen:
        """Housing fund credited to each person in the year, both sides."""
        return self.year("employer", "fund") + self.year("employee", "fund")

    def insurance(self, side: Side) -> Fen:
        """Insurance of one side in the year, without the fund."""
        return sum((self.year(side, kind) for kind in INSURANCE), self._nothing)


def contributions(region: Region, year: int, older: Fen, newer: Fen,
                  there: npt.NDArray[np.bool_] | None = None) -> Contributions:
    """Contributions of a calendar year, month by month at the figures then in force.

    older: monthly bases of January to June, (…, people) in fen, before floor and cap; newer: of July to December.
    there: (…, 12, people), who is employed in which month; None where everybody is.
    """
    groups: dict[tuple[str, bool], list[int]] = {}
    for place, day in enumerate(months_of(year)):
        version = region.version_at(day)
        groups.setdefault((version.id if version else "", place >= JULY), []).append(place)
    stretches = []
    for (_, late), places in groups.items():
        version = region.version_at(date(year, places[0] + 1, 1))
        stretches.append(Stretch(tuple(places), version, newer if late else older))
    return Contributions(tuple(stretches), there)


def held_all_year(version: Version | None, base: Fen, there: npt.NDArray[np.bool_] | None = None) -> Contributions:
    """Twelve months at one version's figures, whatever its dates, on one base (…, people), fen."""
    return Contributions((Stretch(tuple(range(12)), version, base),), there)


def with_fund(version: Version, rate: float) -> Version:
    """The version with another housing fund rate, the same on both sides."""
    return version.model_copy(update={"employer": version.employer.model_copy(update={"fund": rate}),
                                      "employee": version.employee.model_copy(update={"fund": rate})})
