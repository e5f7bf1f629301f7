"""E9 Option strike: what a holder pays to turn an option on a stake into shares."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import part, times
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.rule import About, Rule

SOURCE = "Store equity article: strike at 80% of value"


class OptionStrike(Rule):
    """price = valuation × discount × stake."""

    about = About(
        title=Text("行权价", "Option strike"),
        what=Text("期权的行权价按授予时估值打折，打八折时，估值 1,000 万元、10% 的股权，行权要付 80 万元。",
                  "The strike of an option is a part of the value at grant: at 80% of a value of 10 million, 10% of the "
                  "shares cost 800,000 to exercise."),
        formula=Text("行权价 = 估值 × 折扣 × 股权比例", "price = valuation × discount × stake"),
        source=SOURCE,
        not_modelled=Text("上市公司的行权价下限", "the floor that listed companies have to keep"))
    example = {"valuation": 10_000_000, "discount": 0.8, "stake": 0.10}

    results = {"price": Text("行权应付", "To pay on exercise")}

    rule: Literal["option_strike"] = "option_strike"
    discount: Annotated[float, Parameter("行权价占估值", "Strike as part of value", Unit.RATE, low=0, high=2, step=0.05,
                                         source=SOURCE)] = 0.8

    class Inputs(Declared):
        """The company and the part of it that is optioned."""

        valuation: Annotated[float, Parameter("授予时估值", "Value at grant", Unit.YUAN, low=0, high=10_000_000_000_000,
                                              step=100_000)]
        stake: Annotated[float, Parameter("股权比例", "Stake", Unit.RATE, low=0, high=1, step=0.01)]

    def formula(self, x: Any, say: Trace) -> Any:
        return say.result("price", Unit.YUAN, times(x.valuation, self.discount, part(x.stake)))
