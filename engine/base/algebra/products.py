"""Amounts times factors: one rounding, at the end."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.base import money
from engine.base.algebra.factors import Factor, of, structure
from engine.base.algebra.words import PPM, WORDS, scale_of, word
from engine.base.money import INT64, Fen, fraction
from engine.base.parameter import Text, Unit
from engine.base.quantity import Named, Quantity, UntaughtError, Word, bare
from engine.base.sheet import GUARD, Sheet, rounded


def combined(factors: tuple[Any, ...]) -> tuple[Any, Any]:
    """The factors multiplied: numerator and denominator, each a Python integer where no array is among them."""
    numerator: Any = 1
    denominator: Any = 1
    for each in factors:
        if isinstance(each, Factor):
            top, bottom = each.numerator, each.denominator
            if isinstance(top, int) and isinstance(bottom, int) and bottom:
                top, bottom = Fraction(top, bottom).as_integer_ratio()
        elif isinstance(each, (int, np.integer, np.ndarray)):
            top, bottom = each, 1
        else:
            exact = each if isinstance(each, Fraction) else fraction(each)
            top, bottom = exact.numerator, exact.denominator
        numerator, denominator = multiplied(numerator, top), multiplied(denominator, bottom)
    return numerator, denominator


def multiplied(a: Any, b: Any) -> Any:
    """Two factors multiplied without overflow; Python integers stay Python integers."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if isinstance(a, int) and a == 1:
        return b
    if isinstance(b, int) and b == 1:
        return a
    return money.product(np.asarray(a), np.asarray(b))


class _Times(Word):
    """A product, whose factors are numbers, named numbers, factors and quantities of any scale."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amount, *factors = args
        if not isinstance(amount, Quantity):
            raise UntaughtError("what is multiplied is no quantity")
        value = self.exact(amount.value, *(plain_factor(each) for each in factors))
        return Quantity(np.asarray(value), amount.unit, amount.scale, self, args)


def plain_factor(factor: Any) -> Any:
    """A factor without its memory."""
    if isinstance(factor, Quantity):
        return Factor(factor.value, factor.scale)
    return bare(factor)


def product_text(sheet: Sheet, amount: Any, *factors: Any) -> tuple[str, list[str]]:
    """The product as a formula, and the cells it divides by."""
    terms, zeros = [sheet.operand(amount, 1)] if amount is not None else [], []
    for each in factors:
        if isinstance(each, Factor):
            if isinstance(each.denominator, int):
                terms.append(f"{sheet.operand(each.numerator, 1)}/{each.denominator}")
            else:
                below = sheet.operand(each.denominator, 1)
                terms.append(f"{sheet.operand(each.numerator, 1)}/{below}")
                zeros.append(below)
        elif isinstance(each, (Quantity, Named)):
            terms.append(sheet.operand(each, 1))
        else:
            exact = fraction(each) if not isinstance(each, Fraction) else each
            terms.append(str(exact.numerator) if exact.denominator == 1 else f"({exact.numerator}/{exact.denominator})")
    return "*".join(terms), zeros


def unless_zero(formula: str, zeros: list[str]) -> str:
    """A formula that is 0 where one of these cells, by which it divides, is."""
    for each in zeros:
        formula = f"IF({each}>0,{formula},0)"
    return formula


def _times_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = product_text(sheet, amount, *factors)
    return unless_zero(rounded(product, amount.unit), zeros)


def _times_down_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = product_text(sheet, amount, *factors)
    return unless_zero(f"INT(ROUND({product}*{amount.scale},6))/{amount.scale}", zeros)


def _times(amount: Fen, *factors: Any) -> Fen:
    """An amount times factors, rounded once to the amount's unit, halves away from zero; shapes broadcast.

    0 where a factor divides by 0.
    """
    numerator, denominator = combined(factors)
    amount = np.asarray(amount)
    if isinstance(denominator, int) and denominator:
        return money.times(amount, numerator, denominator)
    return money.ratio(amount, np.asarray(numerator), np.asarray(denominator))


class _AddedUp(Word):
    """A sum of products, of amounts that are counted in one unit."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amounts = [amount for amount, *_ in args if isinstance(amount, Quantity)]
        if len({each.scale for each in amounts}) != 1:
            raise UntaughtError(f"{self.name}: the amounts are counted in different units")
        value = self.exact(*((bare(amount), *map(plain_factor, factors)) for amount, *factors in args))
        return Quantity(np.asarray(value), amounts[0].unit, amounts[0].scale, self, args)

    def phrase(self, args: tuple[Any, ...], language: str, words_of: Callable[[Any, str], str]) -> str:
        return " + ".join(" × ".join(words_of(each, language) for each in product) for product in args)


def _added_up_text(sheet: Sheet, *products: tuple[Any, ...]) -> str:
    terms = [unless_zero(*product_text(sheet, *product)) for product in products]
    return rounded("+".join(terms), next(amount.unit for amount, *_ in products if isinstance(amount, Quantity)))


def _added_up(*products: tuple[Any, ...]) -> Fen:
    """Amounts of one unit, each with its factors, added up and rounded once, halves away from zero; shapes broadcast.

    A product is 0 where a factor divides by 0.
    """
    total, below = _summed(products)
    if isinstance(below, int):
        return money.times(total, 1, below)
    return money.ratio(total, np.array(1), np.asarray(below))


def _summed(products: tuple[tuple[Any, ...], ...]) -> tuple[Any, Any]:
    """The sum of the products, exact, as a numerator and a denominator above zero."""
    total, below = None, 1
    for amount, *factors in products:
        numerator, denominator = combined(tuple(factors))
        if not isinstance(denominator, int):
            numerator, denominator = np.where(denominator > 0, numerator, 0), np.where(denominator > 0, denominator, 1)
        made = multiplied(np.atleast_1d(amount), numerator)
        if total is None:
            total, below = made, denominator
        elif np.array_equal(below, denominator):
            total = _plus(total, made)
        else:
            total = _plus(multiplied(total, denominator), multiplied(made, below))
            below = multiplied(below, denominator)
    assert total is not None
    return total, below


def _plus(a: Any, b: Any) -> Any:
    """A sum without overflow: Python's integers where 64 bits do not hold it."""
    return a + b if _most(a) + _most(b) < INT64 // 2 else a.astype(object) + b


def _most(amount: Any) -> int:
    return max(int(amount.max(initial=0)), -int(amount.min(initial=0)))


added_up = WORDS["added_up"] = _AddedUp("added_up", _added_up, _added_up_text, Text("{0} + {1}", "{0} + {1}"))


class _Finer(Word):
    """The same in smaller units."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amount, size = args
        return Quantity(amount.value * size, amount.unit, amount.scale * size, self, args)


finer = WORDS["finer"] = _Finer("finer", lambda amount, size: amount * size, "{0}", Text("{0}", "{0}"))
"""An amount in smaller units, `size` of which make one of its own, so that it can be added to what is counted in them."""


def _times_down(amount: Fen, *factors: Any) -> Fen:
    """An amount times factors, rounded down; shapes broadcast; 0 where a factor divides by 0."""
    numerator, denominator = combined(factors)
    product = money.product(np.asarray(amount), np.asarray(numerator))
    if isinstance(denominator, int):
        return np.asarray(product // denominator, dtype=np.int64)
    return np.where(denominator > 0, product // np.where(denominator > 0, denominator, 1), 0).astype(np.int64)


times = WORDS["times"] = _Times("times", _times, _times_text, Text("{0} × {1}", "{0} × {1}"))
times_down = WORDS["times_down"] = _Times("times_down", _times_down, _times_down_text,
                                          Text("{0} × {1}，向下取整", "{0} × {1}, rounded down"))


def _times_up_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = product_text(sheet, amount, *factors)
    return unless_zero(f"-INT(-ROUND({product}*{amount.scale},6))/{amount.scale}", zeros)


def _times_up(amount: Fen, *factors: Any) -> Fen:
    """An amount times factors, rounded up: a bound to hold amounts against; shapes broadcast; 0 where a factor divides by 0."""
    return -_times_down(-np.asarray(amount), *factors)


times_up = WORDS["times_up"] = _Times("times_up", _times_up, _times_up_text,
                                      Text("{0} × {1}，向上取整", "{0} × {1}, rounded up"), infix=True)


@word("part_of", lambda sheet, amount, other: _part_text(sheet, amount, other, lambda part: rounded(part, Unit.RATE)),
      "{0} 占 {1} 的比例", "the part that {0} is of {1}", Unit.RATE, alike=True)
def part_of(amount: Fen, other: Fen) -> npt.NDArray[np.int64]:
    """The part that one amount is of another of the same unit, in millionths; shapes broadcast; 0 where the other is 0."""
    return money.ratio(amount, np.array(PPM), np.asarray(other))


@word("part_of_down", lambda sheet, amount, other: _part_text(
    sheet, amount, other, lambda part: f"INT(ROUND({part}*{PPM},9))/{PPM}"),
    "{0} 占 {1} 的比例，向下取整", "the part that {0} is of {1}, rounded down", Unit.RATE, alike=True)
def part_of_down(amount: Fen, other: Fen) -> npt.NDArray[np.int64]:
    """The same, rounded down: it reaches a bound in millionths exactly where the amount reaches that part of the other.

    Shapes broadcast.
    """
    return times_down(np.asarray(amount), PPM, Factor(1, np.asarray(other)))


def _part_text(sheet: Sheet, amount: Any, other: Any, to_millionths: Callable[[str], str]) -> str:
    scale = max(scale_of(amount), scale_of(other))
    below = sheet.operand(other, scale)
    return unless_zero(to_millionths(f"{sheet.operand(amount, scale)}/{below}"), [below])


class _WholeUp(_AddedUp):
    """The sum as a number of whole ones."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        return Quantity(super().remembered(args).value, Unit.COUNT, 1, self, args)


def _whole_up(*products: tuple[Any, ...]) -> npt.NDArray[np.int64]:
    """The same sum, of amounts in hundredths (fen), as whole ones (yuan), rounded up: how many orders a revenue takes.

    Shapes broadcast.
    """
    total, below = _summed(products)
    return np.asarray(-(-total // (below * 100))).astype(np.int64)


whole_up = WORDS["whole_up"] = _WholeUp("whole_up", _whole_up, lambda sheet, *products: "-INT(-ROUND({},6))".format(
    "+".join(unless_zero(*product_text(sheet, *product)) for product in products)), Text("{0}，向上取整", "{0}, rounded up"))


def as_number(*factors: Any) -> Fraction:
    """The product of factors outside any book, as one exact number."""
    numerator, denominator = combined(factors)
    return Fraction(int(numerator), int(denominator))


class _Hundredths(_Times):
    """A product counted in hundredths of one, whatever is multiplied."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        value = self.exact(bare(args[0]), *(plain_factor(each) for each in args[1:]))
        return Quantity(np.asarray(value), Unit.FACTOR, 100, self, args)


def _down_text(sheet: Sheet, number: Any, *factors: Any) -> str:
    product, zeros = product_text(sheet, None, *factors)
    return unless_zero(f"INT(ROUND({sheet.operand(number, 1)}*{product}*100,6))/100", zeros)


down_to_hundredths = WORDS["down_to_hundredths"] = _Hundredths(
    "down_to_hundredths", lambda number, *factors: _times_down(np.asarray(number) * 100, *factors), _down_text,
    Text("{0} × {1}，舍到百分位", "{0} × {1}, down to the hundredth"))
"""A count times factors, as whole hundredths of one, rounded down."""

in_hundredths = WORDS["in_hundredths"] = _Hundredths(
    "in_hundredths", lambda millionths: money.divide(np.asarray(millionths), 10_000), rounded("{0}", Unit.YUAN),
    Text("{0}，取两位小数", "{0} to two decimals"))
"""A factor in millionths as hundredths of one, to the nearest."""


@word("rounded_part", lambda sheet, amount, whole, factor, places: unless_zero(
    f"ROUND(ROUND({sheet.operand(amount, 1)}/{sheet.operand(whole, 1)}*{sheet.operand(factor, 1)},{structure(places) + 6:.0f})"
    f",{structure(places):.0f})", [sheet.operand(whole, 1)]),
    "{0} 占 {1} 的比例 × {2}，取 {3} 位小数", "{0} as a part of {1} × {2}, to {3} decimals", Unit.RATE)
def rounded_part(amount: Any, whole: Any, factor: Any, places: int) -> Any:
    """What part one amount is of another, times a factor, to so many decimals, at most six; as millionths."""
    return _times(np.asarray(10**places), of(amount, whole), factor) * 10**(6 - places)


class _Priced(_Times):
    """A product in yuan, whatever is counted."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        product = super().remembered(args)
        return Quantity(product.value, Unit.YUAN, product.scale, self, args)


def _priced_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = product_text(sheet, amount, *factors)
    return unless_zero(rounded(product, Unit.YUAN), zeros)


priced = WORDS["priced"] = _Priced("priced", _times, _priced_text, Text("{0} × {1}", "{0} × {1}"))
"""A number of pieces in hundredths, times yuan a piece and factors: fen, rounded once."""


class _InYuan(Word):
    """The same number, read as yuan."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        (rate,) = args
        return Quantity(self.exact(rate.value), Unit.YUAN, 100, self, args)


in_yuan = WORDS["in_yuan"] = _InYuan("in_yuan", lambda rate: rate * 100 / PPM, "{0}", Text("{0} 元", "{0} yuan"))
"""A rate in millionths that is yuan a piece, as fen."""


def _to_unit_text(sheet: Sheet, amount: Quantity, unit: int, *factors: Any) -> str:
    product, zeros = product_text(sheet, amount, *factors)
    places = len(str(amount.scale)) - len(str(unit))
    return unless_zero(f"ROUND(ROUND({product},{places + GUARD}),{places})", zeros)


class _ToUnit(_Times):
    """A product rounded to a coarser unit than the amount is counted in."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        amount, unit, *factors = args
        if not isinstance(amount, Quantity):
            raise UntaughtError("what is multiplied is no quantity")
        value = self.exact(amount.value, unit, *(plain_factor(each) for each in factors))
        return Quantity(np.asarray(value), amount.unit, amount.scale, self, args)


def _to_unit(amount: Fen, unit: int, *factors: Any) -> Fen:
    """An amount times factors, rounded once to so many fen: 10 for the jiao, 100 for the yuan; halves away from zero.

    Shapes broadcast.
    """
    return _times(amount, *factors, Factor(1, unit)) * unit if unit > 1 else _times(amount, *factors)


to_unit = WORDS["to_unit"] = _ToUnit("to_unit", _to_unit, _to_unit_text, Text("{0} × {2}，取整", "{0} × {2}, to a whole unit"))
