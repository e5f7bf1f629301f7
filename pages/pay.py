"""Pay: what each job family or post is paid by, element by element; costs; posts valued into grades."""

import streamlit as st

from engine.answers.verdict import verdict
from engine.base.text import t
from ui.kit import outcomes, state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs
from ui.pay import costs, elements, grades

header(gross_below=True)
comparison = outcomes.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

tabs("pay", {
    t("Elements"): lambda: elements.show(comparison), t("Cost by element"): lambda: costs.show(comparison),
    t("Job value and grades"): grades.show})
case_notes(state.case())
