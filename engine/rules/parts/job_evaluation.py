"""The job evaluation that a plan keeps: every post's points, and how a value becomes a salary."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from engine.base.algebra import PPM
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.rules.parts.salary import SalaryTerms

POINT = 100 * PPM * PPM
"""What a job value counts to a point: points in hundredths times two factors in millionths, so that nothing is rounded."""

JobType = Literal["uphill", "flat", "downhill"]
JOB_TYPES: dict[str, Text] = {"uphill": Text("上山型（重结果）", "Uphill: results"),
                              "flat": Text("平路型（均衡）", "Flat: both alike"),
                              "downhill": Text("下山型（重能力资质）", "Downhill: expertise")}

KNOW_HOW = Parameter("智能水平（表1）", "Know-how, points", Unit.POINTS, low=0, high=10_000, step=1)
PROBLEM_SOLVING = Parameter("解决问题的能力（表2）", "Problem solving", Unit.RATE, low=0, high=1, step=0.01)
ACCOUNTABILITY = Parameter("承担的职务责任（表3）", "Accountability, points", Unit.POINTS, low=0, high=10_000, step=1)
JOB_TYPE = Parameter("岗位类型", "Type of post", Unit.CHOICE, choices=JOB_TYPES)


class PostPoints(Declared):
    """One post as the job evaluation scores it."""

    post: Annotated[str, Parameter("岗位", "Post", Unit.TEXT, refers=Refers.POST)]
    know_how: Annotated[float, KNOW_HOW]
    problem_solving: Annotated[float, PROBLEM_SOLVING]
    accountability: Annotated[float, ACCOUNTABILITY]
    type: Annotated[JobType, JOB_TYPE] = "flat"


class JobEvaluation(Declared):
    """Posts scored, and the terms of their grades. Nobody is paid by it until a top-up to the grades stands in the plan."""

    points: Annotated[tuple[PostPoints, ...], Parameter("岗位评价打分", "Points of the posts", Unit.TABLE),
                      Field(strict=False)] = ()
    salary: Annotated[SalaryTerms, Parameter("价值量怎么变成工资", "How a value becomes a salary", Unit.TABLE)] = SalaryTerms()

    @field_validator("points")
    @classmethod
    def _each_post_once(cls, points: tuple[PostPoints, ...]) -> tuple[PostPoints, ...]:
        posts = [row.post for row in points]
        for post in posts:
            if posts.count(post) > 1:
                raise refuse(t("post “{post}” is scored more than once; keep one row.", post=post))
        return points
