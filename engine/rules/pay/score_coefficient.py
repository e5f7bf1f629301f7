"""P9 Score coefficient: a score sets the coefficient of performance pay."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.company import MONTHS
from engine.drivers import Group
from engine.kinds import PayElement
from engine.money import Fen, over_common, times, times_rate, to_fen, to_yuan
from engine.parameter import Declared, Parameter, Text, Unit
from engine.rule import About
from engine.tiers import ascending
from engine.trace import Trace


class ScoreBand(Declared):
    """From this score on, this coefficient."""

    from_: Annotated[float, Parameter("得分起点", "From score", Unit.POINTS, low=0, high=200, step=1),
                     Field(alias="from")]
    coefficient: Annotated[float, Parameter("系数", "Coefficient", Unit.FACTOR, low=0, high=5, step=0.05)]


KPI = tuple(ScoreBand(from_=score, coefficient=coefficient) for score, coefficient in (
    (0, 0), (60, 0.4), (65, 0.5), (70, 0.6), (75, 0.7), (80, 0.8), (85, 0.9), (90, 1.0), (95, 1.2)))


class PerformanceTerms(Declared):
    """What performance pay counts from: a part of base pay, and the coefficients of the scores."""

    share: Annotated[float, Parameter("绩效部分比例（占基本工资）", "Performance share of base pay", Unit.RATE, low=0,
                                      high=2, step=0.05)] = 0.2
    table: Annotated[tuple[ScoreBand, ...], Parameter(
        "得分与系数", "Scores and coefficients", Unit.TABLE, source="Organisation handbook: KPI table"),
        Field(strict=False)] = KPI

    @field_validator("table")
    @classmethod
    def _rising(cls, table: tuple[ScoreBand, ...]) -> tuple[ScoreBand, ...]:
        ascending([(band.from_, band.coefficient) for band in table], Unit.POINTS)
        return table

    def coefficient(self, score: np.ndarray) -> tuple[np.ndarray, int]:
        """Coefficients as integers over a denominator, for scores in hundredths of a point."""
        bounds = np.array([to_fen(band.from_) for band in self.table], dtype=np.int64)
        numbers, denominator = over_common([band.coefficient for band in self.table])
        band = np.searchsorted(bounds, score, side="right")
        return np.array([0, *numbers], dtype=np.int64)[band], denominator

    def full(self, base_pay: Fen) -> Fen:
        """Performance pay at coefficient 1, in fen a month."""
        return times_rate(base_pay, self.share)

    def by_score(self, base_pay: Fen, score: np.ndarray) -> Fen:
        """Performance pay in fen a month."""
        return times(self.full(base_pay), *self.coefficient(score))


class ScoreCoefficient(PayElement, PerformanceTerms):
    """Performance pay = base pay × share × the coefficient of the band that the score is in."""

    about = About(
        title=Text("绩效工资（得分系数）", "Performance pay by score"),
        what=Text("考核得分落在哪一档，就用哪一档的系数乘绩效工资基数。69.99 分仍在 70 分以下的档。",
                  "The band that the assessment score is in sets the coefficient of performance pay. 69.99 is "
                  "still in the band below 70."),
        formula=Text("绩效工资 = 基本工资 × 绩效部分比例 × 系数（得分）",
                     "performance pay = base pay × performance share × coefficient(score)"),
        source="Organisation handbook: KPI table (its “65-60” read as 60-65)",
        not_modelled=Text("每个月单独的得分：全年用同一得分", "a score of its own for each month: one score a year"))
    example = {"score": 87.5, "base_pay": 2000}

    rule: Literal["score_coefficient"] = "score_coefficient"

    class Inputs(Declared):
        """A score, and the base pay it acts on."""

        score: Annotated[float, Parameter("得分", "Score", Unit.POINTS, low=0, high=200, step=0.5)]
        base_pay: Annotated[float, Parameter("基本工资（月）", "Base pay a month", Unit.YUAN, low=0,
                                             high=10_000_000, step=100)] = 0.0

    def calc(self, inputs: Any) -> dict[str, Any]:
        score, base = np.array([to_fen(inputs.score)]), np.array([to_fen(inputs.base_pay)])
        number, denominator = self.coefficient(score)
        return {"coefficient": int(number[0]) / denominator, "amount": to_yuan(self.by_score(base, score)[0])}

    def pay(self, group: Group, trace: Trace) -> Fen:
        people = group.drivers.people
        score = group.of(people.score)
        base = group.of(people.base_pay)
        trace("得分", "Score", Unit.POINTS, score)
        trace("绩效工资基数", "Performance pay at coefficient 1", Unit.YUAN, lambda: self.full(base))
        number, denominator = self.coefficient(score)
        trace("系数", "Coefficient", Unit.RATE, lambda: number * 1_000_000 // denominator)
        return np.broadcast_to(self.by_score(base, score), (MONTHS, len(group)))
