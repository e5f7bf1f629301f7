"""Who and which month is looked at."""

from __future__ import annotations

import streamlit as st

from engine.answers.pay.payslip import Payslip, find
from engine.base import text
from engine.base.text import t
from engine.company.company import MONTHS, label_of
from ui.kit import state
from ui.kit.choice import choose as choose_one
from ui.kit.names import HIDDEN, names_hidden

FEW = 300
"""Up to so many people the list of choices holds everybody; above, one searches first."""
MOST = 50
"""How many of those found are offered."""


def choose() -> None:
    """A search in large companies, the list of those found, and whether names are hidden."""
    company = state.case().today.company
    people, hidden = company.people, names_hidden()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        places, found = list(range(len(people))), len(people)
        if len(people) > FEW:
            words = st.text_input(t("Find somebody: name, ID or post"), key=f"find|{state.case_key()}", width=260,
                                  persist_state="session")
            posts = {post: f"{label.zh} {label.en}" for post, label in company.facts.posts.items()}
            places, found = find(people, words, posts, MOST, with_names=not hidden)
        now = people.position[state.person()]
        if now not in places:
            places = [now, *places]
        key = f"choose-person|{state.case_key()}"
        options = [str(people.id[place]) for place in places]
        names = {str(people.id[place]): " · ".join((
            HIDDEN if hidden else people.name[place], text.say(label_of(company, people.post[place])),
            str(people.id[place]))) for place in places}
        st.session_state[key] = state.person()
        st.selectbox(t("Person"), options, key=key, format_func=names.__getitem__, width=380,
                     on_change=lambda: state.choose_person(st.session_state[key]))
        st.session_state["hide-names"] = hidden

        def hide() -> None:
            st.session_state.hide_names = st.session_state["hide-names"]

        st.toggle(t("Hide names"), key="hide-names", on_change=hide)
    if not found:
        st.warning(t("Nobody has these words in name, ID or post; try fewer letters."), icon=":material/search_off:")
    elif found > MOST and len(people) > FEW:
        st.caption(t("{found} people fit; the first {shown} are in the list. Enter more to narrow it down.",
                     found=f"{found:,}", shown=MOST))


def gone(before: Payslip | None, after: Payslip | None) -> None:
    """Somebody who is on one side of the comparison only, or on none."""
    if after is None:
        st.info(t("This person is no longer there under this plan; choose somebody else."))
    elif before is None:
        st.info(t("This person is not there in what it is compared with; choose somebody else."))


def choose_month() -> int | None:
    """The whole year, or one of its months."""
    names = {0: t("Whole year"), **{month + 1: text.month(month) for month in range(MONTHS)}}
    month = choose_one(t("Period"), names, "month", width=160, everywhere=True)
    return month - 1 if month else None
