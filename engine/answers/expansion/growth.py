"""Growth by companies that open companies: ways side by side, every head, the tree, and the spread of chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.base.money import times_rate, to_fen
from engine.base.parameter import Text
from engine.base.problem import InputError
from engine.company.network import (
    CAP,
    DIVIDENDS,
    FUNDS,
    HEADQUARTERS,
    NEVER,
    NOBODY_READY,
    NOTHING,
    OPTION,
    REASONS,
    REGISTERED,
    TALENT,
    TERRITORY,
    Network,
    stores_under,
)
from engine.plan.plan import Plan
from engine.rules.parts.capabilities import OpensCompanies, PromotesByPartners
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome

MODES = ("none", "normal", "fierce")
GATES = {NOTHING: Text("无", "Nothing"), FUNDS: Text("资金", "Funds"), TALENT: Text("人才", "Talent"),
         TERRITORY: Text("版图", "Territory"), CAP: Text("总数上限", "The limit in all"),
         NOBODY_READY: Text("没有成熟的负责人", "No head is ready")}
"""What holds openings back."""
STAGES = {DIVIDENDS: Text("分红", "Dividends"), OPTION: Text("期权", "Option"), REGISTERED: Text("已注册", "Registered")}


def opening_rule(plan: Plan) -> tuple[str, OpensCompanies] | None:
    """The plan's rule that opens companies and its name; None where it has none."""
    return next(((name, rule) for name, rule in plan.expansion.items() if isinstance(rule, OpensCompanies)), None)


def career_rule(plan: Plan) -> tuple[str, PromotesByPartners] | None:
    """The plan's career path and its name; None where it has none."""
    return next(((name, rule) for name, rule in plan.expansion.items() if isinstance(rule, PromotesByPartners)), None)


def openings_by_mode(rule: OpensCompanies) -> dict[str, int]:
    """How many companies each ready one opens a year: as the plan has it; fierce one more than normal, if it may."""
    most = int(rule.parameters()["openings"].high or rule.openings)
    return {"normal": max(1, rule.openings - 1) if rule.mode == "fierce" else rule.openings,
            "fierce": rule.openings if rule.mode == "fierce" else min(rule.openings + 1, most)}


def by_mode(rule: OpensCompanies, years: int, openings: Mapping[str, int]) -> dict[str, list[Network]]:
    """The same rule without expansion, normal and fierce; a way whose stakes break the floor is left out.

    `openings` says how many companies each ready one opens a year under each way.
    """
    return {mode: rule.in_mode(mode, openings.get(mode, 0)).grown(years)
            for depth, mode in enumerate(MODES, start=1) if rule.stakes.broken_floor(depth) is None}


def broken_modes(rule: OpensCompanies) -> dict[str, str]:
    """Ways that would bring headquarters below its floor, and why."""
    why = {mode: rule.stakes.broken_floor(depth) for depth, mode in enumerate(MODES, start=1)}
    return {mode: sentence for mode, sentence in why.items() if sentence is not None}


def yearly(networks: Sequence[Network]) -> pd.DataFrame:
    """A row a year: companies, openings, money in fen, stages of heads, the bottleneck."""
    return pd.DataFrame([{
        "year": each.year, "companies": each.companies, "opened": each.opened_this_year, "closed": each.closed,
        "successions": each.successions, "capital": each.capital, "need": each.cash_need, "back": each.cash_back,
        "profit": int(each.profit.sum()), "headquarters": each.headquarters_profit, "heads": each.heads_profit,
        "income": each.heads_income, "loans": int(each.loan.sum()), "wanted": int(each.wanted),
        "bottleneck": each.bottleneck} for each in networks])


def heads(network: Network, multiple: int) -> pd.DataFrame:
    """A row a company alive: who opened it, stage of its head, stakes (millionths), profit, income and wealth in fen."""
    there = np.flatnonzero(network.alive)
    columns = {"generation": network.generation, "opener": network.opener, "opened": network.opened,
               "head": network.heads, "served": network.year - network.since, "stage": network.stage,
               "works": network.works, "part": network.head_profit, "registered": network.registered(),
               "headquarters": network.headquarters, "profit": network.profit, "income": network.head_income,
               "wealth": network.wealth(multiple), "loan": network.loan, "gate": network.gate,
               "under": stores_under(network)}
    return pd.DataFrame({"company": there + 1, **{name: column[there] for name, column in columns.items()}})


def by_generation(network: Network, multiple: int) -> pd.DataFrame:
    """A row a generation: companies, registered heads, profit, headquarters' part, the heads' income and wealth in fen."""
    table = heads(network, multiple)
    table = table.assign(to_headquarters=network.to_headquarters[table["company"] - 1],
                         settled=table["stage"] == REGISTERED)
    grouped = table.groupby("generation").agg(
        companies=("company", "size"), registered=("settled", "sum"), profit=("profit", "sum"),
        headquarters=("to_headquarters", "sum"), income=("income", "sum"), wealth=("wealth", "sum"))
    return grouped.reset_index()


def generations_by_mode(by_mode: Mapping[str, Sequence[Network]], multiple: int) -> pd.DataFrame:
    """A row a way and generation at the end: companies, and a head's average income and wealth, in fen."""
    tables = [by_generation(networks[-1], multiple).assign(mode=mode) for mode, networks in by_mode.items()
              if networks[-1].companies]
    columns = ["mode", "generation", "companies", "income", "wealth"]
    if not tables:
        return pd.DataFrame(columns=columns)
    whole = pd.concat(tables, ignore_index=True)
    return whole.assign(income=whole["income"] // whole["companies"], wealth=whole["wealth"] // whole["companies"])[columns]


def income_by_generation(networks: Sequence[Network], multiple: int) -> pd.DataFrame:
    """A row a year and generation: average income and wealth of a head in office, in fen."""
    tables = [by_generation(each, multiple).assign(year=each.year) for each in networks if each.companies]
    if not tables:
        return pd.DataFrame(columns=["year", "generation", "income", "wealth"])
    whole = pd.concat(tables, ignore_index=True)
    return whole.assign(income=whole["income"] // whole["companies"], wealth=whole["wealth"] // whole["companies"])[
        ["year", "generation", "income", "wealth"]]


@dataclass(frozen=True)
class Edge:
    """Who opened how many companies: between places of companies, or between generations where there are many."""

    above: int  # HEADQUARTERS, a company's place, or a generation
    below: int
    companies: int
    stakes: tuple[int, ...]  # headquarters, head, opener, opener's opener, former heads, millionths, of the first
    stage: int  # of the first


def tree(network: Network, most: int) -> tuple[bool, list[Edge]]:
    """The tree of companies alive; by generation where there are more than `most`."""
    there = np.flatnonzero(network.alive)
    stakes = np.stack([network.headquarters, network.head, network.opener_stake, network.grand_stake, network.former],
                      axis=-1)
    if len(there) <= most:
        return False, [Edge(opener, place, 1, tuple(stakes[place].tolist()), int(network.stage[place]))
                       for place, opener in zip(there.tolist(), network.opener[there].tolist(), strict=True)]
    edges = []
    for generation in np.unique(network.generation[there]).tolist():
        places = there[network.generation[there] == generation]
        edges.append(Edge(generation - 1, generation, len(places), tuple(stakes[places[0]].tolist()),
                          int(network.stage[places[0]])))
    return True, edges


def families(network: Network) -> pd.DataFrame:
    """A row a company alive: company, its opener (0 for headquarters), generation, profit and branch, fen.

    A branch is a company with all those that it and those it opened have led to. Where an opener is closed, the nearest
    one above it that is alive stands for it.
    """
    there = np.flatnonzero(network.alive)
    alive = set(there.tolist())

    def above(place: int) -> int:
        opener = int(network.opener[place])
        while opener != HEADQUARTERS and opener not in alive:
            opener = int(network.opener[opener])
        return opener

    openers = {place: above(place) for place in there.tolist()}
    branch = {place: int(network.profit[place]) for place in there.tolist()}
    for place in sorted(openers, reverse=True):  # who opens stands before those it opens
        if openers[place] != HEADQUARTERS:
            branch[openers[place]] += branch[place]
    return pd.DataFrame({"company": there + 1, "opener": [each + 1 if each != HEADQUARTERS else 0 for each in openers.values()],
                         "generation": network.generation[there], "profit": network.profit[there],
                         "branch": list(branch.values())})


@dataclass(frozen=True)
class GrowthPercentiles:
    """What chance makes of a plan: rows (5th, 25th, 50th, 75th, 95th percentile, mean) by year, per figure."""

    draws: int
    figures: Mapping[str, npt.NDArray[np.float64]]
    reached: npt.NDArray[np.float64]  # part of draws that have reached the wanted number of companies, by year


PERCENTILES = (5, 25, 50, 75, 95)


def spread(rule: OpensCompanies, years: int, wanted: int, draws: int = 200) -> GrowthPercentiles:
    """The same plan under many draws of which heads succeed; all draws at once, money in fen."""
    networks = rule.grown(years, (draws,))
    raw = {"companies": [each.alive.sum(-1) for each in networks],
           "headquarters": [each.to_headquarters.sum(-1) + each.interest - each.written_off for each in networks],
           "heads": [(each.head_profit + each.former_profit).sum(-1) for each in networks],
           "need": [each.paid_by_headquarters + each.lent + each.bought_out for each in networks],
           "closed": [((~each.alive) & (each.opened < NEVER)).sum(-1) for each in networks]}
    return GrowthPercentiles(draws, {name: np.array([[*np.percentile(values, PERCENTILES), values.mean()] for values in rows])
                                     for name, rows in raw.items()},
                             np.array([(np.array(count) >= wanted).mean() for count in raw["companies"]]))


def gates(networks: Sequence[Network]) -> pd.DataFrame:
    """A row a year: openings wanted and made, held back by each condition, and the bottleneck."""
    return pd.DataFrame([{"year": each.year, "wanted": int(each.wanted), "opened": each.opened_this_year,
                          **{name: int(each.blocked[gate]) for gate, name in REASONS.items() if gate != NOTHING},
                          "bottleneck": each.bottleneck} for each in networks])


def year_of(networks: Sequence[Network], companies: int) -> int | None:
    """The first year with so many companies alive; None where it does not come."""
    return next((each.year for each in networks if each.companies >= companies), None)


def succession_chain(given: Mapping[str, Any], times: int = 4) -> list[dict[str, Any] | InputError]:
    """Stakes after one, two … registered heads have left in turn, up to the first that the floor refuses."""
    rows: list[dict[str, Any] | InputError] = []
    now = dict(given)
    for _ in range(times):
        try:
            after = rule_named("succession").compute(now)
        except InputError as error:
            return [*rows, error]
        rows.append(after)
        now |= {"headquarters": after["headquarters"], "head": after["newcomer"]}
    return rows


def cash(outcome: Outcome) -> pd.DataFrame:
    """A row a year, fen: headquarters' own profit after tax, cash from and into companies, and what is left."""
    return pd.DataFrame([{
        "year": year.number, "own": year.statement.before_tax - year.statement.tax,
        "back": year.network.cash_back if year.network else 0, "need": year.network.cash_need if year.network else 0,
        "left": year.cash_after_expansion} for year in outcome.years])


def scarcest(cash: pd.DataFrame) -> tuple[int, int]:
    """The year in which least cash is left, and how much, fen."""
    left = [int(each) for each in cash["left"]]
    return left.index(min(left)) + 1, min(left)


# ---------------------------------------------------------------- career path

def careers(rule: PromotesByPartners, networks: Sequence[Network]) -> pd.DataFrame:
    """A row a year and level: how many heads have reached it, and the most stores one of them oversees."""
    rows = []
    for network in networks:
        level, under = rule.reached(network), stores_under(network)
        for place in range(len(rule.levels)):
            at_level = level == place
            if at_level.any():
                rows.append((network.year, rule.levels[place].level, int(at_level.sum()), int(under[at_level].max()),
                             int(under[at_level].sum())))
    return pd.DataFrame(rows, columns=["year", "level", "people", "most", "stores"])


def next_opening(rule: OpensCompanies) -> tuple[int, int]:
    """What one company more brings the head who opens it a year, fen: by his stake in it, and of its revenue."""
    by_stake = 0 if rule.mode == "none" else times_rate(np.array([to_fen(rule.profit)]), rule.stakes.opener)[0]
    return int(by_stake), int(rule.funding.commission(np.array(0)))


def overseers(outcome: Outcome, number: int, excess: int) -> pd.DataFrame:
    """A row a head of stores today: post, stores, the management bonus of the year, and what one store more brings, fen.

    The store more is one with this excess over target a month.
    Who has a superior in the same unit leads a part of a store, not a store.
    """
    year, company = outcome.year(number), outcome.scenario.company
    paid, more = np.zeros(len(year.people), dtype=np.int64), np.zeros(len(year.people), dtype=np.int64)
    for line in year.lines:
        rate = outcome.scenario.plan.pay[line.group][line.element].store_excess_rate()
        if rate is not None:
            paid[line.people] += line.amount.sum(axis=0)
            more[line.people] += times_rate(np.array([12 * excess]), rate)[0]
    bosses, _ = company.overseen
    stores = np.bincount(bosses, minlength=len(company.people))
    position = year.people.position
    today = company.people
    unit = dict(zip(today.id.tolist(), today.unit.tolist(), strict=True))
    leads = [count and unit.get(superior) != own
             for count, superior, own in zip(stores.tolist(), today.superior.tolist(), today.unit.tolist(), strict=True)]
    rows = [(year.people.name[position[identity]], year.people.post[position[identity]], int(stores[place]),
             int(paid[position[identity]]), int(more[position[identity]]))
            for place, identity in enumerate(today.id.tolist())
            if identity in position and (leads[place] or paid[position[identity]])]
    return pd.DataFrame(rows, columns=["name", "post", "stores", "paid", "more"]).sort_values(
        ["stores", "paid"], ascending=False, kind="stable", ignore_index=True)
