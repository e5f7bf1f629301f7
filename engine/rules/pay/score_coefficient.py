"""P9 Score coefficient: a score sets the coefficient of performance pay."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field, field_validator

from engine.base.money import Fen, over_common, times, times_rate, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.score_bands import KPI, TABLES, ScoreBand, _whole
from engine.rules.parts.terms import SCORE_REACHED
from engine.rules.rule import About
from engine.world.drivers import Group, every_month


class PerformanceTerms(Declared):
    """What performance pay counts from: a part of base pay, and the coefficients of the scores."""

    share: Annotated[float, Parameter("绩效部分比例（占基本工资）", "Performance share of base pay", Unit.RATE, low=0,
                                      high=2, step=0.05)] = 0.2
    table: Annotated[tuple[ScoreBand, ...], Parameter(
        "得分与系数", "Scores and coefficients", Unit.TABLE,
        source="Organisation handbook: KPI and OKR tables; the OKR band from 80 to 85 is ours"),
        BeforeValidator(lambda given: TABLES.get(given, given) if isinstance(given, str) else given),
        Field(strict=False)] = KPI
    """The bands; a file may also say `table: kpi` or `table: okr`."""

    @field_validator("table")
    @classmethod
    def _without_gaps(cls, table: tuple[ScoreBand, ...]) -> tuple[ScoreBand, ...]:
        _whole(table)
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
        what=Text("考核得分落在哪一档，就用哪一档的系数乘绩效工资基数。69.99 分仍在 70 分以下的档。"
                  "系数表可选 KPI 表、OKR 表，或自己定。",
                  "The band that the assessment score is in sets the coefficient of performance pay. 69.99 is "
                  "still in the band below 70. The table is the KPI table, the OKR table or one's own."),
        formula=Text("绩效工资 = 基本工资 × 绩效部分比例 × 系数（得分）",
                     "performance pay = base pay × performance share × coefficient(score)"),
        source="Organisation handbook: KPI table (its “65-60” read as 65-70) and OKR table (it leaves 80-85 out; 110% there is "
               "ours)",
        not_modelled=Text("每个月单独的得分：全年用同一得分", "a score of its own for each month: one score a year"))
    example = {"score": 87.5, "base_pay": 2000}

    rule: Literal["score_coefficient"] = "score_coefficient"

    class Inputs(Declared):
        """A score, and the base pay it acts on."""

        score: Annotated[float, SCORE_REACHED]
        base_pay: Annotated[float, BASE_PAY] = 0.0

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
        return every_month(self.by_score(base, score))
