"""Take-home: what reaches people's pockets, what it costs the company, and where 100 yuan end up."""

import streamlit as st

from engine.answers.take_home.settle import settle
from engine.answers.verdict import verdict
from engine.base.text import t
from ui.kit import outcomes, state
from ui.kit.header import header
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs
from ui.take_home import basis, five_ways, of_100_yuan, people_and_cost, to_mend

header(link=("person",), basis_below=True)
comparison = outcomes.comparison()
st.markdown(f"#### {verdict(comparison)}")
settled = settle(comparison.reform, comparison.after.number)
basis.where(settled)

tabs("take_home", {
    t("Of 100 yuan"): lambda: of_100_yuan.show(comparison), t("People and cost"): lambda: people_and_cost.show(comparison),
    t("One sum, five ways"): lambda: five_ways.show(comparison), t("What to mend"): lambda: to_mend.show(comparison)})
basis.rests_on(settled)
case_notes(state.case())
