"""One editor of declared rows: a column a parameter, both ways exact, nothing entered lost.

Rows are what a file would hold, a dictionary a row. The editor shows them by their declarations and gives them back the
same way; what cannot hold is refused by whoever takes the rows, in sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Declared, Parameter, Refers, Unit
from engine.company.company import label_of
from ui.kit import state
from ui.kit.field import NUMBERS, WORDS, entered, shown

Rows = list[dict[str, Any]]
EMPTY = "–"
"""What an empty cell shows."""


def editor(rows: Rows, declared: Mapping[str, Parameter], key: str, take: Callable[[Rows], None] | None = None,
           fixed: bool = False, disabled: Sequence[str] = (), config: Mapping[str, Any] | None = None,
           sparse: bool = False, in_form: bool = False) -> Rows:
    """Draw the rows as a table to edit; what it holds now.

    With `take`, every change is handed over at once. Without, what was entered waits in the table, see `waiting_table`.
    `fixed` rows can be changed but neither added nor deleted; `config` replaces the declaration's own column. A `sparse`
    table leaves out the entries of empty cells, so that their default counts or they are asked for. A table `in_form`
    waits for the form's button, which needs no help.
    """
    table = frame_of(rows, declared)
    given: dict[str, Any] = {"placeholder": EMPTY, "num_rows": "fixed" if fixed else "dynamic", "disabled": list(disabled),
                             "column_config": {**columns_of(declared), **(config or {})}}
    if in_form:
        edited = st.data_editor(table, key=key, hide_index=True, width="stretch", **given)
    elif take is None:
        edited = waiting_table(table, key, **given)
    else:
        def changed(take: Callable[[Rows], None] = take) -> None:
            take(entered_rows(edited_rows(table, st.session_state[key]), declared))

        edited = st.data_editor(table, key=key, hide_index=True, width="stretch", on_change=changed, **given)
    held = edited.to_dict("records")
    rows = entered_rows(held, declared)
    return [{name: cell for name, cell in row.items() if not is_empty(before[name])}
            for row, before in zip(rows, held, strict=True)] if sparse else rows


@dataclass
class Waiting:
    """What waits in a table: what it was last opened with, what it holds, and how often it was opened."""

    first: pd.DataFrame
    now: pd.DataFrame
    opened: int = 0


def waiting_table(table: pd.DataFrame, key: str, **more: Any) -> pd.DataFrame:
    """Draw a table to edit whose entries wait, also while it is not drawn, until whoever drew it uses them.

    Another `key` starts anew. What it holds now.
    """
    waiting: dict[str, Waiting] = st.session_state.setdefault("waiting_tables", {})
    kept = waiting.get(key, Waiting(table, table))
    if kept.now is not kept.first and f"{key}|{kept.opened}" not in st.session_state:
        # It was not drawn for a while. It opens with what it holds, under a key of its own: the browser would take what it
        # remembers of the first for changes of the second.
        kept.first, kept.opened = kept.now, kept.opened + 1
    opened = f"{key}|{kept.opened}"

    def changed() -> None:
        kept.now = _after(kept.first, st.session_state[opened])
        waiting[key] = kept

    return st.data_editor(kept.first, key=opened, hide_index=True, width="stretch", on_change=changed, **more)


def _after(table: pd.DataFrame, changed: dict[str, Any]) -> pd.DataFrame:
    """The table after the editor's changes; columns of numbers stay such, also where they become empty."""
    after = pd.DataFrame(edited_rows(table, changed), columns=table.columns)
    numbers = list(table.select_dtypes("number"))
    return after.assign(**after[numbers].apply(pd.to_numeric)) if len(after) else table.iloc[:0]


def frame_of(rows: Rows, declared: Mapping[str, Parameter]) -> pd.DataFrame:
    """Rows as the cells of an editor."""
    table = pd.DataFrame(cells_of(rows, declared), columns=list(declared))
    if table.empty:  # an empty column says nothing of what it holds
        table = table.astype({key: "str" if each.unit in WORDS else "bool" if each.unit is Unit.FLAG else "float"
                              for key, each in declared.items()})
    return table


def cells_of(rows: Sequence[Mapping[str, Any]], declared: Mapping[str, Parameter]) -> dict[str, list[Any]]:
    """Rows of a file as columns of an editor: percentages in percent."""
    return {key: [shown(each.get(key), parameter) for each in rows] for key, parameter in declared.items()}


def entered_rows(rows: Sequence[Mapping[Any, Any]], declared: Mapping[str, Parameter]) -> Rows:
    """An editor's rows as a file would hold them; an empty number is 0 where the parameter cannot be empty."""
    return [{str(name): _value(cell, declared[str(name)]) for name, cell in each.items()} for each in rows]


def _value(cell: Any, parameter: Parameter) -> Any:
    if is_empty(cell):
        return None if parameter.nothing else "" if parameter.unit in WORDS else False if parameter.unit is Unit.FLAG else 0
    return entered(cell, parameter)


def is_empty(cell: Any) -> bool:
    """Whether an editor's cell holds nothing."""
    return cell is None or bool(cell != cell)


def edited_rows(table: pd.DataFrame, changed: dict[str, Any]) -> Rows:
    """The cells after the editor's changes, row by row."""
    rows: Rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    for place, cells in changed["edited_rows"].items():
        rows[int(place)].update(cells)
    kept = [row for place, row in enumerate(rows) if place not in changed["deleted_rows"]]
    blank = dict.fromkeys(table.columns)
    return kept + [{**blank, **row} for row in changed["added_rows"] if row]


def defaults(row: type[Declared]) -> dict[str, Any]:
    """What a row has where nothing is entered, as a file would hold it."""
    found = {key: field.default for key, field in row.keys().items() if not field.is_required()}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


def columns_of(declared: Mapping[str, Parameter]) -> dict[str, Any]:
    """The editor's columns, from the declarations."""
    return {name: _column(parameter) for name, parameter in declared.items()}


def _column(parameter: Parameter) -> Any:
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
        return names_column(label, parameter.refers)
    assert parameter.unit in NUMBERS, parameter
    formats = {Unit.RATE: "%g%%", Unit.YUAN: "¥%g", Unit.FACTOR: "×%g"}
    return st.column_config.NumberColumn(label, format=formats.get(parameter.unit, "%g"))


def names_column(label: str, refers: Refers | None = None) -> Any:
    """A column of posts or job families of the company looked at, whatever of them it may name."""
    facts = (company := state.scenario().company).facts
    options = [*(facts.posts if refers is not Refers.FAMILY else ()), *(facts.families if refers is not Refers.POST else ())]
    return st.column_config.SelectboxColumn(label, options=list(dict.fromkeys(options)), required=True,
                                            format_func=lambda each: text.say(label_of(company, str(each))))
