"""An open book: a mechanism computed once more, with everything remembering where it came from.

The columns of a book are the inputs, every step that the mechanism says, and its amount; each with its exact values, and
with the word and the columns and parameters that made it. A spreadsheet's formulas and an explanation in words come from
that. What a mechanism computes outside the words of the algebra is refused while the book is open: such a rule is `plain`,
and its column holds values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from engine.base.algebra import Factor
from engine.base.parameter import SCALE, Declared, Parameter, Text, Unit, parameter_of
from engine.base.quantity import Named, Quantity, bare
from engine.base.trace import Trace


class Given(SimpleNamespace):
    """What a formula reads, by name: arrays of whole numbers, people last; quantities in an open book."""

    def __getattr__(self, name: str) -> Any:  # for type checkers: whatever was bound
        raise AttributeError(name)


@dataclass(frozen=True, eq=False)
class BookColumn:
    """A column of a book: a leaf that formulas refer to, and what it was made of; an input is made of nothing."""

    leaf: Quantity
    made_of: Quantity | None

    @property
    def label(self) -> Text:
        assert self.leaf.label is not None
        return self.leaf.label


@dataclass
class OpenBook(Trace):
    """Writes down what a mechanism says, column by column."""

    on: bool = True
    columns: list[BookColumn] = field(default_factory=list)

    def at(self, path: str, people: np.ndarray | None = None) -> OpenBook:
        return OpenBook(True, self.steps, path, people, None, self.year, self.columns)

    def input(self, label: Text, unit: Unit, value: Any) -> Quantity:
        """A column that formulas begin from."""
        leaf = Quantity(np.asarray(value), unit, SCALE.get(unit, 1), label=label)
        self.columns.append(BookColumn(leaf, None))
        return leaf

    def __call__(self, zh: str, en: str, unit: Unit, value: Any | Callable[[], Any], key: str | None = None) -> Any:
        made: Any = value() if callable(value) else value
        if not isinstance(made, Quantity):
            return made if isinstance(made, Named) else self.input(Text(zh, en), unit, made)
        if made.leaf:
            return made
        leaf = Quantity(made.value, made.unit, made.scale, label=Text(zh, en))
        self.columns.append(BookColumn(leaf, made))
        return leaf


def named(model: Declared, path: str) -> Any:
    """A copy of a rule, or of a row of its tables, whose numbers know their path; texts, choices and flags stay."""
    fields: dict[str, Any] = {}
    for name, info in type(model).model_fields.items():
        key = info.alias or name
        parameter = parameter_of(info) or Parameter(key, key, Unit.COUNT)
        fields[name] = _named(getattr(model, name), f"{path}.{key}" if path else key, parameter)
    return type(model).model_construct(**fields)


def _named(value: Any, path: str, parameter: Parameter) -> Any:
    if isinstance(value, Declared):
        return named(value, path)
    if isinstance(value, tuple):
        return tuple(_named(each, f"{path}[{i}]", parameter) for i, each in enumerate(value))
    if isinstance(value, dict):
        return {key: _named(each, f"{path}.{key}", parameter) for key, each in value.items()}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Named(float(value), path, parameter.unit, parameter.label)
    return value


def opened(rule: Any, bound: Mapping[str, Any], path: str = "") -> OpenBook:
    """A rule's formula written down: its inputs (see `Rule.reads`), its steps, and last what it gives.

    Raises:
        UntaughtError: the formula does something that no word states.
    """
    book, declared = OpenBook(path=path), rule.reads_of()
    x: dict[str, Any] = {}
    for name, value in bound.items():
        parameter = declared.get(name)
        if value is None or parameter is None:
            x[name] = value
        elif isinstance(value, tuple):
            x[name] = tuple(book.input(parameter.label, parameter.unit, each) for each in value)
        else:
            x[name] = book.input(parameter.label, parameter.unit, value)
    given = (named(rule, path) if isinstance(rule, Declared) else rule).formula(Given(**x), book)
    for label, amount in (given.amounts() if hasattr(given, "amounts") else {Text("金额", "Amount"): given}).items():
        if isinstance(amount, Quantity):
            book(label.zh, label.en, amount.unit, amount)
    return book


def in_words(quantity: Any, language: str) -> str:
    """How a quantity was made, as a phrase of columns and parameters."""
    if isinstance(quantity, Quantity) and quantity.word is not None:
        return quantity.word.phrase(quantity.args, language, in_words)
    if isinstance(quantity, Quantity):
        return quantity.label[language] if quantity.label is not None else str(quantity.path)
    if isinstance(quantity, Named):
        return quantity.label[language]
    if isinstance(quantity, Factor):
        return f"{in_words(quantity.numerator, language)} ÷ {in_words(quantity.denominator, language)}"
    return str(bare(quantity))
