"""P9 Score coefficient: a score sets the coefficient of performance pay."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from engine.base.algebra import every_month, part, step, steps, times
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.score_bands import KPI, TABLES, ScoreBand, _whole
from engine.rules.parts.terms import SCORE_REACHED
from engine.rules.rule import About
from engine.world.drivers import Group


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

    def coefficient(self, score: Any) -> Any:
        """The coefficient of each score's band, millionths; scores in hundredths of a point, any shape."""
        return step(score, steps(self.table, "coefficient"))

    def full(self, base_pay: Any) -> Any:
        """Performance pay at coefficient 1, in fen a month; any shape."""
        return times(base_pay, self.share)

    def by_score(self, base_pay: Any, score: Any) -> Any:
        """Performance pay in fen a month: of base pay (people,) by scores (…, people), hundredths of a point."""
        return times(self.full(base_pay), part(self.coefficient(score)))


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

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        return {"score": group.of(people.score), "base_pay": group.of(people.base_pay)}

    def formula(self, x: Any, say: Trace) -> Fen:
        score = say("得分", "Score", Unit.POINTS, x.score)
        full = say("绩效工资基数", "Performance pay at coefficient 1", Unit.YUAN, self.full(x.base_pay))
        coefficient = say("系数", "Coefficient", Unit.RATE, self.coefficient(score), key="coefficient")
        return every_month(say.result("amount", Unit.YUAN, times(full, part(coefficient))))
