"""A file that the user brings: it stays while the place to bring it is not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from engine.base.text import t
from ui.kit import forms, state


@dataclass(frozen=True)
class Brought:
    """What was brought."""

    name: str
    content: bytes


def upload(label: str, kinds: Sequence[str], name: str, help: str | None = None) -> Brought | None:
    """Ask for a file of one of these kinds, kept for the case looked at; what was brought, if anything."""
    key = f"{name}|{state.case_key()}"

    def keep() -> None:
        file = st.session_state[key]
        forms.keep_form(key, None if file is None else Brought(file.name, file.getvalue()))

    file = st.file_uploader(label, type=list(kinds), key=key, help=help, on_change=keep)
    brought: Brought | None = forms.form(key, None)
    if file is None and brought is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("{name} is still there.", name=brought.name), width="content")
            st.button(t("Put it away"), key=f"{key}|away", icon=":material/close:", type="tertiary",
                      on_click=lambda: forms.keep_form(key, None))
    return brought
