"""The pages and their order in the navigation."""

from __future__ import annotations

from contextvars import ContextVar

import streamlit as st

from engine.base.text import t
from ui.kit import link

_declared: ContextVar[bool] = ContextVar("declared", default=False)
"""Whether this run has come through app.py."""


def navigation() -> st.Page:
    """Declare the pages; gives the one the user is on."""
    _declared.set(True)
    return st.navigation([
        st.Page("pages/cockpit.py", title=t("Cockpit"), icon=":material/tune:", default=True),
        st.Page("pages/company.py", title=t("Company"), icon=":material/apartment:"),
        st.Page("pages/pay.py", title=t("Pay"), icon=":material/payments:"),
        st.Page("pages/targets.py", title=t("Targets"), icon=":material/flag:"),
        st.Page("pages/dividends.py", title=t("Dividends"), icon=":material/savings:"),
        st.Page("pages/equity.py", title=t("Equity"), icon=":material/pie_chart:"),
        st.Page("pages/cap_table.py", title=t("Cap table"), icon=":material/donut_small:"),
        st.Page("pages/expansion.py", title=t("Expansion"), icon=":material/account_tree:"),
        st.Page("pages/take_home.py", title=t("Take-home"), icon=":material/account_balance_wallet:"),
        st.Page("pages/compare.py", title=t("Compare"), icon=":material/compare:"),
        st.Page("pages/person.py", title=t("Person"), icon=":material/person:"),
        st.Page("pages/handbook.py", title=t("Handbook"), icon=":material/menu_book:"),
    ], position="top")


def need() -> None:
    """Make up for app.py if Streamlit ran a page without it.

    Until app.py has run once, a server takes the folder `pages/` for its old discovery and opens a linked page
    alone. Declaring the navigation ends that; the next run goes through app.py to the same page. AppTest
    forgets it before every run, so that a session that is already set up carries on.
    """
    if _declared.get():
        return
    if "ready" not in st.session_state:
        navigation()
        st.rerun()
    link.begin()
