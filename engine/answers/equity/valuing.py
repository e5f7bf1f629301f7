"""Valuations side by side: every method on the same figures, taken apart, and how far they are apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from engine.base.money import round_half_up, to_yuan
from engine.base.parameter import Parameter
from engine.base.problem import InputError
from engine.plan.scenario import Scenario
from engine.rules.parts.valuing import METHODS, WorkingLine
from engine.rules.rule import rule_named

OF_METHOD: dict[str, tuple[str, ...]] = {
    "pe": ("profit", "multiple"), "perpetuity": ("profit", "rate", "growth"),
    "assets": ("cash", "fixed_assets", "profit", "profit_years", "inventory", "receivables"),
    "traffic": ("traffic", "value_per_user"),
    "store": ("investment", "revenue", "profit", "depreciation", "age_years")}
"""Which figures each method is computed from; profit is the same everywhere."""


@dataclass(frozen=True)
class Valued:
    """One method: its working with the value last, in fen; or why it gives none."""

    method: str
    working: tuple[WorkingLine, ...]
    refused: InputError | None = None

    @property
    def value(self) -> int | None:
        return round_half_up(self.working[-1].value) if self.working else None


@dataclass(frozen=True)
class ValuationRange:
    """How far the methods are apart, in fen; `times` is highest ÷ lowest, None where the lowest is 0."""

    low: int
    middle: int
    high: int

    @property
    def times(self) -> float | None:
        return self.high / self.low if self.low else None


def fields() -> dict[str, Parameter]:
    """Every figure and parameter of the methods."""
    valuation = rule_named("valuation")
    declared = {**valuation.Inputs.parameters(), **valuation.parameters()}
    return {key: declared[key] for keys in OF_METHOD.values() for key in keys}


def start_of(scenario: Scenario) -> dict[str, Any]:
    """What the forms start from: the company's books, the multiple of the assumptions; what they do not hold is empty."""
    money, rule = scenario.company.facts.money, rule_named("valuation")()
    own = {key: getattr(rule, key) for key in rule.parameters()} | {"multiple": scenario.assumptions.multiple}
    return {key: own.get(key) for key in fields()} | {"profit": money.profit, "revenue": money.revenue}


def side_by_side(given: Mapping[str, Any], methods: Sequence[str] = tuple(METHODS)) -> list[Valued]:
    """Each method on the figures it needs; empty ones are left out."""
    valuations = []
    for method in methods:
        own = {key: given[key] for key in OF_METHOD[method] if given.get(key) is not None}
        try:
            rule, inputs = rule_named("valuation").parsed({"method": method, **own})
            valuations.append(Valued(method, tuple(rule.working(inputs))))
        except InputError as error:
            valuations.append(Valued(method, (), error))
    return valuations


def spread(valued: Sequence[Valued]) -> ValuationRange | None:
    """Lowest, middle and highest of the methods that give a value; None where none does."""
    values = [each.value for each in valued if each.value is not None]
    return ValuationRange(min(values), round_half_up(Fraction(median(values))), max(values)) if values else None


def by_multiple(scenario: Scenario) -> float | None:
    """The books' profit × the multiple, in yuan; None without a profit."""
    value = side_by_side(start_of(scenario), ["pe"])[0].value
    return None if value is None else to_yuan(value)
