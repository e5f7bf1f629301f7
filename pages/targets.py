"""Targets: ladders and who reaches them, the year's target, target letters, assessment scores, reform goals, store teams."""

import streamlit as st

from engine.answers.verdict import verdict
from engine.base.text import t
from ui.kit import state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes
from ui.targets import goal_parts, score_parts, target_parts, team_parts

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
