"""What dividend programmes do, laid out: fund lines, who holds what and why, stores, layers, factors, paths, leavers.

Everything comes from the rules themselves on the year's own figures; nothing is computed a second way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from engine.base.book import Given
from engine.base.money import round_half_up, split, to_fen
from engine.base.parameter import Text
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import MONTHS, PPM
from engine.plan.scenario import Scenario
from engine.rules.kinds import Award, DividendProgramme, Result
from engine.rules.parts.capabilities import ByFactors, ShareFund, StoresShare
from engine.run.outcome import Outcome
from engine.run.simulate import assess
from engine.run.unit_profit import unit_profits
from engine.world.drivers import Drivers, project

LINES = (1.0, 1.3, 1.5)
"""The three lines of a dividend fund."""
YEARS = 5
"""Years of the paths that profit may take."""


def drivers_of(scenario: Scenario, number: int) -> Drivers:
    """The year's drivers with everybody's score, as the pipeline has them."""
    return assess(scenario.plan, project(scenario.company, scenario.assumptions, number), Trace())


def result_of(outcome: Outcome, number: int, drivers: Drivers | None = None) -> Result:
    """The year's result before incentive dividends, as its programmes have seen it."""
    year = outcome.year(number)
    before = replace(year.statement, incentive_dividends=0)
    opened = outcome.network.result if outcome.network is not None else 0
    history = (to_fen(outcome.scenario.company.facts.money.profit) + opened,
               *(each.statement.net_profit for each in outcome.years[:number - 1]))
    drivers = drivers or drivers_of(outcome.scenario, number)
    return Result(number, before.before_tax, before.net_profit, before.revenue, year.world.revenue_growth, history[0],
                  history, unit_profit=unit_profits(drivers, year.lines, before))


# ---------------------------------------------------------------- virtual shares

@dataclass(frozen=True)
class FundLine:
    """A dividend fund at one coefficient, in fen; per_share with nothing carried in."""

    coefficient: float
    ratio: Fraction
    fund: int
    distributed: int
    per_share: int


def fund_lines(rule: ShareFund, profit: int, shares: int) -> list[FundLine]:
    """The fund at 1.0, 1.3, 1.5 and the plan's own coefficient, on a net profit that meets the target."""
    lines = []
    for coefficient in sorted({*LINES, rule.fund.coefficient}):
        fund = rule.fund.model_copy(update={"coefficient": coefficient, "target": None})
        amount = fund.fund(np.array([profit]))
        distributed, _ = rule.smoothing.distribute(amount, 0)
        lines.append(FundLine(coefficient, fund.ratio(), int(amount[0]), int(distributed[0]),
                              int(rule.per_share.per_share(distributed, np.array([shares]))[0])))
    return lines


@dataclass(frozen=True)
class FundYear:
    """One year of a fund, fen: carried_in + added = paid + carried; `shares` took part."""

    year: int
    carried_in: int
    added: int
    paid: int
    carried: int
    shares: int
    per_share: int
    accounts: int


def fund_years(outcome: Outcome, name: str) -> list[FundYear]:
    """The fund of a virtual-share programme over the simulated years."""
    rule = outcome.scenario.plan.dividends[name]
    assert isinstance(rule, ShareFund)
    years, carried_in = [], 0
    for year in outcome.years:
        award = year.awards[name]
        shares = int(rule.participating(drivers_of(outcome.scenario, year.number)).sum())
        distributed, _ = rule.smoothing.distribute(np.array([award.fund - carried_in]), carried_in)
        years.append(FundYear(year.number, carried_in, award.fund - carried_in, award.paid, award.carried, shares,
                              int(rule.per_share.per_share(distributed, np.array([shares]))[0]), int(award.account.sum())))
        carried_in = award.carried
    return years


def register(outcome: Outcome, name: str, number: int) -> pd.DataFrame:
    """Whoever has virtual shares or might: how many, how they come about, whether they take part and why not.

    Columns id, name, post, layer, position, completion (a fraction), performance, service, shares, why ("" for those
    who take part), dividend, now, account (yuan).
    """
    scenario = outcome.scenario
    rule = scenario.plan.dividends[name]
    assert isinstance(rule, ShareFund)
    drivers, award = drivers_of(scenario, number), outcome.year(number).awards[name]
    people, count = drivers.people, rule.count
    shares = rule.participating(drivers)
    none = np.zeros(len(people), dtype=np.int64)
    if count is None:
        position, completion, performance, service = people.virtual_shares, none, none, none
        layer = np.full(len(people), "", dtype=object)
    else:
        x = Given(**count.bind(drivers))
        position, completion, layer = count.position(x), count.completion(x), count.layer(people)
        performance, service = count.performance(position, completion), count.service_shares(x, position)
    table = pd.DataFrame({
        "id": people.id, "name": people.name, "post": people.post, "layer": layer, "years": drivers.service,
        "awards": people.awards, "position": position, "completion": completion / PPM, "performance": performance,
        "service": service, "shares": shares,
        "dividend": award.to_people, "now": award.now, "account": award.account})
    shown = np.flatnonzero((position > 0) | (shares > 0))
    table = table.iloc[shown].reset_index(drop=True)
    table.insert(11, "why", [_why_not(rule, drivers, str(layer[place]), int(shares[place]), place) for place in shown.tolist()])
    return table


def _why_not(rule: ShareFund, drivers: Drivers, layer: str, shares: int, place: int) -> str:
    """Why somebody does not take part; "" for whoever does."""
    people, count = drivers.people, rule.count
    if shares:
        return ""
    if people.leaves_in[place]:
        return t("leaves the company")
    needs, awards = rule.min_years, 0
    if count is not None and (count.senior_groups or count.middle_groups or count.key_groups):
        if not layer:
            return t("in none of the layers")
        years, awards = count.needs(layer)
        needs = max(needs, years)
    missing = []
    if drivers.service[place] < needs:
        missing.append(t("years of service missing: {n}", n=needs - int(drivers.service[place])))
    if people.awards[place] < awards:
        missing.append(t("awards missing: {n}", n=awards - int(people.awards[place])))
    return t(", ").join(missing)


# ---------------------------------------------------------------- sharing profit

@dataclass(frozen=True)
class Excess:
    """One year of excess-profit sharing, fen; `pools` by layer."""

    year: int
    profit: int
    baseline: int
    pools: Mapping[Text, int]
    paid: int

    @property
    def excess(self) -> int:
        return max(0, self.profit - self.baseline)


def excess_years(outcome: Outcome, name: str) -> list[Excess]:
    """Profit, baseline and pools of an excess-profit programme over the simulated years."""
    rule, years = outcome.scenario.plan.dividends[name], []
    for year in outcome.years:
        result = result_of(outcome, year.number)
        award = year.awards[name]
        excess = rule.held_against(result, award)
        if excess is not None:
            baseline, pools = excess
            years.append(Excess(year.number, result.net_profit, baseline, pools, award.paid))
    return years


def stores(outcome: Outcome, name: str, number: int) -> pd.DataFrame:
    """A row a store, fen: key, year (of the store), profit, distributed, company, management, staff, kept, and stakes.

    What nobody in the management department has taken of its part is the company's.
    """
    scenario, rule = outcome.scenario, outcome.scenario.plan.dividends[name]
    assert isinstance(rule, StoresShare)
    drivers = drivers_of(scenario, number)
    result, stakes = result_of(outcome, number, drivers), rule.shares.holdings(drivers)
    units, x = list(scenario.company.facts.units.items()), Given(**rule.bind_stores(result, drivers))
    outs = rule.distributable(x.net_profit, x.year)
    by_store = dict(zip(x.places.tolist(), zip(x.net_profit.tolist(), outs.tolist(), strict=True), strict=True))
    parts = {place: rule.parts(out, stakes, place) for place, (_, out) in by_store.items()}
    whole = [management for _, management, _ in parts.values()]
    taken = split(int(rule.of_managers(sum(whole), stakes).sum()), whole) if sum(whole) else whole
    rows = []
    for (place, (profit, out)), managers in zip(by_store.items(), taken, strict=True):
        company, management, staff = parts[place]
        key, unit = units[place]
        rows.append((key, None if unit.years_open is None else unit.years_open + number, profit, out,
                     company + management - managers, managers, int(staff.sum()),
                     max(0, profit) - out, stakes.company(place) / PPM,
                     int(stakes.stake[stakes.of_store(place)].sum()) / PPM))
    return pd.DataFrame(rows, columns=["key", "year", "profit", "distributed", "company", "management", "staff", "kept",
                                       "company_stake", "staff_stake"])


def factors(outcome: Outcome, name: str, number: int) -> pd.DataFrame:
    """Everybody's factors of a dividend by post value: id, name, post, the five factors, product, part, dividend."""
    scenario, rule = outcome.scenario, outcome.scenario.plan.dividends[name]
    assert isinstance(rule, ByFactors)
    drivers, award = drivers_of(scenario, number), outcome.year(number).awards[name]
    people, x = drivers.people, Given(**rule.bind_people(drivers))
    own, taking = rule.factors(x), rule.taking(x)
    product = np.prod(np.stack(list(own.values())) / 100, axis=0) * taking
    table = pd.DataFrame({"id": people.id, "name": people.name, "post": people.post,
                          **{key: column / 100 for key, column in own.items()}, "product": product.round(4),
                          "part": product / max(product.sum(), 1e-9), "dividend": award.to_people})
    return table[taking].reset_index(drop=True)


# ---------------------------------------------------------------- everybody

def who_gets_what(outcome: Outcome, number: int) -> pd.DataFrame:
    """Whoever gets dividends in the year, from the most down: id, name, post, unit, each programme, all (fen)."""
    year = outcome.year(number)
    people = year.people
    by_programme = {name: award.to_people for name, award in year.awards.items()}
    nothing = np.zeros(len(people), dtype=np.int64)
    table = pd.DataFrame({
        "id": people.id, "name": people.name, "family": people.family, "post": people.post, "unit": people.unit, **by_programme,
        "all": year.dividends, "now": sum((award.now for award in year.awards.values()), nothing),
        "account": sum((award.account for award in year.awards.values()), nothing)})
    return table[(table["all"] > 0) | (table["now"] > 0)].sort_values("all", ascending=False, kind="stable",
                                                                      ignore_index=True)


def by_post(outcome: Outcome, number: int) -> pd.DataFrame:
    """Average dividends of each post's people, yuan: post, programme, average, total, people (who get some)."""
    year = outcome.year(number)
    rows = []
    for post in dict.fromkeys(year.people.post.tolist()):
        here = year.people.post == post
        for name, award in year.awards.items():
            got = award.to_people[here]
            if got.any():
                rows.append((post, name, int(got.sum()) / 100 / int(here.sum()), int(got.sum()) / 100,
                             int((got > 0).sum())))
    return pd.DataFrame(rows, columns=["post", "programme", "average", "total", "people"])


PROGRAMMES, TAX, SHAREHOLDERS, RETAINED = (
    Text("发给员工（税前）", "To people (before tax)"), Text("所得税", "Company tax"),
    Text("股东分红", "Shareholders' dividend"), Text("留存利润", "Retained"))


def where_profit_goes(outcome: Outcome) -> list[tuple[int, Text, int]]:
    """Each year's profit before incentive dividends and tax, in parts, fen: year, part, amount."""
    return [(year.number, part, amount) for year in outcome.years for part, amount in (
        (PROGRAMMES, year.statement.incentive_dividends), (TAX, year.statement.tax),
        (SHAREHOLDERS, year.statement.shareholders), (RETAINED, year.statement.retained))]


def against_retained(outcome: Outcome) -> list[tuple[int, int, int, float | None]]:
    """Each year's incentive dividends and retained profit, fen, and dividends for each yuan retained, where there is any."""
    rows = []
    for year in outcome.years:
        paid, retained = year.statement.incentive_dividends, year.statement.retained
        rows.append((year.number, paid, retained, paid / retained if retained > 0 else None))
    return rows


# ---------------------------------------------------------------- paths of profit

FLAT, GROWN, LOSS = Text("利润持平", "Flat profit"), Text("第 2 年起 +150%", "+150% from year 2"), \
    Text("第 2 年亏损", "A loss in year 2")


def paths(outcome: Outcome) -> dict[Text, list[int]]:
    """Three paths of net profit before incentive dividends over five years, fen, all from the first year's."""
    first = result_of(outcome, 1).net_profit
    return {FLAT: [first] * YEARS, GROWN: [first, *[first + round_half_up(Fraction(3, 2) * abs(first))] * (YEARS - 1)],
            LOSS: [first, -abs(first) // 2, *[first] * (YEARS - 2)]}


def along(outcome: Outcome, profits: Sequence[int]) -> list[dict[str, Award]]:
    """What every programme would do along a path of net profits, one entry a year.

    What is paid lowers the profit that later baselines look at, after tax. The people and all other conditions are
    the plan's; a store's profit moves as the company's does.
    """
    scenario, awards = outcome.scenario, list[dict[str, Award]]()
    start, free = result_of(outcome, 1), replace(outcome.year(1).statement, incentive_dividends=0)
    history = list(start.history)
    for number, profit in enumerate(profits, start=1):
        drivers = drivers_of(scenario, number)
        moved = Fraction(profit, start.net_profit) if start.net_profit else Fraction(0)
        units = np.array([round_half_up(each * moved) for each in start.unit_profit.tolist()], dtype=np.int64)
        result = replace(start, year=number, net_profit=profit, before_tax=profit, history=tuple(history),
                         unit_profit=units)
        before = awards[-1] if awards else {}
        awards.append({name: rule.distribute(result, drivers, before.get(name), Trace())
                       for name, rule in scenario.plan.dividends.items()})
        paid = sum(award.paid for award in awards[-1].values())
        history.append(profit - free.net_profit + replace(free, incentive_dividends=paid).net_profit)
    return awards


# ---------------------------------------------------------------- leaving

@dataclass(frozen=True)
class LeaverDividend:
    """What a leaver gets from one programme, fen: of the year's dividend and of the personal account."""

    programme: str
    full: int
    account: int
    paid: int
    paid_account: int

    @property
    def lost(self) -> int:
        return self.full + self.account - self.paid - self.paid_account


def on_leaving(outcome: Outcome, number: int, place: int, month: int, standing: str) -> list[LeaverDividend]:
    """What somebody gets who leaves after this month of the year, programme by programme.

    The full dividend is what staying brings; the account is what last year put on it. `standing` counts where the
    programme looks at it.
    """
    dividends = []
    year = outcome.year(number)
    before = outcome.year(number - 1).awards if number > 1 else {}
    for name, award in year.awards.items():
        rule = of_standing(outcome.scenario.plan.dividends[name], standing)
        full = award.to_people[place:place + 1]
        account = before[name].account[place:place + 1] if name in before else np.zeros(1, dtype=np.int64)
        paid = rule.on_leaving(full, np.array([month]))
        dividends.append(LeaverDividend(name, int(full[0]), int(account[0]), int(paid[0]),
                                        int(rule.account_on_leaving(account)[0])))
    return dividends


def of_standing(rule: DividendProgramme, standing: str) -> DividendProgramme:
    """The programme with leavers in this standing, where it tells them apart."""
    return rule.in_standing(standing)


def where_lost(rule: DividendProgramme, standing: str) -> str:
    """Who has what a leaver loses."""
    if not rule.tells_standing:
        return t("stays with the company")
    return t("stays in the fund") if standing == "good" else t("shared by the other holders; the account stays in the fund")


def by_month(outcome: Outcome, number: int, place: int, standing: str) -> list[tuple[int, int, int]]:
    """What is paid and what is lost for leaving after each month, fen, all programmes together."""
    rows = []
    for month in range(1, MONTHS + 1):
        settled = on_leaving(outcome, number, place, month, standing)
        rows.append((month, sum(each.paid + each.paid_account for each in settled), sum(each.lost for each in settled)))
    return rows
