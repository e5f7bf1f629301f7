"""How a word is declared, and what the words share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from engine.base.parameter import Text, Unit
from engine.base.quantity import Formula, Quantity, Word, remembers
from engine.base.sheet import Sheet

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


def scale_of(thing: Any) -> int:
    """How many whole numbers make one of what a cell shows; 1 for a bare number."""
    return thing.scale if isinstance(thing, Quantity) else 1


def cents(sheet: Sheet, pool: Any) -> str:
    """A quantity in a cell as the whole numbers that the engine counts in."""
    scale = pool.scale if isinstance(pool, Quantity) else 1
    return cents_of(sheet.operand(pool, scale), scale)


def cents_of(cell: str, scale: int) -> str:
    """The same of a cell that is already written."""
    return f"ROUND({cell}*{scale},0)"


def plain_number(sheet: Sheet, number: Any) -> str:
    """A number that is no amount: a parameter's cell, or its digits."""
    return sheet.operand(number, 1) if remembers(number) else f"{number:.15g}"
