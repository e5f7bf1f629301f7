"""D6 Excess-profit share: a part of the profit above the target goes to key people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import PPM, at_least, fen, over, ppm, share_out, times, where
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing
from engine.base.trace import Trace
from engine.company.people import COEFFICIENT
from engine.rules.kinds import (
    PEOPLE_READ,
    Award,
    DividendProgramme,
    Payout,
    Result,
    bind_people,
    of_company,
    taking,
)
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

    reads: ClassVar[dict[str, Parameter]] = {
        **PEOPLE_READ, "coefficient": COEFFICIENT,
        "last_profit": Parameter("上年净利润", "Last year's net profit", Unit.YUAN)}

    def held_against(self, result: Result, award: Award) -> tuple[int, Mapping[Text, int]]:
        return int(self.target_of(result.net_profit_before)), {Text("奖金池", "Pool"): award.fund}

    def target_of(self, last_profit: Any) -> Any:
        """The net profit to exceed in a year, fen, never below zero."""
        return at_least(last_profit if self.target is None else fen(self.target), 0)

    def pool(self, profit: Any, target: Any, growth: Any) -> Any:
        """The pool in fen: 0 where profit is not above the target or revenue grew too little (millionths, rounded down)."""
        pool = times(over(profit, target), self.rate)
        if growth is None or self.min_revenue_growth is None:
            return pool
        return where(growth >= ppm(self.min_revenue_growth), pool, 0)

    def bind(self, result: Result, drivers: Drivers, before: Award | None) -> dict[str, Any]:
        return {**bind_people(drivers, self.groups), "coefficient": drivers.people.coefficient,
                "actual": of_company(result.net_profit), "last_profit": of_company(result.net_profit_before),
                "revenue_growth": of_company(result.revenue_growth * PPM // 1)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        if self.target is None:  # tried alone there is no last year
            raise missing("target")
        somebody = np.array([1])
        return {**super().alone(inputs), "last_profit": None, "chosen": somebody > 0, "service": somebody * self.min_years,
                "months": somebody * 12, "coefficient": somebody}

    def formula(self, x: Any, say: Trace) -> Payout:
        profit = say("净利润", "Net profit", Unit.YUAN, x.actual)
        target = say("目标", "Target", Unit.YUAN, self.target_of(x.last_profit))
        pool = say("奖金池", "Pool", Unit.YUAN, self.pool(profit, target, x.revenue_growth), key="pool")
        weights = say("贡献系数", "Contribution coefficient", Unit.RATE,
                      where(taking(x, self.min_years), x.coefficient, 0))
        return Payout(pool, self.on_leaving(share_out(pool, weights), x.months))
