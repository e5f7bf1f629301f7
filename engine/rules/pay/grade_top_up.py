"""P3 Grade top-up: whoever is paid less than a grade of their post is brought up to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import at_least, every_month, fen, structure, where
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.people import BASE_PAY, POST
from engine.rules.kinds import PayElement
from engine.rules.parts.salary import PostValue, SalaryTerms, heads_of, total_of, value_of
from engine.rules.rule import About
from engine.world.drivers import Group


class GradeTopUp(PayElement):
    """max(0, grade − base pay), every month."""

    about = About(
        title=Text("补足到岗位薪级", "Top-up to the grade"),
        what=Text("按岗位价值量算出五级工资，基本工资低于本岗位某一级（默认最低一级）的，每月补到该级。"
                  "没有填价值量的岗位不补；高于五级的不降。",
                  "Job values give every post five grades; whoever's base pay is below one of them (the lowest by "
                  "default) is paid the rest every month. Posts without a job value are left as they are, and "
                  "nobody above the grades is lowered."),
        formula=Text("补足 = max（0，岗位薪级 − 基本工资）", "top-up = max(0, grade of the post − base pay)"),
        source="Organisation handbook: pay by job value; paying the difference is ours",
        not_modelled=Text("高于最高级的人逐步回落", "bringing those above the highest grade down over time"))
    example = {"base_pay": 8000, "value": 250}

    rule: Literal["grade_top_up"] = "grade_top_up"
    values: Annotated[dict[str, PostValue], Parameter("各岗位价值量", "Job values of the posts", Unit.TABLE, refers=Refers.POST)] = {}
    salary: Annotated[SalaryTerms, Parameter("价值量怎么变成工资", "From value to salary", Unit.TABLE)] = SalaryTerms()
    grade: Annotated[int, Parameter("补到第几级", "Up to grade", Unit.COUNT, low=1, high=5, step=1)] = 1

    class Inputs(Declared):
        """A month's base pay and the value of the post."""

        base_pay: Annotated[float, BASE_PAY]
        value: PostValue

    reads = {"post": POST,
             "payroll": Parameter("账上的薪酬（年）", "Payroll of the books a year", Unit.YUAN)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        if self.salary.method == "budget":
            # One post alone would get the whole budget; the share needs all posts.
            raise InputError([Problem("", "salary.method", t("by budget a salary depends on all posts; try the rule "
                                                            "salary_from_value with all of them, or another method."))])
        return {**super().alone(inputs), "post": None, "payroll": None, "heads": {}}

    def bind(self, group: Group) -> dict[str, Any]:
        drivers = group.drivers
        return {"base_pay": group.of(drivers.people.base_pay), "post": group.of(drivers.people.post), "value": None,
                "payroll": np.array(drivers.company.payroll_of_books), "heads": heads_of(drivers.people, self.values)}

    def formula(self, x: Any, say: Trace) -> Fen:
        """Fen a month, (people,). `value` is the post's where one is tried alone; `heads`: how many hold each valued post."""
        base = say("基本工资", "Base pay", Unit.YUAN, x.base_pay)
        value, total = (x.value, 0) if x.post is None else (
            value_of(x.post, self.values), total_of(self.values, x.heads))
        budget = x.payroll if self.salary.budget is None else fen(self.salary.budget)
        say.result("grades", Unit.YUAN, lambda: self.salary.grades(value, budget, total))
        say.result("place", Unit.CHOICE, lambda: stands(base, self.salary.grades(value, budget, total)))
        grade = say("岗位薪级", "Grade of the post", Unit.YUAN, where(
            value > 0, self.salary.grade(int(structure(self.grade)) - 1, value, budget, total), 0))
        return every_month(say.result("amount", Unit.YUAN, at_least(grade - base, 0)))


def stands(base: Any, grades: list[Any]) -> Any:
    """Where base pay stands against the five grades: below, within, above."""
    return where(base < grades[0], "below", where(base > grades[-1], "above", "within"))
