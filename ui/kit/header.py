"""The strip at the top of every page: case, reform, language, and what the last entry was refused for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine.answers.money_view import LABELS, View
from engine.answers.take_home.settle import SettledYear, settle
from engine.base import text
from engine.base.text import t
from ui.kit import frame, outcomes, state
from ui.kit.link import of_page
from ui.kit.notes import grounds


def header(with_reform: bool = True, link: tuple[str, ...] = (), with_refusals: bool = True, with_year: bool = True,
           with_view: bool | None = None, gross_below: bool = False, basis_below: bool = False) -> None:
    """Draw the strip; the choices take effect at once and survive switching pages.

    `with_view`: incomes on this page are shown gross, taken home or as the employer's cost; None: where there is a
    reform and a year. `gross_below`: what the page draws of pay is gross in every view, which is said. `basis_below`: the
    page says itself what its figures rest on.

    `link` names what the link of this page has beside what all pages have. A page whose levers run alone
    draws the refusals itself, and one that shows all years or has a year of its own asks for none.
    """
    frame.need()
    of_page(*link)
    seen = (with_reform and with_year) if with_view is None else with_view
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _choose(t("Case"), state.case_keys(), state.case_key(), _case_name, "choose-case", state.choose_case)
        if with_reform:
            _choose(t("Plan to try"), state.reform_keys(), state.reform_key(), state.reform_name,
                    f"choose-reform-{state.case_key()}", state.choose_reform)
            if with_year:
                _against()
                _year()
        if seen:
            _view()
        _language()
    if seen and state.view() is not View.GROSS:
        _basis(_shown(with_reform and with_year), not basis_below)
        if gross_below:
            st.caption(t("Pay, curves and programmes on this page are gross in every view."))
    if with_refusals:
        refusals()


def refusals() -> None:
    """What the last entry, or the link, was refused for."""
    with st.container():  # keeps its place when empty, so that nothing below is drawn anew
        for problem in state.problems():
            st.error(str(problem), icon=":material/error:")
        for sentence in st.session_state.pop("refused", []):
            st.warning(sentence, icon=":material/link_off:")


def _case_name(key: str) -> str:
    return text.say(state.case(key).name)


def _choose(label: str, options: list[str], now: str, name: Callable[[str], str], key: str,
            choose: Callable[[str], None]) -> None:
    """A select box that follows the state and tells it what was chosen.

    It is set in every run: the page before may have drawn one of the same key, whose value is not this one's,
    and the browser holds the words of a choice, which change with the language.
    """
    st.session_state[key] = now
    names = {option: name(option) for option in options}
    st.selectbox(label, options, key=key, format_func=names.__getitem__, width=260,
                 on_change=lambda: choose(st.session_state[key]))


def _against() -> None:
    names = {"today": t("Today as it is"), state.SAME_WORLD: t("Today's plan, same what-if")}
    st.session_state["choose-against"] = st.session_state.against

    def take() -> None:
        st.session_state.against = st.session_state["choose-against"]

    st.selectbox(t("Compared with"), list(names), key="choose-against", format_func=names.__getitem__, width=220,
                 on_change=take)


def _year() -> None:
    """Which simulated year the numbers and incomes are of."""
    last = st.session_state.years_offered = state.scenario().assumptions.years
    shown = min(st.session_state.year, last)
    st.session_state["choose-year"] = shown

    def take() -> None:
        st.session_state.year = st.session_state["choose-year"]

    names = {year: t("Year {year}", year=year) for year in range(1, last + 1)}
    st.selectbox(t("Year shown"), list(names), key="choose-year", width=110, on_change=take,
                 format_func=names.__getitem__)


def _view() -> None:
    """How incomes are shown."""
    st.session_state["choose-view"] = state.view()

    def take() -> None:
        st.session_state.view = st.session_state["choose-view"]

    st.selectbox(t("Incomes"), list(View), key="choose-view", width=130, on_change=take,
                 format_func={view: text.say(label) for view, label in LABELS.items()}.__getitem__)


def _shown(with_year: bool) -> SettledYear:
    """The year that the page shows: of the plan tried, or today's first one where plans stand side by side."""
    if not with_year:
        return settle(outcomes.today(), 1)
    comparison = outcomes.comparison()
    return settle(comparison.reform, comparison.after.number)


def _basis(settled: SettledYear, with_grounds: bool) -> None:
    """What incomes after tax rest on: the region, that it is no advice, rules past their date, assumed items."""
    region = text.say(settled.region.text) if settled.region.versions else t("no region, so no contributions")
    notes = settled.notes()
    st.caption(t("{view}: {region}; paid in the year, after the annual settlement. {note}",
                 view=text.say(LABELS[state.view()]), region=region, note=" ".join(notes["note"])))
    for sentence in notes["findings"] if with_grounds else []:
        st.caption(f":material/event_busy: {sentence}")
    if with_grounds:
        grounds(notes)


def _language() -> None:
    names = {"zh": "中文", "en": "English"}
    st.session_state["choose-language"] = st.session_state.language

    def take() -> None:
        st.session_state.language = st.session_state["choose-language"] or st.session_state.language

    st.segmented_control("语言 Language", list(names), key="choose-language", format_func=names.__getitem__,
                         on_change=take)
