"""The job evaluation that a plan keeps: every post's points, and how a value becomes a salary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from engine.base.parameter import Declared, Parameter, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.rules.pay.job_value import JOB_TYPES, JobType
from engine.rules.pay.salary_from_value import SalaryTerms


class PostPoints(Declared):
    """One post as the job evaluation scores it."""

    post: Annotated[str, Parameter("岗位", "Post", Unit.TEXT)]
    know_how: Annotated[float, Parameter("智能水平（表1）", "Know-how, points", Unit.POINTS, low=0, high=10_000, step=1)]
    problem_solving: Annotated[float, Parameter("解决问题的能力（表2）", "Problem solving", Unit.RATE, low=0, high=1,
                                                step=0.01)]
    accountability: Annotated[float, Parameter("承担的职务责任（表3）", "Accountability, points", Unit.POINTS, low=0,
                                               high=10_000, step=1)]
    type: Annotated[JobType, Parameter("岗位类型", "Type of post", Unit.CHOICE, choices=JOB_TYPES)] = "flat"


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
