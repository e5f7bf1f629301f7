"""The company in a few numbers."""

from __future__ import annotations

import streamlit as st

from engine.base import text
from engine.base.text import t
from ui.kit import outcomes, state


def show() -> None:
    """The company in a few numbers, and whether books and plan agree."""
    company = state.case().today.company
    year = outcomes.today().year()
    payroll = year.statement.payroll
    with st.container(horizontal=True, gap="medium"):
        for label, value in ((t("People"), f"{len(company.people):,}"), (t("Units"), f"{len(company.facts.units):,}"),
                             (t("Last year's revenue"), text.money(company.facts.money.revenue * 100)),
                             (t("Last year's net profit"), text.money(company.facts.money.profit * 100)),
                             (t("Pay a year, by today's plan"), text.money(payroll))):
            st.metric(label, value, width="content")
    books = company.payroll_of_books
    if abs(books - payroll) * 100 > abs(payroll):
        st.warning(t("The books leave {books} for pay, but today's plan comes to {plan}: check other costs, profit "
                     "or base pay. Until then the difference of {gap} shows up in profit.", books=text.money(books),
                     plan=text.money(payroll), gap=text.money(abs(books - payroll))), icon=":material/balance:")
