"""What figures after tax rest on, and which two sides the Take-home page compares."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.take_home.settle import SettledYear
from engine.base import text
from engine.base.text import t
from engine.run.outcome import Outcome
from ui.kit import outcomes
from ui.kit.notes import grounds


def rests_on(settled: SettledYear) -> None:
    """What the figures of a settled year rest on."""
    basis(settled.notes())


def basis(notes: Mapping[str, list[str]]) -> None:
    """The sentence that this is no advice, findings, and under them laws with dates, what is assumed and sources."""
    st.caption(" ".join(notes["note"]))
    for sentence in notes["findings"]:
        st.warning(sentence, icon=":material/event_busy:")
    grounds(notes)


def where(settled: SettledYear) -> None:
    """Where the company contributes, and in which calendar year this is."""
    region = settled.region
    if region.versions:
        st.markdown(t("Insurance and housing fund of **{region}**, calendar year {year}.", region=text.say(region.text),
                      year=settled.calendar))
    else:
        st.info(t("This company has no region yet, so nobody contributes to insurance and fund here: choose one on the "
                  "Company page, tab “Region and tax”."), icon=":material/location_off:")


def plans(comparison: Comparison) -> list[tuple[str, Outcome, int]]:
    """What is compared: name, outcome, year."""
    first, second = outcomes.sides()
    return [(first, comparison.today, comparison.before.number), (second, comparison.reform, comparison.after.number)]
