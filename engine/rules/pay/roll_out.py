"""P18 Roll-out phases (导入期): assessment is learnt, then accepted, then normal."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import at_least, every_month, from_month, hundredths, structure, times, where
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import SCORE_REACHED
from engine.rules.pay.score_coefficient import PerformanceTerms
from engine.rules.rule import About
from engine.world.drivers import Group

SOURCE = "Organisation handbook: roll-out of assessment"


class RollOut(PayElement, PerformanceTerms):
    """Performance pay by score, with the first two months of the roll-out different."""

    about = About(
        title=Text("绩效导入期", "Roll-out of performance pay"),
        what=Text("第一个月只领指标，绩效工资全额发；第二个月，接受考核的人按得分发，但不少于 70%，不接受的人不发；"
                  "第三个月起按得分正常发。导入开始前全额发。用它代替“绩效工资（得分系数）”。",
                  "In the first month indicators are handed out and performance pay is paid in full; in the second, "
                  "whoever accepts assessment is paid by score but at least 70%, whoever does not nothing; from the "
                  "third on it is paid by score. Before the start it is paid in full. It stands in for performance "
                  "pay by score."),
        formula=Text("第 1 月：基数；第 2 月：接受者 max（70% × 基数，系数 × 基数），不接受者 0；之后：系数 × 基数",
                     "month 1: base; month 2: max(70% of base, coefficient × base) for those who accept, else 0; "
                     "then: coefficient × base"),
        source=SOURCE + "; who accepts, and full pay before the start, are ours",
        not_modelled=Text("后来才接受考核的人", "people who come to accept later on"))
    example = {"base_pay": 10_000, "score": 62, "share": 0.2}

    rule: Literal["roll_out"] = "roll_out"
    start: Annotated[int, Parameter("从第几月开始导入", "Roll-out starts in month", Unit.COUNT, low=1, high=12, step=1)] = 1
    at_least: Annotated[float, Parameter("第二个月至少发放", "Second month, at least", Unit.RATE, low=0, high=1, step=0.05,
                                         source=SOURCE)] = 0.7
    accepts_from: Annotated[float, Parameter("得分多少以上算接受考核", "Accepts assessment from a score of", Unit.POINTS, low=0,
                                             high=200, step=1)] = 0.0

    class Inputs(Declared):
        """A month's base pay, the score, and whether the person accepts assessment."""

        base_pay: Annotated[float, BASE_PAY]
        score: Annotated[float, SCORE_REACHED]
        accepts: Annotated[bool | None, Parameter("接受考核", "Accepts assessment", Unit.FLAG,
                                                  nothing=Text("看得分", "by the score"))] = None

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        return {"base_pay": group.of(people.base_pay), "score": group.of(people.score), "accepts": None}

    def phases(self, base_pay: Any, score: Any, accepts: Any) -> tuple[Any, Any, Any]:
        """Performance pay in the first, the second and every later month, in fen; (…, people) each."""
        full, normal = self.full(base_pay), self.by_score(base_pay, score)
        return full, where(accepts, at_least(times(full, self.at_least), normal), 0), normal

    def formula(self, x: Any, say: Trace) -> Fen:
        score = say("得分", "Score", Unit.POINTS, x.score)
        accepts = score >= hundredths(self.accepts_from) if x.accepts is None else x.accepts
        first, second, later = self.phases(x.base_pay, score, accepts)
        first = say("绩效工资基数", "Performance pay at coefficient 1", Unit.YUAN, first, key="first")
        second = say("第二个月", "The second month", Unit.YUAN, second, key="second")
        later = say("以后每月", "Every later month", Unit.YUAN, later, key="later")
        start = structure(self.start)
        return from_month(start + 1, every_month(first), from_month(start + 2, every_month(second), every_month(later)))
