"""Which rule the handbook is open at, and what it is tried on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.files import cases
from engine.files.usage import Use, uses
from engine.rules.rule import Rule, registry
from ui.kit import state


def rule_looked_at() -> type[Rule]:
    """The rule that the handbook is open at: of the link, the last chosen, else the first."""
    return registry().get(st.session_state.rule or "", next(iter(registry().values())))


def choose_rule(name: str) -> None:
    """Open the handbook at another rule."""
    st.session_state.rule = name


def given(rule: type[Rule]) -> dict[str, Any]:
    """What was entered to try a rule on; its worked example at first."""
    return dict(st.session_state.get("tried", {}).get(rule.name(), rule.example))


def keep(rule: type[Rule], entered: dict[str, Any]) -> None:
    """Remember what was entered to try a rule on, whether it fits or not."""
    st.session_state.tried = {**st.session_state.get("tried", {}), rule.name(): entered}


@st.cache_resource(show_spinner=False)
def library_uses() -> dict[str, list[Use]]:
    """Which cases of the library use each rule; looked up once for all sessions."""
    return uses(state.library_case(key) for key in cases.names())
