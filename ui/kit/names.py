"""What things of the company are called, and people's names, which can be hidden."""

from __future__ import annotations

import streamlit as st

from engine.base import text
from engine.company.company import label_of
from ui.kit import state

HIDDEN = "＊＊＊"


def name_of(key: str) -> str:
    """A unit's, post's, job family's or holder's name; nothing for no key."""
    return text.say(label_of(state.scenario().company, key)) if key else ""


def names_hidden() -> bool:
    """Whether names are hidden on the screen and in downloads; the switch is on the Person page."""
    return bool(st.session_state.get("hide_names"))


def shown_name(name: object) -> str:
    """A person's name, or stars while names are hidden."""
    return HIDDEN if names_hidden() else str(name)
