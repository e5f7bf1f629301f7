"""Tables as CSV that a spreadsheet opens without running anything in it, and back again, text for text.

A spreadsheet takes a cell that begins with = + - @, a tab or a carriage return for a formula or a command. Such a text is
written with an apostrophe before it, which a spreadsheet reads as "this is text"; reading takes it off again. A text
that already begins with apostrophes before such a sign gets one more, so that what is written reads back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from typing import Any

import pandas as pd

_MARKED = re.compile(r"'*[=+\-@\t\r]")


def neutral(cell: Any) -> Any:
    """A text that no spreadsheet takes for a formula; what is no text stays as it is."""
    return f"'{cell}" if isinstance(cell, str) and _MARKED.match(cell) else cell


def plain(cell: str) -> str:
    """The text that `neutral` was given."""
    return cell[1:] if cell.startswith("'") and _MARKED.match(cell) else cell


def written(table: pd.DataFrame, fen: Collection[str] = (), line_end: str = "\r\n") -> str:
    """The table as CSV with its headings, without its index; the columns `fen` hold whole fen and are written in yuan.

    Amounts have two places; nothing (None, NaN) is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow([neutral(str(heading)) for heading in table.columns])
    columns = [[_cell(cell, heading in fen) for cell in table[heading].tolist()] for heading in table.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def _cell(cell: Any, is_fen: bool) -> Any:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return _yuan(round(cell)) if is_fen and not isinstance(cell, str) else neutral(cell)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def read(content: str) -> pd.DataFrame:
    """The cells of a CSV with one row of headings, as texts.

    Raises:
        pandas.errors.ParserError, pandas.errors.EmptyDataError: no such table.
    """
    cells = pd.read_csv(io.StringIO(content), dtype=str, keep_default_na=False)
    return cells.rename(columns=plain).map(plain)
