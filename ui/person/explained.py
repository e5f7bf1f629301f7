"""How each amount of the pay slip comes about."""

from __future__ import annotations

import streamlit as st

from engine.answers.pay.payslip import Explained, Payslip, side_by_side
from engine.base import text
from engine.base.text import t
from ui.kit import outcomes
from ui.person.pay_slip import amount_of


def explained(before: Payslip, after: Payslip, month: int | None) -> None:
    """Every element taken apart, both sides beside each other."""
    names = outcomes.sides()
    for pair in side_by_side(before, after):
        with st.expander(f"**{text.say(pair.title)}** · {amount_of(pair.old, month)} → {amount_of(pair.new, month)}"):
            columns = st.columns(2, gap="medium")
            for column, name, slip, item in zip(columns, names, (before, after), (pair.old, pair.new), strict=True):
                with column:
                    st.markdown(f"**{name}** · {amount_of(item, month)}")
                    if item is None:
                        st.caption(t("not in this plan"))
                    else:
                        _one(slip.explain(item, month))


def _one(what: Explained) -> None:
    """Formula, steps, bands and parameters of one side."""
    st.info(what.formula, icon=":material/function:")
    if what.steps:
        st.markdown(_rows((t("Step"), t("Value")), [(each.label, each.value) for each in what.steps]))
    if what.sums:
        st.markdown("\n".join(f"- {line}" for line in what.sums))
    if what.parameters:
        st.markdown(_rows((t("Parameter"), t("Value"), t("Source")),
                          [(each.label, each.value, each.source) for each in what.parameters]))
    st.caption(t("Rule after: {source}", source=what.source))


def _rows(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown: cheap where there are many of them."""
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("~", "\\~").replace("$", "\\$") for cell in cells) + " |"
    return "\n".join([line(heads), "|" + " --- |" * len(heads), *map(line, rows)])
