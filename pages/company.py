"""The company: people, units, money and cap table, looked at and edited; or made from a few numbers."""

import streamlit as st

from engine.base.text import t
from ui.company import money, people, quick_start, region_and_tax, summary, units_and_shareholders
from ui.kit import state
from ui.kit.header import header
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs

header(with_reform=False)
summary.show()
tabs("company", {
    t("List of people"): people.show, t("Money"): money.show, t("Units"): units_and_shareholders.units,
    t("Shareholders"): units_and_shareholders.shareholders, t("Region and tax"): region_and_tax.show,
    t("Start from a few numbers"): quick_start.show})
if state.is_edited():
    st.caption(t("What you changed here stays in this browser window only: no link carries it, and reloading the page "
                 "loses it. Download the list of people to keep it."))
    st.button(t("Back to the library's company"), on_click=state.restore_company, icon=":material/undo:")
case_notes(state.case())
