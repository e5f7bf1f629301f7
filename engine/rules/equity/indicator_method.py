"""E7 Indicator method: thresholds per stage of becoming a shareholder; who qualifies, who is closest, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.company.company import PPM, Company
from engine.company.people import NAME, POST_GRADE, RED_LINES, TRAINED
from engine.rules.parts.terms import VALUES_SCORE
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: indicator method (at most 2 red lines a year, 50 million of sales, talent 1+2, 2 years)"

StageName = Literal["option", "registered", "increase"]
STAGES: dict[str, Text] = {
    "option": Text("期权股东", "Option holder"), "registered": Text("注册股东", "Registered shareholder"),
    "increase": Text("增持", "Increase")}

INDICATORS: dict[str, Text] = {
    "grade": Text("级别", "Grade"), "red_lines": Text("电网（违规次数）", "Red lines crossed"), "values": Text("价值观", "Values"),
    "sales": Text("累计业绩", "Sales so far"), "trained": Text("培养人才", "Talent trained"), "growth": Text("业绩增长率", "Growth"),
    "years": Text("工龄（或持股年限）", "Years of service, or in the stage")}

AT_MOST = "red_lines"
"""The indicator of which less is better."""

UNASKED = Text("不要求", "not asked for")


class StageThresholds(Declared):
    """The thresholds of one stage; what is empty is not asked for."""

    name: Annotated[StageName, Parameter("阶段", "Stage", Unit.CHOICE, choices=STAGES, source=SOURCE)]
    grade: Annotated[int | None, Parameter("岗位等级不低于", "Post grade from", Unit.COUNT, low=0, high=20, step=1, source=SOURCE,
                                           nothing=UNASKED)] = None
    red_lines: Annotated[int | None, Parameter("一年内违反电网不超过", "Red lines a year, at most", Unit.COUNT, low=0, high=100,
                                               step=1, source=SOURCE, nothing=UNASKED)] = None
    values: Annotated[float | None, Parameter("价值观得分不低于", "Values score from", Unit.POINTS, low=0, high=200, step=1,
                                              source=SOURCE, nothing=UNASKED)] = None
    sales: Annotated[float | None, Parameter("累计业绩不低于", "Sales so far from", Unit.YUAN, low=0, high=100_000_000_000,
                                             step=100_000, source=SOURCE, nothing=UNASKED)] = None
    trained: Annotated[int | None, Parameter("培养人才不少于", "People trained from", Unit.PEOPLE, low=0, high=1000, step=1,
                                             source=SOURCE, nothing=UNASKED)] = None
    growth: Annotated[float | None, Parameter("业绩增长率不低于", "Growth of own sales from", Unit.RATE, low=-1, high=10, step=0.01,
                                              source=SOURCE, nothing=UNASKED)] = None
    years: Annotated[int | None, Parameter("工龄（或在上一阶段）不少于", "Years of service, or in the stage before, from", Unit.YEARS,
                                           low=0, high=60, step=1, source=SOURCE, nothing=UNASKED)] = None

    @property
    def asked(self) -> list[str]:
        return [key for key in INDICATORS if getattr(self, key) is not None]

    def wanted(self, key: str) -> int:
        """The threshold in the unit of the people's columns: fen, hundredths of points, millionths, or plain."""
        value = getattr(self, key)
        return to_fen(value) if key in ("values", "sales") else round(value * PPM) if key == "growth" else int(value)


class Candidate(Declared):
    """One person: which stage has been reached, and the indicators."""

    name: Annotated[str, NAME]
    stage: Annotated[Literal["", "option", "registered"], Parameter("现在的阶段", "Stage now", Unit.CHOICE, choices={
        "": Text("还不是股东", "None yet"), "option": STAGES["option"], "registered": STAGES["registered"]})] = ""
    grade: Annotated[int, POST_GRADE] = 0
    red_lines: Annotated[int, RED_LINES] = 0
    values: Annotated[float, VALUES_SCORE] = 0.0
    sales: Annotated[float, Parameter("累计业绩", "Sales so far", Unit.YUAN, low=0, high=1_000_000_000_000, step=100_000)] = 0.0
    trained: Annotated[int, TRAINED] = 0
    growth: Annotated[float, Parameter("业绩增长率", "Growth of own sales", Unit.RATE, low=-1, high=100, step=0.01)] = 0.0
    years: Annotated[int, Parameter("工龄（或在上一阶段的年数）", "Years of service, or in the stage", Unit.YEARS, low=0, high=60,
                                    step=1)] = 0


@dataclass(frozen=True)
class StageStanding:
    """Where everybody stands; everything (people,), indicators one row each in the order of INDICATORS.

    stage: the place of the next stage of each; as many as there are for who has reached the last. met: of what that
    stage asks for; true where it does not ask. short: what part of the threshold is missing, in millionths.
    """

    stage: npt.NDArray[np.int64]
    actual: npt.NDArray[np.int64]
    wanted: npt.NDArray[np.int64]
    asked: npt.NDArray[np.bool_]
    met: npt.NDArray[np.bool_]
    short: npt.NDArray[np.int64]

    @property
    def missing(self) -> npt.NDArray[np.int64]:
        """How many indicators each still misses, (people,)."""
        return np.asarray((~self.met).sum(axis=-2), dtype=np.int64)

    @property
    def qualifies(self) -> npt.NDArray[np.bool_]:
        """Who meets all that is asked, (people,)."""
        return np.asarray(self.asked.any(axis=-2) & self.met.all(axis=-2), dtype=bool)

    def closest(self, most: int) -> npt.NDArray[np.int64]:
        """Places of those who do not qualify yet, (`most` at most,), fewest missing first, then least missing of each."""
        open_ = np.flatnonzero(self.asked.any(axis=-2) & ~self.qualifies)
        order = np.lexsort((open_, self.short.sum(axis=-2)[open_], self.missing[open_]))
        return np.asarray(open_[order][:most], dtype=np.int64)


class IndicatorMethod(Rule):
    """Everybody is held against the thresholds of the stage that comes next for them; all met → they qualify."""

    about = About(
        title=Text("指标法", "Indicator method"),
        what=Text("员工不出资，靠数据达标获得股权。分三个阶段：成为期权股东、转为注册股东、增持；每个阶段各有一组指标，越往后要求的指标越少。"
                  "看谁现在达标、谁最接近、还差什么。",
                  "People pay nothing and earn equity by what they achieve, in three stages: option holder, registered "
                  "shareholder, increase. Each stage has its own thresholds, fewer at each later stage. Who qualifies now, who "
                  "is closest, and what is missing."),
        formula=Text("下一阶段要求的指标全部达到 → 达标；电网为不超过，其余为不低于",
                     "all thresholds of the next stage met → qualifies; red lines at most, everything else at least"),
        source=SOURCE + "; grade, values, growth and which indicators the later stages drop are ours",
        not_modelled=Text("达标后授予的股数（用系数法或期权计划），价值观的面谈评估",
                          "how many shares who qualifies gets (by coefficient shares or an option plan), interviews on values"))
    example = {"candidates": [
        {"name": "A", "grade": 8, "values": 85, "sales": 60_000_000, "trained": 2, "growth": 0.3, "years": 3},
        {"name": "B", "grade": 8, "values": 85, "sales": 45_000_000, "trained": 1, "growth": 0.3, "years": 3}]}

    results = {"qualifies": Text("达标", "Qualify"), "next_stage": Text("下一阶段", "Next stage"), "missing": Text("还差", "Missing")}

    plain: ClassVar[Text | None] = Text("每个人对照下一阶段的全部指标，结果是缺哪几项",
                                        "everybody against all indicators of the next stage: which of them are missing")

    rule: Literal["indicator_method"] = "indicator_method"
    stages: Annotated[tuple[StageThresholds, ...], Parameter("各阶段指标", "Stages", Unit.TABLE, source=SOURCE),
                      Field(strict=False, min_length=1)] = (
        StageThresholds(name="option", grade=8, red_lines=2, values=80, sales=50_000_000, trained=2, growth=0.2, years=2),
        StageThresholds(name="registered", red_lines=2, values=80, trained=2, growth=0.2, years=1),
        StageThresholds(name="increase", red_lines=2, values=80, growth=0.2, years=1))

    class Inputs(Declared):
        """The people to judge."""

        candidates: Annotated[tuple[Candidate, ...], Parameter("人员", "People", Unit.TABLE), Field(strict=False, min_length=1)]

    @field_validator("stages")
    @classmethod
    def _fewer_and_fewer(cls, stages: tuple[StageThresholds, ...]) -> tuple[StageThresholds, ...]:
        order = list(STAGES)
        for row, stage in enumerate(stages, start=1):
            if not stage.asked:
                raise refuse(t("stage {row} asks for nothing; enter at least one indicator.", row=row))
        for row, (before, now) in enumerate(pairwise(stages), start=2):
            if order.index(now.name) <= order.index(before.name):
                raise refuse(t("stage {row} does not come after the one before it; sort the stages from option to increase.",
                               row=row))
            if len(now.asked) > len(before.asked):
                raise refuse(t("stage {row} asks for {now} indicators, more than the {before} of the stage before; a later stage "
                               "asks for fewer.", row=row, now=len(now.asked), before=len(before.asked)))
        return stages

    def judge(self, stage: npt.NDArray[np.int64], actual: npt.NDArray[np.int64]) -> StageStanding:
        """Everybody against their next stage; `actual` is (indicators, people), −1 where nothing is known of values."""
        none = len(self.stages)
        asked = np.array([[getattr(each, key) is not None for each in self.stages] + [False] for key in INDICATORS])
        table = np.array([[each.wanted(key) if getattr(each, key) is not None else 0 for each in self.stages] + [0]
                          for key in INDICATORS], dtype=np.int64)
        at = np.minimum(stage, none)
        wanted, of = table[:, at], asked[:, at]
        most = np.array([key == AT_MOST for key in INDICATORS])[:, None]
        enough = np.where(most, actual <= wanted, actual >= wanted)
        gap = np.where(most, actual - wanted, wanted - actual)
        short = np.where(of & ~enough, np.minimum(gap.astype(object) * PPM // np.maximum(np.abs(wanted), 1), PPM), 0)
        return StageStanding(at, actual, wanted, of, enough | ~of, short.astype(np.int64))

    def next_of(self, stage: str) -> int:
        """The place of the stage that comes after one that somebody has reached."""
        names = [each.name for each in self.stages]
        later = list(STAGES)[list(STAGES).index(stage) + 1:] if stage else list(STAGES)
        return next((place for place, name in enumerate(names) if name in later), len(names))

    def of_company(self, company: Company) -> StageStanding:
        """Everybody of a company, by what its list of people says."""
        people = company.people
        sold = people.sales.sum(axis=-2)
        growth = np.where(people.history > 0, (sold - people.history).astype(object) * PPM // np.maximum(people.history, 1), 0)
        years = np.where(people.equity_stage == "", people.years, people.stage_years)
        so_far = np.where(people.sales_so_far < 0, sold, people.sales_so_far)
        values = np.where(people.conduct_score < 0, people.score, people.conduct_score)
        actual = np.stack([people.post_grade, people.red_lines, values, so_far, people.trained, growth.astype(np.int64), years])
        places = {stage: self.next_of(stage) for stage in ("", "option", "registered")}
        return self.judge(np.array([places[each] for each in people.equity_stage.tolist()]), actual)

    def calc(self, inputs: Any) -> dict[str, Any]:
        people: tuple[Candidate, ...] = inputs.candidates
        actual = np.array([[to_fen(getattr(each, key)) if key in ("values", "sales") else round(each.growth * PPM)
                            if key == "growth" else getattr(each, key) for each in people] for key in INDICATORS], dtype=np.int64)
        standing = self.judge(np.array([self.next_of(each.stage) for each in people]), actual)
        names = [each.name for each in self.stages]
        return {"qualifies": [each.name for each, meets in zip(people, standing.qualifies, strict=True) if meets],
                "next_stage": {each.name: names[place] if place < len(names) else None
                               for each, place in zip(people, standing.stage.tolist(), strict=True)},
                "missing": {each.name: [key for row, key in enumerate(INDICATORS) if not standing.met[row, place]]
                            for place, each in enumerate(people)}}
