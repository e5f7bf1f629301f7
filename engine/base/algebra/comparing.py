"""Amounts held against others: over, reached, at least, where."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.base.algebra.products import multiplied
from engine.base.algebra.words import plain_number, word
from engine.base.money import INT64, Fen, fraction
from engine.base.parameter import Unit
from engine.base.quantity import Quantity
from engine.base.sheet import Sheet


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
    return multiplied(np.asarray(column), factor) if abs(factor) <= INT64 else np.asarray(column).astype(object) * factor


@word("ratio_reaches", lambda sheet, numerator, denominator, bound, lower=False: (
    f"IF({sheet.operand(denominator, 1)}>0,ROUND({plain_number(sheet, numerator)}/{sheet.operand(denominator, 1)},9)"
    f"{'<=' if lower else '>='}{plain_number(sheet, bound)},FALSE)"),
    "{0} ÷ {1} 达到 {2}", "{0} ÷ {1} reaches {2}", Unit.FLAG)
def ratio_reaches(numerator: Any, denominator: Any, bound: float, lower: bool = False) -> npt.NDArray[np.bool_]:
    """Whether one whole number over another, (…, people) each, is at least a decimal bound; `lower`: at most.

    Exact; never where the denominator is 0. The numerator may be one decimal.
    """
    numerator, denominator = _decimal_over(numerator, denominator)
    top, bottom = _exact_of(bound)
    left, right = _scaled(numerator, bottom), _scaled(denominator, top)
    return np.asarray((denominator > 0) & (left <= right if lower else left >= right), dtype=bool)


def _units_beyond_text(sheet: Sheet, numerator: Any, denominator: Any, base: Any, size: Any) -> str:
    actual = f"{plain_number(sheet, numerator)}/{sheet.operand(denominator, 1)}"
    start, each = plain_number(sheet, base), plain_number(sheet, size)
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
