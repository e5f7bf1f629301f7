"""D1 Dividend fund: last year's bonus ratio, raised by a coefficient, of this year's profit."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import model_validator

from engine.base.algebra import as_number, fen, of, part, rounded_part, structure, times, where
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import percent_exact, t
from engine.base.trace import Trace
from engine.rules.parts.terms import PROFIT_TARGET, PROFIT_THIS_YEAR
from engine.rules.rule import About, Rule

SOURCE = "Virtual-share company plan, step five"


class DividendFund(Rule):
    """Ratio × profit, if the profit target is met."""

    about = About(
        title=Text("分红基金", "Dividend fund"),
        what=Text("上年奖金占上年净利润的比例，乘以调节系数（1.0、1.3、1.5 三条线），就是今年净利润中拿出来分红的比例；"
                  "利润没到目标就不提。",
                  "Last year's bonus as a part of last year's net profit, times a coefficient (lines at 1.0, 1.3, "
                  "1.5), is the part of this year's net profit that is distributed; nothing if the profit target "
                  "is missed."),
        formula=Text("分红比例 = 上年奖金 ÷ 上年净利润 × 系数；分红基金 = 今年净利润 × 分红比例",
                     "ratio = last year's bonus ÷ last year's net profit × coefficient; fund = profit × ratio"),
        source=SOURCE,
        not_modelled=Text("基金的投资收益", "returns on the money in the fund"))
    example = {"last_bonus": 65800, "last_profit": 1_140_000, "coefficient": 1.3, "profit": 2_000_000}

    rule: Literal["dividend_fund"] = "dividend_fund"
    last_bonus: Annotated[float, Parameter("上年奖金总额", "Last year's total bonus", Unit.YUAN, low=0,
                                           high=10_000_000_000, step=1000, source=SOURCE)] = 65_800.0
    last_profit: Annotated[float, Parameter("上年净利润（比例的分母）", "Last year's net profit, which the bonus was part of",
                                            Unit.YUAN, low=1, high=1_000_000_000_000, step=10_000,
                                            source=SOURCE)] = 1_140_000.0
    coefficient: Annotated[float, Parameter("调节系数", "Coefficient", Unit.FACTOR, low=1.0, high=1.5, step=0.05,
                                            source=SOURCE, marks=(1.0, 1.3, 1.5))] = 1.0
    ratio_decimals: Annotated[int | None, Parameter(
        "比例保留小数位（3 即 0.1%）", "Decimals of the ratio (3 is 0.1%)", Unit.COUNT, low=2, high=6, step=1,
        source=SOURCE, nothing=Text("不取整", "not rounded"))] = 3
    target: Annotated[float | None, PROFIT_TARGET.but(source=SOURCE, nothing=Text("不设目标", "no target"))] = None

    @model_validator(mode="after")
    def _part_of_profit(self) -> DividendFund:
        if self.ratio() > 1:
            raise refuse(t("the fund would take {ratio} of net profit, more than all of it; last year's bonus cannot "
                           "be that large beside last year's profit.", ratio=percent_exact(float(self.ratio()))))
        return self

    class Inputs(Declared):
        """This year's profit."""

        profit: Annotated[float, PROFIT_THIS_YEAR]

    def factors(self) -> tuple[Any, ...]:
        """The part of profit that goes into the fund, as factors: rounded to `ratio_decimals`, halves up, or exact."""
        bonus, profit = fen(self.last_bonus), fen(self.last_profit)
        if self.ratio_decimals is None:
            return of(bonus, profit), self.coefficient
        return (part(rounded_part(bonus, profit, self.coefficient, structure(self.ratio_decimals))),)

    def ratio(self) -> Fraction:
        """The same as one exact number."""
        return as_number(*self.factors())

    def fund(self, profit: Any) -> Any:
        """The fund in fen from a net profit in fen, any shape: 0 in a loss, or below the target."""
        taken = times(profit, *self.factors())
        reached = profit > 0
        if self.target is not None:
            reached = reached & (profit >= fen(self.target))
        return where(reached, taken, 0)

    def formula(self, x: Any, say: Trace) -> Any:
        return say.result("fund", Unit.YUAN, self.fund(x.profit))

    def calc(self, inputs: Any) -> dict[str, Any]:
        return {"ratio": float(self.ratio()), **super().calc(inputs)}
