"""How several people's assessments become one score: superior, oneself and a panel, performance and conduct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from engine.base.money import INT64, fraction, over_common, ratio, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t

Points = npt.NDArray[np.int64]  # hundredths of a point; −1 for none


OWN_MARK = Parameter("自评分", "By the person", Unit.POINTS, low=0, high=200, step=1, nothing=Text("没有自评", "none"))
PANEL_MARK = Parameter("考核组评分", "By the panel", Unit.POINTS, low=0, high=200, step=1, nothing=Text("没有考核组", "none"))


class AssessmentTerms(Declared):
    """The weights of who assesses and of what is assessed, and the limits of points added or taken off."""

    superior_weight: Annotated[float, Parameter("上级评分权重", "Weight of the superior", Unit.RATE, low=0, high=1,
                                                step=0.05, source="Organisation handbook; car-care chain plan 70%",
                                                marks=(0.6, 0.7))] = 0.6
    panel_weight: Annotated[float, Parameter("考核组评分权重", "Weight of the panel", Unit.RATE, low=0, high=1, step=0.05,
                                             marks=(0.0, 0.2))] = 0.0
    performance_weight: Annotated[float, Parameter("业绩权重", "Weight of performance", Unit.RATE, low=0, high=1,
                                                   step=0.05, source="Organisation handbook",
                                                   marks=(0.75, 0.8, 0.85))] = 0.8
    most_added: Annotated[float, Parameter("最多加分", "Most points added", Unit.POINTS, low=0, high=100, step=1,
                                           source="Car-care chain plan", marks=(10, 20))] = 20.0
    most_taken_off: Annotated[float, Parameter("最多减分", "Most points taken off", Unit.POINTS, low=0, high=100, step=1,
                                               source="Car-care chain plan", marks=(10, 20))] = 20.0

    @model_validator(mode="after")
    def _leaves_the_person_no_less_than_nothing(self) -> Self:
        above = fraction(self.superior_weight) + fraction(self.panel_weight) - 1
        if above > 0:
            raise refuse(t("superior and panel together weigh {total}; at most 100% can be shared out, the rest is the "
                           "person's own: lower one of them by {gap}.", total=f"{float(above + 1) * 100:.8g}%",
                           gap=f"{float(above) * 100:.8g}%"))
        return self

    def combined(self, performance: Sequence[Points], conduct: Sequence[Points], change: Points) -> Points:
        """The score from assessments by superior, person and (if there is one) panel; one rounding, to the hundredth.

        Whoever has not assessed has no weight: the others' weights count in proportion, and the superior's alone if
        nothing else is left.
        """
        (work, works), (manner, manners) = (self._weighed(each) for each in (performance, conduct))
        (weight, whole), _ = over_common([self.performance_weight, 1.0])
        rest = whole - weight
        if int(max(work.max(initial=0), works.max(initial=1))) * int(manners.max(initial=1)) * whole * 2 > INT64:
            work, works, manner, manners = (each.astype(object) for each in (work, works, manner, manners))
        alone = conduct[0] < 0
        score = ratio(np.where(alone, work, work * weight * manners + manner * rest * works), np.ones_like(work),
                      np.where(alone, works, works * whole * manners))
        limited = np.clip(change, -to_fen(self.most_taken_off), to_fen(self.most_added))
        return np.maximum(score + limited, 0)

    def _weighed(self, points: Sequence[Points]) -> tuple[Any, Any]:
        """Weighted points and the weights that count, both whole numbers: their ratio is the assessment."""
        (superior, panel, whole), _ = over_common([self.superior_weight, self.panel_weight, 1.0])
        weights = (superior, whole - superior - panel, panel)
        total, counted = np.zeros_like(points[0]), np.zeros_like(points[0])
        for given, weight in zip(points, weights, strict=False):
            there = given >= 0
            total = total + np.where(there, given * weight, 0)
            counted = counted + np.where(there, weight, 0)
        nobody = counted == 0
        return np.where(nobody, np.maximum(points[0], 0), total), np.where(nobody, 1, counted)
