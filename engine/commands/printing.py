"""How commands print: aligned tables, JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

Rows = list[tuple[str, ...]]


def table(rows: Rows) -> Iterator[str]:
    """Rows as aligned columns, the first to the left, the rest to the right; wide characters count twice."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first + " " * (widths[0] - _width(first)),
                 *(" " * (width - _width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True))]
        yield ("  " + "   ".join(cells)).rstrip()


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)


def as_json(value: Mapping[str, Any]) -> str:
    """Plain values as readable JSON; numbers of numpy included."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_number, indent=2)


def _number(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is not plain")
