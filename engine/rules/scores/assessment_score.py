"""P8 Assessment score: the superior's and one's own assessment, performance and conduct, added and taken-off points."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.algebra import hundredths
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import CONDUCT_SCORE, SCORE_CHANGE
from engine.rules.kinds import ScoreRule
from engine.rules.parts.assessment import OWN_MARK, PANEL_MARK, AssessmentTerms, panel_of
from engine.rules.rule import About
from engine.world.drivers import Drivers


class Assessed(Declared):
    """One aspect, as the superior (or the panel) and the person see it."""

    superior: Annotated[float, Parameter("上级或考核组评分", "By the superior or the panel", Unit.POINTS, low=0, high=200,
                                         step=1)]
    own: Annotated[float | None, OWN_MARK, Field(alias="self")] = None
    panel: Annotated[float | None, PANEL_MARK] = None


class AssessmentScore(ScoreRule, AssessmentTerms):
    """Weighted twice: superior with self, performance with conduct; then points added or taken off."""

    about = About(
        title=Text("考核得分", "Assessment score"),
        what=Text("上级评分、自评（和考核组评分）加权，业绩与行为再加权，最后加减分；加分和减分各有上限，总分不低于 0，保留两位小数。"
                  "没有自评时只看上级，没有行为考核时只看业绩。",
                  "The superior's assessment is weighted with one's own (and a panel's), performance with conduct; points are "
                  "added or taken off, each up to a limit, and never below 0. Without an own assessment the "
                  "superior's counts alone, without a conduct score performance does. Kept to two decimals."),
        formula=Text("得分 = 业绩 × 业绩权重 + 行为 ×（1 − 业绩权重）+ 加减分；各项 = 上级 × 上级权重 + 考核组 × 考核组权重 + 自评 × 其余",
                     "score = performance × its weight + conduct × the rest + points added or taken off; each = "
                     "superior's × weight + panel's × weight + own × the rest"),
        source="Organisation handbook: superior 60%, performance 75 / 80 / 85% by level; car-care chain plan: panel "
               "70%, up to 20 points more or less at the front desk, 10 in the workshop; all three together are ours",
        not_modelled=Text("行为得分在人员表中只有一个，不再分上级和自评；逐项打分见“考核表（加权指标）”",
                          "in the people's table conduct is one score, not divided into superior's and own; for sheets of "
                          "single indicators see the score sheet"))
    example = {"performance": {"superior": 90, "self": 95}, "conduct": {"superior": 80, "self": 90}}

    rule: Literal["assessment_score"] = "assessment_score"

    class Inputs(Declared):
        """One person's assessments."""

        performance: Annotated[Assessed, Parameter("业绩", "Performance", Unit.TABLE)]
        conduct: Annotated[Assessed | None, Parameter("行为", "Conduct", Unit.TABLE,
                                                      nothing=Text("没有行为考核", "none"))] = None
        change: Annotated[float, SCORE_CHANGE] = 0.0

    reads = {"superior": Parameter("上级评分", "Superior's assessment", Unit.POINTS), "own": OWN_MARK, "panel": PANEL_MARK,
             "conduct": CONDUCT_SCORE, "conduct_own": OWN_MARK, "conduct_panel": PANEL_MARK}

    def alone(self, inputs: Any) -> dict[str, Any]:
        def mark(of: Assessed | None, name: str) -> npt.NDArray[np.int64]:
            points = getattr(of, name, None)
            return np.array([-1 if points is None else hundredths(points)])

        work, conduct = inputs.performance, inputs.conduct
        return {"superior": mark(work, "superior"), "own": mark(work, "own"), "panel": mark(work, "panel"),
                "conduct": mark(conduct, "superior"), "conduct_own": mark(conduct, "own"),
                "conduct_panel": mark(conduct, "panel"), "change": np.array([hundredths(inputs.change)])}

    def bind(self, drivers: Drivers) -> dict[str, Any]:
        people = drivers.people
        return {"superior": people.score, "own": people.self_score, "panel": panel_of(people),
                "conduct": people.conduct_score, "conduct_own": None, "conduct_panel": None, "change": people.score_change}

    def formula(self, x: Any, say: Trace) -> npt.NDArray[np.int64]:
        superior = say("上级评分", "Superior's assessment", Unit.POINTS, x.superior)
        own = say("自评分", "Own assessment", Unit.POINTS, x.own)
        panel = None if x.panel is None else say("考核组评分", "Panel's assessment", Unit.POINTS, x.panel)
        conduct = say("行为得分", "Conduct score", Unit.POINTS, x.conduct)
        change = say("加减分", "Points added or taken off", Unit.POINTS, x.change)
        return say("得分", "Score", Unit.POINTS, self.combined(
            (superior, own, panel), (conduct, x.conduct_own, x.conduct_panel), change), key="score")
