"""What the tabs of the Dividends page share: names, numbers, tables and the picture by post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.text import t
from engine.rules.kinds import DividendProgramme
from engine.run.outcome import Outcome
from ui.dividends import dividend_curves
from ui.kit import state
from ui.kit.names import name_of, shown_name

YUAN = "¥%,.0f"
CENTS = "¥%,.2f"
SHOWN = 300
"""Rows of people sent to the browser; the downloads have all of them."""


def programmes_of(outcome: Outcome) -> dict[str, DividendProgramme]:
    """The dividend programmes of the plan."""
    return outcome.scenario.plan.dividends


def _download(table: pd.DataFrame, what: str) -> None:
    """A table as a CSV that a spreadsheet opens with Chinese headings intact."""
    st.download_button(t("Download the table"), lambda: table.to_csv(index=False).encode("utf-8-sig"), mime="text/csv",
                       file_name=f"{state.case_key()}-{what}.csv", icon=":material/download:", key=f"download-{what}")


def people_table(table: pd.DataFrame, headings: dict[str, str], formats: dict[str, str], what: str) -> None:
    """A table of some columns in words: keys replaced by names, the first rows shown, all of them to download."""
    named = table.assign(**{column: [name_of(each) for each in table[column]]
                            for column in ("post", "unit", "key") if column in table})
    if "name" in named:
        named["name"] = named["name"].map(shown_name)
    worded = named[list(headings)].rename(columns=headings)
    st.dataframe(worded.head(SHOWN), hide_index=True, width="stretch",
                 height=min(38 + 35 * max(1, len(worded)), 420),
                 column_config=formatted({headings[key]: each for key, each in formats.items()}))
    if len(worded) > SHOWN:
        st.caption(t("The first {shown} of {all} people; the download has everybody.", shown=f"{SHOWN:,}",
                     all=f"{len(worded):,}"))
    _download(worded, what)


def formatted(formats: Mapping[str, str]) -> dict[str, Any]:
    """Column heading → how its numbers are shown."""
    return {heading: st.column_config.NumberColumn(format=each) for heading, each in formats.items()}


def metrics(*pairs: tuple[str, str]) -> None:
    """Numbers with their labels, in a row."""
    with st.container(horizontal=True, gap="medium"):
        for label, value in pairs:
            st.metric(label, value, width="content")


def by_post(outcome: Outcome, number: int, only: str | None = None) -> None:
    """Average dividends of each post, of one programme or all of them."""
    table = dividend_sheet.by_post(outcome, number)
    if only is not None:
        table = table[table["programme"] == only]
    if not len(table):
        st.info(t("Nobody gets anything in this year."))
        return
    titles = {name: text.say(rule.title) for name, rule in programmes_of(outcome).items()}
    dividend_curves.posts(table.assign(post=[name_of(each) for each in table["post"]],
                                       programme=[titles[each] for each in table["programme"]]),
                          key=f"posts|{only or 'all'}")
