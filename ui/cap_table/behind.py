"""The Cap table page's tab of who stands behind the holders: form, voters, partners, seats and owners."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.company.company import Facts
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from ui.cap_table.structures import structures
from ui.kit import state


def show() -> None:
    """The holders of the company, edited, or made anew from an investment structure."""
    behind()
    structures()


def behind() -> None:
    """Company form, voters, partners, seats and owners of the holders, edited and checked as a file would be."""
    company = state.case().today.company
    facts, document = company.facts, plain(company.facts)
    names = {key: text.say(holder.text) for key, holder in facts.cap_table.items()}
    declared, holder = Facts.parameters(), type(next(iter(facts.cap_table.values()))).parameters()
    mark = f"{state.case_key()}|{id(company)}|{text.language()}"
    with st.container(horizontal=True):
        chosen = {}
        for field in ("form", "market"):
            labels = {key: text.say(label) for key, label in (declared[field].choices or {}).items()}
            chosen[field] = st.selectbox(text.say(declared[field].label), list(labels), key=f"cap-{field}|{mark}",
                                         index=list(labels).index(getattr(facts, field)), width=260,
                                         format_func=labels.__getitem__)
    st.caption(t("Who votes for a holder (the general partner, or whom it acts in concert with), how many partners it has, and "
                 "the board seats it appoints. Leave the voter empty where it votes for itself."))
    voters = pd.DataFrame({"holder": list(names.values()),
                           "votes_by": [facts.cap_table[key].votes_by for key in names],
                           "partners": [facts.cap_table[key].partners for key in names],
                           "seats": [facts.cap_table[key].seats for key in names]})
    options = {**names}
    edited = st.data_editor(voters, hide_index=True, width="stretch", disabled=["holder"], placeholder="", key=f"cap-voters|{mark}",
                            column_config={
        "holder": st.column_config.TextColumn(t("Holder")),
        "votes_by": st.column_config.SelectboxColumn(text.say(holder["votes_by"].label), options=list(options),
                                                     format_func=lambda each: options.get(str(each), str(each))),
        "partners": st.column_config.NumberColumn(text.say(holder["partners"].label), min_value=1, step=1),
        "seats": st.column_config.NumberColumn(text.say(holder["seats"].label), min_value=0, step=1)})
    st.caption(t("Who owns a holder, one line an owner. What is left over belongs to the holder's own members."))
    options = {**names, "company": t("this company")}
    owned = [(key, owner, part * 100) for key, each in facts.cap_table.items() for owner, part in each.owners.items()]
    parts = pd.DataFrame(owned, columns=["holder", "owner", "part"]).astype({"part": float})
    owners = st.data_editor(parts, hide_index=True, width="stretch", num_rows="dynamic", key=f"cap-owners|{mark}",
                            column_config={
        "holder": st.column_config.SelectboxColumn(t("Holder"), options=list(names), required=True,
                                                   format_func=lambda each: options.get(str(each), str(each))),
        "owner": st.column_config.SelectboxColumn(t("Owned by"), options=list(options), required=True,
                                                  format_func=lambda each: options.get(str(each), str(each))),
        "part": st.column_config.NumberColumn(t("Part owned"), format="%g%%", min_value=0, max_value=100)})
    st.button(t("Use these holders"), type="primary", key="cap-use-behind",
              on_click=lambda: state.attempt(lambda: _keep_behind(document, chosen, list(names), edited, owners)))


def _keep_behind(document: dict[str, Any], chosen: dict[str, Any], keys: list[str], voters: pd.DataFrame,
                 owners: pd.DataFrame) -> None:
    """The company with what the two tables say."""
    holders = {key: {**each, "owners": {}} for key, each in document["cap_table"].items()}
    for key, row in zip(keys, voters.to_dict("records"), strict=True):
        holders[key] |= {"votes_by": row["votes_by"] if isinstance(row["votes_by"], str) and row["votes_by"] else None,
                         "partners": None if pd.isna(row["partners"]) else int(row["partners"]),
                         "seats": 0 if pd.isna(row["seats"]) else int(row["seats"])}
    for place, row in enumerate(owners.to_dict("records"), start=1):
        where = f"{t('Who owns a holder')}, {t('row {row}', row=place)}"
        if not isinstance(row["holder"], str) or not isinstance(row["owner"], str) or pd.isna(row["part"]):
            raise InputError([Problem("", where, t("holder, owner and part are all needed; fill them in or delete the row."))])
        if row["owner"] in holders[row["holder"]]["owners"]:
            raise InputError([Problem("", where, t("“{given}” is there twice; give every row a key of its own.",
                                                   given=row["owner"]))])
        holders[row["holder"]]["owners"][row["owner"]] = round(float(row["part"]) / 100, 6)
    state.keep_company(edit.with_facts(state.case().today.company, {**document, **chosen, "cap_table": holders}))
