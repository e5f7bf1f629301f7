"""What the tabs of the Expansion page share: the year shown, the controls of a rule, tables and their downloads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from engine.base.text import t
from engine.company.network import Network
from engine.rules.parts.capabilities import OpensCompanies
from engine.run.outcome import Outcome
from ui.kit import csv
from ui.kit.choice import choose, remembered
from ui.kit.controls import control
from ui.kit.entries import levers_under
from ui.kit.table import show_table

YEAR = "expansion-year"
Opening = tuple[str, OpensCompanies]
"""The plan's rule that opens companies, with its name."""


def choose_year(last: int) -> int:
    """The year that numbers, tree and lists are of: the last one unless another was chosen."""
    years = {year: str(year) for year in range(1, last + 1)}
    return int(choose(t("Year shown"), years, YEAR, year_shown(last), 420, "slide"))


def year_shown(last: int) -> int:
    """The year chosen on this page."""
    return min(int(remembered(YEAR, last)), last)


def networks_of(outcome: Outcome) -> list[Network]:
    """The companies at the end of each year."""
    return [year.network for year in outcome.years if year.network is not None]


def controls(path: str, names: Sequence[str]) -> None:
    """The controls of these parameters of the rule, in this order."""
    levers = {lever.path.removeprefix(f"{path}."): lever for lever in levers_under(path)}
    for name in names:
        if name in levers:
            control(levers[name])


Shown = tuple[pd.DataFrame, list[str]]
"""A table under its headings, and which of them are amounts in fen."""


def amounts(found: pd.DataFrame, headings: dict[str, str], fen: Sequence[str]) -> Shown:
    """Draw the table with these columns under their headings, `fen` the amounts; what was drawn."""
    shown, money = found[list(headings)].rename(columns=headings), [headings[name] for name in fen]
    show_table(shown, money)
    return shown, money


def download(shown: Shown, name: str) -> None:
    """What was drawn, as a CSV."""
    table, money = shown
    csv.download(lambda: table, name, fen=money)
