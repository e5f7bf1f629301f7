"""Targets: ladders and who reaches them, the year's target, target letters, assessment scores, reform goals, store teams."""

import streamlit as st

from engine.text import t
from engine.verdict import verdict
from ui import goal_parts, score_parts, state, target_parts, team_parts
from ui.header import header
from ui.levers import changed_by_hand
from ui.notes import case_notes

header(gross_below=True)
comparison = state.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

ladders, setting, letters, scores, goals, team = st.tabs(
    [t("Ladders"), t("The year's target"), t("Target letters"), t("Scores"), t("Reform goals"), t("Store team")])
with ladders:
    target_parts.ladders(comparison)
with setting:
    target_parts.setting()
with letters:
    target_parts.letters(comparison)
with scores:
    score_parts.scores(comparison)
with goals:
    goal_parts.reform(comparison)
    goal_parts.scorecards(comparison)
with team:
    team_parts.team()
case_notes(state.case())
