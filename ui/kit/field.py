"""One field for a declared parameter."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.base import text
from engine.base.parameter import Parameter, Unit
from engine.base.problem import InputError


def accept(action: Any) -> None:
    """Apply an edit: take it and start over, or show what is wrong and keep what was entered."""
    try:
        action()
    except InputError as error:
        for problem in error.problems[:20]:
            st.error(str(problem), icon=":material/error:")
        return
    st.rerun()


def number_field(parameter: Parameter, value: Any, key: str) -> Any:
    """An input for exact entry: texts as text, percentages in percent, money in yuan."""
    label = text.say(parameter.label)
    nothing = text.say(parameter.nothing) if parameter.nothing else None
    if parameter.unit is Unit.TEXT:
        return st.text_input(label, value, key=key)
    if parameter.unit in (Unit.COUNT, Unit.PEOPLE, Unit.YEARS, Unit.SHARES):
        return st.number_input(label, value=value, step=1, key=key, placeholder=nothing)
    if parameter.unit is Unit.RATE:
        entered = st.number_input(f"{label} (%)", value=None if value is None else round(value * 100, 4), step=1.0,
                                  key=key, placeholder=nothing, format="%g")
        return None if entered is None else round(entered / 100, 6)
    return st.number_input(f"{label} (¥)", value=value, step=float(parameter.step or 1), key=key,
                           placeholder=nothing, format="%.2f")
