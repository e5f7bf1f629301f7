"""The six investment structures, to start a cap table from."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.problem import InputError
from engine.base.text import percent, t
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from engine.rules.equity.investment_structure import NAMES, STRUCTURES, InvestmentStructure
from ui.kit import forms, state


def structures() -> None:
    """The six investment structures: choose one, see it, use it as the company's cap table."""
    st.markdown(t("**Start from an investment structure**"), help=text.say(InvestmentStructure.about.what))
    names = {key: text.say(each.name) for key, each in STRUCTURES.items()}
    first, second, third, fourth = st.columns(4)
    key = "cap-structure"
    if st.session_state.get(key) not in names:
        st.session_state[key] = "project"
    structure = first.selectbox(text.say(InvestmentStructure.parameters()["structure"].label), list(names), key=key,
                                format_func=names.__getitem__)
    each = STRUCTURES[structure]
    others = second.number_input(f"{text.say(NAMES[each.free])} (%)", value=float(each.stakes[each.free] * 100), step=1.0,
                                 key=f"cap-structure-others|{structure}", format="%g")
    outside = third.number_input(f"{text.say(NAMES['outsiders'])} (%)", value=0.0, step=5.0, key="cap-structure-outside",
                                 format="%g")
    part = fourth.number_input(t("Your part of headquarters (%)"), value=100.0, min_value=0.0, max_value=100.0, step=1.0,
                               key="cap-structure-part", format="%g")
    st.caption(text.say(each.means))
    try:
        rule = forms.validated(InvestmentStructure, {"structure": structure, "others": round(others / 100, 6),
                                                     "outside": round(outside / 100, 6)})
    except InputError as error:
        for problem in error.problems:
            st.error(problem.what, icon=":material/error:")
        return
    stakes = rule.stakes()
    st.dataframe(pd.DataFrame({t("Holder"): [text.say(NAMES[key]) for key in stakes],
                               t("Stake"): [percent(float(stake), 2) for stake in stakes.values()]}), hide_index=True)
    st.button(t("Use this as the company's cap table"), key="cap-use-structure",
              on_click=partial(_use_structure, rule, round(part / 100, 6)))


def _use_structure(rule: InvestmentStructure, part: float) -> None:
    """Replace the company's holders; the owner keeps his key, so that plans that name him still fit."""
    def take() -> None:
        company = state.case().today.company
        facts = company.facts
        table = rule.cap_table(facts.owner, facts.cap_table[facts.owner].text, part)
        state.keep_company(edit.with_facts(company, {**plain(facts), "cap_table": table}))
    state.attempt(take)
