"""How a parameter is declared: label, unit, range, step, default and source, once.

A parameter is a pydantic field annotated with `Parameter`::

    quota: Annotated[float, Parameter("任务额", "Quota", Unit.YUAN, low=0, high=1_000_000, step=1_000,
                                      source="car-care chain plan")] = 0

From that one line come the validation and its message, the slider, the handbook entry, the scenario
key and the command line option. Nothing else in the project repeats a label, a range or a default.
What several mechanisms ask for is declared once by whom it belongs to, and taken from there::

    base_pay: Annotated[float, BASE_PAY]
    min_years: Annotated[int, MIN_YEARS.but(source="store equity article")] = 1
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

OURS = "ours"
"""Source of a default or a reading that no published plan gives; shown to the user beside the parameter."""

RATE_DECIMALS = 6
"""Rates and factors carry at most six decimals, so that bounds and amounts can be computed in integers."""


LARGEST = 10**20
"""Whole numbers beyond this are slips; they would not fit where amounts are computed."""


class Unit(StrEnum):
    """The closed vocabulary of units; a unit decides widget, scale, format and number of decimals."""

    YUAN = "yuan"  # money, whole fen
    RATE = "rate"  # a fraction, shown as a percentage
    FACTOR = "factor"  # a multiplier, shown with ×
    POINTS = "points"  # a score, two decimals
    COUNT = "count"
    PEOPLE = "people"
    SHARES = "shares"
    YEARS = "years"
    CHOICE = "choice"
    FLAG = "flag"
    KEY = "key"  # the name of another thing in the scenario
    TEXT = "text"
    TABLE = "table"


DECIMALS: dict[Unit, int] = {Unit.YUAN: 2, Unit.RATE: RATE_DECIMALS, Unit.FACTOR: RATE_DECIMALS, Unit.POINTS: 2}
"""How many decimals a number of this unit may have; more would be lost silently, so they are refused."""


SCALE: dict[Unit, int] = {Unit.YUAN: 100, Unit.RATE: 10**RATE_DECIMALS, Unit.FACTOR: 10**RATE_DECIMALS, Unit.POINTS: 100}
"""The engine's whole numbers to one of what people read: fen to a yuan, millionths to one; 1 for the rest."""


class Refers(StrEnum):
    """What a parameter names: an entry of the company's lists or of the plan. In a table its names, or its keys."""

    GROUP = "group"  # a post or a job family
    POST = "post"
    FAMILY = "family"
    HOLDER = "holder"  # a line of the cap table, or one that the plan opens
    BUYER = "buyer"  # the same, or a line that comes to be with it
    COEFFICIENT = "coefficient"  # a target of the plan that sets a coefficient
    HANDED_DOWN = "handed_down"  # a target of the plan that hands targets down
    LEVEL = "level"  # a level of the rule's own
    REGION = "region"


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Parameter:
    """The declaration of one parameter; see the module docstring.

    `low` and `high` are real limits that make a usable slider, or None where there is no natural one.
    `marks` are values worth one touch. `choices` names the values of a closed list. `nothing` says what
    leaving the parameter empty (None) means. `source` is the published plan it comes from, or OURS.
    `refers`: what it names, where its value is the name of something else.
    """

    zh: str
    en: str
    unit: Unit
    low: float | None = None
    high: float | None = None
    step: float | None = None
    source: str = OURS
    marks: tuple[float, ...] = ()
    choices: Mapping[str, Text] | None = None
    nothing: Text | None = None
    refers: Refers | None = None

    @property
    def label(self) -> Text:
        return Text(self.zh, self.en)

    def but(self, **other: Any) -> Parameter:
        """The same declaration where something about it is different, such as its source or what nothing means."""
        return replace(self, **other)

    def __hash__(self) -> int:
        return hash((self.zh, self.en, self.unit))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def check(self, value: Any) -> Any:
        """Refuse a number outside the range, with too many decimals, or not finite.

        Raises:
            PydanticCustomError: `not_finite`, `out_of_range` or `too_many_decimals`.
        """
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        if abs(value) > LARGEST or not math.isfinite(value):
            raise PydanticCustomError("not_finite", "not a finite number")
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise PydanticCustomError("out_of_range", "out of range", {"low": self.low, "high": self.high,
                                                                       "unit": self.unit.value})
        places = DECIMALS.get(self.unit)
        if places is not None and decimals(value) > places:
            raise PydanticCustomError("too_many_decimals", "too many decimals", {"places": places, "unit": self.unit.value})
        return value


ZH = Parameter("中文名", "Chinese name", Unit.TEXT)
EN = Parameter("英文名", "English name", Unit.TEXT)


def decimals(value: float) -> int:
    """How many decimals the shortest decimal form of `value` has: 0.035 → 3."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


class Declared(BaseModel):
    """A model whose every field is declared with a `Parameter`: frozen, strict, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    every_column: ClassVar[bool] = False
    """As rows of a table: whether optional columns are worth showing while nobody uses them."""

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """Key as written in files → declaration, in the order of the fields."""
        declared = {key: parameter_of(field) for key, field in cls.keys().items()}
        return {key: parameter for key, parameter in declared.items() if parameter is not None}

    @classmethod
    def keys(cls) -> dict[str, FieldInfo]:
        """Key as written in files → field."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    def named(self) -> Iterator[tuple[str, Any]]:
        """Key as written in files, value."""
        for name, field in type(self).model_fields.items():
            yield field.alias or name, getattr(self, name)

    def references(self) -> Iterator[tuple[str, Refers, str]]:
        """Every name of something else: the path of the parameter that names it, what it names, the name.

        Those in the rows of a list stand under the list.
        """
        for (key, value), field in zip(self.named(), type(self).model_fields.values(), strict=True):
            parameter = parameter_of(field)
            if parameter is None or parameter.refers is None:
                yield from _references_in(value, key)
            elif value is not None:
                yield from ((key, parameter.refers, name) for name in ((value,) if isinstance(value, str) else value))


def _references_in(value: Any, path: str) -> Iterator[tuple[str, Refers, str]]:
    """The references of the models in a value."""
    if isinstance(value, Declared):
        yield from ((f"{path}.{key}", refers, name) for key, refers, name in value.references())
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _references_in(each, f"{path}.{key}")
    elif isinstance(value, tuple):
        yield from ((path, refers, name) for row in value if isinstance(row, Declared)
                    for _, refers, name in row.references())



class Label(Declared):
    """A name in both languages, as a file gives it."""

    zh: Annotated[str, ZH]
    en: Annotated[str, EN]

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


def parameter_of(field: FieldInfo) -> Parameter | None:
    """The declaration among a field's annotations, or None."""
    return next((item for item in field.metadata if isinstance(item, Parameter)), None)


def row_of(annotation: Any) -> type[Declared] | None:
    """The model inside a field: itself, or of the rows of a table."""
    waiting = [annotation]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Declared):
            return kind
        waiting += getattr(kind, "__args__", ())
    return None
