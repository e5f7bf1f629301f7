"""Dividends: the fund and its shares, excess profit, stores, post value; over the years, by person, on leaving."""

import streamlit as st

from engine.text import t
from engine.verdict import verdict
from ui import dividend_parts, state
from ui.header import header
from ui.levers import changed_by_hand
from ui.notes import case_notes

header(gross_below=True)
comparison = state.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

programmes, years, everybody, leaving = st.tabs(
    [t("Programmes"), t("Over the years"), t("Who gets what"), t("Leaving")])
with programmes:
    dividend_parts.programmes(comparison)
with years:
    dividend_parts.over_the_years(comparison)
with everybody:
    dividend_parts.everybody(comparison)
with leaving:
    dividend_parts.leaving(comparison)
case_notes(state.case())
