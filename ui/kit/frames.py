"""Tables shown and downloaded: headings in the user's language, amounts in yuan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from engine.answers.compare import Comparison
from engine.answers.headline import headlines
from engine.base import text
from engine.base.text import t
from engine.company.company import Company, label_of
from engine.company.people import People
from ui.kit import state
from ui.kit.names import HIDDEN, names_hidden

ROWS_SHOWN = 500
"""Rows sent to the browser; the download has all of them."""

def headline_table(comparisons: Sequence[Comparison], names: Sequence[str]) -> None:
    """The big numbers, a row each, a column a plan, today first."""
    today = headlines(Comparison(comparisons[0].today, comparisons[0].today))
    columns: dict[str, list[str]] = {t("Figure"): [text.say(each.label) for each in today],
                                     t("Today"): [each.value for each in today]}
    for name, comparison in zip(names, comparisons, strict=True):
        columns[name] = [f"{each.value} ({each.change})" if each.change else each.value
                         for each in headlines(comparison)]
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch")


def families_table(table: pd.DataFrame, names: Sequence[str]) -> None:
    """Job families: people, average today, then change, gainers and losers per reform."""
    company = state.case().today.company
    shown = table.assign(family=[text.say(label_of(company, key)) for key in table["family"]])
    headings = {"family": text.say(People.parameters()["family"].label), "people": t("People"),
                "before": t("Average income today")}
    money = [headings["before"]]
    for name in names:
        headings[f"{name}|change"] = t("{name}: average change", name=name)
        headings[f"{name}|gain"] = t("{name}: gain", name=name)
        headings[f"{name}|lose"] = t("{name}: lose", name=name)
        money.append(headings[f"{name}|change"])
    st.dataframe(in_yuan(shown.rename(columns=headings), money), hide_index=True, width="stretch")


def in_yuan(table: pd.DataFrame, columns: Sequence[str], places: int = 0) -> Styler:
    """A table whose amounts read ¥211,850 and −¥240, as everywhere, and still sort as numbers."""
    return table.style.format(partial(text.yuan, places=places), subset=list(columns))


def people_table(table: pd.DataFrame, labels: Sequence[str]) -> None:
    """Everybody's income per plan; only the first rows are sent to the browser."""
    shown = _readable(table.head(ROWS_SHOWN), state.case().today.company, names_hidden())
    money = [column for column in map(str, shown) if column in labels or column.startswith("Δ ")]
    st.dataframe(in_yuan(shown, money), hide_index=True, width="stretch")
    if len(table) > ROWS_SHOWN:
        st.caption(t("The first {shown} of {all} people; the download has everybody.", shown=f"{ROWS_SHOWN:,}",
                     all=f"{len(table):,}"))


def download(table: pd.DataFrame, labels: Sequence[str], name: str) -> None:
    """The whole table as a CSV that a spreadsheet opens with Chinese headings intact."""
    company, hidden = state.case().today.company, names_hidden()
    csv(t("Download the table"), lambda: _readable(table, company, hidden), name)


def csv(label: str, table: Callable[[], pd.DataFrame], name: str, key: str | None = None) -> None:
    """A button that makes a table when it is asked for, as a CSV that a spreadsheet opens with Chinese intact.

    The table is made outside the run that draws the button: it has the language of that run, but no session.
    """
    language = text.language()

    def made() -> bytes:
        text.use(language)
        return table().to_csv(index=False).encode("utf-8-sig")

    st.download_button(label, made, file_name=name, mime="text/csv", icon=":material/download:", key=key)


def _readable(table: pd.DataFrame, company: Company, hidden: bool) -> pd.DataFrame:
    """Names for keys and headings for columns; people's own names `hidden` where the user hides them."""
    if hidden:
        table = table.assign(name=HIDDEN)
    labels = {key: text.say(label_of(company, key)) for column in ("family", "post", "unit")
              for key in table[column].unique()}
    named = table.assign(**{column: table[column].map(labels) for column in ("family", "post", "unit")})
    return named.rename(columns={key: text.say(parameter.label) for key, parameter in People.parameters().items()
                                 if key in named})
