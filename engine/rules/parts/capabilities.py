"""What pages ask of some pay elements, whatever rule they are: a capability, known by what it can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen
from engine.base.parameter import Text
from engine.rules.parts.score_bands import ScoreBand
from engine.world.drivers import Group


@runtime_checkable
class Choice(Protocol):
    """Somebody chooses among several schemes of pay."""

    @property
    def schemes(self) -> Mapping[str, Any]: ...

    def title_of(self, scheme: str) -> Text:
        """What a scheme is called."""

    def at(self, sales: Fen, net: float = 1.0, margin: float = 1.0, collected: float = 1.0, own_base_pay: float = 0.0) -> Fen:
        """What each scheme pays a month at each level of sales, fen, (schemes, …)."""

    def best_at(self, sales: Fen, **parts: float) -> npt.NDArray[np.int64]:
        """Which scheme is best at each level of monthly sales, as its place in the list."""

    def chosen_by(self, group: Group) -> dict[str, int]:
        """How many of the group take each scheme."""


@runtime_checkable
class MovesPeople(Protocol):
    """Who sells too little is paid as in another post."""

    def moved(self, sales: Fen) -> npt.NDArray[np.bool_]:
        """In which months somebody is paid as in the other post, (…, months, people)."""


@runtime_checkable
class ByScore(Protocol):
    """Pay that a table of scores decides on."""

    @property
    def table(self) -> tuple[ScoreBand, ...]: ...

    def by_score(self, base_pay: Fen, score: np.ndarray) -> Fen:
        """Pay in fen a month at scores in hundredths of a point."""
