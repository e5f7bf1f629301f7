"""Whose pay is looked at, and a post paid apart from its job family."""

from __future__ import annotations

import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.pay import paysheet
from engine.base.text import t
from engine.plan.edits import copied
from ui.kit import state
from ui.kit.choice import remember
from ui.kit.levers import GROUP
from ui.kit.levers import choose_group as one_group
from ui.kit.names import name_of


def choose_group(comparison: Comparison) -> str:
    """Whose pay is looked at; the same choice as in the cockpit's panel."""
    plan = comparison.reform.scenario.plan
    heads = paysheet.headcounts(plan, comparison.after.people)
    names = {group: t("{group} ({people} people)", group=name_of(group), people=f"{heads[group]:,}") for group in plan.pay}
    return one_group(list(plan.pay), names, 320)


def own_pay(group: str) -> None:
    """Give a post pay of its own, starting from its job family's, or take that back."""
    scenario = state.scenario()
    plan, company = scenario.plan, scenario.company
    family_of = {post: str(company.people.family[company.people.post == post][0]) for post in company.facts.posts
                 if (company.people.post == post).any()}
    free = [post for post, family in family_of.items() if post not in plan.pay and family in plan.pay]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if free:
            key = f"own-pay|{state.case_key()}|{state.reform_key()}"
            st.session_state[key] = st.session_state.get(key) if st.session_state.get(key) in free else free[0]
            names = {post: name_of(post) for post in free}
            st.selectbox(t("A post to be paid apart from its job family"), free, key=key, width=320,
                         format_func=names.__getitem__, persist_state="session")

            def take() -> None:
                post = st.session_state[key]
                state.attempt(lambda: state.set_value(f"pay.{post}", copied(plan, family_of[post])))
                remember(GROUP, post)

            st.button(t("Pay it apart"), key="own-pay-do", on_click=take, icon=":material/call_split:")
        if group in family_of and family_of[group] in plan.pay and group != family_of[group]:
            st.button(t("Pay {post} like its job family again", post=name_of(group)), key=f"family-pay|{group}",
                      icon=":material/merge:", type="tertiary",
                      on_click=lambda: state.attempt(lambda: state.set_value(f"pay.{group}", None)))
