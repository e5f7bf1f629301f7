"""P1 Post pay: a part of base pay that moves with the month's work score."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import every_month, of_full_score, times
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import SCORE_REACHED
from engine.rules.rule import About
from engine.world.drivers import Group


class PostPay(PayElement):
    """Score / 100 × base pay × share, every month."""

    about = About(
        title=Text("岗位工资", "Post pay"),
        what=Text("按工作质量和态度得分发放的岗位工资。", "Pay that follows the score for quality and conduct of work."),
        formula=Text("岗位工资 = 得分 ÷ 100 × 基本工资 × 岗位工资比例",
                     "post pay = score ÷ 100 × base pay × post pay share"),
        source="Car-care chain plan: pay components",
        not_modelled=Text("每个月单独的得分：全年用同一得分", "a score of its own for each month: one score a year"))
    example = {"base_pay": 3000, "score": 92}

    rule: Literal["post_pay"] = "post_pay"
    share: Annotated[float, Parameter("岗位工资比例", "Post pay share of base pay", Unit.RATE, low=0, high=1,
                                      step=0.05, source="Car-care chain plan")] = 0.2

    class Inputs(Declared):
        """A month's base pay and score."""

        base_pay: Annotated[float, BASE_PAY]
        score: Annotated[float, SCORE_REACHED]

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        return {"base_pay": group.of(people.base_pay), "score": group.of(people.score)}

    def formula(self, x: Any, say: Trace) -> Fen:
        base = say("基本工资（月）", "Base pay a month", Unit.YUAN, x.base_pay)
        score = say("得分", "Score", Unit.POINTS, x.score)
        return every_month(say.result("amount", Unit.YUAN, times(base, self.share, of_full_score(score))))
