"""Parameter → widget: the declaration's unit decides which control, its range and format.

Every control shows the value in force and, when touched, hands the new one to `ui.kit.state`; it keeps nothing
of its own, so resetting, switching pages and links all work the same way.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine.base import text
from engine.base.parameter import Parameter, Refers, Unit, decimals
from engine.base.text import t
from engine.company.company import HOLDER_KINDS, label_of
from engine.plan.scenario import Lever
from engine.rules.parts.levels import LEVEL_NAMES
from ui.kit import state
from ui.kit.field import WHOLE, entered, shown
from ui.kit.tables import table_editor

AUTO = "auto"
"""The one-touch mark of an empty parameter."""
ECHO = 1.0
"""Seconds in which a value that was replaced here may still come back from the browser."""


def control(lever: Lever, implied: Mapping[str, float] | None = None) -> None:
    """Draw the control of one lever. `implied` gives what an empty lever amounts to, where that is known.

    Each draws as many elements whatever its value is: one more or less would move the others, which would be
    drawn anew and lose the finger or key that holds them.
    """
    parameter = lever.parameter
    if parameter.unit is Unit.TABLE:
        with st.container():
            table_editor(lever)
    elif parameter.unit is Unit.FLAG:
        _wire(lever, st.toggle, lever.value)
    elif parameter.unit in (Unit.CHOICE, Unit.KEY):
        _choice(lever)
    elif parameter.unit is Unit.TEXT:
        _wire(lever, st.text_input, lever.value)
    elif lever.value is None and (implied is None or lever.path not in implied):
        _empty(lever)
    else:
        _slider(lever, (implied or {}).get(lever.path))


def key_of(lever: Lever, kind: str = "lever") -> str:
    """The widget's key: one for every case, reform and path."""
    return f"{kind}|{state.case_key()}|{state.reform_key()}|{lever.path}"


def _take(lever: Lever, key: str) -> None:
    value = st.session_state[key]
    if _is_echo(key, value):
        return
    if value == "" and lever.parameter.nothing:
        value = None
    if isinstance(value, float):
        value = round(value, 6)  # a browser adds up steps as floats: 0.1 + 0.2
    state.attempt(lambda: state.set_value(lever.path, entered(value, lever.parameter)))


def help_of(lever: Lever) -> str:
    """Source, default meaning and where the parameter stands, for the question mark."""
    parameter = lever.parameter
    parts = [t("Source: {source}", source=text.origin(parameter.source))]
    if parameter.nothing:
        parts.append(t("Empty: {meaning}", meaning=text.say(parameter.nothing)))
    parts.append(f"`{lever.path}`")
    return "  \n".join(parts)


def _wire(lever: Lever, widget: Any, held: Any, label: str = "", **more: Any) -> None:
    """Show a widget at this value; what the user enters goes to the state.

    A choice is set in every run: the browser holds its words, which change with the language. A slider is only
    set when it stands elsewhere, so as not to be pulled back while it is moved.
    """
    key = key_of(lever)
    _remember(key, held)
    if widget is not st.slider or st.session_state.get(key) != held:
        st.session_state[key] = held
    widget(label or text.say(lever.parameter.label), key=key, help=help_of(lever), on_change=_take,
           args=(lever, key), **more)


def _remember(key: str, held: Any) -> None:
    """Note when a control comes to show something else than what the user has entered in it."""
    last, replaced = st.session_state.setdefault("shown", {}), st.session_state.setdefault("replaced", {})
    if st.session_state.get(key) != held and key in last:
        replaced[key, last[key]] = time.monotonic()
    last[key] = held


def _is_echo(key: str, value: Any) -> bool:
    """Whether this is no entry of the user, but what the control showed until another lever moved it.

    Profit moves the slider of an empty revenue growth, and a slider the marks below it. Who goes on moving is
    faster than the news of that, and the browser sends the old values along.
    """
    return time.monotonic() - st.session_state.get("replaced", {}).get((key, value), -ECHO) < ECHO


def _slider(lever: Lever, implied: float | None) -> None:
    parameter = lever.parameter
    value = lever.value if lever.value is not None else implied
    assert value is not None
    bounds = slider_range(lever)
    low, high, step = (shown(each, parameter) for each in bounds)
    whole = all(float(each).is_integer() for each in (low, high, step)) and step >= 1
    now = shown(min(max(value, bounds[0]), bounds[1]), parameter)
    if lever.value is None:
        now = round(round(now / step) * step, 6)
    cast = int if whole and (lever.value is None or float(now).is_integer()) else float
    _wire(lever, st.slider, cast(now), min_value=cast(low), max_value=cast(high), step=cast(step),
          format=_format(parameter, cast is int), label=_label(lever, value))
    _marks(lever)


def _label(lever: Lever, value: float) -> str:
    """What the slider is called; of an empty one also what it amounts to, which the slider's steps and ends may hide."""
    parameter = lever.parameter
    label = text.say(parameter.label)
    if lever.value is not None or not parameter.nothing:
        return label
    now = t("now {value}: {meaning}", value=text.value(round(value, 3), parameter.unit), meaning=text.say(parameter.nothing))
    return f"{label} :small[:gray[{now}]]"


def slider_range(lever: Lever) -> tuple[float, float, float]:
    """Low, high and step of the slider: the declared range, narrowed for money to what this plan moves in."""
    parameter = lever.parameter
    low, high, step = parameter.low or 0.0, parameter.high or 1.0, parameter.step or 1.0
    if parameter.unit in (Unit.YUAN, Unit.SHARES) or high / step > 1000:
        base = state.base_value(lever.path)
        size = max(abs(base or 0), abs(lever.value or 0), step * 50)
        top = nice(3 * size)
        high, low = min(high, top), max(low, -top if low < 0 else low)
        step = min(max(step, nice(top / 200)), step * 1000)
    return low, high, step


def nice(value: float) -> float:
    """1, 2 or 5 times a power of ten, not below the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(float(factor * power) for factor in (1, 2, 5, 10) if factor * power >= value * 0.999999)


def _format(parameter: Parameter, whole: bool) -> str:
    if parameter.unit is Unit.RATE:
        fine = parameter.step is not None and decimals(parameter.step) > 3
        return "%d%%" if whole else "%.2f%%" if fine else "%.1f%%"
    if parameter.unit is Unit.FACTOR:
        return "×%d" if whole else "×%.2f"
    if parameter.unit is Unit.YUAN:
        return "¥%,d" if whole else "¥%,.2f"
    return "%,d" if whole else "%.2f"


def _marks(lever: Lever) -> None:
    """One-touch values under the slider, with the empty value first where there is one."""
    parameter = lever.parameter
    if not parameter.marks:
        return
    options: list[Any] = [*([AUTO] if parameter.nothing else []), *parameter.marks]
    key = key_of(lever, "marks")
    chosen = AUTO if lever.value is None else lever.value if lever.value in options else None
    _remember(key, chosen)
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen

    names = {mark: text.percent(mark, 0, signed=(parameter.low or 0) < 0) if parameter.unit is Unit.RATE
             else text.value(mark, parameter.unit) for mark in parameter.marks} | {AUTO: t("auto")}

    def take() -> None:
        mark = st.session_state[key]
        if mark is not None and not _is_echo(key, mark):
            state.attempt(lambda: state.set_value(lever.path, None if mark == AUTO else mark))

    st.pills(text.say(parameter.label), options, key=key, format_func=names.__getitem__, on_change=take,
             label_visibility="collapsed")


def _empty(lever: Lever) -> None:
    """A number that is not set: a switch that sets it to something to start from."""
    parameter = lever.parameter

    def take() -> None:
        state.attempt(lambda: state.set_value(lever.path, start_of(parameter)))

    meaning = text.say(parameter.nothing) if parameter.nothing else t("none")
    st.toggle(f"{text.say(parameter.label)}: {meaning}", value=False, key=key_of(lever, "set"),
              help=help_of(lever), on_change=take)
    _marks(lever)


def start_of(parameter: Parameter) -> float | int:
    """A value inside the range to start from: zero where it is allowed."""
    low = parameter.low or 0
    value = max(low, 0)
    return int(value) if parameter.unit in WHOLE else float(value)


def _choice(lever: Lever) -> None:
    parameter = lever.parameter
    if parameter.choices is not None:
        names = {key: text.say(label) for key, label in parameter.choices.items()}
    else:
        names = {name: named(name) for name in known_names(lever)}
    # A select box takes None for "nothing chosen yet" and says so in English; an empty text it shows as told.
    value = lever.value or ""
    names = {**({"": text.say(parameter.nothing)} if parameter.nothing else {}), **names}
    names.setdefault(value, value or t("none"))
    _wire(lever, st.selectbox, value, options=list(names), format_func=names.__getitem__)


def known_names(lever: Lever) -> list[str]:
    """What a parameter that refers to something else may name."""
    refers = lever.parameter.refers
    scenario = state.scenario()
    if refers in (Refers.HOLDER, Refers.BUYER):
        # A second partnership of the same round is there only if the first gets too large.
        opened = [each for name, rule in scenario.plan.equity.items() for each in rule.opens(name)
                  if not each.startswith(f"{name}_")]
        return list(dict.fromkeys([*scenario.company.facts.cap_table, "employees", "public", *opened]))
    if refers is Refers.LEVEL:
        own = scenario.plan.targets[lever.path.split(".")[1]]
        return [level.name for level in getattr(own, "levels", ())]
    targets = scenario.plan.targets
    if refers is Refers.COEFFICIENT:
        return [name for name, rule in targets.items() if rule.sets_coefficient]
    own_name = lever.path.split(".")[1]
    return [name for name, rule in targets.items() if rule.hands_down and name != own_name]


def named(key: str) -> str:
    """The name of a holder, post, target or level for a list of choices."""
    scenario = state.scenario()
    if key in LEVEL_NAMES:
        return text.say(LEVEL_NAMES[key])
    if key in scenario.plan.targets:
        return text.say(scenario.plan.targets[key].title)
    if key in scenario.plan.equity:
        return text.say(scenario.plan.equity[key].title)
    if key in HOLDER_KINDS and key not in scenario.company.facts.cap_table:
        return text.say(HOLDER_KINDS[key])
    return text.say(label_of(scenario.company, key))
