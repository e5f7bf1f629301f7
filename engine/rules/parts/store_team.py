"""A store's team: its layers, and what its people are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt

from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.company.people import NAME, YEARS_OF_SERVICE
from engine.rules.parts.terms import VALUES_SCORE

LAYERS: dict[str, Text] = {"core": Text("核心层", "Core"), "middle": Text("中坚层", "Middle"),
                           "reserve": Text("备选层", "Reserve")}


class TeamCandidate(Declared):
    """One person of a store: points for results, behaviour and values."""

    name: Annotated[str, NAME]
    results: Annotated[float, Parameter("业绩指标得分", "Results", Unit.POINTS, low=0, high=200, step=1)]
    behaviour: Annotated[float, Parameter("行为与能力得分", "Behaviour and ability", Unit.POINTS, low=0, high=200, step=1)]
    values: Annotated[float, VALUES_SCORE]
    years: Annotated[int, YEARS_OF_SERVICE] = 3
    complaints: Annotated[int, Parameter("严重违规次数", "Serious complaints", Unit.COUNT, low=0, high=1000, step=1)] = 0


@dataclass(frozen=True)
class Judged:
    """Points of everybody, hundredths, (people,)."""

    results: npt.NDArray[np.int64]
    behaviour: npt.NDArray[np.int64]
    values: npt.NDArray[np.int64]
