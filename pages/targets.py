"""Targets: ladders and who reaches them, the year's target, target letters, and assessment scores."""

import streamlit as st

from engine.text import t
from engine.verdict import verdict
from ui import score_parts, state, target_parts
from ui.header import header
from ui.levers import changed_by_hand
from ui.notes import case_notes

header()
comparison = state.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

ladders, setting, letters, scores = st.tabs(
    [t("Ladders"), t("The year's target"), t("Target letters"), t("Scores")])
with ladders:
    target_parts.ladders(comparison)
with setting:
    target_parts.setting()
with letters:
    target_parts.letters(comparison)
with scores:
    score_parts.scores(comparison)
case_notes(state.case())
