"""D6 Excess-profit share: a part of the profit above the target goes to key people."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from engine.base.money import by_draw, fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing
from engine.base.trace import Trace
from engine.rules.kinds import Award, DividendProgramme, Result, divided, members
from engine.rules.parts.terms import ACTUAL_PROFIT, MIN_YEARS, PARTICIPANTS, PROFIT_SHARE, PROFIT_TARGET
from engine.rules.rule import About
from engine.world.drivers import Drivers

SOURCE = "Store equity article: phantom shares"


class ExcessProfitShare(DividendProgramme):
    """(actual − target) × rate, if revenue grew enough; shared by contribution coefficient."""

    about = About(
        title=Text("超额利润分享（虚拟股）", "Excess-profit share (phantom shares)"),
        what=Text("净利润超过目标的部分，拿出 10%–20% 分给激励对象，按贡献系数分；营业额增长和司龄要达到条件。"
                  "年中离职的人按在职月数领，其余留在公司。",
                  "10–20% of the net profit above the target goes to the people chosen, by contribution "
                  "coefficient, if revenue grew enough and they have served long enough. Who leaves during the year gets the "
                  "months served; the rest stays with the company."),
        formula=Text("奖金池 =（实际净利润 − 目标）× 比例；个人 = 池 × 本人系数 ÷ 系数之和",
                     "pool = (net profit − target) × rate; person = pool × own coefficient ÷ sum of them"),
        source=SOURCE,
        not_modelled=Text("每季度预发", "payments on account each quarter"))
    example = {"actual": 1_500_000, "target": 1_000_000}

    rule: Literal["excess_profit_share"] = "excess_profit_share"
    target: Annotated[float | None, PROFIT_TARGET.but(source=SOURCE, nothing=Text("上年净利润", "last year's net profit"))] = None
    rate: Annotated[float, PROFIT_SHARE.but(en="Rate", source=SOURCE + ", 10–20%", marks=(0.1, 0.15, 0.2))] = 0.15
    min_revenue_growth: Annotated[float | None, Parameter(
        "营业额增长条件", "Least revenue growth", Unit.RATE, low=0, high=1, step=0.01, source=SOURCE,
        nothing=Text("不设条件", "no condition"))] = 0.15
    min_years: Annotated[int, MIN_YEARS.but(source=SOURCE)] = 1
    groups: Annotated[tuple[str, ...], PARTICIPANTS, Field(strict=False)] = ()

    class Inputs(Declared):
        """The year's net profit, and revenue growth where the condition is to be tried."""

        actual: Annotated[float, ACTUAL_PROFIT]
        revenue_growth: Annotated[float | None, Parameter(
            "营业额增长", "Revenue growth", Unit.RATE, low=-1, high=10, step=0.05,
            nothing=Text("视为达到条件", "taken as enough"))] = None

    def excess(self, result: Result, award: Award) -> tuple[int, Mapping[Text, int]]:
        return self.target_of(result), {Text("奖金池", "Pool"): award.fund}

    def pool(self, profit: int, target: int, growth: Fraction | None) -> int:
        """The pool in fen: 0 where profit is not above the target or revenue grew too little."""
        if growth is not None and self.min_revenue_growth is not None and growth < fraction(self.min_revenue_growth):
            return 0
        return round_half_up(max(0, profit - target) * fraction(self.rate))

    def calc(self, inputs: Any) -> dict[str, Any]:
        if self.target is None:  # tried alone there is no last year
            raise missing("target")
        growth = None if inputs.revenue_growth is None else fraction(inputs.revenue_growth)
        return {"pool": to_yuan(self.pool(to_fen(inputs.actual), to_fen(self.target), growth))}

    def target_of(self, result: Result) -> int:
        """The net profit to exceed in a year, fen, never below zero."""
        return max(0, result.net_profit_before if self.target is None else to_fen(self.target))

    def distribute(self, result: Result, drivers: Drivers, before: Award | None, trace: Trace) -> Award:
        target = self.target_of(result)
        pool = by_draw(lambda profit: self.pool(profit, target, result.revenue_growth), result.net_profit)
        weights = drivers.people.coefficient * members(drivers, self.groups, self.min_years)
        trace("净利润", "Net profit", Unit.YUAN, result.net_profit)
        trace("目标", "Target", Unit.YUAN, target)
        trace("奖金池", "Pool", Unit.YUAN, pool)
        trace("贡献系数", "Contribution coefficient", Unit.RATE, weights)
        return Award.of(pool, divided(pool, weights, drivers))
