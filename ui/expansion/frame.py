"""What the tabs of the Expansion page share: the year shown, the controls of a rule, tables and their downloads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.base.text import t
from engine.company.network import Network
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.run.outcome import Outcome
from ui.kit import state
from ui.kit.controls import control
from ui.kit.entries import levers_under

YUAN = "¥%,.0f"
Opening = tuple[str, Subsidiaries]
"""The plan's rule that opens companies, with its name."""


def choose_year(last: int) -> int:
    """The year that numbers, tree and lists are of: the last one unless another was chosen."""
    kept, key = f"expansion-year|{state.case_key()}", f"choose-expansion-year|{state.case_key()}"
    st.session_state[key] = min(st.session_state.get(kept, last), last)

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    if last > 1:
        st.select_slider(t("Year shown"), range(1, last + 1), key=key, on_change=keep, width=420)
    return int(st.session_state[key])


def year_shown(last: int) -> int:
    """The year chosen on this page."""
    return min(st.session_state.get(f"expansion-year|{state.case_key()}", last), last)


def networks_of(outcome: Outcome) -> list[Network]:
    """The companies at the end of each year."""
    return [year.network for year in outcome.years if year.network is not None]


def controls(path: str, names: Sequence[str]) -> None:
    """The controls of these parameters of the rule, in this order."""
    levers = {lever.path.removeprefix(f"{path}."): lever for lever in levers_under(path)}
    for name in names:
        if name in levers:
            control(levers[name])


def amounts(table: pd.DataFrame, headings: dict[str, str], money: Sequence[str]) -> pd.DataFrame:
    """The table with these columns under their headings, amounts in yuan; shown and given back."""
    kept = table[list(headings)].assign(**{name: table[name] / 100 for name in money})
    shown = kept.rename(columns=headings)
    st.dataframe(shown, hide_index=True, width="stretch",
                 column_config={headings[name]: st.column_config.NumberColumn(format=YUAN) for name in money})
    return shown


def download(table: pd.DataFrame, name: str) -> None:
    """The table as a CSV that a spreadsheet opens with Chinese headings intact."""
    st.download_button(t("Download the table"), lambda: table.to_csv(index=False).encode("utf-8-sig"),
                       file_name=f"{state.case_key()}-{name}.csv", mime="text/csv", icon=":material/download:",
                       key=f"download|{name}")
