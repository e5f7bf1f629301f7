"""Pay: what each job family or post is paid by, element by element; costs; posts valued into grades."""

import streamlit as st

from engine.answers.verdict import verdict
from engine.base.text import t
from ui.kit import state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes
from ui.pay import pay_parts

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
