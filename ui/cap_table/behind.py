"""The Cap table page's tab of who stands behind the holders: form, voters, partners, seats and owners."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st

from engine.base import text
from engine.base.parameter import Parameter, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.company.company import Facts, Holder, PartOwned
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from ui.cap_table.structures import structures
from ui.kit import forms, state
from ui.kit.field import field_of
from ui.kit.refusals import accept
from ui.kit.rows import Rows, editor

HOLDER = Parameter("股东", "Holder", Unit.KEY)
PART: Parameter = get_args(PartOwned)[1]
OWNER = Parameter("由谁持有", "Owned by", Unit.KEY)
VOTER = ("votes_by", "partners", "seats")


def show() -> None:
    """The holders of the company, edited, or made anew from an investment structure."""
    behind()
    structures()


def behind() -> None:
    """Company form, voters, partners, seats and owners of the holders, edited and checked as a file would be."""
    facts = state.case().today.company.facts
    document = plain(facts)
    names = {key: text.say(holder.text) for key, holder in facts.cap_table.items()}
    mark = f"{state.case_key()}|{forms.version('behind', (facts.form, facts.market, facts.cap_table))}"
    with st.container(horizontal=True):
        chosen = {key: field_of(Facts.keys()[key], getattr(facts, key), f"cap-{key}|{mark}", width=260)
                  for key in ("form", "market")}
    st.caption(t("Who votes for a holder (the general partner, or whom it acts in concert with), how many partners it has, and "
                 "the board seats it appoints. Leave the voter empty where it votes for itself."))
    declared = {"holder": HOLDER, **{key: Holder.parameters()[key] for key in VOTER}}
    voters = editor([{"holder": key, **{name: document["cap_table"][key].get(name) for name in VOTER}} for key in names],
                    declared, f"cap-voters|{mark}", fixed=True, disabled=["holder"],
                    config={"holder": _holders(HOLDER, names), "votes_by": _holders(declared["votes_by"], names, required=False)})
    st.caption(t("Who owns a holder, one line an owner. What is left over belongs to the holder's own members."))
    owners = editor([{"holder": key, "owner": owner, "part": owned} for key, each in facts.cap_table.items()
                     for owner, owned in each.owners.items()], {"holder": HOLDER, "owner": OWNER, "part": PART},
                    f"cap-owners|{mark}", sparse=True, config={
        "holder": _holders(HOLDER, names), "owner": _holders(OWNER, {**names, "company": t("this company")})})
    if st.button(t("Use these holders"), type="primary", key="cap-use-behind"):
        accept(lambda: _keep_behind(document, chosen, voters, owners))


def _holders(parameter: Parameter, names: dict[str, str], required: bool = True) -> Any:
    """A column of holders."""
    return st.column_config.SelectboxColumn(text.say(parameter.label), options=list(names), required=required,
                                            format_func=lambda each: names.get(str(each), str(each)))


def _keep_behind(document: dict[str, Any], chosen: dict[str, Any], voters: Rows, owners: Rows) -> None:
    """The company with what the two tables say."""
    holders = {row["holder"]: {**document["cap_table"][row["holder"]], **row, "owners": {}} for row in voters}
    for each in holders.values():
        del each["holder"]
    for place, row in enumerate(owners, start=1):
        where = f"{t('Who owns a holder')}, {t('row {row}', row=place)}"
        if not {"holder", "owner", "part"} <= row.keys():
            raise InputError([Problem("", where, t("holder, owner and part are all needed; fill them in or delete the row."))])
        if row["owner"] in holders[row["holder"]]["owners"]:
            raise InputError([Problem("", where, t("“{given}” is there twice; give every row a key of its own.",
                                                   given=row["owner"]))])
        holders[row["holder"]]["owners"][row["owner"]] = row["part"]
    state.keep_company(edit.with_facts(state.case().today.company, {**document, **chosen, "cap_table": holders}))
