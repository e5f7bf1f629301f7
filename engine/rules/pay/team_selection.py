"""P23 Team selection: who of a store's staff belongs to the core, the middle and the reserve."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.algebra import hundredths
from engine.base.book import Given
from engine.base.money import fraction, over_common, ratio
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import Company
from engine.rules.parts.store_team import LAYERS, Judged, TeamCandidate
from engine.rules.parts.terms import CORE_YEARS, MIDDLE_YEARS
from engine.rules.rule import About, Rule

SOURCE = "Store equity article: whom to include"
FULL = 100 * 100  # points in hundredths
MOST = 2 * FULL  # results above twice the target count as twice


class TeamSelection(Rule):
    """The best by weighted points, layer after layer, as many as each layer's share of the staff."""

    about = About(
        title=Text("激励对象筛选", "Selection of the store team"),
        what=Text("按业绩、行为、价值观加权得分从高到低，先选核心层，再选中坚层、备选层；每层人数是门店总人数的一定比例，"
                  "向下取整，不会超过比例。司龄不够或有严重违规的不选。得分相同的，司龄长的在前，再按名单顺序。",
                  "By weighted points for results, behaviour and values, from the highest down: first the core, then "
                  "the middle, then the reserve. Each layer is a share of the store's staff, rounded down so that it "
                  "is never exceeded. Whoever has too little service or a serious complaint is left out. With equal "
                  "points the longer service goes first, then the order of the list."),
        formula=Text("得分 = 业绩 × 70% + 行为 × 20% + 价值观 × 10%；人数 = 门店人数 × 比例，向下取整",
                     "points = results × 70% + behaviour × 20% + values × 10%; number = staff × share, rounded down"),
        source=SOURCE + "; the upper end of each range, rounding down and the order of ties are ours",
        not_modelled=Text("岗位价值等其他标准；在全公司名单上筛选时，行为用行为得分（没有就用考核得分），价值观用考核得分",
                          "other criteria such as job value; over a company's list behaviour is the conduct score (else the "
                          "assessment score), and the assessment score stands for values"))
    example = {"candidates": [{"name": f"staff {i}", "results": 70 + i, "behaviour": 80, "values": 90}
                              for i in range(20)]}

    plain = Text("名额按得分排名给出", "places are given by rank")

    rule: Literal["team_selection"] = "team_selection"
    core: Annotated[float, Parameter("核心层占比", "Core, share of staff", Unit.RATE, low=0, high=0.5, step=0.01,
                                     source=SOURCE + ", 10–15%")] = 0.15
    middle: Annotated[float, Parameter("中坚层占比", "Middle, share of staff", Unit.RATE, low=0, high=0.5, step=0.01,
                                       source=SOURCE + ", 15–20%")] = 0.20
    reserve: Annotated[float, Parameter("备选层占比", "Reserve, share of staff", Unit.RATE, low=0, high=0.5, step=0.01,
                                        source=SOURCE + ", 5–10%")] = 0.10
    results_weight: Annotated[float, Parameter("业绩指标权重", "Weight of results", Unit.RATE, low=0, high=1, step=0.05,
                                               source=SOURCE + ", 60–70%")] = 0.7
    behaviour_weight: Annotated[float, Parameter("行为与能力权重", "Weight of behaviour", Unit.RATE, low=0, high=1,
                                                 step=0.05, source=SOURCE + ", 20–30%")] = 0.2
    values_weight: Annotated[float, Parameter("价值观权重", "Weight of values", Unit.RATE, low=0, high=1, step=0.05,
                                              source=SOURCE)] = 0.1
    core_years: Annotated[int, CORE_YEARS] = 0
    middle_years: Annotated[int, MIDDLE_YEARS.but(source=SOURCE)] = 2
    reserve_years: Annotated[int, Parameter("备选层最低司龄", "Reserve from years of service", Unit.YEARS, low=0, high=20,
                                            step=1, source=SOURCE)] = 1

    @model_validator(mode="after")
    def _sums_to_one(self) -> TeamSelection:
        total = sum(map(fraction, (self.results_weight, self.behaviour_weight, self.values_weight)))
        if total != 1:
            raise refuse(t("the weights sum to {total}, not to 100%; change one by {gap}.",
                           total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
        return self

    class Inputs(Declared):
        """The staff of one store."""

        candidates: Annotated[tuple[TeamCandidate, ...], Parameter("门店人员", "The store's staff", Unit.TABLE),
                              Field(strict=False, min_length=1)]

    def points(self, results: npt.NDArray[np.int64], behaviour: npt.NDArray[np.int64],
               values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Weighted points as whole numbers that order exactly, (people,); scores in hundredths of a point."""
        weights, _ = over_common([self.results_weight, self.behaviour_weight, self.values_weight])
        return results * weights[0] + behaviour * weights[1] + values * weights[2]

    def select(self, points: npt.NDArray[np.int64], years: npt.NDArray[np.int64], unit: npt.NDArray[np.int64],
               may: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """The layer of each person, (people,): 0 none, 1 core, 2 middle, 3 reserve; stores numbered by `unit`."""
        layer = np.zeros(len(points), dtype=np.int64)
        staff = np.bincount(unit)
        for i, (share, least) in enumerate(((self.core, self.core_years), (self.middle, self.middle_years),
                                            (self.reserve, self.reserve_years)), start=1):
            part = fraction(share)
            places = staff * part.numerator // part.denominator
            free = np.flatnonzero(may & (layer == 0) & (years >= least))
            order = free[np.lexsort((free, -years[free], -points[free], unit[free]))]
            among = np.bincount(unit[order], minlength=len(staff))
            rank = np.arange(len(order)) - (np.cumsum(among) - among)[unit[order]]
            layer[order[rank < places[unit[order]]]] = i
        return layer

    def alone(self, inputs: Any) -> dict[str, Any]:
        rows: tuple[TeamCandidate, ...] = inputs.candidates
        points = {key: np.array([hundredths(getattr(row, key)) for row in rows], dtype=np.int64)
                  for key in ("results", "behaviour", "values")}
        return {**points, "years": np.array([row.years for row in rows]), "unit": np.zeros(len(rows), dtype=np.int64),
                "may": np.array([row.complaints == 0 for row in rows]), "names": [row.name for row in rows]}

    def formula(self, x: Any, say: Trace) -> npt.NDArray[np.int64]:
        """The layer of each person, (people,): see `select`."""
        layer = self.select(self.points(x.results, x.behaviour, x.values), x.years, x.unit, x.may)
        for i, name in enumerate(LAYERS, start=1):
            say.result(name, Unit.TEXT, lambda i=i: [x.names[place] for place in np.flatnonzero(layer == i)])
        return layer

    def judged(self, company: Company) -> Judged:
        """Everybody's points for results, behaviour and values, hundredths.

        Results are the year's own sales as a percentage of the history that targets build on, at most 200; whoever
        has no history is judged by the assessment score there too. Behaviour is the conduct score where there is one.
        """
        people = company.people
        sold = ratio(np.full(len(people), FULL), people.sales.sum(axis=-2), people.history)
        results = np.where(people.history > 0, np.minimum(sold, MOST), people.score)
        return Judged(results, np.where(people.conduct_score >= 0, people.conduct_score, people.score), people.score)

    def of_company(self, company: Company, kinds: Collection[str] = ("store",)) -> npt.NDArray[np.int64]:
        """The layer of everybody in the company's stores (or units of these kinds), (people,); 0 outside them."""
        people, judged = company.people, self.judged(company)
        places = np.array([unit.kind in kinds for unit in company.facts.units.values()])
        may = places[company.unit_of_people] & (people.complaints == 0)
        return self.formula(Given(results=judged.results, behaviour=judged.behaviour, values=judged.values, years=people.years,
                                  unit=company.unit_of_people, may=may), Trace())
