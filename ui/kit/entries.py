"""Entries of a plan as cards: a rule's parameters, and buttons that add it, move it or take it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.plan.edits import added
from engine.plan.scenario import Lever, levers
from engine.rules.rule import Rule
from ui.kit import state
from ui.kit.controls import control
from ui.kit.levers import rank

PAID_NOW = {"rule": "deferral"}


def levers_under(path: str) -> list[Lever]:
    """Every parameter of the plan looked at that stands under a path, tables first."""
    scenario = state.scenario()
    return sorted((lever for lever in levers(scenario.plan, scenario.assumptions)
                   if lever.path.startswith(f"{path}.")), key=rank)


def controls_under(path: str, columns: int = 1) -> None:
    """The controls of everything under a path, tables over the whole width, the rest in columns."""
    own = levers_under(path)
    for lever in own:
        if lever.parameter.unit is Unit.TABLE:
            control(lever)
    rest = [lever for lever in own if lever.parameter.unit is not Unit.TABLE]
    places = st.columns(columns) if columns > 1 else [st.container()]
    for number, place in enumerate(places):
        with place:
            for lever in rest[number::columns]:
                control(lever)


def add(chapter_path: str, entries: Mapping[str, Rule], kinds: Mapping[str, type[Rule]], label: str,
        **given: Any) -> None:
    """Choose one of these rules and add it, with its defaults, under a free name."""
    names = {name: text.say(rule.about.title) for name, rule in kinds.items()}
    key = f"add|{state.case_key()}|{state.reform_key()}|{chapter_path}"
    # The browser holds the words of a choice, which change with the language.
    st.session_state[key] = st.session_state.get(key) if st.session_state.get(key) in names else next(iter(names))

    def take() -> None:
        name, entry = added(entries, kinds[st.session_state[key]], **given)
        state.attempt(lambda: state.set_value(f"{chapter_path}.{name}", entry))

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(label, list(names), key=key, format_func=names.__getitem__, width=300, persist_state="session",
                     help=text.say(kinds[st.session_state[key]].about.what))
        st.button(t("Add"), key=f"{key}|do", on_click=take, icon=":material/add:", type="primary")
    st.caption(text.say(kinds[st.session_state[key]].about.formula))


def take_out(path: str, disabled: bool = False) -> None:
    """A button that takes an entry out of the plan."""
    st.button(t("Remove"), key=f"remove|{state.case_key()}|{path}", icon=":material/delete:", type="tertiary",
              disabled=disabled, on_click=lambda: state.attempt(lambda: state.set_value(path, None)))


def deferral(path: str, deferred: bool) -> None:
    """A switch that defers a part of a pay element, or pays all of it in the month."""
    key = f"defer|{state.case_key()}|{state.reform_key()}|{path}"
    st.session_state[key] = deferred

    def take() -> None:
        on = st.session_state[key]
        state.attempt(lambda: state.set_value(f"{path}.deferral", PAID_NOW if on else None))

    st.toggle(t("Pay a part only at year end"), key=key, on_change=take,
              help=t("Whoever has left by then does not get the deferred part."))
