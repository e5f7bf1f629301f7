"""The handbook's list of all rules."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.text import t
from engine.rules.rule import CHAPTERS, registry
from ui.kit import tried


def choose() -> None:
    """One list of all rules, and a table of them to browse."""
    names = {name: f"{text.say(CHAPTERS[rule.chapter()])} · {text.say(rule.about.title)}"
             for name, rule in registry().items()}
    st.session_state["choose-rule"] = tried.rule_looked_at().name()
    st.selectbox(t("Rule"), list(names), key="choose-rule", format_func=names.__getitem__, width=420,
                 on_change=lambda: tried.choose_rule(st.session_state["choose-rule"]))
    with st.expander(t("All {n} rules", n=len(names)), icon=":material/list:"):
        st.dataframe(pd.DataFrame({
            t("Chapter"): [text.say(CHAPTERS[rule.chapter()]) for rule in registry().values()],
            t("Rule"): [text.say(rule.about.title) for rule in registry().values()],
            t("Formula"): [text.say(rule.about.formula) for rule in registry().values()],
            t("Key"): list(registry())}), hide_index=True, width="stretch")
