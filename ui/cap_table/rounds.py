"""The Cap table page's tab of rounds: before and after each, and the rounds of the plan edited."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.cap_table import ownership
from engine.answers.cap_table.ownership import CapTableChange
from engine.base import text
from engine.base.text import t
from engine.rules.kinds import EquityProgramme
from engine.rules.rule import registry
from engine.run.outcome import Outcome
from ui.cap_table.holders import facts_shown, holder_name
from ui.kit import state
from ui.kit.choice import choose
from ui.kit.entries import add, controls_under, take_out

ROUNDS = ("funding_round", "platform_round", "share_transfer", "share_buy_back", "share_split")
"""The programmes that this page adds; the others have their own."""


def show(outcome: Outcome) -> None:
    """Before and after each change of holders; the rounds of the plan, edited."""
    round_by_round(outcome)
    programmes()


def round_by_round(outcome: Outcome) -> None:
    """Before and after each change of holders."""
    found = ownership.steps(outcome)
    if not found:
        st.info(t("No round, transfer or buy-back in this plan yet; add one below."))
        return
    plan = outcome.scenario.plan

    def name(step: CapTableChange) -> str:
        made = plan.equity.get(step.rule.removeprefix("equity."))
        return t("Year {year}: {what}", year=step.year, what=text.say(made.title) if made else step.rule)

    called = {place: name(each) for place, each in enumerate(found)}
    place = choose(t("Round"), called, f"cap-step|{state.reform_key()}", width=420)
    step = found[place]
    with st.container(horizontal=True, gap="medium"):
        if step.price is not None:
            st.metric(t("Price a share"), f"¥{float(step.price):,.2f}", width="content")
        if step.value_after is not None:
            st.metric(t("Value at that price, afterwards"), text.money(step.value_after), width="content")
        if step.cash:
            st.metric(t("Cash to the company"), text.money(step.cash, signed=True), width="content")
        change = step.after.total - step.before.total
        st.metric(t("Shares afterwards"), f"{step.after.total:,}", f"{change:+,}" if change else None, delta_color="off",
                  width="content")
    _before_and_after(step, outcome)
    st.caption("  \n".join(text.say(event.what) for event in step.events))


def _before_and_after(step: CapTableChange, outcome: Outcome) -> None:
    old, new = (ownership.owned(table, "look_through") for table in (step.before, step.after))
    voted = [ownership.owned(table, "votes") for table in (step.before, step.after)]
    keys = [key for key in dict.fromkeys([*step.after.lines, *old.shares, *new.shares])
            if step.before.stake(key) or step.after.stake(key) or old.stake(key) or new.stake(key)]
    percents = {t("Before"): [float(step.before.stake(key)) * 100 for key in keys],
                t("After"): [float(step.after.stake(key)) * 100 for key in keys],
                t("Looked through, before"): [float(old.stake(key)) * 100 for key in keys],
                t("Looked through, after"): [float(new.stake(key)) * 100 for key in keys],
                t("Votes, after"): [float(voted[1].stake(key)) * 100 for key in keys]}
    shares = [step.after.lines[key].shares if key in step.after.lines else 0 for key in keys]
    st.dataframe(pd.DataFrame({t("Holder"): [holder_name(key, outcome) for key in keys], t("Shares afterwards"): shares,
                               **percents}), hide_index=True, width="stretch",
                 column_config={t("Shares afterwards"): st.column_config.NumberColumn(format="%,d"),
                                **dict.fromkeys(percents, st.column_config.NumberColumn(format="%.2f%%"))})


def programmes() -> None:
    """The rounds of the plan, edited here; one more added."""
    plan = state.scenario().plan
    st.markdown(t("**Rounds in the plan**"))
    for name, rule in plan.equity.items():
        if rule.name() in ROUNDS:
            year = getattr(rule, "year", None)
            with st.expander(t("Year {year}: {what}", year=year, what=text.say(rule.title))):
                controls_under(f"equity.{name}", columns=2)
                take_out(f"equity.{name}")
    kinds = {name: registry()[name] for name in ROUNDS if issubclass(registry()[name], EquityProgramme)}
    giver = facts_shown().owner
    entry = {"giver": giver, "holder": giver}
    chosen = st.session_state.get(f"add|{state.case_key()}|{state.reform_key()}|equity")
    kind = registry()[chosen] if chosen in kinds else kinds[ROUNDS[0]]
    add("equity", plan.equity, kinds, t("One more"), **{key: value for key, value in entry.items()
                                                        if key in kind.model_fields and kind.model_fields[key].default
                                                        is not None})
