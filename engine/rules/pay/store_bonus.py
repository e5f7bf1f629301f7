"""P10 Store bonus: a part of a store's output above target, moved by its margin, paid by coefficient and score."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import model_validator

from engine.base.algebra import (
    LENGTH,
    MONTHS,
    PPM,
    Period,
    all_year,
    at_least,
    at_period_end,
    fen,
    hundredths,
    of,
    of_full_score,
    of_unit,
    over,
    part,
    ppm,
    spread_by,
    sum_periods,
    times,
    times_up,
    where,
    whole_units,
)
from engine.base.money import Fen, sum_by
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import GROSS_MARGIN
from engine.company.people import SCORE, UNIT
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import OUTPUT, PAST_OF_UNIT, TARGET, WEIGHT_OF_MONTH
from engine.rules.rule import About
from engine.world.drivers import Drivers, Group

POINT = PPM // 100  # a percentage point of margin, in millionths

SOURCE = "Car-care chain plan"


class UnitTarget(Declared):
    """A store's target: what its excess is counted from."""

    of_history: Annotated[float, Parameter("目标为历史业绩的倍数", "Target as a multiple of history", Unit.FACTOR, low=0,
                                           high=10, step=0.05)] = 1.0
    monthly_target: Annotated[float | None, Parameter(
        "每店目标（月）", "Target of a store a month", Unit.YUAN, low=0, high=10_000_000_000, step=1000,
        nothing=Text("按历史业绩的倍数", "by the multiple of history"))] = None

    @staticmethod
    def bind_target(drivers: Drivers) -> dict[str, Any]:
        """What `excess` reads: output (…, 12, units) and history (units,) in fen, seasonality (12, 1)."""
        return {"output": drivers.unit_sales, "history": drivers.unit_history,
                "season": drivers.company.season_weights[:, None], "target": None}

    def excess(self, x: Any, period: Period) -> Fen:
        """What each unit brings above its target in each period, fen (…, periods, units).

        A unit without history has no target, and so no excess, unless the target is a fixed amount. Tried alone, `x` holds
        the target of one period itself.
        """
        if x.target is not None:
            return over(x.output, x.target)
        output = sum_periods(x.output, period)
        if self.monthly_target is not None:
            return over(output, fen(self.monthly_target) * LENGTH[period])
        target = sum_periods(spread_by(times_up(x.history, self.of_history), x.season), period)
        return where(target > 0, over(output, target), 0)


LEFT = Parameter("发放前已离职", "Left before pay day", Unit.FLAG)
TARGETS = {"output": Parameter("产值（月）", "Output a month", Unit.YUAN),
           "history": PAST_OF_UNIT,
           "season": WEIGHT_OF_MONTH}
"""What `UnitTarget.excess` reads, unit by unit."""


class StoreBonus(PayElement, UnitTarget):
    """Person = pool × coefficient × score / 100, the pool being excess output × rate × margin factor."""

    about = About(
        title=Text("店面绩效奖金", "Store bonus"),
        what=Text("门店产值超出目标的部分按比例成为奖金池，毛利率低于下限每满一个百分点减 5%，高于上限每满一个百分点加 5%；"
                  "个人按奖金系数和考核得分领取。得分低于 70、有重大投诉或发放前离职的人不发。",
                  "A part of what a store brings above its target is the pool: less 5% for every full point of margin "
                  "below the lower bound, 5% more for every full point above the upper one. A person gets it by "
                  "coefficient and score; nobody with a score below 70, a serious complaint, or who leaves before "
                  "it is paid."),
        formula=Text("奖金池 = 超目标产值 × 比例 × 毛利系数；个人 = 奖金池 × 个人系数 × 得分 ÷ 100",
                     "pool = output above target × rate × margin factor; person = pool × coefficient × score ÷ 100"),
        source=SOURCE + ": store bonus of 2%; full points, and each store's target from its history, are ours",
        not_modelled=Text("每个月单独的毛利率和得分；奖金计在期末月份，不计在发放的月份",
                          "a margin and score of its own for each month; the bonus falls in the period's last month, not "
                          "in the month it is handed out"))
    example = {"output": 600000, "target": 500000, "margin": 0.77}

    rule: Literal["store_bonus"] = "store_bonus"
    period: Annotated[Literal["quarter", "year"], Parameter("考核周期", "Period", Unit.CHOICE, choices={
        "quarter": Text("每季度", "Each quarter"), "year": Text("全年", "Year")}, source=SOURCE)] = "quarter"
    rate: Annotated[float, Parameter("奖金比例", "Rate", Unit.RATE, low=0, high=1, step=0.005, source=SOURCE)] = 0.02
    margin_low: Annotated[float, Parameter("毛利率下限", "Lower bound of margin", Unit.RATE, low=0, high=1, step=0.01,
                                           source=SOURCE)] = 0.8
    margin_high: Annotated[float, Parameter("毛利率上限", "Upper bound of margin", Unit.RATE, low=0, high=1, step=0.01,
                                            source=SOURCE)] = 0.9
    step: Annotated[float, Parameter("每个百分点增减", "Change for each point", Unit.RATE, low=0, high=1, step=0.01,
                                     source=SOURCE)] = 0.05
    min_score: Annotated[float, Parameter("最低得分", "Least score", Unit.POINTS, low=0, high=200, step=1,
                                          source=SOURCE)] = 70.0
    coefficients: Annotated[Literal["as_given", "of_unit"], Parameter("个人系数", "Personal coefficient", Unit.CHOICE, choices={
        "as_given": Text("贡献系数本身", "The contribution coefficient as it is"),
        "of_unit": Text("占本店系数之和的比例", "Its part of the store's sum of coefficients")})] = "as_given"

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.margin_low > self.margin_high:
            raise refuse(t("the lower bound of margin {low} is above the upper bound {high}; swap them.",
                           low=f"{self.margin_low:.1%}", high=f"{self.margin_high:.1%}"))
        return self

    class Inputs(Declared):
        """A store's period, and a person's."""

        output: Annotated[float, OUTPUT]
        target: Annotated[float, TARGET]
        margin: Annotated[float, GROSS_MARGIN]
        coefficient: Annotated[float, Parameter("个人系数（占比）", "Personal coefficient or part", Unit.FACTOR, low=0,
                                                high=100, step=0.1)] = 1.0
        score: Annotated[float, SCORE] = 100.0
        complaint: Annotated[bool, Parameter("有重大投诉", "A serious complaint", Unit.FLAG)] = False
        left: Annotated[bool, LEFT] = False

    reads = {**TARGETS, "unit": UNIT, "left": LEFT,
             "of_unit": Parameter("本店系数之和", "The store's sum of coefficients", Unit.FACTOR)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {**super().alone(inputs), "unit": np.array([0]), "of_unit": np.array([PPM])}

    def bind(self, group: Group) -> dict[str, Any]:
        drivers, people = group.drivers, group.drivers.people
        end = np.arange(LENGTH[self.period], MONTHS + 1, LENGTH[self.period])[:, None]
        units = sum_by(people.coefficient, drivers.unit_index, len(drivers.company.unit_keys))
        return {**self.bind_target(drivers), "margin": drivers.unit_margin, "unit": group.unit,
                "coefficient": group.of(people.coefficient), "of_unit": units[group.unit], "score": group.of(people.score),
                "complaint": group.of(people.complaints) > 0, "left": group.of(drivers.last_month) <= end}

    def factor(self, margin: Any) -> Any:
        """The margin factor in millionths, for margins in millionths (units,); only full points count."""
        above = whole_units(over(margin, ppm(self.margin_high)), POINT)
        below = whole_units(over(ppm(self.margin_low), margin), POINT)
        return at_least((above - below) * ppm(self.step) + PPM, 0)

    def formula(self, x: Any, say: Trace) -> Fen:
        excess, factor = self.excess(x, self.period), self.factor(x.margin)
        pool = of_unit(times(excess, self.rate, part(factor)), x.unit)
        say("本店超目标产值", "The store's output above target", Unit.YUAN, lambda: of_unit(excess, x.unit), key="excess")
        say("毛利系数", "Margin factor", Unit.FACTOR, lambda: of_unit(factor, x.unit), key="factor")
        pool = say("本店奖金池", "The store's pool", Unit.YUAN, pool, key="pool")
        coefficient = say("个人系数", "Personal coefficient", Unit.FACTOR, x.coefficient)
        score = say("得分", "Score", Unit.POINTS, x.score)
        share = part(coefficient) if self.coefficients == "as_given" else of(coefficient, x.of_unit)
        amount = times(pool, share, of_full_score(all_year(score)))
        paid = ~(all_year(x.complaint) | x.left) & (all_year(score) >= hundredths(self.min_score))
        return at_period_end(say.result("amount", Unit.YUAN, where(paid, amount, 0)), self.period)
