"""One remembered choice: it stays when its page or tab is left, and falls back to the first where it no longer exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

from ui.kit import state


def choose(label: str, options: Mapping[Any, str], name: str, start: Any = None, width: int | Literal["stretch", "content"] = 320,
           kind: Literal["box", "segments", "slide"] = "box", everywhere: bool = False, **more: Any) -> Any:
    """Choose one of the options, key → what it is called; the key chosen.

    It is remembered for the case looked at, or `everywhere`. `start` counts until the user has chosen, else the first
    option. The browser holds the words of a choice, which change with the language; so it is set in every run.
    """
    names, key = list(options), widget_key(name, everywhere)
    first = start if start in names else names[0]
    st.session_state[key] = now = remembered(name, first, everywhere) if remembered(name, first, everywhere) in names else first
    if len(names) == 1 and kind == "slide":
        return now  # nothing to slide

    def keep() -> None:
        if st.session_state[key] is not None:
            remember(name, st.session_state[key], everywhere)

    given = {"key": key, "format_func": options.__getitem__, "on_change": keep, "width": width, **more}
    if kind == "segments":
        st.segmented_control(label, names, required=True, **given)
    elif kind == "slide":
        st.select_slider(label, names, **given)
    else:
        st.selectbox(label, names, **given)
    return now


def remembered(name: str, otherwise: Any = None, everywhere: bool = False) -> Any:
    """What was chosen under this name."""
    return st.session_state.get("chosen", {}).get((None if everywhere else state.case_key(), name), otherwise)


def remember(name: str, value: Any, everywhere: bool = False) -> None:
    """Choose for the user, as when something was just added."""
    st.session_state.setdefault("chosen", {})[None if everywhere else state.case_key(), name] = value


def widget_key(name: str, everywhere: bool = False) -> str:
    """The key of the widget."""
    return f"choose-{name}" if everywhere else f"choose-{name}|{state.case_key()}"
