"""The words that mechanisms are stated in, each declared once: exact value, spreadsheet formula, and how it is said.

A mechanism is a function of its inputs and parameters in these words::

    def formula(self, x, say):
        over_quota = say("计提额", "Counted sales", Unit.YUAN, over(x.sales, fen(self.quota)))
        return marginal(over_quota, steps(self.tiers, "rate"))

Inputs are arrays of whole numbers: fen, hundredths of a point, millionths, counts. The last axis is people, the one before
it months where there are any; draws may stand in front. With bare arrays a word costs its arithmetic and nothing more. In
an open book (`book.py`) the same call also says where its result came from; what no word states is refused there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from engine.base import money
from engine.base.money import INT64, Fen, fraction, round_half_up, split_array, split_if_any, to_fen
from engine.base.parameter import SCALE, Text, Unit
from engine.base.quantity import (
    REMEMBERING,
    Formula,
    Named,
    Quantity,
    UntaughtError,
    Word,
    bare,
    remembers,
)
from engine.base.sheet import Sheet, rounded
from engine.base.tables import NamedSteps, Steps, steps, tier_table

__all__ = [
    "LENGTH",
    "MONTHS",
    "PPM",
    "Factor",
    "Period",
    "added_up",
    "all_year",
    "as_number",
    "at_least",
    "at_most",
    "at_period_end",
    "by_place",
    "count",
    "down_to_hundredths",
    "ever_after",
    "every_month",
    "fen",
    "finer",
    "for_each",
    "for_everybody",
    "from_month",
    "how_many",
    "hundredths",
    "in_december",
    "in_hundredths",
    "marginal",
    "months_of",
    "most_of",
    "of",
    "of_full_score",
    "of_hundred",
    "of_person",
    "of_unit",
    "one_over",
    "over",
    "over_months",
    "part",
    "part_by_key",
    "part_of",
    "part_of_down",
    "places",
    "ppm",
    "priced",
    "ratio_reaches",
    "reached",
    "rounded_part",
    "run_of",
    "same",
    "share_out",
    "spread",
    "spread_by",
    "step",
    "steps",
    "structure",
    "sum_by",
    "sum_over_units",
    "sum_periods",
    "times",
    "times_down",
    "times_up",
    "total",
    "units_beyond",
    "where",
    "whole",
    "whole_units",
    "whole_up",
    "within",
]

MONTHS = 12
PPM = 1_000_000

Period = Literal["month", "quarter", "year"]

LENGTH: dict[Period, int] = {"month": 1, "quarter": 3, "year": MONTHS}
"""Months in a period."""

Known = TypeVar("Known")


def word(name: str, formula: Formula, zh: str, en: str, unit: Unit | None = None, like: int = 0, infix: bool = False,
         alike: bool = False) -> Callable[[Callable[..., Any]], Word]:
    """Declare a word: the function below it is its exact value."""
    def declared(exact: Callable[..., Any]) -> Word:
        made = Word(name, exact, formula, Text(zh, en), unit, like, infix, alike)
        made.__dict__["__doc__"] = exact.__doc__
        WORDS[name] = made
        return made
    return declared


WORDS: dict[str, Word] = {}
"""Every word by its name."""


# ---------------------------------------------------------------- parameters, as whole numbers and as factors

def fen(amount: Any) -> Any:
    """A parameter in yuan as whole fen."""
    return _whole(amount, Unit.YUAN) if remembers(amount) else to_fen(amount)


def ppm(rate: Any) -> Any:
    """A rate or factor as whole millionths."""
    return _whole(rate, Unit.RATE) if remembers(rate) else round_half_up(fraction(rate) * PPM)


def hundredths(points: Any) -> Any:
    """A number of points, or of pieces, as whole hundredths."""
    return _whole(points, Unit.POINTS) if remembers(points) else to_fen(points)


def count(number: Any) -> Any:
    """A whole number that is computed with: years, people, shares."""
    return _whole(number, Unit.COUNT) if remembers(number) else number


def _whole(named: Named, unit: Unit) -> Quantity:
    scale = SCALE.get(unit, 1)
    return Quantity(np.asarray(round_half_up(fraction(named.value) * scale)), named.unit, scale, label=named.label, path=named.path)


def structure(parameter: Known) -> Known:
    """A parameter that shapes a formula, such as a number of months: its number, which no cell changes afterwards."""
    number: Known = bare(parameter)
    return number


@dataclass(frozen=True, eq=False)
class Factor:
    """What an amount is multiplied by: numerator ÷ denominator, whole numbers of any shape."""

    numerator: Any
    denominator: Any

    def without_memory(self) -> Factor:
        """The numbers alone, over one scale."""
        up = self.denominator.scale if isinstance(self.denominator, Quantity) else 1
        down = self.numerator.scale if isinstance(self.numerator, Quantity) else 1
        top, bottom = bare(self.numerator), bare(self.denominator)
        return Factor(top * up if up > 1 else top, bottom * down if down > 1 else bottom)


def of(numerator: Any, denominator: Any) -> Factor:
    """The part that one amount is of another of the same unit; an amount times it is 0 where the other is 0."""
    if remembers(numerator) or remembers(denominator):
        return _FactorOfQuantities(numerator, denominator)
    return Factor(numerator, denominator)


class _FactorOfQuantities(Factor):
    """A factor of an open book."""


REMEMBERING.add(_FactorOfQuantities)


def part(millionths: Any) -> Any:
    """Millionths as a factor; what is a factor already stays one."""
    return millionths if remembers(millionths) or isinstance(millionths, Factor) else Factor(millionths, PPM)


def one_over(amount: Any, scale: int = PPM) -> Any:
    """One divided by an amount, as a factor; `scale` is how many of its whole numbers make one: a factor in millionths."""
    return of(1, amount) if remembers(amount) else Factor(scale, amount)


def of_full_score(score: Any) -> Any:
    """A score, in hundredths of a point, as a part of 100 points."""
    return _OF_FULL(score) if remembers(score) else Factor(score, 10_000)


class _OfFull(Word):
    """The same whole numbers, a hundred times as many to one."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        (score,) = args
        return Quantity(score.value, Unit.FACTOR, score.scale * 100, self, args)


_OF_FULL = _OfFull("of full score", lambda score: score, "{0}/100", Text("{0} ÷ 100", "{0} ÷ 100"), infix=True)


class _OfHundred(Word):
    """That part of 100 points, in points."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        (rate,) = args
        return Quantity(self.exact(rate.value), Unit.POINTS, 100, self, args)


of_hundred = WORDS["of_hundred"] = _OfHundred("of_hundred", lambda rate: rate // 100, "{0}*100", Text("{0} × 100", "{0} × 100"),
                                              infix=True)
"""A rate of whole hundredths of a percent, in millionths, as hundredths of a point of 100."""


def _factors(factors: tuple[Any, ...]) -> tuple[Any, Any]:
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
        numerator, denominator = _multiplied(numerator, top), _multiplied(denominator, bottom)
    return numerator, denominator


def _multiplied(a: Any, b: Any) -> Any:
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
        value = self.exact(amount.value, *(_plain_factor(each) for each in factors))
        return Quantity(np.asarray(value), amount.unit, amount.scale, self, args)


def _plain_factor(factor: Any) -> Any:
    if isinstance(factor, Quantity):
        return Factor(factor.value, factor.scale)
    return bare(factor)


def _product_text(sheet: Sheet, amount: Any, *factors: Any) -> tuple[str, list[str]]:
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


def _unless_zero(formula: str, zeros: list[str]) -> str:
    for each in zeros:
        formula = f"IF({each}>0,{formula},0)"
    return formula


def _times_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = _product_text(sheet, amount, *factors)
    return _unless_zero(rounded(product, amount.unit), zeros)


def _times_down_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = _product_text(sheet, amount, *factors)
    return _unless_zero(f"INT(ROUND({product}*{amount.scale},6))/{amount.scale}", zeros)


def _times(amount: Fen, *factors: Any) -> Fen:
    """An amount times factors, rounded once to the amount's unit, halves away from zero; shapes broadcast.

    0 where a factor divides by 0.
    """
    numerator, denominator = _factors(factors)
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
        value = self.exact(*((bare(amount), *map(_plain_factor, factors)) for amount, *factors in args))
        return Quantity(np.asarray(value), amounts[0].unit, amounts[0].scale, self, args)

    def said(self, args: tuple[Any, ...], language: str, words_of: Callable[[Any, str], str]) -> str:
        return " + ".join(" × ".join(words_of(each, language) for each in product) for product in args)


def _added_up_text(sheet: Sheet, *products: tuple[Any, ...]) -> str:
    terms = [_unless_zero(*_product_text(sheet, *product)) for product in products]
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
        numerator, denominator = _factors(tuple(factors))
        if not isinstance(denominator, int):
            numerator, denominator = np.where(denominator > 0, numerator, 0), np.where(denominator > 0, denominator, 1)
        made = _multiplied(np.atleast_1d(amount), numerator)
        if total is None:
            total, below = made, denominator
        elif np.array_equal(below, denominator):
            total = _plus(total, made)
        else:
            total = _plus(_multiplied(total, denominator), _multiplied(made, below))
            below = _multiplied(below, denominator)
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
    numerator, denominator = _factors(factors)
    product = money.product(np.asarray(amount), np.asarray(numerator))
    if isinstance(denominator, int):
        return np.asarray(product // denominator, dtype=np.int64)
    return np.where(denominator > 0, product // np.where(denominator > 0, denominator, 1), 0).astype(np.int64)


times = WORDS["times"] = _Times("times", _times, _times_text, Text("{0} × {1}", "{0} × {1}"))
times_down = WORDS["times_down"] = _Times("times_down", _times_down, _times_down_text,
                                          Text("{0} × {1}，向下取整", "{0} × {1}, rounded down"))


def _times_up_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = _product_text(sheet, amount, *factors)
    return _unless_zero(f"-INT(-ROUND({product}*{amount.scale},6))/{amount.scale}", zeros)


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
    scale = max(_scale(amount), _scale(other))
    below = sheet.operand(other, scale)
    return _unless_zero(to_millionths(f"{sheet.operand(amount, scale)}/{below}"), [below])


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
    "+".join(_unless_zero(*_product_text(sheet, *product)) for product in products)), Text("{0}，向上取整", "{0}, rounded up"))


def as_number(*factors: Any) -> Fraction:
    """The product of factors outside any book, as one exact number."""
    numerator, denominator = _factors(factors)
    return Fraction(int(numerator), int(denominator))


class _Hundredths(_Times):
    """A product counted in hundredths of one, whatever is multiplied."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        value = self.exact(bare(args[0]), *(_plain_factor(each) for each in args[1:]))
        return Quantity(np.asarray(value), Unit.FACTOR, 100, self, args)


def _down_text(sheet: Sheet, number: Any, *factors: Any) -> str:
    product, zeros = _product_text(sheet, None, *factors)
    return _unless_zero(f"INT(ROUND({sheet.operand(number, 1)}*{product}*100,6))/100", zeros)


down_to_hundredths = WORDS["down_to_hundredths"] = _Hundredths(
    "down_to_hundredths", lambda number, *factors: _times_down(np.asarray(number) * 100, *factors), _down_text,
    Text("{0} × {1}，舍到百分位", "{0} × {1}, down to the hundredth"))
"""A count times factors, as whole hundredths of one, rounded down."""

in_hundredths = WORDS["in_hundredths"] = _Hundredths(
    "in_hundredths", lambda millionths: money.divide(np.asarray(millionths), 10_000), rounded("{0}", Unit.YUAN),
    Text("{0}，取两位小数", "{0} to two decimals"))
"""A factor in millionths as hundredths of one, to the nearest."""


@word("rounded_part", lambda sheet, amount, whole, factor, places: _unless_zero(
    f"ROUND(ROUND({sheet.operand(amount, 1)}/{sheet.operand(whole, 1)}*{sheet.operand(factor, 1)},{structure(places) + 6:.0f})"
    f",{structure(places):.0f})", [sheet.operand(whole, 1)]),
    "{0} 占 {1} 的比例 × {2}，取 {3} 位小数", "{0} as a part of {1} × {2}, to {3} decimals", Unit.RATE)
def rounded_part(amount: Any, whole: Any, factor: Any, places: int) -> Any:
    """What part one amount is of another, times a factor, to so many decimals, at most six; as millionths."""
    return _times(np.asarray(10**places), of(amount, whole), factor) * 10**(6 - places)


# ---------------------------------------------------------------- comparing

@word("over", "MAX({0}-{1},0)", "{0} 超出 {1} 的部分", "what {0} is over {1}", alike=True)
def over(amount: Fen, bound: Any) -> Fen:
    """What an amount exceeds a bound by, both in one unit; 0 up to it; shapes broadcast."""
    return np.maximum(amount - bound, 0)


@word("reached", "IF({0}>={1},{0},0)", "达到 {1} 后的全部 {0}", "all of {0} once it is {1}", alike=True)
def reached(amount: Fen, bound: Any) -> Fen:
    """All of an amount from a bound on, nothing below it; both in one unit; shapes broadcast."""
    return np.where(amount >= bound, amount, 0)


@word("at_least", "MAX({0},{1})", "{0}，不低于 {1}", "{0}, at least {1}", alike=True)
def at_least(amount: Any, least: Any) -> Any:
    """An amount, but not less than another."""
    return np.maximum(amount, least)


@word("at_most", "MIN({0},{1})", "{0}，不超过 {1}", "{0}, at most {1}", alike=True)
def at_most(amount: Any, most: Any) -> Any:
    """An amount, but not more than another."""
    return np.minimum(amount, most)


@word("within", "MIN(MAX({0},{1}),{2})", "{0}，在 {1} 与 {2} 之间", "{0}, held between {1} and {2}", alike=True)
def within(amount: Any, least: Any, most: Any) -> Any:
    """An amount held between two bounds."""
    return np.minimum(np.maximum(amount, least), most)


@word("where", "IF({0},{1},{2})", "若 {0} 则 {1}，否则 {2}", "{1} if {0}, else {2}", like=1, alike=True)
def where(condition: Any, then: Any, otherwise: Any) -> Any:
    """One amount where a condition holds, another where it does not."""
    return np.where(condition, then, otherwise)


@word("same", "{0}={1}", "{0} 是 {1}", "{0} is {1}", Unit.FLAG, infix=True)
def same(thing: Any, other: Any) -> Any:
    """Whether two things are equal: texts, or whole numbers of one unit."""
    return thing == other


@word("whole_units", lambda sheet, amount, size: f"INT({sheet.operand(amount, 1)}/{sheet.operand(size, amount.scale)}+0.0000001)",
      "{0} 中有几个 {1}", "how many times {1} is in {0}", Unit.COUNT)
def whole_units(amount: Fen, size: Any) -> npt.NDArray[np.int64]:
    """How many whole times a size is in an amount of the same unit, zero or more; shapes broadcast."""
    return amount // size


@word("how_many", lambda sheet, *conditions: "+".join(f"IF({sheet.operand(each, 1)},1,0)" for each in conditions),
      "{0} 等条件满足几项", "how many of {0} and so on hold", Unit.COUNT, infix=True)
def how_many(*conditions: Any) -> npt.NDArray[np.int64]:
    """How many of the conditions hold, elementwise."""
    return np.asarray(sum(np.asarray(each).astype(np.int64) for each in conditions))


def _by_place_text(sheet: Sheet, place: Any, *amounts: Any) -> str:
    scale = next((each.scale for each in amounts if isinstance(each, Quantity)), 1)
    cell, formula = sheet.place(place), sheet.operand(amounts[-1], scale)
    for number, each in reversed(list(enumerate(amounts[:-1]))):
        formula = f"IF({cell}={number},{sheet.operand(each, scale)},{formula})"
    return formula


@word("by_place", _by_place_text, "第 {0} 档的值", "the value at place {0}", like=1, alike=True)
def by_place(place: npt.NDArray[np.int64], *amounts: Any) -> Any:
    """Of several amounts the one at a place, counted from 0; elementwise, amounts may be plain numbers."""
    if not any(np.ndim(each) for each in amounts):
        kind: Any = object if isinstance(amounts[-1], str) else np.int64
        return np.array([each if kind is object else int(each) for each in amounts], dtype=kind).take(place)
    chosen = amounts[-1]
    for number, each in reversed(list(enumerate(amounts[:-1]))):
        chosen = np.where(place == number, each, chosen)
    return chosen


def most_of(amounts: list[Any]) -> Any:
    """The largest of several amounts, elementwise."""
    best = amounts[0]
    for each in amounts[1:]:
        best = at_least(best, each)
    return best


# ---------------------------------------------------------------- tables

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
        value = self.exact(amount.value, bare(table), *(_plain_factor(each) for each in factors))
        return Quantity(np.asarray(value), Unit.YUAN, amount.scale, self, args)


def _tiers_text(marginally: bool) -> Formula:
    def text(sheet: Sheet, amount: Quantity, table: NamedSteps, *factors: Any) -> str:
        cell, bounds = sheet.operand(amount, 1), sheet.table(table, "bounds")
        earned = f"{cell}*LOOKUP({cell},{bounds},{sheet.table(table, 'values')})"
        if marginally:
            earned = f"({earned}-LOOKUP({cell},{bounds},{sheet.table(table, 'deductions')}))"
        product, zeros = _product_text(sheet, None, *factors)
        product = f"{earned}*{product}" if product else earned
        return _unless_zero(f"IF({cell}<INDEX({bounds},1),0,{rounded(product, Unit.YUAN)})", zeros)
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
        numerator, denominator = _factors(factors)
        if isinstance(denominator, int):
            return money.times(product, numerator, denominator * compiled.denominator)
        return money.ratio(product, np.asarray(numerator), np.asarray(denominator) * compiled.denominator)
    return exact


marginal = WORDS["marginal"] = _Tiers("marginal", _tiers(True), _tiers_text(True), Text(
    "{0} 按档位累进", "{0} through the tiers, each slice at its own rate"))
whole = WORDS["whole"] = _Tiers("whole", _tiers(False), _tiers_text(False), Text(
    "{0} 按所在档位的比例", "{0} at the rate of the tier reached"))


class _Priced(_Times):
    """A product in yuan, whatever is counted."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        product = super().remembered(args)
        return Quantity(product.value, Unit.YUAN, product.scale, self, args)


def _priced_text(sheet: Sheet, amount: Quantity, *factors: Any) -> str:
    product, zeros = _product_text(sheet, amount, *factors)
    return _unless_zero(rounded(product, Unit.YUAN), zeros)


priced = WORDS["priced"] = _Priced("priced", _times, _priced_text, Text("{0} × {1}", "{0} × {1}"))
"""A number of pieces in hundredths, times yuan a piece and factors: fen, rounded once."""


class _InYuan(Word):
    """The same number, read as yuan."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        (rate,) = args
        return Quantity(self.exact(rate.value), Unit.YUAN, 100, self, args)


in_yuan = WORDS["in_yuan"] = _InYuan("in_yuan", lambda rate: rate * 100 / PPM, "{0}", Text("{0} 元", "{0} yuan"))
"""A rate in millionths that is yuan a piece, as fen."""


def _decimal_over(numerator: Any, denominator: Any) -> tuple[Any, Any]:
    """A ratio in whole numbers, where its numerator may be one decimal."""
    if not isinstance(numerator, float):
        return numerator, denominator
    top, bottom = _exact_of(numerator)
    return np.array(top), _scaled(denominator, bottom)


def _exact_of(number: Any) -> tuple[int, int]:
    return fraction(number).as_integer_ratio() if not isinstance(number, (int, np.integer)) else (int(number), 1)


def _scaled(column: Any, factor: int) -> Any:
    """A product without overflow: Python's integers where 64 bits do not hold it."""
    return _multiplied(np.asarray(column), factor) if abs(factor) <= INT64 else np.asarray(column).astype(object) * factor


@word("ratio_reaches", lambda sheet, numerator, denominator, bound, lower=False: (
    f"IF({sheet.operand(denominator, 1)}>0,ROUND({_plain_number(sheet, numerator)}/{sheet.operand(denominator, 1)},9)"
    f"{'<=' if lower else '>='}{_plain_number(sheet, bound)},FALSE)"),
    "{0} ÷ {1} 达到 {2}", "{0} ÷ {1} reaches {2}", Unit.FLAG)
def ratio_reaches(numerator: Any, denominator: Any, bound: float, lower: bool = False) -> npt.NDArray[np.bool_]:
    """Whether one whole number over another, (…, people) each, is at least a decimal bound; `lower`: at most.

    Exact; never where the denominator is 0. The numerator may be one decimal.
    """
    numerator, denominator = _decimal_over(numerator, denominator)
    top, bottom = _exact_of(bound)
    left, right = _scaled(numerator, bottom), _scaled(denominator, top)
    return np.asarray((denominator > 0) & (left <= right if lower else left >= right), dtype=bool)


def _plain_number(sheet: Sheet, number: Any) -> str:
    return sheet.operand(number, 1) if remembers(number) else f"{number:.15g}"


def _units_beyond_text(sheet: Sheet, numerator: Any, denominator: Any, base: Any, size: Any) -> str:
    actual = f"{_plain_number(sheet, numerator)}/{sheet.operand(denominator, 1)}"
    start, each = _plain_number(sheet, base), _plain_number(sheet, size)
    whole = [f"INT(ROUND(({a}-{b})/{each},9))" for a, b in ((actual, start), (start, actual))]
    return f"IF({sheet.operand(denominator, 1)}>0,IF({actual}>={start},{whole[0]},-{whole[1]}),0)"


@word("units_beyond", _units_beyond_text, "{0} ÷ {1} 超出 {2} 有几个 {3}", "how many times {3} is in what {0} ÷ {1} is beyond {2}",
      Unit.COUNT)
def units_beyond(numerator: Any, denominator: Any, base: float, size: float) -> npt.NDArray[np.int64]:
    """How many whole units one whole number over another is beyond a base, fewer than none below it; (…, people) each.

    Exact; 0 where the denominator is 0. base, size: decimals; the numerator may be one too.
    """
    numerator, denominator = _decimal_over(numerator, denominator)
    (base_top, base_bottom), (size_top, size_bottom) = _exact_of(base), _exact_of(size)
    there = np.where(denominator > 0, denominator, 1)
    away = _scaled(numerator, base_bottom) - _scaled(there, base_top)
    whole_size = _scaled(_scaled(there, base_bottom), size_top)
    units = np.sign(away) * (_scaled(abs(away), size_bottom) // whole_size)
    return np.where(denominator > 0, units, 0).astype(np.int64)


# ---------------------------------------------------------------- people and units

def _teams(team: Any, people: int) -> npt.NDArray[np.int64]:
    return np.zeros(people, dtype=np.int64) if team is None else team


def _dealt(totals: Any, weights: npt.NDArray[Any]) -> Fen:
    """Totals (…) by weights (…, parts), by largest remainder; nothing where all weights are zero. Weights of any size."""
    if weights.dtype != object:
        return split_if_any(totals, weights)
    return np.array([money.split(int(each), weights.tolist()) if weights.any() else [0] * len(weights)
                     for each in np.ravel(totals)]).reshape(*np.shape(totals), len(weights))


def _share_out(pool: Any, weights: npt.NDArray[np.int64], team: npt.NDArray[np.int64] | None = None) -> Fen:
    """A pool among people by weights, by largest remainder, equal remainders to the earlier one; sums to the pool.

    pool: (…, people) or (…, 1), the same for all of a team; weights: (…, people), zero or more; team: (people,), who shares
    with whom, None for everybody with everybody. A pool in which nobody has a weight is not paid.
    """
    pool = np.atleast_1d(pool)
    parts = np.zeros((*np.broadcast_shapes(pool.shape[:-1], weights.shape[:-1]), weights.shape[-1]), dtype=np.int64)
    if not parts.size:
        return parts
    if team is None:
        parts[...] = _dealt(pool[..., 0], weights)
        return parts
    of_people = np.broadcast_to(pool, (*pool.shape[:-1], weights.shape[-1]))
    for each in np.unique(team):
        members = np.flatnonzero(team == each)
        parts[..., members] = _dealt(of_people[..., members[0]], weights[..., members])
    return parts


def _same_row(sheet: Sheet, team: Any) -> str:
    """Criteria of SUMIFS and COUNTIFS: the same month, and the same team where there are several."""
    months = f"{sheet.months},{sheet.month}"
    return months if team is None else f"{months},{sheet.column(team)},{sheet.operand(team, 1)}"


def _cents(sheet: Sheet, pool: Any) -> str:
    scale = pool.scale if isinstance(pool, Quantity) else 1
    return _cents_of(sheet.operand(pool, scale), scale)


def _cents_of(cell: str, scale: int) -> str:
    return f"ROUND({cell}*{scale},0)"


def _pile(sheet: Sheet, pool: Any) -> str:
    """What is dealt out, in the cell that holds it, counted in its smallest unit."""
    cell = sheet.place(pool) if isinstance(pool, Quantity) else sheet.operand(pool, 1)
    return f"ROUND({cell}*{_scale(pool)},0)"


def _weight(sheet: Sheet, weights: Quantity, total: str | None = None) -> str:
    """A weight, or their total, as a whole number."""
    cell = total or sheet.place(weights)
    return cell if weights.scale == 1 else f"ROUND({cell}*{weights.scale},0)"


def _floor_text(sheet: Sheet, pool: Any, weights: Quantity, total: str) -> str:
    pile, rest = _pile(sheet, pool), _rest(sheet, pool, weights, total)
    once = f"({pile}-MOD({pile},{total}))/{total}*{_weight(sheet, weights)}"
    return f"IF({total}=0,0,({once}+(MOD({pile},{total})*{_weight(sheet, weights)}-{rest})/{total})/{_scale(pool)})"


def _rest(sheet: Sheet, pool: Any, weights: Quantity, total: str) -> str:
    """The remainder of pool × weight ÷ total; the first MOD keeps the product small."""
    return f"MOD(MOD({_pile(sheet, pool)},{total})*{_weight(sheet, weights)},{total})"


def _rest_text(sheet: Sheet, pool: Any, weights: Quantity, total: str) -> str:
    return f"IF({total}=0,0,{_rest(sheet, pool, weights, total)})"


def _dealt_text(sheet: Sheet, pool: Any, total: str, floor: Quantity, rest: Quantity, among: str, earlier: str) -> str:
    """The whole part, and one more where fewer have a larger remainder, or the same earlier, than are missing.

    among: criteria of the rows that share the pool; earlier: ranges and criteria of those up to this one, with this remainder.
    """
    larger = f"COUNTIFS({sheet.column(rest)},\">\"&{sheet.place(rest)},{among})"
    missing = f"{_pile(sheet, pool)}-ROUND(SUMIFS({sheet.column(floor)},{among})*{floor.scale},0)"
    return f"{sheet.place(floor)}+IF({larger}+COUNTIFS({earlier})<={missing},{1}/{floor.scale},0)*({total}>0)"


def _all_weights(sheet: Sheet, weights: Quantity, team: Any) -> str:
    return _weight(sheet, weights, f"SUMIFS({sheet.column(weights)},{_same_row(sheet, team)})")


@word("share_floor", lambda sheet, pool, weights, team=None: _floor_text(
    sheet, pool, weights, _all_weights(sheet, weights, team)), "{0} 按 {1} 分得的整数部分", "the whole part of {0} by {1}")
def share_floor(pool: Any, weights: npt.NDArray[np.int64], team: npt.NDArray[np.int64] | None = None) -> Fen:
    """What of a pool each gets before the remainders are dealt out; shapes as in `share_out`."""
    everybody = _teams(team, len(weights))
    whole_weight = np.bincount(everybody, weights=weights).astype(np.int64)[everybody]
    return np.where(whole_weight > 0, money.product(np.asarray(pool), weights) // np.maximum(whole_weight, 1), 0).astype(np.int64)


@word("share_rest", lambda sheet, pool, weights, team=None: _rest_text(
    sheet, pool, weights, _all_weights(sheet, weights, team)), "{0} 按 {1} 分配的余数", "the remainder of {0} by {1}", Unit.COUNT)
def share_rest(pool: Any, weights: npt.NDArray[np.int64], team: npt.NDArray[np.int64] | None = None) -> Any:
    """The remainders by which the last fen of a pool are dealt out; shapes as in `share_out`."""
    everybody = _teams(team, len(weights))
    whole_weight = np.bincount(everybody, weights=weights).astype(np.int64)[everybody]
    return np.where(whole_weight > 0, money.product(np.asarray(pool), weights) % np.maximum(whole_weight, 1), 0)


class _DealtOut(Word):
    """Largest remainder: of an open book the whole parts and remainders stand in columns of their own."""

    floor: Word
    rest: Word

    def __init__(self, name: str, exact: Callable[..., Any], formula: Formula, words: Text, floor: Word, rest: Word) -> None:
        super().__init__(name, exact, formula, words, infix=True)
        self.__dict__.update(floor=floor, rest=rest)

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        made = super().remembered(args)
        return Quantity(made.value, made.unit, made.scale, self, (self.floor(*args), self.rest(*args), *args))

    def said(self, args: tuple[Any, ...], language: str, words_of: Callable[[Any, str], str]) -> str:
        return super().said(args[2:], language, words_of)


def _share_out_text(sheet: Sheet, floor: Quantity, rest: Quantity, pool: Any, weights: Quantity, team: Any = None) -> str:
    above = f"{sheet.above(rest)},{sheet.place(rest)},{sheet.above_months},{sheet.month}" + (
        "" if team is None else f",{sheet.above(team)},{sheet.operand(team, 1)}")
    return _dealt_text(sheet, pool, _all_weights(sheet, weights, team), floor, rest, _same_row(sheet, team), above)


share_out = WORDS["share_out"] = _DealtOut("share_out", _share_out, _share_out_text, Text(
    "{0} 按 {1} 分配，分毫不差", "{0} shared out by {1}, to the last fen"), share_floor, share_rest)


def _alike_text(sheet: Sheet, amount: Quantity, team: Any) -> str:
    same_row, cents = _same_row(sheet, team), _cents_of(sheet.place(amount), amount.scale)
    heads = f"COUNTIFS({same_row})"
    earlier = f"COUNTIFS({sheet.above_months},{sheet.month},{sheet.above(team)},{sheet.operand(team, 1)})"
    return f"(INT({cents}/{heads})+IF({earlier}<=MOD({cents},{heads}),1,0))/{amount.scale}"


@word("each_alike", _alike_text, "{0} 由同组的人平分", "{0} shared equally by the team")
def each_alike(amount: Fen, team: npt.NDArray[np.int64]) -> Fen:
    """One amount for all members of a team, divided equally, to the fen; the first members get what is left over.

    `amount` (…, people) repeats the team's amount for each member; `team` (people,) numbers the teams.
    """
    heads = np.bincount(team)
    order = np.argsort(team, kind="stable")
    first = np.cumsum(heads) - heads
    rank = np.empty(len(team), dtype=np.int64)
    rank[order] = np.arange(len(team)) - first[team[order]]
    number = heads[team]
    return amount // number + (rank < amount % number)


@word("sum_by", lambda sheet, amount, team=None: f"SUMIFS({sheet.column(amount)},{_same_row(sheet, team)})",
      "同组 {0} 之和", "the sum of {0} over the team")
def sum_by(amount: Fen, team: npt.NDArray[np.int64] | None = None) -> Fen:
    """For each person the sum over the team: (…, people) → (…, people); team (people,), None for everybody."""
    if team is None:
        return np.broadcast_to(amount.sum(axis=-1, keepdims=True), amount.shape)
    return money.sum_by(amount, team, int(team.max(initial=-1)) + 1)[..., team]


@word("of_person", lambda sheet, amount, whose: (
    f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.operand(whose, 1)},{sheet.months},{sheet.month})"),
    "{1} 的 {0}", "{0} of {1}")
def of_person(amount: Fen, whose: npt.NDArray[np.int64]) -> Fen:
    """For each person a quantity of another person, by place: (…, people) and (people,) → (…, people)."""
    return amount[..., whose]


@word("part_rest", lambda sheet, amount, share: f"MOD({_cents(sheet, amount)}*ROUND({_plain_number(sheet, share)}*{PPM},0),{PPM})",
      "{0} × {1} 的余数", "the remainder of {0} × {1}", Unit.COUNT)
def part_rest(amount: Fen, share: float) -> Any:
    """What `times_down` leaves of an amount times a share of at most 1, in millionths of its unit; the amount's shape."""
    return money.product(np.asarray(amount), np.array(ppm(share))) % PPM


@lru_cache(maxsize=16)  # the columns of a part by key are the same in each of its rows
def _parts_by_key(pool: Quantity, whose: Any, shares: tuple[Any, ...]) -> tuple[list[Quantity], list[Quantity], Quantity]:
    """Floors and remainders of all keys, and how much of the pool the floors leave."""
    own = of_person(pool, whose)
    floors, rests = [times_down(own, share) for share in shares], [part_rest(own, share) for share in shares]
    left = own
    for floor in floors:
        left = left - floor
    return floors, rests, left


def _part_by_key_text(sheet: Sheet, pool: Quantity, whose: Any, key: Any, keys: tuple[Any, ...], shares: tuple[Any, ...]) -> str:
    """The own key's floor, and a fen more if its remainder is among the largest."""
    floors, rests, left = _parts_by_key(pool, whose, shares)
    cells, missing = [sheet.place(rest) for rest in rests], _cents_of(sheet.place(left), left.scale)
    text = "0"
    for i, name in enumerate(keys):
        before = "+".join(f"IF({cell}{'>=' if j < i else '>'}{cells[i]},1,0)" for j, cell in enumerate(cells) if j != i) or "0"
        text = (f"IF({sheet.operand(key, 1)}={sheet.operand(name, 1)},"
                f"{sheet.place(floors[i])}+IF({before}<{missing},1,0)/{pool.scale},{text})")
    return text


@word("part_by_key", _part_by_key_text, "{0} 中归 {2} 的部分", "the part of {0} that goes to {2}")
def part_by_key(pool: Fen, whose: npt.NDArray[np.int64], key: npt.NDArray[Any], keys: tuple[Any, ...],
                shares: tuple[float, ...]) -> Fen:
    """The part of a pool that goes to each person's key, fen (…, people), by largest remainder among the keys.

    whose: (people,) the place of the person with whom the team's pool stands; key: (people,) texts or numbers; shares: one a key,
    together 1. 0 for whoever has none of the keys.
    """
    weights, _ = money.over_common(shares)
    firsts, team = np.unique(whose, return_inverse=True)
    by_key = split_array(pool[..., firsts], weights)
    parts = np.zeros(pool.shape, dtype=np.int64)
    for i, name in enumerate(keys):
        members = np.flatnonzero(key == name)
        if members.size:
            parts[..., members] = by_key[..., team[members], i]
    return parts


@word("total", lambda sheet, amount: f"SUMIFS({sheet.column(amount)},{_same_row(sheet, None)})", "{0} 合计", "{0} of everybody")
def total(amount: Fen) -> Fen:
    """The sum over everybody, as an amount of the company: (…, people) → (…, 1)."""
    return amount.sum(axis=-1, keepdims=True)


@word("for_everybody", lambda sheet, amount, people: sheet.operand(amount, _scale(amount)), "{0}", "{0}")
def for_everybody(amount: Any, people: npt.NDArray[Any]) -> Any:
    """An amount of the company beside each person: (…, 1) and (people,) → (…, people)."""
    return np.broadcast_to(amount, (*np.shape(amount)[:-1], people.shape[-1]))


@word("of_unit", lambda sheet, amount, unit: (
    f"SUMIFS({sheet.units().column(amount)},{sheet.units().subjects},{sheet.operand(unit, 1)},{sheet.units().months},{sheet.month})"),
    "本单位的 {0}", "{0} of the own unit")
def of_unit(amount: Fen, unit: npt.NDArray[np.int64]) -> Fen:
    """For each person a quantity of the own unit: (…, units) and (people,) → (…, people)."""
    return np.asarray(amount)[..., unit]


def _sum_over_units_text(sheet: Sheet, amount: Quantity, above: tuple[Quantity, ...], own: Quantity) -> str:
    units = sheet.units()
    return "+".join(f"SUMIFS({units.column(amount)},{units.column(each)},{sheet.operand(own, 1)},{units.months},{sheet.month})"
                    for each in above) or "0"


@word("sum_over_units", _sum_over_units_text, "所管单位的 {0} 之和", "the sum of {0} over the units below", infix=True)
def sum_over_units(amount: Fen, above: tuple[npt.NDArray[np.int64], ...], own: npt.NDArray[np.int64]) -> Fen:
    """For each person the sum over the units that are under it: (…, units) → (…, people).

    above: columns (units,) of the people above each unit, by their numbers, −1 for nobody; own: (people,), each person's
    number, from 0 on.
    """
    if not above:
        return np.zeros((*amount.shape[:-1], len(own)), dtype=np.int64)
    people = np.array(above)
    unit = np.nonzero(people >= 0)[-1]
    return money.sum_by(amount[..., unit], people[people >= 0], len(own))


@word("for_each", lambda sheet, amount, whom: sheet.operand(amount, _scale(whom)), "{0}", "{0}")
def for_each(amount: Any, whom: npt.NDArray[Any]) -> Fen:
    """One amount for each of those that a column is about: a number and (…, people) → (people,)."""
    return np.broadcast_to(np.asarray(amount, dtype=np.int64), whom.shape[-1:])


# ---------------------------------------------------------------- months

@word("every_month", "{0}", "每月 {0}", "{0} every month")
def every_month(amount: Fen) -> Fen:
    """The same in every month: (…, people) → (…, 12, people)."""
    amount = np.asarray(amount)
    return np.broadcast_to(amount[..., None, :], (*amount.shape[:-1], MONTHS, amount.shape[-1]))


@word("in_december", lambda sheet, amount: f"IF({sheet.month}={MONTHS},{sheet.operand(amount, 1)},0)",
      "12 月发 {0}", "{0} in December")
def in_december(amount: Fen) -> Fen:
    """Once a year, with December's pay: (…, people) → (…, 12, people)."""
    months = np.zeros((*amount.shape[:-1], MONTHS, amount.shape[-1]), dtype=np.int64)
    months[..., MONTHS - 1, :] = amount
    return months


@word("from_month", lambda sheet, start, before, then: (
    f"IF({sheet.month}<{structure(start)},{sheet.operand(before, _scale(then))},{sheet.operand(then, _scale(before))})"),
    "第 {0} 个月起 {2}，之前 {1}", "{2} from month {0} on, {1} before", like=1)
def from_month(start: int, before: Any, then: Any) -> Fen:
    """One amount before a month, another from it on: (…, 12, people) or (…, people) each → (…, 12, people)."""
    early = np.arange(1, MONTHS + 1)[:, None] < start
    return np.where(early, _by_month(before), _by_month(then))


def _by_month(amount: Any) -> Any:
    """(…, people) with an axis of months before the last; what has one already, and plain numbers, as they are."""
    amount = np.asarray(amount)
    return amount if amount.ndim == 0 or (amount.ndim > 1 and amount.shape[-2] == MONTHS) else amount[..., None, :]


def _scale(thing: Any) -> int:
    return thing.scale if isinstance(thing, Quantity) else 1


@word("over_months", lambda sheet, amount: f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.subject})",
      "{0} 全年合计", "{0} of the whole year")
def over_months(amount: Fen) -> Fen:
    """The sum of the twelve months: (…, 12, people) → (…, people)."""
    return amount.sum(axis=-2)


def _sum_periods_text(sheet: Sheet, amount: Quantity, period: Period) -> str:
    length = LENGTH[period]
    if length == 1:
        return sheet.operand(amount, 1)
    last = f"(INT(({sheet.month}-1)/{length})*{length}+{length})"
    return (f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.subject},{sheet.months},\"<=\"&{last},"
            f"{sheet.months},\">\"&{last}-{length})")


@word("sum_periods", _sum_periods_text, "每期 {0} 合计", "{0} of each period")
def sum_periods(amounts: Fen, period: Period) -> Fen:
    """Sums of the months of each period: (…, 12, people) → (…, periods, people)."""
    length = LENGTH[period]
    return amounts if length == 1 else amounts.reshape(
        *amounts.shape[:-2], MONTHS // length, length, amounts.shape[-1]).sum(axis=-2)


@word("at_period_end", lambda sheet, amount, period: sheet.operand(amount, 1) if LENGTH[period] == 1 else (
    f"IF(MOD({sheet.month},{LENGTH[period]})=0,{sheet.operand(amount, 1)},0)"), "期末发 {0}", "{0} at the end of each period")
def at_period_end(amounts: Fen, period: Period) -> Fen:
    """An amount a period, in its last month: (…, periods, people) → (…, 12, people)."""
    length = LENGTH[period]
    if length == 1:
        return amounts
    months = np.zeros((*amounts.shape[:-2], MONTHS, amounts.shape[-1]), dtype=np.int64)
    months[..., length - 1::length, :] = amounts
    return months


@word("spread", lambda sheet, amount: (
    f"(INT({_cents(sheet, amount)}/{MONTHS})+IF({sheet.month}<=MOD({_cents(sheet, amount)},{MONTHS}),1,0))/{amount.scale}"),
    "{0} 平均到十二个月", "{0} spread evenly over the months")
def spread(amount: Fen) -> Fen:
    """A year's amount, zero or more, over the months, to the last fen, earlier months first: (…, people) → (…, 12, people)."""
    return np.moveaxis(split_array(amount, np.ones(MONTHS, dtype=np.int64)), -1, -2)


@word("run_of", lambda sheet, condition, months: (
    f"COUNTIFS({sheet.column(condition)},TRUE,{sheet.subjects},{sheet.subject},{sheet.months},\">\"&{sheet.month}-{structure(months)},"
    f"{sheet.months},\"<=\"&{sheet.month})>={structure(months)}"),
    "{0} 连续 {1} 个月", "{0} for {1} months in a row", Unit.FLAG, infix=True)
def run_of(condition: npt.NDArray[np.bool_], months: int) -> npt.NDArray[np.bool_]:
    """In which months something has held for so many in a row, this one included: (…, 12, people)."""
    held = condition.copy()
    for back in range(1, months):
        held[..., back:, :] &= condition[..., :-back, :]
        held[..., :back, :] = False
    return held


@word("months_of", lambda sheet, condition: f"COUNTIFS({sheet.column(condition)},TRUE,{sheet.subjects},{sheet.subject})",
      "{0} 的月数", "how many months {0}", Unit.COUNT)
def months_of(condition: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """In how many months of the year something holds: (…, 12, people) → (…, people)."""
    return condition.sum(axis=-2)


@word("ever_after", lambda sheet, condition: (
    f"COUNTIFS({sheet.column(condition)},TRUE,{sheet.subjects},{sheet.subject},{sheet.months},\"<\"&{sheet.month})>0"),
    "{0} 之后的每个月", "every month after {0}", Unit.FLAG, infix=True)
def ever_after(condition: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """In which months something has happened in an earlier one: (…, 12, people)."""
    after = np.zeros_like(condition)
    after[..., 1:, :] = np.logical_or.accumulate(condition, axis=-2)[..., :-1, :]
    return after


@word("all_year", "{0}", "{0}", "{0}")
def all_year(amount: Fen) -> Fen:
    """The same in whichever periods the other columns are by: (…, people) → (…, 1, people)."""
    return amount[..., None, :]


def _of_months(sheet: Sheet) -> str:
    """Criteria of SUMIFS and COUNTIFS: all months of the same row's subject."""
    return f"{sheet.subjects},{sheet.subject}"


def _season(sheet: Sheet, weights: Quantity) -> str:
    return _weight(sheet, weights, f"SUMIFS({sheet.column(weights)},{_of_months(sheet)})")


@word("spread_floor", lambda sheet, amount, weights: _floor_text(sheet, amount, weights, _season(sheet, weights)),
      "{0} 按 {1} 分到各月的整数部分", "the whole part of {0} by {1} in the month")
def spread_floor(amount: Fen, weights: npt.NDArray[np.int64]) -> Fen:
    """What of an amount is each month's before the remainders are dealt out; shapes as in `spread_by`."""
    return np.asarray(money.product(np.asarray(amount)[..., None, :], weights) // weights.sum()).astype(np.int64)


@word("spread_rest", lambda sheet, amount, weights: _rest_text(sheet, amount, weights, _season(sheet, weights)),
      "{0} 按 {1} 分到各月的余数", "the remainder of {0} by {1} in the month", Unit.COUNT)
def spread_rest(amount: Fen, weights: npt.NDArray[np.int64]) -> Any:
    """The remainders by which the last fen of an amount are dealt out among months; shapes as in `spread_by`."""
    return money.product(np.asarray(amount)[..., None, :], weights) % weights.sum()


def _spread_by_text(sheet: Sheet, floor: Quantity, rest: Quantity, amount: Quantity, weights: Quantity) -> str:
    same = _of_months(sheet)
    earlier = f"{sheet.column(rest)},{sheet.place(rest)},{same},{sheet.months},\"<=\"&{sheet.month}"
    return _dealt_text(sheet, amount, _season(sheet, weights), floor, rest, same, earlier)


def _spread_by(amount: Fen, weights: npt.NDArray[np.int64]) -> Fen:
    """A year's amount, zero or more, over the months by weights (12, 1): (…, people or units) → (…, 12, people or units).

    Largest remainder, equal remainders to the earlier month; sums to the amount.
    """
    return np.moveaxis(_dealt(amount, weights[:, 0]), -1, -2)


spread_by = WORDS["spread_by"] = _DealtOut("spread_by", _spread_by, _spread_by_text, Text(
    "{0} 按 {1} 分到十二个月，分毫不差", "{0} spread over the months by {1}, to the last fen"), spread_floor, spread_rest)
