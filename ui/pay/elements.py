"""The Pay page's tab of elements: a card each, in the order of the pay slip."""

from __future__ import annotations

import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.pay import paysheet
from engine.base import text
from engine.base.text import t
from engine.plan.edits import moved, pay_elements
from engine.rules.kinds import PayElement
from engine.rules.parts.capabilities import ByScore, Choice, MovesPeople
from ui.kit import state
from ui.kit.entries import add, controls_under, deferral, take_out
from ui.pay.groups import choose_group, own_pay
from ui.pay.pictures import bands, commission_curves, moved_people, roles, schemes


def show(comparison: Comparison) -> None:
    """Whose pay is looked at, its elements, and pay of its own for a post."""
    group = choose_group(comparison)
    elements(comparison, group)
    own_pay(group)


def elements(comparison: Comparison, group: str) -> None:
    """Every element of a group as a card, in the order in which it stands on the pay slip, and one more to add."""
    plan = comparison.reform.scenario.plan
    costs = {(each.group, each.element): each for each in paysheet.element_costs(comparison.today, comparison.reform,
                                                                              comparison.number)}
    mine = plan.pay[group]
    for place, (name, rule) in enumerate(mine.items()):
        path, cost = f"pay.{group}.{name}", costs.get((group, name))
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{place + 1}. {text.say(rule.title)}**")
                if cost is not None:
                    st.markdown(t("{people} people, a year {today} → **{reform}** ({change})", people=f"{cost.people:,}",
                                  today=text.money(cost.today), reform=text.money(cost.reform),
                                  change=text.money(cost.change, signed=True)))
                with st.container(horizontal=True, gap="small", width="content"):
                    _move(group, name, -1, place == 0, ":material/arrow_upward:", t("Move up"))
                    _move(group, name, 1, place == len(mine) - 1, ":material/arrow_downward:", t("Move down"))
                    take_out(path)
            with st.expander(t("Parameters and pictures"), expanded=_worth_seeing(rule, len(mine))):
                st.caption(text.say(rule.about.formula))
                _card(comparison, group, name, rule, path)
    add(f"pay.{group}", mine, pay_elements(), t("One more element"))


def _worth_seeing(rule: PayElement, elements_in_all: int) -> bool:
    return elements_in_all <= 1 or rule.own_commission() is not None or isinstance(rule, Choice)


def _move(group: str, name: str, by: int, disabled: bool, icon: str, help: str) -> None:
    def take() -> None:
        order = moved(state.scenario().plan, group, name, by)
        if order is not None:
            state.attempt(lambda: state.set_value(f"pay.{group}", order))

    st.button("", key=f"move|{state.case_key()}|pay.{group}.{name}|{by}", icon=icon, help=help, on_click=take,
              disabled=disabled, type="tertiary")


def _card(comparison: Comparison, group: str, name: str, rule: PayElement, path: str) -> None:
    left, right = st.columns([1, 1], gap="medium")
    with left:
        controls_under(path)
        deferral(path, rule.deferral is not None)
    with right:
        terms = rule.own_commission()
        if terms is not None:
            before = paysheet.counterpart(comparison.today.scenario.plan, comparison.after.people, group, name)
            commission_curves(path, before.own_commission() if before is not None else None, terms)
        if isinstance(rule, Choice):
            schemes(comparison, group, name, rule)
        if rule.roles():
            roles(comparison, group, name)
        if isinstance(rule, MovesPeople):
            moved_people(comparison, group, name)
        if isinstance(rule, ByScore):
            bands(comparison, group, rule)
