"""The Company page's tab of money: last year's books."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.base.text import t
from engine.company.company import Money
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from ui.kit import state
from ui.kit.field import accept, number_field


def show() -> None:
    """Last year's books."""
    company = state.case().today.company
    entered: dict[str, Any] = {}
    with st.form("money"):
        for key, parameter in Money.parameters().items():
            entered[key] = number_field(parameter, getattr(company.facts.money, key),
                                        f"money|{state.case_key()}|{id(company)}|{key}")
        use = st.form_submit_button(t("Use these figures"), type="primary")
    if use:
        accept(lambda: state.keep_company(edit.with_facts(company, {**plain(company.facts), "money": entered})))
