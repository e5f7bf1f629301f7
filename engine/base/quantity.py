"""A quantity that remembers where it came from: what an open book computes with instead of bare arrays.

Without an open book mechanisms compute on bare arrays and none of this exists. With one (see `book.py`) their inputs are
quantities and their parameters are named, and every word of the algebra that meets one of them returns a quantity: the
same exact integers, and the word and arguments that made them. From those come the formula of a spreadsheet's cell and a
sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.base.parameter import SCALE, Text, Unit


class UntaughtError(TypeError):
    """A mechanism did something with a quantity or a named parameter that no word of the algebra states."""


@dataclass(frozen=True, eq=False)
class Named:
    """A number of a rule with its path in the plan: what a rule of an open book holds instead of the bare number."""

    value: float
    path: str
    unit: Unit
    label: Text

    def _untaught(self, *_: Any) -> Any:
        raise UntaughtError(f"{self.path} is computed with outside the words of the algebra")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _untaught
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _untaught
    __float__ = __int__ = __index__ = __bool__ = __abs__ = __neg__ = __str__ = __format__ = _untaught
    __hash__ = object.__hash__


@dataclass(frozen=True, eq=False)
class Quantity:
    """Exact values (whole numbers, flags or texts; any shape) with the word and arguments that made them.

    A quantity without a word is a leaf: an input or a column, called `label`; or a parameter, under its `path`.
    `scale` is how many of the whole numbers make one of what a cell shows.
    """

    value: np.ndarray
    unit: Unit
    scale: int
    word: Word | None = None
    args: tuple[Any, ...] = ()
    label: Text | None = None
    path: str | None = None

    __array_ufunc__ = None  # arrays leave operators to us, and NumPy's functions refuse

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        raise UntaughtError("a quantity was used as a bare array")

    def __bool__(self) -> bool:
        raise UntaughtError("a mechanism branches on a quantity")

    @property
    def leaf(self) -> bool:
        return self.word is None

    def __add__(self, other: Any) -> Any:
        return PLUS(self, other)

    def __radd__(self, other: Any) -> Any:
        return PLUS(other, self)

    def __sub__(self, other: Any) -> Any:
        return MINUS(self, other)

    def __rsub__(self, other: Any) -> Any:
        return MINUS(other, self)

    def __neg__(self) -> Any:
        return MINUS(0, self)

    def __mul__(self, other: Any) -> Any:
        return MANY(self, other)

    def __rmul__(self, other: Any) -> Any:
        return MANY(other, self)

    def __truediv__(self, size: int) -> Quantity:
        """The same in larger units, of which `size` make one: hundredths of a piece ÷ 100 are pieces."""
        if self.scale % size:
            raise UntaughtError(f"{self.unit} has no unit {size} times as large")
        return Quantity(self.value / size, self.unit, self.scale // size, RESCALED, (self,))

    __floordiv__ = __truediv__

    def __ge__(self, other: Any) -> Any:
        return AT_OR_ABOVE(self, other)

    def __gt__(self, other: Any) -> Any:
        return ABOVE(self, other)

    def __le__(self, other: Any) -> Any:
        return AT_OR_ABOVE(other, self)

    def __lt__(self, other: Any) -> Any:
        return ABOVE(other, self)

    def __and__(self, other: Any) -> Any:
        return BOTH(self, other)

    def __rand__(self, other: Any) -> Any:
        return BOTH(other, self)

    def __or__(self, other: Any) -> Any:
        return EITHER(self, other)

    def __invert__(self) -> Any:
        return NOT(self)


Exact = Callable[..., Any]
Formula = str | Callable[..., str]


@dataclass(frozen=True, eq=False)
class Word:
    """One word of the trade: its exact value on whole numbers, its formula in a cell, and how it is said.

    formula: a template of the arguments' cells, `{0}`, `{1}` …; or a function of (sheet, *args) where that is not enough;
    "" where the word has none, so that its column holds values. words: the same as a sentence, {0} standing for what an
    argument is called. unit: of the result; None for that of the first argument (`like`: which one). infix: whether the
    formula needs brackets inside another. alike: whether the arguments, from `like` on, are amounts of one scale.
    """

    name: str
    exact: Exact
    formula: Formula
    words: Text
    unit: Unit | None = None
    like: int = 0
    infix: bool = False
    alike: bool = False

    def __call__(self, *args: Any) -> Any:
        for each in args:
            if type(each) in REMEMBERING or (type(each) is tuple and any(type(one) in REMEMBERING for one in each)):
                return self.remembered(args)
        return self.exact(*args)

    def remembered(self, args: tuple[Any, ...]) -> Any:
        """The exact value, and how it was made.

        Raises:
            UntaughtError: amounts that are counted in different units.
        """
        value = np.asarray(self.exact(*(bare(each) for each in args)))
        if self.alike and len({each.scale for each in args[self.like:] if isinstance(each, Quantity)}) > 1:
            raise UntaughtError(f"{self.name}: the amounts are counted in different units")
        if self.unit is not None:
            return Quantity(value, self.unit, SCALE.get(self.unit, 1), self, args)
        like = self._like(args)
        if like is None:
            return Quantity(value, Unit.COUNT, 1, self, args)
        return Quantity(value, like.unit, like.scale, self, args)

    def text(self, sheet: Any, args: tuple[Any, ...]) -> str:
        """The formula of a cell of a `Sheet`, without the equals sign; bare numbers are of the same scale as the quantity beside them.

        Raises:
            UntaughtError: the word has no formula.
        """
        if callable(self.formula):
            return self.formula(sheet, *args)
        if not self.formula:
            raise UntaughtError(f"the word “{self.name}” has no formula")
        like = self._like(args)
        return self.formula.format(*(sheet.operand(each, like.scale if like is not None else 1) for each in args))

    def phrase(self, args: tuple[Any, ...], language: str, words_of: Callable[[Any, str], str]) -> str:
        """The word as a phrase of its arguments, each of which `words_of` names."""
        return self.words[language].format(*(words_of(each, language) for each in args))

    def _like(self, args: tuple[Any, ...]) -> Quantity | None:
        return next((each for each in args[self.like:] if isinstance(each, Quantity)), None)


def bare(thing: Any) -> Any:
    """The exact value without its memory: of a quantity its array, of a named parameter its number."""
    if isinstance(thing, (Quantity, Named)):
        return thing.value
    if isinstance(thing, tuple) and type(thing) is tuple:
        return tuple(bare(each) for each in thing)
    if hasattr(thing, "without_memory"):
        return thing.without_memory()
    return thing


def remembers(thing: Any) -> bool:
    """Whether a thing is of an open book."""
    return type(thing) in REMEMBERING


REMEMBERING: set[type] = {Quantity, Named}
"""The kinds of things that an open book computes with; the algebra adds its factors, `tables.py` its tables."""


PLUS = Word("plus", lambda a, b: a + b, "{0}+{1}", Text("{0} + {1}", "{0} + {1}"), infix=True, alike=True)
MINUS = Word("minus", lambda a, b: a - b, "{0}-{1}", Text("{0} − {1}", "{0} − {1}"), infix=True, alike=True)


class _Many(Word):
    """A count of something: counted in what the other is."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        of = max((each for each in args if isinstance(each, Quantity)),
                 key=lambda each: (each.scale > 1, each.unit not in (Unit.RATE, Unit.FACTOR), each.scale))
        scale = np.prod([each.scale for each in args if isinstance(each, Quantity)])
        return Quantity(np.asarray(self.exact(*(bare(each) for each in args))), of.unit, int(scale), self, args)


MANY = _Many("many", lambda a, b: a * b, lambda sheet, a, b: f"{sheet.operand(a, 1)}*{sheet.operand(b, 1)}",
            Text("{0} × {1}", "{0} × {1}"), infix=True)
RESCALED = Word("rescaled", lambda amount: amount, "{0}", Text("{0}", "{0}"))
AT_OR_ABOVE = Word("at or above", lambda a, b: a >= b, "{0}>={1}", Text("{0} 不低于 {1}", "{0} is at least {1}"),
                   Unit.FLAG, infix=True, alike=True)
ABOVE = Word("above", lambda a, b: a > b, "{0}>{1}", Text("{0} 高于 {1}", "{0} is above {1}"), Unit.FLAG, infix=True,
             alike=True)
BOTH = Word("both", lambda a, b: a & b, "AND({0},{1})", Text("{0} 且 {1}", "{0} and {1}"), Unit.FLAG)
EITHER = Word("either", lambda a, b: a | b, "OR({0},{1})", Text("{0} 或 {1}", "{0} or {1}"), Unit.FLAG)
NOT = Word("not", lambda a: ~a, "NOT({0})", Text("并非 {0}", "not {0}"), Unit.FLAG)
