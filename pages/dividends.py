"""Dividends: the fund and its shares, excess profit, stores, post value; over the years, by person, on leaving."""

import streamlit as st

from engine.answers.verdict import verdict
from engine.base.text import t
from ui.dividends import dividend_parts
from ui.kit import state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes

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
