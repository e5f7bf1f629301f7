"""The trace: named intermediate quantities that rules record while they compute.

The trace of an amount comes out of the same run that made the amount; there is no second implementation
for explaining. Recording keeps references to arrays, so it is off unless somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.parameter import Text, Unit


@dataclass(frozen=True)
class Step:
    """One recorded quantity: the path of the rule, its label, unit, and value (array or scalar).

    Arrays of money are in fen, coefficients and rates in millionths; the last axis is people where the
    quantity is personal. `people` are the places in the company's arrays that the last axis stands for.
    """

    path: str
    label: Text
    unit: Unit
    value: Any
    people: np.ndarray | None = None


@dataclass
class Trace:
    """Collects steps; `at` gives a trace that writes under a path and for a group of people."""

    on: bool = False
    steps: list[Step] = field(default_factory=list)
    path: str = ""
    people: np.ndarray | None = None

    def at(self, path: str, people: np.ndarray | None = None) -> Trace:
        return Trace(self.on, self.steps, path, people)

    def __call__(self, zh: str, en: str, unit: Unit, value: Any | Callable[[], Any]) -> None:
        """Record a quantity; a callable is only evaluated when the trace is on."""
        if self.on:
            self.steps.append(Step(self.path, Text(zh, en), unit, value() if callable(value) else value,
                                   self.people))

    def of_person(self, place: int, month: int | None = None) -> list[tuple[str, Text, Unit, Any]]:
        """The steps that concern the person at this place: path, label, unit, value.

        Monthly quantities are taken at `month` (0–11), or summed over the year for money when it is None.
        """
        found = []
        for step in self.steps:
            value: Any = step.value
            if step.people is not None and isinstance(value, np.ndarray) and value.shape[-1:] == step.people.shape:
                mine = np.flatnonzero(step.people == place)
                if not mine.size:
                    continue
                value = value[..., mine[0]]
            elif step.people is not None and place not in step.people:
                continue
            if isinstance(value, np.ndarray):
                if value.ndim == 1 and month is not None:
                    value = value[month]
                elif value.ndim == 1:
                    value = value.sum() if step.unit is Unit.YUAN else value.tolist()
                else:
                    value = value.item() if value.ndim == 0 else value.tolist()
            found.append((step.path, step.label, step.unit, value))
        return found
