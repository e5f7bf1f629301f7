"""P2 Job value (Hay): know-how, problem solving and accountability as one number for a post."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt

from engine.base.algebra import PPM, finer, ppm, same, where
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.parts.job_evaluation import (
    ACCOUNTABILITY,
    JOB_TYPE,
    KNOW_HOW,
    POINT,
    PROBLEM_SOLVING,
    JobType,
)
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: Hay method"


class JobValue(Rule):
    """(t1 + t1 × t2) × c1 + t3 × c2, the weights by the type of post."""

    about = About(
        title=Text("岗位价值量（海氏法）", "Job value (Hay)"),
        what=Text("智能水平、解决问题的能力、承担的职务责任三张表打分，按岗位类型加权成一个价值量。上山型重结果，"
                  "平路型均衡，下山型重能力资质。",
                  "Points for know-how, problem solving and accountability, weighted by the type of post into one "
                  "number: uphill posts are about results, downhill ones about expertise, flat ones about both."),
        formula=Text("价值量 =（智能 + 智能 × 解决问题%）× 系数1 + 责任 × 系数2；系数2 = 1 − 系数1",
                     "value = (know-how + know-how × problem solving %) × weight 1 + accountability × weight 2; "
                     "weight 2 = 1 − weight 1"),
        source=SOURCE,
        not_modelled=Text("三张打分表本身：直接填分数", "the three scoring tables: points are entered as they are"))
    example = {"know_how": 200, "problem_solving": 0.33, "accountability": 175, "type": "uphill"}

    rule: Literal["job_value"] = "job_value"
    uphill: Annotated[float, Parameter("上山型系数1", "Weight 1 of uphill posts", Unit.RATE, low=0, high=1, step=0.05,
                                       source=SOURCE)] = 0.4
    flat: Annotated[float, Parameter("平路型系数1", "Weight 1 of flat posts", Unit.RATE, low=0, high=1, step=0.05,
                                     source=SOURCE)] = 0.5
    downhill: Annotated[float, Parameter("下山型系数1", "Weight 1 of downhill posts", Unit.RATE, low=0, high=1, step=0.05,
                                         source=SOURCE)] = 0.7

    class Inputs(Declared):
        """The points of one post."""

        know_how: Annotated[float, KNOW_HOW]
        problem_solving: Annotated[float, PROBLEM_SOLVING]
        accountability: Annotated[float, ACCOUNTABILITY]
        type: Annotated[JobType, JOB_TYPE] = "flat"

    def formula(self, x: Any, say: Trace) -> npt.NDArray[np.int64]:
        """The values of posts, (posts,), exact: `POINT` to a point."""
        first = where(same(x.type, "uphill"), ppm(self.uphill), where(same(x.type, "flat"), ppm(self.flat), ppm(self.downhill)))
        able = x.know_how * (PPM + x.problem_solving)
        value = able * first + finer(x.accountability * (PPM - first), PPM)
        say.result("value", Unit.POINTS, lambda: Fraction(int(value[0]), POINT))
        return value
