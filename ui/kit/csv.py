"""Every table to download: a CSV that a spreadsheet opens with Chinese intact and without running anything in it."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.text import t
from engine.files.csv_text import written
from ui.kit import state
from ui.kit.table import in_unit, unit_for


def download(table: Callable[[], pd.DataFrame], name: str, label: str = "", key: str | None = None,
             fen: Collection[str] = (), file: str | None = None) -> None:
    """A button that makes a table when it is asked for; the columns headed `fen` hold whole fen and are written in yuan.

    The file is called after the case and `name`, or `file`. The table is made outside the run that draws the button: it
    has the language of that run, but no session, so whatever it needs from there is taken before.
    """
    language = text.language()

    def made() -> bytes:
        text.use(language)
        whole = table()
        units = {heading: in_unit(heading, unit_for(0, exact=True)) for heading in fen if heading in whole}
        return written(whole.rename(columns=units), set(units.values())).encode("utf-8-sig")

    st.download_button(label or t("Download the table"), made, mime="text/csv", icon=":material/download:",
                       file_name=file or f"{state.case_key()}-{name}.csv", key=key or f"download-{name}")
