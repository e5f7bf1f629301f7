"""P20 Points: a bracket of points sets base pay, and points are redeemed at a value each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from engine.base.algebra import MONTHS, every_month, fen, in_december, step, times
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.tables import rising, steps
from engine.base.trace import Trace
from engine.company.people import POINTS
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Group


class Bracket(Declared):
    """From this many points on, this base pay."""

    from_: Annotated[int, Parameter("积分起点", "From points", Unit.COUNT, low=0, high=1_000_000, step=10),
                     Field(alias="from")]
    base_pay: Annotated[float, Parameter("底薪（月）", "Base pay a month", Unit.YUAN, low=0, high=1_000_000, step=100)]


BRACKETS = tuple(Bracket(from_=points, base_pay=pay) for points, pay in (
    (0, 3000.0), (200, 3500.0), (500, 4500.0), (1000, 6000.0)))


class PointsPay(PayElement):
    """The bracket's base pay every month, and in December the redeemed part of the points at their value."""

    about = About(
        title=Text("积分", "Points"),
        what=Text("积分落在哪个区间，就拿哪个区间的底薪；积分还可以按每分价值兑换物品。已兑换的是当年成本，未兑换的是公司的负债。",
                  "The bracket that one's points are in sets base pay; points are also redeemed for goods at a value "
                  "each. What is redeemed is the year's cost, what is not is the company's liability."),
        formula=Text("成本 = 区间底薪 × 12 + 积分 × 兑换比例 × 每分价值；负债 = 其余积分 × 每分价值",
                     "cost = the bracket's base pay × 12 + points × part redeemed × value; liability = the other points "
                     "× value"),
        source="Organisation handbook: points bracket and base pay; incentive-plan collection: points for goods; "
               "brackets and value are ours",
        not_modelled=Text("积分的来源项目、年内变化，以及以前年度留下的积分",
                          "what points are earned by, changes within the year, and points left from earlier years"))
    example = {"points": 620}

    also_in_december = True

    rule: Literal["points"] = "points"
    brackets: Annotated[tuple[Bracket, ...], Parameter("积分区间与底薪（空为不设）", "Brackets and base pay (none: no base pay)",
                                                       Unit.TABLE), Field(strict=False)] = BRACKETS
    value: Annotated[float, Parameter("每分价值", "Value of a point", Unit.YUAN, low=0, high=1000, step=0.1)] = 1.0
    redeemed: Annotated[float, Parameter("当年兑换比例", "Part redeemed in the year", Unit.RATE, low=0, high=1,
                                         step=0.05)] = 0.8

    @field_validator("brackets")
    @classmethod
    def _rising(cls, brackets: tuple[Bracket, ...]) -> tuple[Bracket, ...]:
        if brackets:
            rising(brackets)
        return brackets

    class Inputs(Declared):
        """A year's points."""

        points: Annotated[int, POINTS]

    def bind(self, group: Group) -> dict[str, Any]:
        return {"points": group.of(group.drivers.people.points)}

    def formula(self, x: Any, say: Trace) -> Fen:
        points = say("年积分", "Points in the year", Unit.COUNT, x.points)
        worth = points * fen(self.value)
        base = say("区间底薪", "The bracket's base pay", Unit.YUAN, step(points, steps(self.brackets, "base_pay"))
                   if self.brackets else worth * 0, key="base_pay")
        redeemed = say("当年兑换", "Redeemed in the year", Unit.YUAN, times(worth, self.redeemed), key="redeemed")
        say("未兑换积分的负债", "Liability for points not redeemed", Unit.YUAN, worth - redeemed, key="liability")
        say.result("cost", Unit.YUAN, base * MONTHS + redeemed)
        return every_month(base) + in_december(redeemed)
