"""D9 Dividends by post value: a share of profit, divided by the product of four to six factors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import mul
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from engine.base.algebra import (
    MONTHS,
    at_least,
    at_most,
    down_to_hundredths,
    finer,
    for_each,
    hundredths,
    in_hundredths,
    of,
    ppm,
    same,
    share_out,
    times,
    where,
    within,
)
from engine.base.money import INT64, fraction
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import percent, percent_exact, t
from engine.base.trace import Trace
from engine.company.people import FAMILY, POST, SCORE, SKILL_GRADE
from engine.rules.kinds import (
    PEOPLE_READ,
    Award,
    DividendProgramme,
    Payout,
    Result,
    bind_people,
    of_company,
    taking,
)
from engine.rules.parts.terms import MIN_YEARS, NET_PROFIT, PARTICIPANTS, PROFIT_SHARE
from engine.rules.rule import About
from engine.world.drivers import Drivers

SOURCE = "Organisation handbook: coefficient method"
ONE = 100  # in hundredths
IN_HUNDREDTH = 10_000  # millionths
TOP = 130  # the highest factor, in hundredths
FULL_SCORE = 100 * 100  # in hundredths of a point

Factor = Annotated[float, Parameter("系数", "Factor", Unit.FACTOR, low=1.0, high=1.3, step=0.05, source=SOURCE)]
Factors = Annotated[tuple[Factor, ...], Field(strict=False, min_length=4, max_length=6)]

SCHEMES: dict[str, Text] = {"company": Text("全公司", "Whole company"), "project": Text("项目", "Project"),
                            "division": Text("事业部", "Division"), "joint_venture": Text("联合创业公司", "Joint venture")}
NAMES: dict[str, Text] = {"value": Text("岗位价值", "Post value"), "job_type": Text("岗位类型", "Job type"),
                          "qualification": Text("资质", "Qualification"), "service": Text("司龄", "Service"),
                          "performance": Text("绩效", "Performance")}
"""What the five factors of a company are called."""
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

    reads: ClassVar[dict[str, Parameter]] = {
        **PEOPLE_READ, "post": POST, "family": FAMILY,
        "skill_grade": SKILL_GRADE, "score": SCORE}

    def pool(self, profit: Any) -> Any:
        """What is divided, fen, any shape; nothing in a loss."""
        return times(at_least(profit, 0), self.ratio)

    @staticmethod
    def product(factors: Sequence[Any]) -> Any:
        """The dividend coefficient: all factors multiplied, exact."""
        return reduce(mul, factors)

    def alone(self, inputs: Any) -> dict[str, Any]:
        products = [self.product([fraction(each) for each in factors]) for factors in inputs.factors.values()]
        return {"profit": super().alone(inputs)["profit"], "weights": whole_weights(products), "months": np.array([MONTHS])}

    def calc(self, inputs: Any) -> dict[str, Any]:
        results = super().calc(inputs)
        parts = results.pop("parts")
        return {**results, **dict(zip(inputs.factors, parts if isinstance(parts, list) else [parts], strict=True))}

    # ------------------------------------------------------------ in a company

    def bind_people(self, drivers: Drivers) -> dict[str, Any]:
        """What `factors` and `taking` read, by person."""
        people = drivers.people
        return {**bind_people(drivers, self.groups), "post": people.post, "family": people.family,
                "skill_grade": people.skill_grade, "score": people.score}

    def bind(self, result: Result, drivers: Drivers, before: Award | None) -> dict[str, Any]:
        return {**self.bind_people(drivers), "profit": of_company(result.net_profit), "weights": None}

    def factors(self, x: Any) -> dict[str, Any]:
        """Everybody's five factors in hundredths, from 100 to 130."""
        start = hundredths(self.score_from)
        above = within(x.score - start, 0, FULL_SCORE - start)
        qualification = at_most(ONE + down_to_hundredths(x.skill_grade, self.per_grade), TOP)
        one = for_each(ONE, qualification)
        return {"value": by_name(x.post, self.value_of, one), "job_type": by_name(x.family, self.job_type_of, one),
                "qualification": qualification, "service": at_most(ONE + down_to_hundredths(x.service, self.per_year), TOP),
                "performance": ONE + down_to_hundredths(1, Fraction(TOP - ONE, ONE), of(above, FULL_SCORE - start))}

    def taking(self, x: Any) -> Any:
        """Who takes part this year, by person."""
        return taking(x, self.min_years)

    def formula(self, x: Any, say: Trace) -> Payout:
        weights = x.weights
        if weights is None:
            factors = self.factors(x)
            for key, name in NAMES.items():
                say(name.zh, name.en, Unit.FACTOR, finer(factors[key], IN_HUNDREDTH))
            weights = where(self.taking(x), self.product(list(factors.values())), 0)
        say("净利润", "Net profit", Unit.YUAN, x.profit)
        pool = say("可分的池", "Pool", Unit.YUAN, self.pool(x.profit), key="pool")
        if x.weights is None:
            say("分红系数", "Dividend coefficient", Unit.FACTOR, lambda: weights // 10_000)
        parts = say.result("parts", Unit.YUAN, self.on_leaving(share_out(pool, weights), x.months))
        return Payout(pool, parts)


def by_name(column: Any, factor_of: Mapping[str, Any], others: Any) -> Any:
    """The factor that a table has for everybody's post or job family, in hundredths; `others` for those it does not name."""
    factor = others
    for name, each in factor_of.items():
        factor = where(same(column, name), in_hundredths(ppm(each)), factor)
    return factor


def whole_weights(weights: Sequence[Fraction]) -> Any:
    """Exact weights as whole numbers over one denominator: 64 bits where they fit, else Python's integers."""
    denominator = lcm(*(each.denominator for each in weights))
    whole = [int(each * denominator) for each in weights]
    return np.array(whole, dtype=np.int64 if sum(whole) <= INT64 else object)
