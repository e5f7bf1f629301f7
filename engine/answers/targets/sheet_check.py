"""Everything that is wrong with a score sheet, score table or list of goals while it is entered, in words that name the row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from engine.base import text
from engine.base.parameter import Declared
from engine.base.problem import Problem, problems_of
from engine.base.text import t
from engine.rules.parts.goal_result import Goal
from engine.rules.parts.indicators import Indicator, ScoreLevel, weights_problem
from engine.rules.parts.score_bands import ScoreBand
from engine.rules.rule import rule_named

Rows = Sequence[dict[str, Any]]


def wrong_in_sheet(rows: Rows) -> list[str]:
    """A sentence for each thing wrong with the indicators; the sum of the weights is looked at whatever else is wrong."""
    sentences = _wrong("score_sheet", "indicators", rows, (Indicator, ScoreLevel))
    weights = [row.get("weight") for row in rows]
    if sentences and weights and all(isinstance(each, (int, float)) for each in weights):
        total = weights_problem([float(each) for each in weights if each is not None])
        sentences += [total] if total and total not in sentences else []
    return sentences


def wrong_in_table(rows: Rows) -> list[str]:
    """A sentence for each thing wrong with the bands from score to coefficient."""
    return _wrong("score_coefficient", "table", rows, (ScoreBand,))


def wrong_in_goals(rows: Rows) -> list[str]:
    """A sentence for each thing wrong with the goals of a scorecard."""
    nameless = [t("Row {row} has no name; say what the goal is.", row=row) for row, each in enumerate(rows, start=1)
                if not str(each.get("name") or "").strip()]
    return nameless + _wrong("goal_scorecard", "goals", rows, (Goal,))


def _wrong(name: str, table: str, rows: Rows, models: tuple[type[Declared], ...]) -> list[str]:
    rule = rule_named(name)
    try:
        rule.model_validate({table: rows})
    except ValidationError as error:
        return [_said(problem, models) for problem in problems_of(error, "", model=rule)]
    return []


def _said(problem: Problem, models: tuple[type[Declared], ...]) -> str:
    """The sentence, with row and column where it does not name them itself."""
    parts = problem.place.split(".")[1:]
    rows = [int(part) + 1 for part in parts if part.isdigit()]
    if not rows or parts[-1].isdigit():
        return problem.what
    labels = {key: text.say(parameter.label) for model in models for key, parameter in model.parameters().items()}
    inner = t("level {row}, ", row=rows[1]) if len(rows) > 1 else ""
    return t("Row {row}, {inner}{column}: {what}", row=rows[0], inner=inner, column=labels.get(parts[-1], parts[-1]),
             what=problem.what)
