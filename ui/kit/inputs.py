"""A page's own figures: fields from declarations, remembered per case until the session ends, never put into a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pandas as pd
import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import OURS, Declared, Parameter, Unit, parameter_of
from engine.base.problem import InputError
from engine.base.text import t
from engine.plan.scenario import plain
from engine.rules.rule import Rule
from ui.handbook.entry import row_of
from ui.kit import state
from ui.kit.tables import cells_of, columns_of, edited_rows, entered_rows

SIGNS = {Unit.YUAN: " (¥)", Unit.RATE: " (%)", Unit.FACTOR: " (×)"}


def fields_of(rule: type[Rule]) -> dict[str, FieldInfo]:
    """What a rule can be tried on: its inputs and its parameters."""
    return {**rule.Inputs.keys(), **rule.keys()}


def inputs(name: str, fields: Mapping[str, FieldInfo], start: Mapping[str, Any], columns: int = 1) -> dict[str, Any]:
    """A field for each; what they hold now. What was entered stays when pages are switched; the rest follows `start`."""
    form = f"figures {name}"
    kept: dict[str, Any] = dict(state.form(form, {}))
    given: dict[str, Any] = {}
    places = st.columns(columns) if columns > 1 else [st.container()]
    for place, (key, field) in enumerate(fields.items()):
        with places[place * len(places) // len(fields)]:
            given[key] = _field(field, kept.get(key, start.get(key)),
                                f"{form}|{state.case_key()}|{key}|{start.get(key)}")
    changed = {key: value for key, value in given.items() if value != start.get(key)}
    if changed != {key: kept[key] for key in kept if key in fields}:
        state.keep_form(form, {**{key: value for key, value in kept.items() if key not in fields}, **changed})
    return given


def _field(field: FieldInfo, value: Any, key: str) -> Any:
    """One value: a switch, a choice or a number; percentages in percent. Ranges are the rule's to check."""
    parameter = parameter_of(field)
    assert parameter is not None
    label = text.say(parameter.label) + SIGNS.get(parameter.unit, "")
    nothing = text.say(parameter.nothing) if parameter.nothing else None
    help_ = None if parameter.source == OURS else t("Source: {source}", source=text.origin(parameter.source))
    if parameter.unit is Unit.FLAG and nothing is None:
        return st.toggle(label, key=_at(key, bool(value)), help=help_)
    if parameter.unit in (Unit.FLAG, Unit.CHOICE):
        names: dict[str, str] = {name: text.say(choice) for name, choice in (parameter.choices or {}).items()}
        names = names or {"yes": t("yes"), "no": t("no")}
        names = {**names, **({"": nothing} if nothing else {})}
        shown = {True: "yes", False: "no", None: ""}.get(value, value)
        # Set in every run: the browser holds the words of a choice, which change with the language.
        st.session_state[key] = st.session_state.get(key, shown)
        chosen = st.selectbox(label, list(names), key=key, format_func=names.__getitem__, help=help_)
        return {"yes": True, "no": False, "": None}.get(chosen, chosen)
    if int in (field.annotation, *get_args(field.annotation)):
        return st.number_input(label, step=int(parameter.step or 1), key=_at(key, value), placeholder=nothing, help=help_,
                               value=None)
    scale = 100 if parameter.unit is Unit.RATE else 1
    shown = None if value is None else round(float(value) * scale, 6)
    number = st.number_input(label, step=float(parameter.step or 1) * scale, key=_at(key, shown), placeholder=nothing,
                             format="%.2f" if parameter.unit is Unit.YUAN else "%g", help=help_, value=None)
    return None if number is None else round(number / scale, 8) if scale == 100 else number


def _at(key: str, value: Any) -> str:
    """The widget's key, with the value it starts from where it is new on the page."""
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def rows(name: str, row: type[Declared], start: Any, caption: str | None = None) -> list[dict[str, Any]]:
    """A table of declared rows; what it holds now. `start` is a list of rows, or of models."""
    form = f"rows {name}"
    first = [plain(each) if isinstance(each, Declared) else dict(each) for each in start]
    now: list[dict[str, Any]] = state.form(form, first)
    declared: dict[str, Parameter] = row.parameters()
    table = pd.DataFrame(cells_of(now, declared), columns=list(declared))
    if not now:  # an empty column would pass for one of numbers
        table = table.astype({column: object for column, each in declared.items()
                              if each.unit in (Unit.TEXT, Unit.KEY, Unit.CHOICE)})
    key = f"{form}|{state.case_key()}|{hash(str(now))}"

    def take() -> None:
        state.keep_form(form, entered_rows(edited_rows(table, st.session_state[key]), declared))

    if caption:
        st.caption(caption)
    st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, width="stretch", on_change=take,
                   column_config=columns_of(declared))
    return now


def numbers(name: str, of: Parameter, start: Sequence[float], caption: str) -> list[float]:
    """A column of numbers such as the parts of a split; what it holds now."""
    form = f"rows {name}"
    now: list[float] = state.form(form, list(start))
    table = pd.DataFrame(cells_of([{"value": each} for each in now], {"value": of}), columns=["value"], dtype=float)
    key = f"{form}|{state.case_key()}|{hash(str(now))}"

    def take() -> None:
        edited = entered_rows(edited_rows(table, st.session_state[key]), {"value": of})
        state.keep_form(form, [row["value"] for row in edited])

    st.caption(caption)
    st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, width="stretch", on_change=take,
                   column_config=columns_of({"value": of}))
    return now


def number_of(field: FieldInfo) -> Parameter:
    """The declaration of each number of a list."""
    found = [item for argument in get_args(field.annotation) for item in getattr(argument, "__metadata__", ())
             if isinstance(item, Parameter)]
    return found[0]


def entered(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was really entered, as a rule is tried on it: empty fields are left to the rule."""
    return {key: value for key, value in given.items() if value is not None}


def refused(error: InputError, fields: Mapping[str, FieldInfo]) -> None:
    """What was refused, under the names that the fields have on the page."""
    for problem in error.problems:
        st.error(said(problem.place, problem.what, fields), icon=":material/error:")


def said(place: str, what: str, fields: Mapping[str, FieldInfo]) -> str:
    """A problem with its place as it is labelled on the page: the field, and in a table the row."""
    key, *inside = place.split(".")
    field = fields.get(key)
    parameter = parameter_of(field) if field else None
    words = [text.say(parameter.label)] if parameter else [key] if key else []
    if inside and inside[0].isdigit():
        words.append(t("row {row}", row=int(inside[0]) + 1))
        columns = row_of(field.annotation) if field else None
        if columns is not None and len(inside) > 1 and inside[1] in columns.parameters():
            words.append(text.say(columns.parameters()[inside[1]].label))
    return t("{where}: {what}", where=" · ".join(words), what=what) if words else what


def missing_only(error: InputError) -> bool:
    """Whether figures are only lacking, none is wrong."""
    return all(problem.what == t("this entry is missing; add it.") for problem in error.problems)
