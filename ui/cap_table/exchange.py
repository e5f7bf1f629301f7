"""The Cap table page's import and export in the Open Cap Format."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.problem import InputError
from engine.base.text import percent, t
from engine.company.company import HOLDER_KINDS
from engine.files import company_edit as edit
from engine.files import ocf
from engine.plan.scenario import plain
from engine.run.outcome import Outcome
from ui.kit import state
from ui.kit.choice import choose
from ui.kit.upload import upload

HOME = "https://github.com/Open-Cap-Table-Coalition/Open-Cap-Format-OCF"


def show(outcome: Outcome) -> None:
    """Out of the simulation as a package, and a package into the company."""
    exports(outcome)
    imports()


def exports(outcome: Outcome) -> None:
    """The table and its history, until a year of choice, as a package to download."""
    st.markdown(t("**Export**"))
    st.caption(t("The [Open Cap Format]({link}) is an open standard that cap table tools read: a zip of JSON files with the "
                 "holders, stock, promises and all that happens.", link=HOME))
    last = len(outcome.years)
    now = datetime.now(UTC)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {year: t("Today") if year == 0 else t("End of year {year}", year=year) for year in range(last + 1)}
        until = choose(t("Until"), names, f"ocf-until|{last}", start=last, width=220)
        first = st.number_input(t("Today's table is at the end of"), value=now.year, min_value=1990, max_value=2100, step=1,
                                key="ocf-first", width=220, persist_state="session")
        st.download_button(t("Download (Open Cap Format)"), lambda: ocf.export(
            outcome, int(first), now.replace(microsecond=0).isoformat(), until), file_name="cap-table.ocf.zip",
            mime="application/zip", icon=":material/download:")


def imports() -> None:
    """A package of another tool, or of this one: what it holds, what is not taken over, and its use."""
    st.markdown(t("**Import**"))
    brought = upload(t("A package in the Open Cap Format (.zip)"), ["zip"], "ocf-upload")
    if brought is None:
        return
    try:
        found = ocf.read(brought.content, brought.name)
    except InputError as error:
        for problem in error.problems[:20]:
            st.error(str(problem), icon=":material/error:")
        if len(error.problems) > 20:
            st.caption(t("and {n} more of the kind", n=len(error.problems) - 20))
        return
    st.markdown(t("**{name}**, as of {date}: {shares} shares, {holders} holders", name=found.issuer, date=found.as_of,
                  shares=f"{found.table.total:,}", holders=f"{len(found.holders()):,}"))
    _holders(found)
    _not_taken(found)
    keys = [key for key in found.holders() if found.table.lines[key].kind not in ("public", "employees")] or list(
        found.holders())
    names = {key: text.say(found.table.lines[key].name) for key in keys}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = choose(t("Which holder are you?"), names, f"ocf-owner|{found.issuer}|{found.as_of}", start=found.owner(), width=260)
        st.button(t("Use this as the company's cap table"), key="ocf-use", type="primary",
                  on_click=lambda: state.attempt(lambda: _use(found, owner)))


def _holders(found: ocf.Imported) -> None:
    lines = {key: line for key, line in found.table.lines.items() if line.shares}
    st.dataframe(pd.DataFrame({
        t("Holder"): [text.say(line.name) for line in lines.values()],
        t("Kind"): [text.say(HOLDER_KINDS[line.kind]) for line in lines.values()],
        t("Shares"): [line.shares for line in lines.values()],
        t("Stake"): [percent(float(found.table.stake(key)), 4) for key in lines]}), hide_index=True, width="stretch",
        column_config={t("Shares"): st.column_config.NumberColumn(format="%,d")})


def _not_taken(found: ocf.Imported) -> None:
    if not found.not_taken:
        st.success(t("Everything in the package is taken over."), icon=":material/check:")
        return
    st.warning(t("{n} things in the package are not taken over:", n=len(found.not_taken)), icon=":material/rule:")
    st.dataframe(pd.DataFrame([{t("Kind"): each.kind, t("Key"): each.id, t("Why"): each.why} for each in found.not_taken]),
                 hide_index=True, width="stretch")


def _use(found: ocf.Imported, owner: str) -> None:
    """The company with these holders; refused where the plans name holders who are not among them."""
    company = state.case().today.company
    state.keep_company(edit.with_facts(company, {**plain(company.facts), "cap_table": found.holders(), "owner": owner}))
