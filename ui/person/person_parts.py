"""The parts of the person page: choosing somebody, the pay slip, its explanations, and what selling more brings."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.equity import grant_sheets
from engine.answers.money_view import View
from engine.answers.pay.next_step import Person, Wish, needed, next_steps, said, said_needed, wished
from engine.answers.pay.payslip import Explained, Item, Payslip, find, side_by_side
from engine.answers.pay.payslip_page import payslip_page
from engine.answers.take_home.slip import tax_slip
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import exact, t
from engine.company.company import MONTHS, label_of
from ui.equity.grant_words import grant_headings
from ui.kit import state
from ui.kit.frames import HIDDEN, in_yuan, names_hidden, shown_name

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
            words = st.text_input(t("Find somebody: name, ID or post"), key=f"find|{state.case_key()}", width=260)
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


def _name(slip: Payslip) -> str:
    return shown_name(slip.year.people.name[slip.place])


def who(slip: Payslip) -> None:
    """Name, post, unit, job family."""
    company, people = slip.outcome.scenario.company, slip.year.people
    words = [text.say(label_of(company, column[slip.place])) for column in (people.post, people.unit, people.family)]
    years = t("{n} years of service", n=int(people.years[slip.place]))
    st.markdown(f"#### {_name(slip)}\n" + " · ".join([*words, years, f"`{people.id[slip.place]}`"]))


def choose_month() -> int | None:
    """The whole year, or one of its months."""
    names = {0: t("Whole year"), **{month + 1: text.month(month) for month in range(MONTHS)}}
    st.session_state["choose-month"] = st.session_state.get("month", 0)

    def take() -> None:
        st.session_state.month = st.session_state["choose-month"]

    st.selectbox(t("Period"), list(names), key="choose-month", format_func=names.__getitem__, width=160, on_change=take)
    return None if not st.session_state["choose-month"] else int(st.session_state["choose-month"]) - 1


def totals(before: Payslip, after: Payslip, month: int | None) -> None:
    """The sums of both sides and their difference, in the view of incomes."""
    old, new = (_seen(slip, month) for slip in (before, after))
    change = ("-" if new < old else "+") + exact(abs(new - old))  # a plain hyphen: it turns the arrow down and red
    first, second = state.sides()
    with st.container(horizontal=True, gap="medium"):
        st.metric(first, exact(old), width="content")
        st.metric(second, exact(new), change if new != old else None, width="content")


def _seen(slip: Payslip, month: int | None) -> int:
    """The slip's sum gross, taken home (of the year: after settlement), or as the employer's cost."""
    if state.view() is View.GROSS:
        return slip.amount(month)
    taxed = tax_slip(slip.outcome, slip.number, slip.place)
    return taxed.net(month) if state.view() is View.TAKE_HOME else taxed.cost(month)


def _pair(item: Item | None, month: int | None) -> str:
    if item is None:
        return "–"
    return t("for the whole year") if item.months is None and month is not None else exact(item.amount(month))


def statement(before: Payslip, after: Payslip, month: int | None) -> None:
    """A row an element, both sides and the change; the months below."""
    first, second = state.sides()
    rows = [(text.say(pair.title), _pair(pair.old, month), _pair(pair.new, month),
             exact(pair.change(month), signed=True)) for pair in side_by_side(before, after)]
    rows.append((t("Total"), exact(before.amount(month)), exact(after.amount(month)),
                 exact(after.amount(month) - before.amount(month), signed=True)))
    st.table(pd.DataFrame(rows, columns=[t("Element"), first, second, t("Change")]).set_index(t("Element")))
    with st.expander(t("Month by month"), icon=":material/calendar_month:"):
        for side, slip in zip((first, second), (before, after), strict=True):
            lines = [item for item in slip.items if item.months is not None]
            table = {text.say(item.title): [fen / 100 for fen in item.months or ()] for item in lines}
            table[t("Pay")] = [slip.amount(place) / 100 for place in range(MONTHS)]
            months = [text.month(place) for place in range(MONTHS)]
            st.caption(side)
            st.dataframe(in_yuan(pd.DataFrame(table, index=months).T, months, places=2), width="stretch")


def equity(slip: Payslip) -> None:
    """What the person holds, is promised, owes and gets of the plan looked at, year by year; nothing without equity."""
    found = grant_sheets.of_person(slip.outcome, slip.place)
    if not found:
        return
    st.markdown(t("**Shares and options**"))
    headings = grant_headings()
    for name, table in found.items():
        st.caption(text.say(slip.outcome.scenario.plan.equity[name].title))
        shown = {t("Year"): table["year"], **{
            heading: table[key].map(text.count if key in grant_sheets.SHARES else text.money)
            for key, heading in headings.items() if table[key].any()}}
        st.dataframe(pd.DataFrame(shown), hide_index=True, width="stretch")
    st.caption(t("Dividends, what is paid in and what is sold are cash; the worth of shares is on paper only and is no part of "
                 "the income above."))


def explained(before: Payslip, after: Payslip, month: int | None) -> None:
    """Every element taken apart, both sides beside each other."""
    names = state.sides()
    for pair in side_by_side(before, after):
        with st.expander(f"**{text.say(pair.title)}** · {_pair(pair.old, month)} → {_pair(pair.new, month)}"):
            columns = st.columns(2, gap="medium")
            for column, name, slip, item in zip(columns, names, (before, after), (pair.old, pair.new), strict=True):
                with column:
                    st.markdown(f"**{name}** · {_pair(item, month)}")
                    if item is None:
                        st.caption(t("not in this plan"))
                    else:
                        _one(slip.explain(item, month))


def _one(what: Explained) -> None:
    """Formula, steps, bands and parameters of one side."""
    st.info(what.formula, icon=":material/function:")
    if what.steps:
        st.markdown(_rows((t("Step"), t("Value")), [(each.label, each.value) for each in what.steps]))
    if what.sums:
        st.markdown("\n".join(f"- {line}" for line in what.sums))
    if what.parameters:
        st.markdown(_rows((t("Parameter"), t("Value"), t("Source")),
                          [(each.label, each.value, each.source) for each in what.parameters]))
    st.caption(t("Rule after: {source}", source=what.source))


def _rows(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown: cheap where there are many of them."""
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("~", "\\~").replace("$", "\\$") for cell in cells) + " |"
    return "\n".join([line(heads), "|" + " --- |" * len(heads), *map(line, rows)])


def selling_more(month: int | None) -> None:
    """The next band and level on both sides, and the sales that a wished-for pay needs."""
    place = month or 0
    if month is None:
        st.caption(t("Bands are those of {month}; choose a month above for another.", month=text.month(place)))
    key = f"wish|{state.case_key()}|{state.person()}"
    wish = st.number_input(f"{text.say(Wish.parameters()['pay'].label)} (¥)", value=None, step=500.0, key=key, width=260,
                           placeholder="8000")
    fen = None
    if wish is not None:
        try:
            fen = wished(wish)
        except InputError as error:
            for problem in error.problems:
                st.error(str(problem), icon=":material/error:")
    for column, name, scenario in zip(st.columns(2, gap="medium"), state.sides(), state.two_scenarios(), strict=True):
        with column:
            st.markdown(f"**{name}**")
            person = Person.of(scenario, state.person(), state.shown_year())
            steps = next_steps(person, place) if person else []
            for step in steps:
                st.markdown(f"- **{text.say(step.title)}** · {said(step)}")
            if not steps:
                st.caption(t("No higher band or level to reach."))
            if person and fen is not None:
                for sentence in said_needed(needed(person, fen)):
                    st.success(sentence, icon=":material/flag:")
    st.caption(t("Each answer pays this person anew with the higher sales, nothing else changed; incentive dividends "
                 "are not in it."))


def download(before: Payslip, after: Payslip) -> None:
    """The slip as a page of its own, to print or to save as PDF."""
    name, language, sides, case = _name(after), text.language(), state.sides(), text.say(state.case().name)

    def page() -> bytes:
        text.use(language)
        return payslip_page(before, after, sides, name, case).encode()

    st.download_button(t("Pay slip to print or save as PDF"), page, mime="text/html", icon=":material/print:",
                       file_name=f"payslip-{after.year.people.id[after.place]}.html")
