"""The Company page's tabs of units and shareholders: named entries of the company's facts."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.base.parameter import Declared, Unit
from engine.base.text import t
from engine.company.company import Holder, UnitOfCompany
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from ui.kit import state
from ui.kit.field import accept
from ui.kit.tables import cells_of, columns_of, entered_rows

ALL_COLUMNS = (UnitOfCompany,)
"""Tables whose optional columns are worth showing while nobody uses them: what a unit earns hangs on them."""


def units() -> None:
    """Stores, offices and departments."""
    _keyed_table("units", UnitOfCompany)


def shareholders() -> None:
    """Who holds the company."""
    _keyed_table("cap_table", Holder)


def _keyed_table(part: str, row: type[Declared]) -> None:
    """A table of named entries of the company's facts."""
    company = state.case().today.company
    document = plain(company.facts)
    entries: dict[str, dict[str, Any]] = document[part]
    parameters = {key: parameter for key, parameter in row.parameters().items()
                  if parameter.unit is not Unit.TABLE
                  and (row in ALL_COLUMNS or any(each.get(key) is not None for each in entries.values())
                       or not parameter.nothing)}
    table = pd.DataFrame({"key": list(entries), **cells_of(list(entries.values()), parameters)})
    edited = st.data_editor(table, num_rows="dynamic", hide_index=True, width="stretch",
                            key=f"{part}|{state.case_key()}|{id(company)}",
                            column_config={"key": st.column_config.TextColumn(t("Key"), required=True),
                                           **columns_of(parameters)})
    if st.button(t("Use this table"), type="primary", key=f"use-{part}"):
        rows = entered_rows(edited.drop(columns="key").to_dict("records"), parameters)
        keys = [str(key) for key in edited["key"]]
        # What has no column here, such as who owns a holder, stays as it is.
        rows = [{**entries.get(key, {}), **row} for key, row in zip(keys, rows, strict=True)]
        accept(lambda: state.keep_company(edit.with_facts(
            company, {**document, part: edit.keyed(keys, rows, part)})))
