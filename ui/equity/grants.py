"""The Equity page's tab of grants: who is promised, vests, pays, owes and gets what."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.equity import grant_sheets
from engine.answers.equity.grant_limits import over_the_limits
from engine.base import text
from engine.base.text import t
from engine.company.company import label_of
from engine.plan.edits import kinds_of
from engine.plan.scenario import Lever
from engine.rules.kinds import EquityProgramme
from engine.rules.parts.option_grants import GrantsOptions
from engine.rules.parts.purchase import Purchase
from engine.run.outcome import Outcome
from ui.equity import equity_curves
from ui.equity.grant_words import grant_headings
from ui.equity.qualifying import qualifying
from ui.kit import csv
from ui.kit.choice import choose
from ui.kit.controls import control
from ui.kit.entries import add, levers_under, take_out
from ui.kit.names import HIDDEN, names_hidden
from ui.kit.table import COUNT, show_table

MORE = ("holder", "taker", "buyer", "sold", "sell_limit", "expense", "cost", "split", "commercial_rate", "min_years", "unlock",
        "preparation", "votes_by", "partners", "kind")
"""Parameters that are folded away."""


def show(comparison: Comparison) -> None:
    """The plan's programmes, and who of the company qualifies for equity."""
    grants(comparison)
    qualifying(comparison)


def grants(comparison: Comparison) -> None:
    """One programme at a time: its terms, what comes of it year by year, its conditions and its people."""
    outcome = comparison.reform
    plan = outcome.scenario.plan.equity
    if plan:
        own = {name: text.say(rule.title) for name, rule in plan.items()}
        name = choose(t("Programme"), own, "grant")
        left, right = st.columns([2, 3], gap="medium")
        with left:
            st.caption(text.say(plan[name].about.formula))
            _terms(f"equity.{name}")
            take_out(f"equity.{name}")
        with right:
            _programme(outcome, name)
    else:
        st.info(t("This plan gives nobody equity yet; add a programme below."))
    add("equity", plan, kinds_of(EquityProgramme), t("One more programme"))


def _terms(path: str) -> None:
    """The programme's own terms first; its terms of leaving, its pricing and what is rarely touched folded away."""
    parts: dict[str, list[Lever]] = {"": [], "leaving": [], "pricing": [], "more": []}
    for lever in levers_under(path):
        inner = lever.path.removeprefix(f"{path}.").split(".")
        parts[inner[0] if inner[0] in parts else "more" if inner[0] in MORE else ""].append(lever)
    titles = {"leaving": t("Terms of leaving"), "pricing": t("Pricing of the options"), "more": t("More settings")}
    for part, own in parts.items():
        with st.expander(titles[part]) if part and own else st.container():
            for lever in own:
                control(lever)


def _programme(outcome: Outcome, name: str) -> None:
    rule = outcome.scenario.plan.equity[name]
    _events(outcome, name)
    if outcome.scenario.company.facts.form == "jsc":
        for sentence in over_the_limits(outcome):
            st.warning(sentence, icon=":material/gavel:")
    if name not in grant_sheets.programmes(outcome):
        st.caption(t("It brings no person any shares or promises in these years."))
        return
    table = grant_sheets.by_year(outcome, name)
    last = table.iloc[-1]
    with st.container(horizontal=True, gap="medium"):
        st.metric(t("People"), text.count(table["holders"].max()), width="content")
        if last["granted"]:
            st.metric(t("Promised"), text.count(last["granted"]), width="content")
            st.metric(t("Lapsed"), text.count(last["lapsed"]), width="content")
        st.metric(t("Shares held in the end"), text.count(last["shares"]), width="content")
        if table["loan"].any():
            st.metric(t("Loans still owed in the end"), text.money(last["loan"]), width="content")
        if table["expense"].any():
            st.metric(t("Expense in the books, all years"), text.money(table["expense"].sum()), width="content",
                      help=t("Share-based payment, expensed over the vesting years; no cash."))
    if last["granted"]:
        equity_curves.promises(table, key=f"promises|{name}")
    if table["loan"].any():
        equity_curves.loans(table, key=f"loans|{name}")
    _years(table, name)
    _losses(outcome)
    _conditions(outcome, name, rule)
    _calendar(rule)
    _people(outcome, name)


def _events(outcome: Outcome, name: str) -> None:
    lines = [f"- {t('Year {year}', year=event.year)}: {text.say(event.what)}" for event in outcome.events()
             if event.rule == f"equity.{name}"]
    with st.expander(t("What happens ({n})", n=len(lines)), icon=":material/event:", expanded=len(lines) <= 6):
        st.markdown("\n".join(lines) or t("Nothing in these years."))


def _years(table: pd.DataFrame, name: str) -> None:
    """The programme by year, everybody together."""
    headings = {"year": t("Year"), "holders": t("People"), **grant_headings(), "expense": t("Expense in the books")}
    shown = pd.DataFrame({headings["year"]: table["year"], headings["holders"]: table["holders"], **{
        headings[key]: table[key].map(text.count if key in grant_sheets.SHARES else text.money)
        for key in headings if key in table and key not in ("year", "holders") and table[key].any()}})
    st.dataframe(shown, hide_index=True, width="stretch")
    csv.download(lambda: shown, f"{name}-years", key="download-grant-years")


def _losses(outcome: Outcome) -> None:
    """Years that the expense of grants turns into a loss."""
    losses = [year.number for year in outcome.years
              if year.statement.net_profit >= 0 > year.statement.reported_profit]
    if losses:
        st.warning(t("The expense of grants alone turns the profit into a loss in: {years}.", years=t(", ").join(
            t("year {year}", year=year) for year in losses)), icon=":material/trending_down:")


def _said(value: float | None, condition: str) -> str:
    if value is None:
        return t("undefined")
    if condition in ("profit", "value"):
        return text.money(value * 100)
    return text.count(round(value, 2)) if condition in ("score", "satisfaction") else text.percent(value, 2)


def _conditions(outcome: Outcome, name: str, rule: EquityProgramme) -> None:
    """Every condition judged: asked for, come about, met or missed."""
    rows = []
    for year, check in grant_sheets.checks(outcome, name):
        label = rule.conditions[check.condition]
        actual = t("{reached} of {of} people", reached=check.reached, of=check.of) if check.of else _said(check.actual, check.condition)
        level = rule.level_called(check.tranche)
        part = t("Tranche {n}", n=check.tranche + 1) if level is None else text.say(level)
        rows.append((t("Year {year}", year=year), part, text.say(label), "≥ " + _said(check.wanted, check.condition), actual,
                     "✓ " + t("met") if check.met else "✗ " + t("missed")))
    if rows:
        st.caption(t("Conditions under these assumptions"))
        st.dataframe(pd.DataFrame(rows, columns=[t("Year"), t("Tranche or level"), t("Condition"), t("Asked for"), t("Comes to"),
                                                 t("Result")]), hide_index=True, width="stretch")


def _calendar(rule: EquityProgramme) -> None:
    """When each tranche is due."""
    tranches = getattr(rule, "tranches", getattr(rule, "vesting", ()))
    if not tranches or not isinstance(rule, (GrantsOptions, Purchase)):
        return
    rows = [(t("Tranche {n}", n=place), text.percent(each.part), t("end of year {year}", year=rule.year + each.after))
            for place, each in enumerate(tranches, start=1)]
    if isinstance(rule, GrantsOptions):
        rows.append((t("Whatever is left"), "", t("lapses at the end of year {year}", year=rule.year + rule.expires)))
    st.caption(t("Vesting calendar"))
    st.dataframe(pd.DataFrame(rows, columns=[t("Tranche"), t("Part"), t("Due")]), hide_index=True, width="stretch")


def _people(outcome: Outcome, name: str) -> None:
    """Person by person in one year, and all years to download."""
    years = {str(year.number): t("Year {year}", year=year.number) for year in outcome.years}
    number = int(choose(t("Person by person, at the end of"), dict(reversed(years.items())), "grant-year", width=200))
    everybody = grant_sheets.by_person(outcome.year(number), name)
    if everybody.empty:
        st.caption(t("Nobody has anything of it yet in this year."))
        return
    hidden = names_hidden()
    shown = _worded(everybody, outcome, hidden)
    counted = [heading for key, heading in grant_headings().items() if key in grant_sheets.SHARES and heading in shown]
    money = [heading for key, heading in grant_headings().items() if key not in grant_sheets.SHARES]
    show_table(shown, money, dict.fromkeys(counted, COUNT), exact=True, height=min(38 + 35 * len(shown), 300))
    csv.download(lambda: _worded(grant_sheets.schedule(outcome, name), outcome, hidden), name,
                 t("Download everybody, all years (CSV)"), key="download-grants", fen=money)


def _worded(table: pd.DataFrame, outcome: Outcome, hidden: bool) -> pd.DataFrame:
    """Columns under their names, posts in words, money in fen; columns that are empty for everybody left out.

    Whether names are hidden is told, as a download is made later, outside the session.
    """
    headings = {"year": t("Year"), "id": t("ID"), "name": t("Name"), "post": t("Post"), **grant_headings()}
    company = outcome.scenario.company
    names = {post: text.say(label_of(company, post)) for post in table["post"].unique()}
    shown = table.assign(post=table["post"].map(names))
    if hidden:
        shown["name"] = HIDDEN
    for key in (*grant_sheets.COLUMNS, "cash"):
        if not table[key].any():
            shown = shown.drop(columns=key)
    return shown[[key for key in headings if key in shown]].rename(columns=headings)
