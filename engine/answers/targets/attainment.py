"""Where people and units stand against a ladder, how scores are spread, and targets as letters to take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.base import text
from engine.base.money import Fen, fraction, to_fen
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import MONTHS, PPM, Company
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.rules.kinds import TargetParts
from engine.rules.parts.capabilities import ByScore
from engine.rules.parts.levels import Ladder
from engine.run.outcome import Year
from engine.run.simulate import attain
from engine.world.drivers import project, sum_by

Subject = Literal["person", "unit", "company"]
BIN = 10
"""Width of a bin of attainment, in percent of history."""
LAST_BIN = 300
"""Whoever is above this many percent is counted in the last bin."""
QUARTERS = 4


@dataclass(frozen=True)
class Attainment:
    """Where those whom a ladder judges stand in one year: amounts in fen, levels as places, −1 below the first.

    `judged` leaves out whoever has no target.
    """

    rule: Ladder
    of: Subject
    actual: Fen
    history: Fen
    level: npt.NDArray[np.int64]
    coefficient: npt.NDArray[np.int64]

    @cached_property
    def judged(self) -> npt.NDArray[np.bool_]:
        """Who has a target, (subjects,)."""
        return self.rule.targets(self.history)[-1] > 0

    def at(self, level: int) -> int:
        """How many reach exactly this level; −1 is below the first."""
        return int((self.judged & (self.level == level)).sum())

    @property
    def without_target(self) -> int:
        return int((~self.judged).sum())

    @cached_property
    def percent(self) -> npt.NDArray[np.int64]:
        """Actual as a percentage of history, rounded down, of everybody judged who has a history, (subjects with one,)."""
        has = self.judged & (self.history > 0)
        return (self.actual[has] * 100) // self.history[has]


def ladders(plan: Plan) -> dict[str, Ladder]:
    """The ladders of a plan by name."""
    return {name: rule for name, rule in plan.targets.items() if isinstance(rule, Ladder)}


def standing(scenario: Scenario, name: str, number: int = 1, of: Subject | None = None) -> Attainment:
    """Where everybody stands against a ladder of the scenario's plan in one year.

    `of` judges people or units by the same levels whatever the ladder itself is for.
    """
    rule = ladders(scenario.plan)[name]
    rule = rule if of is None else rule.model_copy(update={"of": of})
    drivers = project(scenario.company, scenario.assumptions, number)
    _, handed_down = attain(scenario.plan, drivers, Trace())
    months, history = rule.measured(drivers, handed_down)
    actual = months.sum(axis=-2)
    level, coefficient = rule.reach(actual, history)
    return Attainment(rule, rule.of, actual, history, level, coefficient)


def comparable(rule: Ladder) -> bool:
    """Whether the levels fit people and units alike: multiples of history do, amounts fit whom they are for."""
    return all(level.of_history is not None for level in rule.levels)


def spread(standings: Mapping[str, Attainment]) -> pd.DataFrame:
    """Histogram of actual ÷ history: plan, low, high (fractions; the last bin is open above), number."""
    rows = []
    for name, each in standings.items():
        counts = np.bincount(np.minimum(each.percent, LAST_BIN) // BIN, minlength=LAST_BIN // BIN + 1)
        rows += [(name, place * BIN / 100, (place + 1) * BIN / 100, int(count)) for place, count in enumerate(counts)]
    table = pd.DataFrame(rows, columns=["plan", "low", "high", "number"])
    reached = table.loc[table["number"] > 0, "high"].max() if len(table) else np.nan
    return table[table["low"] < (reached if reached == reached else 0)].reset_index(drop=True)


def bounds(rules: Mapping[str, Ladder]) -> pd.DataFrame:
    """The levels that are multiples of history: plan, level (name as in the plan), place (fraction)."""
    rows = [(name, level.name, level.of_history) for name, rule in rules.items() for level in rule.levels
            if level.of_history is not None]
    return pd.DataFrame(rows, columns=["plan", "level", "place"])


def coefficient_steps(rules: Mapping[str, Ladder], points: int = 240) -> pd.DataFrame:
    """The coefficient against actual ÷ history, as the rule computes it: plan, place (fraction), coefficient.

    Levels given as amounts are drawn against their first one.
    """
    rows = []
    for name, rule in rules.items():
        first = rule.levels[0]
        history = np.array([100_000_000 if first.of_history is not None else max(1, to_fen(first.target or 0))])
        targets = np.concatenate(rule.targets(history))
        top = max(int(targets[-1] * 1.25), int(history[0]))
        actual = np.unique(np.concatenate([np.linspace(0, top, points).astype(np.int64), targets,
                                           np.maximum(targets - 1, 0)]))
        _, coefficient = rule.reach(actual, history)
        rows += [(name, sold / int(history[0]), each / PPM)
                 for sold, each in zip(actual.tolist(), coefficient.tolist(), strict=True)]
    return pd.DataFrame(rows, columns=["plan", "place", "coefficient"])


# ---------------------------------------------------------------- handed down

def letters(company: Company, year: Year, parts: TargetParts, unit_of: npt.NDArray[np.int64]) -> pd.DataFrame:
    """A row a unit and a row a person, exact to the fen: year, four quarters, twelve months.

    Columns: unit, id, name, post (empty for a unit's own row), annual, q1 … q4, m1 … m12; money in fen.
    unit_of: each person's place among the units, (people,).
    """
    units = sum_by(parts.months, unit_of, len(company.unit_keys))
    blank = np.full(len(company.unit_keys), "", dtype=object)
    people = year.people
    by_unit = _letter(np.array(company.unit_keys, dtype=object), blank, blank, blank, units)
    by_person = _letter(people.unit, people.id, people.name, people.post, parts.months)
    place = {key: i for i, key in enumerate(company.unit_keys)}
    together = pd.concat([by_unit, by_person], ignore_index=True)
    order = together["unit"].map(place)
    return together.assign(order=order).sort_values("order", kind="stable", ignore_index=True).drop(columns="order")


def _letter(unit: np.ndarray, key: np.ndarray, name: np.ndarray, post: np.ndarray, months: Fen) -> pd.DataFrame:
    quarters = months.reshape(QUARTERS, MONTHS // QUARTERS, -1).sum(axis=1)
    columns = {"unit": unit, "id": key, "name": name, "post": post, "annual": months.sum(axis=0)}
    columns |= {f"q{i + 1}": row for i, row in enumerate(quarters)}
    columns |= {f"m{i + 1}": row for i, row in enumerate(months)}
    return pd.DataFrame(columns)


def handed_down(scenario: Scenario, number: int = 1) -> tuple[dict[str, TargetParts], npt.NDArray[np.int64]]:
    """The targets that a plan hands down in one year, by name, and the place of everybody's unit, (people,)."""
    drivers = project(scenario.company, scenario.assumptions, number)
    return attain(scenario.plan, drivers, Trace())[1], drivers.unit_index


def by_month(parts: TargetParts) -> Fen:
    """The company's target by month, fen, (12,)."""
    months: Fen = parts.months.sum(axis=-1)
    return months


def exact(parts: TargetParts) -> bool:
    """Whether every level sums to the one above: people to units to the company, months to the people."""
    return (int(parts.units.sum()) == int(parts.people.sum()) == parts.annual
            and bool((parts.months.sum(axis=0) == parts.people).all()))


# ---------------------------------------------------------------- scores

GENEROUS, LOW, HIGH, HALF = 9500, 7000, 9000, 0.5
SCORE_BIN = 5


@dataclass(frozen=True)
class Scores:
    """How scores are spread, in points; `inside` is the part of people from 70 to 90."""

    people: int
    mean: float
    inside: float

    def findings(self) -> list[str]:
        """What a reader should look at; empty for a spread that tells people apart."""
        sentences = []
        if self.people and self.mean >= GENEROUS / 100:
            sentences.append(t("The average score is {mean}: nearly everybody gets full marks, so assessment tells nobody "
                               "apart.", mean=f"{self.mean:.1f}"))
        if self.people and self.inside < HALF:
            sentences.append(t("Only {part} of people score from 70 to 90; by experience about 80% should be around 80. Check "
                               "whether the indicators are too easy, too hard, or split people in two.",
                               part=text.percent(self.inside, 0)))
        return sentences


def scores_of(score: npt.NDArray[np.int64]) -> Scores:
    """How scores, hundredths of a point, (people,), are spread."""
    if not len(score):
        return Scores(0, 0.0, 0.0)
    return Scores(len(score), float(score.mean()) / 100, float(((score >= LOW) & (score <= HIGH)).mean()))


def score_spread(score: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Histogram of scores, hundredths of a point, (people,), in bins of five points: low, high, people."""
    counts = np.bincount(score // (SCORE_BIN * 100), minlength=100 // SCORE_BIN + 1)
    first = int(np.flatnonzero(counts)[0]) if counts.any() else 0
    rows = [(place * SCORE_BIN, (place + 1) * SCORE_BIN, int(counts[place])) for place in range(first, len(counts))]
    return pd.DataFrame(rows, columns=["low", "high", "people"])


def in_bands(terms: ByScore, score: npt.NDArray[np.int64]) -> list[tuple[float, float, int]]:
    """Every band of a score table: from score, coefficient, how many of (people,) are in it; the highest first.

    Below the first row there is no coefficient; those people are counted with it as from 0.
    """
    starts = np.array([to_fen(band.from_) for band in terms.table])
    place = np.searchsorted(starts, score, side="right")
    counts = np.bincount(place, minlength=len(starts) + 1)
    rows = [(float(band.from_), float(fraction(band.coefficient)), int(count))
            for band, count in zip(terms.table, counts[1:], strict=True)]
    return [*reversed(rows), *([(0.0, 0.0, int(counts[0]))] if counts[0] else [])]


def score_elements(plan: Plan) -> list[tuple[str, str, ByScore]]:
    """Every pay element with a table of scores: group, name, rule."""
    every: list[tuple[str, str, object]] = [(group, name, rule) for group, elements in plan.pay.items()
                                            for name, rule in elements.items()]
    return [(group, name, rule) for group, name, rule in every if isinstance(rule, ByScore)]

