"""T1 Target ladder: floor, balance, sprint, challenge (保底 / 平衡 / 冲刺 / 挑战) and their coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator, model_validator

from engine.base.algebra import (
    MONTHS,
    PPM,
    by_place,
    every_month,
    fen,
    for_each,
    for_everybody,
    how_many,
    of,
    of_unit,
    over_months,
    ppm,
    same,
    spread_by,
    times,
    times_up,
    where,
)
from engine.base.book import Given
from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.people import HISTORY, UNIT
from engine.rules.kinds import Attained, TargetParts, TargetRule
from engine.rules.parts.levels import FOUR_LEVELS, TargetLevel
from engine.rules.parts.terms import SEASON
from engine.rules.rule import About
from engine.world.drivers import Drivers, sum_by


class TargetLadder(TargetRule):
    """The highest level whose target is reached sets the coefficient."""

    about = About(
        title=Text("目标阶梯", "Target ladder"),
        what=Text("目标分几档（默认保底、平衡、冲刺、挑战），达到哪一档用哪一档的系数；低于第一档用“未达保底系数”。"
                  "恰好等于目标算达到；没有历史业绩的人没有目标，系数按 1。",
                  "Targets in levels (floor, balance, sprint, challenge by default); the highest level reached "
                  "sets the coefficient, below the first it is “below the first level”. Exactly on a target "
                  "counts as reached. Whoever has no history has no target, and the coefficient is 1."),
        formula=Text("系数 = 最高的「目标 ≤ 实际」档位的系数；目标 = 历史 × 倍数",
                     "coefficient = that of the highest level with target ≤ actual; target = history × multiple"),
        source="Store equity article, three levels 1.0 / 1.2 / 1.5; organisation handbook for the four names; "
               "floor at 0.8 is ours",
        not_modelled=Text("逐年抬高历史基数：各年都以最近一个实际年度为基数",
                          "raising the history year by year: every year builds on the last real year"))
    example = {"history": 1_000_000, "actual": 1_430_000}

    sets_coefficient = True

    rule: Literal["target_ladder"] = "target_ladder"
    of: Annotated[Literal["person", "unit", "company"], Parameter("考核谁", "Whose target", Unit.CHOICE, choices={
        "person": Text("个人", "Each person"), "unit": Text("单位", "Each unit"),
        "company": Text("全公司", "The company")})] = "person"
    period: Annotated[Literal["year", "month"], Parameter("考核周期", "Period", Unit.CHOICE, choices={
        "year": Text("全年", "Year"), "month": Text("每月", "Each month")})] = "year"
    handed_down: Annotated[str | None, Parameter(
        "历史基数来自哪个目标分解", "History from which split of targets", Unit.KEY,
        nothing=Text("用各自的历史业绩", "each one's own history"), refers=Refers.HANDED_DOWN)] = None
    levels: Annotated[tuple[TargetLevel, ...], Parameter(
        "档位", "Levels", Unit.TABLE, source="Store equity article; organisation handbook; 0.8 is ours"),
        Field(strict=False)] = FOUR_LEVELS
    below: Annotated[float, Parameter("未达保底系数", "Coefficient below the first level", Unit.FACTOR, low=0, high=2,
                                      step=0.1)] = 0.0
    between: Annotated[Literal["stepped", "linear"], Parameter("档位之间", "Between levels", Unit.CHOICE, choices={
        "stepped": Text("阶梯", "Stepped"), "linear": Text("线性插值", "Linear")})] = "stepped"
    promotion_from: Annotated[str | None, Parameter(
        "达到哪一档可优先晋升", "Promotion considered from level", Unit.KEY,
        source="Organisation handbook: sprint or above raises the promotion chance",
        nothing=Text("不与晋升挂钩", "not linked"), refers=Refers.LEVEL)] = None

    @field_validator("levels")
    @classmethod
    def _rising(cls, levels: tuple[TargetLevel, ...]) -> tuple[TargetLevel, ...]:
        if not levels:
            raise refuse(t("the table is empty; add at least one row."))
        if len({level.of_history is None for level in levels}) > 1:
            raise refuse(t("give all levels as multiples of history, or all as amounts."))
        bounds = [level.of_history if level.of_history is not None else level.target for level in levels]
        for i, (before, now) in enumerate(pairwise(bounds)):
            if (now or 0) <= (before or 0):
                raise refuse(t("level “{b}” is not above level “{a}”; sort the levels from low to high.",
                               a=levels[i].name, b=levels[i + 1].name))
        if len({level.name for level in levels}) < len(levels):
            raise refuse(t("two levels have the same name; give each its own."))
        return levels

    @model_validator(mode="after")
    def _known_level(self) -> TargetLadder:
        names = [level.name for level in self.levels]
        if self.promotion_from is not None and self.promotion_from not in names:
            raise refuse(t("promotion is linked to level “{name}”, which the ladder does not have; use one of: "
                           "{names}.", name=self.promotion_from, names=", ".join(names)))
        return self

    class Inputs(Declared):
        """History and actual of one person or unit."""

        history: Annotated[float, Parameter("历史业绩", "History", Unit.YUAN, low=0, high=1_000_000_000_000,
                                            step=10_000)]
        actual: Annotated[float, Parameter("实际业绩", "Actual", Unit.YUAN, low=0, high=1_000_000_000_000,
                                           step=10_000)]

    reads: ClassVar[dict[str, Parameter]] = {
        "history": HISTORY,
        "actual": Parameter("实际业绩（月）", "Actual of the month", Unit.YUAN),
        "by_month": Parameter("目标基数（月）", "History of the month that targets build on", Unit.YUAN),
        "seasons": SEASON, "unit": UNIT}

    def targets(self, history: Any) -> list[Any]:
        """The target of every level in fen, each of the shape of history: the least whole fen that reaches it."""
        return [times_up(history, level.of_history) if level.of_history is not None else for_each(fen(level.target), history)
                for level in self.levels]

    def month_targets(self, x: Any) -> list[Any]:
        """The same of each month, (12, subjects): of the months handed down, or the year's by season."""
        if x.by_month is not None:
            return self.targets(x.by_month)
        return [spread_by(target, x.seasons) for target in self.targets(x.history)]

    def place(self, actual: Any, targets: list[Any]) -> tuple[Any, Any]:
        """Number of the level reached, 0 below the first, and coefficient in millionths; actual: (…, subjects)."""
        # Nobody can miss or reach a target of nothing: without history there is no level, and the coefficient is 1.
        nothing = same(targets[-1], 0)
        number = where(nothing, 0, how_many(*(actual >= target for target in targets)))
        earned = [ppm(self.below), *(ppm(level.coefficient) for level in self.levels)]
        coefficient = by_place(number, *earned)
        if self.between == "linear" and len(self.levels) > 1:
            low = by_place(number, targets[0], *targets)
            high = by_place(number, *targets, targets[-1])
            rise = by_place(number, *earned[:1], *earned[2:], earned[-1]) - coefficient
            coefficient = coefficient + times(rise, of(actual - low, high - low))
        return number, where(nothing, PPM, coefficient)

    def reach(self, actual: Fen, history: Fen) -> tuple[np.ndarray, np.ndarray]:
        """Level reached in the year (place, −1 below the first) and coefficient in millionths, elementwise."""
        number, coefficient = self.place(actual, self.targets(history))
        return number - 1, coefficient

    def alone(self, inputs: Any) -> dict[str, Any]:
        actual = np.zeros((MONTHS, 1), dtype=np.int64)
        actual[-1] = to_fen(inputs.actual)
        return {"history": np.array([to_fen(inputs.history)]), "actual": actual, "by_month": None,
                "seasons": np.ones((MONTHS, 1), dtype=np.int64), "unit": np.array([0])}

    def bind(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> dict[str, Any]:
        actual, history = self.measured(drivers, parts)
        monthly = self.period == "month"
        return {"actual": actual, "history": history, "by_month": self._handed_by_month(drivers, parts) if monthly else None,
                "seasons": drivers.company.season_weights[:, None] if monthly else None, "unit": drivers.unit_index}

    def personal(self, of_subjects: Any, x: Any) -> Any:
        """Beside each person what holds for the subject that counts: the person, the own unit, or the company."""
        if self.of == "person":
            return of_subjects
        return of_unit(of_subjects, x.unit) if self.of == "unit" else for_everybody(of_subjects, x.unit)

    def formula(self, x: Any, say: Trace) -> Attained:
        names = tuple(each.name for each in self.levels)
        monthly = self.period == "month"
        yearly = over_months(x.actual)
        number, coefficient = self.place(yearly, self.targets(x.history))
        say.result("level", Unit.TEXT, lambda: [None, *names][int(number[0])])
        say.result("coefficient", Unit.FACTOR, coefficient)
        counted, reached, by_month = yearly, number, every_month(coefficient)
        if monthly:
            counted, (reached, by_month) = x.actual, self.place(x.actual, self.month_targets(x))
        say("目标基数（年）", "History that targets build on", Unit.YUAN, lambda: self.personal(x.history, x))
        say("实际业绩", "Actual", Unit.YUAN, lambda: self.personal(counted, x))
        if say.on:
            for level, target in zip(self.levels, self.month_targets(x) if monthly else self.targets(x.history), strict=True):
                say(f"目标：{level.label.zh}", f"Target: {level.label.en}", Unit.YUAN, self.personal(target, x))
        say("达到的档位", "Level reached", Unit.TEXT, lambda: by_place(self.personal(reached, x), "", *names))
        level = self.personal(number, x) - 1
        promoted = len(names) if self.promotion_from is None else names.index(self.promotion_from)
        return Attained(self.personal(by_month, x), level, level >= promoted, names)

    # ------------------------------------------------------------ what is measured

    def bounds(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> tuple[Fen, Fen]:
        """The actual of each subject and the targets of its levels, in fen, by year or by month as they are held.

        By year: (subjects,) and (levels, subjects); by month: (12, subjects) and (levels, 12, subjects).
        """
        x = Given(**self.bind(drivers, parts))
        if self.period == "year":
            return over_months(x.actual), stacked(self.targets(x.history))
        return x.actual, stacked(self.month_targets(x))

    def _handed_by_month(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> Fen | None:
        """The months of the targets handed down, (12, subjects); None where there are none for these subjects."""
        down = parts.get(self.handed_down) if self.handed_down else None
        if down is None or int(down.people.sum()) != down.annual:
            return None
        if self.of == "person":
            return down.months
        if self.of == "unit":
            return sum_by(down.months, drivers.unit_index, len(drivers.company.unit_keys))
        return down.months.sum(axis=-1, keepdims=True)

    def measured(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> tuple[Fen, Fen]:
        """Actual by month (…, 12, subjects) and the year's history (subjects,), in fen."""
        down = parts.get(self.handed_down) if self.handed_down else None
        if self.of == "person":
            return drivers.sales, down.people if down else drivers.history
        if self.of == "unit":
            return drivers.unit_sales, down.units if down else drivers.unit_history
        revenue = down.annual if down else to_fen(drivers.company.facts.money.revenue)
        return drivers.company_sales[:, None], np.array([revenue], dtype=np.int64)


def stacked(targets: list[Fen]) -> Fen:
    """Targets of the levels, fen, as one array, (levels, …)."""
    return np.stack(np.broadcast_arrays(*targets))
