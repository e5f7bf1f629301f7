"""Tier tables: bands closed below and open above, `[from, next from)`, decided in whole fen.

marginal (阶梯累进): each slice of the amount earns its own band's rate. whole (全额): the band reached sets
one rate for the whole amount. Both are evaluated in integers with one table look-up per amount
(rate × amount − deduction), so an amount exactly on a bound is always in the upper band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base import text
from engine.base.money import INT64, Fen, over_common, ratio, times, to_fen
from engine.base.parameter import Declared, Parameter, Unit
from engine.base.problem import refuse
from engine.base.text import t

Mode = Literal["marginal", "whole"]

FEW_BOUNDS = 16


class Tier(Declared):
    """One band of a commission table: from this amount on, this rate."""

    from_: Annotated[float, Parameter("起点", "From", Unit.YUAN, low=0, high=10_000_000_000, step=1000),
                     Field(alias="from")]
    rate: Annotated[float, Parameter("比例", "Rate", Unit.RATE, low=0, high=1000, step=0.005)]


def ascending(rows: Sequence[tuple[float, float]], unit: Unit) -> None:
    """Refuse a table whose bounds do not rise from row to row; says which row and how to mend it."""
    if not rows:
        raise refuse(t("the table is empty; add at least one row."))
    for i, ((before, _), (now, _)) in enumerate(pairwise(rows), start=2):
        if now == before:
            raise refuse(t("rows {a} and {b} both start at {bound}; delete one of them.", a=i - 1, b=i,
                           bound=text.value(now, unit)))
        if now < before:
            raise refuse(t("row {b} starts at {bound}, below row {a}; sort the rows from small to large.",
                           a=i - 1, b=i, bound=text.value(now, unit)))


@dataclass(frozen=True)
class Table:
    """A tier table in integers.

    bounds: fen, ascending, first 0. rate: integers over `denominator`. deduction: what the marginal
    reading takes off `rate × amount`, over the same denominator. highest: the highest rate.
    """

    bounds: Fen
    rate: Fen
    deduction: Fen
    denominator: int
    highest: int

    def band(self, amount: Fen) -> np.ndarray:
        """Which band each amount is in; any shape.

        Comparing with every bound in turn is three times as fast as searching where the bounds are few.
        """
        if len(self.bounds) > FEW_BOUNDS:
            return np.searchsorted(self.bounds, amount, side="right") - 1
        reached = np.zeros(amount.shape, dtype=np.int8)
        for bound in self.bounds[1:].tolist():
            reached += amount >= bound
        return reached


    def rate_of(self, amount: Fen) -> npt.NDArray[np.int64]:
        """The rate of the band that each amount is in, millionths."""
        return (self.rate * 1_000_000 // self.denominator).take(self.band(amount))


@lru_cache(maxsize=512)
def table(tiers: tuple[Tier, ...]) -> Table:
    """Compile a tier table; below its first bound the rate is 0."""
    rows = [(tier.from_, tier.rate) for tier in tiers]
    if not rows or rows[0][0] > 0:
        rows.insert(0, (0.0, 0.0))
    rates, denominator = over_common([rate for _, rate in rows])
    bounds = [to_fen(bound) for bound, _ in rows]
    deduction = [0]
    for i in range(1, len(rows)):
        deduction.append(deduction[-1] + (rates[i] - rates[i - 1]) * bounds[i])
    wide = max(map(abs, deduction)) > INT64
    return Table(np.array(bounds, dtype=np.int64), np.array(rates, dtype=np.int64),
                 np.array(deduction, dtype=object if wide else np.int64), denominator, max(rates))


def earned(amount: Fen, tiers: tuple[Tier, ...], mode: Mode,
           part: npt.NDArray[np.int64] | int = 1, of: npt.NDArray[np.int64] | int = 1) -> Fen:
    """What a tier table yields on each amount (fen, any shape, not negative), times part / of.

    One rounding, at the end, to the nearest fen, halves up; 0 where `of` is 0.
    """
    compiled = table(tiers)
    band = compiled.band(amount)
    if int(amount.max(initial=0)) * compiled.highest > INT64:
        amount = amount.astype(object)  # too large for 64 bits: Python's integers
    product = compiled.rate.take(band) * amount
    if mode == "marginal":
        product = product - compiled.deduction.take(band)
    if isinstance(of, int):
        return times(product, part, of * compiled.denominator)
    return ratio(product, np.asarray(part), np.asarray(of) * compiled.denominator)


@dataclass(frozen=True)
class Slice:
    """A part of an amount that earns one rate: what a line of an explanation says."""

    amount: int  # fen
    rate: Fraction
    earned: Fraction  # fen, not rounded


def slices(amount: int, tiers: tuple[Tier, ...], mode: Mode) -> list[Slice]:
    """An amount in fen taken apart by bands; the parts earn, rounded together, what `earned` gives.

    marginal: a part for each band reached. whole: everything at the rate of the band reached.
    """
    compiled = table(tiers)
    reached = int(compiled.band(np.array([amount]))[0])
    bounds, rates = compiled.bounds.tolist(), compiled.rate.tolist()
    if mode == "whole":
        parts = [(amount, rates[reached])]
    else:
        tops = [*bounds[1:reached + 1], amount]
        parts = [(top - low, rate) for low, top, rate in zip(bounds, tops, rates, strict=False)]
    return [Slice(part, Fraction(rate, compiled.denominator), Fraction(part * rate, compiled.denominator))
            for part, rate in parts if part]
