"""E10 Growth targets: the net profits that conditions of growth ask for, and what they come to a year."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from engine.base.money import to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, missing
from engine.base.text import t
from engine.rules.parts.conditions import HAIER, annualised, profit_targets, target
from engine.rules.parts.terms import BASE_PROFIT
from engine.rules.rule import About, Rule

Rate = Annotated[float, Parameter("增长率", "Growth", Unit.RATE, low=-1, high=100, step=0.01)]


class GrowthTargets(Rule):
    """target = base × (1 + growth over the base), or base × (1 + compound growth) ^ years."""

    about = About(
        title=Text("增长目标", "Growth targets"),
        what=Text("行权条件中的净利润增长，换算成每年要达到的净利润：按比基期累计增长逐年给出，或按年复合增长给出年数；同时折算成每年的复合增速，"
                  "便于比较松紧。",
                  "Conditions of growth as the net profit they ask for each year: given as growth over the base year by year, "
                  "or as compound growth over so many years. What they come to a year shows how easy they are."),
        formula=Text("目标 = 基期净利润 ×（1 ＋ 累计增长），或 基期净利润 ×（1 ＋ 复合增长）^ 年数；年化 =（目标 ÷ 基期）^（1 ÷ 年数）− 1",
                     "target = base × (1 + growth over the base), or base × (1 + compound growth) ^ years; "
                     "a year = (target ÷ base) ^ (1 ÷ years) − 1"),
        source=HAIER,
        not_modelled=Text("扣除非经常性损益前后孰低", "the lower of profit with and without one-off items"))
    example = {"base": 2_690_000_000, "growth_over_base": [0.12, 0.288]}

    results = {"targets": Text("各年目标净利润", "Net profit asked for"), "annualised": Text("折合年复合增长", "Growth a year")}

    plain: ClassVar[Text | None] = Text("逐年复利，目标是一串数",
                                        "powers of growth: a list of targets, a year each")

    rule: Literal["growth_targets"] = "growth_targets"
    growth_over_base: Annotated[tuple[Rate, ...], Parameter("比基期累计增长（逐年）", "Growth over the base, year by year",
                                                            Unit.TABLE, source=HAIER), Field(strict=False)] = ()
    compound: Annotated[float | None, Parameter("年复合增长", "Compound growth a year", Unit.RATE, low=-1, high=10, step=0.01,
                                                source=HAIER, nothing=Text("按累计增长", "by growth over the base"))] = None
    years: Annotated[int, Parameter("年数（按复合增长时）", "Years (of compound growth)", Unit.YEARS, low=1, high=30, step=1,
                                    source=HAIER)] = 4

    class Inputs(Declared):
        """The profit that growth is counted from."""

        base: Annotated[float, BASE_PROFIT]

    def calc(self, inputs: Any) -> dict[str, Any]:
        base = to_fen(inputs.base)
        if self.growth_over_base and self.compound is not None:
            raise InputError([Problem("", "compound", t("give either growth over the base or compound growth, not both."))])
        if self.growth_over_base:
            growth, basis = self.growth_over_base, "over_base"
        elif self.compound is not None:
            growth, basis = (self.compound,) * self.years, "compound"
        else:
            raise missing("growth_over_base")
        ratios = [target(1, each, year, basis) for year, each in enumerate(growth, start=1)]
        return {"targets": [to_yuan(each) for each in profit_targets(base, growth, basis)],
                "annualised": [round(annualised(each, year), 6) for year, each in enumerate(ratios, start=1)]}
