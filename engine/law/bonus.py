"""The annual one-off bonus: taxed separately, merged into the year's wages, or the better of both; and its cliffs.

Separate taxation reads the band at a twelfth of the bonus but takes the quick deduction only once, so one fen past
a bound costs thousands: `cliffs`. Amounts are never changed silently; the cliffs only say what would avoid them.
The table is that of comprehensive income on a day: its bounds, read at twelve times a twelfth, are the bonus's own, and a
twelfth of its quick deductions is taken. Amounts are fen in arrays of any shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from engine.base.money import Fen
from engine.law.brackets import Brackets
from engine.law.national import national
from engine.law.tax_words import taxed_separately
from engine.law.withholding import TABLE, income_tax


def separate_tax(bonus: Any, day: date) -> Any:
    """bonus × rate − quick deduction ÷ 12, the row read at the bonus, bounds inclusive; fen, half up. Any shape.

    It is computed whether or not separate taxation is still in force on that day.
    """
    return taxed_separately(bonus, _table(day), TABLE)


def _table(day: date) -> Brackets:
    return national().income_tax.at(day).table.brackets


def separate_together(taxable: Fen, bonus: Fen, day: date) -> Fen:
    """Tax on the year's taxable wages (without the bonus) and on the bonus taxed separately, fen."""
    return income_tax(taxable, day) + separate_tax(bonus, day)


def merged(taxable: Fen, bonus: Fen, day: date) -> Fen:
    """Tax of the year with the bonus merged into wages, fen; `taxable` may be negative (unused allowances)."""
    return income_tax(taxable + bonus, day)


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


def cliffs(day: date) -> tuple[Cliff, ...]:
    """Every cliff of separate taxation by the table of that day, from low to high.

    back_at: the smallest bonus past the bound whose net is at least the net at the bound.
    """
    return _cliffs(_table(day))


@cache
def _cliffs(table: Brackets) -> tuple[Cliff, ...]:
    found = []
    for band, bound in enumerate(table.bounds, start=1):
        tax, past = (int(each) for each in taxed_separately(np.array([bound, bound + 1]), table))
        found.append(Cliff(bound, tax, past, _back_at(table, band, bound - tax)))
    return tuple(found)


def _back_at(table: Brackets, band: int, net: int) -> int:
    """The smallest bonus in this band, or in one above it, whose net is at least this."""
    for place in range(band, len(table.percent)):
        near = (100 * net - 100 * table.quick[place] // 12) // (100 - table.percent[place])
        candidates = np.maximum(np.arange(near - 2, near + 4), table.bounds[place - 1] + 1)
        back = candidates[(candidates - taxed_separately(candidates, table) >= net) & (table.band(candidates) == place)]
        if back.size:
            return int(back[0])
    raise AssertionError("above the last bound the net grows without end")


def cliff_at(bonus: Fen, day: date) -> Fen:
    """The place in `cliffs(day)` of the cliff each bonus has gone over without getting back, −1 for none. Any shape."""
    bonus = np.asarray(bonus, dtype=np.int64)
    found = np.full(bonus.shape, -1, dtype=np.int64)
    for place, cliff in enumerate(cliffs(day)):
        found[(bonus > cliff.bound) & (bonus < cliff.back_at)] = place
    return found


def lost_at_cliff(bonus: Fen, day: date) -> Fen:
    """How much net each bonus falls short of what the bound below it gives, fen; 0 where it is at no cliff. Any shape."""
    place = cliff_at(bonus, day)
    net_at_bound = np.array([cliff.net for cliff in cliffs(day)], dtype=np.int64)
    return np.where(place >= 0, net_at_bound[place] - (bonus - separate_tax(bonus, day)), 0)
