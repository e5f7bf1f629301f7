"""D8 Store dividend: 80% of a store's net profit goes to its shareholders, 20% is kept for the store."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.algebra import MONTHS, ppm
from engine.base.book import Given
from engine.base.money import (
    Fen,
    add_up,
    fraction,
    split_array,
    times_rate,
    to_yuan,
)
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Alone, Trace
from engine.company.company import STAKE
from engine.rules.equity.store_share_plan import Holdings, StoreSharePlan
from engine.rules.kinds import Award, DividendProgramme, Payout, Result
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

    plain: ClassVar[Text] = Text("每店的分红由公司、管理部和本店的人一起分到分，公司和管理部不在人员名单里",
                                 "each store's dividend is dealt out, to the fen, among the company, the management "
                                 "department and the store's people; the first two stand in no row of people")

    def distributable(self, net_profit: Fen, year: npt.NDArray[np.int64]) -> Fen:
        """What stores distribute in their n-th year, fen (…, stores), from net profits in fen."""
        return np.where((year >= self.first_year) & (net_profit > 0), times_rate(net_profit, self.distributed), 0)

    def bind_stores(self, result: Result, drivers: Drivers) -> dict[str, Any]:
        """What the formula reads of the stores: places (stores,) among the units, years and net profits (…, stores)."""
        units = list(drivers.company.facts.units.values())
        places = np.array([place for place, unit in enumerate(units) if unit.kind == "store"], dtype=np.int64)
        years = [self.first_year if (years_open := units[place].years_open) is None else years_open + result.year
                 for place in places.tolist()]
        return {"places": places, "year": np.array(years, dtype=np.int64), "net_profit": result.unit_profit[..., places]}

    def bind(self, result: Result, drivers: Drivers, before: Award | None) -> dict[str, Any]:
        return {**self.bind_stores(result, drivers), "stakes": self.shares.holdings(drivers),
                "leaves": drivers.people.leaves_in > 0, "months": drivers.months_served, "unit": drivers.unit_index,
                "unit_profit": result.unit_profit}

    def alone(self, inputs: Any) -> dict[str, Any]:
        """One store, all of it held by those who are given."""
        given = super().alone(inputs)
        stakes = np.array([ppm(stake) for stake in inputs.holdings.values()])
        nobody = np.zeros_like(stakes)
        return {**given, "places": np.array([0]), "stakes": Holdings(0, stakes, nobody, nobody), "leaves": nobody > 0,
                "months": nobody + MONTHS, "unit": nobody, "unit_profit": given["net_profit"]}

    def calc(self, inputs: Any) -> dict[str, Any]:
        trial = Alone()
        payout = self.formula(Given(**self.alone(inputs)), trial)
        return {**{holder: to_yuan(part) for holder, part in zip(inputs.holdings, payout.to_people.tolist(), strict=True)},
                **trial.results}

    @staticmethod
    def parts(out: Any, stakes: Holdings, place: int) -> tuple[int, int, Fen]:
        """What a store distributes, fen (…): the company's part, the management department's, (…, staff) its staff's."""
        weights = [stakes.company(place), stakes.management, *stakes.stake[stakes.of_store(place)].tolist()]
        amounts = split_array(np.asarray(out), weights)
        return add_up(amounts[..., :1]), add_up(amounts[..., 1:2]), amounts[..., 2:]

    @staticmethod
    def of_managers(out: Any, stakes: Holdings) -> Fen:
        """What each manager gets of the management department's part of all stores, fen, (…, managers)."""
        weights = [stakes.company_of_management, *stakes.of_management[stakes.managers].tolist()]
        return split_array(np.asarray(out), weights)[..., 1:]

    def on_leaving(self, dividend: Any, months: Any) -> Any:
        """Nothing: the shares vanish on the day somebody leaves."""
        return dividend * 0

    def formula(self, x: Any, say: Trace) -> Payout:
        out, stakes = self.distributable(x.net_profit, x.year), x.stakes
        parts: Fen = np.zeros((*out.shape[:-1], len(x.unit)), dtype=np.int64)
        for_management = np.zeros(out.shape[:-1], dtype=np.int64)
        for number, place in enumerate(x.places.tolist()):
            _, management, staff = self.parts(out[..., number], stakes, place)
            for_management = for_management + management
            parts[..., stakes.of_store(place)] += staff
        parts[..., stakes.managers] += self.of_managers(for_management, stakes)
        say("本店净利润", "The store's net profit", Unit.YUAN, lambda: x.unit_profit[..., x.unit])
        say("各店可分合计", "Distributed by all stores", Unit.YUAN, lambda: add_up(out))
        say("其中管理部", "Of which for the management department", Unit.YUAN, for_management)
        say("本店持股比例", "Stake in the own store", Unit.RATE, stakes.stake)
        say("管理部份额中的比例", "Part of the management department's stake", Unit.RATE, stakes.of_management)
        gained = np.maximum(x.net_profit, 0)
        say.result("kept", Unit.YUAN, lambda: gained - out)
        return Payout(gained.sum(axis=-1, keepdims=True), np.where(x.leaves, self.on_leaving(parts, x.months), parts))
