"""Tables that are kept as entered even while they cannot hold: refused in sentences, put into the plan once they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from engine.base.parameter import Declared, Parameter, Unit
from engine.base.text import t
from engine.plan.edits import slim
from engine.plan.scenario import get
from ui.kit import forms, state
from ui.kit.rows import EMPTY, Rows, cells_of, columns_of, defaults, edited_rows, entered_rows, is_empty

PLACE = "place"
"""The hidden column that says which row an edited one was."""


@dataclass(frozen=True)
class Draft:
    """Rows as entered, and what the plan had when they were: another value there has come from elsewhere and wins."""

    rows: Rows
    in_force: Any

    @property
    def holds(self) -> bool:
        """Whether the plan is what was entered."""
        return bool(self.rows == self.in_force)


def draft(path: str) -> Draft:
    """The rows being edited at a path of the plan: those entered and refused, else those in force."""
    now = _now(path)
    kept = forms.form(_name(path), None)
    return kept if isinstance(kept, Draft) and kept.in_force == now else Draft(now, now)


def enter(path: str, rows: Rows, row: type[Declared], wrong: Callable[[Rows], list[str]]) -> None:
    """Keep the rows; put them into the plan as soon as nothing is wrong with them."""
    if not wrong(rows):
        state.attempt(lambda: state.set_value(path, [slim(row, {**defaults(row), **each}) for each in rows]))
        if not state.problems():
            rows = _now(path)
    forms.keep_form(_name(path), Draft(rows, _now(path)))


def refused(kept: Draft, wrong: Callable[[Rows], list[str]]) -> bool:
    """Say what is wrong with the rows, if anything is, and that the plan goes on as before."""
    sentences = [] if kept.holds else wrong(kept.rows)
    for sentence in sentences:
        st.error(sentence, icon=":material/error:")
    if sentences:
        st.caption(t("What you entered is kept, but not in force yet: the figures on this page are still by what held before."))
    return bool(sentences)


def table(name: str, rows: Rows, row: type[Declared], columns: tuple[str, ...], take: Callable[[Rows], None],
          shown: Mapping[str, tuple[str, list[Any]]] | None = None, required: tuple[str, ...] = ()) -> None:
    """An editor of some columns of the rows; the other columns of a row stay as they are.

    It stays open, with the cell one is in, as long as it is edited here cell by cell. `shown` adds columns that are only
    read: key → (heading, cells).
    """
    declared = {key: row.parameters()[key] for key in columns}
    usual = defaults(row)
    flat = [{key: each.get(key, usual.get(key)) for key in columns} for each in rows]
    opened = st.session_state.setdefault("opened_tables", {})
    kept = opened.get(name)
    key = f"{name}|{kept['version']}" if kept else ""
    if kept is None or kept["last"] != flat or (key not in st.session_state and kept["first"] != flat):
        kept = opened[name] = {"version": kept["version"] + 1 if kept else 0, "first": flat, "last": flat}
        key = f"{name}|{kept['version']}"
    cells = pd.DataFrame({**cells_of(kept["first"], declared), PLACE: range(len(kept["first"]))})
    config = {**columns_of(declared), **_only_read(shown)}
    for each in required:
        config[each]["required"] = True
    for each, (_, values) in (shown or {}).items():
        cells[each] = [*values, *[""] * len(cells)][:len(cells)]

    def changed() -> None:
        entered = edited_rows(cells, st.session_state[key])
        mine = _entered(entered, declared, usual)
        places = [each.get(PLACE) for each in entered]  # nothing for added rows
        whole = [{**({} if place is None or place != place else rows[int(place)]), **own}
                 for place, own in zip(places, mine, strict=True)]
        delta = st.session_state[key]
        kept["last"] = None if delta["added_rows"] or delta["deleted_rows"] else [
            {key: each.get(key, usual.get(key)) for key in columns} for each in mine]
        take(whole)

    if cells.empty:  # an empty column has no type of its own
        words = [each for each in columns if declared[each].unit in (Unit.TEXT, Unit.CHOICE, Unit.KEY)]
        cells = cells.astype({**dict.fromkeys(columns, "float"), **dict.fromkeys([*words, *(shown or {})], "str")})
    st.data_editor(cells, key=key, num_rows="dynamic", hide_index=True,
                   width="stretch", on_change=changed, column_config=config, column_order=[*columns, *(shown or {})],
                   disabled=list(shown or {}), placeholder=EMPTY)


def _only_read(shown: Mapping[str, tuple[str, list[Any]]] | None) -> dict[str, Any]:
    return {each: st.column_config.TextColumn(heading, disabled=True) for each, (heading, _) in (shown or {}).items()}


def _entered(rows: Rows, declared: Mapping[str, Parameter], usual: Mapping[str, Any]) -> Rows:
    """The cells as a file would hold them; an empty cell is the usual value, where there is one."""
    return [entered_rows([{key: each.get(key) for key in declared
                           if key not in usual or not is_empty(each.get(key))}],
                         declared)[0] for each in rows]


def _now(path: str) -> Any:
    scenario = state.scenario()
    return get(scenario.plan, scenario.assumptions, path)


def _name(path: str) -> str:
    return f"draft|{state.reform_key()}|{path}"
