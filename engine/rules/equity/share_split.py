"""E14 Split: every share becomes several; nobody's stake changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.company import SHARES
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment
from engine.rules.rule import About


class ShareSplit(EquityProgramme):
    """Every holding, and everything promised, times a whole number."""

    about = About(
        title=Text("股份拆细", "Share split"),
        what=Text("每一股拆成几股（如上市前把股数做大），各股东比例不变，每股价值同比例变小；已承诺的股份一起拆。",
                  "Every share becomes several, such as before a listing. Stakes stay, the value of a share falls in "
                  "proportion; what has been promised is split too."),
        formula=Text("股数 = 原股数 × 倍数；每股价值 = 原价值 ÷ 倍数", "shares = shares before × factor; value a share = value ÷ factor"),
        source="ours",
        not_modelled=Text("并股", "reverse splits"))
    example = {"shares": 1_000_000, "into": 10}

    rule: Literal["share_split"] = "share_split"
    year: Annotated[int, Parameter("第几年拆细", "In year", Unit.YEARS, low=1, high=30, step=1)] = 1
    into: Annotated[int, Parameter("一股拆成几股", "One share becomes", Unit.COUNT, low=2, high=1000, step=1)] = 10

    class Inputs(Declared):
        """A holding."""

        shares: Annotated[int, SHARES]

    def opens(self, key: str) -> tuple[str, ...]:
        return ()

    def calc(self, inputs: Any) -> dict[str, Any]:
        return {"shares": inputs.shares * self.into}

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        if now.year != self.year:
            return Advance()
        if now.table.fully_diluted * self.into > 10**15:
            return Advance((Event(now.year, now.key, Text("拆细后股数过大，未拆",
                                                          "The split would make too many shares; nothing happened")),))
        return Advance((Event(now.year, now.key, Text(f"每股拆成 {self.into} 股", f"Every share becomes {self.into}"),
                              Kind.SPLIT, factor=Fraction(self.into)),))
