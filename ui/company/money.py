"""The Company page's tab of money: last year's books."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.base.text import t
from engine.company.company import Money
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from ui.kit import forms, state
from ui.kit.field import field_of
from ui.kit.refusals import accept


def show() -> None:
    """Last year's books."""
    company = state.case().today.company
    mark = f"{state.case_key()}|{forms.version('money', company.facts.money)}"
    entered: dict[str, Any] = {}
    with st.container(border=True):
        for key, declared in Money.keys().items():
            entered[key] = field_of(declared, getattr(company.facts.money, key),
                                    f"money|{mark}|{key}")
        use = st.button(t("Use these figures"), type="primary", key="use-money")
    if use:
        accept(lambda: state.keep_company(edit.with_facts(company, {**plain(company.facts), "money": entered})))
