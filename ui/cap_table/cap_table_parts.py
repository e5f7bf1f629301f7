"""The parts of the Cap table page: ownership over the years, any year, rounds, control, who stands behind the holders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.cap_table import ownership
from engine.answers.cap_table.control import Alert, head_counts, is_listed, lines_of, seats
from engine.answers.cap_table.ownership import VIEWS, Step
from engine.answers.compare import Comparison
from engine.base import text
from engine.base.problem import InputError, Problem
from engine.base.text import percent, t
from engine.company.company import Facts
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from engine.rules.equity.investment_structure import NAMES, STRUCTURES, InvestmentStructure
from engine.rules.kinds import EquityProgramme
from engine.rules.rule import registry
from engine.run.outcome import Outcome
from ui.kit import charts, state
from ui.kit.entries import add, controls_under, take_out
from ui.kit.frames import csv

ROUNDS = ("funding_round", "platform_round", "share_transfer", "share_buy_back", "share_split")
"""The programmes that this page adds; the others have their own."""

def _means(view: str) -> str:
    return {"look_through": t("Who owns the shares in the end: through holding companies, partnerships and cross-holdings. What "
                              "nobody is named for stays with the holder's own members."),
            "direct": t("In whose name the shares stand."),
            "votes": t("Who casts the votes: the general partner of a partnership, the leader of a concert, whoever controls "
                       "more than half of a holder."),
            "diluted": t("As if everything granted were exercised in new shares.")}[view]


def _facts() -> Facts:
    return state.scenario().company.facts


def _holder(key: str, outcome: Outcome) -> str:
    """A holder's name, also of one that comes in later."""
    table = outcome.years[-1].cap_table
    if key in table.lines:
        return text.say(table.lines[key].name)
    return t("this company") if key == "company" else key


# ---------------------------------------------------------------- the numbers on top

def numbers(comparison: Comparison, found: Sequence[Alert]) -> None:
    """The owner's stake by every view in the year shown, against today; seats; how many alerts there are."""
    reform, year = comparison.reform, comparison.number
    owner = reform.owner
    before, after = (ownership.tables(reform)[place] for place in (0, min(year, len(reform.years))))
    with st.container(horizontal=True, gap="medium"):
        for view, label in (("look_through", t("Your stake, looked through")), ("direct", t("Your own shares")),
                            ("votes", t("Your votes")), ("diluted", t("Your own shares, fully diluted"))):
            old, new = (float(ownership.owned(table, view).stake(owner)) for table in (before, after))
            points = round((new - old) * 100, 2)
            st.metric(label, percent(new, 2), t("{points} points", points=text.count(points, signed=True)).replace("−", "-")
                      if points else None, width="content")
        appointed = seats(_facts(), after)
        if appointed:
            st.metric(t("Board seats you appoint"), f"{appointed.get(owner, 0)} / {sum(appointed.values())}", width="content")
        st.metric(t("Findings"), str(sum(alert.bad for alert in found)), width="content")


# ---------------------------------------------------------------- over the years

def over_time(outcome: Outcome) -> None:
    """The picture in one of four views, and the history of what happened."""
    key = "cap-view"
    st.session_state[key] = st.session_state.get("cap_view", "look_through")

    def take() -> None:
        st.session_state.cap_view = st.session_state[key] or "look_through"

    names = {view: text.say(label) for view, label in VIEWS.items()}
    st.segmented_control(t("View"), list(names), key=key, format_func=names.__getitem__, on_change=take)
    view = st.session_state[key] or "look_through"
    st.caption(_means(view))
    charts.ownership(ownership.over_time(outcome, view), key="cap-over-time", plan=text.say(VIEWS[view]), height=340)
    history(outcome)


def history(outcome: Outcome) -> None:
    """All events, year by year."""
    events = outcome.events()
    if not events:
        st.caption(t("Nothing happens to the shares in this plan."))
        return
    st.markdown(t("**What happens**"))
    st.dataframe(pd.DataFrame({
        t("Year"): [event.year for event in events], t("What"): [text.say(event.what) for event in events],
        t("Shares"): [f"{event.shares:,}" if event.shares else "" for event in events],
        t("Price a share"): [f"¥{float(event.price):,.2f}" if event.price is not None else "" for event in events]}),
        hide_index=True, width="stretch", column_config={t("Year"): st.column_config.NumberColumn(width="small"),
                                                         t("What"): st.column_config.TextColumn(width="large")})


# ---------------------------------------------------------------- any year

def one_year(outcome: Outcome) -> None:
    """The table at the end of a year of choice, and all years to download."""
    last = len(outcome.years)
    key = f"cap-year|{state.case_key()}"
    st.session_state[key] = min(st.session_state.get(key, last), last)
    names = {year: t("Today") if year == 0 else t("End of year {year}", year=year) for year in range(last + 1)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = st.selectbox(t("Which year"), list(names), key=key, format_func=names.__getitem__, width=220)
        csv(t("Download all years (CSV)"), lambda: ownership.by_year(outcome), f"{state.case_key()}-cap-table.csv")
    rows = [row for row in ownership.rows(outcome, year) if row.direct or row.through or row.votes or row.diluted]
    number = st.column_config.NumberColumn(format="%,d")
    part = st.column_config.NumberColumn(format="%.4f%%")
    columns = {t("Holder"): [text.say(row.name) for row in rows], t("Kind"): [text.say(row.kind) for row in rows],
               t("Shares"): [row.shares for row in rows]}
    parts = {t("Direct"): "direct", t("Looked through"): "through", t("Votes"): "votes", t("Fully diluted"): "diluted"}
    columns |= {label: [float(getattr(row, field)) * 100 for row in rows] for label, field in parts.items()}
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch",
                 column_config={t("Shares"): number, **dict.fromkeys(parts, part)})
    table = ownership.tables(outcome)[year]
    st.caption(t("{total} shares in all, {diluted} fully diluted. Holders without shares of their own are listed because they "
                 "own other holders.", total=f"{table.total:,}", diluted=f"{table.fully_diluted:,}"))


# ---------------------------------------------------------------- round by round

def round_by_round(outcome: Outcome) -> None:
    """Before and after each change of holders."""
    found = ownership.steps(outcome)
    if not found:
        st.info(t("No round, transfer or buy-back in this plan yet; add one below."))
        return
    plan = outcome.scenario.plan

    def name(step: Step) -> str:
        made = plan.equity.get(step.rule.removeprefix("equity."))
        return t("Year {year}: {what}", year=step.year, what=text.say(made.title) if made else step.rule)

    key = f"cap-step|{state.case_key()}|{state.reform_key()}"
    places = list(range(len(found)))
    if st.session_state.get(key) not in places:
        st.session_state[key] = 0
    called = {each: name(found[each]) for each in places}
    place = st.selectbox(t("Round"), places, key=key, format_func=called.__getitem__, width=420)
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


def _before_and_after(step: Step, outcome: Outcome) -> None:
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
    st.dataframe(pd.DataFrame({t("Holder"): [_holder(key, outcome) for key in keys], t("Shares afterwards"): shares,
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
    giver = _facts().owner
    entry = {"giver": giver, "holder": giver}
    chosen = st.session_state.get(f"add|{state.case_key()}|{state.reform_key()}|equity")
    kind = registry()[chosen] if chosen in kinds else kinds[ROUNDS[0]]
    add("equity", plan.equity, kinds, t("One more"), **{key: value for key, value in entry.items()
                                                        if key in kind.model_fields and kind.model_fields[key].default
                                                        is not None})


# ---------------------------------------------------------------- control and limits

def alerts(found: Sequence[Alert]) -> None:
    """What the plan crosses or breaks, and what would mend it."""
    if not found:
        st.success(t("No control line is crossed and no limit broken."), icon=":material/verified_user:")
    for alert in found:
        when = t("Today") if alert.year == 0 else t("Year {year}", year=alert.year)
        lines = [f"**{when}** · {alert.what}", alert.means]
        if alert.mend:
            lines.append(t("What would mend it: {how}", how=alert.mend))
        (st.warning if alert.bad else st.info)("  \n".join(lines), icon=":material/gavel:" if alert.bad
                                               else ":material/trending_up:")


def lines(outcome: Outcome) -> None:
    """Every control line: whether the owner reaches it today and at the end, and what it means."""
    form, last = _facts().form, outcome.years[-1].cap_table
    today, then = outcome.owner_votes(0), outcome.owner_votes(len(outcome.years))
    st.markdown(t("**Control lines: you have {today} of the votes today and {then} at the end**", today=percent(float(today), 2),
                  then=percent(float(then), 2)))
    found = lines_of(form, is_listed(last))
    mark = {True: "✓", False: "–"}
    st.table(pd.DataFrame({
        t("Line"): [t("more than {line}", line=text.say(line.label)) if line.strict else
                    t("at least {line}", line=text.say(line.label)) for line, _ in found],
        t("Today"): [mark[line.reached(today)] for line, _ in found],
        t("At the end"): [mark[line.reached(then)] for line, _ in found],
        t("What it means"): [text.say(means) for _, means in found]}).set_index(t("Line")))


def counts(outcome: Outcome) -> None:
    """Numbers of holders and partners at the end, and the board."""
    last, form = outcome.years[-1].cap_table, _facts().form
    found = head_counts(last, form)
    st.markdown(t("**Numbers of holders at the end**"))
    st.dataframe(pd.DataFrame({
        t("Which"): [count.what for count in found], t("Number"): [count.number for count in found],
        t("Allowed"): [f"{count.low}–{count.high}" for count in found],
        t("Fits"): ["✓" if count.fits else "✗" for count in found], t("Source"): [count.source for count in found]}),
        hide_index=True, width="stretch")
    appointed = seats(_facts(), last)
    if appointed:
        st.markdown(t("**Board**"))
        st.caption("  \n".join(t("{who} appoints {n} of {all}", who=_holder(key, outcome), n=number, all=sum(
            appointed.values())) for key, number in appointed.items()))


# ---------------------------------------------------------------- who stands behind the holders

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


def structures() -> None:
    """The six investment structures: choose one, see it, use it as the company's cap table."""
    st.markdown(t("**Start from an investment structure**"), help=text.say(InvestmentStructure.about.what))
    names = {key: text.say(each.name) for key, each in STRUCTURES.items()}
    first, second, third, fourth = st.columns(4)
    key = "cap-structure"
    if st.session_state.get(key) not in names:
        st.session_state[key] = "project"
    structure = first.selectbox(text.say(InvestmentStructure.parameters()["structure"].label), list(names), key=key,
                                format_func=names.__getitem__)
    each = STRUCTURES[structure]
    others = second.number_input(f"{text.say(NAMES[each.free])} (%)", value=float(each.stakes[each.free] * 100), step=1.0,
                                 key=f"cap-structure-others|{structure}", format="%g")
    outside = third.number_input(f"{text.say(NAMES['outsiders'])} (%)", value=0.0, step=5.0, key="cap-structure-outside",
                                 format="%g")
    part = fourth.number_input(t("Your part of headquarters (%)"), value=100.0, min_value=0.0, max_value=100.0, step=1.0,
                               key="cap-structure-part", format="%g")
    st.caption(text.say(each.means))
    try:
        rule = state.validated(InvestmentStructure, {"structure": structure, "others": round(others / 100, 6),
                                                     "outside": round(outside / 100, 6)})
    except InputError as error:
        for problem in error.problems:
            st.error(problem.what, icon=":material/error:")
        return
    stakes = rule.stakes()
    st.dataframe(pd.DataFrame({t("Holder"): [text.say(NAMES[key]) for key in stakes],
                               t("Stake"): [percent(float(stake), 2) for stake in stakes.values()]}), hide_index=True)
    st.button(t("Use this as the company's cap table"), key="cap-use-structure",
              on_click=partial(_use_structure, rule, round(part / 100, 6)))


def _use_structure(rule: InvestmentStructure, part: float) -> None:
    """Replace the company's holders; the owner keeps his key, so that plans that name him still fit."""
    def take() -> None:
        company = state.case().today.company
        facts = company.facts
        table = rule.cap_table(facts.owner, facts.cap_table[facts.owner].text, part)
        state.keep_company(edit.with_facts(company, {**plain(facts), "cap_table": table}))
    state.attempt(take)
