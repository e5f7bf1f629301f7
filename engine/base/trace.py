"""The trace: named intermediate quantities that rules record while they compute.

The trace of an amount comes out of the same run that made the amount; there is no second implementation
for explaining. Recording keeps references to arrays, so it is off unless somebody asks; `only` keeps one
person's part of each array, so that explaining a pay slip costs no memory in a large company.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from engine.base.parameter import SCALE, Text, Unit

MONTHS = 12
PERIODS = (1, 4, MONTHS)
"""How many periods of a year a quantity may be recorded by."""


@dataclass(frozen=True)
class Step:
    """One recorded quantity: the path of the rule, its label, unit, and value (array or scalar).

    Arrays of money are in fen, coefficients and rates in millionths, scores in hundredths; the last axis is
    people where the quantity is personal. `people` are the places in the company's arrays that the last axis
    stands for. `year` is the simulated year in which it was computed.
    """

    path: str
    label: Text
    unit: Unit
    value: Any
    people: np.ndarray | None = None
    year: int = 1


@dataclass
class Trace:
    """Collects steps; `at` gives a trace that writes under a path and for a group of people.

    With `only`, a place among the year's people, steps of groups without that person are not recorded and
    of personal quantities only that person's part is.
    """

    on: bool = False
    steps: list[Step] = field(default_factory=list)
    path: str = ""
    people: np.ndarray | None = None
    only: int | None = None
    year: int = 1

    def at(self, path: str, people: np.ndarray | None = None) -> Trace:
        """A trace that writes under a path, of the people at these places, (people of the group,)."""
        on = self.on and (self.only is None or people is None or bool((people == self.only).any()))
        return Trace(on, self.steps, path, people, self.only, self.year)

    def __call__(self, zh: str, en: str, unit: Unit, value: Any | Callable[[], Any], key: str | None = None) -> Any:
        """Record a quantity, and give it back; a callable is only evaluated when the trace is on.

        `key` is what the quantity is called among the results of a rule tried alone.
        """
        if not self.on:
            return value
        recorded: Any = value() if callable(value) else value
        people, kept = self.people, recorded
        if self.only is not None and people is not None:
            if isinstance(recorded, np.ndarray) and recorded.shape[-1:] == people.shape:
                kept = recorded[..., people == self.only].copy()
            people = np.array([self.only])
        self.steps.append(Step(self.path, Text(zh, en), unit, kept, people, self.year))
        return recorded

    def result(self, key: str, unit: Unit, value: Any) -> Any:
        """A result of a rule tried alone that is no step here; given back. A callable is evaluated only there."""
        return value

    def of_person(self, place: int, month: int | None = None,
                  year: int | None = None) -> list[tuple[str, Text, Unit, Any]]:
        """The steps that concern the person at this place: path, label, unit, value.

        Monthly and quarterly quantities are taken at `month` (0–11), or summed over the year for money when it
        is None. `year` leaves out what was computed in other years.
        """
        steps = []
        for step in self.steps:
            if year is not None and step.year != year:
                continue
            value: Any = step.value
            if step.people is not None and isinstance(value, np.ndarray) and value.shape[-1:] == step.people.shape:
                place_in_group = np.flatnonzero(step.people == place)
                if not place_in_group.size:
                    continue
                value = value[..., place_in_group[0]]
            elif step.people is not None and place not in step.people:
                continue
            if isinstance(value, np.ndarray):
                if value.ndim == 1 and month is not None and len(value) in PERIODS:
                    value = value.tolist()[month // (MONTHS // len(value))]
                elif value.ndim == 1:
                    value = value.sum() if step.unit is Unit.YUAN else value.tolist()
                else:
                    value = value.item() if value.ndim == 0 else value.tolist()
            steps.append((step.path, step.label, step.unit, value))
        return steps


@dataclass
class Alone(Trace):
    """The trace of a rule tried alone: keeps what has a key, as plain values in the units that people read."""

    results: dict[str, Any] = field(default_factory=dict)

    def __call__(self, zh: str, en: str, unit: Unit, value: Any | Callable[[], Any], key: str | None = None) -> Any:
        return value if key is None else self.result(key, unit, value() if callable(value) else value)

    def result(self, key: str, unit: Unit, value: Any) -> Any:
        self.results[key] = plainly(value() if callable(value) else value, unit)
        return value


def plainly(value: Any, unit: Unit) -> Any:
    """The engine's whole numbers as plain values: money in yuan, rates as fractions; of one person, the value alone."""
    if isinstance(value, np.ndarray):
        if value.size == 1:
            return plainly(value.flat[0], unit)
        return [plainly(each, unit) for each in (value[..., 0] if value.shape[-1:] == (1,) else value)]
    if isinstance(value, (list, tuple)):
        return [plainly(each, unit) for each in value]
    if isinstance(value, Mapping):
        return {key: plainly(each, unit) for key, each in value.items()}
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    scale = SCALE.get(unit, 1)
    return int(value) if scale == 1 else int(value) / scale
