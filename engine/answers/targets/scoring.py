"""Score sheets as a page shows them: whom they score, how points come about in words, one person's figures filled in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.answers.targets.score_sheets import READY
from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.company.company import MONTHS, People
from engine.plan.edits import added, slim
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario, plain
from engine.rules.kinds import ScoreRule, chosen
from engine.rules.parts.capabilities import RollsOut, ScoresByIndicators
from engine.rules.parts.indicators import Indicator
from engine.rules.rule import rule_named
from engine.world.drivers import Drivers, project


def scored_by(plan: Plan, people: People) -> dict[str, int]:
    """How many people get their score from each rule; the last of those that cover somebody counts."""
    last = np.full(len(people), -1)
    for place, rule in enumerate(plan.scores.values()):
        last[chosen(people, rule.groups)] = place
    counts = np.bincount(last[last >= 0], minlength=len(plan.scores)).tolist()
    return dict(zip(plan.scores, counts, strict=True))


def scored(rule: ScoreRule, people: People) -> list[int]:
    """The places of the people whom a rule covers."""
    return [int(place) for place in np.flatnonzero(chosen(people, rule.groups))]


def paid_by(plan: Plan, people: People, group: str) -> npt.NDArray[np.bool_]:
    """Who is in a pay group, (people,): by post where the plan names the post, else by job family."""
    by_post = np.isin(people.post.astype(str), list(plan.pay))
    members: npt.NDArray[np.bool_] = (people.post == group) | ((people.family == group) & ~by_post)
    return members


def new_sheet(entries: Mapping[str, ScoreRule], ready: str | None) -> tuple[str, dict[str, Any]]:
    """A free name for one more score rule, and the entry: a ready sheet, or only the weights of who assesses."""
    if ready is None:
        return added(entries, rule_named("assessment_score"))
    sheet = READY[ready]
    return added(entries, rule_named("score_sheet"), label={"zh": sheet.name.zh, "en": sheet.name.en},
                 indicators=[slim(Indicator, plain(each)) for each in sheet.indicators], conduct=list(sheet.conduct),
                 **sheet.terms)


def scoring_in_words(row: Mapping[str, Any]) -> str:
    """How an indicator's row, as an editor holds it, makes points: "≥80: 10; ≥90: 20", "15, −5 each"."""
    number = text.count
    if row.get("scoring", "level") == "level":
        sign = "≤" if row.get("better") == "lower" else "≥"
        return "; ".join(f"{sign}{number(each.get('at') or 0)}: {number(each.get('points') or 0)}"
                         for each in row.get("levels") or [])
    unit, per = row.get("unit", 1) or 1, row.get("per_unit", 0) or 0
    start = number(row.get("start", 0) or 0)
    each = number(per, signed=True)
    return (t("{start}, {points} each", start=start, points=each) if unit == 1 else
            t("{start}, {points} for every {unit}", start=start, points=each, unit=number(unit)))


@dataclass(frozen=True)
class Filled:
    """One person's figures for a sheet, as plain numbers; None where there is no assessment."""

    actuals: list[float]
    own: float | None
    panel: float | None
    change: float


def unassessed(scenario: Scenario, number: int) -> Drivers:
    """The drivers of one simulated year before any score is computed: what a sheet measures."""
    return project(scenario.company, scenario.assumptions, number)


def filled(rule: ScoresByIndicators, drivers: Drivers, place: int | None) -> Filled:
    """The figures of the person at this place, to the hundredth and never better than they are; without one, assumed."""
    if place is None:
        return Filled([float(each.assumed) if each.measure == "entered" else _full_marks(each) for each in rule.indicators],
                      None, None, 0.0)
    people = drivers.people
    own, panel = (None if column[place] < 0 else int(column[place]) / 100 for column in (people.self_score, people.panel_score))
    return Filled([_shown(each, drivers, place) for each in rule.indicators], own, panel, int(people.score_change[place]) / 100)


def _full_marks(indicator: Indicator) -> float:
    """An actual to start from where nobody is looked at: the best level, or the count's start."""
    if indicator.scoring == "level":
        return float(indicator.levels[-1 if indicator.better == "higher" else 0].at)
    return float(indicator.base)


def _shown(indicator: Indicator, drivers: Drivers, place: int) -> float:
    """Rounded away from the better side, so that a figure shown at a threshold has really reached it."""
    numerator, denominator = (int(column[..., place]) for column in indicator.actual(drivers))
    if denominator <= 0:
        return 0.0
    exact = Fraction(numerator, denominator) * 100
    return (math.floor(exact) if indicator.better == "higher" else math.ceil(exact)) / 100


def unmeasured(rule: ScoresByIndicators, drivers: Drivers) -> list[tuple[Indicator, int]]:
    """Indicators that some of the people scored have no figure for, such as sales without a history, and how many."""
    members = chosen(drivers.people, rule.groups)
    counts = [(each, int((each.actual(drivers)[1][..., members] <= 0).sum())) for each in rule.indicators]
    return [(each, count) for each, count in counts if count]


def phases(rule: RollsOut) -> list[tuple[str, str]]:
    """The months of a roll-out and what is paid in them."""
    month = text.month
    second, least = rule.start, text.value(rule.at_least, Unit.RATE)
    rows = [(t("before"), t("performance pay in full"))] if rule.start > 1 else []
    rows.append((month(rule.start - 1), t("indicators are handed out; paid in full")))
    if second < MONTHS:
        rows.append((month(second), t("who accepts: by score, at least {least}; who does not: nothing", least=least)))
    if second + 1 < MONTHS:
        rows.append((t("from {month} on", month=month(second + 1)), t("by score")))
    return rows
