"""Progressive tax tables, exact to the fen, for whole arrays.

A table is written as the law prints it: upper bound (inclusive), rate, quick deduction. Because each band
starts where the band below ends, the tax is the largest of all the bands' lines rate × amount − quick deduction:
no search for the band is needed, and a bound belongs to both its bands.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.base.money import INT64, Fen, divide


@dataclass(frozen=True)
class Brackets:
    """Upper bounds of all bands but the last (fen, inclusive), rates in percent, quick deductions in fen."""

    bounds: tuple[int, ...]
    percent: tuple[int, ...]
    quick: tuple[int, ...]

    def tax(self, amount: Fen) -> Fen:
        """Tax on amounts in fen (any shape), half up to the fen; 0 on nothing and less."""
        amount = np.asarray(amount, dtype=np.int64)
        largest = int(amount.max(initial=0))
        if largest > INT64 // (2 * max(self.percent)):
            return np.vectorize(self.tax_of, otypes=[np.int64])(amount)
        hundredths = np.maximum(amount * self.percent[0], 0)
        for i in range(1, len(self.percent)):
            if largest <= self.bounds[i - 1]:
                break
            line = amount * self.percent[i]
            line -= 100 * self.quick[i]
            np.maximum(hundredths, line, out=hundredths)
        return divide(hundredths, 100)

    def tax_of(self, amount: int) -> int:
        """Tax on one amount in fen, half up to the fen."""
        hundredths = max(0, *(rate * int(amount) - 100 * quick
                              for rate, quick in zip(self.percent, self.quick, strict=True)))
        return (hundredths + 50) // 100

    def band(self, amount: Fen) -> Fen:
        """The place of the band in which amounts are, bounds inclusive."""
        return np.searchsorted(self.bounds, amount, side="left")

    def marginal(self, amount: int) -> Fraction:
        """The rate on the next fen."""
        if amount < 0:
            return Fraction(0)
        return Fraction(self.percent[int(np.searchsorted(self.bounds, amount, side="right"))], 100)


def _table(*rows: tuple[int | None, int, int]) -> Brackets:
    """From yuan: (upper bound, percent, quick deduction) a row."""
    return Brackets(tuple(100 * bound for bound, _, _ in rows if bound is not None),
                    tuple(percent for _, percent, _ in rows), tuple(100 * quick for _, _, quick in rows))


ANNUAL = _table((36_000, 3, 0), (144_000, 10, 2_520), (300_000, 20, 16_920), (420_000, 25, 31_920),
                (660_000, 30, 52_920), (960_000, 35, 85_920), (None, 45, 181_920))
"""Comprehensive income of a year; also the table of cumulative withholding and of separate equity taxation."""

MONTHLY = _table((3_000, 3, 0), (12_000, 10, 210), (25_000, 20, 1_410), (35_000, 25, 2_660), (55_000, 30, 4_410),
                 (80_000, 35, 7_160), (None, 45, 15_160))
"""A twelfth of the annual table; the annual bonus is read on it."""

BUSINESS = _table((30_000, 5, 0), (90_000, 10, 1_500), (300_000, 20, 10_500), (500_000, 30, 40_500),
                  (None, 35, 65_500))
"""Business income of a year, such as a limited partner's where it is read that way."""
