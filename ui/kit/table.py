"""One table for the whole app: amounts come in fen and are shown in the reader's unit, which the heading says.

All amounts of a table have one unit, so that they compare at a glance: yuan as long as the largest stays below a million,
beyond that 万 or 亿 in Chinese, K or M in English. Where every fen matters, a table asks for `exact` amounts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.text import t

ROWS_SHOWN = 500
"""Rows sent to the browser; a download has all of them."""
ROW, MOST_HEIGHT = 35, 420
"""Pixels of a row, and of the tallest table."""
COUNT, RATE, RATE_FINE, FACTOR = "%,d", "%.1f%%", "%.2f%%", "×%g"
"""Formats of columns that are no amounts; the cells of a rate are already in percent."""


@dataclass(frozen=True)
class MoneyUnit:
    """What amounts are shown in: fen in one of it, its name, its places."""

    fen: int
    name: str
    places: int

    @property
    def format(self) -> str:
        return f"%,.{self.places}f"


def unit_for(largest: float, exact: bool = False) -> MoneyUnit:
    """The reader's unit of a table whose largest amount is so many fen."""
    yuan = abs(largest) / 100
    chinese = text.language() == "zh"
    if exact or yuan < 1e6:
        return MoneyUnit(100, "元" if chinese else "¥", 2 if exact else 0)
    if yuan < 1e10:
        return MoneyUnit(10**6, "万元", 2) if chinese else MoneyUnit(10**5, "¥K", 1)
    return MoneyUnit(10**10, "亿元", 2) if chinese else MoneyUnit(10**8, "¥M", 2)


def in_unit(heading: str, unit: MoneyUnit) -> str:
    """The heading of a column of amounts."""
    return t("{heading} ({unit})", heading=heading, unit=unit.name)


def show_table(table: pd.DataFrame, fen: Collection[str] = (), formats: Mapping[str, str] | None = None, exact: bool = False,
               index: bool = False, wide: Collection[str] = (), height: int | None = None) -> None:
    """Draw a table: the columns headed `fen` hold fen, others may have a number format of their own.

    Only the first rows go to the browser; that there are more is said. With `index` the row labels are shown.
    """
    rows = table.head(ROWS_SHOWN)
    amounts = rows[[heading for heading in rows if heading in fen]].apply(pd.to_numeric)
    unit = unit_for(float(amounts.abs().max().max()) if amounts.size else 0.0, exact)
    config: dict[str, Any] = {heading: st.column_config.NumberColumn(format=form)
                              for heading, form in (formats or {}).items()}
    config |= {str(heading): st.column_config.NumberColumn(in_unit(str(heading), unit), format=unit.format) for heading in amounts}
    config |= {heading: st.column_config.TextColumn(width="large") for heading in wide}
    st.dataframe(rows.assign(**{str(heading): amounts[heading] / unit.fen for heading in amounts}), hide_index=not index,
                 width="stretch", column_config=config,
                 height=height or min(ROW + 3 + ROW * max(1, len(rows)), MOST_HEIGHT))
    if len(table) > len(rows):
        st.caption(t("The first {shown} of {all} people; the download has everybody.", shown=f"{ROWS_SHOWN:,}",
                     all=f"{len(table):,}"))
