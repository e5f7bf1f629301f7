"""T3 Target split: year → quarters → months, company → units → people, exact at every level."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.money import fraction, round_half_up, split, split_array, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import Company
from engine.rules.kinds import TargetParts, TargetRule
from engine.rules.parts.terms import TARGET_GROWTH
from engine.rules.rule import About
from engine.world.drivers import Drivers, sum_by

Weight = Annotated[float, Parameter("权重", "Weight", Unit.COUNT, low=0, high=1_000_000_000_000, step=1)]


By = Literal["history", "equally"]
BY = Parameter("分解权重", "Weights", Unit.CHOICE, choices={
    "history": Text("按历史业绩", "By history"), "equally": Text("平均", "Equally")})


class AnnualTarget(TargetRule):
    """A rule that says how much the company is to sell in the year, and hands it down."""

    hands_down: ClassVar[bool] = True
    by: Annotated[By, BY] = "history"

    @abstractmethod
    def annual_of(self, company: Company, parts: Mapping[str, TargetParts]) -> int:
        """The company's target of the year, in fen."""

    def attain(self, drivers: Drivers, parts: Mapping[str, TargetParts], trace: Trace) -> TargetParts:
        """Company → units → people by history (or equally), and people → months by seasonality."""
        annual = self.annual_of(drivers.company, parts)
        trace("公司全年目标", "The company's target of the year", Unit.YUAN, annual)
        return hand_down(annual, self.by, drivers, trace)


def hand_down(annual: int, by: By, drivers: Drivers, trace: Trace) -> TargetParts:
    """A company's target divided among units, people and months; every level sums to the one above."""
    units = len(drivers.company.unit_keys)
    history = drivers.history if by == "history" else np.ones(len(drivers.people), dtype=np.int64)
    weight = sum_by(history, drivers.unit_index, units)
    to_units = _split_or_nothing(annual, weight)
    to_people = np.zeros(len(drivers.people), dtype=np.int64)
    for i in np.flatnonzero(to_units):
        members = np.flatnonzero(drivers.unit_index == i)
        to_people[members] = split_array(to_units[i:i + 1], history[members])[0]
    months = split_array(to_people, drivers.company.season_weights).T
    trace("个人全年目标", "Personal target of the year", Unit.YUAN, to_people)
    return TargetParts(annual, to_units, to_people, months)


class TargetSplit(AnnualTarget):
    """The company's annual target handed down by weights; the parts sum to the whole, to the fen."""

    about = About(
        title=Text("目标分解", "Target split"),
        what=Text("公司全年目标分到单位、个人，再按淡旺季分到季度和月份。每一级相加都等于上一级，一分不差。",
                  "The company's annual target handed down to units and people, then to quarters and months by "
                  "seasonality. Every level sums to the one above, to the fen."),
        formula=Text("分目标 = 总目标 × 权重 ÷ 权重之和，余下的分给余数最大的",
                     "part = total × weight ÷ sum of weights, rest to the largest remainders"),
        source="Target decomposition of the handbook; exact split by largest remainder is ours",
        not_modelled=Text("年中调整", "adjustment in the middle of the year"))
    example = {"annual": 1_000_000, "weights": [1, 1, 1]}

    rule: Literal["target_split"] = "target_split"
    annual: Annotated[float | None, Parameter(
        "全年目标", "Annual target", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("上年营业额 ×（1+目标增长）", "last year's revenue × (1 + target growth)"))] = None
    growth: Annotated[float, TARGET_GROWTH] = 0.1
    annual_from: Annotated[str | None, Parameter(
        "全年目标来自", "Annual target from", Unit.KEY,
        nothing=Text("用上面的金额或增长", "the amount or growth above"), refers=Refers.HANDED_DOWN)] = None

    class Inputs(Declared):
        """The weights of the parts."""

        weights: Annotated[tuple[Weight, ...], Parameter("各部分权重", "Weights of the parts", Unit.TABLE),
                           Field(strict=False, min_length=1)]
        seasons: Annotated[tuple[Weight, ...], Parameter("各月权重", "Weights of the months", Unit.TABLE),
                           Field(strict=False)] = ()

        @field_validator("weights", "seasons")
        @classmethod
        def _not_all_zero(cls, weights: tuple[float, ...]) -> tuple[float, ...]:
            if weights and not any(weights):
                raise refuse(t("all weights are zero; give at least one part some."))
            return weights

    def calc(self, inputs: Any) -> dict[str, Any]:
        parts = split(to_fen(self.annual or 0.0), inputs.weights)
        result: dict[str, Any] = {"parts": [to_yuan(part) for part in parts]}
        if inputs.seasons:
            result["months"] = [[to_yuan(month) for month in split(part, inputs.seasons)] for part in parts]
        return result

    def annual_of(self, company: Company, parts: Mapping[str, TargetParts]) -> int:
        if self.annual_from is not None:
            return parts[self.annual_from].annual
        if self.annual is not None:
            return to_fen(self.annual)
        return round_half_up(to_fen(company.facts.money.revenue) * (1 + fraction(self.growth)))


def _split_or_nothing(total: int, weights: np.ndarray) -> np.ndarray:
    """Split by weights; zeros where nobody has any history to split by."""
    if not weights.sum():
        return np.zeros(len(weights), dtype=np.int64)
    return np.array(split(total, weights.tolist()), dtype=np.int64)
