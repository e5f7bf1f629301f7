"""Tables edited as tables: tiers, levels, scores and shares, one column a declared parameter."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import DECIMALS, Declared, Parameter, Refers, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.company.company import label_of
from engine.plan.scenario import Lever, get
from engine.rules.parts.levels import LEVEL_NAMES
from ui.kit import state


def table_editor(lever: Lever) -> None:
    """Edit a table parameter: rows of a declared model, names with a share each, or a choice of groups."""
    value = lever.value
    if isinstance(value, tuple) and lever.parameter.refers is Refers.GROUP:
        _groups(lever)
    elif isinstance(value, tuple) and value and isinstance(value[0], Declared):
        if any(each.unit is Unit.TABLE for each in type(value[0]).parameters().values()):
            _elsewhere(lever)
        else:
            _rows(lever, type(value[0]))
    elif isinstance(value, tuple) and (row := _row_of(lever)) is not None:
        if not any(each.unit is Unit.TABLE for each in row.parameters().values()):
            _rows(lever, row)
    elif isinstance(value, tuple) and _of_values(lever).unit in DECIMALS:
        _numbers(lever)
    elif isinstance(value, dict) and lever.parameter.refers is not None:
        _by_name(lever)
    elif isinstance(value, dict):
        _shares(lever)


def _elsewhere(lever: Lever) -> None:
    """Rows with tables inside them have an editor of their own on the Targets page."""
    names = [text.say(row.text) if hasattr(row, "text") else str(place) for place, row in enumerate(lever.value, start=1)]
    st.caption(t("{label}: {names}. Edit them on the Targets page, under Scores.", label=text.say(lever.parameter.label),
                 names=", ".join(names)))


def _key(lever: Lever) -> str:
    """A new editor whenever the value was changed from elsewhere, so that it shows what is in force."""
    return f"table|{state.case_key()}|{state.reform_key()}|{lever.path}|{hash(str(lever.value))}"


def _groups(lever: Lever) -> None:
    company = state.scenario().company
    options = [*company.facts.families, *(post for post in company.facts.posts
                                          if post not in company.facts.families)]
    key = f"groups|{state.case_key()}|{state.reform_key()}|{lever.path}"
    st.session_state[key] = list(lever.value)

    def take() -> None:
        state.attempt(lambda: state.set_value(lever.path, list(st.session_state[key])))

    names = {each: text.say(label_of(company, each)) for each in options}
    st.multiselect(text.say(lever.parameter.label), options, key=key, on_change=take,
                   format_func=names.__getitem__, placeholder=t("Nothing chosen"))


def _rows(lever: Lever, row: type[Declared]) -> None:
    """Rows of a declared model, one column a parameter; rows can be added and deleted."""
    rows = get(state.scenario().plan, state.scenario().assumptions, lever.path)
    declared = {key: parameter for key, parameter in row.parameters().items()
                if any(each.get(key) is not None for each in rows) or not parameter.nothing or row.every_column}
    table = pd.DataFrame(cells_of(rows, declared))
    if not rows:  # an empty column says nothing of what it holds
        table = table.astype({key: float if parameter.unit in DECIMALS else object for key, parameter in declared.items()})
    key = _key(lever)

    def take() -> None:
        value = entered_rows(edited_rows(table, st.session_state[key]), declared)
        state.attempt(lambda: state.set_value(lever.path, value))

    st.caption(text.say(lever.parameter.label))
    st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, on_change=take, width="stretch",
                   column_config=columns_of(declared))


def _shares(lever: Lever) -> None:
    """Names with a number each, such as the roles of a pool."""
    plan_value: dict[str, float] = lever.value
    company = state.scenario().company
    declared = _of_values(lever)
    table = pd.DataFrame({"name": [text.say(label_of(company, each)) for each in plan_value],
                          "value": [_shown(each, declared) for each in plan_value.values()]})
    key = _key(lever)

    def take() -> None:
        edited = edited_rows(table, st.session_state[key])
        value = {name: _entered(each["value"], declared)
                 for name, each in zip(plan_value, edited, strict=True)}
        state.attempt(lambda: state.set_value(lever.path, value))

    st.caption(text.say(lever.parameter.label))
    st.data_editor(table, key=key, hide_index=True, on_change=take, width="stretch", disabled=["name"],
                   column_config={"name": st.column_config.TextColumn(t("Name")),
                                  "value": _column("value", declared)})


def _by_name(lever: Lever) -> None:
    """Numbers by post or job family; rows can be added and deleted."""
    declared = _of_values(lever)
    table = pd.DataFrame({"name": pd.Series(list(lever.value), dtype=object),
                          "value": pd.Series([_shown(each, declared) for each in lever.value.values()], dtype=float)})
    key = _key(lever)

    def take() -> None:
        rows = [row for row in edited_rows(table, st.session_state[key]) if row["name"]]
        names = [row["name"] for row in rows]

        def put() -> None:
            _once(names)
            state.set_value(lever.path, {row["name"]: _entered(row["value"], declared) for row in rows})

        state.attempt(put)

    st.caption(text.say(lever.parameter.label))
    st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, on_change=take, width="stretch",
                   column_config={"name": _names_column(t("Name"), lever.parameter.refers),
                                  "value": _column("value", declared)})


def _once(names: list[str]) -> None:
    """Refuse a name that stands in two rows.

    Raises:
        InputError: naming it.
    """
    company = state.scenario().company
    twice = [name for place, name in enumerate(names) if name in names[:place]]
    if twice:
        raise InputError([Problem("", "", t("“{name}” stands in two rows; delete one of them.",
                                            name=text.say(label_of(company, twice[0]))))])


def _numbers(lever: Lever) -> None:
    """A list of numbers, in its order; rows can be added and deleted."""
    declared = _of_values(lever)
    table = pd.DataFrame({"value": pd.Series([_shown(each, declared) for each in lever.value], dtype=float)})
    key = _key(lever)

    def take() -> None:
        rows = edited_rows(table, st.session_state[key])
        state.attempt(lambda: state.set_value(lever.path, [_entered(row["value"], declared) for row in rows]))

    st.caption(text.say(lever.parameter.label))
    st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, on_change=take, width="stretch",
                   column_config={"value": _column("value", declared)})


def _names_column(label: str, refers: Refers | None) -> Any:
    """A column of posts or job families of the company looked at, whatever of them it may name."""
    facts = (company := state.scenario().company).facts
    options = [*(facts.posts if refers is not Refers.FAMILY else ()), *(facts.families if refers is not Refers.POST else ())]
    return st.column_config.SelectboxColumn(label, options=list(dict.fromkeys(options)), required=True,
                                            format_func=lambda each: text.say(label_of(company, str(each))))


def _row_of(lever: Lever) -> type[Declared] | None:
    """The model of a table's rows, also where it has none yet."""
    rows = [part for part in get_args(_annotation(lever)) if isinstance(part, type) and issubclass(part, Declared)]
    return rows[0] if rows else None


def _annotation(lever: Lever) -> Any:
    plan: Any = state.scenario().plan
    for part in lever.path.split(".")[:-1]:
        plan = plan[part] if isinstance(plan, dict) else getattr(plan, part)
    return type(plan).keys()[lever.path.rsplit(".", 1)[-1]].annotation


def _of_values(lever: Lever) -> Parameter:
    """The declaration of a dictionary's values or a list's numbers: the annotation inside `dict[str, …]`."""
    for argument in get_args(_annotation(lever)):
        for item in getattr(argument, "__metadata__", ()):
            if isinstance(item, Parameter):
                return item
    return lever.parameter


def edited_rows(table: pd.DataFrame, changed: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows after the editor's changes."""
    rows: list[dict[str, Any]] = [{str(key): value for key, value in row.items()}
                                  for row in table.to_dict("records")]
    for place, cells in changed["edited_rows"].items():
        rows[int(place)].update(cells)
    kept = [row for place, row in enumerate(rows) if place not in changed["deleted_rows"]]
    blank = dict.fromkeys(table.columns)
    return kept + [{**blank, **row} for row in changed["added_rows"] if row]


def cells_of(rows: list[dict[str, Any]], declared: Mapping[str, Parameter]) -> dict[str, list[Any]]:
    """Rows of a file as columns of an editor: percentages in percent."""
    return {key: [_shown(each.get(key), parameter) for each in rows] for key, parameter in declared.items()}


def entered_rows(rows: Sequence[Mapping[Any, Any]],
                 declared: Mapping[str, Parameter]) -> list[dict[str, Any]]:
    """An editor's rows as a file would hold them."""
    return [{str(name): _entered(cell, declared[str(name)]) for name, cell in each.items()} for each in rows]


def columns_of(declared: Mapping[str, Parameter]) -> dict[str, Any]:
    """The editor's columns, from the declarations."""
    return {name: _column(name, parameter) for name, parameter in declared.items()}


def _shown(value: Any, parameter: Parameter) -> Any:
    if value in LEVEL_NAMES and parameter.unit is Unit.TEXT:
        return text.say(LEVEL_NAMES[value])
    if value is not None and parameter.unit is Unit.RATE:
        return round(value * 100, 4)
    return value


def _entered(cell: Any, parameter: Parameter) -> Any:
    """What the editor holds as the value a file would hold; an empty number becomes 0 rather than nothing."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        words = parameter.unit in (Unit.TEXT, Unit.CHOICE, Unit.KEY)
        return None if parameter.nothing else "" if words else False if parameter.unit is Unit.FLAG else 0
    if parameter.unit in (Unit.COUNT, Unit.PEOPLE, Unit.SHARES, Unit.YEARS) and float(cell).is_integer():
        return int(cell)
    if parameter.unit is Unit.TEXT:
        return next((key for key, label in LEVEL_NAMES.items() if cell in (label.zh, label.en)), cell)
    if parameter.unit is Unit.RATE:
        return round(float(cell) / 100, 6)
    if parameter.unit in (Unit.YUAN, Unit.FACTOR, Unit.POINTS):
        return float(cell)
    return cell


def _column(name: str, parameter: Parameter) -> Any:
    label = text.say(parameter.label)
    if parameter.unit is Unit.TEXT:
        return st.column_config.TextColumn(label)
    if parameter.unit is Unit.FLAG:
        return st.column_config.CheckboxColumn(label)
    if parameter.choices is not None:
        names = {key: text.say(choice) for key, choice in parameter.choices.items()}
        return st.column_config.SelectboxColumn(label, options=list(names), required=True,
                                                format_func=lambda each: names.get(str(each), str(each)))
    if parameter.unit is Unit.KEY:
        return _names_column(label, parameter.refers)
    formats = {Unit.RATE: "%g%%", Unit.YUAN: "¥%g", Unit.FACTOR: "×%g"}
    return st.column_config.NumberColumn(label, format=formats.get(parameter.unit, "%g"))


