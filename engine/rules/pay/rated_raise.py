"""P16 Rated raise: whoever is rated advanced or excellent gets a part of base pay more."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import every_month, same, times, where
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY, RATING
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Group

SOURCE = "Incentive-plan collection: +15% and +25%"


class RatedRaise(PayElement):
    """Base pay × the part of one's rating, every month."""

    about = About(
        title=Text("评级加薪", "Raise by rating"),
        what=Text("考核评为先进、优秀的人，按基本工资的一定比例增发薪酬。",
                  "Whoever is rated advanced or excellent is paid a part of base pay more."),
        formula=Text("增发 = 基本工资 × 评级对应的比例", "raise = base pay × the part of the rating"),
        source=SOURCE,
        not_modelled=Text("每季度重新评级：全年用同一评级", "a new rating each quarter: one rating a year"))
    example = {"base_pay": 6000, "rating": "excellent"}

    rule: Literal["rated_raise"] = "rated_raise"
    advanced: Annotated[float, Parameter("先进增发比例", "Raise for advanced", Unit.RATE, low=0, high=2, step=0.01,
                                         source=SOURCE)] = 0.15
    excellent: Annotated[float, Parameter("优秀增发比例", "Raise for excellent", Unit.RATE, low=0, high=2, step=0.01,
                                          source=SOURCE)] = 0.25

    class Inputs(Declared):
        """A month's base pay and the rating."""

        base_pay: Annotated[float, BASE_PAY]
        rating: Annotated[Literal["", "advanced", "excellent"], RATING] = ""

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        return {"base_pay": group.of(people.base_pay), "rating": group.of(people.rating)}

    def formula(self, x: Any, say: Trace) -> Fen:
        base = say("基本工资", "Base pay", Unit.YUAN, x.base_pay)
        rating = say("评级", "Rating", Unit.TEXT, x.rating)
        excellent = where(same(rating, "excellent"), times(base, self.excellent), 0)
        raised = where(same(rating, "advanced"), times(base, self.advanced), excellent)
        return every_month(say.result("amount", Unit.YUAN, raised))
