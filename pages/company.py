"""The company: people, units, money and cap table, looked at and edited; or made from a few numbers."""

import streamlit as st

from engine.base.text import t
from ui.company import company_forms, region_forms
from ui.kit import state
from ui.kit.header import header
from ui.kit.notes import case_notes

header(with_reform=False)
company_forms.summary()
people, money, units, holders, tax, quick = st.tabs(
    [t("List of people"), t("Money"), t("Units"), t("Shareholders"), t("Region and tax"), t("Start from a few numbers")])
with people:
    company_forms.people()
with money:
    company_forms.money()
with units:
    company_forms.units()
with holders:
    company_forms.cap_table()
with tax:
    region_forms.region()
    region_forms.taxpayer()
with quick:
    company_forms.quick_start()
if state.is_edited():
    st.caption(t("What you changed here stays in this browser window only: no link carries it, and reloading the page "
                 "loses it. Download the list of people to keep it."))
    st.button(t("Back to the library's company"), on_click=state.restore_company, icon=":material/undo:")
case_notes(state.case())
