"""D3 Virtual share count: position shares, performance shares and shares for service; who may hold any."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.money import fraction, round_half_up, times
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.trace import Trace
from engine.company.company import PPM, People
from engine.company.people import AWARDS, YEARS_OF_SERVICE
from engine.rules.rule import About, Rule
from engine.world.drivers import Drivers

SOURCE = "Virtual-share company plan, steps one and two"
OF_POINT = PPM // 10_000  # a hundredth of a point of 100, in millionths
MOST = 100 * PPM  # completion beyond a hundred times is a slip

LAYERS: dict[str, Text] = {"senior": Text("高级管理人员", "Senior managers"),
                           "middle": Text("中层管理人员", "Middle managers"), "key": Text("骨干员工", "Key staff")}
Position = Annotated[int, Parameter("职位股", "Position shares", Unit.SHARES, low=0, high=1_000_000_000, step=100)]
Groups = tuple[str, ...]


class VirtualShareCount(Rule):
    """position + position × completion × 50% + 100 a year of service, for whoever is eligible."""

    about = About(
        title=Text("虚拟股数", "Virtual share count"),
        what=Text("一个人的虚拟股 = 职位股 + 绩效股 + 工龄股，每年年末重新计算。绩效完成不到 90% 的，当年没有绩效股。"
                  "高级管理人员满 1 年、中层满 2 年、骨干满 3 年且两次获评优秀员工的，才能持有。",
                  "A person's virtual shares are position shares, performance shares and shares for service, counted "
                  "anew at every year's end. Below 90% completion there are no performance shares that year. Senior "
                  "managers may hold them from 1 year of service, middle managers from 2, key staff from 3 years and "
                  "two awards as excellent employee."),
        formula=Text("股数 = 职位股 + 职位股 × 完成率 × 50%（完成率不低于 90%）+ 100 × 司龄",
                     "shares = position + position × completion × 50% (from 90% completion) + 100 × years of service"),
        source=SOURCE,
        not_modelled=Text("降级、待岗时公司减少或取消股数；凭独特技能而不是评优入选的骨干",
                          "shares cut for demotion or suspension; key staff chosen for a rare skill instead of awards"))
    example = {"position": 3000, "completion": 1.0, "years": 5}

    rule: Literal["virtual_share_count"] = "virtual_share_count"
    performance_part: Annotated[float, Parameter("绩效股占职位股的比例", "Performance shares, part of position shares",
                                                 Unit.RATE, low=0, high=2, step=0.05, source=SOURCE)] = 0.5
    least_completion: Annotated[float, Parameter("有绩效股的最低完成率", "Least completion for performance shares",
                                                 Unit.RATE, low=0, high=1, step=0.05, source=SOURCE)] = 0.9
    per_year: Annotated[int, Parameter("每年工龄股", "Shares for each year of service", Unit.SHARES, low=0, high=100_000,
                                       step=50, source=SOURCE)] = 100
    completion_from: Annotated[Literal["score", "sales"], Parameter(
        "完成率取自", "Completion is taken from", Unit.CHOICE, choices={
            "score": Text("考核得分 ÷ 100", "Assessment score ÷ 100"),
            "sales": Text("本人销售额 ÷ 目标基数（没有的看得分）", "Own sales ÷ their history (score where there is none)")
        })] = "score"
    position_shares: Annotated[dict[str, Position], Parameter(
        "各岗位职位股（未列岗位用名单上的虚拟股数）", "Position shares by post (others: the list's virtual shares)",
        Unit.TABLE, refers=Refers.POST)] = Field(default_factory=dict)
    senior_groups: Annotated[Groups, Parameter("高级管理人员（岗位或类别）", "Senior managers (posts or job families)",
                                               Unit.TABLE, refers=Refers.GROUP), Field(strict=False)] = ()
    senior_years: Annotated[int, Parameter("高级管理人员最低司龄", "Senior managers from years of service", Unit.YEARS,
                                           low=0, high=20, step=1, source=SOURCE)] = 1
    middle_groups: Annotated[Groups, Parameter("中层管理人员（岗位或类别）", "Middle managers (posts or job families)",
                                               Unit.TABLE, refers=Refers.GROUP), Field(strict=False)] = ()
    middle_years: Annotated[int, Parameter("中层管理人员最低司龄", "Middle managers from years of service", Unit.YEARS,
                                           low=0, high=20, step=1, source=SOURCE)] = 2
    key_groups: Annotated[Groups, Parameter("骨干员工（岗位或类别）", "Key staff (posts or job families)", Unit.TABLE,
                                            refers=Refers.GROUP), Field(strict=False)] = ()
    key_years: Annotated[int, Parameter("骨干员工最低司龄", "Key staff from years of service", Unit.YEARS, low=0, high=20,
                                        step=1, source=SOURCE)] = 3
    key_awards: Annotated[int, Parameter("骨干员工评优次数", "Awards that key staff need", Unit.COUNT, low=0, high=20,
                                         step=1, source=SOURCE)] = 2

    class Inputs(Declared):
        """One person at a year's end."""

        position: Position
        completion: Annotated[float, Parameter("绩效完成率", "Completion", Unit.RATE, low=0, high=100, step=0.05)]
        years: Annotated[int, YEARS_OF_SERVICE]
        layer: Annotated[Literal["any", "senior", "middle", "key"], Parameter(
            "层级", "Layer", Unit.CHOICE, choices={"any": Text("不审查资格", "Eligibility is not looked at"), **LAYERS})] = "any"
        awards: Annotated[int, AWARDS] = 0

    def needs(self, layer: str) -> tuple[int, int]:
        """Years of service and awards that a layer needs."""
        return {"senior": (self.senior_years, 0), "middle": (self.middle_years, 0),
                "key": (self.key_years, self.key_awards)}[layer]

    def performance(self, position: npt.NDArray[np.int64], completion: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Performance shares, whole; completion in millionths."""
        part = fraction(self.performance_part)
        shares = times(position, completion * part.numerator, part.denominator * PPM)
        return np.where(completion >= round_half_up(fraction(self.least_completion) * PPM), shares, 0)

    def calc(self, inputs: Any) -> dict[str, Any]:
        years, awards = (0, 0) if inputs.layer == "any" else self.needs(inputs.layer)
        eligible = inputs.years >= years and inputs.awards >= awards
        completion = np.array([round_half_up(fraction(inputs.completion) * PPM)])
        performance = int(self.performance(np.array([inputs.position]), completion)[0])
        service = self.per_year * inputs.years
        return {"position_shares": inputs.position, "performance_shares": performance, "service_shares": service,
                "eligible": eligible, "shares": inputs.position + performance + service if eligible else 0}

    # ------------------------------------------------------------ in a company

    def position(self, people: People) -> npt.NDArray[np.int64]:
        """Everybody's position shares, (people,)."""
        shares = people.virtual_shares
        for post, number in self.position_shares.items():
            shares = np.where(people.post == post, number, shares)
        return shares

    def completion(self, drivers: Drivers) -> npt.NDArray[np.int64]:
        """Everybody's completion in millionths, rounded down, (…, people)."""
        people, of_score = drivers.people, drivers.people.score * OF_POINT
        if self.completion_from == "score":
            return of_score
        sold = drivers.sales.sum(axis=-2).astype(object) * PPM
        reached = np.minimum(sold // np.maximum(people.history, 1), MOST).astype(np.int64)
        return np.where(people.history > 0, reached, of_score)

    def layer(self, people: People) -> npt.NDArray[np.object_]:
        """Everybody's layer, the highest where somebody is named in several; "" outside them, (people,)."""
        found = np.full(len(people), "", dtype=object)
        for layer, groups in (("key", self.key_groups), ("middle", self.middle_groups),
                              ("senior", self.senior_groups)):
            for group in groups:
                found[(people.post == group) | (people.family == group)] = layer
        return found

    def eligible(self, drivers: Drivers) -> npt.NDArray[np.bool_]:
        """Who may hold shares, (people,); everybody where no layer names anyone."""
        people = drivers.people
        if not (self.senior_groups or self.middle_groups or self.key_groups):
            return np.ones(len(people), dtype=bool)
        layer, may = self.layer(people), np.zeros(len(people), dtype=bool)
        for each in LAYERS:
            years, awards = self.needs(each)
            may |= (layer == each) & (drivers.service >= years) & (people.awards >= awards)
        return may

    def shares(self, drivers: Drivers) -> npt.NDArray[np.int64]:
        """Everybody's shares at the year's end, (…, people); nothing for whoever has no position shares."""
        position = self.position(drivers.people)
        counted = position + self.performance(position, self.completion(drivers)) + self.per_year * drivers.service
        return np.where(self.eligible(drivers) & (position > 0), counted, 0)

    def record(self, drivers: Drivers, trace: Trace) -> None:
        """Record how everybody's shares come about."""
        position = self.position(drivers.people)
        completion = self.completion(drivers)
        trace("职位股", "Position shares", Unit.SHARES, position)
        trace("完成率", "Completion", Unit.RATE, completion)
        trace("绩效股", "Performance shares", Unit.SHARES, lambda: self.performance(position, completion))
        trace("工龄股", "Shares for service", Unit.SHARES, lambda: self.per_year * drivers.service)
