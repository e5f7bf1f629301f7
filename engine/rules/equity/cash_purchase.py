"""E5 Cash purchase: a team buys its stake with a down payment and a loan from the company."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import missing
from engine.rules.parts.loans import DOWN_PAYMENT
from engine.rules.parts.purchase import Purchase
from engine.rules.rule import About

SOURCE = "Organisation handbook: cash purchase; a sales company held 30 to 70 by headquarters and team"


class CashPurchase(Purchase):
    """cash = stake × down payment; loan = the rest of the stake; headquarters holds what the team does not."""

    about = About(
        title=Text("现金购买", "Cash purchase"),
        what=Text("团队出资买入股份，首付不低于 30%，其余由公司（或内部贷款公司）借给，利息不高于商业贷款。分红先付利息，再还本金，"
                  "余下的才是现金。离职时按退出条款结算，先还借款。",
                  "A team pays for its stake: at least 30% down, the rest lent by the company (or its lending company) at no "
                  "more than commercial interest. Dividends pay the interest first, then the loan, and what is left is cash. "
                  "Leavers are settled by the terms of leaving, the loan first."),
        formula=Text("首付股权 = 团队持股 × 首付比例；借款股权 = 团队持股 − 首付股权；总部 = 1 − 团队持股",
                     "cash stake = team's stake × down payment; loan stake = team's stake − cash stake; "
                     "headquarters = 1 − team's stake"),
        source=f"{SOURCE} (70%: 21% cash, 49% lent); rates of interest are ours",
        not_modelled=Text("借款的最长期限、贷款公司自身的账", "a last date of the loan, the lending company's own books"))
    example = {"team_stake": 0.70, "down_payment": 0.30}

    results = {
        "cash_stake": Text("首付对应股权", "Stake paid down"), "loan_stake": Text("借款对应股权", "Stake lent"),
        "headquarters": Text("总部持股", "Headquarters' stake"), "price": Text("价款", "Price"), "down": Text("首付", "Down payment"),
        "loan": Text("借款", "Loan"),
        "interest": Text("各年利息", "Interest by year"), "principal": Text("各年还本", "Loan repaid by year"),
        "cash": Text("各年到手现金", "Cash by year"), "balance": Text("各年末借款余额", "Still owed at each year's end")}

    rule: Literal["cash_purchase"] = "cash_purchase"
    team_stake: Annotated[float, Parameter("团队持股（购买后）", "Team's stake (after the purchase)", Unit.RATE, low=0, high=0.99,
                                           step=0.01, source=SOURCE)] = 0.70
    down_payment: Annotated[float, DOWN_PAYMENT] = 0.30

    def pool(self, total: int) -> int:
        """Whole shares to the nearest: a part of those there are, or as many new ones as make that part."""
        stake = fraction(self.team_stake)
        return round_half_up(total * stake if self.giver is not None or not self.year else total * stake / (1 - stake))

    def calc(self, inputs: Any) -> dict[str, Any]:
        stake, down = fraction(self.team_stake), fraction(self.down_payment)
        result = {"cash_stake": float(stake * down), "loan_stake": float(stake * (1 - down)), "headquarters": float(1 - stake)}
        if self.valuation is None:
            if inputs.loan is not None or inputs.dividends:
                raise missing("valuation")
            return result
        terms = self.terms(round_half_up(to_fen(self.valuation) * stake), inputs.loan)
        return {**result, "price": to_yuan(terms.price), "down": to_yuan(terms.down), "loan": to_yuan(terms.loan),
                **self.repaid(terms, inputs.dividends)}
