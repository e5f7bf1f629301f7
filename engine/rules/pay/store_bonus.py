"""P10 Store bonus: a part of a store's output above target, moved by its margin, paid by coefficient and score."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import model_validator

from engine.base.money import Fen, fraction, ratio, round_half_up, times, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import GROSS_MARGIN, PPM
from engine.company.people import SCORE
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import OUTPUT, TARGET
from engine.rules.rule import About
from engine.world.drivers import LENGTH, Drivers, Group, Period, at_period_end, sum_by, sum_periods

POINT = PPM // 100  # a percentage point of margin, in millionths
FULL_SCORE = 100 * 100  # in hundredths of a point

SOURCE = "Car-care chain plan"


class UnitTarget(Declared):
    """A store's target: what its excess is counted from."""

    of_history: Annotated[float, Parameter("目标为历史业绩的倍数", "Target as a multiple of history", Unit.FACTOR, low=0,
                                           high=10, step=0.05)] = 1.0
    monthly_target: Annotated[float | None, Parameter(
        "每店目标（月）", "Target of a store a month", Unit.YUAN, low=0, high=10_000_000_000, step=1000,
        nothing=Text("按历史业绩的倍数", "by the multiple of history"))] = None

    def excess(self, drivers: Drivers, period: Period) -> Fen:
        """What each unit brings above its target in each period, fen (…, periods, units).

        A unit without history has no target, and so no excess, unless the target is a fixed amount.
        """
        target = sum_periods(drivers.unit_targets(self.of_history, self.monthly_target), period)
        over = np.maximum(sum_periods(drivers.unit_sales, period) - target, 0)
        return over if self.monthly_target is not None else np.where(target > 0, over, 0)


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
        left: Annotated[bool, Parameter("发放前已离职", "Left before pay day", Unit.FLAG)] = False

    def factor(self, margin: np.ndarray) -> np.ndarray:
        """The margin factor in millionths, for margins in millionths; only full points count."""
        low, high = (round_half_up(fraction(each) * PPM) for each in (self.margin_low, self.margin_high))
        points = np.maximum(margin - high, 0) // POINT - np.maximum(low - margin, 0) // POINT
        return np.maximum(PPM + points * round_half_up(fraction(self.step) * PPM), 0)

    def pool(self, excess: Fen, margin: np.ndarray) -> Fen:
        """The pool in fen, from excess in fen and margin in millionths."""
        rate = fraction(self.rate)
        return times(excess, rate.numerator * self.factor(margin), rate.denominator * PPM)

    def calc(self, inputs: Any) -> dict[str, Any]:
        excess = np.array([max(0, to_fen(inputs.output) - to_fen(inputs.target))])
        margin = np.array([round_half_up(fraction(inputs.margin) * PPM)])
        pool = self.pool(excess, margin)
        paid = not (to_fen(inputs.score) < to_fen(self.min_score) or inputs.complaint or inputs.left)
        coefficient = fraction(inputs.coefficient)
        amount = times(pool, to_fen(inputs.score) * coefficient.numerator, FULL_SCORE * coefficient.denominator)
        return {"excess": to_yuan(excess[0]), "factor": int(self.factor(margin)[0]) / PPM, "pool": to_yuan(pool[0]),
                "amount": to_yuan(amount[0]) if paid else 0.0}

    def pay(self, group: Group, trace: Trace) -> Fen:
        drivers, people = group.drivers, group.drivers.people
        excess = self.excess(drivers, self.period)
        pool = self.pool(excess, drivers.unit_margin)[..., group.unit]
        score, coefficient = group.of(people.score), group.of(people.coefficient)
        trace("本店超目标产值", "The store's output above target", Unit.YUAN, lambda: excess[..., group.unit])
        trace("毛利系数", "Margin factor", Unit.FACTOR, lambda: self.factor(drivers.unit_margin)[group.unit])
        trace("本店奖金池", "The store's pool", Unit.YUAN, pool)
        trace("个人系数", "Personal coefficient", Unit.FACTOR, coefficient)
        trace("得分", "Score", Unit.POINTS, score)
        weight = (coefficient * score)[..., None, :]
        if self.coefficients == "as_given":
            amount = times(pool, weight, PPM * FULL_SCORE)
        else:
            of_unit = sum_by(people.coefficient, drivers.unit_index, len(drivers.company.unit_keys))
            amount = ratio(pool, weight, of_unit[group.unit] * FULL_SCORE)
        end = np.arange(LENGTH[self.period], 13, LENGTH[self.period])[:, None]
        good = (score >= to_fen(self.min_score)) & (group.of(people.complaints) == 0)
        paid = good[..., None, :] & (group.of(drivers.last_month) > end)
        return at_period_end(np.where(paid, amount, 0), self.period)
