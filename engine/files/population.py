"""A seeded generator of people: roles with headcount, pay, sales and spread → people.

The library's people.csv files are made by it (`python -m engine people CASE`), and so is a company that
starts from a few numbers. Equal recipes give equal people. Distributions are laid out by quantiles and
then shuffled, so that twenty people already show the spread that was asked for.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Annotated, Any

import numpy as np
import pandas as pd
from pydantic import Field

from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.company.company import MONTHS
from engine.company.people import COEFFICIENT, FAMILY, POST, STARS_HELD, People
from engine.world.assumptions import SEED

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉鹏"


class Role(Declared):
    """People of one post: how many in each unit, and what they earn and sell."""

    family: Annotated[str, FAMILY]
    post: Annotated[str, POST]
    units: Annotated[tuple[str, ...], Parameter("单位", "Units", Unit.TABLE), Field(strict=False, min_length=1)]
    count: Annotated[int, Parameter("每单位人数", "People in each unit", Unit.PEOPLE, low=1, high=100_000, step=1)]
    base_pay: Annotated[float, Parameter("平均基本工资（月）", "Average base pay a month", Unit.YUAN, low=0,
                                         high=1_000_000, step=100)]
    base_spread: Annotated[float, Parameter("基本工资离散度", "Spread of base pay", Unit.RATE, low=0, high=1,
                                            step=0.05)] = 0.1
    sales: Annotated[float, Parameter("平均月销售额", "Average sales a month", Unit.YUAN, low=0, high=1_000_000_000,
                                      step=1000)] = 0.0
    sales_spread: Annotated[float, Parameter("销售额离散度", "Spread of sales", Unit.RATE, low=0, high=2,
                                             step=0.05)] = 0.3
    month_spread: Annotated[float, Parameter("月度波动", "Spread between months", Unit.RATE, low=0, high=1,
                                             step=0.05)] = 0.15
    attainment_spread: Annotated[float, Parameter("目标完成率离散度", "Spread of attainment", Unit.RATE, low=0, high=1,
                                                  step=0.05)] = 0.2
    years: Annotated[float, Parameter("平均司龄", "Average years of service", Unit.COUNT, low=0, high=40,
                                      step=0.5)] = 3.0
    score: Annotated[float, Parameter("平均得分", "Average score", Unit.POINTS, low=0, high=110, step=1)] = 85.0
    coefficient: Annotated[float, COEFFICIENT] = 1.0
    virtual_shares: Annotated[int, Parameter("每人虚拟股数", "Virtual shares each", Unit.SHARES, low=0,
                                             high=10_000_000, step=100)] = 0
    deduction_rate: Annotated[float, Parameter("推广物流占销售额", "Promotion and freight, part of sales", Unit.RATE,
                                               low=0, high=1, step=0.01)] = 0.0
    pieces: Annotated[int, Parameter("平均月件数", "Average pieces a month", Unit.COUNT, low=0, high=1_000_000,
                                     step=10)] = 0
    collected_rate: Annotated[float, Parameter("平均回款率", "Average part of sales collected", Unit.RATE, low=0.5,
                                               high=1, step=0.01)] = 1.0
    product_factor: Annotated[float, Parameter("平均产品毛利系数", "Average margin coefficient of the products",
                                               Unit.FACTOR, low=0.5, high=5, step=0.05)] = 1.0
    service_part: Annotated[float, Parameter("服务项目占销售额", "Services, part of sales", Unit.RATE, low=0, high=1,
                                             step=0.05)] = 0.0
    goods_part: Annotated[float, Parameter("精品和办卡占销售额", "Goods and cards, part of sales", Unit.RATE, low=0,
                                           high=1, step=0.05)] = 0.0
    self_above: Annotated[float | None, Parameter(
        "自评高于上级评分", "Own assessment above the superior's", Unit.POINTS, low=-50, high=50, step=1,
        nothing=Text("没有自评", "no own assessment"))] = None
    score_change: Annotated[float, Parameter("加减分幅度", "Points added or taken off, at most", Unit.POINTS, low=0,
                                             high=100, step=1)] = 0.0
    advanced: Annotated[float, Parameter("评为先进的比例", "Part rated advanced", Unit.RATE, low=0, high=1,
                                         step=0.05)] = 0.0
    excellent: Annotated[float, Parameter("评为优秀的比例", "Part rated excellent", Unit.RATE, low=0, high=1,
                                          step=0.05)] = 0.0
    awards: Annotated[int, Parameter("获评优秀员工次数，最多", "Times named excellent employee, at most", Unit.COUNT, low=0,
                                     high=20, step=1)] = 0
    stars: Annotated[int, STARS_HELD] = 0
    superior: Annotated[str | None, Parameter("上级岗位", "Superior's post", Unit.KEY,
                                              nothing=Text("没有上级", "no superior"))] = None


EXTRAS = ("collected_rate", "product_factor", "self_score", "score_change", "rating", "stars", "awards")
"""Columns left out where nobody's entry differs from what an empty cell means."""


class Recipe(Declared):
    """How the people of a company are made."""

    seed: Annotated[int, SEED]
    roles: Annotated[tuple[Role, ...], Parameter("岗位", "Roles", Unit.TABLE), Field(strict=False, min_length=1)]


def people_table(recipe: Recipe, season: tuple[float, ...] = (1.0,) * MONTHS) -> pd.DataFrame:
    """The people of a recipe as a table in the form of people.csv; money in whole yuan."""
    tables = [_role_table(role, np.random.default_rng([recipe.seed, i]), season)
              for i, role in enumerate(recipe.roles)]
    people = pd.concat(tables, ignore_index=True)
    people.insert(0, "id", [f"P{i:05d}" for i in range(1, len(people) + 1)])
    people["superior"] = _superiors(people, recipe)
    # All twelve months or none: a month out of season has zeros, but it is there.
    declared = People.columns()
    months = [[f"{name}_{month}" for month in range(1, MONTHS + 1)] for name, column in declared.items() if column.by_month]
    unused = [name for names in months if not people[names].to_numpy().any() for name in names]
    unused += [name for name in EXTRAS if (people[name].isna() if declared[name].empty is None
                                           else people[name] == declared[name].empty).all()]
    return people.drop(columns=unused)


def _role_table(role: Role, random: np.random.Generator, season: tuple[float, ...]) -> pd.DataFrame:
    number = role.count * len(role.units)
    columns: dict[str, Any] = {
        "name": [SURNAMES[a] + GIVEN[b] + (GIVEN[c] if c < 20 else "") for a, b, c in zip(
            random.integers(0, len(SURNAMES), number), random.integers(0, len(GIVEN), number),
            random.integers(0, len(GIVEN), number), strict=True)],
        "family": role.family, "post": role.post,
        "unit": np.repeat(role.units, role.count),
        "superior": "",
        "base_pay": np.rint(role.base_pay * _factors(number, role.base_spread, random) / 50) * 50,
        "years": np.rint(-role.years * np.log1p(-_quantiles(number, random))).clip(0, 40),
        "score": np.clip(role.score + 5 * _normal(number, random), 0, 110).round(1),
        "coefficient": role.coefficient, "virtual_shares": role.virtual_shares,
    }
    yearly = 12 * role.sales * _factors(number, role.sales_spread, random)
    weights = np.array(season)[:, None] * np.exp(role.month_spread * random.standard_normal((MONTHS, number)))
    by_month = np.rint(yearly * weights / weights.sum(axis=0))
    columns["history"] = np.rint(by_month.sum(axis=0)
                                 / _factors(number, role.attainment_spread, random))
    columns["deduction_rate"] = role.deduction_rate
    pieces = np.rint(role.pieces * _factors(number, role.sales_spread, random) * weights * 12
                     / weights.sum(axis=0))
    columns |= {f"sales_{m + 1}": by_month[m] for m in range(MONTHS)}
    columns |= {f"pieces_{m + 1}": pieces[m] for m in range(MONTHS)}
    columns |= {f"service_sales_{m + 1}": np.rint(by_month[m] * role.service_part) for m in range(MONTHS)}
    columns |= {f"goods_sales_{m + 1}": np.rint(by_month[m] * role.goods_part) for m in range(MONTHS)}
    columns |= _extras(role, columns["score"], random)
    table = pd.DataFrame(columns)
    whole = [column for column in table.select_dtypes("number") if column not in
             ("score", "coefficient", "deduction_rate", *EXTRAS)]
    return table.astype(dict.fromkeys(whole, np.int64))


def _extras(role: Role, score: np.ndarray, random: np.random.Generator) -> dict[str, Any]:
    """What only some companies have: evenly spread around the average, ratings to the highest scores."""
    number = len(score)

    def even(average: float, end: float) -> np.ndarray:
        """From `end` to as far beyond the average, in equal steps, shuffled."""
        return (end + 2 * (average - end) * _quantiles(number, random)).round(2)

    rank = np.argsort(np.argsort(-score, kind="stable"))
    excellent = round(number * role.excellent)
    rated = round(number * (role.excellent + role.advanced))
    return {"collected_rate": even(role.collected_rate, 1.0), "product_factor": even(role.product_factor, 1.0),
            "self_score": (np.nan if role.self_above is None
                           else (score + even(role.self_above, 0.0)).clip(0, 200).round(1)),
            "score_change": np.rint(even(0.0, -role.score_change)),
            "rating": np.where(rank < excellent, "excellent", np.where(rank < rated, "advanced", "")),
            "stars": role.stars, "awards": np.rint(role.awards * _quantiles(number, random)).astype(np.int64)}


def _quantiles(number: int, random: np.random.Generator) -> np.ndarray:
    """The midpoints of `number` equal slices of (0, 1), shuffled."""
    return (random.permutation(number) + 0.5) / number


def _normal(number: int, random: np.random.Generator) -> np.ndarray:
    normal = NormalDist()
    return np.array([normal.inv_cdf(q) for q in _quantiles(number, random)])


def _factors(number: int, spread: float, random: np.random.Generator) -> np.ndarray:
    """Lognormal factors with mean one; at a spread of 1.68 the top fifth make four fifths."""
    raw = np.exp(spread * _normal(number, random))
    return raw / raw.mean()


def _superiors(people: pd.DataFrame, recipe: Recipe) -> list[str]:
    """Everybody's superior: one of the post that their role wants in the same unit, else in turn anywhere."""
    wanted = {(role.post, unit): role.superior for role in recipe.roles for unit in role.units}
    by_post = {post: part["id"].tolist() for post, part in people.groupby("post")}
    by_place = {key: part["id"].tolist() for key, part in people.groupby(["post", "unit"])}
    superiors = []
    for turn, (post, unit) in enumerate(zip(people["post"], people["unit"], strict=True)):
        above = wanted[post, unit]
        bosses = by_place.get((above, unit)) or by_post.get(above, []) if above else []
        superiors.append(bosses[turn % len(bosses)] if bosses else "")
    return superiors
