"""The Equity page's tab of leaving: reason, instrument and date, what is paid and who has the stake then."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pydantic_core import PydanticCustomError

from engine.answers.compare import Comparison
from engine.answers.equity import grant_sheets
from engine.answers.equity.grant_sheets import Left
from engine.base import text
from engine.base.text import t
from engine.company.company import label_of
from engine.rules.kinds import EquityProgramme
from engine.rules.parts.leaving import BASES, INSTRUMENTS, REASONS, ExitTerms, our_terms
from engine.run.outcome import Outcome
from ui.kit import csv
from ui.kit.choice import choose
from ui.kit.names import shown_name

MOST_OFFERED = 300
"""How many of those who hold something are offered to leave."""


def show(comparison: Comparison) -> None:
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
        place = int(choose(t("Who leaves"), {str(each): _who(outcome, number, each) for each in places[:MOST_OFFERED]},
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
    csv.download(lambda: table, "leaving", key="download-leaving")
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
