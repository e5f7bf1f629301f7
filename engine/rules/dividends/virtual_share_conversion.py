"""D5 Virtual share conversion: a holder buys at least half of the holding, near net asset value."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import times_up
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.rule import About, Rule

SOURCE = "Virtual-share company plan, step four"


class VirtualShareConversion(Rule):
    """Shares × price, the price at least 90% of net asset value per share, at least half of the holding."""

    about = About(
        title=Text("虚拟股转实股", "Conversion of virtual shares"),
        what=Text("持有人可以出资购买自己手中的虚拟股，转为实有股权：一次至少转一半，价格不低于每股净资产的九折。",
                  "A holder may pay to turn virtual shares into real ones: at least half of the holding at once, at no "
                  "less than 90% of net asset value per share."),
        formula=Text("应付 = 转换股数 × 每股净资产 × 折扣（每股进到分）",
                     "to pay = shares converted × net asset value per share × discount, up to the next cent a share"),
        source=SOURCE + "; rounding up to the cent is ours",
        not_modelled=Text("公司与股东是否批准，以及转成干股的特例", "the company's approval, and the exception of dry shares"))
    example = {"held": 5_800, "converted": 2_900, "net_asset_value": 4.5}

    rule: Literal["virtual_share_conversion"] = "virtual_share_conversion"
    least_part: Annotated[float, Parameter("最低转换比例", "Least part of the holding", Unit.RATE, low=0.5, high=1, step=0.05,
                                           source=SOURCE)] = 0.5
    price_part: Annotated[float, Parameter("价格占每股净资产", "Price as part of net asset value", Unit.RATE, low=0.9, high=1,
                                           step=0.01, source=SOURCE)] = 0.9

    class Inputs(Declared):
        """A holding and what the company is worth."""

        held: Annotated[int, Parameter("持有虚拟股", "Virtual shares held", Unit.SHARES, low=1, high=1_000_000_000,
                                       step=100)]
        converted: Annotated[int | None, Parameter(
            "转换股数", "Shares converted", Unit.SHARES, low=0, high=1_000_000_000, step=100,
            nothing=Text("全部转换", "all of them"))] = None
        net_asset_value: Annotated[float, Parameter("每股净资产", "Net asset value per share", Unit.YUAN, low=0,
                                                    high=1_000_000, step=0.1)]

    def least(self, held: Any) -> Any:
        """The fewest shares of a holding that may be converted."""
        return times_up(held, self.least_part)

    def alone(self, inputs: Any) -> dict[str, Any]:
        converted = inputs.held if inputs.converted is None else inputs.converted
        if converted > inputs.held:
            raise InputError([Problem("", "converted", t("{converted} shares are more than the {held} held.",
                                                         converted=f"{converted:,}", held=f"{inputs.held:,}"))])
        if converted < (least := int(self.least(inputs.held))):
            raise InputError([Problem("", "converted", t(
                "{converted} shares are too few; convert at least {least} of the {held} held.",
                converted=f"{converted:,}", least=f"{least:,}", held=f"{inputs.held:,}"))])
        return {"held": np.array([inputs.held]), "converted": np.array([converted]),
                "net_asset_value": np.array([to_fen(inputs.net_asset_value)])}

    def formula(self, x: Any, say: Trace) -> Any:
        say.result("converted", Unit.SHARES, x.converted)
        say.result("left", Unit.SHARES, x.held - x.converted)
        price = say.result("price", Unit.YUAN, times_up(x.net_asset_value, self.price_part))
        return say.result("to_pay", Unit.YUAN, x.converted * price)
