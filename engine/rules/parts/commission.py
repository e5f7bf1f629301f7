"""Commission as several mechanisms pay it: what it is counted on, and the tiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from engine.base.algebra import (
    at_least,
    fen,
    in_yuan,
    marginal,
    over,
    part,
    reached,
    step,
    steps,
    where,
    whole,
)
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.tables import rising
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.parts.rises import PIECE, Rise, whole_pieces
from engine.rules.parts.terms import QUOTA
from engine.rules.parts.tiers import Mode, Tier
from engine.world.drivers import Base, Group, Scope

COUNTED = "Counted sales"
"""The name of the step that the bands are read on."""
On = Literal["excess", "all_once_reached", "all"]


def counted(volume: Any, quota: float, on: On) -> Any:
    """The part of the volume that commission is counted on, in fen (or hundredths of a unit).

    excess: what is above the quota. all_once_reached: everything from the quota on, nothing below it.
    all: everything.
    """
    if on == "excess":
        return over(volume, fen(quota))
    if on == "all_once_reached":
        return reached(volume, fen(quota))
    return at_least(volume, 0)


class CommissionTerms(Declared):
    """What commission is counted on, and the tiers: the part that a role pool shares with commission."""

    base: Annotated[Base, Parameter("计提基数", "Counted on", Unit.CHOICE, choices={
        "sales": Text("销售额", "Sales"), "net_sales": Text("净销售额（扣推广、物流、佣金）",
                                                          "Net sales (less promotion, freight, platform fee)"),
        "gross_profit": Text("毛利", "Gross profit"), "collections": Text("回款", "Collections"),
        "units": Text("件数", "Units")})] = "sales"
    scope: Annotated[Scope, Parameter("看谁的业绩", "Whose sales", Unit.CHOICE, choices={
        "own": Text("本人", "Own"), "unit": Text("本单位", "Own unit's"),
        "company": Text("全公司", "Company's")})] = "own"
    quota: Annotated[float, QUOTA.but(source="Car-care chain plan: 80,000 flagship, 10,000 direct")] = 0.0
    on: Annotated[On, Parameter("计提范围", "Counted part", Unit.CHOICE, choices={
        "excess": Text("超出任务额的部分", "The excess over the quota"),
        "all_once_reached": Text("达到任务额后全部", "Everything once the quota is reached"),
        "all": Text("全部", "Everything")})] = "excess"
    mode: Annotated[Mode, Parameter("分档方式", "Tier reading", Unit.CHOICE, choices={
        "marginal": Text("阶梯累进", "Marginal"), "whole": Text("全额", "Whole amount")})] = "marginal"
    tiers: Annotated[tuple[Tier, ...], Parameter("提成档位", "Tiers", Unit.TABLE), Field(strict=False)] = (
        Tier(from_=0, rate=0.05),)

    @field_validator("tiers")
    @classmethod
    def _rising(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        rising(tiers)
        return tiers

    @model_validator(mode="after")
    def _rates_are_parts(self) -> Self:
        for i, tier in enumerate(self.tiers, start=1):
            if self.base != "units" and tier.rate > 1:
                raise refuse(t("row {row} of the tiers pays {rate} of sales, more than all of it; "
                               "the most is 100% (a file writes 5% as 0.05).",
                               row=i, rate=f"{tier.rate * 100:.8g}%"))
        return self

    def amount(self, volume: Any, *factors: Any) -> Any:
        """Commission in fen on each volume (fen, or hundredths of a unit; any shape), times factors."""
        return self.on_counted(counted(volume, self.quota, self.on), *factors)

    def on_counted(self, basis: Any, *factors: Any) -> Any:
        """Commission in fen on what counts of a volume, times factors."""
        earned = marginal if self.mode == "marginal" else whole
        return earned(basis, steps(self.tiers, "rate"), *factors)

    def corners(self) -> dict[int, float]:
        """Volumes (fen or hundredths of a piece) from which on another rate counts, ascending → that rate."""
        quota = to_fen(self.quota) if self.on != "all" else 0
        shift = quota if self.on == "excess" else 0
        rate_from = {shift + to_fen(tier.from_): tier.rate for tier in self.tiers}
        if self.on != "all":
            below = [tier.rate for tier in self.tiers if to_fen(tier.from_) <= quota - shift]
            rate_from = {quota: below[-1] if below else 0.0, **{at: rate for at, rate in rate_from.items() if at > quota}}
        return dict(sorted(rate_from.items()))

    def next_band(self, group: Group, place: int, month: int) -> Iterator[Rise]:
        """The band above the one the month's volume is in, or the quota that is not reached yet."""
        pieces = self.base == "units"
        column = group.of(group.drivers.pieces) * PIECE if pieces else group.sales(self.scope)
        volume = int(column[month, place])
        bound, rate = next(((at, rate) for at, rate in self.corners().items() if at > volume), (None, 0.0))
        if bound is not None:
            bound = whole_pieces(bound) if pieces else bound
            quota = self.on != "all" and bound == to_fen(self.quota)
            yield Rise("quota" if quota else "band", "pieces" if pieces else "sales", "own" if pieces else self.scope, month,
                       volume, bound, rate)

    def bind_terms(self, group: Group) -> dict[str, Any]:
        """What `earn` reads, by month and person: gross sales or units in hundredths, and the part of them that counts."""
        if self.base == "units":
            return {"volume": group.of(group.drivers.pieces) * 100, "payable": None}
        counts = self.base in ("net_sales", "gross_profit", "collections")
        return {"volume": group.sales(self.scope), "payable": group.payable(self.base) if counts else None}

    def earn(self, volume: Any, payable: Any, say: Trace) -> Any:
        """Commission in fen by month and person of the group."""
        basis = counted(volume, self.quota, self.on)

        def rate_reached() -> Any:
            """Of the band that the counted part is in, millionths; 0 where nothing counts."""
            return where(basis > 0, step(basis, steps(self.tiers, "rate")), 0)

        if self.base == "units":
            say("件数", "Units", Unit.COUNT, lambda: volume // 100)
            say("计提件数", "Counted units", Unit.COUNT, lambda: basis / 100)
            say("所在档位的单价", "Pay a piece in the band reached", Unit.YUAN, lambda: in_yuan(rate_reached()))
            return self.on_counted(basis)
        say("销售额", "Sales", Unit.YUAN, volume)
        basis = say("计提额", COUNTED, Unit.YUAN, basis)
        say("所在档位的比例", "Rate of the band reached", Unit.RATE, rate_reached)
        if payable is None:
            return self.on_counted(basis)
        return self.on_counted(basis, part(say("可提比例", "Payable part", Unit.RATE, payable)))
