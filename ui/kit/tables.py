"""Tables edited as tables: tiers, levels, scores and shares, one column a declared parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

import streamlit as st

from engine.base import text
from engine.base.parameter import DECIMALS, Declared, Parameter, Refers, Unit, row_of
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.company.company import label_of
from engine.plan.scenario import Lever, get
from ui.kit import state
from ui.kit.rows import Rows, editor, names_column

NAME = Parameter("名称", "Name", Unit.TEXT)
"""The column of what a number is of."""


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
    elif isinstance(value, tuple) and (row := row_of(_annotation(lever))) is not None:
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
    _edit(lever, rows, declared, lambda edited: edited)


def _edit(lever: Lever, rows: Rows, declared: Mapping[str, Parameter], value_of: Callable[[Rows], Any], **more: Any) -> None:
    """The rows in an editor; what they become is put into the plan, or refused."""
    st.caption(text.say(lever.parameter.label))
    editor(rows, declared, _key(lever), lambda edited: state.attempt(
        lambda: state.set_value(lever.path, value_of(edited))), **more)


def _shares(lever: Lever) -> None:
    """Names with a number each, such as the roles of a pool."""
    company = state.scenario().company
    rows = [{"name": text.say(label_of(company, each)), "value": value} for each, value in lever.value.items()]
    _edit(lever, rows, {"name": NAME, "value": _of_values(lever)}, fixed=True, disabled=["name"], value_of=lambda edited: {
        name: row["value"] for name, row in zip(lever.value, edited, strict=True)})


def _by_name(lever: Lever) -> None:
    """Numbers by post or job family; rows can be added and deleted."""
    def value_of(edited: Rows) -> dict[str, Any]:
        named = [row for row in edited if row["name"]]
        _once([row["name"] for row in named])
        return {row["name"]: row["value"] for row in named}

    rows = [{"name": name, "value": value} for name, value in lever.value.items()]
    _edit(lever, rows, {"name": NAME, "value": _of_values(lever)}, value_of,
          config={"name": names_column(text.say(NAME.label), lever.parameter.refers)})


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
    _edit(lever, [{"value": each} for each in lever.value], {"value": _of_values(lever)},
          lambda edited: [row["value"] for row in edited])


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
