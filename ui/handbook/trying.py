"""The form that a rule is tried with: a field for every input and parameter, from their declarations."""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import Declared, Parameter, Refers, Unit, parameter_of
from engine.base.text import t
from engine.law.region import regions
from engine.plan.scenario import plain
from engine.rules.rule import Rule
from ui.kit.field import NUMBERS, field_of
from ui.kit.rows import defaults, editor
from ui.kit.tables import NAME

LEFT_OUT = ("rule", "label", "ladder", "deferral")
"""What moves nothing when a rule is tried alone."""


def form(rule: type[Rule], entered: dict[str, Any]) -> dict[str, Any] | None:
    """Draw the form with what was entered before; what it holds once it is sent, else None."""
    fields = {key: field for key, field in {**rule.Inputs.keys(), **rule.keys()}.items() if _asked(rule, key, field)}
    simple = [key for key, field in fields.items() if not _is_table(field)]
    given: dict[str, Any] = {}
    mark = f"{rule.name()}|{hash(json.dumps(entered, sort_keys=True, default=str))}"
    with st.form(f"try|{rule.name()}", border=True):
        for place, column in enumerate(st.columns(2)):
            with column:
                for key in simple[place::2]:
                    given[key] = _field(key, fields[key], _now(fields[key], entered.get(key)), f"try|{mark}|{key}")
        for key, field in fields.items():
            if key not in simple:
                given[key] = _table(field, _now(field, entered.get(key)), f"try|{mark}|{key}")
        sent = st.form_submit_button(t("Compute"), type="primary", icon=":material/calculate:")
    return {key: value for key, value in given.items() if value is not None} if sent else None


def _asked(rule: type[Rule], key: str, field: FieldInfo) -> bool:
    """Whether a field is in the form: not what needs a whole scenario, nor long lists nobody has to touch."""
    parameter = parameter_of(field)
    if parameter is None or key in LEFT_OUT:
        return False
    if key in rule.example or field.is_required():
        return True
    if parameter.unit is Unit.KEY:
        return False
    return parameter.unit is not Unit.TABLE or _row(field) is not None or _is_numbers(field)


def _now(field: FieldInfo, entered: Any) -> Any:
    """What was entered, else the default, as a file would hold it."""
    if entered is not None or field.is_required():
        return entered
    default = field.get_default(call_default_factory=True)
    if isinstance(default, Declared):
        return plain(default)
    return [plain(each) if isinstance(each, Declared) else each for each in default] \
        if isinstance(default, tuple) else default


def region_choices() -> dict[str, str]:
    """Every region, and each of its versions held for a whole year."""
    return {key: name for region in regions().values() for key, name in (
        (region.key, text.say(region.text)),
        *((version.id, f"{text.say(region.text)} · {version.valid_from:%Y-%m}–{version.valid_to:%Y-%m}")
          for version in region.versions))}


def _is_table(field: FieldInfo) -> bool:
    parameter = parameter_of(field)
    return parameter is not None and parameter.unit is Unit.TABLE


def _row(field: FieldInfo) -> type[Declared] | None:
    """The model of the rows, where the field is a table of simple rows."""
    inside = get_args(field.annotation)
    if get_origin(field.annotation) is not tuple or not inside or not isinstance(inside[0], type):
        return None
    row = inside[0]
    flat = issubclass(row, Declared) and all(each.unit is not Unit.TABLE for each in row.parameters().values())
    return row if flat else None


def _declared(field: FieldInfo) -> Parameter | None:
    """The declaration of each number of a plain list or mapping."""
    for argument in get_args(field.annotation):
        for item in getattr(argument, "__metadata__", ()):
            if isinstance(item, Parameter) and item.unit in NUMBERS:
                return item
    return None


def _is_numbers(field: FieldInfo) -> bool:
    return get_origin(field.annotation) in (tuple, dict) and _declared(field) is not None


def _field(key: str, declared: FieldInfo, value: Any, widget: str) -> Any:
    """One value; what is no number, though one is asked for, starts empty. Ranges are the rule's to check."""
    parameter = parameter_of(declared)
    assert parameter is not None
    if parameter.unit in NUMBERS and isinstance(value, (str, bool, list, dict)):
        value = None
    return field_of(declared, value, widget, options=region_choices() if parameter.refers is Refers.REGION else None)


def _table(field: FieldInfo, value: Any, key: str) -> Any:
    """A table of rows, a list of numbers, names with a number each; anything else as JSON."""
    parameter = parameter_of(field)
    assert parameter is not None
    label = text.say(parameter.label)
    row, each = _row(field), _declared(field)
    if row is not None:
        st.caption(label)
        columns, usual = row.parameters(), defaults(row)
        return editor([{**usual, **one} for one in value or ()], columns, key, sparse=True, in_form=True)
    if each is not None:
        st.caption(label)
        if get_origin(field.annotation) is tuple:
            return [one["value"] for one in editor([{"value": one} for one in value or ()], {"value": each}, key, in_form=True)]
        named = [{"name": name, "value": one} for name, one in (value or {}).items()]
        return {one["name"]: one["value"] for one in editor(named, {"name": NAME, "value": each}, key, in_form=True) if one["name"]}
    written = st.text_area(f"{label} (JSON)", json.dumps(value, ensure_ascii=False, indent=1), key=key, height=180,
                           persist_state="session")
    try:
        return json.loads(written)
    except ValueError:
        return written  # refused in a sentence by the rule itself
