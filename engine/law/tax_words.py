"""Tax in the words of the algebra: progressive tables read on amounts, and figures of law that a cell can hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.algebra import count, of
from engine.base.algebra.words import WORDS
from engine.base.book import named
from engine.base.money import Fen, divide
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.quantity import Quantity, Word, remembers
from engine.base.sheet import Sheet, rounded
from engine.base.tables import NamedSteps, steps
from engine.law.brackets import Brackets
from engine.law.dated import Law, P
from engine.law.national import national


class TaxBand(Declared):
    """A band of a progressive table, from where it begins."""

    from_: Annotated[float, Parameter("超过", "Above", Unit.YUAN, low=0, high=10_000_000_000, step=1000), Field(alias="from")]
    rate: Annotated[float, Parameter("税率", "Rate", Unit.RATE, low=0, high=1, step=0.01)]


def in_force(law: Law[P], day: date, *beside: Any) -> P:
    """What a law lays down on a day. Beside quantities of an open book its figures know their paths: law.dividend.rate."""
    provision = law.at(day)
    if not any(map(remembers, beside)):
        return provision
    key = next(key for key, each in national().laws.items() if each is law)
    with_paths: P = named(provision, f"law.{key}")
    return with_paths


def like(given: Any, amount: Any) -> Any:
    """A result as what it was asked of: a plain whole number for a plain whole number, else as it is."""
    return int(amount) if isinstance(given, (int, np.integer)) else amount


def cells_of(table: Brackets, path: str) -> NamedSteps:
    """A progressive table as cells: where each band begins, and its rate."""
    rows = tuple(TaxBand.model_construct(from_=bound / 100, rate=rate / 100)
                 for bound, rate in zip((0, *table.bounds), table.percent, strict=True))
    return NamedSteps(steps(rows, "rate"), path)


def percent(number: Any) -> Any:
    """A rate that the law states in percent, as a factor."""
    return of(count(number), 100) if remembers(number) else Fraction(number, 100)


class _Taxed(Word):
    """Tax in fen on an amount, by a table."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amount, table = args[:2]
        return Quantity(self.exact(amount.value, table), Unit.YUAN, amount.scale, self, args)


def _progressive_text(sheet: Sheet, amount: Quantity, table: Brackets, path: str) -> str:
    cell, cells = sheet.place(amount), cells_of(table, path)
    bounds, rates, quick = (sheet.table(cells, what) for what in ("bounds", "values", "deductions"))
    # Each band begins where the band below ends, so a bound may be read in either.
    taxed = rounded(f"{cell}*LOOKUP({cell},{bounds},{rates})-LOOKUP({cell},{bounds},{quick})", Unit.YUAN)
    return f"IF({cell}<=0,0,{taxed})"


progressive = WORDS["progressive"] = _Taxed(
    "progressive", lambda amount, table, path="": table.tax(np.asarray(amount, dtype=np.int64)), _progressive_text,
    Text("{0} 按税率表", "tax on {0} by the table"))
"""Tax on amounts in fen, any shape, by a progressive table; 0 on nothing and less; half up to the fen."""


def _separately(bonus: Any, table: Brackets, path: str = "") -> Fen:
    bonus = np.maximum(np.asarray(bonus, dtype=np.int64), 0)
    band: npt.NDArray[np.int64] = table.band(bonus)
    percent, quick = np.array(table.percent, dtype=np.int64), np.array(table.quick, dtype=np.int64)
    return divide(12 * bonus * percent[band] - 100 * quick[band], 1200)


def _separately_text(sheet: Sheet, bonus: Quantity, table: Brackets, path: str) -> str:
    cell, cells = sheet.place(bonus), cells_of(table, path)
    bounds, rates, quick = (sheet.table(cells, what) for what in ("bounds", "values", "deductions"))
    inside = f"MAX({cell}-0.01,0)"  # a bonus on a bound is in the band below
    taxed = rounded(f"{cell}*LOOKUP({inside},{bounds},{rates})-LOOKUP({inside},{bounds},{quick})/12", Unit.YUAN)
    return f"IF({cell}<=0,0,{taxed})"


taxed_separately = WORDS["taxed_separately"] = _Taxed(
    "taxed_separately", _separately, _separately_text, Text("{0} 单独计税", "{0} taxed separately"))
"""bonus × rate − quick deduction ÷ 12, the row read at the bonus, bounds inclusive; fen, half up. Any shape."""
