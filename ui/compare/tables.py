"""The tables of the Compare page: the big numbers, job families, and everybody's income per plan."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.headline import headlines
from engine.base import text
from engine.base.text import t
from engine.company.company import Company, label_of
from engine.company.people import People
from ui.kit import csv, state
from ui.kit.names import HIDDEN, names_hidden
from ui.kit.table import show_table


def big_numbers(comparisons: Sequence[Comparison], names: Sequence[str]) -> None:
    """The big numbers, a row each, a column a plan, today first."""
    today = headlines(Comparison(comparisons[0].today, comparisons[0].today))
    columns: dict[str, list[str]] = {t("Figure"): [text.say(each.label) for each in today],
                                     t("Today"): [each.value for each in today]}
    for name, comparison in zip(names, comparisons, strict=True):
        columns[name] = [f"{each.value} ({each.change})" if each.change else each.value
                         for each in headlines(comparison)]
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch")


def families(found: pd.DataFrame, names: Sequence[str]) -> None:
    """Job families: people, average today, then change, gainers and losers per reform."""
    company = state.case().today.company
    shown = found.assign(family=[text.say(label_of(company, key)) for key in found["family"]])
    headings = {"family": text.say(People.parameters()["family"].label), "people": t("People"),
                "before": t("Average income today")}
    fen = [headings["before"]]
    for name in names:
        headings[f"{name}|change"] = t("{name}: average change", name=name)
        headings[f"{name}|gain"] = t("{name}: gain", name=name)
        headings[f"{name}|lose"] = t("{name}: lose", name=name)
        fen.append(headings[f"{name}|change"])
    show_table(shown.rename(columns=headings), fen)


def people(found: pd.DataFrame, labels: Sequence[str]) -> None:
    """Everybody's income per plan, the first rows shown, all of them to download."""
    company, hidden = state.case().today.company, names_hidden()
    fen = [str(heading) for heading in found if heading in labels or str(heading).startswith("Δ ")]
    show_table(_readable(found, company, hidden), fen)
    csv.download(lambda: _readable(found, company, hidden), "people", fen=fen)


def _readable(found: pd.DataFrame, company: Company, hidden: bool) -> pd.DataFrame:
    """Names for keys and headings for columns; people's own names `hidden` where the user hides them."""
    if hidden:
        found = found.assign(name=HIDDEN)
    labels = {key: text.say(label_of(company, key)) for column in ("family", "post", "unit")
              for key in found[column].unique()}
    named = found.assign(**{column: found[column].map(labels) for column in ("family", "post", "unit")})
    return named.rename(columns={key: text.say(parameter.label) for key, parameter in People.parameters().items()
                                 if key in named})
