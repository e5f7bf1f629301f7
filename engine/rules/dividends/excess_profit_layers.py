"""D7 Excess-profit sharing by layer: what exceeds the mean of three years × 1.10 is shared, a rate for each layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from engine.base.money import by_draw, fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.kinds import Award, DividendProgramme, Result, divided, members
from engine.rules.parts.terms import ACTUAL_PROFIT, CORE_YEARS, MIDDLE_YEARS, NET_PROFIT
from engine.rules.rule import About
from engine.world.drivers import Drivers

SOURCE = "Store equity article: excess-profit sharing"

Profit = Annotated[float, NET_PROFIT]


CORE, MIDDLE = Text("核心层", "Core"), Text("中坚层", "Middle")


class ExcessProfitLayers(DividendProgramme):
    """baseline = mean of the last three years × 1.10; core and middle each share a rate of the excess."""

    about = About(
        title=Text("超额利润分层分享", "Excess-profit sharing by layer"),
        what=Text("基准利润是近三年平均净利润上浮 10%；超过基准的部分，核心层分 5%–10%，中坚层分 3%–5%，层内按贡献系数分。"
                  "年中离职的人按在职月数领，其余留在公司。",
                  "The baseline is the mean net profit of the last three years, plus 10%. Of what exceeds it the core "
                  "gets 5–10% and the middle 3–5%, divided within a layer by contribution coefficient. Who leaves during "
                  "the year gets the months served; the rest stays with the company."),
        formula=Text("基准 = 近三年平均 × 1.10；每层的池 =（实际 − 基准）× 该层比例；个人 = 池 × 本人系数 ÷ 系数之和",
                     "baseline = mean of three years × 1.10; a layer's pool = (actual − baseline) × its rate; person = pool "
                     "× own coefficient ÷ sum of them"),
        source=SOURCE + "; 8% and 3% of an excess of 1 million",
        not_modelled=Text("按季度、半年度结算", "settlement by quarter or half-year"))
    example = {"actual": 2_100_000, "history": [900_000, 1_000_000, 1_100_000]}

    rule: Literal["excess_profit_layers"] = "excess_profit_layers"
    core: Annotated[float, Parameter("核心层分享比例", "Rate of the core", Unit.RATE, low=0, high=0.3, step=0.005,
                                     source=SOURCE + ", 5–10%", marks=(0.05, 0.08, 0.1))] = 0.08
    middle: Annotated[float, Parameter("中坚层分享比例", "Rate of the middle", Unit.RATE, low=0, high=0.3, step=0.005,
                                       source=SOURCE + ", 3–5%", marks=(0.03, 0.05))] = 0.03
    raised: Annotated[float, Parameter("基准为平均利润的倍数", "Baseline as a multiple of the mean", Unit.FACTOR, low=0, high=5,
                                       step=0.05, source=SOURCE)] = 1.1
    years: Annotated[int, Parameter("平均几年", "Years in the mean", Unit.YEARS, low=1, high=10, step=1,
                                    source=SOURCE)] = 3
    earlier: Annotated[tuple[Profit, ...], Parameter("上年之前各年净利润（由远到近）",
                                                     "Net profits of the years before last, oldest first", Unit.TABLE),
                       Field(strict=False)] = ()
    core_groups: Annotated[tuple[str, ...], Parameter("核心层（岗位或类别，空为全员）",
                                                      "The core (posts or job families; empty: everybody)", Unit.TABLE,
                                                      refers=Refers.GROUP),
                           Field(strict=False)] = ()
    middle_groups: Annotated[tuple[str, ...], Parameter("中坚层（岗位或类别，空为核心层以外的人）",
                                                        "The middle (posts or job families; empty: all but the core)",
                                                        Unit.TABLE, refers=Refers.GROUP), Field(strict=False)] = ()
    core_years: Annotated[int, CORE_YEARS] = 1
    middle_years: Annotated[int, MIDDLE_YEARS.but(source="Store equity article: whom to include")] = 2

    class Inputs(Declared):
        """The year's net profit and what it is held against."""

        actual: Annotated[float, ACTUAL_PROFIT]
        history: Annotated[tuple[Profit, ...], Parameter("近几年净利润（由远到近）", "Net profits of the last years, oldest first",
                                                         Unit.TABLE), Field(strict=False)] = ()
        baseline: Annotated[float | None, Parameter(
            "基准利润", "Baseline", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
            nothing=Text("由近几年净利润计算", "from the net profits of the last years"))] = None

    def excess(self, result: Result, award: Award) -> tuple[int, Mapping[Text, int]]:
        exact = self.baseline(self.known(result))
        core, middle = self.pools(result.net_profit, exact)
        return round_half_up(exact), {CORE: core, MIDDLE: middle}

    def baseline(self, profits: Sequence[int]) -> Fraction:
        """The baseline in fen from net profits in fen, oldest first; never below zero."""
        last = profits[-self.years:]
        return max(Fraction(0), Fraction(sum(last), len(last)) * fraction(self.raised))

    def pools(self, profit: int, baseline: Fraction) -> tuple[int, int]:
        """The pools of core and middle in fen; nothing where the baseline is not exceeded."""
        excess = max(Fraction(0), profit - baseline)
        return round_half_up(excess * fraction(self.core)), round_half_up(excess * fraction(self.middle))

    def calc(self, inputs: Any) -> dict[str, Any]:
        if inputs.baseline is None and not inputs.history:
            raise InputError([Problem("", "history", t("there are no net profits to take the mean of; give them, or the "
                                                       "baseline itself."))])
        if inputs.baseline is not None and inputs.history:
            raise InputError([Problem("", "baseline", t("give either the baseline or the net profits of the last years, "
                                                        "not both."))])
        baseline = (self.baseline([to_fen(each) for each in inputs.history]) if inputs.baseline is None
                    else Fraction(to_fen(inputs.baseline)))
        actual = to_fen(inputs.actual)
        core, middle = self.pools(actual, baseline)
        return {"baseline": to_yuan(round_half_up(baseline)),
                "excess": to_yuan(round_half_up(max(Fraction(0), actual - baseline))),
                "core": to_yuan(core), "middle": to_yuan(middle), "pool": to_yuan(core + middle)}

    def known(self, result: Result) -> list[int]:
        """The net profits that are known when a year's excess is counted, fen, oldest first."""
        return [*(to_fen(each) for each in self.earlier), *(result.history or (result.net_profit_before,))]

    def distribute(self, result: Result, drivers: Drivers, before: Award | None, trace: Trace) -> Award:
        known = self.known(result)
        pools = by_draw(lambda profit, *years: self.pools(profit, self.baseline(years)), result.net_profit, *known)
        core = members(drivers, self.core_groups, self.core_years)
        middle = members(drivers, self.middle_groups, self.middle_years) & ~core
        coefficient = drivers.people.coefficient
        parts = divided(pools[0], coefficient * core, drivers) + divided(pools[1], coefficient * middle, drivers)
        trace("净利润", "Net profit", Unit.YUAN, result.net_profit)
        trace("基准利润", "Baseline", Unit.YUAN, lambda: by_draw(lambda *years: round_half_up(self.baseline(years)), *known))
        trace("核心层的池", "Pool of the core", Unit.YUAN, pools[0])
        trace("中坚层的池", "Pool of the middle", Unit.YUAN, pools[1])
        trace("所在层的池", "Pool of the own layer", Unit.YUAN, lambda: (
            np.where(core, np.asarray(pools[0])[..., None], np.asarray(pools[1])[..., None] * middle)))
        trace("贡献系数", "Contribution coefficient", Unit.FACTOR, coefficient * (core | middle))
        return Award.of(sum(pools), parts)
