"""E4 Gift and purchase: a part of the shares is bought, in part with a loan, and the rest is a gift that vests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.money import fraction, round_half_up, times_rate, to_fen, to_yuan
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import missing, refuse
from engine.base.text import percent_exact, t
from engine.company.captable import Shares
from engine.rules.parts.loans import DOWN_PAYMENT
from engine.rules.parts.purchase import Purchase
from engine.rules.parts.vesting import STORE, THIRDS, Tranche, sizes, sound
from engine.rules.rule import About

SOURCE = "Organisation handbook: gift and purchase"


class GiftPurchase(Purchase):
    """price = valuation × stake; to pay = price × purchased; down = to pay × down payment; the rest is lent."""

    about = About(
        title=Text("赠＋购", "Gift and purchase"),
        what=Text("股份一部分由员工购买，一部分由公司赠与。购买价款先付首付，其余由公司借款；持股分红先付利息，再还本金，余下的才是现金。"
                  "赠与部分分期归属，未归属的没有分红，离职即失效；购买部分离职时按退出条款结算，先还借款。",
                  "People buy a part of the shares and are given the rest. They pay a part of the price down and the "
                  "company lends the rest; dividends on their shares pay the interest first, then the loan, and what is "
                  "left is cash. The gift vests by part; what has not vested earns no dividend and lapses on leaving. "
                  "What was bought is settled by the terms of leaving, the loan first."),
        formula=Text("总价 = 估值 × 比例；应付 = 总价 × 购买部分；首付 = 应付 × 首付比例；借款 = 应付 − 首付",
                     "price = valuation × stake; to pay = price × purchased; down = to pay × down payment; loan = to pay − down"),
        source=f"{SOURCE} (500 million × 1%: half bought, 40% down); that no less is bought than given, the vesting of the "
               "gift and the rates of interest are ours",
        not_modelled=Text("借款的最长期限、赠与和低价购股的个人所得税", "a last date of the loan, tax on gifts and cheap shares"))
    example = {"valuation": 500_000_000, "stake": 0.01, "purchased": 0.5, "down_payment": 0.4}

    results = {
        "price": Text("总价", "Price"), "to_pay": Text("应付价款", "To pay"), "down": Text("首付", "Down payment"),
        "loan": Text("借款", "Loan"), "gifted": Text("赠与价值", "Worth of the gift"),
        "interest": Text("各年利息", "Interest by year"), "principal": Text("各年还本", "Loan repaid by year"),
        "cash": Text("各年到手现金", "Cash by year"), "balance": Text("各年末借款余额", "Still owed at each year's end")}

    rule: Literal["gift_purchase"] = "gift_purchase"
    stake: Annotated[float, Parameter("股份占总股数", "Shares as part of all", Unit.RATE, low=0, high=0.5, step=0.005,
                                      source=SOURCE)] = 0.01
    purchased: Annotated[float, Parameter("其中购买", "Of it purchased", Unit.RATE, low=0, high=1, step=0.05,
                                          source=SOURCE)] = 0.5
    down_payment: Annotated[float, DOWN_PAYMENT.but(source=f"{SOURCE}, usually 40%")] = 0.4
    vesting: Annotated[tuple[Tranche, ...], Parameter("赠与部分归属", "Vesting of the gift", Unit.TABLE, source=STORE),
                       Field(strict=False)] = THIRDS

    @field_validator("vesting")
    @classmethod
    def _vesting_is_sound(cls, vesting: tuple[Tranche, ...]) -> tuple[Tranche, ...]:
        sound(vesting)
        return vesting

    @field_validator("purchased")
    @classmethod
    def _at_least_as_much_as_given(cls, purchased: float) -> float:
        if fraction(purchased) < fraction(0.5):
            raise refuse(t("{gift} would be given and only {bought} bought; let people buy at least as much as they are given "
                           "(50% or more).", gift=percent_exact(1 - purchased), bought=percent_exact(purchased)))
        return purchased

    def pool(self, total: int) -> int:
        """Whole shares, to the nearest, halves up."""
        return round_half_up(total * fraction(self.stake))

    def gifted(self, shares: Shares) -> Shares:
        """The gift in everybody's shares, (people,), rounded down, so that nobody is given more than is bought."""
        gift = 1 - fraction(self.purchased)
        return np.asarray(shares * gift.numerator // gift.denominator, dtype=np.int64)

    def due(self, granted: Shares, years: int) -> Shares:
        """What of the gift, (people,), is due after so many years; without tranches all of it, at once."""
        if not self.vesting:
            return granted
        due = [tranche.after <= years for tranche in self.vesting]
        return np.asarray(sizes(granted, self.vesting)[due].sum(axis=-2), dtype=np.int64)

    def calc(self, inputs: Any) -> dict[str, Any]:
        if self.valuation is None:
            raise missing("valuation")
        price = round_half_up(to_fen(self.valuation) * fraction(self.stake))
        to_pay = int(times_rate(np.array([price]), self.purchased)[0])
        terms = self.terms(to_pay, inputs.loan)
        return {"price": to_yuan(price), "to_pay": to_yuan(to_pay), "down": to_yuan(terms.down),
                "loan": to_yuan(terms.loan), "gifted": to_yuan(price - to_pay), **self.repaid(terms, inputs.dividends)}
