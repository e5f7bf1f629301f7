"""The big numbers with their change against the other side."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from engine import text
from engine.compare import Comparison
from engine.headline import headlines


def big_numbers(comparison: Comparison) -> None:
    """A row of metrics; green and red only where more is plainly better."""
    with st.container(horizontal=True, gap="medium"):
        for each in headlines(comparison):
            colour: Literal["normal", "off"] = "off" if each.good is None else "normal"
            signed = each.change[:1] in ("+", "−")
            # Streamlit reads the direction of the arrow from a plain minus.
            st.metric(text.say(each.label), each.value, each.change.replace("−", "-") or None, delta_color=colour,
                      delta_arrow="auto" if signed else "off", width="content",
                      help=text.say(each.help) if each.help else None)
