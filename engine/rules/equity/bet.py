"""E6 Bet: shares move when all indicators are reached, level after level; where one is missed, shares may be lost."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.money import fraction, ratio_down, round_half_up, split_array, to_fen
from engine.base.parameter import Declared, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.captable import Shares
from engine.company.company import HOLDER_KINDS
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment, chosen
from engine.rules.parts.checks import Check
from engine.rules.parts.conditions import (
    PROFIT_GROWTH,
    PROFIT_GROWTH_FROM,
    UNASKED,
    Growth,
    grown,
)
from engine.rules.parts.terms import BASE_PROFIT, COMPANY_VALUE, GIVER, HELD_THROUGH, NET_PROFIT
from engine.rules.rule import About

SOURCE = "Organisation handbook: bets, from project to division to subsidiary"
DAIRY = "Dairy company's rival: 50% compound growth, or 7.8% of the shares lost"

LEVELS: dict[str, Text] = {
    "project": Text("项目团队（分红）", "Project team (dividends)"), "division": Text("事业部（期权）", "Division (options)"),
    "subsidiary": Text("子公司（注册股）", "Subsidiary (registered shares)"),
    "associate": Text("参股公司（总部不再控股）", "Associate (headquarters no longer controls)")}

INDICATORS: dict[str, Text] = {
    "profit_growth": Text("净利润增长", "Growth of net profit"), "revenue_growth": Text("业绩增长", "Growth of revenue"),
    "profit": Text("净利润", "Net profit"), "value": Text("公司市值", "Value of the company"),
    "satisfaction": Text("管理满意度", "Satisfaction with management"), "score": Text("团队考核平均分", "Team's average score")}

AMOUNT = 1_000_000_000_000

Profit = Annotated[float, NET_PROFIT]


class BetLevel(Declared):
    """One level: when it is judged, what has to be reached, and the shares that move; what is empty is not asked for."""

    every_column = True

    name: Annotated[Literal["project", "division", "subsidiary", "associate"], Parameter(
        "层级", "Level", Unit.CHOICE, choices=LEVELS, source=SOURCE)] = "project"
    year: Annotated[int, Parameter("第几年末考核", "Judged at the end of year", Unit.YEARS, low=1, high=30, step=1)]
    stake: Annotated[float, Parameter("达到后转让的股份", "Shares that move when reached", Unit.RATE, low=0, high=0.5,
                                      step=0.005)] = 0.0
    profit_growth: Annotated[float | None, PROFIT_GROWTH_FROM.but(source=DAIRY)] = None
    revenue_growth: Annotated[float | None, Parameter("业绩增长不低于（比基期）", "Growth of revenue over the base from", Unit.RATE,
                                                      low=-1, high=10, step=0.01, source=SOURCE, nothing=UNASKED)] = None
    profit: Annotated[float | None, Parameter("净利润不低于", "Net profit from", Unit.YUAN, low=-AMOUNT, high=AMOUNT,
                                              step=10_000, source=SOURCE, nothing=UNASKED)] = None
    value: Annotated[float | None, Parameter("市值不低于", "Value of the company from", Unit.YUAN, low=0, high=10 * AMOUNT,
                                             step=100_000, source=SOURCE, nothing=UNASKED)] = None
    satisfaction: Annotated[float | None, Parameter("管理满意度不低于", "Satisfaction with management from", Unit.POINTS, low=0,
                                                    high=200, step=1, source=SOURCE, nothing=UNASKED)] = None
    score: Annotated[float | None, Parameter("团队考核平均分不低于", "Team's average score from", Unit.POINTS, low=0, high=200,
                                             step=1, source=SOURCE, nothing=UNASKED)] = None


@dataclass(frozen=True, kw_only=True)
class BetBook(Book):
    """A bet's book: levels reached so far, whether it is lost, and the year's checks."""

    reached: int = 0
    lost: bool = False


@dataclass(frozen=True)
class Reality:
    """What a level is judged by, money in fen, points in hundredths."""

    net: int
    base: int
    last: int
    years: int
    revenue_growth: Any  # a fraction, over the base
    value: int
    satisfaction: int
    score: int


class Bet(EquityProgramme):
    """Each level in turn: all indicators reached → its shares move to the team; one missed → the bet is over."""

    about = About(
        title=Text("对赌", "Bet"),
        what=Text("约定指标（业绩增长、管理满意度、考核得分，以及利润、市值等择一），到期全部达到，股份转给团队；逐级推进：项目团队→事业部→子公司→参股公司。"
                  "有一项未达到，对赌结束，团队可能要输掉股份。",
                  "Indicators are agreed (growth, satisfaction with management, assessment, and one of profit or value). If all "
                  "are reached in time, shares move to the team, level after level: project, division, subsidiary, associate. "
                  "If one is missed the bet is over, and the team may lose shares."),
        formula=Text("全部指标达到 → 团队得 总股数 × 比例；有一项未达到 → 团队失去 总股数 × 对赌失败比例",
                     "all indicators reached → the team gets all shares × stake; one missed → it loses all shares × stake lost"),
        source=f"{SOURCE}; {DAIRY}",
        not_modelled=Text("对赌股份经分红、入资的财务通道，流量和融资指标",
                          "the payment of the shares out of dividends, indicators of traffic"))
    example = {"levels": [{"year": 3, "profit_growth": 0.5, "stake": 0}], "stake_lost": 0.078, "base": 100,
               "profits": [150, 225, 337.49]}

    results = {
        "reached": Text("达成级数", "Levels reached"), "level": Text("达到的层级", "Level"),
        "won": Text("赢得股份", "Shares won"), "lost": Text("失去股份", "Shares lost")}

    conditions = INDICATORS

    rule: Literal["bet"] = "bet"
    levels: Annotated[tuple[BetLevel, ...], Parameter("各级对赌", "Levels", Unit.TABLE, source=SOURCE),
                      Field(strict=False, min_length=1)] = (
        BetLevel(name="project", year=1, profit_growth=0.2, stake=0.02), BetLevel(name="division", year=2, profit_growth=0.2, stake=0.03),
        BetLevel(name="subsidiary", year=3, profit_growth=0.2, stake=0.05))
    growth: Annotated[Growth, PROFIT_GROWTH.but(source=DAIRY)] = "compound"
    stake_lost: Annotated[float, Parameter("未达到时团队失去的股份", "Shares the team loses when missed", Unit.RATE, low=0, high=0.5,
                                           step=0.001, source=DAIRY)] = 0.0
    satisfaction: Annotated[float, Parameter("管理满意度（假设）", "Satisfaction with management (assumed)", Unit.POINTS, low=0,
                                             high=200, step=1)] = 80.0
    giver: Annotated[str | None, GIVER.but(zh="对赌的另一方（股东）", en="The other party (holder)",
                                           nothing=Text("公司：增发或注销", "the company: issued or cancelled"))] = None
    holder: Annotated[str, HELD_THROUGH.but(zh="团队一方（股东名册中的一行）", en="The team's side (line of the cap table)")] = "employees"
    groups: Annotated[tuple[str, ...], Parameter("团队（岗位或类别，空为全员）", "The team (posts or job families; empty: everybody)",
                                                 Unit.TABLE, refers=Refers.GROUP), Field(strict=False)] = ()

    class Inputs(Declared):
        """The years as they turn out; the last profit stands for the years after it."""

        base: Annotated[float, BASE_PROFIT.but(low=-AMOUNT)]
        profits: Annotated[tuple[Profit, ...], Parameter("各年净利润", "Net profit by year", Unit.TABLE),
                           Field(strict=False, min_length=1)]
        actual_revenue_growth: Annotated[float, Parameter("实际业绩增长（比基期）", "Growth of revenue over the base", Unit.RATE,
                                                          low=-1, high=100, step=0.01)] = 0.0
        market_value: Annotated[float, COMPANY_VALUE] = 0.0
        team_score: Annotated[float, Parameter("团队考核平均分", "Team's average score", Unit.POINTS, low=0, high=200,
                                               step=1)] = 0.0

    @field_validator("levels")
    @classmethod
    def _one_after_the_other(cls, levels: tuple[BetLevel, ...]) -> tuple[BetLevel, ...]:
        order = list(LEVELS)
        for row, (before, now) in enumerate(pairwise(levels), start=2):
            if now.year <= before.year or order.index(now.name) < order.index(before.name):
                raise refuse(t("level {row} does not come after the one before it; sort the levels by year and from project to "
                               "associate.", row=row))
        for row, level in enumerate(levels, start=1):
            if all(getattr(level, key) is None for key in INDICATORS):
                raise refuse(t("level {row} asks for nothing; enter at least one indicator.", row=row))
        return levels

    def level_called(self, place: int) -> Text:
        return LEVELS[self.levels[place].name]

    def judge(self, place: int, real: Reality) -> list[Check]:
        """Every indicator that a level asks for, held against what has come about."""
        level, checks = self.levels[place], []
        if level.profit_growth is not None:
            actual, met = grown(real.net, real.last if self.growth == "last_year" else real.base, level.profit_growth, real.years,
                                self.growth)
            checks.append(Check(place, "profit_growth", level.profit_growth, actual, met))
        if level.revenue_growth is not None:
            checks.append(Check(place, "revenue_growth", level.revenue_growth, float(real.revenue_growth),
                                real.revenue_growth >= fraction(level.revenue_growth)))
        for key, actual_value in (("profit", real.net), ("value", real.value), ("satisfaction", real.satisfaction),
                                  ("score", real.score)):
            wanted = getattr(level, key)
            if wanted is not None:
                checks.append(Check(place, key, wanted, actual_value / 100, actual_value >= to_fen(wanted)))
        return checks

    def calc(self, inputs: Any) -> dict[str, Any]:
        profits = [to_fen(each) for each in (inputs.base, *inputs.profits)]
        reached, won = 0, fraction(0)
        for place, level in enumerate(self.levels):
            net, last = (profits[min(year, len(profits) - 1)] for year in (level.year, level.year - 1))
            real = Reality(net, profits[0], last, level.year, fraction(inputs.actual_revenue_growth), to_fen(inputs.market_value),
                           to_fen(self.satisfaction), to_fen(inputs.team_score))
            if not all(check.met for check in self.judge(place, real)):
                break
            reached, won = reached + 1, won + fraction(level.stake)
        lost = reached < len(self.levels)
        return {"reached": reached, "level": self.levels[reached - 1].name if reached else None, "won": float(won),
                "lost": self.stake_lost if lost else 0.0}

    # ------------------------------------------------------------ a year

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        people = len(now.people)
        book = before if isinstance(before, BetBook) else BetBook.empty(people)
        shares = now.opening.by_programme(now.key, people)
        line = now.opening.lines.get(self.holder)
        dividends = ratio_down(shares, now.dividends.get(self.holder, 0), line.shares if line else 0)
        kept = BetBook.empty(people, dividends=dividends, reached=book.reached, lost=book.lost)
        if book.lost or book.reached == len(self.levels) or self.levels[book.reached].year != now.year:
            return Advance((), kept)
        place = book.reached
        level = self.levels[place]
        checks = tuple(self.judge(place, self._reality(now)))
        trace("对赌指标达到数", "Indicators reached", Unit.COUNT, sum(check.met for check in checks))
        missed = [INDICATORS[check.condition] for check in checks if not check.met]
        if missed:
            event = self._lose(now, Text("、".join(each.zh for each in missed), ", ".join(each.en.lower() for each in missed)))
            return Advance((event,), BetBook.empty(people, dividends=dividends, reached=place, lost=True, checks=checks))
        event = self._win(now, level)
        return Advance((event,), BetBook.empty(people, dividends=dividends, reached=place + 1, checks=checks))

    def _reality(self, now: Moment) -> Reality:
        result, history = now.result, now.result.history
        team = chosen(now.people, self.groups) & now.there
        score = int(now.people.score[team].mean()) if team.any() else 0
        return Reality(result.net_profit, history[0], history[-1], now.year, result.revenue_growth, result.value,
                       to_fen(self.satisfaction), score)

    def _held_by_people(self, now: Moment) -> bool:
        """Whether the team's side is a line that holds for people, rather than a holder itself."""
        line = now.table.lines.get(self.holder)
        return line is None or line.kind == "employees"

    def _win(self, now: Moment, level: BetLevel) -> Event:
        number = round_half_up(now.table.total * fraction(level.stake))
        name = LEVELS[level.name]
        weights = now.people.coefficient * (chosen(now.people, self.groups) & now.there)
        reached = Text(f"对赌达成，升级为{name.zh}", f"Bet won, now: {name.en.lower()}")
        if not number:
            return Event(now.year, now.key, reached)
        if self.giver is not None and (self.giver not in now.table.lines or now.table.lines[self.giver].shares < number):
            return Event(now.year, now.key, Text(f"{reached.zh}；另一方股数不够，未转让",
                                                 f"{reached.en}; the other party has too few shares, none moved"))
        people: Shares | None = None
        if self._held_by_people(now):
            if not weights.sum():
                return Event(now.year, now.key, Text(f"{reached.zh}；没有人可得股份", f"{reached.en}; nobody is there to get shares"))
            people = split_array(np.array([number]), weights)[0]
        what = Text(f"{reached.zh}，团队得 {number:,} 股", f"{reached.en}; {number:,} shares go to the team")
        line = None if self.holder in now.table.lines else ("employees", HOLDER_KINDS.get(self.holder, Text(self.holder, self.holder)))
        return Event(now.year, now.key, what, Kind.ISSUE if self.giver is None else Kind.TRANSFER, self.holder, self.giver or "",
                     number, people, line=line)

    def _lose(self, now: Moment, missed: Text) -> Event:
        """The bet is over; the shares lost are taken from everybody behind the team's line in proportion."""
        over = Text(f"对赌未达成：{missed.zh}", f"Bet lost: {missed.en}")
        line = now.table.lines.get(self.holder)
        number = min(round_half_up(now.table.total * fraction(self.stake_lost)), line.shares if line else 0)
        if not number or line is None:
            return Event(now.year, now.key, over)
        given_up: Shares | None = None
        if self.holder in now.table.holdings:
            holdings = now.table.of_people(self.holder, len(now.people))
            whole = np.append(holdings, line.shares - int(holdings.sum()))  # the last part is nobody's
            given_up = split_array(np.array([number]), whole)[0][:-1]
        what = Text(f"{over.zh}，团队失去 {number:,} 股", f"{over.en}; the team loses {number:,} shares")
        if self.giver is None or self.giver not in now.table.lines:
            return Event(now.year, now.key, what, Kind.BUY_BACK, self.holder, shares=number, given_up=given_up)
        return Event(now.year, now.key, what, Kind.TRANSFER, self.giver, self.holder, number, given_up=given_up)
