"""P3 Grade top-up: whoever is paid less than a grade of their post is brought up to it."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np

from engine.base.money import Fen, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.salary import PostValue, SalaryTerms, place
from engine.rules.rule import About
from engine.world.drivers import Group, every_month


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

    def calc(self, inputs: Any) -> dict[str, Any]:
        if self.salary.method == "budget":
            # One post alone would get the whole budget; the share needs all posts.
            raise InputError([Problem("", "salary.method", t("by budget a salary depends on all posts; try the rule "
                                                            "salary_from_value with all of them, or another method."))])
        grades = self.salary.grades(self.salary.annual(inputs.value, 0, Fraction(0)))
        base = to_fen(inputs.base_pay)
        where = "below" if base < grades[0] else "above" if base > grades[-1] else "within"
        return {"grades": [to_yuan(grade) for grade in grades], "place": where,
                "amount": to_yuan(max(0, grades[self.grade - 1] - base))}

    def pay(self, group: Group, trace: Trace) -> Fen:
        drivers = group.drivers
        placed = place(drivers.people, self.values, self.salary, drivers.company.payroll_of_books)
        base, grade = group.of(drivers.people.base_pay), group.of(placed.grades[self.grade - 1])
        trace("基本工资", "Base pay", Unit.YUAN, base)
        trace("岗位薪级", "Grade of the post", Unit.YUAN, grade)
        return every_month(np.maximum(grade - base, 0))
