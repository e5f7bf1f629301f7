"""A book laid out on a real spreadsheet engine, row by row, so that formulas can be recalculated and held against the engine."""

import re

import formualizer as fz
import numpy as np

from engine.base.algebra import MONTHS
from engine.base.book import opened
from engine.base.parameter import Text
from engine.base.quantity import Named, bare
from engine.base.sheet import Sheet

FIRST = 2
"""The row of the first person's January; headings stand above."""


def letters(column):
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def literal(value):
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return value
    return float(value)


class Parameters:
    """A sheet with a row a parameter, and the tables beside."""

    def __init__(self, book):
        self.sheet, self.cells, self.named, self.tables, self.columns = book.sheet("P"), {}, {}, {}, 3

    def cell(self, named):
        if named.path not in self.cells:
            row = len(self.cells) + 1
            self.cells[named.path], self.named[named.path] = (row, 2), named
            self.sheet.set_value(row, 1, named.path)
            self.sheet.set_value(row, 2, float(named.value))
        return self.reference(named.path)

    def reference(self, path):
        row, column = self.cells[path]
        return f"P!${letters(column)}${row}"

    def table(self, steps, what):
        """Bounds, values, and how much the marginal reading takes off, in three columns."""
        plain = bare(steps)
        key = (steps.path, plain.value)
        if key not in self.tables:
            column = self.tables[key] = self.columns + 1
            self.columns += 3
            for i, row in enumerate(plain.rows, start=1):
                for field, at in ((plain.bound, column), (plain.value, column + 1)):
                    key_of_field = type(row).model_fields[field].alias or field
                    path = f"{steps.path}[{i - 1}].{key_of_field}"
                    if path in self.cells:  # the bound of another column of the same table
                        self.sheet.set_formula(i, at, f"={self.reference(path)}")
                        continue
                    self.sheet.set_value(i, at, float(getattr(row, field)))
                    self.cells[path] = (i, at)
                    self.named[path] = Named(getattr(row, field), path, type(row).parameters()[key_of_field].unit, Text("", ""))
                here, bound, rate = (letters(column + j) for j in (2, 0, 1))
                self.sheet.set_formula(i, column + 2, f"={bound}1*{rate}1" if i == 1 else (
                    f"={here}{i - 1}+({rate}{i}-{rate}{i - 1})*{bound}{i}"))
        column = letters(self.tables[key] + ["bounds", "values", "deductions"].index(what))
        return f"P!${column}$1:${column}${len(plain.rows)}"


class Grid(Sheet):
    """A sheet with a row a subject (person or unit) and month."""

    def __init__(self, book, name, subjects, parameters, units=None):
        self.book, self.name, self.parameters, self._units = book, name, parameters, units
        self.sheet, self.subjects_there, self.taken, self.row, self.at = book.sheet(name), list(subjects), 2, FIRST, {}
        self.last = FIRST + len(self.subjects_there) * MONTHS - 1
        for row in self.rows():
            self.sheet.set_value(row, 1, float(self.subjects_there[(row - FIRST) // MONTHS]))
            self.sheet.set_value(row, 2, float((row - FIRST) % MONTHS + 1))

    def rows(self):
        return range(FIRST, self.last + 1)

    def spread(self, value):
        """A value of any shape as one number a row."""
        value = np.asarray(value)
        if value.ndim > 1 and value.shape[-2] not in (1, MONTHS):
            value = np.repeat(value, MONTHS // value.shape[-2], axis=-2)
        return np.broadcast_to(value, (MONTHS, len(self.subjects_there))).T.ravel().tolist()

    def add(self, quantity):
        """A column for a quantity: values of an input, formulas of anything else."""
        self.taken += 1
        column, before = self.taken, self.row
        self.at[quantity] = letters(column)
        if quantity.leaf:
            for row, value in zip(self.rows(), self.spread(quantity.value), strict=True):
                shown = literal(value) if isinstance(value, (bool, str)) else float(value) / quantity.scale
                self.sheet.set_value(row, column, shown)
        else:
            for row in self.rows():
                self.row = row
                self.sheet.set_formula(row, column, "=" + quantity.word.text(self, quantity.args))
        self.row = before
        return self.at[quantity]

    def shown(self, quantity):
        """What a column shows, row by row."""
        column = next(each for each in range(1, self.taken + 1) if letters(each) == self.at[quantity])
        return [self.book.get_value(self.name, row, column) for row in self.rows()]

    def letter(self, quantity):
        return self.at[quantity] if quantity in self.at else self.add(quantity)

    def place(self, quantity):
        if quantity.path is not None:
            return self.parameters.cell(Named(float(quantity.value) / quantity.scale, quantity.path, quantity.unit, quantity.label))
        return f"{self.name}!${self.letter(quantity)}{self.row}"

    def column(self, quantity):
        return self.span(self.letter(quantity))

    def above(self, quantity):
        return f"{self.name}!${self.letter(quantity)}${FIRST}:${self.letter(quantity)}{self.row}"

    def span(self, letter):
        return f"{self.name}!${letter}${FIRST}:${letter}${self.last}"

    def parameter(self, named):
        return self.parameters.cell(named)

    def table(self, steps, what):
        return self.parameters.table(steps, what)

    month = property(lambda self: f"{self.name}!$B{self.row}")
    months = property(lambda self: self.span("B"))
    above_months = property(lambda self: f"{self.name}!$B${FIRST}:$B{self.row}")
    subject = property(lambda self: f"{self.name}!$A{self.row}")
    subjects = property(lambda self: self.span("A"))

    def units(self):
        assert self._units is not None
        return self._units


class Laid:
    """A rule's book on a spreadsheet: its columns, and what each shows."""

    def __init__(self, rule, bound, people, units=(0,), path="pay.it"):
        self.book = opened(rule, bound, path)
        workbook = fz.Workbook()
        self.parameters = Parameters(workbook)
        self.units = Grid(workbook, "U", units, self.parameters)
        self.grid = Grid(workbook, "S", range(people), self.parameters, self.units)
        by_leaf = {}
        for column in self.book.columns:
            if column.made_of is None:
                continue
            letter = self.grid.add(column.made_of)
            self.grid.at[column.leaf] = letter
            by_leaf[column.leaf] = column.made_of
        self.live = list(by_leaf)

    def set(self, path, value):
        """Type a number into a parameter's cell."""
        self.parameters.sheet.set_value(*self.parameters.cells[path], float(value))

    def numbers(self):
        """Every parameter that has a cell: its path, and itself."""
        return list(self.parameters.named.items())

    def inside(self, path):
        """The way to a parameter inside its rule: pay.sales.commission.tiers[0].rate → tiers, 0, rate."""
        return [int(step) if step.isdigit() else step
                for step in re.findall(r"[^.\[\]]+", path.removeprefix(self.book.path + "."))]

    def differences(self, of=None):
        """(column, row, shown, engine's) wherever a recalculated cell is not the engine's value; `of`: a book with other figures."""
        self.grid.book.evaluate_all()
        found = []
        columns = [column for column in (of or self.book).columns if column.made_of is not None]
        for column, here in zip(columns, self.live, strict=True):
            wanted = self.grid.spread(column.leaf.value)
            for row, (shown, exact) in enumerate(zip(self.grid.shown(here), wanted, strict=True)):
                right = literal(exact) if isinstance(exact, (bool, str)) else float(exact) / column.leaf.scale
                if shown != right and not (isinstance(right, float) and isinstance(shown, (int, float))
                                           and abs(shown - right) < max(1e-9, 1e-12 * abs(right))):
                    found.append((column.label.en, row, shown, right))
        return found

    @property
    def cells(self):
        return len(self.live) * len(list(self.grid.rows()))
