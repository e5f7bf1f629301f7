"""Step tables and tiers read on amounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.base import money
from engine.base.algebra.products import combined, plain_factor, product_text, unless_zero
from engine.base.algebra.words import WORDS, word
from engine.base.money import INT64, Fen
from engine.base.parameter import SCALE, Text, Unit
from engine.base.quantity import Formula, Quantity, UntaughtError, Word, bare
from engine.base.sheet import Sheet, rounded
from engine.base.tables import NamedSteps, Steps, tier_table


class _Step(Word):
    """Its unit is that of the table's values."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amount, table = args
        plain: Steps = bare(table)
        return Quantity(self.exact(bare(amount), plain), plain.unit, SCALE.get(plain.unit, 1), self, args)


def _step_text(sheet: Sheet, amount: Any, table: Any) -> str:
    plain: Steps = bare(table)
    below = sheet.operand(plain.below, SCALE.get(plain.unit, 1))
    cell, bounds = sheet.operand(amount, SCALE.get(plain.unit_of_bound, 1)), sheet.table(table, "bounds")
    return f"IF({cell}<INDEX({bounds},1),{below},LOOKUP({cell},{bounds},{sheet.table(table, 'values')}))"


step = WORDS["step"] = _Step("step", lambda amount, table: table.reached(amount), _step_text,
                             Text("{0} 所在档位的值", "the value of the row that {0} has reached"))


@word("places", lambda sheet, amount, table: (
    f"COUNTIF({sheet.table(table, 'bounds')},\"<=\"&{sheet.operand(amount, SCALE.get(bare(table).unit_of_bound, 1))})"),
    "{0} 达到第几档", "which row {0} has reached", Unit.COUNT)
def places(amount: Fen, table: Steps) -> npt.NDArray[np.int64]:
    """Which row of a table an amount has reached, from 1; 0 below the first; the amount's shape."""
    return table.place(amount).astype(np.int64) + 1


class _Tiers(Word):
    """A tier table on an amount, times factors; one rounding, at the end."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amount, table, *factors = args
        if not isinstance(amount, Quantity):
            raise UntaughtError("what tiers are read on is no quantity")
        value = self.exact(amount.value, bare(table), *(plain_factor(each) for each in factors))
        return Quantity(np.asarray(value), Unit.YUAN, amount.scale, self, args)


def _tiers_text(marginally: bool) -> Formula:
    def text(sheet: Sheet, amount: Quantity, table: NamedSteps, *factors: Any) -> str:
        cell, bounds = sheet.operand(amount, 1), sheet.table(table, "bounds")
        earned = f"{cell}*LOOKUP({cell},{bounds},{sheet.table(table, 'values')})"
        if marginally:
            earned = f"({earned}-LOOKUP({cell},{bounds},{sheet.table(table, 'deductions')}))"
        product, zeros = product_text(sheet, None, *factors)
        product = f"{earned}*{product}" if product else earned
        return unless_zero(f"IF({cell}<INDEX({bounds},1),0,{rounded(product, Unit.YUAN)})", zeros)
    return text


def _tiers(marginally: bool) -> Callable[..., Fen]:
    def exact(amount: Fen, table: Steps, *factors: Any) -> Fen:
        """What a tier table of rates makes of an amount, times factors, fen, rounded once; shapes broadcast."""
        compiled = tier_table(table)
        band = compiled.band(amount)
        if int(amount.max(initial=0)) * compiled.highest > INT64:
            amount = amount.astype(object)  # too large for 64 bits: Python's integers
        product = compiled.rate.take(band) * amount
        if marginally:
            product = product - compiled.deduction.take(band)
        numerator, denominator = combined(factors)
        if isinstance(denominator, int):
            return money.times(product, numerator, denominator * compiled.denominator)
        return money.ratio(product, np.asarray(numerator), np.asarray(denominator) * compiled.denominator)
    return exact


marginal = WORDS["marginal"] = _Tiers("marginal", _tiers(True), _tiers_text(True), Text(
    "{0} 按档位累进", "{0} through the tiers, each slice at its own rate"))
whole = WORDS["whole"] = _Tiers("whole", _tiers(False), _tiers_text(False), Text(
    "{0} 按所在档位的比例", "{0} at the rate of the tier reached"))
