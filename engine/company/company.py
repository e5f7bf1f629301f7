"""The company: people, units, money and the cap table, as facts of the year that has just ended.

The people are columns of their own file, people.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from engine.base.money import Fen, fraction, over_common, sum_by, to_fen
from engine.base.parameter import EN, ZH, Declared, Label, Parameter, Refers, Text, Unit
from engine.base.problem import InputError, nearest, refuse
from engine.base.text import t
from engine.company.captable import CapTable, ShareLine
from engine.company.look_through import COMPANY, ClosedCircleError, EntangledError, flow, vote_circle
from engine.company.people import People
from engine.law.company_tax import CompanyTax, company_tax
from engine.law.region import NONE, Region, region_named
from engine.law.taxpayer import Taxpayer

MONTHS = 12
PPM = 1_000_000

HolderKind = Literal["founder", "holding", "employees", "contributors", "investor", "public"]

HOLDER_KINDS: dict[str, Text] = {
    "founder": Text("创始人", "Founder"), "holding": Text("控股公司", "Holding company"),
    "employees": Text("员工", "Employees"), "contributors": Text("贡献者", "Contributors"),
    "investor": Text("投资人", "Investors"), "public": Text("公众", "Public"),
}


GROSS_MARGIN = Parameter("毛利率", "Gross margin", Unit.RATE, low=0, high=1, step=0.01)
PROFIT_TAX = Parameter("企业所得税率", "Company income tax rate", Unit.RATE, low=0, high=0.5, step=0.01,
                       source="Enterprise income tax law, art. 4")
SHARES = Parameter("股数", "Shares", Unit.SHARES, low=0, high=100_000_000_000, step=10_000)
STAKE = Parameter("持股比例", "Stake", Unit.RATE, low=0, high=1, step=0.01)


class Money(Declared):
    """The income statement of the year just ended, in a few lines."""

    revenue: Annotated[float, Parameter("上年营业额", "Last year's revenue", Unit.YUAN, low=0,
                                        high=1_000_000_000_000, step=10_000)]
    gross_margin: Annotated[float, Parameter("毛利率（未扣人工）", "Gross margin before payroll", Unit.RATE,
                                             low=0.01, high=1, step=0.01)]
    other_costs: Annotated[float, Parameter("其他费用（房租等）", "Other costs (rent etc.)", Unit.YUAN,
                                            low=-100_000_000_000, high=1_000_000_000_000, step=10_000)]
    profit: Annotated[float, Parameter("上年净利润（不含子公司）", "Last year's net profit, without subsidiaries", Unit.YUAN,
                                       low=-100_000_000_000, high=1_000_000_000_000, step=10_000)]
    profit_tax: Annotated[float, PROFIT_TAX] = 0.25
    net_assets: Annotated[float | None, Parameter(
        "年末净资产", "Net assets at the year's end", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("未填，不能算净资产收益率", "not stated, so no return on equity"))] = None


class UnitOfCompany(Declared):
    """A headquarters, store, office or department."""

    zh: Annotated[str, ZH]
    en: Annotated[str, EN]
    kind: Annotated[Literal["headquarters", "store", "office", "department"],
                    Parameter("类型", "Kind", Unit.CHOICE, choices={
                        "headquarters": Text("总部", "Headquarters"), "store": Text("门店", "Store"),
                        "office": Text("办事处", "Office"), "department": Text("部门", "Department")})]
    revenue: Annotated[float | None, Parameter(
        "上年业绩", "Last year's output", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("本单位人员销售额之和", "the sum of its people's sales"))] = None
    history: Annotated[float | None, Parameter(
        "目标基数", "History that targets build on", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("等于上年业绩", "last year's output"))] = None
    margin: Annotated[float | None, GROSS_MARGIN.but(nothing=Text("公司毛利率", "the company's"))] = None
    own_costs: Annotated[float | None, Parameter(
        "本单位费用（年，不含人工）", "Own costs a year, without pay", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("按业绩分摊公司其他费用", "the company's other costs, by output"))] = None
    years_open: Annotated[int | None, Parameter(
        "已开业整年数", "Full years open", Unit.YEARS, low=0, high=100, step=1,
        nothing=Text("老店", "long open"))] = None

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


PartOwned = Annotated[float, Parameter("持有比例", "Part owned", Unit.RATE, low=0, high=1, step=0.01)]


class Holder(Declared):
    """A line of the cap table: whole shares, or a stake of a hundred million shares; and who stands behind it."""

    zh: Annotated[str, ZH]
    en: Annotated[str, EN]
    kind: Annotated[HolderKind, Parameter("类别", "Kind", Unit.CHOICE, choices=HOLDER_KINDS)]
    shares: Annotated[int | None, SHARES.but(step=None, nothing=Text("按比例填写", "given as a stake"))] = None
    stake: Annotated[float | None, STAKE.but(nothing=Text("按股数填写", "given in shares"))] = None
    owners: Annotated[dict[str, PartOwned], Parameter(
        "股东的股东（其余归它自己的成员；company 为本公司）",
        "Who owns it (the rest is its own members'; company is this company)", Unit.TABLE)] = Field(default_factory=dict)
    votes_by: Annotated[str | None, Parameter(
        "由谁投票（普通合伙人或一致行动人）", "Voted by (general partner, acting in concert)", Unit.KEY,
        nothing=Text("持有它一半以上的人，否则自己", "whoever owns more than half of it, else itself"), refers=Refers.HOLDER)] = None
    partners: Annotated[int | None, Parameter(
        "合伙人或股东人数", "Partners or members", Unit.PEOPLE, low=1, high=10_000_000, step=1,
        nothing=Text("按名单计", "counted from the list"))] = None
    seats: Annotated[int, Parameter("董事席位", "Board seats", Unit.COUNT, low=0, high=50, step=1)] = 0

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


SHARES_OF_STAKES = 100_000_000
"""Stakes are turned into shares of this many in all, so six decimals of a stake are whole shares."""


Weight = Annotated[float, Parameter("权重", "Weight", Unit.FACTOR, low=0, high=1000, step=0.05)]


class Facts(Declared):
    """What case.yaml says of the company; the people come from people.csv."""

    money: Annotated[Money, Parameter("账目", "Books", Unit.TABLE)]
    season: Annotated[tuple[Weight, ...], Parameter("十二个月的淡旺季权重", "Seasonality of the twelve months",
                                                   Unit.TABLE), Field(strict=False)] = (1.0,) * MONTHS
    families: Annotated[dict[str, Label], Parameter("岗位类别", "Job families", Unit.TABLE)]
    posts: Annotated[dict[str, Label], Parameter("岗位", "Posts", Unit.TABLE)]
    units: Annotated[dict[str, UnitOfCompany], Parameter("单位", "Units", Unit.TABLE)]
    cap_table: Annotated[dict[str, Holder], Parameter("股东名册", "Cap table", Unit.TABLE)]
    owner: Annotated[str, Parameter("老板（股东名册中的一行）", "The owner, a line of the cap table", Unit.KEY, refers=Refers.HOLDER)]
    form: Annotated[Literal["llc", "jsc"], Parameter("公司形式", "Company form", Unit.CHOICE, choices={
        "llc": Text("有限责任公司", "Limited liability company"),
        "jsc": Text("股份有限公司", "Joint-stock company")})] = "llc"
    market: Annotated[Literal["main", "growth"], Parameter(
        "上市板块（决定激励总量上限）", "Market of the listing (limits staff plans)", Unit.CHOICE, choices={
            "main": Text("主板（10%）", "Main board (10%)"),
            "growth": Text("科创板、创业板（20%）", "STAR and ChiNext (20%)")},
        source="Measures for equity incentives of listed companies, art. 14")] = "main"
    region: Annotated[str, Parameter("社保公积金所在地区", "Region of insurance and fund", Unit.KEY,
                                     source="Local notices on contributions", refers=Refers.REGION)] = NONE
    regions: Annotated[dict[str, Region], Parameter("自有地区标准", "Regions of one's own", Unit.TABLE)] = Field(
        default_factory=dict)
    taxpayer: Annotated[Taxpayer, Parameter("纳税人", "Taxpayer", Unit.TABLE)] = Taxpayer()

    @model_validator(mode="after")
    def _hangs_together(self) -> Facts:
        if len(self.season) != MONTHS or min(self.season) < 0 or sum(self.season) <= 0:
            raise refuse(t("the seasonality needs twelve weights of zero or more, not all zero; it has {n}.",
                           n=len(self.season)))
        if self.owner not in self.cap_table:
            raise refuse(t("the owner “{owner}” is not a line of the cap table; name one of: {names}.",
                           owner=self.owner, names=", ".join(self.cap_table)))
        given_stakes = [holder.stake is not None for holder in self.cap_table.values()]
        given_shares = [holder.shares is not None for holder in self.cap_table.values()]
        if any(a == b for a, b in zip(given_stakes, given_shares, strict=True)) or len(set(given_stakes)) > 1:
            raise refuse(t("give every holder of the cap table either shares or a stake, all the same way."))
        if all(given_stakes):
            total = sum(fraction(holder.stake or 0) for holder in self.cap_table.values())
            if total != 1:
                raise refuse(t("the stakes of the cap table sum to {total}, not to 100%; change one by {gap}.",
                               total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
        elif sum(holder.shares or 0 for holder in self.cap_table.values()) == 0:
            raise refuse(t("the cap table has no shares; give at least one holder some."))
        self._owners_hang_together()
        for key, region in self.regions.items():
            if region.key != key:
                raise refuse(t("the region under “{key}” calls itself “{own}”; give both the same name.", key=key,
                               own=region.key))
        try:
            region_named(self.region, self.regions)
        except InputError as error:
            raise refuse(error.problems[0].what) from None
        return self

    @property
    def where(self) -> Region:
        """The region with all its dated figures."""
        return region_named(self.region, self.regions)

    def _owners_hang_together(self) -> None:
        known = [*self.cap_table, COMPANY]
        for key, holder in self.cap_table.items():
            for owner in [*holder.owners, *([holder.votes_by] if holder.votes_by else [])]:
                if owner not in known:
                    raise refuse(t("“{owner}”, named as owner or voter of “{holder}”, is not a line of the cap table; give "
                                   "it a line of its own, with no shares if it holds none directly.", owner=owner, holder=key)
                                 + nearest(owner, known))
            parts = sum((fraction(part) for part in holder.owners.values()), Fraction(0))
            if parts > 1:
                raise refuse(t("the owners of “{holder}” hold {total} of it together; lower one of them by {gap}.",
                               holder=key, total=f"{float(parts) * 100:.8g}%", gap=f"{float(parts - 1) * 100:.8g}%"))
        try:
            shares = flow(self.shares(), self.owners())
        except ClosedCircleError as error:
            raise refuse(t("these holders belong to one another and to nobody else: {circle}; give one of them an owner "
                           "outside.", circle=" → ".join(error.names))) from None
        except EntangledError:
            raise refuse(t("too many holders own one another in circles to be solved exactly; take some of these "
                           "holdings out.")) from None
        if shares.get(COMPANY) == sum(self.shares().values()):
            raise refuse(t("all shares lead back to the company itself; give one holder an owner outside."))
        circle = vote_circle({key: holder.votes_by for key, holder in self.cap_table.items() if holder.votes_by})
        if circle:
            raise refuse(t("these holders are each voted by the next: {circle}; let one of them vote for itself.",
                           circle=" → ".join(circle)))

    def owners(self) -> dict[str, dict[str, Fraction]]:
        """Holder → who owns it, exact parts; those only that somebody owns."""
        return {key: {owner: fraction(part) for owner, part in holder.owners.items()}
                for key, holder in self.cap_table.items() if holder.owners}

    def season_weights(self) -> npt.NDArray[np.int64]:
        """Seasonality as whole numbers, (12,): weights of 0.8 and 1 are 4 and 5, so equal months stay equal."""
        return np.array(over_common(self.season)[0], dtype=np.int64)

    def shares(self) -> dict[str, int]:
        """Whole shares of each holder."""
        return {key: holder.shares if holder.shares is not None
                else int(fraction(holder.stake or 0) * SHARES_OF_STAKES)
                for key, holder in self.cap_table.items()}


@dataclass(frozen=True)
class Names:
    """A column of names as small integers, compared a hundred times faster than texts."""

    known: Mapping[str, int]
    code: npt.NDArray[np.int64]

    @classmethod
    def in_column(cls, column: npt.NDArray[np.object_]) -> Names:
        """The names of a column of texts, (people,), numbered in the order in which they first come."""
        known: dict[str, int] = {}
        code = np.array([known.setdefault(name, len(known)) for name in column], dtype=np.int64)
        return cls(known, code)

    def of(self, name: str) -> int:
        """The integer of a name; −1 for a name that is not in the column."""
        return self.known.get(name, -1)

    def codes(self, names: Iterable[str]) -> list[int]:
        return [self.of(name) for name in names]


@dataclass(frozen=True)
class Company:
    """Facts and people together; what a scenario starts from."""

    facts: Facts
    people: People
    notes: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    @cached_property
    def opening_table(self) -> CapTable:
        """The cap table before the first year."""
        owners, shares = self.facts.owners(), self.facts.shares()
        return CapTable({key: ShareLine(holder.kind, holder.text, shares[key], owners.get(key, {}), holder.votes_by or "",
                                   holder.partners or 0) for key, holder in self.facts.cap_table.items()})

    @cached_property
    def unit_keys(self) -> tuple[str, ...]:
        return tuple(self.facts.units)

    @cached_property
    def posts(self) -> Names:
        return Names.in_column(self.people.post)

    @cached_property
    def families(self) -> Names:
        return Names.in_column(self.people.family)

    @cached_property
    def payroll_of_books(self) -> int:
        """Last year's payroll in fen, as the books imply it.

        revenue × gross margin − other costs − profit before tax.
        """
        money = self.facts.money
        gross = Fraction(to_fen(money.revenue)) * fraction(money.gross_margin)
        return round(gross) - to_fen(money.other_costs) - self.profit_before_tax

    @cached_property
    def profit_before_tax(self) -> int:
        """Last year's profit before company income tax, in fen."""
        return self.income_tax(len(self.people), 0).before(to_fen(self.facts.money.profit))

    def income_tax(self, staff: int, number: int) -> CompanyTax:
        """How the profit of a simulated year is taxed with so many people; 0 is the year of the books."""
        payer = self.facts.taxpayer
        return company_tax(payer.kind, fraction(self.facts.money.profit_tax), staff,
                           None if payer.assets is None else to_fen(payer.assets), payer.last_day(number))

    @cached_property
    def season_weights(self) -> npt.NDArray[np.int64]:
        """Seasonality of the twelve months as whole numbers, (12,), to split by."""
        return self.facts.season_weights()

    def with_people(self, people: People) -> Company:
        return replace(self, people=people)

    @cached_property
    def unit_of_people(self) -> npt.NDArray[np.int64]:
        """Which unit each person belongs to, as a place in `unit_keys`, (people,)."""
        places = {key: i for i, key in enumerate(self.unit_keys)}
        return np.array([places[key] for key in self.people.unit], dtype=np.int64)

    @cached_property
    def unit_history(self) -> Fen:
        """(units,): output a year that targets build on, stated or the sum of its people's."""
        own = sum_by(self.people.history[None, :], self.unit_of_people, len(self.unit_keys))[0]
        return np.array([to_fen(unit.history) if unit.history is not None
                         else to_fen(unit.revenue) if unit.revenue is not None else own[i]
                         for i, unit in enumerate(self.facts.units.values())], dtype=np.int64)

    @cached_property
    def overseen(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Who is above which unit: pairs of a person's place and a unit's, (pairs,) each, headquarters left out.

        A unit is under everybody whom one of its people reaches by going from superior to superior.
        """
        place = self.people.position
        above = np.array([place.get(each, -1) for each in self.people.superior], dtype=np.int64)
        units = len(self.unit_keys)
        counted = np.array([unit.kind != "headquarters" for unit in self.facts.units.values()], dtype=bool)
        pairs = np.unique((above * units + self.unit_of_people)[(above >= 0) & counted[self.unit_of_people]])
        all_pairs = pairs
        while pairs.size:
            boss, unit = np.divmod(pairs, units)
            pairs = np.setdiff1d((above[boss] * units + unit)[above[boss] >= 0], all_pairs)
            all_pairs = np.concatenate([all_pairs, pairs])
        boss, unit = np.divmod(all_pairs, units)
        return boss, unit

    def headcount(self) -> Counter[str]:
        """People per job family."""
        return Counter(self.people.family.tolist())


def label_of(company: Company, key: str) -> Text:
    """The name of a job family, post, unit, holder or kind of holder; the key itself where it has none."""
    facts = company.facts
    named: Sequence[Mapping[str, Label | UnitOfCompany | Holder]] = (
        facts.families, facts.posts, facts.units, facts.cap_table)
    for group in named:
        if key in group:
            return group[key].text
    return HOLDER_KINDS.get(key, Text(key, key))
