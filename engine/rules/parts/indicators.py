"""The indicators of a score sheet: what is measured, how much it weighs, and how an actual becomes points.

Weights go in steps of 5% from 5% to 35% and sum to 100%. An indicator of 20% is worth 20 points at most; its
points come by level (the actual against thresholds) or by adding and taking off so much a unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base import text
from engine.base.algebra import (
    at_least,
    hundredths,
    of_hundred,
    ppm,
    ratio_reaches,
    units_beyond,
    where,
    within,
)
from engine.base.money import fraction, round_half_up, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.company.company import MONTHS, PPM
from engine.world.drivers import Drivers

SOURCE = "Organisation handbook: how a score sheet is made"
HUNDRED = 100 * 100  # points of a whole sheet, in hundredths
STEP = Fraction(5, 100)
MOST_LEVELS = 7
FURTHEST = 1_000_000_000_000

Actual = tuple[Any, Any]
"""Exact actuals as numerator and denominator, (…, people); a denominator of 0 where there is nothing to measure.

The numerator may be one decimal for everybody."""

Measure = Literal["entered", "score", "sales", "unit_sales", "collected", "margin", "pieces", "complaints"]
MEASURES: dict[str, Text] = {
    "entered": Text("另外统计（推演时人人按“推演假定值”）", "Kept elsewhere (simulated: everybody has the assumed value)"),
    "score": Text("人员表：考核得分（上级评分）", "People's table: assessment score (superior's)"),
    "sales": Text("推演：本人销售额占目标基数的百分比", "Simulated: own sales, percent of history"),
    "unit_sales": Text("推演：本单位业绩占目标基数的百分比", "Simulated: unit's output, percent of history"),
    "collected": Text("推演：回款率（%）", "Simulated: part collected, percent"),
    "margin": Text("推演：本人销售毛利率（%）", "Simulated: gross margin of own sales, percent"),
    "pieces": Text("推演：月均件数", "Simulated: pieces a month"),
    "complaints": Text("人员表：重大投诉次数", "People's table: serious complaints"),
}


BETTER = Parameter("哪边好", "Better is", Unit.CHOICE, choices={
    "higher": Text("越高越好", "Higher"), "lower": Text("越低越好", "Lower")})


class ScoreLevel(Declared):
    """One threshold of level scoring: at this actual (or better), so many points."""

    at: Annotated[float, Parameter("实际达到", "Actual of", Unit.COUNT, low=-FURTHEST, high=FURTHEST, step=1)]
    points: Annotated[float, Parameter("得分", "Points", Unit.POINTS, low=0, high=35, step=1, source=SOURCE)]


class Indicator(Declared):
    """One line of a score sheet."""

    zh: Annotated[str, Parameter("指标（中文）", "Indicator, Chinese", Unit.TEXT)]
    en: Annotated[str, Parameter("指标（英文）", "Indicator, English", Unit.TEXT)] = ""
    weight: Annotated[float, Parameter("权重", "Weight", Unit.RATE, low=0.05, high=0.35, step=0.05, source=SOURCE)]
    measure: Annotated[Measure, Parameter("实际值从哪里来", "Where the actual comes from", Unit.CHOICE,
                                          choices=MEASURES)] = "entered"
    scoring: Annotated[Literal["level", "add_subtract"], Parameter("评分方法", "Scoring", Unit.CHOICE, choices={
        "level": Text("层级评分", "By level"), "add_subtract": Text("加减评分", "Add and subtract")},
        source=SOURCE)] = "level"
    better: Annotated[Literal["higher", "lower"], BETTER] = "higher"
    levels: Annotated[tuple[ScoreLevel, ...], Parameter("层级", "Levels", Unit.TABLE, source=SOURCE),
                      Field(strict=False)] = ()
    start: Annotated[float, Parameter("起始分", "Points to start from", Unit.POINTS, low=0, high=35, step=1)] = 0.0
    base: Annotated[float, Parameter("起算值", "Counted from an actual of", Unit.COUNT, low=-FURTHEST, high=FURTHEST,
                                     step=1)] = 0.0
    unit: Annotated[float, Parameter("每多少算一次", "Size of a unit", Unit.COUNT, low=0.01, high=FURTHEST, step=1)] = 1.0
    per_unit: Annotated[float, Parameter("每次加减分（减分填负数）", "Points a unit (negative: taken off)", Unit.POINTS,
                                         low=-100, high=100, step=1)] = 0.0
    cap: Annotated[float | None, Parameter("最高分", "Most points", Unit.POINTS, low=0, high=35, step=1,
                                           nothing=Text("权重对应的满分", "the full points of the weight"))] = None
    floor: Annotated[float, Parameter("最低分", "Fewest points", Unit.POINTS, low=0, high=35, step=1)] = 0.0
    assumed: Annotated[float, Parameter("推演假定值", "Assumed in a simulation", Unit.COUNT, low=-FURTHEST, high=FURTHEST,
                                        step=1)] = 0.0

    @property
    def text(self) -> Text:
        return Text(self.zh or self.en, self.en or self.zh)

    @property
    def full(self) -> int:
        """What the indicator is worth at most, hundredths of a point."""
        return int(fraction(self.weight) * HUNDRED)

    @model_validator(mode="after")
    def _scores_within_its_weight(self) -> Self:
        name = text.say(self.text)
        if not name.strip():
            raise refuse(t("an indicator has no name; give it one."))
        if fraction(self.weight) % STEP:
            below = fraction(self.weight) // STEP * STEP
            raise refuse(t("“{name}” weighs {weight}, which is not a step of 5%; take {below} or {above}.", name=name,
                           weight=_percent(fraction(self.weight)), below=_percent(below), above=_percent(below + STEP)))
        problem = self._levels_problem(name) if self.scoring == "level" else self._units_problem(name)
        if problem:
            raise refuse(problem)
        return self

    def _levels_problem(self, name: str) -> str:
        if not self.levels:
            return t("“{name}” is scored by level but has no levels; add one, such as full points at the target.", name=name)
        if len(self.levels) > MOST_LEVELS:
            return t("“{name}” has {n} levels; at most 7 tell people apart: delete {gap}.", name=name, n=len(self.levels),
                     gap=len(self.levels) - MOST_LEVELS)
        for before, now in pairwise(self.levels):
            if now.at == before.at:
                return t("“{name}” has two levels at {at}; delete one of them.", name=name, at=text.count(now.at))
            if now.at < before.at:
                return t("“{name}”: the level at {at} stands after the one at {before}; sort the levels from small to large.",
                         name=name, at=text.count(now.at), before=text.count(before.at))
            if (now.points < before.points) if self.better == "higher" else (now.points > before.points):
                worse, best = (before, now) if self.better == "higher" else (now, before)
                return t("“{name}”: {best} is better than {worse} but earns fewer points ({low} after {high}); raise the "
                         "one or lower the other.", name=name, best=text.count(best.at), worse=text.count(worse.at),
                         low=text.count(best.points), high=text.count(worse.points))
        return self._above_full(name, max(level.points for level in self.levels), t("a level"))

    def _units_problem(self, name: str) -> str:
        cap = self.full / 100 if self.cap is None else self.cap
        return (self._above_full(name, cap, t("its most")) or self._above_full(name, self.start, t("its start"))
                or (t("“{name}”: the fewest points ({floor}) are above the most ({cap}); lower the one or raise the other.",
                      name=name, floor=text.count(self.floor), cap=text.count(cap)) if self.floor > cap else ""))

    def _above_full(self, name: str, points: float, what: str) -> str:
        if to_fen(points) <= self.full:
            return ""
        return t("“{name}” weighs {weight}, so it earns {full} points at most, but {what} gives {points}: {gap} too many.",
                 name=name, weight=_percent(fraction(self.weight)), full=text.count(self.full / 100), what=what,
                 points=text.count(points), gap=text.count((to_fen(points) - self.full) / 100))

    def points(self, actual: Actual) -> Any:
        """Points for exact actuals, hundredths, (…, people); none where there is nothing to measure."""
        numerator, denominator = actual
        if self.scoring == "level":
            return self._by_level(numerator, denominator)
        return where(denominator > 0, self._by_unit(numerator, denominator), 0)

    def _by_level(self, numerator: Any, denominator: Any) -> Any:
        """The points of the best level reached, exactly on it included; 0 where none is."""
        best: Any = 0
        for level in self.levels:
            reached = ratio_reaches(numerator, denominator, level.at, self.better == "lower")
            best = at_least(best, where(reached, hundredths(level.points), 0))
        return best

    def _by_unit(self, numerator: Any, denominator: Any) -> Any:
        """Start, and so much for every whole unit beyond the base; fewer where the actual is below it."""
        units = units_beyond(numerator, denominator, self.base, self.unit)
        cap = of_hundred(ppm(self.weight)) if self.cap is None else hundredths(self.cap)
        return within(hundredths(self.start) + units * hundredths(self.per_unit), hundredths(self.floor), cap)

    def actual(self, drivers: Drivers) -> Actual:
        """Everybody's actual in a simulated year, exact."""
        people = drivers.people
        if self.measure == "entered":
            assumed, one = fraction(self.assumed), np.ones(len(people), dtype=np.int64)
            return one * assumed.numerator, one * assumed.denominator
        if self.measure == "sales":
            return drivers.sales.sum(axis=-2) * 100, drivers.history
        if self.measure == "unit_sales":
            return (drivers.unit_sales.sum(axis=-2)[..., drivers.unit_index] * 100, drivers.unit_history[drivers.unit_index])
        margin = np.clip(people.margin_rate + round_half_up(drivers.margin_change * PPM), 0, PPM)
        collected = people.collected_rate * drivers.collected.numerator
        column: npt.NDArray[Any]
        column, over = {
            "score": (people.score, 100), "complaints": (people.complaints, 1), "margin": (margin, PPM // 100),
            "collected": (collected, PPM // 100 * drivers.collected.denominator),
            "pieces": (drivers.pieces.sum(axis=-2), MONTHS)}[self.measure]
        return column, np.full(column.shape, over, dtype=np.int64)


def _percent(rate: Fraction) -> str:
    return f"{float(rate) * 100:.8g}%"


def weights_problem(weights: Sequence[float]) -> str:
    """What is wrong with the sum of a sheet's weights, and by how much; empty if they are 100%."""
    total = sum(map(fraction, weights), Fraction(0))
    if total < 1:
        return t("the weights sum to {total}; {gap} is missing to 100%: add an indicator or raise one.", total=_percent(total),
                 gap=_percent(1 - total))
    if total > 1:
        return t("the weights sum to {total}, {gap} above 100%: lower one or delete an indicator.", total=_percent(total),
                 gap=_percent(total - 1))
    return ""


def findings(indicators: Sequence[Indicator]) -> list[str]:
    """What can stand but should be looked at: full points that nobody can reach."""
    sentences = []
    for each in indicators:
        best = (max((to_fen(level.points) for level in each.levels), default=0) if each.scoring == "level"
                else each.full if each.cap is None else to_fen(each.cap))
        if best < each.full:
            sentences.append(t("“{name}” weighs {weight}, but its best earns only {best} points: {gap} of its weight nobody can "
                               "earn.", name=text.say(each.text), weight=_percent(fraction(each.weight)),
                               best=text.count(best / 100), gap=text.count((each.full - best) / 100)))
    return sentences


DEFAULT = (
    Indicator(zh="销售完成率", en="Sales against history", weight=0.35, measure="sales",
              levels=(ScoreLevel(at=80, points=15), ScoreLevel(at=90, points=25), ScoreLevel(at=100, points=35))),
    Indicator(zh="回款率", en="Part collected", weight=0.2, measure="collected",
              levels=(ScoreLevel(at=80, points=10), ScoreLevel(at=95, points=20))),
    Indicator(zh="重大投诉", en="Serious complaints", weight=0.15, measure="complaints", scoring="add_subtract",
              better="lower", start=15, per_unit=-5),
    Indicator(zh="上级评价", en="The superior's view", weight=0.3, measure="score",
              levels=(ScoreLevel(at=60, points=10), ScoreLevel(at=75, points=20), ScoreLevel(at=90, points=30))))
"""A sheet to start from: what the data of any company hold."""
