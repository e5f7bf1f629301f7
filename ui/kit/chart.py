"""The frame of every picture: what stands above it, how its series are told apart, and what a screen reader gets.

    draw(title, said, looks, table, specification, key, values)

Above the plot stand its title, a sentence that says what it shows, and its legend, as text that wraps; then, for screen
readers alone, its values as a table; then the plot, always of the same height, so that plots standing side by side in
`side_by_side` columns stand on one line. A specification never changes with the data, so the browser only exchanges the
data when a lever moves; for the same reason the plot's accessible name is the title, and the sentence stands beside it.

No series is told by colour alone: `filled` gives bars and areas a letter, `lined` gives lines a pattern of dashes; the
legend shows both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from engine.base import text
from ui.kit.palette import FAINT_INK, ink_on

if TYPE_CHECKING:
    from plotly.graph_objects import Figure
    from streamlit.delta_generator import DeltaGenerator

HEIGHT = 240
"""Of the plot itself, between its axes, in pixels; of every picture that does not list things by name."""
VALUES_READ = 40
"""Rows of a table for screen readers; of a curve of more points every so-manieth."""
DASHES = ((1, 0), (8, 4), (2, 3), (10, 3, 2, 3), (4, 2), (14, 4), (6, 2, 2, 2, 2, 2), (1, 5), (16, 3, 4, 3), (3, 8), (20, 6), (2, 1))
LETTERS = [*ascii_uppercase, *(f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)]
# What a mark stands for is in the table; a name for each of them is what drawing would take longest over.
CONFIG = {"mark": {"aria": False}, "area": {"opacity": 1}, "bar": {"opacity": 1},
          "axis": {"labelColor": FAINT_INK, "titleColor": FAINT_INK, "labelFontSize": 12, "titleFontSize": 12,
                   "titleFontWeight": "normal"}}
WIDE = "wide-"
"""How the keys of pictures begin that a phone scrolls sideways instead of squeezing them (ui/style.css)."""
NOTHING = "\u00a0"
"""A title that only keeps its room."""
Cells = Iterable[tuple[str, str, str]]
"""Values to read out: heading of the row, heading of the column, value."""


@dataclass(frozen=True)
class Look:
    """How a series is drawn and named: colour, and as its second mark the letter in its bars or the dashes of its line.

    A series without either is the only one of its shape in the picture.
    """

    name: str
    colour: str
    letter: str = ""
    dash: tuple[int, ...] = ()

    @property
    def chip(self) -> str:
        """The series as the legend shows it: a piece of its line, or a square with its letter."""
        if not self.dash:
            return f'<i style="background:{self.colour};color:{ink_on(self.colour)}">{self.letter}</i>'
        stops, place = [], 0
        for length, colour in zip(self.dash, (self.colour, "transparent") * len(self.dash), strict=False):
            stops.append(f"{colour} {place}px {place + length}px")
            place += length
        return (f'<i class="line" data-dash="{"-".join(map(str, self.dash))}" '
                f'style="background:repeating-linear-gradient(90deg,{",".join(stops)})"></i>')


def filled(colours: Mapping[str, str]) -> list[Look]:
    """The looks of bars and areas: A, B, C in their order; letters, because figures in a bar would be taken for values."""
    return [Look(name, colour, letter) for letter, (name, colour) in zip(LETTERS, colours.items(), strict=False)]


def lined(colours: Mapping[str, str]) -> list[Look]:
    """The looks of lines: solid, then dashed each in its own way."""
    return [Look(name, colour, dash=DASHES[place % len(DASHES)]) for place, (name, colour) in enumerate(colours.items())]


def side_by_side(number: int) -> list[DeltaGenerator]:
    """Columns whose pictures stand on one line, however many lines their legends take."""
    return st.columns(number, gap="medium", vertical_alignment="bottom")


def draw(title: str, said: str, looks: Sequence[Look], table: pd.DataFrame, specification: Mapping[str, Any], key: str,
         values: Cells, corner: str = "", height: int = HEIGHT) -> None:
    """A picture in Vega-Lite: the table's columns drawn as the specification says, below title, sentence and legend."""
    above(title, said, looks, values, corner)
    st.vega_lite_chart(table, {"height": height, "autosize": {"type": "fit-x", "contains": "padding"}, "config": CONFIG,
                               **specification}, key=key, alt=title)


def draw_figure(title: str, said: str, looks: Sequence[Look], figure: Figure, key: str, values: Cells, corner: str = "",
                height: int = 2 * HEIGHT) -> None:
    """A picture in Plotly, for what Vega-Lite cannot draw: in the same frame, with nothing to click but the values."""
    above(title, said, looks, values, corner)
    figure.update_layout(margin={"l": 8, "r": 8, "t": 8, "b": 8}, height=height, font_size=13)
    st.plotly_chart(figure, key=f"{WIDE}{key}", alt=title, config={"displayModeBar": False, "scrollZoom": False})


def above(title: str, said: str, looks: Sequence[Look], values: Cells, corner: str = "") -> None:
    """Title, sentence, legend and values to read out, as one element."""
    legend = "".join(f"<li>{look.chip}{escape(look.name)}</li>" for look in looks)
    st.html(f'<p class="picture" role="heading" aria-level="5">{escape(title)}</p><p class="said">{escape(said)}</p>'
            + (f'<ul class="legend">{legend}</ul>' if looks else "") + _read_out(title, values, corner))


def _read_out(title: str, values: Cells, corner: str) -> str:
    """The values as a table that only screen readers see."""
    columns: dict[str, None] = {}
    rows: dict[str, dict[str, str]] = {}
    for row, column, value in values:
        columns[column] = None
        rows.setdefault(row, {})[column] = value
    every = -(-len(rows) // VALUES_READ) or 1
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f'<tr><th scope="row">{escape(row)}</th>'
                   + "".join(f"<td>{escape(cells.get(column, ''))}</td>" for column in columns) + "</tr>"
                   for row, cells in list(rows.items())[::every])
    return (f'<div class="read-out"><table><caption>{escape(title)}</caption><thead><tr><th scope="col">{escape(corner)}</th>'
            f"{heads}</tr></thead><tbody>{body}</tbody></table></div>")


# ---------------------------------------------------------------- pieces of specifications

def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """An axis; one without a title keeps the room of one, so that plots side by side end on one line."""
    return {"title": title or NOTHING, "grid": False, "labelOverlap": True, "tickCount": 5, **more}


def number_axis(title: str = "", **more: Any) -> dict[str, Any]:
    """The axis that values are read off, with its lines through the plot."""
    return {"title": title or None, "grid": True, "labelOverlap": True, "tickCount": 5, **more}


def colour(field: str, looks: Sequence[Look]) -> dict[str, Any]:
    """The colour of each series; the legend stands above the plot, not in it."""
    return {"field": field, "type": "nominal", "sort": None, "legend": None,
            "scale": {"domain": [look.name for look in looks], "range": [look.colour for look in looks]}}


def dash(field: str, looks: Sequence[Look]) -> dict[str, Any]:
    """The dashes of each line."""
    return {"field": field, "type": "nominal", "sort": None, "legend": None,
            "scale": {"domain": [look.name for look in looks], "range": [list(look.dash or (1, 0)) for look in looks]}}


def scale(fen: float) -> tuple[float, str]:
    """Divisor of fen and unit for an axis: 万 or 亿 in Chinese, K or M in English."""
    yuan = abs(fen) / 100
    chinese = text.language() == "zh"
    steps = ((1e8, "亿元"), (1e4, "万元")) if chinese else ((1e6, "¥M"), (1e3, "¥K"))
    return next(((size * 100, unit) for size, unit in steps if yuan >= size), (100.0, "元" if chinese else "¥"))
