"""The Company page's tab of people: the list edited, uploaded and downloaded."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.text import t
from engine.company.company import MONTHS, label_of
from engine.company.people import People
from engine.files import company_edit as edit
from engine.files.people_file import write
from ui.kit import csv, forms, state
from ui.kit.refusals import accept
from ui.kit.rows import EMPTY, waiting_table
from ui.kit.upload import upload


def show() -> None:
    """The list of people in an editor; upload and download as CSV."""
    company = state.case().today.company
    table = _people_cells()
    labels = {key: text.say(parameter.label) for key, parameter in People.parameters().items()}
    config: dict[str, Any] = {key: st.column_config.Column(label) for key, label in labels.items()}
    for key, group in (("family", company.facts.families), ("post", company.facts.posts),
                       ("unit", company.facts.units)):
        config[key] = st.column_config.SelectboxColumn(
            labels[key], options=list(group), required=True,
            format_func=lambda each: text.say(label_of(company, str(each))))
    config |= {f"{key}_{month}": st.column_config.Column(text.say(column.by_month).format(month=month))
               for key, column in People.columns().items() if column.by_month for month in range(1, MONTHS + 1)}
    edited = waiting_table(table, f"people|{state.case_key()}|{forms.version('people', company.people)}", num_rows="dynamic",
                           column_config=config, height=420, placeholder=EMPTY)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        use = st.button(t("Use this list"), type="primary", key="use-people")
        csv.download(lambda: table, "people", t("Download as CSV"), file="people.csv")
    brought = upload(t("Or bring your own list (people.csv)"), ["csv"], "upload-people", help=t(
        "Download the list, change it and upload it again. Keep the first row as it is; job families, posts, units and "
        "superiors are written by their keys, as in the download."))
    if use:
        accept(lambda: state.keep_company(edit.with_people(company, _as_text(edited))))
    if brought is not None and st.button(t("Use the uploaded list"), key="use-upload"):
        accept(lambda: state.keep_company(edit.with_people_file(company, brought.content, brought.name)))


def _people_cells() -> pd.DataFrame:
    """The people table, made once per company."""
    company = state.case().today.company
    kept = st.session_state.get("people-cells")
    if kept is None or kept[0] is not company:
        kept = (company, write(company.people))
        st.session_state["people-cells"] = kept
    return kept[1]


def _as_text(edited: pd.DataFrame) -> pd.DataFrame:
    """Cells as texts, whole numbers without a decimal point, empty for nothing."""
    return edited.map(lambda cell: "" if pd.isna(cell) else f"{cell:.15g}" if isinstance(cell, float) else str(cell))
