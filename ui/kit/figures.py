"""A page's own figures: fields from declarations, remembered per case until the session ends, never put into a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import streamlit as st
from pydantic.fields import FieldInfo

from engine.base.parameter import Declared, Parameter
from engine.plan.scenario import plain
from engine.rules.rule import Rule
from ui.kit import forms, state
from ui.kit.field import field_of
from ui.kit.rows import Rows, editor


def fields_of(rule: type[Rule]) -> dict[str, FieldInfo]:
    """What a rule can be tried on: its inputs and its parameters."""
    return {**rule.Inputs.keys(), **rule.keys()}


def inputs(name: str, fields: Mapping[str, FieldInfo], start: Mapping[str, Any], columns: int = 1) -> dict[str, Any]:
    """A field for each; what they hold now. What was entered stays when pages are switched; the rest follows `start`."""
    form = f"figures {name}"
    kept: dict[str, Any] = dict(forms.form(form, {}))
    given: dict[str, Any] = {}
    places = st.columns(columns) if columns > 1 else [st.container()]
    for place, (key, field) in enumerate(fields.items()):
        with places[place * len(places) // len(fields)]:
            given[key] = field_of(field, kept.get(key, start.get(key)),
                                  f"{form}|{state.case_key()}|{key}|{start.get(key)}")
    changed = {key: value for key, value in given.items() if value != start.get(key)}
    if changed != {key: kept[key] for key in kept if key in fields}:
        forms.keep_form(form, {**{key: value for key, value in kept.items() if key not in fields}, **changed})
    return given


def rows(name: str, row: type[Declared], start: Any, caption: str | None = None, columns: Sequence[str] = ()) -> Rows:
    """A table of declared rows; what it holds now. `start` is a list of rows, or of models; `columns` all by default."""
    form, declared = f"rows {name}", row.parameters()
    first = [plain(each) if isinstance(each, Declared) else dict(each) for each in start]
    return _kept(form, first, {key: declared[key] for key in columns or declared}, caption)


def numbers(name: str, of: Parameter, start: Sequence[float], caption: str) -> list[float]:
    """A column of numbers such as the parts of a split; what it holds now."""
    now = _kept(f"rows {name}", [{"value": each} for each in start], {"value": of}, caption)
    return [row["value"] for row in now]


def _kept(form: str, first: Rows, declared: Mapping[str, Parameter], caption: str | None) -> Rows:
    now: Rows = forms.form(form, first)
    if caption:
        st.caption(caption)
    editor(now, declared, f"{form}|{state.case_key()}|{hash(str(now))}", lambda rows: forms.keep_form(form, rows))
    return now


def number_of(field: FieldInfo) -> Parameter:
    """The declaration of each number of a list."""
    found = [item for argument in get_args(field.annotation) for item in getattr(argument, "__metadata__", ())
             if isinstance(item, Parameter)]
    return found[0]


def entered(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was really entered, as a rule is tried on it: empty fields are left to the rule."""
    return {key: value for key, value in given.items() if value is not None}
