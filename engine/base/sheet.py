"""Formulas of quantities: what a word asks of the sheet on which its cell stands, and the text of a cell.

A sheet has a row a person and month (or a row a unit and month). A quantity of people or of a whole year stands in each of
its rows. Whoever writes a workbook says where things stand (`Sheet`); what stands there is said here. Only functions that
every spreadsheet knows are used: IF, LOOKUP, INDEX, ROUND, INT, MIN, MAX, SUM, SUMIFS, COUNTIFS.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from engine.base.parameter import DECIMALS, Unit
from engine.base.quantity import Named, Quantity, UntaughtError
from engine.base.tables import NamedSteps

GUARD = 6
"""Places more to which a product is rounded first: a binary 0.285 × 100 is then a half where the decimal one is."""


class Sheet(ABC):
    """Where things stand, as references for the formulas of one row."""

    @abstractmethod
    def place(self, quantity: Quantity) -> str:
        """The cell of a quantity in this row; it may be given a column of its own."""

    @abstractmethod
    def column(self, quantity: Quantity) -> str:
        """All rows of a quantity, which is given a column of its own."""

    @abstractmethod
    def above(self, quantity: Quantity) -> str:
        """The rows of a quantity from the first to this one."""

    @abstractmethod
    def parameter(self, named: Named) -> str:
        """The cell of a parameter."""

    @abstractmethod
    def table(self, steps: NamedSteps, what: str) -> str:
        """The cells of a table: `bounds`, `values`, or `deductions`, what the marginal reading takes off rate × amount."""

    @property
    @abstractmethod
    def month(self) -> str:
        """The number of this row's month, 1 to 12."""

    @property
    @abstractmethod
    def months(self) -> str:
        """The month of every row."""

    @property
    @abstractmethod
    def above_months(self) -> str:
        """The month of the rows from the first to this one."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """Whom this row is of: a person, or a unit."""

    @property
    @abstractmethod
    def subjects(self) -> str:
        """Whom every row is of."""

    @abstractmethod
    def units(self) -> Sheet:
        """The sheet of the units, for the quantities of units."""

    def operand(self, thing: Any, scale: int) -> str:
        """An argument inside a formula. A bare number is a whole number of this scale, or a text."""
        if isinstance(thing, Quantity):
            if thing.leaf:
                return self.place(thing)
            assert thing.word is not None
            formula = thing.word.text(self, thing.args)
            return f"({formula})" if thing.word.infix else formula
        if isinstance(thing, Named):
            return self.parameter(thing)
        if isinstance(thing, str):
            return '"' + thing.replace('"', '""') + '"'
        return number(thing, scale)


def number(thing: Any, scale: int) -> str:
    """A constant, as a spreadsheet writes it.

    Raises:
        UntaughtError: not one number.
    """
    values = np.unique(np.asarray(thing))
    if values.size != 1:
        raise UntaughtError("numbers of no column stand in a formula")
    value = values[0]
    if isinstance(value, (bool, np.bool_)):
        return "TRUE" if value else "FALSE"
    if scale == 1:
        return str(int(value))
    places = len(str(scale)) - 1
    return f"{int(value) / scale:.{places}f}".rstrip("0").rstrip(".") or "0"


def rounded(formula: str, unit: Unit) -> str:
    """A product rounded to what its unit can show, halves away from zero."""
    places = DECIMALS.get(unit, 0)
    return f"ROUND(ROUND({formula},{places + GUARD}),{places})"
