"""P8 Assessment score: the superior's and one's own assessment, performance and conduct, added and taken-off points."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.company import People
from engine.kinds import ScoreRule
from engine.money import over_common, times, to_fen, to_yuan
from engine.parameter import Declared, Parameter, Text, Unit
from engine.rule import About
from engine.trace import Trace

Points = npt.NDArray[np.int64]  # hundredths of a point; −1 for none


class Assessed(Declared):
    """One aspect, as the superior (or the panel) and the person see it."""

    superior: Annotated[float, Parameter("上级或考核组评分", "By the superior or the panel", Unit.POINTS, low=0, high=200,
                                         step=1)]
    own: Annotated[float | None, Parameter("自评分", "By the person", Unit.POINTS, low=0, high=200, step=1,
                                           nothing=Text("没有自评", "none")), Field(alias="self")] = None


class AssessmentScore(ScoreRule):
    """Weighted twice: superior with self, performance with conduct; then points added or taken off."""

    about = About(
        title=Text("考核得分", "Assessment score"),
        what=Text("上级评分与自评加权，业绩与行为再加权，最后加减分；加分和减分各有上限，总分不低于 0，保留两位小数。"
                  "没有自评时只看上级，没有行为考核时只看业绩。",
                  "The superior's assessment is weighted with one's own, performance with conduct; then points are "
                  "added or taken off, each up to a limit, and never below 0. Without an own assessment the "
                  "superior's counts alone, without a conduct score performance does. Kept to two decimals."),
        formula=Text("得分 = 业绩 × 业绩权重 + 行为 ×（1 − 业绩权重）+ 加减分；各项 = 上级 × 上级权重 + 自评 ×（1 − 上级权重）",
                     "score = performance × its weight + conduct × the rest + points added or taken off; each = "
                     "superior's × weight + own × the rest"),
        source="Organisation handbook: superior 60%, performance 75 / 80 / 85% by level; car-care chain plan: panel "
               "70%, up to 20 points more or less at the front desk, 10 in the workshop",
        not_modelled=Text("单项指标的打分表；行为得分在人员表中只有一个，不再分上级和自评",
                          "the sheets of single indicators; in the people's table conduct is one score, not divided into "
                          "superior's and own"))
    example = {"performance": {"superior": 90, "self": 95}, "conduct": {"superior": 80, "self": 90}}

    rule: Literal["assessment_score"] = "assessment_score"
    superior_weight: Annotated[float, Parameter("上级评分权重", "Weight of the superior", Unit.RATE, low=0, high=1,
                                                step=0.05, source="Organisation handbook; car-care chain plan 70%",
                                                marks=(0.6, 0.7))] = 0.6
    performance_weight: Annotated[float, Parameter("业绩权重", "Weight of performance", Unit.RATE, low=0, high=1,
                                                   step=0.05, source="Organisation handbook",
                                                   marks=(0.75, 0.8, 0.85))] = 0.8
    most_added: Annotated[float, Parameter("最多加分", "Most points added", Unit.POINTS, low=0, high=100, step=1,
                                           source="Car-care chain plan", marks=(10, 20))] = 20.0
    most_taken_off: Annotated[float, Parameter("最多减分", "Most points taken off", Unit.POINTS, low=0, high=100, step=1,
                                               source="Car-care chain plan", marks=(10, 20))] = 20.0

    class Inputs(Declared):
        """One person's assessments."""

        performance: Annotated[Assessed, Parameter("业绩", "Performance", Unit.TABLE)]
        conduct: Annotated[Assessed | None, Parameter("行为", "Conduct", Unit.TABLE,
                                                      nothing=Text("没有行为考核", "none"))] = None
        change: Annotated[float, Parameter("加减分", "Points added or taken off", Unit.POINTS, low=-100, high=100,
                                           step=1)] = 0.0

    def combined(self, performance: tuple[Points, Points], conduct: tuple[Points, Points], change: Points) -> Points:
        """The score from pairs of superior's and own assessment; one rounding, to the hundredth."""
        (superior, own), by_superior = over_common([self.superior_weight, 1.0])
        own -= superior
        (weight, rest), by_performance = over_common([self.performance_weight, 1.0])
        rest -= weight
        work, manner = (np.where(own_points < 0, above * by_superior, above * superior + own_points * own)
                        for above, own_points in (performance, conduct))
        weighted = np.where(conduct[0] < 0, work * by_performance, work * weight + manner * rest)
        score = times(weighted, 1, by_superior * by_performance)
        limited = np.clip(change, -to_fen(self.most_taken_off), to_fen(self.most_added))
        return np.maximum(score + limited, 0)

    def calc(self, inputs: Any) -> dict[str, Any]:
        pairs = [(np.array([to_fen(each.superior) if each else -1]),
                  np.array([-1 if each is None or each.own is None else to_fen(each.own)]))
                 for each in (inputs.performance, inputs.conduct)]
        score = self.combined(pairs[0], pairs[1], np.array([to_fen(inputs.change)]))
        return {"score": to_yuan(score[0])}

    def score(self, people: People, trace: Trace) -> npt.NDArray[np.int64]:
        trace("上级评分", "Superior's assessment", Unit.POINTS, people.score)
        trace("自评分", "Own assessment", Unit.POINTS, people.self_score)
        trace("行为得分", "Conduct score", Unit.POINTS, people.conduct_score)
        trace("加减分", "Points added or taken off", Unit.POINTS, people.score_change)
        score = self.combined((people.score, people.self_score),
                              (people.conduct_score, np.full_like(people.conduct_score, -1)), people.score_change)
        trace("得分", "Score", Unit.POINTS, score)
        return score
