"""What the tabs of the Dividends page share: names, numbers, tables and the picture by post."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
import streamlit as st

from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.text import t
from engine.rules.kinds import DividendProgramme
from engine.run.outcome import Outcome
from ui.dividends import dividend_curves
from ui.kit import csv
from ui.kit.names import name_of, shown_name
from ui.kit.table import show_table


def programmes_of(outcome: Outcome) -> dict[str, DividendProgramme]:
    """The dividend programmes of the plan."""
    return outcome.scenario.plan.dividends


def people_table(found: pd.DataFrame, headings: dict[str, str], fen: Collection[str], formats: Mapping[str, str],
                 what: str) -> None:
    """A table of some columns in words: keys replaced by names, the first rows shown, all of them to download."""
    named = found.assign(**{column: [name_of(each) for each in found[column]]
                            for column in ("post", "unit", "key") if column in found})
    if "name" in named:
        named["name"] = named["name"].map(shown_name)
    worded, amounts = named[list(headings)].rename(columns=headings), [headings[key] for key in fen]
    show_table(worded, amounts, {headings[key]: each for key, each in formats.items()}, exact=True)
    csv.download(lambda: worded, what, fen=amounts)


def metrics(*pairs: tuple[str, str]) -> None:
    """Numbers with their labels, in a row."""
    with st.container(horizontal=True, gap="medium"):
        for label, value in pairs:
            st.metric(label, value, width="content")


def by_post(outcome: Outcome, number: int, only: str | None = None) -> None:
    """Average dividends of each post, of one programme or all of them."""
    found = dividend_sheet.by_post(outcome, number)
    if only is not None:
        found = found[found["programme"] == only]
    if not len(found):
        st.info(t("Nobody gets anything in this year."))
        return
    titles = {name: text.say(rule.title) for name, rule in programmes_of(outcome).items()}
    dividend_curves.posts(found.assign(post=[name_of(each) for each in found["post"]],
                                       programme=[titles[each] for each in found["programme"]],
                                       rule=[programmes_of(outcome)[each].name() for each in found["programme"]]),
                          key=f"posts|{only or 'all'}")
