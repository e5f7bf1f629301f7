"""Levels of a target: what each asks for and the coefficient it earns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, Self, runtime_checkable

import numpy as np
from pydantic import model_validator

from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.rules.parts.terms import PAY_COEFFICIENT
from engine.rules.rule import About

if TYPE_CHECKING:
    from engine.rules.kinds import TargetParts
    from engine.world.drivers import Drivers

LEVEL_NAMES: dict[str, Text] = {
    "floor": Text("保底", "Floor"), "balance": Text("平衡", "Balance"), "sprint": Text("冲刺", "Sprint"),
    "challenge": Text("挑战", "Challenge"), "base": Text("基准", "Base"),
}


class TargetLevel(Declared):
    """A level: its target as a multiple of history, or an amount, and the coefficient it earns."""

    name: Annotated[str, Parameter("档位", "Level", Unit.TEXT)]
    of_history: Annotated[float | None, Parameter("目标 ÷ 历史", "Target ÷ history", Unit.FACTOR, low=0, high=20,
                                                  step=0.05, nothing=Text("按金额", "given as an amount"))] = None
    target: Annotated[float | None, Parameter("目标金额（年）", "Target a year", Unit.YUAN, low=0,
                                              high=1_000_000_000_000, step=10_000,
                                              nothing=Text("按历史倍数", "a multiple of history"))] = None
    coefficient: Annotated[float, PAY_COEFFICIENT]

    @model_validator(mode="after")
    def _one_of_two(self) -> TargetLevel:
        if (self.of_history is None) == (self.target is None):
            raise refuse(t("level “{name}” needs either `of_history` or `target`, not both.", name=self.name))
        return self

    @property
    def label(self) -> Text:
        return LEVEL_NAMES.get(self.name, Text(self.name, self.name))


FOUR_LEVELS = (TargetLevel(name="floor", of_history=1.0, coefficient=0.8),
               TargetLevel(name="balance", of_history=1.1, coefficient=1.0),
               TargetLevel(name="sprint", of_history=1.43, coefficient=1.2),
               TargetLevel(name="challenge", of_history=2.145, coefficient=1.5))


@runtime_checkable
class Ladder(Protocol):
    """A target in levels, whatever rule it is: what attainment, next steps and pages ask of it. Money in fen."""

    about: ClassVar[About]

    @property
    def title(self) -> Text: ...

    @property
    def of(self) -> Literal["person", "unit", "company"]: ...

    @property
    def period(self) -> Literal["year", "month"]: ...

    @property
    def levels(self) -> tuple[TargetLevel, ...]: ...

    @property
    def below(self) -> float: ...

    @property
    def between(self) -> Literal["stepped", "linear"]: ...

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """The same with another `of`, or whatever else is given."""

    def targets(self, history: Fen) -> list[Fen]:
        """The target of every level, each of the shape of the history."""

    def reach(self, actual: Fen, history: Fen) -> tuple[np.ndarray, np.ndarray]:
        """Level reached (place, −1 below the first) and coefficient in millionths, elementwise."""

    def measured(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> tuple[Fen, Fen]:
        """Actual by month (…, 12, subjects) and the year's history (subjects,)."""

    def bounds(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> tuple[Fen, Fen]:
        """The actual of each subject, (…, subjects), and the targets of its levels, (levels, …, subjects), fen.

        By year, or by month as they are held.
        """
