"""T7 Reform goals: profit +100%, income of core staff +100%, revenue +150%; met or missed, by how much."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.money import fraction, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.company.company import PPM, People
from engine.rules.kinds import CompanyGoals, chosen
from engine.rules.parts.goal_result import GoalResult
from engine.rules.rule import About

SOURCE = "Organisation handbook: goals of a reform"

Group = Annotated[str, Parameter("岗位或类别", "Post or job family", Unit.KEY)]


class ReformGoals(CompanyGoals):
    """What a reform is meant to bring, and who its core staff are."""

    about = About(
        title=Text("改革目标", "Goals of a reform"),
        what=Text("改革后利润、核心员工收入、总业绩各要增长多少；把一个方案和今天对照，看达到没有、差多少。"
                  "核心员工可以按岗位、类别或贡献系数选定；都不填就是全体员工。亏损时，增长按亏损额的绝对值算。",
                  "How much profit, the income of core staff and revenue are to grow by the reform; a plan is held "
                  "against today: met or missed, and by how much. Core staff are chosen by posts, job families or "
                  "the contribution coefficient; without any choice they are everybody. Out of a loss, growth "
                  "counts from the size of the loss."),
        formula=Text("需要 = 之前 + 增长 × |之前|；差距 = 之后 − 需要",
                     "needed = before + growth × |before|; gap = after − needed"),
        source=SOURCE + "; who is core, and growth out of a loss, are ours",
        not_modelled=Text("几年之内达到：每个推演年各比一次", "by when they are to be met: every simulated year is held against them"))
    example = {"profit_before": 1_000_000, "profit_after": 2_100_000, "revenue_before": 10_000_000,
               "revenue_after": 22_000_000, "core_income_before": 120_000, "core_income_after": 240_000}

    rule: Literal["reform_goals"] = "reform_goals"
    profit: Annotated[float, Parameter("利润增长目标", "Profit to grow by", Unit.RATE, low=-0.5, high=10, step=0.05,
                                       source=SOURCE, marks=(0.5, 1.0, 1.5, 3.0))] = 1.0
    core_income: Annotated[float, Parameter("核心员工收入增长目标", "Income of core staff to grow by", Unit.RATE, low=-0.5,
                                            high=10, step=0.05, source=SOURCE)] = 1.0
    revenue: Annotated[float, Parameter("总业绩增长目标", "Revenue to grow by", Unit.RATE, low=-0.5, high=10, step=0.05,
                                        source=SOURCE)] = 1.5
    groups: Annotated[tuple[Group, ...], Parameter("核心岗位或类别（不填为全体）", "Core posts or job families (none: everybody)",
                                                   Unit.TABLE, refers=Refers.GROUP), Field(strict=False)] = ()
    min_coefficient: Annotated[float | None, Parameter(
        "贡献系数达到多少算核心", "Core from a contribution coefficient of", Unit.FACTOR, low=0, high=100, step=0.1,
        nothing=Text("不看系数", "coefficients do not matter"))] = None

    class Inputs(Declared):
        """Profit, revenue and the average income of core staff, before and after."""

        profit_before: Annotated[float, Parameter("改革前利润", "Profit before", Unit.YUAN, low=-1_000_000_000_000,
                                                  high=1_000_000_000_000, step=10_000)]
        profit_after: Annotated[float, Parameter("改革后利润", "Profit after", Unit.YUAN, low=-1_000_000_000_000,
                                                 high=1_000_000_000_000, step=10_000)]
        revenue_before: Annotated[float, Parameter("改革前营业额", "Revenue before", Unit.YUAN, low=0,
                                                   high=1_000_000_000_000, step=10_000)]
        revenue_after: Annotated[float, Parameter("改革后营业额", "Revenue after", Unit.YUAN, low=0,
                                                  high=1_000_000_000_000, step=10_000)]
        core_income_before: Annotated[float, Parameter("改革前核心员工人均收入", "Average income of core staff before",
                                                       Unit.YUAN, low=0, high=100_000_000_000, step=1000)]
        core_income_after: Annotated[float, Parameter("改革后核心员工人均收入", "Average income of core staff after",
                                                      Unit.YUAN, low=0, high=100_000_000_000, step=1000)]

    def core(self, people: People) -> npt.NDArray[np.bool_]:
        """Who is core staff, (people,): of the chosen posts or families, with the coefficient asked for."""
        among = chosen(people, self.groups)
        if self.min_coefficient is not None:
            among &= people.coefficient >= round(fraction(self.min_coefficient) * PPM)
        return among

    def goal_results(self, profit: tuple[int, int], core_income: tuple[int, int], revenue: tuple[int, int]) -> tuple[GoalResult, ...]:
        """The three goals against (before, after) in fen."""
        return (GoalResult("profit", *profit, fraction(self.profit)),
                GoalResult("core_income", *core_income, fraction(self.core_income)),
                GoalResult("revenue", *revenue, fraction(self.revenue)))

    def calc(self, inputs: Any) -> dict[str, Any]:
        results = self.goal_results(profit=(to_fen(inputs.profit_before), to_fen(inputs.profit_after)),
                                    core_income=(to_fen(inputs.core_income_before), to_fen(inputs.core_income_after)),
                                    revenue=(to_fen(inputs.revenue_before), to_fen(inputs.revenue_after)))
        return {each.goal: {"met": each.met, "needed": to_yuan(each.needed), "gap": to_yuan(each.gap),
                            "growth": None if each.growth is None else round(float(each.growth), 6)}
                for each in results}
