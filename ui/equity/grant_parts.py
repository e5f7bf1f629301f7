"""The Equity page's tabs of grants: who is promised, vests, pays, owes and gets what, and what leaving brings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from engine.answers.compare import Comparison
from engine.answers.equity import grant_sheets
from engine.answers.equity.grant_limits import over_the_limits
from engine.answers.equity.grant_sheets import Left
from engine.base import text
from engine.base.problem import problems_of
from engine.base.text import t
from engine.company.company import Company, label_of
from engine.plan.edits import kinds_of
from engine.plan.scenario import Lever
from engine.rules.equity.bet import INDICATORS, LEVELS, Bet
from engine.rules.equity.indicator_method import INDICATORS as OF_STAGES
from engine.rules.equity.indicator_method import STAGES, IndicatorMethod, Stage, Standing
from engine.rules.equity.option_plan import OptionPlan
from engine.rules.kinds import EquityProgramme
from engine.rules.parts.conditions import CONDITIONS
from engine.rules.parts.leaving import BASES, INSTRUMENTS, REASONS, ExitTerms, our_terms
from engine.rules.parts.purchase import Purchase
from engine.run.outcome import Outcome
from ui.equity import equity_curves
from ui.equity.grant_words import grant_headings
from ui.kit import state
from ui.kit.controls import control
from ui.kit.entries import add, choose, levers_under, take_out
from ui.kit.frames import HIDDEN, csv, in_yuan, names_hidden, shown_name
from ui.kit.inputs import rows

MORE = ("holder", "taker", "buyer", "sold", "sell_limit", "expense", "cost", "split", "commercial_rate", "min_years", "unlock",
        "preparation", "votes_by", "partners", "kind")
"""Parameters that are folded away."""

PREVIEW = 300
"""Rows of people sent to the browser; the download has all of them."""

CLOSEST = 20
"""How many of those who qualify, and of those who are closest, are listed."""


# ---------------------------------------------------------------- grants

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
    st.download_button(t("Download the table"), lambda: shown.to_csv(index=False).encode("utf-8-sig"), mime="text/csv",
                       file_name=f"{state.case_key()}-{name}-years.csv", icon=":material/download:", key="download-grant-years")


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
        label = (INDICATORS | CONDITIONS)[check.condition]
        actual = t("{reached} of {of} people", reached=check.reached, of=check.of) if check.of else _said(check.actual, check.condition)
        part = text.say(LEVELS[rule.levels[check.tranche].name]) if isinstance(rule, Bet) else t("Tranche {n}", n=check.tranche + 1)
        rows.append((t("Year {year}", year=year), part, text.say(label), "≥ " + _said(check.wanted, check.condition), actual,
                     "✓ " + t("met") if check.met else "✗ " + t("missed")))
    if rows:
        st.caption(t("Conditions under these assumptions"))
        st.dataframe(pd.DataFrame(rows, columns=[t("Year"), t("Tranche or level"), t("Condition"), t("Asked for"), t("Comes to"),
                                                 t("Result")]), hide_index=True, width="stretch")


def _calendar(rule: EquityProgramme) -> None:
    """When each tranche is due."""
    tranches = getattr(rule, "tranches", getattr(rule, "vesting", ()))
    if not tranches or not isinstance(rule, (OptionPlan, Purchase)):
        return
    rows = [(t("Tranche {n}", n=place), text.percent(each.part), t("end of year {year}", year=rule.year + each.after))
            for place, each in enumerate(tranches, start=1)]
    if isinstance(rule, OptionPlan):
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
    shown = _worded(everybody.head(PREVIEW), outcome, hidden)
    counted: list[Any] = [heading for key, heading in grant_headings().items() if key in grant_sheets.SHARES and heading in shown]
    money = [heading for key, heading in grant_headings().items() if key not in grant_sheets.SHARES and heading in shown]
    st.dataframe(in_yuan(shown, money, places=2).format("{:,}", subset=counted), hide_index=True, width="stretch",
                 height=min(38 + 35 * len(shown), 300))
    if len(everybody) > PREVIEW:
        st.caption(t("The first {shown} of {all} people; the download has everybody.", shown=f"{PREVIEW:,}",
                     all=f"{len(everybody):,}"))
    csv(t("Download everybody, all years (CSV)"), lambda: _worded(grant_sheets.schedule(outcome, name), outcome, hidden),
        f"{state.case_key()}-{name}.csv", key="download-grants")


def _worded(table: pd.DataFrame, outcome: Outcome, hidden: bool) -> pd.DataFrame:
    """Columns under their names, posts in words, money in yuan; columns that are empty for everybody left out.

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
        elif key not in grant_sheets.SHARES:
            shown[key] = table[key] / 100
    return shown[[key for key in headings if key in shown]].rename(columns=headings)


# ---------------------------------------------------------------- who qualifies

def qualifying(comparison: Comparison) -> None:
    """The indicator method on the company's people: who qualifies for their next stage, who is closest, what is missing."""
    with st.expander(t("Who qualifies for equity (indicator method)"), icon=":material/checklist:"):
        given = rows("indicator stages", Stage, IndicatorMethod().stages, text.say(IndicatorMethod.parameters()["stages"].label))
        try:
            rule = IndicatorMethod.model_validate({"stages": given})
        except ValidationError as error:
            for problem in problems_of(error, "", model=IndicatorMethod):
                st.error(problem.what, icon=":material/error:")
            return
        company = comparison.reform.scenario.company
        standing = rule.of_company(company)
        reached = np.flatnonzero(standing.qualifies)
        with st.container(horizontal=True, gap="medium"):
            for place, stage in enumerate(rule.stages):
                st.metric(t("Qualify: {stage}", stage=text.say(STAGES[stage.name])),
                          text.count(int((standing.stage[reached] == place).sum())), width="content")
        shown = np.concatenate([reached[:CLOSEST], standing.closest(CLOSEST)])
        table = pd.DataFrame([_standing(company, rule, standing, int(place)) for place in shown], columns=[
            t("Person"), t("Next stage"), t("Result"), t("What is missing")])
        st.dataframe(table, hide_index=True, width="stretch", height=min(38 + 35 * len(table), 400))
        st.caption(t("Those who qualify, then those who are closest, up to {n} of each. Grade, red lines, people trained, sales of "
                     "all years and stage come from the list of people; without a conduct score the assessment stands for "
                     "values.", n=CLOSEST))


def _standing(company: Company, rule: IndicatorMethod, standing: Standing, place: int) -> tuple[str, str, str, str]:
    people = company.people
    name = shown_name(people.name[place])
    missing = [t("{indicator} {actual}, asked for {wanted}", indicator=text.say(label),
                 actual=_indicator(key, int(standing.actual[row, place])), wanted=_indicator(key, int(standing.wanted[row, place])))
               for row, (key, label) in enumerate(OF_STAGES.items()) if not standing.met[row, place]]
    return (f"{name} · {text.say(label_of(company, people.post[place]))} · {people.id[place]}",
            text.say(STAGES[rule.stages[int(standing.stage[place])].name]),
            "✓ " + t("qualifies") if standing.qualifies[place] else t("{n} missing", n=len(missing)), t("; ").join(missing))


def _indicator(key: str, value: int) -> str:
    if key == "sales":
        return text.money(value)
    return text.percent(value / 1_000_000) if key == "growth" else text.count(value / 100 if key == "values" else value)


# ---------------------------------------------------------------- leaving

def leaving(comparison: Comparison) -> None:
    """Somebody leaves: reason × instrument × date → what they get and who ends up with the stake."""
    outcome = comparison.reform
    own = {name: text.say(rule.title) for name, rule in grant_sheets.programmes(outcome).items()}
    if not own:
        st.info(t("Under this plan nobody holds shares or promises; add a programme on the tab Grants, or choose a reform that "
                  "has one."))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        name = choose(t("Programme"), own, "leaving-programme")
        rule = outcome.scenario.plan.equity[name]
        terms = grant_sheets.terms_of(rule)
        years = {str(year.number): t("End of year {year}", year=year.number) for year in outcome.years}
        number = int(choose(t("Leaves at the"), dict(reversed(years.items())), "leaving-year"))
        places = grant_sheets.holders(outcome, name, number)
        if not places:
            st.info(t("Nobody holds anything of it at the end of that year; choose a later one."))
            return
        place = int(choose(t("Who leaves"), {str(each): _who(outcome, number, each) for each in places[:PREVIEW]},
                           "leaving-person", width=360))
        plan = _instrument(name, terms)
        reasons: dict[str, str] = {term.reason: text.say(REASONS[term.reason]) for term in terms.table if term.plan == plan}
        if not reasons:
            st.info(t("The table has no price for this instrument; add a row to the terms of leaving on the tab Grants."))
            return
        reason = choose(t("Reason"), reasons, "leaving-reason", width=360)
    with right:
        try:
            _left(outcome, name, place, number, terms, reason, plan)
        except PydanticCustomError as error:
            st.error(str((error.context or {}).get("sentence", error)), icon=":material/error:")
    _table(terms)


def _instrument(name: str, terms: ExitTerms) -> str:
    """The programme's own instrument first, as that is what its people hold."""
    order = [terms.plan, *(key for key in INSTRUMENTS if key != terms.plan)]
    return choose(t("Instrument"), {key: text.say(INSTRUMENTS[key]) for key in order}, f"leaving-instrument-{name}", width=360)


def _who(outcome: Outcome, number: int, place: int) -> str:
    people = outcome.year(number).people
    name = shown_name(people.name[place])
    return f"{name} · {text.say(label_of(outcome.scenario.company, people.post[place]))} · {people.id[place]}"


def _left(outcome: Outcome, name: str, place: int, number: int, terms: ExitTerms, reason: str, plan: str) -> None:
    """The settlement, every reason beside it, and the stakes before and after."""
    rule = outcome.scenario.plan.equity[name]
    left = grant_sheets.leave(outcome, name, place, number, terms, reason, plan)
    with st.container(horizontal=True, gap="medium"):
        st.metric(t("Paid for the stake"), text.exact(left.paid), width="content")
        st.metric(t("Loan paid off out of it"), text.exact(left.repaid), width="content")
        st.metric(t("In cash to the leaver"), text.exact(left.cash), width="content")
    term = terms.term(reason, plan)
    rate = terms.rate(term)
    st.markdown(t("{shares} shares ({stake} of the company), of which {unlocked} unlocked; priced at: {basis}. Unlocked part worth "
                  "{gross}, paid at {rate}; locked part paid at {locked}.", shares=text.count(left.shares),
                  stake=text.percent(float(left.stake), 3), unlocked=text.count(left.unlocked), basis=text.say(BASES[term.basis]),
                  gross=text.exact(left.gross), rate=text.percent(rate, 0), locked=text.percent(term.locked, 0)))
    if term.dividend:
        st.caption(t("The year's dividend of {amount} is paid on top.", amount=text.exact(left.dividend)))
    if left.promised:
        st.caption(t("{n} promises that are no shares yet lapse.", n=text.count(left.promised)))
    if left.still_owed:
        st.warning(t("The price does not cover the loan; {amount} is still owed.", amount=text.exact(left.still_owed)),
                   icon=":material/warning:")
    rows = [(text.say(REASONS[each]), text.say(BASES[terms.term(each, plan).basis]), text.exact(other.gross), text.exact(other.paid),
             text.exact(other.cash)) for each, other in
            grant_sheets.every_reason(outcome, name, place, number, terms, plan).items()]
    st.caption(t("The same stake for every reason"))
    table = pd.DataFrame(rows, columns=[t("Reason"), t("Priced at"), t("Unlocked part worth"), t("Paid"), t("Cash after the loan")])
    st.dataframe(table, hide_index=True, width="stretch")
    st.download_button(t("Download the table"), lambda: table.to_csv(index=False).encode("utf-8-sig"), mime="text/csv",
                       file_name=f"{state.case_key()}-leaving.csv", icon=":material/download:", key="download-leaving")
    _stakes(outcome, number, left, rule)


def _stakes(outcome: Outcome, number: int, left: Left, rule: EquityProgramme) -> None:
    """Who ends up with the stake."""
    if not left.shares:
        return
    table = outcome.year(number).cap_table
    taker = getattr(rule, "taker", None)
    taker = taker if taker in table.lines else None
    holder = getattr(rule, "holder", "employees")
    names = {key: text.say(line.name) for key, line in table.lines.items()}
    if taker is None:
        st.caption(t("The company buys the shares back and cancels them, so that everybody else's stake rises"))
    else:
        st.caption(t("{taker} takes the shares over and pays for them", taker=names[taker]))
    stakes = grant_sheets.stakes_after(outcome, number, left, holder, taker)
    st.dataframe(pd.DataFrame([(names.get(key, key), text.percent(float(before), 3), text.percent(float(after), 3))
                               for key, (before, after) in stakes.items()],
                              columns=[t("Holder"), t("Before"), t("After")]), hide_index=True, width="stretch")


def _table(terms: ExitTerms) -> None:
    """The declared table of exit prices, with sources."""
    with st.expander(t("Table of exit prices: reason × instrument"), icon=":material/table:"):
        rows = [(text.say(INSTRUMENTS[term.plan]), text.say(REASONS[term.reason]), text.say(BASES[term.basis]),
                 text.percent(term.unlocked, 0), text.percent(term.locked, 0), "✓" if term.dividend else "",
                 text.origin(our_terms(term))) for term in terms.table]
        st.dataframe(pd.DataFrame(rows, columns=[t("Instrument"), t("Reason"), t("Priced at"), t("Paid of the unlocked part"),
                                                 t("Paid of the locked part"), t("Dividend on top"), t("Source")]),
                     hide_index=True, width="stretch")
        st.caption(t("It is part of each programme's terms of leaving and can be edited on the tab Grants."))
