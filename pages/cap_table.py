"""Cap table: who owns and who votes over the years, round by round; control lines and limits; Open Cap Format."""

import streamlit as st

from engine.answers.cap_table.control import alerts
from engine.answers.verdict import verdict
from engine.base.text import t
from ui.cap_table import cap_table_parts, ocf_parts
from ui.kit import state
from ui.kit.header import header
from ui.kit.notes import case_notes

header()
comparison = state.comparison()
found = alerts(comparison.reform)
st.markdown(f"#### {verdict(comparison)}")
cap_table_parts.numbers(comparison, found)
over_time, one_year, rounds, control, behind, exchange = st.tabs([
    t("Over the years"), t("Any year"), t("Rounds"), t("Control and limits"), t("Who stands behind"),
    t("Import and export")])
with over_time:
    cap_table_parts.over_time(comparison.reform)
with one_year:
    cap_table_parts.one_year(comparison.reform)
with rounds:
    cap_table_parts.round_by_round(comparison.reform)
    cap_table_parts.programmes()
with control:
    cap_table_parts.alerts(found)
    cap_table_parts.lines(comparison.reform)
    cap_table_parts.counts(comparison.reform)
with behind:
    cap_table_parts.behind()
    cap_table_parts.structures()
with exchange:
    ocf_parts.exports(comparison.reform)
    ocf_parts.imports()
case_notes(state.case())
