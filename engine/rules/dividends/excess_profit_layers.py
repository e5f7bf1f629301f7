"""D7 Excess-profit sharing by layer: what exceeds the mean of three years × 1.10 is shared, a rate for each layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import added_up, at_least, fen, of, share_out, structure, times, where
from engine.base.book import Given
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.people import COEFFICIENT
from engine.rules.kinds import (
    PEOPLE_READ,
    Award,
    DividendProgramme,
    Payout,
    Result,
    bind_people,
    chosen,
    of_company,
    taking,
)
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

    reads: ClassVar[dict[str, Parameter]] = {
        **{name: parameter for name, parameter in PEOPLE_READ.items() if name != "chosen"},
        "past": Parameter("近几年净利润之和", "Net profits of the last years together", Unit.YUAN),
        "core": Parameter("属核心层", "Is of the core", Unit.FLAG), "middle": Parameter("属中坚层", "Is of the middle", Unit.FLAG),
        "coefficient": COEFFICIENT}

    def held_against(self, result: Result, award: Award) -> tuple[int, Mapping[Text, int]]:
        x = Given(**self.bind_result(result))
        baseline, core, middle = (int(each[0]) for each in (self.baseline(x), *self.pools(x)))
        return baseline, {CORE: core, MIDDLE: middle}

    def bind_past(self, history: tuple[Any, ...]) -> dict[str, Any]:
        """What the baseline reads: the last known net profits together, fen (…, 1), and of how many years they are."""
        last = history[-int(structure(self.years)):]
        return {"past": of_company(sum(last)), "years": len(last)}

    def mean(self, x: Any) -> tuple[Any, ...]:
        """The baseline as one product, never below zero: the years together, × the multiple ÷ their number."""
        before = self.earlier[-x.earlier:] if x.earlier else ()
        past = at_least(sum((fen(each) for each in before), x.past), 0)
        return past, self.raised, of(1, x.years + len(before))

    def baseline(self, x: Any) -> Any:
        """The baseline, to the fen."""
        return times(*self.mean(x)) if x.baseline is None else x.baseline

    def excess(self, x: Any, *factors: Any) -> Any:
        """What profit exceeds the baseline by, times factors, rounded once; nothing where it does not."""
        baseline, *of_it = self.mean(x) if x.baseline is None else (x.baseline,)
        return at_least(added_up((x.actual, *factors), (-baseline, *of_it, *factors)), 0)

    def pools(self, x: Any) -> tuple[Any, Any]:
        """The pools of core and middle, fen."""
        return self.excess(x, self.core), self.excess(x, self.middle)

    def bind_result(self, result: Result) -> dict[str, Any]:
        """What `baseline` and `pools` read of a year: net profits known when its excess is counted, oldest first."""
        history = result.history or (result.net_profit_before,)
        earlier = min(len(self.earlier), max(0, int(structure(self.years)) - len(history)))
        return {**self.bind_past(history), "actual": of_company(result.net_profit), "baseline": None, "earlier": earlier}

    def bind(self, result: Result, drivers: Drivers, before: Award | None) -> dict[str, Any]:
        people = drivers.people
        of_people = bind_people(drivers, ())
        return {**self.bind_result(result), "service": of_people["service"], "months": of_people["months"],
                "core": chosen(people, self.core_groups), "middle": chosen(people, self.middle_groups),
                "coefficient": people.coefficient}

    def alone(self, inputs: Any) -> dict[str, Any]:
        if inputs.baseline is None and not inputs.history:
            raise InputError([Problem("", "history", t("there are no net profits to take the mean of; give them, or the "
                                                       "baseline itself."))])
        if inputs.baseline is not None and inputs.history:
            raise InputError([Problem("", "baseline", t("give either the baseline or the net profits of the last years, "
                                                        "not both."))])
        nobody = np.array([0])
        return {**super().alone(inputs), **self.bind_past(tuple(to_fen(each) for each in inputs.history) or (0,)), "earlier": 0,
                "service": nobody, "months": nobody, "core": nobody > 0, "middle": nobody > 0, "coefficient": nobody}

    def formula(self, x: Any, say: Trace) -> Payout:
        say("净利润", "Net profit", Unit.YUAN, x.actual)
        say("基准利润", "Baseline", Unit.YUAN, lambda: self.baseline(x), key="baseline")
        say.result("excess", Unit.YUAN, lambda: self.excess(x))
        pools = self.pools(x)
        of_core = say("核心层的池", "Pool of the core", Unit.YUAN, pools[0], key="core")
        of_middle = say("中坚层的池", "Pool of the middle", Unit.YUAN, pools[1], key="middle")
        core = taking(x, self.core_years, x.core)
        middle = taking(x, self.middle_years, x.middle) & ~core
        say("所在层的池", "Pool of the own layer", Unit.YUAN, lambda: where(core, of_core, where(middle, of_middle, 0)))
        coefficient = say("贡献系数", "Contribution coefficient", Unit.FACTOR, where(core | middle, x.coefficient, 0))
        parts = [share_out(pool, where(layer, coefficient, 0)) for pool, layer in ((of_core, core), (of_middle, middle))]
        pool = say.result("pool", Unit.YUAN, of_core + of_middle)
        return Payout(pool, self.on_leaving(parts[0], x.months) + self.on_leaving(parts[1], x.months))
