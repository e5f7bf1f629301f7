"""One field for a declared parameter: what a widget holds of a value, what a value is again, and the widget itself.

Both ways are exact: a rate is shown in percent by moving the decimal point, never by multiplying floats, and nothing that
is entered is rounded. More decimals than a parameter may have are refused by its declaration, in a sentence.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import OURS, Parameter, Unit, parameter_of
from engine.base.text import t
from engine.rules.parts.levels import LEVEL_NAMES

WHOLE = (Unit.COUNT, Unit.PEOPLE, Unit.SHARES, Unit.YEARS)
NUMBERS = (Unit.YUAN, Unit.RATE, Unit.FACTOR, Unit.POINTS, *WHOLE)
WORDS = (Unit.TEXT, Unit.CHOICE, Unit.KEY)
SIGNS = {Unit.YUAN: " (¥)", Unit.RATE: " (%)", Unit.FACTOR: " (×)"}
YES_NO = {True: "yes", False: "no", None: ""}


def shown(value: Any, parameter: Parameter) -> Any:
    """What a widget holds of a value: rates in percent, names of levels in words, the rest as it is."""
    if value is None or isinstance(value, (bool, list, tuple, dict)):
        return value
    if parameter.unit is Unit.RATE:
        return _moved(value, 2)
    if parameter.unit is Unit.TEXT and value in LEVEL_NAMES:
        return text.say(LEVEL_NAMES[value])
    return value


def entered(held: Any, parameter: Parameter) -> Any:
    """The value of what a widget holds, as a file would hold it; the reverse of `shown`."""
    if held is None or isinstance(held, (bool, list, tuple, dict)):
        return held
    if parameter.unit is Unit.RATE:
        return _moved(held, -2)
    if parameter.unit in WHOLE and float(held).is_integer():
        return int(held)
    if parameter.unit in NUMBERS and not isinstance(held, str):
        return held if parameter.unit in WHOLE else float(held)
    if parameter.unit is Unit.TEXT:
        return next((key for key, label in LEVEL_NAMES.items() if held in (label.zh, label.en)), held)
    return held


def _moved(value: Any, places: int) -> float:
    """The number with its decimal point moved: exact, as 0.07 × 100 is not."""
    return float(Decimal(str(value)).scaleb(places))


def heading(parameter: Parameter) -> str:
    """What a field is called, with the unit that it is entered in."""
    return text.say(parameter.label) + SIGNS.get(parameter.unit, "")


def is_whole(field: FieldInfo) -> bool:
    """Whether only whole numbers fit."""
    return int in (field.annotation, *get_args(field.annotation))


def field_of(declared: FieldInfo, value: Any, key: str, **more: Any) -> Any:
    """A field for a declared entry of a model, see `field`."""
    parameter = parameter_of(declared)
    assert parameter is not None
    return field(parameter, value, key, is_whole(declared), **more)


def field(parameter: Parameter, value: Any, key: str, whole: bool | None = None, options: dict[str, str] | None = None,
          step: float | None = None, **more: Any) -> Any:
    """Draw the widget that the declaration asks for, starting from `value`; the value that it holds now.

    What was entered stays when the widget is not drawn for a while. Ranges are the declaration's to check, so that a wrong
    entry is refused in a sentence rather than changed. `options` names the values of a list that is not closed.
    """
    label, nothing = heading(parameter), text.say(parameter.nothing) if parameter.nothing else None
    source = None if parameter.source == OURS else t("Source: {source}", source=text.origin(parameter.source))
    more = {"key": key, "persist_state": "session", "help": source, **more}
    if parameter.unit is Unit.FLAG and nothing is None:
        _start(key, bool(value))
        return st.toggle(label, **more)
    if parameter.unit in (Unit.FLAG, Unit.CHOICE) or options is not None:
        names = options or {name: text.say(choice) for name, choice in (parameter.choices or {}).items()} or {
            "yes": t("yes"), "no": t("no")}
        names = {**names, **({"": nothing} if nothing else {})}
        _start(key, YES_NO.get(value, value))
        # Set in every run: the browser holds the words of a choice, which change with the language.
        st.session_state[key] = st.session_state[key] if st.session_state[key] in names else next(iter(names))
        chosen = st.selectbox(label, list(names), format_func=names.__getitem__, **more)
        return {"yes": True, "no": False}.get(chosen, chosen) if parameter.unit is Unit.FLAG and chosen else chosen or (
            None if nothing else chosen)
    if parameter.unit not in NUMBERS:
        _start(key, shown(value, parameter) or "")
        held = st.text_input(label, placeholder=nothing, **more)
        return held if held or not nothing else None
    by = step or parameter.step or 1
    if parameter.unit in WHOLE if whole is None else whole:
        _start(key, None if value is None else int(value))
        return st.number_input(label, value=None, step=int(by) or 1, placeholder=nothing, **more)
    _start(key, None if value is None else float(shown(value, parameter)))
    number = st.number_input(label, value=None, step=float(shown(by, parameter)), placeholder=nothing,
                             format="%.2f" if parameter.unit is Unit.YUAN else "%g", **more)
    return entered(number, parameter)


def _start(key: str, value: Any) -> None:
    if key not in st.session_state:
        st.session_state[key] = value
