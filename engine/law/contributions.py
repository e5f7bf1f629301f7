"""Social insurance and housing fund of both sides, for whole arrays of people.

A contribution is the base held between floor and cap × rate, half up: insurance to the fen, each share of the
housing fund to the whole yuan, unless the region says otherwise. The base is the average month of the year before,
so a year has few different stretches of months (another base from July, another version of the region): the
contributions are computed once a stretch and laid out over its months. Bases are (…, people), months (…, 12, people).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import add
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from engine.base.algebra import (
    at_least,
    by_stretch,
    fen,
    months_among,
    one_over,
    structure,
    times,
    to_unit,
    where,
    within,
)
from engine.base.book import named
from engine.base.money import Fen
from engine.base.quantity import remembers
from engine.law.region import INSURANCE, KINDS, UNIT_OF, Limits, Region, Version, months_of

JULY = 6
"""The place of the month from which last year's pay is the base."""


def held(base: Any, limits: Limits) -> Any:
    """Bases in fen, held between floor and cap."""
    low = fen(limits.low)
    return at_least(base, low) if limits.high is None else within(base, low, fen(limits.high))


Side = Literal["employer", "employee"]


def contribution(version: Version | None, side: Side, kind: str, base: Any) -> Any:
    """One kind of contribution of one side on monthly bases in fen, a month, the shape of `base`; 0 without a version.

    In an open book the figures are cells under the version's id: region.cn-shanghai-2026.employer.pension.
    """
    if not pays(version, side, kind):
        return np.zeros_like(structure(base))
    assert version is not None
    if remembers(base):
        version = named(version, f"region.{version.id}")
    unit = UNIT_OF[version.fund_rounding if kind == "fund" else version.insurance_rounding]
    return to_unit(held(base, version.limits(kind)), unit, rate_of(version, side, kind))


def rate_of(version: Version, side: Side, kind: str) -> float:
    """The rate of one kind of contribution of one side."""
    return (version.employer if side == "employer" else version.employee).of(kind)


def pays(version: Version | None, side: Side, kind: str) -> bool:
    """Whether one side pays that kind of contribution at all."""
    return version is not None and bool(rate_of(version, side, kind))


def average_month(pay: Any, months: Any = 12) -> Any:
    """The average month of a year's pay (…, people), fen, half up; 0 for nobody there. `months`: worked, (…, people)."""
    return times(pay, one_over(months, 1))


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

    def together(self, side: Side, kinds: Sequence[str] = tuple(KINDS)) -> Fen:
        """What one side pays a month, these kinds together, (…, people)."""
        paid = [self.of(side)[kind] for kind in kinds if pays(self.version, side, kind)]
        return _added(paid) if paid else np.zeros_like(structure(self.base))


def _added(amounts: Iterable[Any]) -> Any:
    """Their sum."""
    return reduce(add, amounts)


@dataclass(frozen=True)
class Contributions:
    """A year's contributions. `there` is (…, 12, people): who is employed in which month; None where everybody is.

    Amounts by month are (…, 12, people), of the year (…, people), all in fen.
    """

    stretches: tuple[Stretch, ...]
    there: npt.NDArray[np.bool_] | None = None

    def months(self, side: Side, kinds: Sequence[str] = tuple(KINDS)) -> Fen:
        """The contributions of one side and these kinds together, by month."""
        laid_out = by_stretch(tuple(stretch.months for stretch in self.stretches),
                              *(stretch.together(side, kinds) for stretch in self.stretches))
        return laid_out if self.there is None else where(self.there, laid_out, 0)

    def year(self, side: Side, kind: str) -> Fen:
        """One kind of one side in the whole year."""
        return _added(stretch.of(side)[kind] * (len(stretch.months) if self.there is None else months_among(self.there, stretch.months))
                      for stretch in self.stretches)

    def by_kind(self, side: Side) -> dict[str, Fen]:
        """Every kind of one side in the whole year, kinds that nobody pays left out."""
        found = {kind: self.year(side, kind) for kind in KINDS}
        return {kind: amount for kind, amount in found.items() if structure(amount).any()}

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
        return _added(self.year(side, kind) for kind in INSURANCE)


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
