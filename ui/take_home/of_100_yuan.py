"""The Take-home page's tab of 100 yuan: who ends up with how much."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.take_home.money_flow import money_flow
from engine.answers.take_home.pocket import PARTS, company_to_pocket
from engine.answers.take_home.settle import settle
from engine.base import text
from engine.base.text import money, t
from ui.take_home import tax_charts
from ui.take_home.basis import plans


def show(comparison: Comparison) -> None:
    """Of 100 yuan before the people are paid, who ends up with how much: a waterfall a plan, and the amounts."""
    st.caption(t("Of every ¥100 that the company has before it pays its people: profit before company tax, plus pay, "
                 "incentive dividends and the employer's contributions."))
    table: dict[str, list[str]] = {}
    rows = plans(comparison)
    below = settle(comparison.reform, comparison.after.number).lapsed()  # said once, at the foot of the page
    for (name, outcome, number), column in zip(rows, st.columns(len(rows), gap="medium"), strict=True):
        found = company_to_pocket(outcome, number)
        with column:
            st.markdown(f"**{name}** · {money(found.pool)}")
            if found.of_100 is None:
                st.info(t("There is nothing to divide: the company loses money before it pays anybody."))
            else:
                tax_charts.waterfall([(key, PARTS[key], value) for key, value in found.of_100.items() if value],
                                     key=f"pocket-{name}")
            for sentence in found.findings:
                if sentence in below:
                    continue
                st.warning(sentence, icon=":material/warning:")
        per_100 = found.of_100 or {}
        table[name] = [money(part) for part in found.parts.values()] + [money(found.pool)]
        table[t("{name}, of ¥100", name=name)] = [f"{per_100[key]:.2f}" if per_100 else "–" for key in found.parts] + [
            "100.00" if per_100 else "–"]
    frame = pd.DataFrame(table, index=[*(text.say(label) for label in PARTS.values()), t("Together")])
    frame.index.name = t("Who gets it")
    st.dataframe(frame, width="stretch", height=38 + 35 * len(frame))
    name, outcome, number = rows[-1]
    links = money_flow(outcome, number)
    if links is not None:
        tax_charts.flow(links, name, key="flow")
