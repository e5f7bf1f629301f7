"""P21 Star award: the score earns stars, few of each; a rise pays the difference."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from engine.base.algebra import at_least, in_december, step, steps, where
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.tables import not_falling, rising
from engine.base.trace import Trace
from engine.company.people import STARS_HELD
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import SCORE_FROM, SCORE_REACHED
from engine.rules.rule import About
from engine.world.drivers import Group

SOURCE = "Incentive-plan collection: star rating of parks"


class Star(Declared):
    """One level: so many stars from this score on, and their award."""

    stars: Annotated[int, Parameter("星级", "Stars", Unit.COUNT, low=1, high=5, step=1)]
    from_: Annotated[float, SCORE_FROM, Field(alias="from")]
    award: Annotated[float, Parameter("奖励", "Award", Unit.YUAN, low=0, high=100_000_000, step=1000)]


STARS = tuple(Star(stars=stars, from_=score, award=award) for stars, score, award in (
    (3, 85.0, 400_000.0), (4, 90.0, 600_000.0), (5, 95.0, 1_000_000.0)))


class StarAward(PayElement):
    """Stars from the highest score down; the new star's award less that of the stars held; once a year."""

    about = About(
        title=Text("星级评定", "Star award"),
        what=Text("得分达到哪一级可评为几星，每级名额有限，从高分到低分依次评定，高一级满额的顺延到下一级。"
                  "已有星级的人只在晋级时补发差额。",
                  "The score earns stars; there are few of each, given from the highest score down, and who finds a "
                  "level full is considered for the next. Whoever already holds stars gets the difference when "
                  "rising."),
        formula=Text("奖励 = max（0，新星级奖励 − 原星级奖励）", "award = max(0, the new level's award − that of the stars held)"),
        source=f"{SOURCE}; what happens when a level is full is ours",
        not_modelled=Text("降级后的追回；奖励计在 12 月", "claw-back when stars are lost; the award falls in December"))
    example = {"score": 95, "held_stars": 4}

    by_year = True
    plain = Text("名额按得分排名给出", "places are given by rank")

    rule: Literal["star_award"] = "star_award"
    table: Annotated[tuple[Star, ...], Parameter("星级表", "Levels", Unit.TABLE, source=SOURCE),
                     Field(strict=False, min_length=1)] = STARS
    most: Annotated[int | None, Parameter("每级名额", "Places at each level", Unit.PEOPLE, low=1, high=100_000, step=1,
                                          source=SOURCE, nothing=Text("不限", "no limit"))] = 1

    @field_validator("table")
    @classmethod
    def _rising(cls, table: tuple[Star, ...]) -> tuple[Star, ...]:
        rising(table)
        rising(table, "stars")
        not_falling(table, "award")
        return table

    class Inputs(Declared):
        """One candidate, with a place to be had."""

        score: Annotated[float, SCORE_REACHED]
        held_stars: Annotated[int, STARS_HELD] = 0

    reads = {"year": Parameter("年份", "Year", Unit.COUNT)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {**super().alone(inputs), "year": 1}

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        return {"score": group.of(people.score), "held_stars": group.of(people.stars), "year": group.drivers.year}

    def levels(self, score: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The place in the table that each gets, −1 for none, (…, people); equal scores in the order of the people."""
        if score.ndim > 1:  # places are won by rank: draw by draw
            return np.stack([self.levels(each) for each in score])
        best_first = np.argsort(-score, kind="stable")
        level = np.full(len(score), -1, dtype=np.int64)
        bounds = steps(self.table, "award").bounds
        for place in range(len(self.table) - 1, -1, -1):
            waiting = best_first[(level[best_first] < 0) & (score[best_first] >= bounds[place])]
            level[waiting[:self.most]] = place
        return level

    def formula(self, x: Any, say: Trace) -> Fen:
        """Fen by month, (…, 12, people), given once: in the first year, stars held afterwards are those."""
        score = say("得分", "Score", Unit.POINTS, x.score)
        held = say("已有星级", "Stars held", Unit.COUNT, x.held_stars)
        level = self.levels(score)
        stars, awards = (np.array([0, *steps(self.table, value).values])[level + 1] for value in ("stars", "award"))
        say("评定星级", "Stars given", Unit.COUNT, stars, key="stars")
        amount = say.result("amount", Unit.YUAN, at_least(awards - step(held, steps(self.table, "award", "stars")), 0))
        return in_december(where(x.year == 1, amount, 0))
