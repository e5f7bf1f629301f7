"""The Equity page's tab of instruments: the table of the six kinds, and which of them fits whom."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.text import t
from engine.rules.equity.instruments import INSTRUMENTS, TRAITS, Instruments, Reason
from ui.kit import csv
from ui.kit.figures import entered, inputs

MARKS = {True: "✓", False: "–"}


def show() -> None:
    """The questions on the left, each instrument with its reasons on the right, the table below."""
    st.markdown(f"**{text.say(Instruments.about.title)}**", help=text.say(Instruments.about.what))
    left, right = st.columns([1, 2], gap="medium")
    with left:
        fields = Instruments.Inputs.keys()
        given = inputs("instruments", fields, {key: field.default for key, field in fields.items()})
    rule, wanted = Instruments.parsed(entered(given))
    with right:
        _reasons(rule, wanted)
    _table()


def _reasons(rule: Instruments, wanted: Instruments.Inputs) -> None:
    """The suitable ones first, each with what speaks for and against it."""
    against, suitable = rule.against(wanted), rule.suitable(wanted)
    if not rule.wanted(wanted):
        st.info(t("Answer a question, and what does not fit drops out."))
        return
    names = t(", ").join(text.say(INSTRUMENTS[name].title) for name in suitable)
    if against[suitable[0]]:
        st.warning(t("Nothing fits every answer; closest: {names}", names=names), icon=":material/rule:")
    else:
        st.success(t("Fits every answer: {names}", names=names), icon=":material/check:")
    reasons = list(rule.reasons(wanted))
    rows = []
    for name in sorted(INSTRUMENTS, key=lambda each: len(against[each])):
        mine = [reason for reason in reasons if reason.instrument == name]
        rows.append((text.say(INSTRUMENTS[name].title),
                     t("; ").join(_said(reason) for reason in mine if reason.speaks_for),
                     t("; ").join(_said(reason) for reason in mine if not reason.speaks_for)))
    st.dataframe(pd.DataFrame(rows, columns=[t("Instrument"), t("Speaks for it"), t("Speaks against it")]),
                 hide_index=True, width="stretch")


def _said(reason: Reason) -> str:
    said = {
        ("pays_in", True): t("the person pays in"), ("pays_in", False): t("nothing to pay in"),
        ("votes", True): t("has a vote"), ("votes", False): t("has no vote"),
        ("value_gain", True): t("gains with the company's value"), ("value_gain", False): t("profit only, no gain in value"),
        ("keeps", True): t("is kept on leaving"), ("keeps", False): t("goes back on leaving"),
        ("registered", True): t("is registered"), ("registered", False): t("is not registered"),
        ("listed", True): t("common in listed companies"), ("listed", False): t("not for a listed company")}
    mark = "＊" if reason.trait in INSTRUMENTS[reason.instrument].ours else ""
    return said[reason.trait, reason.has] + mark


def _table() -> None:
    """What each gives and asks; what the source does not state carries a star."""
    columns: dict[str, list[str]] = {t("Instrument"): [text.say(each.title) for each in INSTRUMENTS.values()]}
    for trait, label in TRAITS.items():
        columns[text.say(label)] = [MARKS[getattr(each, trait)] + ("＊" if trait in each.ours else "")
                                    for each in INSTRUMENTS.values()]
    columns[t("On leaving")] = [text.say(each.on_leaving) + ("＊" if "on_leaving" in each.ours else "")
                                for each in INSTRUMENTS.values()]
    columns[t("What it is")] = [text.say(each.note) for each in INSTRUMENTS.values()]
    table = pd.DataFrame(columns)
    st.dataframe(table.drop(columns=[t("What it is")]), hide_index=True, width="stretch")
    with st.expander(t("What it is"), icon=":material/menu_book:"):
        st.markdown("\n".join(f"- **{text.say(each.title)}** {text.say(each.note)}" for each in INSTRUMENTS.values()))
    st.caption(t("✓ yes, – no. A star (＊) marks what the source does not state and is our reading. Source: {source}",
                 source=text.origin(Instruments.about.source)))
    csv.download(lambda: table, "instruments", key="download-instruments")
