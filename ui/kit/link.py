"""The session's beginning and the address bar: a link restores case, reform, language, what was changed, and what a page looks at."""

from __future__ import annotations

import json

import streamlit as st

from engine.answers.money_view import View
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.files import cases
from engine.files.library import TODAY
from ui.kit import state, tried

LINKED_YEARS = tuple(str(year) for year in range(1, 31))
"""Years that a link may ask for; a plan that runs fewer shows its last."""
OF_A_PAGE = ("person", "rule")
"""What only the links of single pages have."""


def begin() -> None:
    """Set up the session on its first run, and the language on every run."""
    session = st.session_state
    if "ready" not in session:
        asked = st.query_params
        session.language = text.pick(asked.get("lang") or st.context.locale)
        session.own = {}  # case → Case made or edited by the user
        session.changes = {}  # (case, reform) → {path: value}
        session.reforms = {}  # case → reform last looked at
        session.against = state.SAME_WORLD if asked.get("against") == state.SAME_WORLD else TODAY
        session.year = int(asked["year"]) if asked.get("year") in LINKED_YEARS else 1
        session.view = View(asked["view"]) if asked.get("view") in list(View) else View.GROSS
        session.case = asked.get("case") if asked.get("case") in cases.names() else state.FIRST_CASE
        text.use(session.language)
        if asked.get("reform") in state.reform_keys():
            session.reforms[session.case] = asked["reform"]
        _changes_of_link(asked.get_all("set"))
        session.people = {session.case: asked["person"]} if "person" in asked else {}  # case → person looked at
        session.rule = asked.get("rule")
        session.ready = True
    text.use(session.language)
    write_link()


def _changes_of_link(given: list[str]) -> None:
    """Take over the state.changes of a link; those that do not fit are left out and named."""
    refused = []
    for item in given:
        path, _, value = item.partition("=")
        try:
            state.set_value(path, json.loads(value))
        except (ValueError, InputError) as error:
            refused.append(t("The link's change “{item}” does not fit and was left out: {why}", item=item,
                             why=str(error)))
    st.session_state.refused = refused


def write_link() -> None:
    """Keep the address bar in step, without touching it when nothing changed."""
    wanted: dict[str, str | list[str]] = {"case": state.case_key(), "reform": state.reform_key(),
                                          "lang": st.session_state.language}
    if state.view() is not View.GROSS:
        wanted["view"] = state.view()
    if st.session_state.year != 1:
        wanted["year"] = str(st.session_state.year)
    if st.session_state.against != TODAY:
        wanted["against"] = st.session_state.against
    items = [f"{path}={json.dumps(value, ensure_ascii=False)}" for path, value in state.changes().items()]
    if state.case_key() == state.MINE:
        wanted, items = {"lang": st.session_state.language}, []
    if items:
        wanted["set"] = items
    now = {key: st.query_params.get_all(key) for key in st.query_params if key not in OF_A_PAGE}
    if now != {key: value if isinstance(value, list) else [value] for key, value in wanted.items()}:
        st.query_params.from_dict({**wanted, **{key: st.query_params[key] for key in OF_A_PAGE if key in st.query_params}})


def resume() -> None:
    """What a part of a page that runs alone needs first: the language. It writes the link itself, at its end.

    Starts the whole page over when the number of years changed: the strip at the top offers them.
    """
    text.use(st.session_state.language)
    years = state.scenario().assumptions.years
    if st.session_state.get("years_offered", years) != years:
        st.rerun()


def of_page(*parts: str) -> None:
    """What of the page looked at belongs into its link: "person", "rule" or nothing."""
    values = {"person": state.person, "rule": lambda: tried.rule_looked_at().name()}
    for key in OF_A_PAGE:
        if key not in parts:
            st.query_params.pop(key, None)
        elif st.query_params.get(key) != (value := values[key]()):
            st.query_params[key] = value
