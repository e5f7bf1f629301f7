"""E11 Option value: Black–Scholes–Merton with dividends, and the haircut for early exercise."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from engine.base.parameter import Declared, Text
from engine.rules.parts.option_pricing import SOURCE, OptionTerms, black_scholes, d1_d2
from engine.rules.parts.terms import SHARE_PRICE, STRIKE, YEARS_LEFT
from engine.rules.rule import About, Rule


class OptionValue(Rule, OptionTerms):
    """call = S e^(−qT) N(d1) − K e^(−rT) N(d2); value to the holder = call × (1 − haircut)."""

    about = About(
        title=Text("期权定价", "Option value"),
        what=Text("布莱克－斯科尔斯－默顿公式，考虑股息。看涨期权的公允价值用于会计费用；员工手里的价值再打折，"
                  "因为可能提前行权或离职作废：来源打 7 折。",
                  "Black, Scholes and Merton's formula with dividends. The fair value of the call is what accounting "
                  "books; in the holder's hands it is worth less, as it may be exercised early or lapse on leaving: the "
                  "source takes 30% off."),
        formula=Text("d1 = [ln(S ÷ K) + (r − q + σ² ÷ 2)T] ÷ (σ√T)；d2 = d1 − σ√T；看涨 = S·e^(−qT)·N(d1) − K·e^(−rT)·N(d2)；"
                     "看跌 = K·e^(−rT)·N(−d2) − S·e^(−qT)·N(−d1)；持有人价值 = 看涨 ×（1 − 折扣）",
                     "d1 = [ln(S ÷ K) + (r − q + σ² ÷ 2)T] ÷ (σ√T); d2 = d1 − σ√T; call = S·e^(−qT)·N(d1) − K·e^(−rT)·N(d2); "
                     "put = K·e^(−rT)·N(−d2) − S·e^(−qT)·N(−d1); worth to the holder = call × (1 − haircut)"),
        source=SOURCE + "; the source may also mean the value of the time left alone, which can be chosen; rate and volatility are ours",
        not_modelled=Text("业绩条件、稀释、波动率微笑、二叉树提前行权",
                          "performance conditions, dilution, changing volatility, a tree of early exercise"))
    example = {"spot": 42, "strike": 40, "rate": 0.1, "volatility": 0.2, "years": 0.5}

    results = {
        "call": Text("看涨期权", "Call"), "put": Text("看跌期权", "Put"), "value": Text("对持有人的价值", "Worth to the holder"),
        "intrinsic": Text("立即行权所得", "If exercised today"), "time_value": Text("时间价值", "Value of the time left")}

    plain: ClassVar[Text | None] = Text("对数、指数和正态分布，不是整数的加减乘除",
                                        "logarithms, powers and the normal distribution, no whole numbers")

    rule: Literal["option_value"] = "option_value"

    class Inputs(Declared):
        """The share, the strike and the time left."""

        spot: Annotated[float, SHARE_PRICE]
        strike: Annotated[float, STRIKE]
        years: Annotated[float, YEARS_LEFT]

    def calc(self, inputs: Any) -> dict[str, Any]:
        given = (inputs.spot, inputs.strike, self.rate, self.volatility, inputs.years, self.dividend_yield)
        call, put = (float(each) for each in black_scholes(*given))
        intrinsic = max(inputs.spot - inputs.strike, 0.0)
        d1, d2 = d1_d2(*given)
        return {"call": call, "put": put, "value": float(self.holder_value(inputs.spot, inputs.strike, inputs.years)),
                "intrinsic": intrinsic,
                "time_value": call - intrinsic, **({"d1": d1, "d2": d2} if abs(d1) != float("inf") else {})}
