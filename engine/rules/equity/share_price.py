"""E3 Price per share: forward from a valuation, or backward from the price at listing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing, refuse
from engine.base.text import t
from engine.rules.parts.terms import TOTAL_SHARES
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: price per share"

STAGES: dict[str, Text] = {"founder": Text("原始股", "Founder"), "employee": Text("员工", "Employee"),
                           "contributor": Text("贡献者", "Contributor"), "investor": Text("投资机构（PE）", "Investor (PE)")}


class PriceStage(Declared):
    """Who joins at which multiple of the founders' price."""

    stage: Annotated[Literal["founder", "employee", "contributor", "investor"],
                     Parameter("阶段", "Stage", Unit.CHOICE, choices=STAGES)]
    low: Annotated[float, Parameter("倍数下限", "Lowest multiple", Unit.FACTOR, low=0.01, high=1000, step=1, source=SOURCE)]
    high: Annotated[float, Parameter("倍数上限", "Highest multiple", Unit.FACTOR, low=0.01, high=1000, step=1, source=SOURCE)]

    @model_validator(mode="after")
    def _in_order(self) -> PriceStage:
        if self.low > self.high:
            raise refuse(t("the lowest multiple, {low}, is above the highest, {high}; swap them.", low=f"{self.low:g}",
                           high=f"{self.high:g}"))
        return self


SOURCE_STAGES = (PriceStage(stage="founder", low=1.0, high=1.0), PriceStage(stage="employee", low=3.0, high=6.0),
                 PriceStage(stage="contributor", low=6.0, high=10.0), PriceStage(stage="investor", low=15.0, high=15.0))


class SharePrice(Rule):
    """forward = valuation / shares; backward = listing price / the investor's multiple, then each stage's multiple."""

    about = About(
        title=Text("每股价格", "Price per share"),
        what=Text("正推：市值 ÷ 总股数。来源的算例（市值 50 亿元、1,000 万股）印成 50 元，实为 500 元。倒推：上市价是投资机构的价格，"
                  "除以它的倍数得到原始股价，再乘各阶段的倍数。22 元 ÷ 15 = 1.47 元，来源写 1.3–1.6 元。",
                  "Forward: the valuation divided by all shares; the source's example (5 billion, 10 million shares) "
                  "prints 50 yuan where it is 500. Backward: the listing price is the investor's; divided by the "
                  "investor's multiple it is the founders' price, and times a stage's multiple that stage's. 22 ÷ 15 = "
                  "1.47, where the source says 1.3–1.6."),
        formula=Text("正推：每股 = 市值 ÷ 总股数；倒推：原始股价 = 上市价 ÷ 投资机构倍数；阶段价 = 原始股价 × 阶段倍数",
                     "forward: price = valuation ÷ shares; backward: founders' price = listing price ÷ investor's "
                     "multiple; stage's price = founders' price × stage's multiple"),
        source=SOURCE + "; a stage's price as a multiple of the founders' is our reading",
        not_modelled=Text("资产价（总资产 ÷ 总股数）、折价、股改折股", "price by assets, discounts, conversion of capital into shares"))
    example = {"method": "backward", "listing_price": 22, "multiple": 15}

    results = {
        "price": Text("每股价格（倒推时为原始股价）", "Price a share (backward: the founders')"),
        "stages": Text("各阶段价格", "Prices of the stages"), **STAGES}

    plain: ClassVar[Text | None] = Text("每股价格精确到分的几分之几，每个阶段有高低两个",
                                        "prices a share are exact fractions of a fen, a lower and a higher one for every stage")

    rule: Literal["share_price"] = "share_price"
    method: Annotated[Literal["forward", "backward"], Parameter("方法", "Method", Unit.CHOICE, source=SOURCE, choices={
        "forward": Text("正推：市值 ÷ 股数", "Forward: valuation ÷ shares"),
        "backward": Text("倒推：上市价 ÷ 倍数", "Backward: listing price ÷ multiple")})] = "forward"
    multiple: Annotated[float, Parameter("投资机构的倍数", "Investor's multiple", Unit.FACTOR, low=0.01, high=1000, step=1,
                                         source=SOURCE)] = 15.0
    stages: Annotated[tuple[PriceStage, ...], Parameter("各阶段倍数", "Multiples of the stages", Unit.TABLE),
                      Field(strict=False)] = SOURCE_STAGES

    class Inputs(Declared):
        """Forward needs valuation and shares, backward the listing price."""

        valuation: Annotated[float | None, Parameter(
            "市值", "Valuation", Unit.YUAN, low=0, high=10_000_000_000_000, step=1_000_000,
            nothing=Text("倒推时不需要", "not needed backward"))] = None
        total_shares: Annotated[int | None, TOTAL_SHARES.but(nothing=Text("倒推时不需要", "not needed backward"))] = None
        listing_price: Annotated[float | None, Parameter(
            "上市价格（每股）", "Listing price a share", Unit.YUAN, low=0, high=1_000_000, step=1,
            nothing=Text("正推时不需要", "not needed forward"))] = None

    def forward(self, valuation: int, shares: int) -> Fraction:
        """Fen a share, exact; the valuation in fen."""
        return Fraction(valuation, shares)

    def backward(self, listing_price: float) -> Fraction:
        """The founders' price in fen, exact."""
        return to_fen(listing_price) / fraction(self.multiple)

    def prices(self, listing_price: float) -> Iterator[tuple[PriceStage, Fraction, Fraction]]:
        """Each stage with its lowest and highest price in fen, exact."""
        original = self.backward(listing_price)
        for stage in self.stages:
            yield stage, original * fraction(stage.low), original * fraction(stage.high)

    def calc(self, inputs: Any) -> dict[str, Any]:
        needed = ("valuation", "total_shares") if self.method == "forward" else ("listing_price",)
        absent = [name for name in needed if getattr(inputs, name) is None]
        if absent:
            raise missing(*absent)
        if self.method == "forward":
            return {"price": _yuan(self.forward(to_fen(inputs.valuation), inputs.total_shares))}
        return {"price": _yuan(self.backward(inputs.listing_price)),
                "stages": {stage.stage: [_yuan(low), _yuan(high)] for stage, low, high in self.prices(inputs.listing_price)}}


def _yuan(fen: Fraction) -> float:
    return to_yuan(round_half_up(fen))
