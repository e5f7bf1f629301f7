"""Progressive tax tables, exact to the fen, for whole arrays.

A table is what the law prints: upper bounds (inclusive) and rates; the quick deductions follow. Because each band
starts where the band below ends, the tax is the largest of all the bands' lines rate × amount − quick deduction:
no search for the band is needed, and a bound belongs to both its bands.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    @classmethod
    def of(cls, bounds: Sequence[int], percent: Sequence[int]) -> Brackets:
        """From bounds in fen (whole yuan, rising) and rates in percent (rising, one more than bounds).

        A quick deduction is what makes a band begin with the tax at the end of the band below.
        """
        quick = [0]
        for bound, below, above in zip(bounds, percent, percent[1:], strict=False):
            quick.append(quick[-1] + bound * (above - below) // 100)
        return cls(tuple(bounds), tuple(percent), tuple(quick))

    def tax(self, amount: Fen) -> Fen:
        """Tax on amounts in fen (any shape), half up to the fen; 0 on nothing and less."""
        amount = np.asarray(amount, dtype=np.int64)
        largest = int(amount.max(initial=0))
        if amount.ndim == 0 or largest > INT64 // (2 * max(self.percent)):
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
