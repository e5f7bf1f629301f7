"""Targets: ladders and who reaches them, the year's target, target letters, assessment scores, reform goals, store teams."""

import streamlit as st

from engine.answers.verdict import verdict
from engine.base.text import t
from ui.kit import outcomes, state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs
from ui.targets import goals, ladders, letters, scores, setting, store_team

header(gross_below=True)
comparison = outcomes.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

tabs("targets", {
    t("Ladders"): lambda: ladders.show(comparison), t("The year's target"): setting.show,
    t("Target letters"): lambda: letters.show(comparison), t("Scores"): lambda: scores.show(comparison),
    t("Reform goals"): lambda: goals.show(comparison), t("Store team"): store_team.show})
case_notes(state.case())
