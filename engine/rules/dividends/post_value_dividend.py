"""D9 Dividends by post value: a share of profit, divided by the product of four to six factors."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Annotated, Any, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.money import by_draw, fraction, round_half_up, split, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import percent, percent_exact, t
from engine.base.trace import Trace
from engine.rules.kinds import Award, DividendProgramme, Result, divided, members
from engine.rules.parts.terms import MIN_YEARS, NET_PROFIT, PARTICIPANTS, PROFIT_SHARE
from engine.rules.rule import About
from engine.world.drivers import Drivers

SOURCE = "Organisation handbook: coefficient method"
HUNDREDTH = 100
TOP = 130  # the highest factor, in hundredths
FULL_SCORE = 100 * 100  # in hundredths of a point

Factor = Annotated[float, Parameter("系数", "Factor", Unit.FACTOR, low=1.0, high=1.3, step=0.05, source=SOURCE)]
Factors = Annotated[tuple[Factor, ...], Field(strict=False, min_length=4, max_length=6)]

SCHEMES: dict[str, Text] = {"company": Text("全公司", "Whole company"), "project": Text("项目", "Project"),
                            "division": Text("事业部", "Division"), "joint_venture": Text("联合创业公司", "Joint venture")}
RANGE = {"company": (0.0, 1.0), "project": (0.0, 0.5), "division": (0.15, 0.8), "joint_venture": (0.2, 0.4)}
"""What part of profit people may get under each scheme."""


class PostValueDividend(DividendProgramme):
    """pool = profit × ratio; person = pool × product of own factors / sum of the products."""

    about = About(
        title=Text("按岗位价值分红", "Dividends by post value"),
        what=Text("从净利润中拿出一个比例，按分红系数分：分红系数 = 价值 × 岗位类型 × 资质 × 司龄 × 绩效，每个系数 1.0–1.3，取 4–6 项"
                  "相乘（不是相加）。事业部的团队和专家可分 15%–80%，联合创业公司 20%–40%，项目最多 50%。",
                  "A part of net profit is divided by dividend coefficient: value × job type × qualification × service × "
                  "performance, each from 1.0 to 1.3, four to six of them multiplied, not added. The team and experts of a "
                  "division may share 15–80%, those of a joint venture 20–40%, those of a project 50% at most."),
        formula=Text("池 = 净利润 × 比例；个人 = 池 × 本人系数之积 ÷ 全员系数之积的合计",
                     "pool = net profit × ratio; person = pool × product of own factors ÷ sum of the products"),
        source=SOURCE + " and investment structures",
        not_modelled=Text("人才、系统、研发等特殊贡献；在全公司计算时用五个系数",
                          "special contributions in talent, systems or research; in a company there are five factors"))
    example = {"profit": 1_000_000, "ratio": 0.2,
               "factors": {"a": [1.3, 1.3, 1.1, 1.2], "b": [1.1, 1.0, 1.2, 1.0], "c": [1.0, 1.0, 1.0, 1.0]}}

    rule: Literal["post_value_dividend"] = "post_value_dividend"
    scheme: Annotated[Literal["company", "project", "division", "joint_venture"], Parameter(
        "分享方式", "Scheme", Unit.CHOICE, choices=SCHEMES, source=SOURCE)] = "company"
    ratio: Annotated[float, PROFIT_SHARE.but(source=SOURCE + " and investment structures", marks=(0.15, 0.2, 0.4, 0.8))] = 0.2
    value_of: Annotated[dict[str, Factor], Parameter("岗位价值系数（未列为 1.0）", "Value by post (others: 1.0)",
                                                     Unit.TABLE, refers=Refers.POST)] = Field(default_factory=dict)
    job_type_of: Annotated[dict[str, Factor], Parameter("岗位类型系数（按类别，未列为 1.0）",
                                                        "Job type by job family (others: 1.0)",
                                                        Unit.TABLE, refers=Refers.FAMILY)] = Field(default_factory=dict)
    per_grade: Annotated[float, Parameter("每级技能的资质系数", "Qualification for each skill grade", Unit.FACTOR, low=0,
                                          high=0.3, step=0.01)] = 0.1
    per_year: Annotated[float, Parameter("每年司龄系数", "Service for each year", Unit.FACTOR, low=0, high=0.3,
                                         step=0.01)] = 0.03
    score_from: Annotated[float, Parameter("绩效系数从几分起", "Performance counts from score", Unit.POINTS, low=0, high=99,
                                           step=1)] = 70.0
    groups: Annotated[tuple[str, ...], PARTICIPANTS, Field(strict=False)] = ()
    min_years: Annotated[int, MIN_YEARS] = 0

    @model_validator(mode="after")
    def _within_the_scheme(self) -> Self:
        low, high = RANGE[self.scheme]
        if not low <= self.ratio <= high:
            raise refuse(t("a part of {ratio} is out of what this scheme allows; enter a value from {low} to {high}.",
                           ratio=percent_exact(self.ratio), low=percent(low, 0), high=percent(high, 0)))
        return self

    class Inputs(Declared):
        """A profit, and everybody's factors."""

        profit: Annotated[float, NET_PROFIT]
        factors: Annotated[dict[str, Factors], Parameter("每人的系数（4–6 项）", "Everybody's factors, four to six of them",
                                                         Unit.TABLE), Field(min_length=1)]

        @model_validator(mode="after")
        def _of_one_kind(self) -> Self:
            if len({len(each) for each in self.factors.values()}) > 1:
                raise refuse(t("everybody needs the same number of factors; fill in what is missing with 1.0."))
            if "pool" in self.factors:
                raise refuse(t("“pool” is what is divided; give that person another name."))
            return self

    def pool(self, profit: int) -> int:
        """What is divided, fen; nothing in a loss."""
        return round_half_up(max(0, profit) * fraction(self.ratio))

    @staticmethod
    def product(factors: Sequence[float]) -> Fraction:
        """The dividend coefficient of one person, exact."""
        return prod(map(fraction, factors), start=Fraction(1))

    def calc(self, inputs: Any) -> dict[str, Any]:
        pool = self.pool(to_fen(inputs.profit))
        products = [self.product(each) for each in inputs.factors.values()]
        return {"pool": to_yuan(pool), **{name: to_yuan(part) for name, part in zip(
            inputs.factors, split(pool, products), strict=True)}}

    # ------------------------------------------------------------ in a company

    def factors(self, drivers: Drivers) -> dict[str, npt.NDArray[np.int64]]:
        """Everybody's five factors in hundredths, from 100 to 130, (…, people)."""
        people, one = drivers.people, np.full(len(drivers.people), HUNDREDTH)

        def by(column: npt.NDArray[np.object_], of: dict[str, float]) -> npt.NDArray[np.int64]:
            found = one
            for name, factor in of.items():
                found = np.where(column == name, round_half_up(fraction(factor) * HUNDREDTH), found)
            return found

        def counted(number: npt.NDArray[np.int64], each: float) -> npt.NDArray[np.int64]:
            step = fraction(each) * HUNDREDTH
            return np.minimum(HUNDREDTH + number * step.numerator // step.denominator, TOP)

        start = to_fen(self.score_from)
        above = np.clip(people.score - start, 0, FULL_SCORE - start)
        return {"value": by(people.post, self.value_of), "job_type": by(people.family, self.job_type_of),
                "qualification": counted(people.skill_grade, self.per_grade),
                "service": counted(drivers.service, self.per_year),
                "performance": HUNDREDTH + above * (TOP - HUNDREDTH) // (FULL_SCORE - start)}

    def taking(self, drivers: Drivers) -> npt.NDArray[np.bool_]:
        """Who takes part this year, (people,)."""
        return members(drivers, self.groups, self.min_years)

    def distribute(self, result: Result, drivers: Drivers, before: Award | None, trace: Trace) -> Award:
        pool = by_draw(self.pool, result.net_profit)
        factors = self.factors(drivers)
        taking = self.taking(drivers)
        products = prod(factors.values())
        parts = divided(pool, products * taking, drivers)
        for key, (zh, en) in {"value": ("岗位价值", "Post value"), "job_type": ("岗位类型", "Job type"),
                              "qualification": ("资质", "Qualification"), "service": ("司龄", "Service"),
                              "performance": ("绩效", "Performance")}.items():
            trace(zh, en, Unit.FACTOR, factors[key] * 10_000)
        trace("净利润", "Net profit", Unit.YUAN, result.net_profit)
        trace("可分的池", "Pool", Unit.YUAN, pool)
        trace("分红系数", "Dividend coefficient", Unit.FACTOR, products * taking // 10_000)
        return Award.of(pool, parts)
