"""D8 Store dividend: 80% of a store's net profit goes to its shareholders, 20% is kept for the store."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.money import (
    Fen,
    add_up,
    by_draw,
    fraction,
    round_half_up,
    split,
    split_array,
    to_fen,
    to_yuan,
)
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import STAKE
from engine.rules.equity.store_share_plan import Holdings, StoreSharePlan
from engine.rules.kinds import Award, DividendProgramme, Result
from engine.rules.rule import About
from engine.world.drivers import Drivers

SOURCE = "Car-care chain plan: profit sharing"

Stake = Annotated[float, STAKE]


class StoreDividend(DividendProgramme):
    """distributed = net profit × 80%, split by shareholding; nothing in a store's first year, nothing in a loss."""

    of_units: ClassVar[bool] = True

    about = About(
        title=Text("店面分红", "Store dividend"),
        what=Text("每家店每年拿出净利润的 80%，按本店持股比例分，20% 留作店面建设和设备维护。新店第一年不分，亏损的店不分。"
                  "公司持有的部分留在公司；离职的人股权自动消失，他的部分也归公司。",
                  "Every store distributes 80% of its net profit by the shareholdings in the store and keeps 20% for fitting "
                  "out and equipment. A new store pays nothing in its first year, a store in the red nothing at all. What "
                  "the company holds stays with it; who leaves loses the shares, and that part falls to the company too."),
        formula=Text("可分 = 店面净利润 × 80%；个人 = 可分 × 本人持股比例，精确到分",
                     "distributed = the store's net profit × 80%; person = distributed × own stake, to the cent"),
        source=SOURCE + "; how a store's net profit is counted is ours",
        not_modelled=Text("加盟店；管理部的工资不摊给店面；所得税按公司税率计",
                          "franchised stores; the pay of headquarters is not charged to the stores; tax is at the company's "
                          "rate"))
    example = {"net_profit": 500_000, "year": 2,
               "holdings": {"company": 0.5, "management": 0.1, "head": 0.15, "staff": 0.25}}

    rule: Literal["store_dividend"] = "store_dividend"
    distributed: Annotated[float, Parameter("分红比例", "Part distributed", Unit.RATE, low=0, high=1, step=0.05,
                                            source=SOURCE)] = 0.8
    first_year: Annotated[int, Parameter("从开业第几年起分红", "Dividends from the store's year", Unit.YEARS, low=1, high=5,
                                         step=1, source=SOURCE)] = 2
    shares: Annotated[StoreSharePlan, Parameter("店面股份方案", "Store share plan", Unit.TABLE)] = StoreSharePlan()

    class Inputs(Declared):
        """One store in one year."""

        net_profit: Annotated[float, Parameter("店面净利润", "The store's net profit", Unit.YUAN, low=-1_000_000_000_000,
                                               high=1_000_000_000_000, step=10_000)]
        year: Annotated[int, Parameter("开业第几年", "The store's year", Unit.YEARS, low=1, high=100, step=1)] = 2
        holdings: Annotated[dict[str, Stake], Parameter("持股比例", "Shareholdings", Unit.TABLE), Field(min_length=1)]

        @model_validator(mode="after")
        def _sum_to_one(self) -> Self:
            total = sum(fraction(stake) for stake in self.holdings.values())
            if total != 1:
                raise refuse(t("the shareholdings sum to {total}, not to 100%; change one by {gap}.",
                               total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
            if "kept" in self.holdings:
                raise refuse(t("“kept” is what the store keeps; give that holder another name."))
            return self

    def distributable(self, net_profit: int, year: int) -> int:
        """What a store distributes in its n-th year, fen, from a net profit in fen."""
        if year < self.first_year or net_profit <= 0:
            return 0
        return round_half_up(net_profit * fraction(self.distributed))

    def calc(self, inputs: Any) -> dict[str, Any]:
        profit = to_fen(inputs.net_profit)
        out = self.distributable(profit, inputs.year)
        parts = split(out, list(inputs.holdings.values()))
        return {**{holder: to_yuan(part) for holder, part in zip(inputs.holdings, parts, strict=True)},
                "kept": to_yuan(max(0, profit) - out)}

    def by_store(self, result: Result, drivers: Drivers) -> dict[int, tuple[int, int]]:
        """Net profit and what is distributed of each store, fen, (…), by its place among the units."""
        found = {}
        for place, unit in enumerate(drivers.company.facts.units.values()):
            if unit.kind == "store":
                profit = add_up(result.unit_profit[..., [place]])
                year = self.first_year if unit.years_open is None else unit.years_open + result.year
                found[place] = profit, by_draw(self.distributable, profit, year)
        return found

    @staticmethod
    def parts(out: int, stakes: Holdings, place: int) -> tuple[int, int, Fen]:
        """What a store distributes, fen (…): the company's part, the management department's, (…, staff) its staff's."""
        weights = [stakes.company(place), stakes.management, *stakes.stake[stakes.of_store(place)].tolist()]
        found = split_array(np.asarray(out), weights)
        return add_up(found[..., :1]), add_up(found[..., 1:2]), found[..., 2:]

    @staticmethod
    def of_managers(out: int, stakes: Holdings) -> Fen:
        """What each manager gets of the management department's part of all stores, fen, (…, managers)."""
        weights = [stakes.company_of_management, *stakes.of_management[stakes.managers].tolist()]
        return split_array(np.asarray(out), weights)[..., 1:]

    def on_leaving(self, dividend: Fen, months: npt.NDArray[np.int64]) -> Fen:
        """Nothing: the shares vanish on the day somebody leaves."""
        return np.zeros_like(dividend)

    def distribute(self, result: Result, drivers: Drivers, before: Award | None, trace: Trace) -> Award:
        stores = self.by_store(result, drivers)
        stakes = self.shares.holdings(drivers)
        parts: Fen = np.zeros((*result.unit_profit.shape[:-1], len(drivers.people)), dtype=np.int64)
        for_management = 0
        for place, (_, out) in stores.items():
            _, management, staff = self.parts(out, stakes, place)
            for_management += management
            parts[..., stakes.of_store(place)] += staff
        parts[..., stakes.managers] += self.of_managers(for_management, stakes)
        trace("本店净利润", "The store's net profit", Unit.YUAN, lambda: result.unit_profit[..., drivers.unit_index])
        trace("各店可分合计", "Distributed by all stores", Unit.YUAN, sum(out for _, out in stores.values()))
        trace("其中管理部", "Of which for the management department", Unit.YUAN, for_management)
        trace("本店持股比例", "Stake in the own store", Unit.RATE, stakes.stake)
        trace("管理部份额中的比例", "Part of the management department's stake", Unit.RATE, stakes.of_management)
        leaves = drivers.people.leaves_in > 0
        parts = np.where(leaves, self.on_leaving(parts, drivers.months_served), parts)
        return Award.of(sum(add_up(np.maximum(profit, 0), ()) for profit, _ in stores.values()), parts)
