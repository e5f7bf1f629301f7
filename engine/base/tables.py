"""One step table: from this bound on, this value. Bands are closed below and open above, decided in whole numbers.

Tiers of a commission, bands of a score, brackets of points, stars, grades, vesting by years: each is a tuple of declared
rows, of which one field is the bound and another the value. Their declarations say in what they are counted, so that
bounds are compared, and values taken, as the engine's whole numbers (fen, hundredths of a point, millionths, counts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.base import text
from engine.base.money import INT64, fraction, over_common, round_half_up
from engine.base.parameter import SCALE, Declared, Unit
from engine.base.problem import refuse
from engine.base.quantity import REMEMBERING, bare, remembers
from engine.base.text import t

FEW_BOUNDS = 16


@dataclass(frozen=True, eq=False)
class Steps:
    """A compiled table. bounds: ascending; values: one a bound; below: the value under the first bound; all whole numbers.

    rows, bound, value: the declared rows and the names of their fields, for whoever shows the table.
    """

    bounds: npt.NDArray[np.int64]
    values: npt.NDArray[np.int64]
    below: int
    unit_of_bound: Unit
    unit: Unit
    rows: tuple[Declared, ...]
    bound: str
    value: str

    def place(self, amount: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Which row each amount has reached, −1 below the first; any shape."""
        return _count_reached(self.bounds, amount, -1)

    def reached(self, amount: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The value of the row that each amount has reached, `below` under the first; any shape."""
        return np.concatenate([[self.below], self.values]).take(self.place(amount) + 1)


@dataclass(frozen=True, eq=False)
class NamedSteps:
    """A step table of an open book: its numbers are cells."""

    steps: Steps
    path: str

    def without_memory(self) -> Steps:
        return self.steps


REMEMBERING.add(NamedSteps)


def steps(rows: Sequence[Declared], value: str, bound: str = "from_", below: float = 0) -> Any:
    """The rows as a table that the words `step`, `marginal` and `whole` read; fields by their Python names.

    Equal rows are compiled once. `below` is in the unit of the value, as people read it.
    """
    table = tuple(rows)
    if any(remembers(getattr(row, value)) for row in table):
        first = getattr(table[0], value)
        plain = _compiled(tuple(_without_memory(row) for row in table), value, bound, below)
        return NamedSteps(plain, first.path.rsplit("[", 1)[0])
    return _compiled(table, value, bound, below)


def _without_memory(row: Declared) -> Declared:
    return type(row).model_construct(**{name: bare(getattr(row, name)) for name in type(row).model_fields})


@lru_cache(maxsize=512)
def _compiled(rows: tuple[Declared, ...], value: str, bound: str, below: float) -> Steps:
    model = type(rows[0])
    units = {name: model.parameters()[model.model_fields[name].alias or name].unit for name in (bound, value)}

    def whole(number: float, name: str) -> int:
        return round_half_up(fraction(number) * SCALE.get(units[name], 1))

    return Steps(np.array([whole(getattr(row, bound), bound) for row in rows], dtype=np.int64),
                 np.array([whole(getattr(row, value), value) for row in rows], dtype=np.int64),
                 whole(below, value), units[bound], units[value], rows, bound, value)


@dataclass(frozen=True, eq=False)
class TierTable:
    """A table of rates in integers; below its first bound the rate is 0.

    bounds: ascending, the first 0. rate: integers over `denominator`. deduction: what the marginal reading takes off
    rate × amount, over the same denominator. highest: the highest rate.
    """

    bounds: npt.NDArray[np.int64]
    rate: npt.NDArray[np.int64]
    deduction: npt.NDArray[Any]
    denominator: int
    highest: int

    def band(self, amount: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Which band each amount is in; any shape."""
        return _count_reached(self.bounds[1:], amount, 0)


@lru_cache(maxsize=512)
def tier_table(table: Steps) -> TierTable:
    """The rates of a table as integers over one denominator, with what the marginal reading takes off."""
    bounds = table.bounds.tolist()
    given = [getattr(row, table.value) for row in table.rows]
    if bounds[0] > 0:
        bounds, given = [0, *bounds], [0.0, *given]
    rates, denominator = over_common(given)
    deduction = [0]
    for i in range(1, len(bounds)):
        deduction.append(deduction[-1] + (rates[i] - rates[i - 1]) * bounds[i])
    wide = max(map(abs, deduction)) > INT64
    return TierTable(np.array(bounds, dtype=np.int64), np.array(rates, dtype=np.int64),
                     np.array(deduction, dtype=object if wide else np.int64), denominator, max(rates))


def _count_reached(bounds: npt.NDArray[np.int64], amount: npt.NDArray[np.int64], below: int) -> npt.NDArray[np.int64]:
    """How many bounds each amount has reached, counted from `below`; any shape.

    Comparing with every bound in turn is three times as fast as searching where the bounds are few.
    """
    if len(bounds) > FEW_BOUNDS:
        return np.searchsorted(bounds, amount, side="right") + below
    reached: npt.NDArray[Any] = np.full(np.shape(amount), below, dtype=np.int8)
    for bound in bounds.tolist():
        reached += amount >= bound
    return reached


def rising(rows: Sequence[Declared], bound: str = "from_") -> None:
    """Refuse an empty table, and one whose bounds do not rise from row to row; says which row and how to mend it.

    Raises:
        PydanticCustomError: no row, or one that does not start above the row before it.
    """
    if not rows:
        raise refuse(t("the table is empty; add at least one row."))
    model = type(rows[0])
    unit = model.parameters()[model.model_fields[bound].alias or bound].unit
    ascending([getattr(row, bound) for row in rows], unit)


def not_falling(rows: Sequence[Declared], value: str) -> None:
    """Refuse a table whose value falls from one row to the next; says which row and how to mend it.

    Raises:
        PydanticCustomError: a row that gives less than the row before it.
    """
    model = type(rows[0])
    unit = model.parameters()[model.model_fields[value].alias or value].unit
    for i, (before, now) in enumerate(pairwise(getattr(row, value) for row in rows), start=2):
        if now < before:
            raise refuse(t("row {b} gives {now}, less than row {a}; raise it to {before} or more.", a=i - 1, b=i,
                           now=text.value(now, unit), before=text.value(before, unit)))


def ascending(bounds: Sequence[float], unit: Unit) -> None:
    """Refuse bounds that do not rise; says which row and how to mend it.

    Raises:
        PydanticCustomError: a bound that is not above the one before it.
    """
    for i, (before, now) in enumerate(pairwise(bounds), start=2):
        if now == before:
            raise refuse(t("rows {a} and {b} both start at {bound}; delete one of them.", a=i - 1, b=i,
                           bound=text.value(now, unit)))
        if now < before:
            raise refuse(t("row {b} starts at {bound}, below row {a}; sort the rows from small to large.",
                           a=i - 1, b=i, bound=text.value(now, unit)))
