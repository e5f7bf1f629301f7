"""T3 Target split: year → quarters → months, company → units → people, exact at every level."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from engine.base.algebra import PPM, fen, of_unit, part, ppm, share_out, spread_by, times
from engine.base.book import Given
from engine.base.money import INT64, over_common, to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Alone, Trace, plainly
from engine.company.people import UNIT
from engine.rules.kinds import HandedDown, TargetParts, TargetRule
from engine.rules.parts.terms import SEASON, TARGET_GROWTH
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

    reads: ClassVar[dict[str, Parameter]] = {
        "revenue": Parameter("上年营业额", "Last year's revenue", Unit.YUAN),
        "weight": Parameter("分解权重", "Weight", Unit.COUNT), "of_units": Parameter("单位的分解权重", "Weight of the unit", Unit.COUNT),
        "unit": UNIT, "seasons": SEASON}

    @abstractmethod
    def annual_target(self, x: Any, say: Trace) -> Any:
        """The company's target of the year, in fen: (1,), or a plain number."""

    def bind(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> dict[str, Any]:
        return bind_hand_down(self.by, drivers)

    def alone(self, inputs: Any) -> dict[str, Any]:
        """Without a company: one person of one unit, even months.

        Raises:
            InputError: a parameter that the company would give is missing.
        """
        one = np.array([1])
        return {**super().alone(inputs), "weight": one, "of_units": one, "unit": one * 0, "seasons": np.ones((12, 1), dtype=np.int64)}

    def formula(self, x: Any, say: Trace) -> HandedDown:
        """Company → units → people by history (or equally), and people → months by seasonality."""
        annual = self.annual_target(x, say)
        say("公司全年目标", "The company's target of the year", Unit.YUAN, annual)
        return hand_down(annual, x, say)


def bind_hand_down(by: By, drivers: Drivers) -> dict[str, Any]:
    """What `hand_down` reads: weights of people and units, everybody's unit, weights of the months (12, 1); and revenue."""
    weight = drivers.history if by == "history" else np.ones(len(drivers.people), dtype=np.int64)
    company = drivers.company
    return {"weight": weight, "of_units": sum_by(weight, drivers.unit_index, len(company.unit_keys)), "unit": drivers.unit_index,
            "seasons": company.season_weights[:, None], "revenue": np.array([to_fen(company.facts.money.revenue)])}


def hand_down(annual: Any, x: Any, say: Trace) -> HandedDown:
    """A company's target divided among units, people and months; every level sums to the one above.

    Nothing is handed to where there is nothing to divide by.
    """
    of_own_unit = of_unit(share_out(annual, x.of_units), x.unit)
    people = say("个人全年目标", "Personal target of the year", Unit.YUAN, share_out(of_own_unit, x.weight, x.unit))
    return HandedDown(annual, people, spread_by(people, x.seasons))


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

    reads: ClassVar[dict[str, Parameter]] = {
        **AnnualTarget.reads, "handed_annual": Parameter("所取的全年目标", "The target that it is taken from", Unit.YUAN)}

    def bind(self, drivers: Drivers, parts: Mapping[str, TargetParts]) -> dict[str, Any]:
        handed = None if self.annual_from is None else np.array([parts[self.annual_from].annual])
        return {**super().bind(drivers, parts), "handed_annual": handed}

    def alone(self, inputs: Any) -> dict[str, Any]:
        """One unit, whose people are the parts."""
        weights = whole_weights(inputs.weights)
        return {**super().alone(inputs), "handed_annual": np.array([to_fen(self.annual or 0.0)]), "revenue": np.array([0]),
                "weight": weights, "unit": np.zeros(len(weights), dtype=np.int64),
                "seasons": whole_weights(inputs.seasons or (1.0,))[:, None]}

    def calc(self, inputs: Any) -> dict[str, Any]:
        down = self.formula(Given(**self.alone(inputs)), Alone())
        result: dict[str, Any] = {"parts": plainly(down.people.tolist(), Unit.YUAN)}
        if inputs.seasons:
            result["months"] = plainly(down.months.T.tolist(), Unit.YUAN)
        return result

    def annual_target(self, x: Any, say: Trace) -> Any:
        if self.annual_from is not None:
            return x.handed_annual
        if self.annual is not None:
            return fen(self.annual)
        return times(x.revenue, part(PPM + ppm(self.growth)))


def whole_weights(weights: Sequence[float]) -> npt.NDArray[Any]:
    """Decimal weights as whole numbers over one denominator, (weights,): 64 bits where they fit, else Python's integers."""
    whole, _ = over_common(weights)
    return np.array(whole, dtype=np.int64 if sum(whole) <= INT64 else object)
