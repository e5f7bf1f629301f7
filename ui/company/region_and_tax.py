"""The company's region and its facts as a taxpayer: chosen, copied, edited as text, checked before they take effect."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.files import company_edit as edit
from engine.law.region import KINDS, Region, region_from, region_text, regions
from engine.law.taxpayer import Taxpayer
from engine.plan.scenario import plain
from ui.kit import forms, state
from ui.kit.field import field_of
from ui.kit.refusals import accept


def show() -> None:
    """Where the company contributes, and what it is as a taxpayer."""
    region()
    taxpayer()


def region() -> None:
    """Which region's figures the company contributes by; the figures with their dates; a copy of one's own."""
    company = state.case().today.company
    own = company.facts.regions
    known = {**regions(), **own}
    names = {key: text.say(each.text) + (t(" (your own)") if key in own else "") for key, each in known.items()}
    key = f"region|{state.case_key()}|{forms.version('region', company.facts.region)}"
    chosen = st.selectbox(t("Region of insurance and housing fund"), list(known), format_func=names.__getitem__, key=key,
                          index=list(known).index(company.facts.region) if company.facts.region in known else 0, width=320)
    if chosen != company.facts.region:
        accept(lambda: state.keep_company(edit.with_facts(company, {**plain(company.facts), "region": chosen})))
    figures(known[chosen])
    _own_copy(known[chosen])


def figures(found: Region) -> None:
    """A region's figures: a column a version, rates on both sides, bases, what is assumed, sources."""
    if not found.versions and not found.minimum_wages:
        st.caption(t("Nobody contributes here, and no minimum wage is checked; income tax is computed all the same."))
        return
    columns = {}
    for version in found.versions:
        rows = {t("Insurance base"): _span(version.insurance_base), t("Housing fund base"): _span(version.fund_base)}
        for kind, label in KINDS.items():
            rows[text.say(label)] = f"{text.percent(version.employer.of(kind))} / {text.percent(version.employee.of(kind))}"
        columns[f"{version.valid_from} – {version.valid_to or ''}"] = rows
    if columns:
        frame = pd.DataFrame(columns)
        frame.index.name = t("Employer / employee")
        st.dataframe(frame, width="stretch")
    for wage in found.minimum_wages:
        st.markdown("- " + t("Minimum wage from {day}: {month} a month", day=wage.valid_from,
                             month=text.exact(round(wage.month * 100))))
    assumed = [text.say(each.text) for version in found.versions for each in version.assumed]
    sources = [text.say(each.text) for version in found.versions for each in version.sources]
    for head, lines in ((t("Assumed"), assumed), (t("Sources of the region's figures"), sources)):
        if lines:
            st.markdown(f"**{head}**\n\n" + "\n".join(f"- {line}" for line in dict.fromkeys(lines)))


def _span(limits: Any) -> str:
    low = text.exact(round(limits.low * 100)).removesuffix(".00")
    return low if limits.high is None else f"{low} – {text.exact(round(limits.high * 100)).removesuffix('.00')}"


def _own_copy(found: Region) -> None:
    """A copy as text, edited and used; what does not fit is said and stays as it was entered."""
    company = state.case().today.company
    with st.expander(t("Edit a copy of these figures"), icon=":material/edit:"):
        st.caption(t("Change figures and dates, give the copy a key of its own, and use it; the project's regions stay as "
                     "they are."))
        original = region_text(found)
        key = f"region-text|{state.case_key()}|{found.key}"
        if key not in st.session_state:
            st.session_state[key] = original
        entered = st.text_area(t("Figures of the region (YAML)"), key=key, height=420, persist_state="session")
        with st.container(horizontal=True):
            use = st.button(t("Use this region"), type="primary", key="use-region")
            st.download_button(t("Download this region"), entered.encode("utf-8"), file_name=f"{found.key}.yaml",
                               mime="text/yaml", icon=":material/download:")
        if not use:
            return

        def take() -> None:
            mine = region_from(entered, t("the region's text"))
            if mine.key in regions():
                mine = mine.model_copy(update={"key": f"{mine.key}-own"})
            document = plain(company.facts)
            document["regions"] = {**document["regions"], mine.key: plain(mine)}
            state.keep_company(edit.with_facts(company, {**document, "region": mine.key}))
        accept(take)


def taxpayer() -> None:
    """Kind of company, capital, levies, how bonuses are taxed."""
    company = state.case().today.company
    payer = company.facts.taxpayer
    entered: dict[str, Any] = {}
    plan = state.case().today.plan
    mark = f"taxpayer|{state.case_key()}|{forms.version('taxpayer', payer)}"
    elements = {name: text.say(rule.title) for group in plan.pay.values() for name, rule in group.items()}
    with st.container(border=True):
        for place, column in enumerate(st.columns(2)):
            with column:
                for key, declared in list(Taxpayer.keys().items())[place::2]:
                    widget, value = f"{mark}|{key}", getattr(payer, key)
                    if Taxpayer.parameters()[key].unit is Unit.TABLE:
                        st.session_state.setdefault(widget, [each for each in value if each in elements])
                        entered[key] = list(st.multiselect(
                            text.say(Taxpayer.parameters()[key].label), list(elements), key=widget, persist_state="session",
                            format_func=elements.__getitem__, placeholder=t("Nothing chosen")))
                    else:
                        entered[key] = field_of(declared, value, widget)
        use = st.button(t("Use these figures"), type="primary", key="use-taxpayer")
    if use:
        accept(lambda: state.keep_company(edit.with_facts(company, {**plain(company.facts), "taxpayer": entered})))
