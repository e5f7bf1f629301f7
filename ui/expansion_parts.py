"""The parts of the Expansion page: ways side by side, the tree, what limits it, who pays, succession, chance, careers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from engine import growth, text
from engine.company import label_of
from engine.growth import GATES, STAGES
from engine.kinds import ExpansionRule
from engine.money import to_fen
from engine.network import (
    CAP,
    DIVIDENDS,
    FUNDS,
    NOBODY_READY,
    NOTHING,
    OPTION,
    REGISTERED,
    TALENT,
    TERRITORY,
    Network,
)
from engine.outcome import Outcome
from engine.parameter import Unit, parameter_of
from engine.plan_edit import kinds_of
from engine.problem import InputError, missing
from engine.rules.expansion.career_path import LEVELS, CareerPath
from engine.rules.expansion.company_funding import CompanyFunding
from engine.rules.expansion.opening_conditions import REASONS
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.rules.expansion.succession import Succession
from engine.text import t
from ui import expansion_curves as curves
from ui import state
from ui.controls import control
from ui.entries import add, levers_under, take_out
from ui.inputs import fields_of, inputs, refused

YUAN = "¥%,.0f"
Opening = tuple[str, Subsidiaries]
MOST_IN_TREE = 60
"""With more companies the tree is drawn by generation."""
OF_GROWTH = ("mode", "existing", "existing_profit", "openings_by_headquarters", "openings", "ready_after", "most", "profit",
             "first_year", "multiple")
OF_STAKES = ("stakes.head", "stakes.opener", "stakes.opener_of_opener", "stakes.headquarters_floor", "option_after",
             "registered_after")
OF_CHANCE = ("success", "failed_profit", "seed")


def _year(last: int) -> int:
    """The year that numbers, tree and lists are of: the last one unless another was chosen."""
    kept, key = f"expansion-year|{state.case_key()}", f"choose-expansion-year|{state.case_key()}"
    st.session_state[key] = min(st.session_state.get(kept, last), last)

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    if last > 1:
        st.select_slider(t("Year shown"), range(1, last + 1), key=key, on_change=keep, width=420)
    return int(st.session_state[key])


def year_shown(last: int) -> int:
    """The year chosen on this page."""
    return min(st.session_state.get(f"expansion-year|{state.case_key()}", last), last)


def _networks(outcome: Outcome) -> list[Network]:
    return [year.network for year in outcome.years if year.network is not None]


def _controls(path: str, names: Sequence[str]) -> None:
    """The controls of these parameters of the rule, in this order."""
    levers = {lever.path.removeprefix(f"{path}."): lever for lever in levers_under(path)}
    for name in names:
        if name in levers:
            control(levers[name])


def _table(table: pd.DataFrame, headings: dict[str, str], money: Sequence[str]) -> pd.DataFrame:
    """The table with these columns under their headings, amounts in yuan; shown and given back."""
    kept = table[list(headings)].assign(**{name: table[name] / 100 for name in money})
    shown = kept.rename(columns=headings)
    st.dataframe(shown, hide_index=True, width="stretch",
                 column_config={headings[name]: st.column_config.NumberColumn(format=YUAN) for name in money})
    return shown


def _download(table: pd.DataFrame, name: str) -> None:
    st.download_button(t("Download the table"), lambda: table.to_csv(index=False).encode("utf-8-sig"),
                       file_name=f"{state.case_key()}-{name}.csv", mime="text/csv", icon=":material/download:",
                       key=f"download|{name}")


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
    networks = _networks(outcome)
    reached = growth.year_of(networks, rule.most)
    when = t("{most} companies are reached in year {year}", most=rule.most, year=reached) if reached else \
        t("{most} companies are not reached in {years} years", most=rule.most, years=len(networks))
    st.markdown("#### " + t("{way}: {companies} companies by year {year}; {when}.", way=_way(rule.mode),
                            companies=networks[-1].companies, year=networks[-1].year, when=when))
    now = networks[_year(len(networks)) - 1]
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
        _controls(f"expansion.{key}", OF_GROWTH)
        with st.expander(t("Stakes and years until registration")):
            _controls(f"expansion.{key}", OF_STAKES)
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
        st.error(f"{_way(mode)}: {why}", icon=":material/error:")
    found = growth.by_mode(rule, years, {mode: number or 0 for mode, number in openings.items()})
    if not found:
        return
    names = {mode: _way(mode) for mode in found}
    table = pd.concat([growth.yearly(networks).assign(mode=mode) for mode, networks in found.items()], ignore_index=True)
    table = table.assign(average=table["income"] // np.maximum(1, table["companies"]))
    first, second = st.columns(2)
    for place, (figure, title, money, bars) in zip((first, second, first, second), (
            ("companies", t("**Companies**"), False, False),
            ("headquarters", t("**Headquarters' part of profit, look-through**"), True, False),
            ("capital", t("**Capital of new companies**"), True, True),
            ("average", t("**Income of a head, on average**"), True, False)), strict=True):
        with place:
            st.markdown(title)
            curves.by_mode(table, figure, names, key=f"mode-{figure}", money=money, bars=bars)
    table = table[(table["mode"] != "none") | (table["companies"] > 0)]  # nothing to tell of no companies
    bottlenecks = ["" if mode == "none" else text.say(GATES[gate])
                   for mode, gate in zip(table["mode"], table["bottleneck"], strict=True)]
    shown = _table(table.assign(mode=table["mode"].map(names), bottleneck=bottlenecks),
                   {"mode": t("Way"), "year": t("Year"), "companies": t("Companies"), "opened": t("Opened"),
                    "closed": t("Closed so far"), "capital": t("Capital of new companies"), "need": t("Headquarters puts in"),
                    "back": t("Headquarters gets back"), "headquarters": t("Headquarters' part of profit"),
                    "heads": t("The heads' part of profit"), "income": t("Paid to heads"), "bottleneck": t("Bottleneck")},
                   ("capital", "need", "back", "headquarters", "heads", "income"))
    st.caption(t("What heads are paid is less than their part of profit while they pay back loans or their company keeps money "
                 "for openings."))
    _download(shown, "ways")
    generations = growth.generations_by_mode(found, rule.multiple)
    if len(generations):
        st.markdown(t("**A head's yearly income and wealth in year {year}, on average**", year=years))
        _table(generations.assign(mode=generations["mode"].map(names)),
               {"mode": t("Way"), "generation": t("Generation"), "companies": t("Companies"), "income": t("Income"),
                "wealth": t("Wealth")}, ("income", "wealth"))


# ---------------------------------------------------------------- tree and heads

def tree_and_heads(outcome: Outcome, opening: Opening) -> None:
    """The companies of the year shown as a tree; incomes and wealth by generation; every head."""
    _, rule = opening
    network = _networks(outcome)[year_shown(len(outcome.years)) - 1]
    if not network.companies:
        st.info(t("There are no companies in year {year} yet; choose a later year above.", year=network.year))
        return
    grouped, edges = growth.tree(network, MOST_IN_TREE)
    curves.tree(edges, grouped)
    st.caption(t("On an arrow: what the holder on the left has in the company on the right. White, yellow and blue: the head has "
                 "dividends only, an option, a registered stake.") if not grouped else
               t("More than {most} companies are drawn by generation, with the stakes of the first of each.", most=MOST_IN_TREE))
    generations = growth.income_by_generation(_networks(outcome), rule.multiple)
    named = generations.assign(name=[t("Generation {n}", n=each) for each in generations["generation"]])
    first, second = st.columns(2)
    with first:
        st.markdown(t("**Income of a head, by generation**"))
        curves.by_series(named, "income", "name", t("Generation"), key="generation-income")
    with second:
        st.markdown(t("**Wealth of a head, by generation**"))
        curves.by_series(named, "wealth", "name", t("Generation"), key="generation-wealth")
    st.caption(t("Wealth: income so far in office and the value of registered stakes, at {multiple} times profit. A right to "
                 "dividends and an option count for nothing until they are registered.", multiple=rule.multiple))
    table = growth.heads(network, rule.multiple)
    opener = [t("Headquarters") if each < 0 else t("No. {n}", n=each + 1) for each in table["opener"]]
    shown = _table(table.assign(
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
    _download(shown, "heads")


# ---------------------------------------------------------------- what limits it

def limits(outcome: Outcome, opening: Opening) -> None:
    """Openings wanted, made and held back by which condition, year by year; the bottleneck named."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        _controls(f"expansion.{key}", [f"conditions.{name}" for name in rule.conditions.parameters()])
    networks = _networks(outcome)
    table = growth.gates(networks)
    with right:
        parts = {"opened": t("Opened"), **{name: text.say(GATES[gate]) for gate, name in REASONS.items() if gate != NOTHING}}
        rows = table.melt("year", list(parts), var_name="part", value_name="number")
        st.markdown(t("**Openings made, and held back by what**"))
        curves.by_series(rows.assign(part=rows["part"].map(parts)), "number", "part", t("Openings"), key="gates", money=False,
                         stacked=True, colours=["#1f6feb", "#f2a541", "#8e6bbf", "#35a29f", "#9aa7b5"])
        now = networks[year_shown(len(networks)) - 1]
        if rule.mode != "none":
            st.markdown(_advice(now, rule))
        shown = _table(table.assign(bottleneck=[text.say(GATES[each]) for each in table["bottleneck"]]),
                       {"year": t("Year"), "wanted": t("Wanted"), **parts, "bottleneck": t("Bottleneck")}, ())
        _download(shown, "openings")
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
        _controls(f"expansion.{key}", ["capital", *(f"funding.{name}" for name in rule.funding.parameters())])
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
        st.markdown(t("**Headquarters' cash**"))
        curves.by_series(rows.assign(line=rows["line"].map(lines)), "amount", "line", t("Cash"), key="cash",
                         colours=["#9aa7b5", "#35a29f", "#d1603d", "#1f6feb"])
        networks = _networks(outcome)
        table = cash.assign(loans=[int(each.loan.sum()) for each in networks], interest=[int(each.interest) for each in networks],
                            repaid=[int(each.repaid) for each in networks], lost=[int(each.written_off) for each in networks],
                            openers=[int(each.paid_by_openers) for each in networks],
                            teams=[int(each.paid_by_teams) for each in networks])
        shown = _table(table, {"year": t("Year"), **lines, "openers": t("Paid by openers"), "teams": t("Paid down by teams"),
                               "interest": t("Interest"), "repaid": t("Repaid"), "loans": t("Loans left"),
                               "lost": t("Written off")},
                       ("own", "back", "need", "left", "openers", "teams", "interest", "repaid", "loans", "lost"))
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
        _download(shown, "cash")


# ---------------------------------------------------------------- succession

def succession(outcome: Outcome, opening: Opening) -> None:
    """The plan's heads who leave and fail, and a company to try succession on."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        _controls(f"expansion.{key}", [f"succession.{name}" for name in rule.succession.parameters()])
    with right:
        st.markdown(t("**In this plan**"))
        networks = _networks(outcome)
        shown = _table(pd.DataFrame([{
            "year": each.year, "new": each.successions, "closed": each.closed, "former": int(each.former_profit.sum()),
            "bought": int(each.bought_out), "lost": int(each.written_off)} for each in networks]),
            {"year": t("Year"), "new": t("New heads"), "closed": t("Closed so far"),
             "former": t("Profit of former heads"), "bought": t("Stakes bought back"), "lost": t("Written off")},
            ("former", "bought", "lost"))
        _download(shown, "succession")
        st.caption(t("Where a registered leaver's stake and a newcomer's would bring headquarters below its floor, headquarters "
                     "buys the leaver out at his part of the capital."))
    _stages(rule)
    _try_succession(rule)


def _stages(rule: Subsidiaries) -> None:
    """What the years in office change for a head."""
    st.markdown(t("**What a head has, by years in office**"))
    terms, option, registered = rule.succession, rule.option_after, rule.registered_after
    keeps = t("keeps the stake: {way}", way=text.say((terms.parameters()["from"].choices or {})[terms.from_]).lower())
    goes = t("dividends go on (years: {years}), then nothing", years=terms.extended)
    st.dataframe(pd.DataFrame({
        t("Stage"): [text.say(STAGES[stage]) for stage in (DIVIDENDS, OPTION, REGISTERED)],
        t("Years in office"): [f"0 – {option}", f"{option} – {registered}", t("from {years}", years=registered)],
        t("His part of profit"): [t("yes")] * 3, t("In the register"): [t("no"), t("no"), t("yes")],
        t("Counts as wealth"): [t("no"), t("no"), t("{multiple} times profit", multiple=rule.multiple)],
        t("If he leaves then"): [goes, goes, keeps]}), hide_index=True, width="stretch")
    st.caption(t("An option changes nothing in the figures until it becomes a registered stake; an opener's stake in a company "
                 "opened is registered at once."))


def _try_succession(rule: Subsidiaries) -> None:
    st.markdown(t("**One company to try it on**"))
    fields = {name: field for name, field in fields_of(Succession).items()
              if name in Succession.Inputs.model_fields or name in ("from", "closes_after")}
    start = {"headquarters": 1 - rule.stakes.head, "head": rule.stakes.head, "newcomer": rule.stakes.head,
             "registered": True, "heads_failed": 0, "headquarters_floor": rule.stakes.headquarters_floor,
             "from": rule.succession.from_, "closes_after": rule.succession.closes_after}
    start = {name: round(value, 6) if isinstance(value, float) else value for name, value in start.items()}
    left, right = st.columns([1, 2], gap="medium")
    with left:
        given = inputs("succession", {name: fields[name] for name in start}, start, columns=2)
    empty = [name for name, value in given.items() if value is None]
    with right:
        if empty:
            refused(missing(*empty), fields=fields)
            return
        rows = growth.succession_chain(given)
        good = [row for row in rows if not isinstance(row, InputError)]
        if good:
            after = {"headquarters": t("Headquarters"), "newcomer": t("New head"), "head": t("The head before"),
                     "others": t("Others and earlier heads")}
            names = [t("After head {n} has left", n=number) for number in range(1, len(good) + 1)]
            st.dataframe(pd.DataFrame({"": names, **{label: [text.percent(row[name]) for row in good]
                                                    for name, label in after.items()},
                                       t("Closed and founded anew"): [t("yes") if row["refound"] else t("no") for row in good]}),
                         hide_index=True, width="stretch")
        for row in rows:
            if isinstance(row, InputError):
                if good:
                    st.warning(t("The next one is refused: {why}", why="; ".join(problem.what for problem in row.problems)),
                               icon=":material/block:")
                else:
                    refused(row, fields=fields)


# ---------------------------------------------------------------- chance

def chance(outcome: Outcome, opening: Opening) -> None:
    """How far the results spread when heads succeed or fail by chance."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        _controls(f"expansion.{key}", OF_CHANCE)
    with right:
        if rule.success == 1:
            st.info(t("Every head succeeds, so there is only one course. Set the chance of success below 100%."))
            return
        found = growth.spread(rule, len(outcome.years), rule.most)
        st.caption(t("{draws} courses of the same plan; dark: the middle half, light: nine in ten. The other tabs show one course, "
                     "that of the seed.", draws=found.draws))
        first, second = st.columns(2)
        tables = {}
        for place, (figure, title, money) in zip((first, second, first, second), (
                ("companies", t("**Companies**"), False), ("headquarters", t("**Headquarters' part of profit, less losses**"), True),
                ("heads", t("**The heads' part of profit**"), True), ("need", t("**Headquarters puts in**"), True)), strict=True):
            table = pd.DataFrame(found.figures[figure], columns=["p5", "p25", "p50", "p75", "p95", "mean"])
            tables[figure] = table.assign(year=np.arange(1, len(table) + 1))
            with place:
                st.markdown(title)
                curves.band(tables[figure], key=f"band-{figure}", money=money)
        st.markdown(t("{most} companies by year {year}: in {share} of courses. Closed by then: {low} to {high} companies.",
                      most=rule.most, year=len(outcome.years), share=text.percent(float(found.reached[-1]), 0),
                      low=round(float(found.figures["closed"][-1][0])), high=round(float(found.figures["closed"][-1][4]))))
        whole = pd.concat([table.assign(figure=figure) for figure, table in tables.items()], ignore_index=True)
        _download(whole, "chance")


# ---------------------------------------------------------------- career path

def careers(outcome: Outcome, opening: Opening | None, career: tuple[str, CareerPath] | None) -> None:
    """Levels with stores and overrides, what one more store brings, who is where, and who gets there over the years."""
    if career is None:
        st.info(t("This plan has no career path. Add one to see the levels, what they pay and who reaches them."))
        if opening is not None:
            add("expansion", outcome.scenario.plan.expansion,
                {CareerPath.name(): CareerPath}, t("One more expansion rule"))
        return
    key, rule = career
    left, right = st.columns([1, 2], gap="medium")
    with left:
        for lever in levers_under(f"expansion.{key}"):
            control(lever)
        take_out(f"expansion.{key}")
    with right:
        _levels(rule)
        if opening is not None:
            stake, revenue = growth.next_opening(opening[1])
            own, years = text.money(stake), opening[1].funding.funder_years
            st.markdown(t("One company more brings the head who opens it **{stake}** a year by his stake in it, and **{revenue}** a "
                          "year of its revenue for {years} years.", stake=own, revenue=text.money(revenue), years=years) if revenue
                        else t("One company more brings the head who opens it **{stake}** a year by his stake in it.", stake=own))
        _people_today(outcome, rule)
    if opening is not None and _networks(outcome):
        _levels_reached(outcome, rule)


def _levels(rule: CareerPath) -> None:
    """What each level oversees and is paid, and what one store more brings it."""
    excess = to_fen(rule.excess)
    rows = []
    for place, level in enumerate(rule.levels):
        stores = rule.least_stores(place)
        paid, more = (sum(rule.a_year(place, excess, number).values()) for number in (stores, stores + 1))
        rows.append({"level": text.say(LEVELS[level.level]), "stores": stores, "month": text.percent(level.month),
                     "quarter": text.percent(level.quarter), "year": text.percent(level.year), "paid": paid, "more": more - paid})
    st.markdown(t("**Levels, at {excess} above target a store and month**", excess=text.money(excess)))
    _table(pd.DataFrame(rows), {"level": t("Career level"), "stores": t("Least stores"), "month": t("A month"),
                                "quarter": t("A quarter"), "year": t("A year"), "paid": t("Overrides a year"),
                                "more": t("One more store brings")}, ("paid", "more"))
    st.caption(t("{raised} partners raised to one's own level bring a promotion, so a level has at least {raised} times the stores "
                 "of the one below.", raised=rule.raised))


def _people_today(outcome: Outcome, rule: CareerPath) -> None:
    year = year_shown(len(outcome.years))
    table = growth.overseers(outcome, year, to_fen(rule.excess))
    if not len(table):
        return
    st.markdown(t("**Who oversees stores today, and the management bonus of year {year}**", year=year))
    company = outcome.scenario.company
    shown = _table(table.assign(post=[text.say(label_of(company, each)) for each in table["post"]]),
                   {"name": t("Who"), "post": t("Post"), "stores": t("Stores"), "paid": t("Management bonus"),
                    "more": t("One more store brings")}, ("paid", "more"))
    if not table["paid"].any():
        st.caption(t("Nobody is paid a management bonus by this plan; the Pay page can add it."))
    _download(shown, "overseers")


def _levels_reached(outcome: Outcome, rule: CareerPath) -> None:
    table = growth.careers(rule, _networks(outcome))
    if not len(table):
        return
    named = table.assign(name=[text.say(LEVELS[each]) for each in table["level"]])
    excess = to_fen(rule.excess)
    places = {level.level: place for place, level in enumerate(rule.levels)}
    paid = [sum(rule.a_year(places[level], excess, stores).values())
            for level, stores in zip(table["level"], table["stores"], strict=True)]
    st.markdown(t("**Heads of new companies on each level**"))
    curves.by_series(named, "people", "name", t("Career level"), key="careers", money=False, stacked=True)
    shown = _table(named.assign(paid=paid), {"year": t("Year"), "name": t("Career level"), "people": t("Heads"),
                                             "most": t("Most companies under one"), "paid": t("Overrides a year")}, ("paid",))
    st.caption(t("The overrides are what the career path would pay them at this excess; they are not in the plan's payroll."))
    _download(shown, "careers")
