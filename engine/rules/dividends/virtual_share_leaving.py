"""D5 Leaving with virtual shares: bad standing loses all, good standing is paid for the months served."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import MONTHS, of, times_down
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.parts.terms import MONTHS_SERVED
from engine.rules.rule import About, Rule

SOURCE = "Virtual-share company plan, step three"


class VirtualShareLeaving(Rule):
    """Good standing: dividend × months served / 12 and the account; bad standing: nothing."""

    about = About(
        title=Text("离职时的虚拟股分红", "Leaving with virtual shares"),
        what=Text("非正常离职（辞职、辞退、解约）的，虚拟股自动消失，当年分红由其他持股人分，个人账户留在基金；正常离职的，年终按在职"
                  "月数折算分红，连同个人账户一次付清，没有付的留在分红基金里。",
                  "Whoever leaves in bad standing (resigned, dismissed, contract broken) loses the shares: the others share "
                  "the year's dividend, the personal account stays in the fund. In good standing the year's dividend is "
                  "paid for the months served, with all of the account, and what is not paid stays in the fund."),
        formula=Text("正常离职 = 分红 × 在职月数 ÷ 12（舍到分）+ 个人账户；非正常离职 = 0",
                     "good standing = dividend × months served ÷ 12, down to the cent, + account; bad standing = 0"),
        source=SOURCE + "; paying out the account at once is ours",
        not_modelled=Text("把股数折成现金一次买断", "buying the shares out for cash"))
    example = {"dividend": 6_380, "months": 6, "account": 638}

    rule: Literal["virtual_share_leaving"] = "virtual_share_leaving"
    standing: Annotated[Literal["good", "bad"], Parameter("离职性质", "How people leave", Unit.CHOICE, choices={
        "good": Text("正常离职", "In good standing"), "bad": Text("非正常离职", "In bad standing")})] = "good"

    class Inputs(Declared):
        """What a full year would have brought, and how much of it was served."""

        dividend: Annotated[float, Parameter("全年应得分红", "Dividend of the full year", Unit.YUAN, low=0,
                                             high=1_000_000_000_000, step=100)]
        months: Annotated[int, MONTHS_SERVED]
        account: Annotated[float, Parameter("个人账户余额", "Personal account", Unit.YUAN, low=0,
                                            high=1_000_000_000_000, step=100)] = 0.0

    def part(self, dividend: Any, months: Any) -> Any:
        """What of a year's dividend is paid to people who served so many months of it, fen."""
        return times_down(dividend, of(months, MONTHS)) if self.standing == "good" else dividend * 0

    def of_account(self, account: Any) -> Any:
        """What is paid of personal accounts, fen."""
        return account if self.standing == "good" else account * 0

    def formula(self, x: Any, say: Trace) -> Any:
        paid = say.result("dividend", Unit.YUAN, self.part(x.dividend, x.months))
        of_account = say.result("account", Unit.YUAN, self.of_account(x.account))
        say.result("paid", Unit.YUAN, paid + of_account)
        say.result("forfeited", Unit.YUAN, lambda: x.dividend + x.account - paid - of_account)
        return paid + of_account
