"""Forms that edit the company; what is entered is checked as a file would be before it takes effect."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Declared, Parameter, Unit
from engine.base.problem import InputError
from engine.base.text import t
from engine.company.company import Holder, Money, UnitOfCompany, label_of
from engine.company.people import People
from engine.files import company_edit as edit
from engine.files import quickstart
from engine.files.people_file import write
from engine.files.quickstart import QuickRole, QuickStart
from engine.plan.scenario import plain
from ui.kit import state
from ui.kit.tables import cells_of, columns_of, entered_rows

ALL_COLUMNS = (UnitOfCompany,)
"""Tables whose optional columns are worth showing while nobody uses them: what a unit earns hangs on them."""


def summary() -> None:
    """The company in a few numbers, and whether books and plan agree."""
    company = state.case().today.company
    year = state.today().year()
    payroll = year.statement.payroll
    with st.container(horizontal=True, gap="medium"):
        for label, value in ((t("People"), f"{len(company.people):,}"), (t("Units"), f"{len(company.facts.units):,}"),
                             (t("Last year's revenue"), text.money(company.facts.money.revenue * 100)),
                             (t("Last year's net profit"), text.money(company.facts.money.profit * 100)),
                             (t("Pay a year, by today's plan"), text.money(payroll))):
            st.metric(label, value, width="content")
    books = company.payroll_of_books
    if abs(books - payroll) * 100 > abs(payroll):
        st.warning(t("The books leave {books} for pay, but today's plan comes to {plan}: check other costs, profit "
                     "or base pay. Until then the difference of {gap} shows up in profit.", books=text.money(books),
                     plan=text.money(payroll), gap=text.money(abs(books - payroll))), icon=":material/balance:")


def accept(action: Any) -> None:
    """Apply an edit: take it and start over, or show what is wrong and keep what was entered."""
    try:
        action()
    except InputError as error:
        for problem in error.problems[:20]:
            st.error(str(problem), icon=":material/error:")
        return
    st.rerun()


def people() -> None:
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
               for key, column in People.columns().items() if column.by_month for month in range(1, 13)}
    edited = st.data_editor(table, num_rows="dynamic", hide_index=True, column_config=config, width="stretch",
                            key=f"people|{state.case_key()}|{id(company)}", height=420)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        use = st.button(t("Use this list"), type="primary", key="use-people")
        st.download_button(t("Download as CSV"), lambda: table.to_csv(index=False).encode("utf-8-sig"),
                           file_name="people.csv", mime="text/csv", icon=":material/download:")
    upload = st.file_uploader(t("Or bring your own list (people.csv)"), type=["csv"], key="upload-people", help=t(
        "Download the list, change it and upload it again. Keep the first row as it is; job families, posts, units and "
        "superiors are written by their keys, as in the download."))
    if use:
        accept(lambda: state.keep_company(edit.with_people(company, _as_text(edited))))
    if upload is not None and st.button(t("Use the uploaded list"), key="use-upload"):
        accept(lambda: state.keep_company(edit.with_people_file(company, upload.getvalue(), upload.name)))


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
    return edited.map(lambda cell: "" if pd.isna(cell) else f"{cell:.10g}" if isinstance(cell, float) else str(cell))


def money() -> None:
    """Last year's books."""
    company = state.case().today.company
    entered: dict[str, Any] = {}
    with st.form("money"):
        for key, parameter in Money.parameters().items():
            entered[key] = number_field(parameter, getattr(company.facts.money, key),
                                        f"money|{state.case_key()}|{id(company)}|{key}")
        use = st.form_submit_button(t("Use these figures"), type="primary")
    if use:
        accept(lambda: state.keep_company(edit.with_facts(company, {**plain(company.facts), "money": entered})))


def units() -> None:
    """Stores, offices and departments."""
    _keyed_table("units", UnitOfCompany)


def cap_table() -> None:
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


def quick_start() -> None:
    """A company of one's own from roles and a few figures."""
    start = QuickStart()
    st.markdown(t("Enter what you know; people are spread around your averages. Everything can be edited afterwards."))
    if state.case_key() == state.MINE:
        st.success(t("Your company is there: correct its people, money and region on the other tabs, then try its two "
                     "reforms in the cockpit. It stays in this browser window only: reloading the page loses it."),
                   icon=":material/check_circle:")
    entered: dict[str, Any] = {}
    simple = {key: parameter for key, parameter in QuickStart.parameters().items() if parameter.unit is not Unit.TABLE}
    roles = QuickRole.parameters()
    with st.form("quick-start"):
        for place, column in enumerate(st.columns(2)):
            with column:
                for key, parameter in list(simple.items())[place::2]:
                    given = t("My company") if key == "name" else getattr(start, key)
                    entered[key] = number_field(parameter, given, f"quick|{key}")
        st.caption(text.say(QuickStart.parameters()["roles"].label))
        table = pd.DataFrame(cells_of([plain(role) for role in start.roles], roles))
        edited = st.data_editor(table, num_rows="dynamic", hide_index=True, width="stretch", key="quick|roles",
                                column_config=columns_of(roles))
        use = st.form_submit_button(t("Make this company"), type="primary")
    if use:
        document = {**entered, "roles": entered_rows(edited.to_dict("records"), roles)}
        accept(lambda: state.keep_case(quickstart.make(quickstart.parse(document), state.MINE)))


def number_field(parameter: Parameter, value: Any, key: str) -> Any:
    """An input for exact entry: texts as text, percentages in percent, money in yuan."""
    label = text.say(parameter.label)
    nothing = text.say(parameter.nothing) if parameter.nothing else None
    if parameter.unit is Unit.TEXT:
        return st.text_input(label, value, key=key)
    if parameter.unit in (Unit.COUNT, Unit.PEOPLE, Unit.YEARS, Unit.SHARES):
        return st.number_input(label, value=value, step=1, key=key, placeholder=nothing)
    if parameter.unit is Unit.RATE:
        entered = st.number_input(f"{label} (%)", value=None if value is None else round(value * 100, 4), step=1.0,
                                  key=key, placeholder=nothing, format="%g")
        return None if entered is None else round(entered / 100, 6)
    return st.number_input(f"{label} (¥)", value=value, step=float(parameter.step or 1), key=key,
                           placeholder=nothing, format="%.2f")
