"""Tables from score to coefficient: their rows, the two ready ones, and what is wrong with one."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field

from engine.base import text
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.tables import rising
from engine.base.text import t
from engine.rules.parts.terms import PAY_COEFFICIENT, SCORE_FROM


class ScoreBand(Declared):
    """From this score on, this coefficient."""

    from_: Annotated[float, SCORE_FROM, Field(alias="from")]
    coefficient: Annotated[float, PAY_COEFFICIENT]
    to: Annotated[float | None, Parameter("到（不含，可不填）", "To, not included (may be left out)", Unit.POINTS, low=0, high=200,
                                          step=1, nothing=Text("到下一行的起点", "the next row's start"))] = None


KPI = tuple(ScoreBand(from_=score, coefficient=coefficient) for score, coefficient in (
    (0, 0), (60, 0.4), (65, 0.5), (70, 0.6), (75, 0.7), (80, 0.8), (85, 0.9), (90, 1.0), (95, 1.2)))
OKR = tuple(ScoreBand(from_=score, coefficient=coefficient) for score, coefficient in (
    (0, 0), (40, 0.6), (50, 0.7), (55, 0.8), (60, 0.9), (65, 1.0), (70, 1.05), (75, 1.1), (80, 1.1), (85, 1.15)))
OKR_OURS = 80
"""The band that the source leaves out, 80 to 85: it keeps the coefficient of 75 to 80, which is ours."""
TABLES: dict[str, tuple[ScoreBand, ...]] = {"kpi": KPI, "okr": OKR}
TABLE_NAMES: dict[str, Text] = {"kpi": Text("KPI 系数表", "KPI table"), "okr": Text("OKR 系数表", "OKR table"),
                                "own": Text("自定系数表", "Own table")}


def table_name(table: tuple[ScoreBand, ...]) -> str:
    """Which of the ready tables this is: kpi, okr, else own."""
    return next((name for name, ready in TABLES.items() if ready == table), "own")


def _whole(table: tuple[ScoreBand, ...]) -> None:
    """Refuse a table whose bands do not rise or, where their ends are given, leave a gap or overlap."""
    rising(table)
    for row, band in enumerate(table, start=1):
        if band.to is not None and band.to <= band.from_:
            raise refuse(t("row {row} ends at {end}, not above its start of {start}; enter a higher end or leave it empty.",
                           row=row, end=text.count(band.to), start=text.count(band.from_)))
    for row, (band, after) in enumerate(pairwise(table), start=1):
        if band.to is not None and band.to < after.from_:
            raise refuse(t("nothing says what a score from {low} to {high} earns: row {a} ends at {low} and row {b} begins at "
                           "{high}; let row {a} end at {high}, or row {b} begin at {low}.", low=text.count(band.to),
                           high=text.count(after.from_), a=row, b=row + 1))
        if band.to is not None and band.to > after.from_:
            raise refuse(t("a score from {low} to {high} is in two rows: row {a} ends at {high} and row {b} begins at {low}; "
                           "let row {a} end at {low}, or row {b} begin at {high}.", low=text.count(after.from_),
                           high=text.count(band.to), a=row, b=row + 1))


def findings(table: tuple[ScoreBand, ...]) -> list[str]:
    """What a table may say, but should be looked at: a fall, nothing for low scores, an end at the top."""
    sentences = []
    for row, (band, after) in enumerate(pairwise(table), start=2):
        if after.coefficient < band.coefficient:
            sentences.append(t("Row {row}: from {start} points the coefficient falls from {before} to {now}, so a better score earns "
                               "less; raise it to {before} or more.", row=row, start=text.count(after.from_),
                               before=f"×{band.coefficient:g}", now=f"×{after.coefficient:g}"))
    if table[0].from_ > 0:
        sentences.append(t("Scores below {start} are in no row and earn nothing; add a row from 0 if that is not meant.",
                           start=text.count(table[0].from_)))
    if table[-1].to is not None:
        sentences.append(t("Scores from {end} on are in no row; they earn the highest row's {coefficient}. Leave its end empty.",
                           end=text.count(table[-1].to), coefficient=f"×{table[-1].coefficient:g}"))
    return sentences
