"""The Cap table page's tab of one year: the table at its end, and all years to download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.cap_table import ownership
from engine.base import text
from engine.base.text import t
from engine.run.outcome import Outcome
from ui.kit import csv
from ui.kit.choice import choose


def show(outcome: Outcome) -> None:
    """The table at the end of a year of choice, and all years to download."""
    last = len(outcome.years)
    names = {year: t("Today") if year == 0 else t("End of year {year}", year=year) for year in range(last + 1)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose(t("Which year"), names, "cap-year", last, 220)
        csv.download(lambda: ownership.by_year(outcome), "cap-table", t("Download all years (CSV)"))
    rows = [row for row in ownership.rows(outcome, year) if row.direct or row.through or row.votes or row.diluted]
    number = st.column_config.NumberColumn(format="%,d")
    part = st.column_config.NumberColumn(format="%.4f%%")
    columns = {t("Holder"): [text.say(row.name) for row in rows], t("Kind"): [text.say(row.kind) for row in rows],
               t("Shares"): [row.shares for row in rows]}
    parts = {t("Direct"): "direct", t("Looked through"): "through", t("Votes"): "votes", t("Fully diluted"): "diluted"}
    columns |= {label: [float(getattr(row, field)) * 100 for row in rows] for label, field in parts.items()}
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch",
                 column_config={t("Shares"): number, **dict.fromkeys(parts, part)})
    table = ownership.tables(outcome)[year]
    st.caption(t("{total} shares in all, {diluted} fully diluted. Holders without shares of their own are listed because they "
                 "own other holders.", total=f"{table.total:,}", diluted=f"{table.fully_diluted:,}"))
