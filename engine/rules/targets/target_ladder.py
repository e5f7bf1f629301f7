"""T1 Target ladder: floor, balance, sprint, challenge (保底 / 平衡 / 冲刺 / 挑战) and their coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator, model_validator

from engine.base.money import Fen, ceil_times, fraction, ratio, split_array, to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import PPM
from engine.rules.kinds import Attained, TargetParts, TargetRule
from engine.rules.parts.levels import FOUR_LEVELS, Level
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
    levels: Annotated[tuple[Level, ...], Parameter(
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
    def _rising(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
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

    def targets(self, history: Fen) -> Fen:
        """The target of every level in fen, (levels, …): the least whole fen that reaches it."""
        rows = []
        for level in self.levels:
            if level.of_history is not None:
                share = fraction(level.of_history)
                rows.append(ceil_times(history, share.numerator, share.denominator))
            else:
                rows.append(np.full_like(history, to_fen(level.target or 0.0)))
        return np.stack(rows)

    def reach(self, actual: Fen, history: Fen) -> tuple[np.ndarray, np.ndarray]:
        """Level reached (place, −1 below the first) and coefficient in millionths, elementwise."""
        return self._place(actual, self.targets(history))

    def _place(self, actual: Fen, targets: Fen) -> tuple[np.ndarray, np.ndarray]:
        # Levels stay in front; axes that only the actuals have (draws, parameter sets) come between.
        between = (1,) * (actual.ndim - targets.ndim + 1)
        targets = np.broadcast_to(targets.reshape(len(targets), *between, *targets.shape[1:]),
                                  (len(targets), *actual.shape))
        # Nobody can miss or reach a target of nothing: without history there is no level, and the coefficient is 1.
        nothing = targets[-1] == 0
        level = np.where(nothing, -1, sum(actual >= target for target in targets) - 1)
        steps = np.array([round(fraction(c) * PPM) for c in (self.below, *(x.coefficient for x in self.levels))],
                         dtype=np.int64)
        coefficient = steps[level + 1]
        if self.between == "linear" and len(self.levels) > 1:
            inside = (level >= 0) & (level < len(self.levels) - 1)
            low = np.take_along_axis(targets, np.maximum(level, 0)[None], 0)[0]
            high = np.take_along_axis(targets, np.minimum(level + 1, len(self.levels) - 1)[None], 0)[0]
            rise = steps[np.minimum(level + 2, len(self.levels))] - coefficient
            part = ratio(rise, actual - low, np.where(inside, high - low, 0))
            coefficient = coefficient + np.where(inside, part, 0)
        return level, np.where(nothing, PPM, coefficient)

    def calc(self, inputs: Any) -> dict[str, Any]:
        level, coefficient = self.reach(np.array([to_fen(inputs.actual)]), np.array([to_fen(inputs.history)]))
        place = int(level[0])
        return {"level": self.levels[place].name if place >= 0 else None, "coefficient": int(coefficient[0]) / PPM}

    def attain(self, drivers: Drivers, parts: Mapping[str, TargetParts], trace: Trace) -> Attained:
        actual, history = self.measured(drivers, parts)
        yearly = actual.sum(axis=-2)
        level, coefficient = self.reach(yearly, history)
        monthly = np.broadcast_to(coefficient[..., None, :], actual.shape)
        by_month = level
        if self.period == "month":
            by_month, monthly = self._place(actual, self._bounds(drivers, parts, history))
        qualifies = np.zeros(level.shape, dtype=bool)
        names = tuple(each.name for each in self.levels)
        if self.promotion_from is not None:
            qualifies = level >= names.index(self.promotion_from)
        personal = self.subject(drivers)
        trace("目标基数（年）", "History that targets build on", Unit.YUAN, lambda: history[..., personal])
        counted = yearly if self.period == "year" else actual
        trace("实际业绩", "Actual", Unit.YUAN, lambda: counted[..., personal])
        if trace.on:
            bounds = self.bounds(drivers, parts)[1]
            for place, each in enumerate(self.levels):
                trace(f"目标：{each.label.zh}", f"Target: {each.label.en}", Unit.YUAN, bounds[place][..., personal])
        trace("达到的档位", "Level reached", Unit.TEXT,
              lambda: np.array(["", *names], dtype=object)[by_month[..., personal] + 1])
        return Attained(monthly[..., personal], level[..., personal], qualifies[..., personal], names)

    def subject(self, drivers: Drivers) -> Any:
        """Whose target counts for each person: places among people, units, or the one company."""
        return (slice(None) if self.of == "person" else drivers.unit_index if self.of == "unit"
                else np.zeros(len(drivers.people), dtype=np.int64))

    def bounds(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> tuple[Fen, Fen]:
        """The actual of each subject and the targets of its levels, in fen, by year or by month as they are held.

        By year: (subjects,) and (levels, subjects); by month: (12, subjects) and (levels, 12, subjects).
        """
        actual, history = self.measured(drivers, parts)
        if self.period == "year":
            return actual.sum(axis=-2), self.targets(history)
        return actual, self._bounds(drivers, parts, history)

    def _bounds(self, drivers: Drivers, parts: Mapping[str, TargetParts], history: Fen) -> Fen:
        """The targets of the months, (levels, 12, subjects)."""
        by_month = self._handed_by_month(drivers, parts)
        if by_month is None:
            return np.moveaxis(split_array(self.targets(history), drivers.company.season_weights), -1, -2)
        return self.targets(by_month)

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


