"""Cap table: who owns and who votes over the years, round by round; control lines and limits; Open Cap Format."""

import streamlit as st

from engine.answers.cap_table.control import alerts
from engine.answers.verdict import verdict
from engine.base.text import t
from ui.cap_table import any_year, behind, control, exchange, over_the_years, rounds, summary
from ui.kit import outcomes, state
from ui.kit.header import header
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs

header()
comparison = outcomes.comparison()
found = alerts(comparison.reform)
st.markdown(f"#### {verdict(comparison)}")
summary.show(comparison, found)
tabs("cap_table", {
    t("Over the years"): lambda: over_the_years.show(comparison.reform),
    t("Any year"): lambda: any_year.show(comparison.reform),
    t("Rounds"): lambda: rounds.show(comparison.reform),
    t("Control and limits"): lambda: control.show(comparison.reform, found),
    t("Who stands behind"): behind.show,
    t("Import and export"): lambda: exchange.show(comparison.reform)})
case_notes(state.case())
