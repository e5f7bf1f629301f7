"""D4 Dividend per share: whole cents a share, most of it paid now, the rest to a personal account."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from engine.base.algebra import of, times, times_down
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.parts.terms import OWN_SHARES
from engine.rules.rule import About, Rule

SOURCE = "Virtual-share company plan, steps six and seven"


def refuse_more_than_all(held: int, shares: int) -> None:
    """Refuse a holding larger than all participating shares together.

    Raises:
        PydanticCustomError: more shares held than take part.
    """
    if held > shares:
        raise refuse(t("{held} shares held are more than the {shares} that take part; enter a part of them.",
                       held=f"{held:,}", shares=f"{shares:,}"))


class DividendPerShare(Rule):
    """Divides what is distributed by the participating shares, down to the cent."""

    about = About(
        title=Text("每股分红", "Dividend per share"),
        what=Text("可发放金额除以参与分红的股数，每股舍到分；个人应得的 90% 当年发，10% 进个人账户下年发。"
                  "除不尽的部分留在基金里。",
                  "What is distributed over the participating shares, down to the cent a share; 90% of a person's "
                  "part is paid this year, 10% goes to a personal account and is paid next year. What does not "
                  "divide stays in the fund."),
        formula=Text("每股 = 发放额 ÷ 总股数（舍到分）；个人 = 每股 × 持股数",
                     "per share = distributed ÷ shares, down to the cent; person = per share × shares held"),
        source=SOURCE,
        not_modelled=Text("账户利息", "interest on the accounts"))
    example = {"distributed": 127_500, "shares": 115_800, "held": 5_800}

    rule: Literal["dividend_per_share"] = "dividend_per_share"
    paid_now: Annotated[float, Parameter("当年支付比例", "Part paid this year", Unit.RATE, low=0, high=1, step=0.05,
                                         source=SOURCE)] = 0.9

    class Inputs(Declared):
        """What is distributed among how many shares, and one holding."""

        distributed: Annotated[float, Parameter("发放额", "Distributed", Unit.YUAN, low=0, high=1_000_000_000_000,
                                                step=1000)]
        shares: Annotated[int, Parameter("参与分红的总股数", "Participating shares", Unit.SHARES, low=0,
                                         high=100_000_000_000, step=100)]
        held: Annotated[int, OWN_SHARES] = 0

        @model_validator(mode="after")
        def _held_among_all(self) -> DividendPerShare.Inputs:
            refuse_more_than_all(self.held, self.shares)
            return self

    @staticmethod
    def per_share(distributed: Any, shares: Any) -> Any:
        """Whole fen a share, any shape; 0 when nobody holds any."""
        return times_down(distributed, of(1, shares))

    def parts(self, dividend: Any) -> tuple[Any, Any]:
        """Paid now and kept on the account, any shape; they sum to the dividend."""
        now = times(dividend, self.paid_now)
        return now, dividend - now

    def formula(self, x: Any, say: Trace) -> Any:
        each = say.result("per_share", Unit.YUAN, self.per_share(x.distributed, x.shares))
        dividend = say.result("dividend", Unit.YUAN, x.held * each)
        now, account = self.parts(dividend)
        say.result("now", Unit.YUAN, now)
        say.result("account", Unit.YUAN, account)
        say.result("left_in_fund", Unit.YUAN, lambda: x.distributed - x.shares * each)
        return dividend
