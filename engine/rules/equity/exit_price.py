"""E13 Exit price: what somebody who leaves gets for a stake."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing
from engine.company.company import STAKE
from engine.rules.parts.leaving import CAR_CARE, ORGANISATION, STORE, ExitTerms, Worth, settle
from engine.rules.rule import About, Rule

NEEDED: dict[str, tuple[str, ...]] = {
    "value": ("stake", "valuation"), "book": ("stake", "net_assets"), "paid_in": ("paid_in",),
    "paid_in_interest": ("paid_in", "years_held"), "registered": ("stake", "registered_capital"), "fixed": ("stake", "fixed_price"),
    "nothing": ()}
"""What each basis cannot be computed without."""

AMOUNT = 1_000_000_000_000


class ExitPrice(Rule, ExitTerms):
    """gross = worth of the holding × unlocked; paid = gross × a part + the locked rest × another + dividend."""

    about = About(
        title=Text("退出价格", "Exit price"),
        what=Text("按离开原因和股权工具查表定价。门店股权：主动离职，已解锁部分按估值打折回购，未解锁的失效；被辞退按 80%；"
                  "退休或身故，已解锁 100%、未解锁 50%，另付当年分红。持股平台：主动离职退原出资加银行利息，被调整辞退按最近账面值。"
                  "子公司总经理按注册资本；小湿股退原出资；大湿股按离职时估值；期权、虚拟股、赠与股按协议。车店股份第一年不得退出，"
                  "之后按店面资产比例，未办手续离岗的归零。",
                  "A table gives the price by reason and instrument. Store shares: whoever resigns gets a part of the "
                  "value of what is unlocked, and the locked rest lapses; whoever is dismissed 80%; retired or died: all "
                  "of the unlocked and half of the locked part, and the year's dividend. Holding partnership: whoever "
                  "resigns gets the original payment and bank interest, whoever is laid off the latest book value. The "
                  "head of a subsidiary gets the part of registered capital; small wet shares the original payment; "
                  "large wet shares the value at leaving; options, virtual and gifted shares what was agreed. Car-care "
                  "stores: nothing in the first year, then the part of the store's assets; leaving without the "
                  "procedure forfeits it."),
        formula=Text("支付 = 全部价值 × 已解锁 × 比例 ＋ 全部价值 ×（1 − 已解锁）× 未解锁比例 ＋ 当年分红（如有）",
                     "paid = worth × unlocked × part + worth × (1 − unlocked) × part of locked + the year's dividend where due"),
        source=f"{STORE}; {ORGANISATION}; {CAR_CARE}; reasons that these leave open are ours",
        not_modelled=Text("竞业限制、分期支付、继承程序和退出的个人所得税",
                          "non-compete clauses, payment by instalments, inheritance and tax on leaving"))
    example = {"plan": "store", "reason": "resigned", "stake": 0.10, "unlocked": 0.6, "valuation": 12_000_000,
               "factor": 0.7}

    results = {"gross": Text("已解锁部分价值", "Worth of the unlocked part"), "paid": Text("实际支付", "Paid")}

    plain: ClassVar[Text | None] = Text("离职条款按原因从表中选出，再看持有年数",
                                        "which term settles a leaver is looked up by reason, plan and years held")

    rule: Literal["exit_price"] = "exit_price"

    class Inputs(Declared):
        """The stake, and what its price may be counted from."""

        stake: Annotated[float, STAKE] = 0.0
        unlocked: Annotated[float, Parameter("已解锁比例", "Unlocked part", Unit.RATE, low=0, high=1, step=0.1)] = 1.0
        valuation: Annotated[float, Parameter("离职时估值", "Value of the company", Unit.YUAN, low=0, high=AMOUNT,
                                              step=100_000)] = 0.0
        net_assets: Annotated[float | None, Parameter(
            "账面净资产（店面资产）", "Net assets (of the store)", Unit.YUAN, low=0, high=AMOUNT, step=100_000,
            nothing=Text("等于估值", "the valuation"))] = None
        paid_in: Annotated[float, Parameter("原出资额", "Original payment", Unit.YUAN, low=0, high=AMOUNT,
                                            step=10_000)] = 0.0
        years_held: Annotated[int, Parameter("持有年数", "Years held", Unit.YEARS, low=0, high=60, step=1)] = 1
        dividend: Annotated[float, Parameter("当年应得分红", "The year's dividend", Unit.YUAN, low=0, high=AMOUNT,
                                             step=1000)] = 0.0

    def _absent(self, inputs: Any) -> list[str]:
        """What the price is counted from, where it is not given."""
        term = self.term()
        basis = self.agreement if term.basis == "agreed" else term.basis
        if term.plan == "car_care" and inputs.years_held < self.first_years:
            return []
        given = self.model_fields_set | inputs.model_fields_set
        if basis == "book" and "net_assets" not in given and "valuation" in given:
            basis = "value"  # which stands in for it
        return [name for name in NEEDED[basis] if name not in given]

    def calc(self, inputs: Any) -> dict[str, Any]:
        if absent := self._absent(inputs):
            raise missing(*absent)
        stake, unlocked = fraction(inputs.stake), fraction(inputs.unlocked)
        assets = inputs.valuation if inputs.net_assets is None else inputs.net_assets

        def part(of: float) -> Any:
            return np.array([round_half_up(to_fen(of) * stake)])

        worth = Worth(part(inputs.valuation), part(assets), np.array([to_fen(inputs.paid_in)]), part(self.registered_capital),
                      part(self.fixed_price), np.array([to_fen(inputs.dividend)]), np.array([inputs.years_held]))
        settled = settle(worth, np.array([unlocked.numerator]), np.array([unlocked.denominator]), self)
        return {"gross": to_yuan(settled.gross[0]), "paid": to_yuan(settled.paid[0])}
