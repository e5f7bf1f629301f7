"""The form that a rule is tried with: a field for every input and parameter, from their declarations."""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin

import pandas as pd
import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import Declared, Parameter, Refers, Unit, parameter_of
from engine.base.text import t
from engine.law.region import regions
from engine.plan.scenario import plain
from engine.rules.rule import Rule
from ui.kit.tables import cells_of, columns_of, entered_rows

LEFT_OUT = ("rule", "label", "ladder", "deferral")
"""What moves nothing when a rule is tried alone."""

NUMBERS = (Unit.YUAN, Unit.RATE, Unit.FACTOR, Unit.POINTS, Unit.COUNT, Unit.PEOPLE, Unit.SHARES, Unit.YEARS)
SIGNS = {Unit.YUAN: " (¥)", Unit.RATE: " (%)", Unit.FACTOR: " (×)"}


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
                    given[key] = _field(fields[key], _now(fields[key], entered.get(key)), f"try|{mark}|{key}")
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


def defaults(row: type[Declared]) -> dict[str, Any]:
    """What a row has where nothing is entered."""
    return {key: field.default for key, field in row.keys().items() if not field.is_required()}


def _declared(field: FieldInfo) -> Parameter | None:
    """The declaration of each number of a plain list or mapping."""
    for argument in get_args(field.annotation):
        for item in getattr(argument, "__metadata__", ()):
            if isinstance(item, Parameter) and item.unit in NUMBERS:
                return item
    return None


def _is_numbers(field: FieldInfo) -> bool:
    return get_origin(field.annotation) in (tuple, dict) and _declared(field) is not None


def _field(field: FieldInfo, value: Any, key: str) -> Any:
    """One value: a switch, a choice, a text or a number; percentages in percent. Ranges are the rule's to check."""
    parameter = parameter_of(field)
    assert parameter is not None
    label = text.say(parameter.label) + SIGNS.get(parameter.unit, "")
    nothing = text.say(parameter.nothing) if parameter.nothing else None
    if parameter.unit is Unit.FLAG and not parameter.nothing:
        return st.checkbox(label, bool(value), key=key)
    if parameter.unit in (Unit.FLAG, Unit.CHOICE):
        names: dict[Any, str] = {name: text.say(choice) for name, choice in (parameter.choices or {}).items()}
        names = names or {True: t("yes"), False: t("no")}
        options = [*([None] if parameter.nothing else []), *names]
        names[None] = nothing or ""
        place = options.index(value) if value in options else 0
        return st.selectbox(label, options, place, key=key, format_func=names.__getitem__)
    if parameter.refers is Refers.REGION:
        places = region_choices()
        return st.selectbox(label, list(places), list(places).index(value) if value in places else 0, key=key,
                            format_func=places.__getitem__)
    if parameter.unit not in NUMBERS:
        return st.text_input(label, value or "", key=key, placeholder=nothing) or None
    if isinstance(value, (str, bool, list, dict)):
        value = None
    if int in (field.annotation, *get_args(field.annotation)):
        return st.number_input(label, value=None if value is None else int(value), step=1, key=key, placeholder=nothing)
    scale = 100 if parameter.unit is Unit.RATE else 1
    number = st.number_input(label, value=None if value is None else round(float(value) * scale, 6), key=key,
                             step=float(parameter.step or 1) * scale, placeholder=nothing, format="%g" if scale == 100 else None)
    return None if number is None else round(number / scale, 8) if scale == 100 else number


def _table(field: FieldInfo, value: Any, key: str) -> Any:
    """A table of rows, a list of numbers, names with a number each; anything else as JSON."""
    parameter = parameter_of(field)
    assert parameter is not None
    label = text.say(parameter.label)
    row, each = _row(field), _declared(field)
    if row is not None:
        st.caption(label)
        columns, usual = row.parameters(), defaults(row)
        shown = [{**usual, **one} for one in value or ()]
        rows = _editor(pd.DataFrame(cells_of(shown, columns)), columns, key).to_dict("records")
        # A cell left empty is an entry left out: its default counts, or it is asked for.
        return [{name: cell for name, cell in one.items() if not pd.isna(before[name])}
                for one, before in zip(entered_rows(rows, columns), rows, strict=True)]
    if each is not None and get_origin(field.annotation) is tuple:
        st.caption(label)
        columns = {"value": each}
        edited = _editor(pd.DataFrame(cells_of([{"value": one} for one in value or ()], columns)), columns, key)
        return [one["value"] for one in entered_rows(edited.to_dict("records"), columns)]
    if each is not None:
        st.caption(label)
        columns = {"value": each}
        table = pd.DataFrame({"name": list(value or {}), **cells_of([{"value": one} for one in (value or {}).values()], columns)})
        edited = _editor(table, columns, key, {"name": st.column_config.TextColumn(t("Name"))})
        values = entered_rows(edited.drop(columns="name").to_dict("records"), columns)
        return {str(name): one["value"] for name, one in zip(edited["name"], values, strict=True) if name}
    written = st.text_area(f"{label} (JSON)", json.dumps(value, ensure_ascii=False, indent=1), key=key, height=180)
    try:
        return json.loads(written)
    except ValueError:
        return written  # refused in a sentence by the rule itself


def _editor(table: pd.DataFrame, columns: dict[str, Parameter], key: str, more: dict[str, Any] | None = None) -> pd.DataFrame:
    if table.empty:  # an empty column has no type of its own
        words = [name for name in table if name not in columns or columns[str(name)].unit not in (*NUMBERS, Unit.FLAG)]
        table = table.astype(dict.fromkeys(words, "str"))
    return st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, width="stretch",
                          column_config={**(more or {}), **columns_of(columns)})
