"""How several people's assessments become one score: superior, oneself and a panel, performance and conduct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from engine.base.algebra import PPM, added_up, at_least, hundredths, of, part, ppm, where, within
from engine.base.money import fraction
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.company.people import People

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

    def combined(self, performance: Sequence[Any], conduct: Sequence[Any], change: Any) -> Any:
        """The score, (…, people), from assessments by superior, person and panel; one rounding, to the hundredth.

        Assessments are hundredths of a point, (…, people), −1 where somebody has not assessed; None, or left out, where
        nobody has. Whoever has not assessed has no weight: the others' weights count in proportion, and the superior's
        alone if nothing else is left. change: hundredths of a point.
        """
        work, manner = self._weighed(performance), self._weighed(conduct)
        rest = part(PPM - ppm(self.performance_weight))
        both = added_up(*((*mark, self.performance_weight) for mark in work), *((*mark, rest) for mark in manner))
        score = where(conduct[0] >= 0, both, added_up(*work))
        limited = within(change, -hundredths(self.most_taken_off), hundredths(self.most_added))
        return at_least(score + limited, 0)

    def _weighed(self, marks: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Each assessment with its part of the weights that count."""
        superior, panel = ppm(self.superior_weight), ppm(self.panel_weight)
        given = [(mark, weight) for mark, weight in zip(marks, (superior, PPM - superior - panel, panel), strict=False)
                 if mark is not None]
        if len(given) == 1:
            return [(at_least(marks[0], 0),)]
        weights = [where(mark >= 0, weight, 0) for mark, weight in given]
        counted = weights[0]
        for weight in weights[1:]:
            counted = counted + weight
        whole, weights[0] = where(counted > 0, counted, PPM), where(counted > 0, weights[0], PPM)
        return [(at_least(mark, 0), of(weight, whole)) for (mark, _), weight in zip(given, weights, strict=True)]


def panel_of(people: People) -> npt.NDArray[np.int64] | None:
    """The panel's assessments, hundredths of a point, (…, people), −1 for none; None where it has assessed nobody."""
    return people.panel_score if (people.panel_score >= 0).any() else None
