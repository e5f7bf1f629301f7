"""The big numbers with their change against the other side."""

from __future__ import annotations

from html import escape

import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.headline import Headline, headlines
from engine.base import text

ARROWS = {"+": "↑ ", "−": "↓ "}


def big_numbers(comparison: Comparison) -> None:
    """A row of numbers as one element: drawn as seven, they are a tenth of what a moved lever waits for."""
    st.html(f'<dl class="numbers">{"".join(map(_number, headlines(comparison)))}</dl>')


def _number(each: Headline) -> str:
    """Label, value and change; green and red only where more is plainly better."""
    about = f' title="{escape(text.say(each.help))}"' if each.help else ""
    sign = each.change[:1]
    colour = "" if each.good is None or sign not in ARROWS else "good" if each.good == (sign == "+") else "bad"
    change = f'<dd class="{colour}">{ARROWS.get(sign, "")}{escape(each.change)}</dd>' if each.change else ""
    return f"<div{about}><dt>{escape(text.say(each.label))}</dt><dd>{escape(each.value)}</dd>{change}</div>"
