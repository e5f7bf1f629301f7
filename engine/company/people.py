"""The people: one declaration a column, from which their arrays, their files and their forms come.

A column is one line of `People`: what it is called, its unit and bounds, and what an empty cell means. The unit decides
how it is kept: money in whole fen, scores in hundredths of a point, rates and factors in millionths, counts and years as
they are, all int64; names and choices as texts. Arrays have shape (people,), those of a year that may be given by month
(12, people); the order is that of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from types import EllipsisType
from typing import Annotated, Any, get_type_hints

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen
from engine.base.parameter import DECIMALS, Parameter, Refers, Text, Unit

NOTHING = -1
"""What stands in a column of numbers where nothing is known; only columns whose `empty` is None have it."""

Whole = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Column:
    """How one column is declared.

    empty: what an empty cell, or a column left out, means; None where it means nothing is known, kept as NOTHING; left
    out for a column that must be filled. by_month: what its twelve columns are called where a file may give a year's
    amount by month. always: written to files even where nobody uses it. among: which of the company's lists
    (families, posts, units) its entries must be keys of.
    """

    parameter: Parameter
    empty: str | float | EllipsisType | None = ...
    by_month: Text | None = None
    always: bool = False
    among: str = ""

    @property
    def required(self) -> bool:
        return self.empty is ...

    @property
    def text(self) -> bool:
        """Whether it is kept as texts."""
        return self.parameter.unit in (Unit.TEXT, Unit.KEY, Unit.CHOICE)

    @property
    def places(self) -> int:
        """How many decimals are kept."""
        return DECIMALS.get(self.parameter.unit, 0)

    @property
    def scale(self) -> int:
        """What a one in the file is in the array."""
        return 10 ** self.places

    @property
    def kept_empty(self) -> int:
        """What an empty cell of numbers is in the array."""
        return round(self.empty * self.scale) if isinstance(self.empty, (int, float)) else NOTHING


RATINGS = {"": Text("无", "None"), "advanced": Text("先进", "Advanced"), "excellent": Text("优秀", "Excellent")}
STAGES = {"": Text("无", "None"), "option": Text("期权股东", "Option holder"),
          "registered": Text("注册股东", "Registered shareholder")}


NAME = Parameter("姓名", "Name", Unit.TEXT)
FAMILY = Parameter("岗位类别", "Job family", Unit.KEY, refers=Refers.FAMILY)
POST = Parameter("岗位", "Post", Unit.KEY, refers=Refers.POST)
UNIT = Parameter("单位", "Unit", Unit.KEY)
BASE_PAY = Parameter("基本工资（月）", "Base pay a month", Unit.YUAN, low=0, high=10_000_000, step=100)
YEARS_OF_SERVICE = Parameter("司龄（整年）", "Full years of service", Unit.YEARS, low=0, high=60, step=1)
SCORE = Parameter("考核得分", "Assessment score", Unit.POINTS, low=0, high=200, step=1)
COEFFICIENT = Parameter("贡献系数", "Contribution coefficient", Unit.FACTOR, low=0, high=100, step=0.1)
CONDUCT_SCORE = Parameter("行为得分", "Conduct score", Unit.POINTS, low=0, high=200, step=1,
                          nothing=Text("没有行为考核", "none"))
SCORE_CHANGE = Parameter("加减分", "Points added or taken off", Unit.POINTS, low=-100, high=100, step=1)
SALES_A_YEAR = Parameter("年销售额", "Sales a year", Unit.YUAN, low=0, high=100_000_000_000, step=1000)
HISTORY = Parameter("目标基数（年）", "History that targets build on, a year", Unit.YUAN, low=0, high=100_000_000_000, step=1000,
                    nothing=Text("等于年销售额", "the year's sales"))
LEAVES_IN = Parameter("离职月份（0 为不离职）", "Leaves after month (0: stays)", Unit.COUNT, low=0, high=12, step=1)
PRODUCT_FACTOR = Parameter("产品毛利系数", "Margin coefficient of the products sold", Unit.FACTOR, low=0, high=10, step=0.1)
RATING = Parameter("评级", "Rating", Unit.CHOICE, choices=RATINGS)
POINTS = Parameter("年积分", "Points earned in the year", Unit.COUNT, low=0, high=1_000_000, step=10)
STARS_HELD = Parameter("已有星级", "Stars held", Unit.COUNT, low=0, high=5, step=1)
SKILL_GRADE = Parameter("技能等级", "Skill grade", Unit.COUNT, low=0, high=20, step=1)
POST_GRADE = Parameter("岗位等级", "Post grade", Unit.COUNT, low=0, high=20, step=1)
AWARDS = Parameter("获评优秀员工次数", "Times named excellent employee", Unit.COUNT, low=0, high=100, step=1)
RED_LINES = Parameter("违反电网次数", "Red lines crossed in the year", Unit.COUNT, low=0, high=1000, step=1)
TRAINED = Parameter("已培养人才", "People trained", Unit.PEOPLE, low=0, high=10_000, step=1)


@dataclass(frozen=True, eq=False)
class People:
    """One entry a person; the columns of people.csv, in their order."""

    id: Annotated[Words, Column(Parameter("编号", "ID", Unit.TEXT))]
    name: Annotated[Words, Column(NAME, empty="", always=True)]
    family: Annotated[Words, Column(FAMILY, among="families")]
    post: Annotated[Words, Column(POST, among="posts")]
    unit: Annotated[Words, Column(UNIT, among="units")]
    superior: Annotated[Words, Column(Parameter("上级编号", "Superior's ID", Unit.KEY,
                                                nothing=Text("没有上级", "no superior")), empty="", always=True)]
    base_pay: Annotated[Fen, Column(BASE_PAY)]
    years: Annotated[Whole, Column(YEARS_OF_SERVICE, empty=0, always=True)]
    score: Annotated[Whole, Column(SCORE, empty=85, always=True)]
    coefficient: Annotated[Whole, Column(COEFFICIENT, empty=1, always=True)]
    virtual_shares: Annotated[Whole, Column(Parameter("虚拟股数", "Virtual shares", Unit.SHARES, low=0, high=1_000_000_000,
                                                      step=100), empty=0)]
    sales: Annotated[Fen, Column(SALES_A_YEAR, empty=0, by_month=Text("{month} 月销售额", "Sales, month {month}"))]
    history: Annotated[Fen, Column(HISTORY, empty=None)]
    deduction_rate: Annotated[Whole, Column(Parameter("推广、物流、佣金占销售额", "Promotion, freight and fees, part of sales",
                                                      Unit.RATE, low=0, high=1, step=0.01), empty=0)]
    margin_rate: Annotated[Whole, Column(Parameter("个人销售毛利率", "Gross margin of own sales", Unit.RATE, low=0, high=1,
                                                   step=0.01, nothing=Text("公司毛利率", "the company's")), empty=None)]
    pieces: Annotated[Whole, Column(Parameter("年件数", "Pieces a year", Unit.COUNT, low=0, high=100_000_000, step=100),
                                    empty=0, by_month=Text("{month} 月件数", "Pieces, month {month}"))]
    collected_rate: Annotated[Whole, Column(Parameter("本人回款率", "Part of own sales collected", Unit.RATE, low=0, high=1,
                                                      step=0.01), empty=1)]
    service_sales: Annotated[Fen, Column(
        Parameter("其中：服务项目销售额（年，如美容）", "Of which services a year (e.g. beauty work)", Unit.YUAN, low=0,
                  high=100_000_000_000, step=1000), empty=0, by_month=Text("{month} 月服务项目销售额", "Services, month {month}"))]
    goods_sales: Annotated[Fen, Column(
        Parameter("其中：精品和办卡销售额（年）", "Of which goods and cards a year", Unit.YUAN, low=0, high=100_000_000_000,
                  step=1000), empty=0, by_month=Text("{month} 月精品和办卡销售额", "Goods, month {month}"))]
    self_score: Annotated[Whole, Column(Parameter("自评得分", "Own assessment", Unit.POINTS, low=0, high=200, step=1,
                                                  nothing=Text("没有自评", "none")), empty=None)]
    panel_score: Annotated[Whole, Column(Parameter("考核组评分", "Panel's assessment", Unit.POINTS, low=0, high=200, step=1,
                                                   nothing=Text("没有考核组评分", "none")), empty=None)]
    conduct_score: Annotated[Whole, Column(CONDUCT_SCORE, empty=None)]
    score_change: Annotated[Whole, Column(SCORE_CHANGE, empty=0)]
    complaints: Annotated[Whole, Column(Parameter("重大投诉次数", "Serious complaints", Unit.COUNT, low=0, high=100, step=1),
                                        empty=0)]
    leaves_in: Annotated[Whole, Column(LEAVES_IN, empty=0)]
    product_factor: Annotated[Whole, Column(PRODUCT_FACTOR, empty=1)]
    allowance: Annotated[Fen, Column(Parameter("补贴（月）", "Allowance a month", Unit.YUAN, low=0, high=1_000_000, step=50),
                                     empty=0)]
    deduction: Annotated[Fen, Column(Parameter("扣款（月）", "Deduction a month", Unit.YUAN, low=0, high=1_000_000, step=50),
                                     empty=0)]
    rating: Annotated[Words, Column(RATING, empty="")]
    points: Annotated[Whole, Column(POINTS, empty=0)]
    stars: Annotated[Whole, Column(STARS_HELD, empty=0)]
    years_outside: Annotated[Whole, Column(Parameter("入司前工作年限", "Years of work elsewhere", Unit.YEARS, low=0, high=60,
                                                     step=1), empty=0)]
    skill_grade: Annotated[Whole, Column(SKILL_GRADE, empty=0)]
    post_grade: Annotated[Whole, Column(POST_GRADE, empty=0)]
    awards: Annotated[Whole, Column(AWARDS, empty=0)]
    red_lines: Annotated[Whole, Column(RED_LINES, empty=0)]
    trained: Annotated[Whole, Column(TRAINED, empty=0)]
    sales_so_far: Annotated[Fen, Column(Parameter("历年累计业绩", "Sales of all years", Unit.YUAN, low=0,
                                                  high=1_000_000_000_000, step=10_000,
                                                  nothing=Text("等于年销售额", "the year's sales")), empty=None)]
    equity_stage: Annotated[Words, Column(Parameter("股东阶段", "Stage as a shareholder", Unit.CHOICE, choices=STAGES),
                                          empty="")]
    stage_years: Annotated[Whole, Column(Parameter("在该阶段年数", "Years in that stage", Unit.YEARS, low=0, high=60, step=1),
                                         empty=0)]

    @classmethod
    @cache
    def columns(cls) -> dict[str, Column]:
        """Key as written in files → its declaration, in the order of the file."""
        hints = get_type_hints(cls, include_extras=True)
        return {field.name: next(each for each in hints[field.name].__metadata__ if isinstance(each, Column))
                for field in fields(cls)}

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """Key as written in files → what it is called, its unit and its bounds."""
        return {key: column.parameter for key, column in cls.columns().items()}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Key → the column's array, (people,), or (12, people) where it is given by month."""
        return {key: getattr(self, key) for key in self.columns()}

    def __len__(self) -> int:
        return len(self.id)

    def __eq__(self, other: object) -> bool:
        """Whether the same people stand in the same order."""
        if self is other or not isinstance(other, People):
            return self is other
        return all(np.array_equal(column, getattr(other, key)) for key, column in self.arrays().items())

    def at(self, places: npt.ArrayLike) -> People:
        """The people at these places, (places,), in this order."""
        index = np.asarray(places, dtype=np.int64)
        return type(self)(**{key: column[..., index] for key, column in self.arrays().items()})

    @cached_property
    def position(self) -> dict[str, int]:
        """Person id → place in the arrays."""
        return {each: i for i, each in enumerate(self.id)}
