"""P4 Commission: a tier table on sales, net sales, gross profit, collections or units."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from engine.base.money import Fen, fraction, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import GROSS_MARGIN, PPM
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import QUOTA, SALES_A_MONTH
from engine.rules.parts.tiers import Mode, Tier, ascending, earned, table
from engine.rules.rule import About
from engine.world.assumptions import COLLECTED
from engine.world.drivers import Base, Group, Scope

COUNTED = "Counted sales"
"""The name of the step that the bands are read on."""

On = Literal["excess", "all_once_reached", "all"]


def counted(volume: Fen, quota: float, on: On) -> Fen:
    """The part of the volume that commission is counted on, in fen (or hundredths of a unit).

    excess: what is above the quota. all_once_reached: everything from the quota on, nothing below it.
    all: everything.
    """
    bound = to_fen(quota)
    if on == "excess":
        return np.maximum(volume - bound, 0)
    if on == "all_once_reached":
        return np.where(volume >= bound, volume, 0)
    return np.maximum(volume, 0)


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
        ascending([(tier.from_, tier.rate) for tier in tiers], Unit.YUAN)
        return tiers

    @model_validator(mode="after")
    def _rates_are_parts(self) -> Self:
        for i, tier in enumerate(self.tiers, start=1):
            if self.base != "units" and tier.rate > 1:
                raise refuse(t("row {row} of the tiers pays {rate} of sales, more than all of it; "
                               "the most is 100% (a file writes 5% as 0.05).",
                               row=i, rate=f"{tier.rate * 100:.8g}%"))
        return self

    def amount(self, volume: Fen, part: Any = 1, of: Any = 1) -> Fen:
        """Commission in fen on each volume (fen, any shape), times part / of."""
        return earned(counted(volume, self.quota, self.on), self.tiers, self.mode, part, of)

    def volume(self, group: Group) -> Fen:
        """What quota and bands look at, by month and person: gross sales, or units in hundredths."""
        if self.base == "units":
            return group.of(group.drivers.pieces) * 100
        return group.sales(self.scope)

    def _rate_reached(self, amount: Fen) -> Fen:
        """The rate of the band that the counted part is in, millionths; 0 where nothing counts."""
        return np.where(amount > 0, table(self.tiers).rate_of(amount), 0)

    def earn(self, group: Group, trace: Trace) -> Fen:
        """Commission in fen by month and person of the group."""
        volume = self.volume(group)
        if self.base == "units":
            trace("件数", "Units", Unit.COUNT, lambda: volume // 100)
            trace("计提件数", "Counted units", Unit.COUNT, lambda: counted(volume, self.quota, self.on) / 100)
            trace("所在档位的单价", "Pay a piece in the band reached", Unit.YUAN,
                  lambda: self._rate_reached(counted(volume, self.quota, self.on)) * 100 / PPM)
        else:
            trace("销售额", "Sales", Unit.YUAN, volume)
            trace("计提额", COUNTED, Unit.YUAN, lambda: counted(volume, self.quota, self.on))
            trace("所在档位的比例", "Rate of the band reached", Unit.RATE,
                  lambda: self._rate_reached(counted(volume, self.quota, self.on)))
        if self.base not in ("net_sales", "gross_profit", "collections"):
            return self.amount(volume)
        payable = group.payable(self.base)
        trace("可提比例", "Payable part", Unit.RATE, payable)
        return self.amount(volume, payable, PPM)


class Commission(PayElement, CommissionTerms):
    """Tiers of the counted volume, times the part of it that is payable."""

    about = About(
        title=Text("提成", "Commission"),
        what=Text("按销售额（或净销售额、毛利、回款、件数）分档提成。累进：每一段按本段比例；全额：达到哪一档，全部按那一档。"
                  "任务额和档位看的是销售总额，净额、毛利和回款再按其占销售额的比例折算。",
                  "Commission in tiers on sales (or net sales, gross profit, collections, units). Marginal: each "
                  "slice earns its own band's rate; whole: the band reached sets one rate for everything. Quota "
                  "and bands look at gross sales; net sales, gross profit and collections then count as their "
                  "part of sales."),
        formula=Text("提成 = 分档（计提额） × 可提比例；计提额 = 超出任务额的部分，或达标后的全部，或全部",
                     "commission = tiers(counted sales) × payable part; counted = the excess over the quota, "
                     "or everything once it is reached, or everything"),
        source="Car-care chain plan (flagship and direct stores); e-commerce shop table; "
               "incentive-plan collection (sales − quota) × rate × margin",
        not_modelled=Text("退货冲回、拆单", "claw-back of returned goods, splitting of orders"))
    example = {"sales": 130000, "quota": 80000, "on": "excess", "mode": "marginal",
               "tiers": [{"from": 0, "rate": 0.08}, {"from": 20000, "rate": 0.10}, {"from": 40000, "rate": 0.15}]}

    rule: Literal["commission"] = "commission"
    per_head: Annotated[bool, Parameter("由组内人员平分", "Shared equally in the group", Unit.FLAG)] = False

    class Inputs(Declared):
        """A month's volume and what is taken off it."""

        sales: Annotated[float, SALES_A_MONTH]
        deductions: Annotated[float, Parameter("推广、物流、佣金", "Promotion, freight, platform fee", Unit.YUAN,
                                               low=0, high=100_000_000_000, step=100)] = 0.0
        margin: Annotated[float, GROSS_MARGIN] = 1.0
        collected: Annotated[float, COLLECTED] = 1.0

    def calc(self, inputs: Any) -> dict[str, Any]:
        sales, deductions = to_fen(inputs.sales), to_fen(inputs.deductions)
        volume = np.array([sales])
        share = fraction(inputs.margin) * fraction(inputs.collected)
        part = max(0, sales - deductions) * share.numerator
        amount = self.amount(volume, np.array([part], dtype=object),
                             np.array([sales * share.denominator], dtype=object))
        return {"counted": to_yuan(counted(volume, self.quota, self.on)[0]), "amount": to_yuan(amount[0])}

    def pay(self, group: Group, trace: Trace) -> Fen:
        amount = self.earn(group, trace)
        if self.per_head:
            amount = shared(amount, group.unit if self.scope == "unit" else np.zeros_like(group.unit))
            trace("平分后", "Shared equally", Unit.YUAN, amount)
        return amount


def shared(amount: Fen, team: np.ndarray) -> Fen:
    """One commission for all members of a team, divided equally, to the fen.

    `amount` (…, 12, people) repeats the team's commission for each member; `team` (people,) numbers the
    teams. Fen left over go to the first members, one each, so nothing is lost.
    """
    heads = np.bincount(team)
    order = np.argsort(team, kind="stable")
    first = np.cumsum(heads) - heads
    rank = np.empty(len(team), dtype=np.int64)
    rank[order] = np.arange(len(team)) - first[team[order]]
    number = heads[team]
    return amount // number + (rank < amount % number)
