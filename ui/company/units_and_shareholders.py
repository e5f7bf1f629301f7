"""The Company page's tabs of units and shareholders: named entries of the company's facts."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.base import text
from engine.base.parameter import Declared, Parameter, Unit
from engine.base.text import t
from engine.company.company import Holder, UnitOfCompany
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from ui.kit import forms, state
from ui.kit.refusals import accept
from ui.kit.rows import editor

KEY = Parameter("键名", "Key", Unit.TEXT)
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
    edited = editor([{"key": key, **each} for key, each in entries.items()], {"key": KEY, **parameters},
                    f"{part}|{state.case_key()}|{forms.version(part, entries)}",
                    config={"key": st.column_config.TextColumn(text.say(KEY.label), required=True)})
    if st.button(t("Use this table"), type="primary", key=f"use-{part}"):
        keys = [str(row["key"]) for row in edited]
        rows = [{name: cell for name, cell in row.items() if name != "key"} for row in edited]
        # What has no column here, such as who owns a holder, stays as it is.
        rows = [{**entries.get(key, {}), **row} for key, row in zip(keys, rows, strict=True)]
        accept(lambda: state.keep_company(edit.with_facts(
            company, {**document, part: edit.keyed(keys, rows, part)})))
