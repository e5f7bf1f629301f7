"""X7 Career path: from staff to director, by the stores under a person and the people he has raised."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from engine.base.money import fraction, round_half_up, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import say, t
from engine.base.trace import Trace
from engine.company.network import HEADQUARTERS, Network, Whole
from engine.rules.kinds import ExpansionRule
from engine.rules.rule import About

SOURCE = "Car-care chain plan"
LEVELS = {"staff": Text("正式员工", "Staff"), "supervisor": Text("店面主管", "Supervisor"),
          "store_manager": Text("店面经理", "Store manager"), "area_manager": Text("区域经理", "Area manager"),
          "director": Text("区域总监", "Area director")}
"""From the bottom up."""
PERIODS = {"month": 12, "quarter": 4, "year": 1}


class CareerLevel(Declared):
    """What one level of the path pays, of each store's output above target."""

    level: Annotated[Literal["staff", "supervisor", "store_manager", "area_manager", "director"],
                     Parameter("级别", "Level", Unit.CHOICE, choices=LEVELS, source=SOURCE)]
    month: Annotated[float, Parameter("月度提成", "Each month", Unit.RATE, low=0, high=1, step=0.005, source=SOURCE)] = 0.0
    quarter: Annotated[float, Parameter("季度奖金", "Each quarter", Unit.RATE, low=0, high=1, step=0.005,
                                        source=SOURCE)] = 0.0
    year: Annotated[float, Parameter("年度奖金", "Each year", Unit.RATE, low=0, high=1, step=0.005, source=SOURCE)] = 0.0


class CareerPath(ExpansionRule):
    """Each level oversees twice the stores of the one below it, and gets a part of what each brings above target."""

    about = About(
        title=Text("职业晋升路径", "Career path"),
        what=Text("员工 → 店面主管 → 店面经理 → 区域经理 → 区域总监。带出两名与自己同级的伙伴，就升一级。店面经理从下属每家店"
                  "超额部分提 4%（季度 5%、年度 4%），区域经理 3/4/3%，区域总监 2/3/2%；没有完成任务的门店不计。",
                  "Staff, supervisor, store manager, area manager, area director. Whoever has raised two partners to his "
                  "own level goes up one. Of what each store under him brings above target a store manager gets 4% (5% by "
                  "quarter, 4% by year), an area manager 3 / 4 / 3%, a director 2 / 3 / 2%; a store below target counts "
                  "for nothing."),
        formula=Text("某级至少管店数 = 培养人数的（级别 − 主管）次方；年收入 = ∑ 店面超额 ×（月 + 季 + 年比例）",
                     "least stores of a level = raised ^ (levels above supervisor); a year = ∑ stores' excess × (monthly + "
                     "quarterly + yearly rate)"),
        source=SOURCE + ": five levels, two partners raised, 4 / 5 / 4, 3 / 4 / 3, 2 / 3 / 2%; one to eight stores follow "
                        "from two partners each",
        not_modelled=Text("底薪随管店数变化、在各店的股份分红、绩效考核不合格",
                          "base pay by the number of stores, dividends on stakes in stores, a failed assessment"))
    example = {"level": "store_manager", "stores": 3, "excess": 20000}
    opens = False

    rule: Literal["career_path"] = "career_path"
    raised: Annotated[int, Parameter("带出几名同级伙伴可晋升", "Partners raised to one's own level for a promotion", Unit.PEOPLE,
                                     low=1, high=10, step=1, source=SOURCE)] = 2
    levels: Annotated[tuple[CareerLevel, ...], Parameter("各级的管理奖", "Overrides by level", Unit.TABLE, source=SOURCE),
                      Field(strict=False, min_length=2)] = (
        CareerLevel(level="staff"), CareerLevel(level="supervisor"),
        CareerLevel(level="store_manager", month=0.04, quarter=0.05, year=0.04),
        CareerLevel(level="area_manager", month=0.03, quarter=0.04, year=0.03),
        CareerLevel(level="director", month=0.02, quarter=0.03, year=0.02))
    excess: Annotated[float, Parameter("新店每月超额（估计）", "Excess of a new store a month, expected", Unit.YUAN, low=0,
                                       high=100_000_000, step=1000)] = 10_000.0

    class Inputs(Declared):
        """One person."""

        level: Annotated[Literal["staff", "supervisor", "store_manager", "area_manager", "director"],
                         Parameter("现级别", "Level now", Unit.CHOICE, choices=LEVELS)] = "supervisor"
        stores: Annotated[int, Parameter("管几家店", "Stores under him", Unit.COUNT, low=0, high=1000, step=1)] = 1
        partners: Annotated[int, Parameter("已带出几名同级伙伴", "Partners raised so far", Unit.PEOPLE, low=0, high=100,
                                           step=1)] = 0

    @model_validator(mode="after")
    def _in_order(self) -> CareerPath:
        given = [each.level for each in self.levels]
        wanted = [name for name in LEVELS if name in given]
        if given != wanted:
            raise refuse(t("the levels are in the wrong order or there twice; list them from the bottom up: {levels}.",
                           levels=", ".join(say(LEVELS[name]) for name in wanted)))
        return self

    def called(self, level: str) -> Text:
        """What a level is called."""
        return LEVELS[level]

    def least_stores(self, place: int) -> int:
        """The fewest stores under somebody on the level at this place: none for staff, one for a supervisor."""
        above = list(LEVELS).index(self.levels[place].level) - 1
        return self.raised ** above if above >= 0 else 0

    def a_year(self, place: int, excess: int, stores: int) -> dict[str, int]:
        """What this level's overrides are in a year, fen, for so many stores with this excess a month each.

        Every month is taken to be alike, so a quarter's excess is three times a month's.
        """
        yearly = excess * 12 * stores
        return {period: round_half_up(yearly * fraction(getattr(self.levels[place], period))) for period in PERIODS}

    def calc(self, inputs: Any) -> dict[str, Any]:
        places = [each.level for each in self.levels]
        place = places.index(inputs.level) if inputs.level in places else 0
        excess = to_fen(self.excess)
        paid = self.a_year(place, excess, inputs.stores)
        top = place == len(self.levels) - 1
        up = place if top else place + 1
        next_stores = max(inputs.stores + 1, self.least_stores(up))
        more, after = (sum(self.a_year(where, excess, stores).values())
                       for where, stores in ((place, inputs.stores + 1), (up, next_stores)))
        return {**{period: to_yuan(amount) for period, amount in paid.items()}, "a_year": to_yuan(sum(paid.values())),
                "one_more_store": to_yuan(more - sum(paid.values())),
                "next_level": "none" if top else self.levels[up].level,
                "partners_missing": 0 if top else max(0, self.raised - inputs.partners),
                "stores_at_next_level": self.least_stores(up), "a_year_at_next_level": to_yuan(after)}

    def expand(self, before: Network | None, year: int, trace: Trace) -> Network | None:
        """Opens nothing itself: it reads who has opened what."""
        return before

    def reached(self, network: Network) -> Whole:
        """The place of every head's level in `levels`, (companies,); −1 for companies closed.

        A head is a supervisor; with enough companies opened whose heads are on a level, he is on the next.
        """
        base = next((place for place, each in enumerate(self.levels) if each.level != "staff"), 0)
        level = np.where(network.alive, base, -1)
        counted = network.alive & (network.opener != HEADQUARTERS)
        for place in range(base, len(self.levels) - 1):
            raised = np.bincount(network.opener[counted & (level >= place)], minlength=len(network))
            level = np.where(network.alive & (raised >= self.raised), place + 1, level)
        return np.asarray(level, dtype=np.int64)


