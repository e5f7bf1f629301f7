"""Dividends: the fund and its shares, excess profit, stores, post value; over the years, by person, on leaving."""

import streamlit as st

from engine.answers.verdict import verdict
from engine.base.text import t
from ui.dividends import leaving, over_the_years, programmes, who_gets_what
from ui.kit import outcomes, state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs

header(gross_below=True)
comparison = outcomes.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

tabs("dividends", {
    t("Programmes"): lambda: programmes.show(comparison), t("Over the years"): lambda: over_the_years.show(comparison),
    t("Who gets what"): lambda: who_gets_what.show(comparison), t("Leaving"): lambda: leaving.show(comparison)})
case_notes(state.case())
