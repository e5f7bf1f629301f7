"""X2 Succession: what a leaving head keeps, what the newcomer gets, and when a company is closed and refounded."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import ppm
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import percent_exact, t
from engine.company.company import PPM
from engine.company.network import Whole
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: expansion by subsidiaries"


class Succession(Rule):
    """A registered head keeps his stake, diluted or not; before that he keeps his dividends for a while."""

    about = About(
        title=Text("负责人更替", "Succession of heads"),
        what=Text("负责人注册后离职，保留注册股，新负责人到任有两种分法：所有股东同比例稀释（80/20 变成 64/16/20），"
                  "或全由总部让出（60/20/20）。注册前离职，股份交给新负责人，本人的分红再延长几年，由总部那份支付。"
                  "会让总部低于下限时不允许。连续两任负责人都没有起色，公司注销，重新成立。",
                  "A head who leaves after registration keeps his stake, and the newcomer's comes from all holders alike "
                  "(80/20 becomes 64/16/20) or from headquarters alone (60/20/20). One who leaves before passes the stake "
                  "on and keeps his dividends for some more years, out of headquarters' part. What would bring "
                  "headquarters below its floor is refused. After two heads in a row have failed, the company is closed "
                  "and founded anew."),
        formula=Text("同比例稀释：原持股 ×（1 − 新负责人）；由总部让出：总部 − 新负责人",
                     "from all: every stake × (1 − newcomer's); from headquarters: headquarters − newcomer's"),
        source=SOURCE + " (64 / 16 / 20 or 60 / 20 / 20; two heads; dividends extended); for how long is ours",
        not_modelled=Text("新负责人为股份付的钱、注销后的清算", "what the newcomer pays for his stake, and liquidation"))
    example = {"headquarters": 0.80, "head": 0.20, "newcomer": 0.20, "from": "all"}

    plain: ClassVar[Text | None] = Text("几种交接方式之一，持股随之重排",
                                        "one of several ways to hand over, after which the stakes are others")

    rule: Literal["succession"] = "succession"
    from_: Annotated[Literal["all", "headquarters"], Parameter("新负责人的股份来自", "The newcomer's stake comes from",
                                                               Unit.CHOICE, choices={
        "all": Text("所有股东同比例稀释", "All holders alike"), "headquarters": Text("总部让出", "Headquarters")},
        source=SOURCE), Field(alias="from")] = "all"
    stays: Annotated[int | None, Parameter("负责人任职几年后离职", "Years after which a head leaves", Unit.YEARS, low=1,
                                           high=30, step=1, nothing=Text("一直任职", "stays for good"))] = None
    extended: Annotated[int, Parameter("注册前离职，分红延长几年", "Years of dividends after leaving unregistered",
                                       Unit.YEARS, low=0, high=10, step=1)] = 1
    closes_after: Annotated[int, Parameter("连续几任失败后注销", "Heads failed in a row until it closes", Unit.COUNT, low=1,
                                           high=10, step=1, source=SOURCE)] = 2

    class Inputs(Declared):
        """One company whose head leaves."""

        headquarters: Annotated[float, Parameter("总部持股", "Headquarters' stake", Unit.RATE, low=0, high=1,
                                                 step=0.01)] = 0.80
        head: Annotated[float, Parameter("原负责人持股", "The leaving head's stake", Unit.RATE, low=0, high=1,
                                         step=0.01)] = 0.20
        newcomer: Annotated[float, Parameter("新负责人持股", "The newcomer's stake", Unit.RATE, low=0, high=1,
                                             step=0.01)] = 0.20
        registered: Annotated[bool, Parameter("已注册", "The stake is registered", Unit.FLAG)] = True
        heads_failed: Annotated[int, Parameter("已失败几任", "Heads failed in a row", Unit.COUNT, low=0, high=10,
                                               step=1)] = 0
        headquarters_floor: Annotated[float, Parameter("总部持股下限", "Headquarters' floor", Unit.RATE, low=0, high=1,
                                                       step=0.01, source=SOURCE)] = 0.51

    def calc(self, inputs: Any) -> dict[str, Any]:
        """Stakes after the change; `others` is what further holders (openers, earlier heads) have.

        Raises:
            InputError: stakes of more than 100% together, or headquarters below its floor.
        """
        own, head, new = (ppm(each) for each in (inputs.headquarters, inputs.head, inputs.newcomer))
        if own + head > PPM:
            raise InputError([Problem("", "headquarters", t(
                "headquarters and the head would hold {sum} together; all stakes are 100%.",
                sum=percent_exact((own + head) / PPM)))])
        refound = bool(self.closes(inputs.heads_failed))
        if refound:
            own, new, others, head = PPM - new, new, 0, 0
        elif not inputs.registered:
            own, new, others, head = own + head - new, new, PPM - own - head, 0
        else:
            own, new, others, head = self.taken_over(np.array([own, head, PPM - own - head, 0]), new).tolist()
        floor = ppm(inputs.headquarters_floor)
        if own < floor:
            raise InputError([Problem("", "headquarters", t(
                "headquarters would keep {left} after the succession, below its floor of {floor}; give the newcomer "
                "less, or buy the leaving head out.", left=percent_exact(own / PPM), floor=percent_exact(floor / PPM)))])
        return {"headquarters": own / PPM, "head": head / PPM, "newcomer": new / PPM, "others": others / PPM, "refound": refound}

    def closes(self, failed: Whole | int) -> Any:
        """Whether a company with so many failed heads in a row is closed, and founded anew; elementwise."""
        return failed >= self.closes_after

    def taken_over(self, stakes: Whole, newcomer: int) -> Whole:
        """Stakes after a registered head has left, millionths.

        `stakes` is (holders, …): headquarters, the head, others in any order, last former heads; the sum
        stays PPM, and what rounding leaves over is headquarters'.
        """
        _, head, *others, former = stakes
        new = np.full_like(head, newcomer)
        if self.from_ == "all":
            head, former, *others = (each * (PPM - newcomer) // PPM for each in (head, former, *others))
        given = [new, *others, former + head]
        return np.stack([PPM - sum(given), *given])
