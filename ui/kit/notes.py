"""What a case states and assumes, what figures after tax rest on, and what happened to ownership along the way."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engine.base import text
from engine.base.text import t
from engine.company.network import DIVIDENDS, OPTION, REGISTERED
from engine.files.cases import Case
from engine.run.outcome import Outcome


def case_notes(case: Case) -> None:
    """What the case's source states, and what is ours."""
    with st.expander(t("Where this case's figures come from"), icon=":material/info:"):
        st.markdown(text.say(case.about))
        for title, notes in ((t("Stated by the source"), case.notes.source), (t("Assumed by us"), case.notes.ours)):
            if notes:
                st.markdown(f"**{title}**\n\n" + "\n".join(f"- {text.say(note.text)}" for note in notes))


def grounds(notes: Mapping[str, list[str]]) -> None:
    """Laws with dates, what is assumed and sources, under one heading."""
    heads = {"laws": t("Rules and their dates"), "assumed": t("Assumed"), "sources": t("Sources of the region's figures")}
    with st.expander(t("What these figures rest on"), icon=":material/gavel:"):
        for key, head in heads.items():
            if notes.get(key):
                st.markdown(f"**{head}**\n\n" + "\n".join(f"- {line}" for line in notes[key]))


def events(outcome: Outcome) -> None:
    """Grants, rounds and openings, year by year."""
    sentences = [t("Year {year}: {what}", year=event.year, what=text.say(event.what))
                 for year in outcome.years for event in year.events]
    sentences += [t("Year {year}: {opened} companies opened, {all} in all, {capital} invested; headquarters' part of "
                    "their profit is {profit}; heads with dividends only {dividends}, with an option {option}, registered "
                    "{registered}", year=year.number, opened=year.network.opened_this_year,
                    all=year.network.companies, capital=text.money(year.network.capital),
                    profit=text.money(year.network.headquarters_profit), dividends=year.network.at_stage(DIVIDENDS),
                    option=year.network.at_stage(OPTION), registered=year.network.at_stage(REGISTERED))
                  for year in outcome.years if year.network is not None and len(year.network)]
    if sentences:
        st.caption("  \n".join(sentences))
