"""E15 Store share plan: company 50%, management 10%, store 40%; ranges per post, real contributions decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.money import fraction, round_half_up, split_array, to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, Problem, nearest, refuse
from engine.base.text import t
from engine.company.company import PPM
from engine.company.people import NAME, POST
from engine.rules.rule import About, Rule
from engine.world.drivers import Drivers

SOURCE = "Car-care chain plan: shares of the stores"

Stakes = npt.NDArray[np.int64]
"""Stakes in millionths."""
PartOf = Literal["store", "management"]


class PostRange(Declared):
    """What people of one post or job family may hold."""

    every_column = True

    post: Annotated[str, POST.but(refers=Refers.GROUP)]
    part_of: Annotated[PartOf, Parameter("占哪部分", "Part of", Unit.CHOICE, choices={
        "store": Text("本店全部股份", "All shares of the own store"),
        "management": Text("管理部份额", "The management department's part")})] = "store"
    low: Annotated[float, Parameter("下限", "From", Unit.RATE, low=0, high=1, step=0.01, source=SOURCE)]
    high: Annotated[float, Parameter("上限", "To", Unit.RATE, low=0, high=1, step=0.01, source=SOURCE)]
    taken: Annotated[float | None, Parameter("每人认购", "Taken by each", Unit.RATE, low=0, high=1, step=0.01,
                                             nothing=Text("区间中点", "the middle of the range"))] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.high < self.low:
            raise refuse(t("the range of “{post}” ends at {high}, below its start of {low}; exchange them.",
                           post=self.post, high=f"{self.high * 100:.8g}%", low=f"{self.low * 100:.8g}%"))
        return self

    @property
    def wanted(self) -> int:
        """What each takes, in millionths, where nobody's contribution says otherwise."""
        middle = (fraction(self.low) + fraction(self.high)) / 2
        return round_half_up((middle if self.taken is None else fraction(self.taken)) * PPM)


class Subscriber(Declared):
    """Somebody who pays in."""

    name: Annotated[str, NAME]
    post: Annotated[str, POST] = ""
    amount: Annotated[float, Parameter("实际出资", "Paid in", Unit.YUAN, low=0, high=10_000_000_000, step=1000)]


@dataclass(frozen=True)
class Holdings:
    """Who holds the stores, in millionths; whatever nobody has taken is the company's.

    stake: part of the own store, (people,). of_management: part of the management department's stake, the same in
    every store, (people,).
    """

    management: int
    stake: Stakes
    of_management: Stakes
    unit: npt.NDArray[np.int64]

    def of_store(self, place: int) -> npt.NDArray[np.int64]:
        """Places of the people who hold a part of this store as its staff, (people of the store,)."""
        return np.flatnonzero((self.unit == place) & (self.stake > 0))

    @property
    def managers(self) -> npt.NDArray[np.int64]:
        """Places of the people who hold a part of the management department's stake, (managers,)."""
        return np.flatnonzero(self.of_management)

    def company(self, place: int) -> int:
        """The company's stake in a store."""
        return PPM - self.management - int(self.stake[self.unit == place].sum())

    @property
    def company_of_management(self) -> int:
        """What of the management department's stake nobody there has taken."""
        return PPM - int(self.of_management.sum())


class StoreSharePlan(Rule):
    """Each stake = contribution ÷ investment, at most the post's range; the part's whole is never exceeded."""

    about = About(
        title=Text("店面股份方案", "Store share plan"),
        what=Text("每家店的股份：公司 50%，管理部 10%，本店人员 40%。按岗位规定持股区间，实际出资决定各占多少：超过上限的不收；合计超过"
                  "40%（管理部超过 10%）的，先保下限，余下按出资比例压缩；没有认满的归公司，或由其他已认购的人在上限内补足。",
                  "The shares of every store: company 50%, management department 10%, the store's staff 40%. Every post has a "
                  "range, and what is really paid in decides: nothing beyond the upper end; where all together exceed their "
                  "part, lower ends are kept and the rest is cut in proportion; what is not taken falls to the company, or "
                  "to other subscribers up to their upper ends."),
        formula=Text("持股 = 实际出资 ÷ 店面投资（管理部：÷ 投资的 10%），不超过岗位上限；各部分合计不超过其份额",
                     "stake = paid in ÷ the store's investment (management: ÷ 10% of it), at most the post's upper end; no "
                     "part exceeds its share"),
        source=SOURCE + "; keeping lower ends first is ours",
        not_modelled=Text("加盟店；同一人在几家店出资；出资不足下限时是否拒绝（照实计算并列出）",
                          "franchised stores; one person paying into several stores; turning away who pays in less than the "
                          "lower end (counted as paid, and listed)"))
    example = {
        "investment": 40_000,
        "ranges": [{"post": "head", "low": 0.2, "high": 0.3}, {"post": "staff", "low": 0.05, "high": 0.1},
                   {"post": "area_manager", "part_of": "management", "low": 0.1, "high": 0.2},
                   {"post": "director", "part_of": "management", "low": 0.15, "high": 0.25}],
        "subscribers": [{"name": "Wang", "post": "head", "amount": 10_000}, {"name": "Li", "post": "staff", "amount": 3_000},
                        {"name": "Zhao", "post": "area_manager", "amount": 800},
                        {"name": "Qian", "post": "director", "amount": 1_000}]}

    plain: ClassVar[Text | None] = Text("认购人之间的分配：不够分的和没有认满的都要重新分",
                                        "what subscribers want is cut to their ranges, and what is over or under is dealt out again")

    rule: Literal["store_share_plan"] = "store_share_plan"
    company: Annotated[float, Parameter("公司份额", "Company", Unit.RATE, low=0, high=1, step=0.05, source=SOURCE)] = 0.5
    management: Annotated[float, Parameter("管理部份额", "Management department", Unit.RATE, low=0, high=1, step=0.05,
                                           source=SOURCE)] = 0.1
    store: Annotated[float, Parameter("本店人员份额", "The store's staff", Unit.RATE, low=0, high=1, step=0.05,
                                      source=SOURCE)] = 0.4
    unsubscribed: Annotated[Literal["company", "staff"], Parameter("没有认满的部分", "What is not taken", Unit.CHOICE, choices={
        "company": Text("归公司", "Falls to the company"),
        "staff": Text("由其他认购人补足", "Goes to other subscribers first")}, source=SOURCE)] = "company"
    min_years: Annotated[int, Parameter("认购最低司龄", "Subscribers from years of service", Unit.YEARS, low=0, high=10,
                                        step=1)] = 0
    ranges: Annotated[tuple[PostRange, ...], Parameter(
        "各岗位持股区间（空：本店人员和总部人员按贡献系数认满）",
        "Ranges by post (none: staff and headquarters take all of it by contribution coefficient)", Unit.TABLE,
        source=SOURCE), Field(strict=False)] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        total = sum(map(fraction, (self.company, self.management, self.store)))
        if total != 1:
            raise refuse(t("the parts of company, management and store sum to {total}, not to 100%; change one by {gap}.",
                           total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
        posts = [(each.part_of, each.post) for each in self.ranges]
        for place, (_, post) in enumerate(posts):
            if posts[place] in posts[:place]:
                raise refuse(t("“{post}” has two ranges; take one of them out.", post=post))
        return self

    class Inputs(Declared):
        """One store's investment, and who pays in how much."""

        investment: Annotated[float, Parameter("店面投资", "The store's investment", Unit.YUAN, low=1, high=10_000_000_000,
                                               step=10_000)]
        subscribers: Annotated[tuple[Subscriber, ...], Parameter("认购人", "Subscribers", Unit.TABLE),
                               Field(strict=False, min_length=1)]

    def part(self, of: PartOf) -> int:
        """The whole that the stakes of a part may not exceed: 40% of the store, all of the management part."""
        return PPM if of == "management" else round_half_up(fraction(self.store) * PPM)

    def allot(self, part: int, low: Stakes, high: Stakes, wanted: Stakes) -> Stakes:
        """What everybody gets of a part, in millionths; together never more than it."""
        taken = np.minimum(wanted, high)
        if (over := int(taken.sum()) - part) > 0:
            kept = np.minimum(low, taken)
            if int(kept.sum()) > part:
                return _split(part, kept)
            return kept + _split(part - int(kept.sum()), taken - kept)
        if self.unsubscribed == "staff":
            room = np.where(taken > 0, high - taken, 0)
            taken = taken + _split(min(-over, int(room.sum())), room)
        return taken

    def calc(self, inputs: Any) -> dict[str, Any]:
        known = {each.post: each for each in self.ranges}
        people: tuple[Subscriber, ...] = inputs.subscribers
        strange = [Problem("", "subscribers", t("there is no range for post “{post}”.", post=each.post)
                           + nearest(each.post, known)) for each in people if known and each.post not in known]
        if len({each.name for each in people}) < len(people):
            strange.append(Problem("", "subscribers", t("two subscribers have the same name; tell them apart.")))
        if strange:
            raise InputError(strange)
        investment = to_fen(inputs.investment)
        stakes: dict[str, int] = {}
        below, above = [], []
        of_parts: tuple[PartOf, ...] = ("store", "management")
        for of in of_parts:
            of_part = [each for each in people if (known[each.post].part_of if known else "store") == of]
            part = self.part(of)
            rows = [known.get(each.post) or PostRange(post=each.post, low=0.0, high=self.store) for each in of_part]
            low = _ppm([row.low for row in rows])
            high = _ppm([row.high for row in rows])
            base = investment if of == "store" else max(1, round_half_up(investment * fraction(self.management)))
            wanted = np.array([round_half_up(fraction(to_fen(each.amount)) * PPM / base) for each in of_part], dtype=np.int64)
            above += [each.name for each, want, most in zip(of_part, wanted, high, strict=True) if want > most]
            whole = PPM if of == "store" else round_half_up(fraction(self.management) * PPM)
            got = self.allot(part, low, high, wanted)
            # Lower ends that are together more than the part are cut too.
            below += [each.name for each, has, least in zip(of_part, got, low, strict=True) if has < least]
            stakes |= {each.name: round_half_up(fraction(int(each_got)) * whole / PPM)
                       for each, each_got in zip(of_part, got, strict=True)}
        holders = {each.name: stakes[each.name] / PPM for each in people}
        taken = sum(stakes.values())
        return {"company": (PPM - taken) / PPM,
                "unsubscribed": (PPM - round_half_up(fraction(self.company) * PPM) - taken) / PPM,
                "holders": holders, "below_range": below, "above_range": above}

    # ------------------------------------------------------------ in a company

    def holdings(self, drivers: Drivers) -> Holdings:
        """Who holds how much of the stores this year, of those who are not gone."""
        people, unit = drivers.people, drivers.unit_index
        kinds = np.array([each.kind for each in drivers.company.facts.units.values()], dtype=object)[unit]
        may = (drivers.months_served > 0) & (drivers.service >= self.min_years)
        columns: dict[PartOf, tuple[Stakes, Stakes, Stakes]] = {}
        of_parts: tuple[PartOf, ...] = ("store", "management")
        for of in of_parts:
            there = may & (kinds == ("store" if of == "store" else "headquarters"))
            low, high, wanted = (np.zeros(len(people), dtype=np.int64) for _ in range(3))
            if not self.ranges:
                high[there], wanted[there] = self.part(of), people.coefficient[there]
            for row in self.ranges:
                in_range = there & ((people.post == row.post) | (people.family == row.post)) & (row.part_of == of)
                low[in_range], high[in_range], wanted[in_range] = *_ppm([row.low, row.high]), row.wanted
            columns[of] = low, high, wanted
        stake = np.zeros(len(people), dtype=np.int64)
        for place, each in enumerate(drivers.company.facts.units.values()):
            here = np.flatnonzero((unit == place) & (columns["store"][2] > 0))
            if each.kind == "store" and len(here):
                stake[here] = self._of_part("store", here, columns)
        of_management = np.zeros(len(people), dtype=np.int64)
        managers = np.flatnonzero(columns["management"][2] > 0)
        if len(managers):
            of_management[managers] = self._of_part("management", managers, columns)
        return Holdings(round_half_up(fraction(self.management) * PPM), stake, of_management, unit)

    def _of_part(self, of: PartOf, here: npt.NDArray[np.int64],
                 columns: dict[PartOf, tuple[Stakes, Stakes, Stakes]]) -> Stakes:
        low, high, wanted = (column[here] for column in columns[of])
        return self.allot(self.part(of), low, high, wanted) if self.ranges else _split(self.part(of), wanted)


def _ppm(rates: list[float]) -> Stakes:
    return np.array([round_half_up(fraction(rate) * PPM) for rate in rates], dtype=np.int64)


def _split(total: int, weights: Stakes) -> Stakes:
    """Exact parts; nothing where nobody counts."""
    if not weights.sum():
        return np.zeros_like(weights)
    return split_array(np.array([total]), weights)[0]
