"""P8 Score sheet: weighted indicators make the performance score, conduct levels the conduct score."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator, model_validator

from engine.base import text
from engine.base.algebra import hundredths
from engine.base.money import fraction, round_half_up
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, nearest, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.people import CONDUCT_SCORE, SCORE_CHANGE
from engine.rules.kinds import ScoreRule
from engine.rules.parts.assessment import OWN_MARK, PANEL_MARK, AssessmentTerms, panel_of
from engine.rules.parts.conduct import CONDUCT, POINTS
from engine.rules.parts.indicators import DEFAULT, HUNDRED, Indicator, weights_problem
from engine.rules.parts.terms import ACTUAL
from engine.rules.rule import About
from engine.world.drivers import Drivers

ConductKey = Annotated[str, Parameter("行为指标", "Conduct indicator", Unit.KEY)]


class ScoreSheet(ScoreRule, AssessmentTerms):
    """Points of every indicator added up; then weighted with self, panel and conduct as in any assessment."""

    about = About(
        title=Text("考核表（加权指标）", "Score sheet of weighted indicators"),
        what=Text("一张考核表列出若干指标，权重是 5% 的倍数，每项 5%–35%，合计 100%；权重 20% 的指标满分 20 分。"
                  "层级评分：实际达到哪一级得哪一级的分，恰好达到算达到；加减评分：从起始分起，每满一次加减若干分，有最高分和最低分。"
                  "各项相加是业绩得分，当作上级评分，再与自评、考核组评分、行为得分加权。"
                  "行为从 26 项里选，每项五级 10–50 分，选两项满分正好 100。",
                  "A sheet lists indicators whose weights go in steps of 5% from 5% to 35% and sum to 100%; one of 20% is "
                  "worth 20 points. By level: the best level reached gives the points, exactly on it included. Add and "
                  "subtract: from a start, so many points for every whole unit, with most and fewest points. The sum is "
                  "the performance score; it stands as the superior's and is weighted with one's own, the panel's and "
                  "conduct. Conduct is chosen from 26 indicators with five levels of 10 to 50 points; two make 100."),
        formula=Text("业绩得分 = Σ 各指标得分；行为得分 = Σ 级别分 ÷（50 × 项数）× 100；"
                     "得分 = 业绩 × 业绩权重 + 行为 ×（1 − 业绩权重）+ 加减分",
                     "performance = Σ points of the indicators; conduct = Σ points of the levels ÷ (50 × how many) × 100; "
                     "score = performance × its weight + conduct × the rest + points added or taken off"),
        source="Organisation handbook: weights in steps of 5%, at most 35%, levels or adding and subtracting, 26 conduct "
               "indicators; the indicators to start from, whole units and more or fewer than two conduct indicators are ours",
        not_modelled=Text("推演中逐人的行为级别：用人员表的行为得分；数据里没有的指标，人人按“推演假定值”",
                          "each person's conduct levels in a simulation: the people's conduct score counts; of what the data "
                          "does not hold, everybody has the assumed value"))
    example = {"actuals": [92, 100, 1, 88], "conduct_levels": [4, 5], "self": 95}

    rule: Literal["score_sheet"] = "score_sheet"
    indicators: Annotated[tuple[Indicator, ...], Parameter("考核指标", "Indicators", Unit.TABLE), Field(strict=False)] = DEFAULT
    conduct: Annotated[tuple[ConductKey, ...], Parameter("行为指标", "Conduct indicators", Unit.TABLE,
                                                         source="Organisation handbook: 26 conduct indicators"),
                       Field(strict=False)] = ("initiative", "self_discipline")

    class Inputs(Declared):
        """One person's actuals in the order of the indicators, and what others say."""

        actuals: Annotated[tuple[Annotated[float, ACTUAL], ...],
            Parameter("各指标实际值", "Actuals of the indicators", Unit.TABLE), Field(strict=False)]
        conduct_levels: Annotated[tuple[Annotated[int, Parameter("级别", "Level", Unit.COUNT, low=1, high=5, step=1)], ...],
                                  Parameter("各行为指标级别（1–5，可不填）", "Levels of the conduct indicators (1–5, may be left out)",
                                            Unit.TABLE), Field(strict=False)] = ()
        own: Annotated[float | None, OWN_MARK, Field(alias="self")] = None
        panel: Annotated[float | None, PANEL_MARK] = None
        change: Annotated[float, SCORE_CHANGE] = 0.0

    @field_validator("conduct")
    @classmethod
    def _known_once(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        for key in keys:
            if key not in CONDUCT:
                raise refuse(t("there is no conduct indicator “{name}”.", name=key) + nearest(key, CONDUCT))
            if keys.count(key) > 1:
                raise refuse(t("conduct indicator “{name}” is there twice; delete one.", name=text.say(CONDUCT[key].name)))
        return keys

    @model_validator(mode="after")
    def _weighs_100_percent(self) -> ScoreSheet:
        if not self.indicators:
            raise refuse(t("the sheet has no indicators; add at least three, such as sales, collection and service."))
        if problem := weights_problem([each.weight for each in self.indicators]):
            raise refuse(problem)
        for language in (text.language(), *text.LANGUAGES):
            names = [each.text[language] for each in self.indicators]
            if twice := next((name for name in names if names.count(name) > 1), None):
                raise refuse(t("indicator “{name}” is there twice; delete or rename one.", name=twice))
        return self

    def conduct_score(self, levels: tuple[int, ...]) -> int:
        """Conduct in hundredths of a point out of 100, halves up."""
        return round_half_up(fraction(sum(POINTS[level - 1] for level in levels) * HUNDRED) / (max(POINTS) * len(levels)))

    reads = {"numerators": Parameter("实际值的分子", "Actual, above the line", Unit.COUNT),
             "denominators": Parameter("实际值的分母", "Actual, below the line", Unit.COUNT),
             "conduct": CONDUCT_SCORE}

    def alone(self, inputs: Any) -> dict[str, Any]:
        self._fits("actuals", len(inputs.actuals), len(self.indicators))
        levels = inputs.conduct_levels
        if levels:
            self._fits("conduct_levels", len(levels), len(self.conduct))
        actuals = [fraction(actual) for actual in inputs.actuals]
        conduct, own, panel = (np.array([-1 if points is None else points]) for points in (
            self.conduct_score(levels) if levels else None,
            *(None if mark is None else hundredths(mark) for mark in (inputs.own, inputs.panel))))
        return {"numerators": tuple(np.array([each.numerator], dtype=object) for each in actuals),
                "denominators": tuple(np.array([each.denominator], dtype=object) for each in actuals), "everybody": None,
                "own": own, "panel": panel, "conduct": conduct, "change": np.array([hundredths(inputs.change)])}

    def bind(self, drivers: Drivers) -> dict[str, Any]:
        people = drivers.people
        actuals = [each.actual(drivers) for each in self.indicators if each.measure != "entered"]
        return {"numerators": tuple(numerator for numerator, _ in actuals),
                "denominators": tuple(denominator for _, denominator in actuals),
                "everybody": np.ones(len(people), dtype=np.int64), "own": people.self_score, "panel": panel_of(people),
                "conduct": people.conduct_score, "change": people.score_change}

    def formula(self, x: Any, say: Trace) -> npt.NDArray[np.int64]:
        """Scores in hundredths of a point, (…, people).

        everybody: ones, where of what is kept elsewhere everybody has the assumed value; None where it is given.
        """
        measured = iter(zip(x.numerators, x.denominators, strict=True))
        points = [say(each.text.zh, each.text.en, Unit.POINTS, each.points(
            (each.assumed, x.everybody) if each.measure == "entered" and x.everybody is not None else next(measured)))
            for each in self.indicators]
        say.result("points", Unit.POINTS, lambda: points)
        total = points[0]
        for each in points[1:]:
            total = total + each
        performance = say("业绩得分", "Performance score", Unit.POINTS, total, key="performance")
        own = say("自评分", "Own assessment", Unit.POINTS, x.own)
        conduct = say("行为得分", "Conduct score", Unit.POINTS, x.conduct)
        say.result("conduct", Unit.POINTS, lambda: None if conduct[0] < 0 else conduct)
        return say("得分", "Score", Unit.POINTS, self.combined((performance, own, x.panel), (conduct,), x.change), key="score")

    @staticmethod
    def _fits(name: str, given: int, wanted: int) -> None:
        if given != wanted:
            raise InputError([Problem("", name, t("{given} values for {wanted} indicators; give one for each, in their order.",
                                                  given=given, wanted=wanted))])
