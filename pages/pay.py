"""Pay: what each job family or post is paid by, element by element; costs; posts valued into grades."""

import streamlit as st

from engine.text import t
from engine.verdict import verdict
from ui import pay_parts, state
from ui.header import header
from ui.levers import changed_by_hand
from ui.notes import case_notes

header(gross_below=True)
comparison = state.comparison()
st.markdown(f"#### {verdict(comparison)}")
changed_by_hand(comparison.reform.scenario)

by_group, costs, grades = st.tabs([t("Elements"), t("Cost by element"), t("Job value and grades")])
with by_group:
    group = pay_parts.choose_group(comparison)
    pay_parts.elements(comparison, group)
    pay_parts.own_pay(group)
with costs:
    pay_parts.cost_table(comparison)
with grades:
    pay_parts.grades()
case_notes(state.case())
