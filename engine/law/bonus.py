"""The annual one-off bonus: taxed separately, merged into the year's wages, or the better of both; and its cliffs.

Separate taxation reads the band at a twelfth of the bonus but takes the quick deduction only once, so one fen past
a bound costs thousands: `cliffs`. Amounts are never changed silently: `mend` only says what would avoid the cliff.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from engine.base.money import Fen, divide
from engine.law.brackets import ANNUAL, MONTHLY

BOUNDS = tuple(12 * bound for bound in MONTHLY.bounds)
"""Bonuses at which the band changes, fen, inclusive."""


def separate_tax(bonus: Fen) -> Fen:
    """bonus × rate − quick deduction, the row read at bonus ÷ 12, bounds inclusive; fen, half up. Any shape."""
    bonus = np.maximum(np.asarray(bonus, dtype=np.int64), 0)
    band = np.searchsorted(BOUNDS, bonus, side="left")
    percent, quick = np.array(MONTHLY.percent, dtype=np.int64), np.array(MONTHLY.quick, dtype=np.int64)
    return divide(bonus * percent[band] - 100 * quick[band], 100)


def separate_together(taxable: Fen, bonus: Fen) -> Fen:
    """Tax on the year's taxable wages (without the bonus) and on the bonus taxed separately, fen."""
    return ANNUAL.tax(taxable) + separate_tax(bonus)


def merged(taxable: Fen, bonus: Fen) -> Fen:
    """Tax of the year with the bonus merged into wages, fen; `taxable` may be negative (unused allowances)."""
    return ANNUAL.tax(np.asarray(taxable, dtype=np.int64) + bonus)


@dataclass(frozen=True)
class Cliff:
    """One cliff, fen: the bonus up to which all is well, its tax, the tax one fen on, and where the net is back."""

    bound: int
    tax: int
    tax_past: int
    back_at: int

    @property
    def net(self) -> int:
        return self.bound - self.tax


@cache
def cliffs() -> tuple[Cliff, ...]:
    """Every cliff of separate taxation, from low to high.

    back_at: the smallest bonus past the bound whose net is at least the net at the bound.
    """
    found = []
    for band, bound in enumerate(BOUNDS, start=1):
        tax, past = (int(each) for each in separate_tax(np.array([bound, bound + 1])))
        rate, quick = MONTHLY.percent[band], MONTHLY.quick[band]
        near = (100 * (bound - tax - quick)) // (100 - rate)
        candidates = np.arange(near - 2, near + 4)
        back = candidates[candidates - separate_tax(candidates) >= bound - tax]
        found.append(Cliff(bound, tax, past, int(back[0])))
    return tuple(found)


def cliff_at(bonus: Fen) -> Fen:
    """The place in `cliffs()` of the cliff each bonus has gone over without getting back, −1 for none."""
    bonus = np.asarray(bonus, dtype=np.int64)
    found = np.full(bonus.shape, -1, dtype=np.int64)
    for place, cliff in enumerate(cliffs()):
        found[(bonus > cliff.bound) & (bonus < cliff.back_at)] = place
    return found


def lost_at_cliff(bonus: Fen) -> Fen:
    """How much net each bonus falls short of what the bound below it gives, fen; 0 where it is at no cliff."""
    place = cliff_at(bonus)
    net_at_bound = np.array([cliff.net for cliff in cliffs()], dtype=np.int64)
    return np.where(place >= 0, net_at_bound[place] - (bonus - separate_tax(bonus)), 0)
