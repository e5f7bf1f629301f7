"""Tabs of which only the one looked at is computed; which one that is stays when the page is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st


def tabs(page: str, parts: Mapping[str, Callable[[], None]]) -> None:
    """Draw the tabs of a page, heading → what draws its content, and run that of the open one alone."""
    headings, kept, key = list(parts), f"tab|{page}", f"tabs|{page}"
    st.session_state[key] = headings[min(st.session_state.get(kept, 0), len(headings) - 1)]

    def take() -> None:
        # By its place: the headings change with the language.
        st.session_state[kept] = headings.index(st.session_state[key])

    for tab, draw in zip(st.tabs(headings, key=key, on_change=take), parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
