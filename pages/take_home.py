"""Take-home: what reaches people's pockets, what it costs the company, and where 100 yuan end up."""

import streamlit as st

from engine.answers.take_home.settle import settle
from engine.answers.verdict import verdict
from engine.base.text import t
from ui.kit import state
from ui.kit.header import header
from ui.kit.notes import case_notes
from ui.take_home import take_home_parts

header(link=("person",), basis_below=True)
comparison = state.comparison()
st.markdown(f"#### {verdict(comparison)}")
settled = settle(comparison.reform, comparison.after.number)
take_home_parts.where(settled)

money, people, ways, mend = st.tabs(
    [t("Of 100 yuan"), t("People and cost"), t("One sum, five ways"), t("What to mend")])
with money:
    take_home_parts.pocket(comparison)
with people:
    take_home_parts.five(comparison)
    take_home_parts.distribution(comparison)
    take_home_parts.families(comparison)
    take_home_parts.bases(comparison)
    take_home_parts.everybody(comparison)
with ways:
    take_home_parts.five_ways(comparison)
with mend:
    take_home_parts.to_mend(comparison)
take_home_parts.rests_on(settled)
case_notes(state.case())
