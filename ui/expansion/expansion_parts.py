"""The Expansion page's tabs about companies: ways side by side, tree and heads, what limits openings, who pays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from engine.answers.expansion import growth
from engine.answers.expansion.growth import GATES, STAGES
from engine.base import text
from engine.base.money import to_fen
from engine.base.parameter import Unit, parameter_of
from engine.base.text import t
from engine.company.network import (
    CAP,
    FUNDS,
    NOBODY_READY,
    NOTHING,
    TALENT,
    TERRITORY,
    Network,
)
from engine.plan.edits import kinds_of
from engine.rules.expansion.company_funding import CompanyFunding
from engine.rules.expansion.opening_conditions import REASONS
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.rules.kinds import ExpansionRule
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.expansion_frame import (
    Opening,
    amounts,
    choose_year,
    controls,
    download,
    networks_of,
    year_shown,
)
from ui.kit import chart, state
from ui.kit.entries import add, take_out
from ui.kit.inputs import inputs
from ui.kit.palette import CASH, GENERATIONS, OPENINGS

MOST_IN_TREE = 60
"""With more companies the tree is drawn by generation."""
OF_GROWTH = ("mode", "existing", "existing_profit", "openings_by_headquarters", "openings", "ready_after", "most", "profit",
             "first_year", "multiple")
OF_STAKES = ("stakes.head", "stakes.opener", "stakes.opener_of_opener", "stakes.headquarters_floor", "option_after",
             "registered_after")


def _way(mode: str) -> str:
    choices = Subsidiaries.parameters()["mode"].choices or {}
    return text.say(choices[mode])


# ---------------------------------------------------------------- the first lines

def nothing_opens() -> None:
    """What to do where the plan opens no companies."""
    st.info(t("This plan opens no companies. Choose a plan to try that does, or add the rule here."))
    add("expansion", state.scenario().plan.expansion, kinds_of(ExpansionRule), t("One more expansion rule"))


def summary(outcome: Outcome, opening: Opening) -> None:
    """Where the plan ends, in a sentence and a few numbers of the year shown."""
    _, rule = opening
    networks = networks_of(outcome)
    reached = growth.year_of(networks, rule.most)
    when = t("{most} companies are reached in year {year}", most=rule.most, year=reached) if reached else \
        t("{most} companies are not reached in {years} years", most=rule.most, years=len(networks))
    st.markdown("#### " + t("{way}: {companies} companies by year {year}; {when}.", way=_way(rule.mode),
                            companies=networks[-1].companies, year=networks[-1].year, when=when))
    now = networks[choose_year(len(networks)) - 1]
    cash = growth.cash(outcome)
    with st.container(horizontal=True, gap="medium"):
        for label, value, meaning in (
                (t("Companies"), f"{now.companies:,}", t("Alive at the end of the year shown")),
                (t("Headquarters' part of profit"), text.money(now.headquarters_profit),
                 t("Its stakes in all companies, look-through")),
                (t("The heads' part of profit"), text.money(now.heads_profit), t("Heads in office and former heads")),
                (t("Headquarters puts in"), text.money(now.cash_need),
                 t("Capital, loans and stakes bought back in the year")),
                (t("Headquarters' cash after it"), text.money(cash["left"][now.year - 1]),
                 t("Own profit after tax and what companies pay it, less what it puts in; before its own dividends")),
                (t("Bottleneck"), text.say(GATES[now.bottleneck]), t("What held back most openings of the year shown"))):
            st.metric(label, value, width="content", help=meaning)


# ---------------------------------------------------------------- ways side by side

def ways(outcome: Outcome, opening: Opening) -> None:
    """None, normal and fierce over the years, with the plan's other figures alike."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", OF_GROWTH)
        with st.expander(t("Stakes and years until registration")):
            controls(f"expansion.{key}", OF_STAKES)
        take_out(f"expansion.{key}")
    with right:
        _side_by_side(rule, len(outcome.years))


def _side_by_side(rule: Subsidiaries, years: int) -> None:
    start = growth.openings_by_mode(rule)
    field = rule.keys()["openings"]
    openings: dict[str, int | None] = {}
    for place, mode in zip(st.columns(2), start, strict=True):
        with place:
            st.markdown(f"**{_way(mode)}**")
            openings |= inputs(f"openings {mode}", {mode: field}, {mode: start[mode]})
    parameter = parameter_of(field)
    assert parameter is not None
    for mode, number in openings.items():
        if number is None or not (parameter.low or 0) <= number <= (parameter.high or 0):
            st.error(t("{way}: openings of each ready company are from {low} to {high} a year; {used} is used until then.",
                       way=_way(mode), low=f"{parameter.low:g}", high=f"{parameter.high:g}", used=start[mode]),
                     icon=":material/error:")
            openings[mode] = start[mode]
    st.caption(t("Fierce expansion gives heads more reason to open, so each may open more; the rest is alike."))
    for mode, why in growth.broken_modes(rule).items():
        st.error(t("{where}: {what}", where=_way(mode), what=why), icon=":material/error:")
    found = growth.by_mode(rule, years, {mode: number or 0 for mode, number in openings.items()})
    if not found:
        return
    names = {mode: _way(mode) for mode in found}
    table = pd.concat([growth.yearly(networks).assign(mode=mode) for mode, networks in found.items()], ignore_index=True)
    table = table.assign(average=table["income"] // np.maximum(1, table["companies"]))
    first, second = chart.side_by_side(2)
    for place, (figure, title, money, bars) in zip((first, second, first, second), (
            ("companies", t("Companies"), False, False),
            ("headquarters", t("Headquarters' part of profit, look-through"), True, False),
            ("capital", t("Capital of new companies"), True, True),
            ("average", t("Income of a head, on average"), True, False)), strict=True):
        with place:
            curves.by_mode(table, figure, names, f"mode-{figure}", title, money, bars)
    table = table[(table["mode"] != "none") | (table["companies"] > 0)]  # nothing to tell of no companies
    bottlenecks = ["" if mode == "none" else text.say(GATES[gate])
                   for mode, gate in zip(table["mode"], table["bottleneck"], strict=True)]
    shown = amounts(table.assign(mode=table["mode"].map(names), bottleneck=bottlenecks),
                    {"mode": t("Way"), "year": t("Year"), "companies": t("Companies"), "opened": t("Opened"),
                     "closed": t("Closed so far"), "capital": t("Capital of new companies"), "need": t("Headquarters puts in"),
                     "back": t("Headquarters gets back"), "headquarters": t("Headquarters' part of profit"),
                     "heads": t("The heads' part of profit"), "income": t("Paid to heads"), "bottleneck": t("Bottleneck")},
                    ("capital", "need", "back", "headquarters", "heads", "income"))
    st.caption(t("What heads are paid is less than their part of profit while they pay back loans or their company keeps money "
                 "for openings."))
    download(shown, "ways")
    generations = growth.generations_by_mode(found, rule.multiple)
    if len(generations):
        st.markdown(t("**A head's yearly income and wealth in year {year}, on average**", year=years))
        amounts(generations.assign(mode=generations["mode"].map(names)),
                {"mode": t("Way"), "generation": t("Generation"), "companies": t("Companies"), "income": t("Income"),
                 "wealth": t("Wealth")}, ("income", "wealth"))


# ---------------------------------------------------------------- tree and heads

def tree_and_heads(outcome: Outcome, opening: Opening) -> None:
    """The companies of the year shown as a tree; incomes and wealth by generation; every head."""
    _, rule = opening
    network = networks_of(outcome)[year_shown(len(outcome.years)) - 1]
    if not network.companies:
        st.info(t("There are no companies in year {year} yet; choose a later year above.", year=network.year))
        return
    grouped, edges = growth.tree(network, MOST_IN_TREE)
    curves.tree(edges, grouped)
    st.caption(t("On an arrow: what the holder on the left has in the company on the right. White, yellow and blue: the head has "
                 "dividends only, an option, a registered stake.") if not grouped else
               t("More than {most} companies are drawn by generation, with the stakes of the first of each.", most=MOST_IN_TREE))
    curves.families(growth.families(network), key="families")
    generations = growth.income_by_generation(networks_of(outcome), rule.multiple)
    named = generations.assign(name=[t("Generation {n}", n=each) for each in generations["generation"]])
    first, second = chart.side_by_side(2)
    with first:
        curves.by_series(named, "income", "name", t("Generation"), "generation-income", t("Income of a head, by generation"),
                         GENERATIONS)
    with second:
        curves.by_series(named, "wealth", "name", t("Generation"), "generation-wealth", t("Wealth of a head, by generation"),
                         GENERATIONS)
    st.caption(t("Wealth: income so far in office and the value of registered stakes, at {multiple} times profit. A right to "
                 "dividends and an option count for nothing until they are registered.", multiple=rule.multiple))
    table = growth.heads(network, rule.multiple)
    opener = [t("Headquarters") if each < 0 else t("No. {n}", n=each + 1) for each in table["opener"]]
    shown = amounts(table.assign(
        company=[t("No. {n}", n=each) for each in table["company"]], opener=opener,
        stage=[text.say(STAGES[each]) for each in table["stage"]],
        headquarters=[text.percent(each / 1e6) for each in table["headquarters"]],
        registered=[text.percent(each / 1e6) for each in table["registered"]],
        works=[t("yes") if each else t("no") for each in table["works"]]),
        {"company": t("Company"), "generation": t("Generation"), "opener": t("Opened by"), "head": t("Which head"),
         "served": t("Years in office"), "stage": t("His stake"), "works": t("Doing well"),
         "headquarters": t("Headquarters' stake"), "registered": t("of it registered"), "profit": t("Profit of the company"),
         "part": t("His part of profit, look-through"), "income": t("Paid to him"),
         "wealth": t("His wealth"), "loan": t("Loan left"), "under": t("Companies under him")},
        ("profit", "part", "income", "wealth", "loan"))
    st.caption(t("Until a head is registered, his part is only a right to profit: the stake in the register is still "
                 "headquarters'."))
    download(shown, "heads")


# ---------------------------------------------------------------- what limits it

def limits(outcome: Outcome, opening: Opening) -> None:
    """Openings wanted, made and held back by which condition, year by year; the bottleneck named."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", [f"conditions.{name}" for name in rule.conditions.parameters()])
    networks = networks_of(outcome)
    table = growth.gates(networks)
    with right:
        parts = {"opened": t("Opened"), **{name: text.say(GATES[gate]) for gate, name in REASONS.items() if gate != NOTHING}}
        rows = table.melt("year", list(parts), var_name="part", value_name="number")
        curves.by_series(rows.assign(part=rows["part"].map(parts)), "number", "part", t("Openings"), "gates",
                         t("Openings made, and held back by what"), OPENINGS, money=False, is_stacked=True)
        now = networks[year_shown(len(networks)) - 1]
        if rule.mode != "none":
            st.markdown(_advice(now, rule))
        shown = amounts(table.assign(bottleneck=[text.say(GATES[each]) for each in table["bottleneck"]]),
                        {"year": t("Year"), "wanted": t("Wanted"), **parts, "bottleneck": t("Bottleneck")}, ())
        download(shown, "openings")
        _held_back(now)


def _advice(network: Network, rule: Subsidiaries) -> str:
    """The bottleneck of the year in a sentence, and what would widen it."""
    year, terms = network.year, rule.conditions
    if network.bottleneck == FUNDS:
        return t("Year {year}: **money** is the bottleneck. Let companies keep more of their profit, let headquarters or a team with "
                 "a loan pay, or open cheaper companies than {capital}.", year=year, capital=text.money(to_fen(rule.capital)))
    if network.bottleneck == TALENT:
        return t("Year {year}: **people** are the bottleneck. An opening takes {team} trained people, a company trains {trains} a "
                 "year.", year=year, team=terms.team, trains=terms.trains)
    if network.bottleneck == TERRITORY:
        return t("Year {year}: **territory** is the bottleneck. Each opener has room for {room} companies.", year=year,
                 room=terms.territory or 0)
    if network.bottleneck == CAP:
        return t("Year {year}: the **limit of {most} companies** is reached.", year=year, most=rule.most)
    if network.bottleneck == NOBODY_READY:
        return t("Year {year}: **no head is ready**. A company opens others {years} years after its head took office; from company "
                 "{first} on the owner opens none himself.", year=year, years=rule.ready_after,
                 first=(terms.owner_opens or 0) + 1) if terms.owner_opens is not None else \
            t("Year {year}: **no head is ready**. A company opens others {years} years after its head took office.", year=year,
              years=rule.ready_after)
    return t("Year {year}: nothing held openings back.", year=year)


def _held_back(network: Network) -> None:
    """Openers of the year that could not open what they wanted, and why."""
    held = np.flatnonzero((network.gate != NOTHING) & network.alive)
    if held.size:
        st.caption(t("Held back in year {year}", year=network.year))
        st.dataframe(pd.DataFrame({
            t("Company"): [t("No. {n}", n=place + 1) for place in held.tolist()],
            t("Held back by"): [text.say(GATES[gate]) for gate in network.gate[held].tolist()],
            t("Trained people left"): network.trained[held], t("Opened so far"): network.has_opened[held],
            t("Cash kept"): [text.money(each) for each in network.cash[held].tolist()]}), hide_index=True, width="stretch")


# ---------------------------------------------------------------- who pays

def payment(outcome: Outcome, opening: Opening) -> None:
    """Who pays a new company, headquarters' cash year by year, and the loans of teams."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", ["capital", *(f"funding.{name}" for name in rule.funding.parameters())])
    with right:
        parts = rule.funding.calc(CompanyFunding.Inputs(capital=rule.capital))
        with st.container(horizontal=True, gap="medium"):
            for label, name in ((t("Headquarters pays"), "headquarters"), (t("The opener pays"), "opener"),
                                (t("The team pays down"), "down"), (t("The team borrows"), "loan")):
                st.metric(label, text.value(parts[name], Unit.YUAN), width="content",
                          help=t("Of a company that a head opens"))
        cash = growth.cash(outcome)
        lines = {"own": t("Own profit after tax"), "back": t("From companies"), "need": t("Into companies"),
                 "left": t("Left over")}
        rows = cash.melt("year", list(lines), var_name="line", value_name="amount")
        curves.by_series(rows.assign(line=rows["line"].map(lines)), "amount", "line", t("Cash"), "cash", t("Headquarters' cash"),
                         CASH)
        networks = networks_of(outcome)
        table = cash.assign(loans=[int(each.loan.sum()) for each in networks], interest=[int(each.interest) for each in networks],
                            repaid=[int(each.repaid) for each in networks], lost=[int(each.written_off) for each in networks],
                            openers=[int(each.paid_by_openers) for each in networks],
                            teams=[int(each.paid_by_teams) for each in networks])
        headings = {"year": t("Year"), **lines, "openers": t("Paid by openers"), "teams": t("Paid down by teams"),
                    "interest": t("Interest"), "repaid": t("Repaid"), "loans": t("Loans left"), "lost": t("Written off")}
        shown = amounts(table, headings, [name for name in headings if name != "year"])
        first = outcome.network
        if first is not None and first.companies:
            st.caption(t("Companies there before: {n}, of whose profit headquarters had {profit} last year, beside the {books} of "
                         "its own books.", n=first.companies, profit=text.money(first.headquarters_profit),
                         books=text.money(to_fen(outcome.scenario.company.facts.money.profit))))
        st.caption(t("Capital is money invested, not a cost: it does not lower profit. Interest on loans raises headquarters' profit; "
                     "what it had in a company that is closed lowers it."))
        year, least = growth.scarcest(cash)
        if least < 0:
            st.warning(t("In year {year} headquarters would be short of {amount}.", year=year, amount=text.money(-least)),
                       icon=":material/warning:")
        download(shown, "cash")
