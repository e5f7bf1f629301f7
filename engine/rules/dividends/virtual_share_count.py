"""D3 Virtual share count: position shares, performance shares and shares for service; who may hold any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.algebra import PPM, at_most, count, part, part_of_down, ppm, same, times, where
from engine.base.book import Given
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.trace import Trace
from engine.company.company import People
from engine.company.people import AWARDS, HISTORY, POST, SALES_A_YEAR, SCORE, YEARS_OF_SERVICE
from engine.rules.rule import About, Rule
from engine.world.drivers import Drivers

SOURCE = "Virtual-share company plan, steps one and two"
FULL_SCORE = 10_000  # in hundredths of a point
MOST = 100 * PPM  # completion beyond a hundred times is a slip

LAYERS: dict[str, Text] = {"senior": Text("高级管理人员", "Senior managers"),
                           "middle": Text("中层管理人员", "Middle managers"), "key": Text("骨干员工", "Key staff")}
Position = Annotated[int, Parameter("职位股", "Position shares", Unit.SHARES, low=0, high=1_000_000_000, step=100)]
Groups = tuple[str, ...]


class VirtualShareCount(Rule):
    """position + position × completion × 50% + 100 a year of service, for whoever is eligible."""

    about = About(
        title=Text("虚拟股数", "Virtual share count"),
        what=Text("一个人的虚拟股 = 职位股 + 绩效股 + 工龄股，每年年末重新计算。绩效完成不到 90% 的，当年没有绩效股；"
                  "没有职位股的人不参加，也没有工龄股。高级管理人员满 1 年、中层满 2 年、骨干满 3 年且两次获评优秀员工的，才能持有。",
                  "A person's virtual shares are position shares, performance shares and shares for service, counted "
                  "anew at every year's end. Below 90% completion there are no performance shares that year; who has no "
                  "position shares takes no part and has none for service either. Senior managers may hold them from 1 year "
                  "of service, middle managers from 2, key staff from 3 years and two awards as excellent employee."),
        formula=Text("股数 = 职位股 + 职位股 × 完成率 × 50%（完成率不低于 90%）+ 100 × 司龄",
                     "shares = position + position × completion × 50% (from 90% completion) + 100 × years of service"),
        source=SOURCE,
        not_modelled=Text("降级、待岗时公司减少或取消股数；凭独特技能而不是评优入选的骨干",
                          "shares cut for demotion or suspension; key staff chosen for a rare skill instead of awards"))
    example = {"position": 3000, "completion": 1.0, "years": 5}

    layers: ClassVar[Mapping[str, Text]] = LAYERS

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

    reads: ClassVar[dict[str, Parameter]] = {
        "post": POST,
        "virtual_shares": Parameter("名单上的虚拟股", "The list's virtual shares", Unit.SHARES),
        "score": SCORE, "sold": SALES_A_YEAR,
        "history": HISTORY,
        "service": YEARS_OF_SERVICE,
        "layer": Parameter("层级", "Layer", Unit.TEXT), "awards": AWARDS}

    def needs(self, layer: str) -> tuple[Any, Any]:
        """Years of service and awards that a layer needs."""
        return {"senior": (count(self.senior_years), 0), "middle": (count(self.middle_years), 0),
                "key": (count(self.key_years), count(self.key_awards))}[layer]

    # ------------------------------------------------------------ the statement

    def position(self, x: Any) -> Any:
        """Everybody's position shares."""
        shares = x.virtual_shares
        for post, number in self.position_shares.items():
            shares = where(same(x.post, post), count(number), shares)
        return shares

    def completion(self, x: Any) -> Any:
        """Everybody's completion in millionths, rounded down."""
        of_score = part_of_down(x.score, FULL_SCORE)
        if self.completion_from == "score":
            return of_score
        return where(x.history > 0, at_most(part_of_down(x.sold, x.history), MOST), of_score)

    def performance(self, position: Any, completion: Any) -> Any:
        """Performance shares, whole; completion in millionths."""
        shares = times(position, part(completion), self.performance_part)
        return where(completion >= ppm(self.least_completion), shares, 0)

    def service_shares(self, x: Any, position: Any) -> Any:
        """Shares for years of service, for whoever has position shares: the others take no part."""
        return where(position > 0, x.service * count(self.per_year), 0)

    def eligible(self, x: Any) -> Any:
        """Who may hold shares: by layer, service and awards; None for everybody."""
        if x.layer is None:
            return None
        may = None
        for each in LAYERS:
            years, awards = self.needs(each)
            in_layer = same(x.layer, each) & (x.service >= years) & (x.awards >= awards)
            may = in_layer if may is None else may | in_layer
        return may

    def counted(self, x: Any, position: Any, completion: Any) -> Any:
        """Shares of whoever is eligible; others none."""
        shares = position + self.performance(position, completion) + self.service_shares(x, position)
        may = self.eligible(x)
        return shares if may is None else where(may, shares, 0)

    def holdings(self, x: Any) -> Any:
        """Everybody's shares at the year's end."""
        return self.counted(x, self.position(x), self.completion(x))

    def alone(self, inputs: Any) -> dict[str, Any]:
        given = super().alone(inputs)
        return {**given, "service": given["years"], "layer": None if inputs.layer == "any" else given["layer"]}

    def formula(self, x: Any, say: Trace) -> Any:
        say.result("position_shares", Unit.SHARES, x.position)
        say.result("performance_shares", Unit.SHARES, self.performance(x.position, x.completion))
        say.result("service_shares", Unit.SHARES, self.service_shares(x, x.position))
        may = self.eligible(x)
        say.result("eligible", Unit.FLAG, True if may is None else may)
        return say.result("shares", Unit.SHARES, self.counted(x, x.position, x.completion))

    # ------------------------------------------------------------ in a company

    def bind(self, drivers: Drivers) -> dict[str, Any]:
        """What a company's count reads, by person; `layer` is None where no layer names anyone."""
        people = drivers.people
        named = self.senior_groups or self.middle_groups or self.key_groups
        by_sales = self.completion_from == "sales"
        return {"post": people.post, "virtual_shares": people.virtual_shares, "score": people.score,
                "sold": drivers.sales.sum(axis=-2) if by_sales else None, "history": people.history if by_sales else None,
                "service": drivers.service, "layer": self.layer(people) if named else None, "awards": people.awards}

    def layer(self, people: People) -> npt.NDArray[np.object_]:
        """Everybody's layer, the highest where somebody is named in several; "" outside them, (people,)."""
        layers = np.full(len(people), "", dtype=object)
        for layer, groups in (("key", self.key_groups), ("middle", self.middle_groups),
                              ("senior", self.senior_groups)):
            for group in groups:
                layers[(people.post == group) | (people.family == group)] = layer
        return layers

    def shares(self, drivers: Drivers) -> npt.NDArray[np.int64]:
        """Everybody's shares at the year's end, (…, people)."""
        shares: npt.NDArray[np.int64] = self.holdings(Given(**self.bind(drivers)))
        return shares

    def record(self, x: Any, say: Trace) -> None:
        """Record how everybody's shares come about."""
        if say.on:
            position = say("职位股", "Position shares", Unit.SHARES, self.position(x))
            completion = say("完成率", "Completion", Unit.RATE, self.completion(x))
            say("绩效股", "Performance shares", Unit.SHARES, self.performance(position, completion))
            say("工龄股", "Shares for service", Unit.SHARES, self.service_shares(x, position))
