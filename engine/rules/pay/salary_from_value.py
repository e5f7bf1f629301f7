"""P3 Salary from job value: by budget, by the K of a benchmark post, or by a table; then five grades."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import fen, hundredths, times
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing
from engine.base.trace import Trace
from engine.rules.parts.salary import SOURCE, YEAR, PostValue, SalaryTerms
from engine.rules.rule import About, Rule


class ValuedPost(Declared):
    """A post's value and how many hold it."""

    value: PostValue
    headcount: Annotated[int, Parameter("人数", "Headcount", Unit.PEOPLE, low=0, high=1_000_000, step=1)] = 1


class SalaryFromValue(Rule, SalaryTerms):
    """Value → annual → monthly → five grades → fixed and performance pay."""

    about = About(
        title=Text("价值量定薪", "Salary from job value"),
        what=Text("岗位价值量变成工资：内部公平法按预算分，外部 K 值法用标杆岗位的市场年薪，层级法查表。"
                  "算出的工资是五级的中间一级，每级差 15%，再分成固定工资和绩效工资。",
                  "A job value becomes a salary: a share of the budget, K times the value (K from the market salary "
                  "of a benchmark post), or a table. The salary is the middle of five grades with a step of 15%, "
                  "then split into fixed and performance pay."),
        formula=Text("年薪 = 价值量 × K；K = 标杆年薪 ÷ 标杆价值量；或 价值量 × 预算 ÷ Σ（价值量 × 人数）；月薪 = 年薪 ÷ 12",
                     "annual = value × K, K = benchmark salary ÷ benchmark value; or value × budget ÷ "
                     "Σ (value × headcount); monthly = annual ÷ 12"),
        source=SOURCE + "; additive step, table of grades and fixed part of 70% are ours",
        not_modelled=Text("个人在五级之间的升降", "how a person moves among the five grades"))
    example = {"method": "k", "value": 250, "benchmark_salary": 120_000, "benchmark_value": 200}

    rule: Literal["salary_from_value"] = "salary_from_value"

    class Inputs(Declared):
        """The post's value, and for the method by budget all posts of the company, this one among them."""

        value: PostValue
        posts: Annotated[tuple[ValuedPost, ...], Parameter("全部岗位（内部公平法）", "All posts (internal fairness)",
                                                           Unit.TABLE), Field(strict=False)] = ()

    reads = {"total": Parameter("全部岗位的价值量合计", "Job values of all posts together", Unit.POINTS)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        if self.method == "budget" and (self.budget is None or not inputs.posts):
            raise missing(*(name for name, there in (("budget", self.budget is not None), ("posts", inputs.posts))
                            if not there))
        return {"value": np.array([hundredths(inputs.value)]),
                "total": np.array([sum(hundredths(post.value) * post.headcount for post in inputs.posts)])}

    def formula(self, x: Any, say: Trace) -> Fen:
        budget = 0 if self.budget is None else fen(self.budget)
        annual = self.annual(x.value, budget, x.total)
        say.result("annual", Unit.YUAN, lambda: times(*annual))
        monthly = say.result("monthly", Unit.YUAN, times(*annual, Fraction(1, YEAR)))
        say.result("grades", Unit.YUAN, lambda: self.grades(x.value, budget, x.total))
        fixed = say.result("fixed", Unit.YUAN, times(monthly, self.fixed_share))
        return say.result("performance", Unit.YUAN, monthly - fixed)
