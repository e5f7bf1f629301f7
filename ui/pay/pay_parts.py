"""The parts of the Pay page: a group's elements, their pictures, costs, and posts valued into grades."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.money_view import View
from engine.answers.pay import grading, paysheet
from engine.answers.pay.payout import flat_rate, jumps, marginal_rates, payout_curve, readings
from engine.answers.targets.attainment import in_bands
from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.company.company import label_of
from engine.files.people_file import Person
from engine.plan.edits import copied, moved, pay_elements
from engine.plan.scenario import Lever, plain
from engine.rules.kinds import PayElement
from engine.rules.parts.job_evaluation import PostPoints
from engine.rules.pay.commission import CommissionTerms
from engine.rules.pay.quota_discipline import QuotaDiscipline
from engine.rules.pay.role_split import RoleSplit
from engine.rules.pay.salary_from_value import SalaryTerms
from engine.rules.pay.scheme_choice import SchemeChoice
from engine.rules.pay.score_coefficient import PerformanceTerms
from engine.rules.rule import Rule
from ui.kit import charts, state
from ui.kit.entries import add, controls_under, deferral, take_out
from ui.kit.frames import ROWS_SHOWN, in_yuan
from ui.kit.levers import commission_of, first_with_tiers
from ui.kit.tables import cells_of, columns_of, edited_rows, entered_rows, table_editor
from ui.pay import curves

YUAN = "¥%,.0f"
TERMS = "job_values.salary"


def _name(key: str) -> str:
    return text.say(label_of(state.scenario().company, key))


def choose_group(comparison: Comparison) -> str:
    """Whose pay is looked at; the same choice as in the cockpit's panel."""
    plan = comparison.reform.scenario.plan
    heads = paysheet.headcounts(plan, comparison.after.people)
    kept, key = f"family|{state.case_key()}", f"pay-group|{state.case_key()}"
    groups = list(plan.pay)
    if st.session_state.get(kept) not in groups:
        # Kept at once: what is worth looking at first changes while one edits, the choice must not.
        st.session_state[kept] = first_with_tiers(comparison.reform.scenario, groups)
    st.session_state[key] = st.session_state[kept]

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    names = {group: t("{group} ({people} people)", group=_name(group), people=f"{heads[group]:,}") for group in groups}
    st.selectbox(t("Whose pay"), groups, key=key, format_func=names.__getitem__, on_change=keep, width=320)
    return str(st.session_state[key])


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
            names = {post: _name(post) for post in free}
            st.selectbox(t("A post to be paid apart from its job family"), free, key=key, width=320,
                         format_func=names.__getitem__)

            def take() -> None:
                post = st.session_state[key]
                state.attempt(lambda: state.set_value(f"pay.{post}", copied(plan, family_of[post])))
                st.session_state[f"family|{state.case_key()}"] = post

            st.button(t("Pay it apart"), key="own-pay-do", on_click=take, icon=":material/call_split:")
        if group in family_of and family_of[group] in plan.pay and group != family_of[group]:
            st.button(t("Pay {post} like its job family again", post=_name(group)), key=f"family-pay|{group}",
                      icon=":material/merge:", type="tertiary",
                      on_click=lambda: state.attempt(lambda: state.set_value(f"pay.{group}", None)))


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


def _worth_seeing(rule: Rule, elements_in_all: int) -> bool:
    return elements_in_all <= 1 or commission_of(rule) is not None or isinstance(rule, SchemeChoice)


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
        terms = commission_of(rule)
        if terms is not None:
            before = paysheet.counterpart(comparison.today.scenario.plan, comparison.after.people, group, name)
            _curves(path, commission_of(before) if before is not None else None, terms)
        if isinstance(rule, SchemeChoice):
            _schemes(comparison, group, name, rule)
        if isinstance(rule, RoleSplit):
            _roles(comparison, group, name)
        if isinstance(rule, QuotaDiscipline):
            _moved(comparison, group, name)
        if isinstance(rule, PerformanceTerms):
            _bands(comparison, group, rule)


def _curves(path: str, before: CommissionTerms | None, after: CommissionTerms) -> None:
    """Income against sales and what the next 100 yuan earn, today and reform; then both readings and the jumps."""
    rules = {**({t("Today"): before} if before is not None else {}), t("Reform"): after}
    flat = flat_rate(rules.values())
    if flat is not None:
        st.info(t("Whatever the sales, 100 yuan of them earn {extra}: one rate, nothing to draw. Add a row to the tiers "
                  "for a curve.", extra=f"¥{flat:,.4g}"), icon=":material/trending_flat:")
        return
    charts.payout_curve(payout_curve(rules), key=f"pay-curve|{path}")
    curves.marginal(marginal_rates(rules), key=f"marginal|{path}")
    names = {"marginal": t("Marginal: each slice its own rate"), "whole": t("Whole: the band reached rates everything")}
    both = {names[mode]: rule for mode, rule in readings(after).items()}
    curves.readings(payout_curve(both), names[after.mode], key=f"readings|{path}")
    for name, rule in both.items():
        st.markdown("- " + _jumps(name, rule))


def _jumps(name: str, rule: CommissionTerms) -> str:
    """The jumps of one reading, in a sentence."""
    found = [t("at {sales} a month {by}", sales=f"{each.sales / 100:,.0f}" if rule.base == "units"
               else text.exact(each.sales), by=f"{'+' if each.by > 0 else ''}{text.exact(each.by)}")
             for each in jumps(rule)]
    if not found:
        return t("**{reading}**: no jumps, pay rises step by step", reading=name)
    return t("**{reading}**: pay jumps {list}", reading=name, list=t("; ").join(found[:8]))


def _schemes(comparison: Comparison, group: str, name: str, rule: SchemeChoice) -> None:
    """Which scheme is best where, and how many people take each."""
    scenario = comparison.reform.scenario
    members = paysheet.pay_group(scenario, group, comparison.number)
    top = paysheet.typical_sales(members)
    names = {key: text.say(rule.title_of(key)) for key in rule.schemes}
    curve = paysheet.scheme_curve(rule, top)
    curves.schemes(curve.assign(scheme=curve["scheme"].map(names)), key=f"schemes|{group}|{name}")
    for scheme, low, high in paysheet.best_ranges(rule, top):
        st.markdown("- " + t("“{scheme}” is best from {low} to {high} a month", scheme=names[scheme],
                             low=text.money(low), high=text.money(high)))
    st.markdown(t("Taken by: {list}", list=t("; ").join(
        t("“{scheme}” {people} people ({part})", scheme=names[scheme], people=f"{people:,}", part=text.percent(float(part)))
        for scheme, (people, part) in paysheet.taken(scenario, group, name, comparison.number).items())))


def _roles(comparison: Comparison, group: str, name: str) -> None:
    """Who gets what of a pool this year."""
    parts = paysheet.role_parts(comparison.reform, group, name, comparison.number)
    st.caption(t("Who gets what of the pool in this year; the part of a role that nobody holds stays with the company"))
    st.dataframe(pd.DataFrame({
        t("Unit"): [_name(each) for each in parts["unit"]], t("Role"): [_name(each) for each in parts["role"]],
        t("Share"): [text.value(share, Unit.RATE) for share in parts["share"]], t("People"): parts["people"],
        t("A year"): parts["amount"] / 100, t("Each"): parts["each"] / 100}),
        hide_index=True, width="stretch", height=280, column_config={
            t("A year"): st.column_config.NumberColumn(format=YUAN),
            t("Each"): st.column_config.NumberColumn(format=YUAN)})


def _moved(comparison: Comparison, group: str, name: str) -> None:
    """Who is moved to the assistant post this year."""
    table = paysheet.moved(comparison.reform.scenario, group, name, comparison.number)
    st.markdown(t("{n} people are moved to the assistant post in this year.", n=f"{len(table):,}"))
    shown = table.head(ROWS_SHOWN)
    st.dataframe(pd.DataFrame({text.say(Person.parameters()["name"].label): shown["name"],
                               t("Unit"): [_name(each) for each in shown["unit"]],
                               t("From month"): shown["month"]}), hide_index=True, width="stretch", height=240)


def _bands(comparison: Comparison, group: str, rule: PerformanceTerms) -> None:
    """How many of the group are in each band of scores."""
    members = paysheet.pay_group(comparison.reform.scenario, group, comparison.number)
    rows = in_bands(rule, members.of(members.drivers.people.score))
    st.caption(t("Where the group's scores are"))
    st.dataframe(pd.DataFrame({t("From score"): [low for low, _, _ in rows], t("Coefficient"): [at for _, at, _ in rows],
                               t("People"): [people for _, _, people in rows]}), hide_index=True, width="stretch",
                 column_config={t("Coefficient"): st.column_config.NumberColumn(format="×%g")})


def cost_table(comparison: Comparison) -> None:
    """Every group and element: people, cost a year today and reformed; then what is deferred."""
    rows = paysheet.element_costs(comparison.today, comparison.reform, comparison.number)
    today, reform, change = t("Today"), t("Reform"), t("Change")
    table = pd.DataFrame({t("Group"): [_name(each.group) for each in rows],
                          t("Element"): [text.say(each.title) for each in rows],
                          t("People"): [each.people for each in rows], today: [each.today / 100 for each in rows],
                          reform: [each.reform / 100 for each in rows], change: [each.change / 100 for each in rows]})
    st.dataframe(in_yuan(table, [today, reform, change]), hide_index=True, width="stretch",
                 height=min(38 + 35 * len(rows), 600))
    st.markdown(t("Pay together, a year: {today} today, **{reform}** reformed.",
                  today=text.money(comparison.before.statement.payroll),
                  reform=text.money(comparison.after.statement.payroll)))
    if state.view() is not View.GROSS:
        st.caption(t("Gross, by element; what is taken home and what it costs in all is on the Take-home page."))
    _deferred(comparison)


def _deferred(comparison: Comparison) -> None:
    rows = paysheet.deferrals(comparison.reform.scenario, comparison.number)
    st.markdown(t("**Deferred pay**"))
    if not rows:
        st.caption(t("Nothing is deferred in this plan; switch it on at any element."))
        return
    now, end, lost = t("Paid in the months"), t("Paid at year end"), t("Forfeited by leavers")
    money = st.column_config.NumberColumn(format=YUAN)
    st.dataframe(pd.DataFrame({
        t("Group"): [_name(each.group) for each in rows], t("Element"): [text.say(each.title) for each in rows],
        now: [each.now / 100 for each in rows], end: [each.year_end / 100 for each in rows],
        lost: [each.forfeited / 100 for each in rows]}), hide_index=True, width="stretch",
        column_config={now: money, end: money, lost: money})


# ---------------------------------------------------------------- job value and grades

def grades() -> None:
    """Score posts, turn values into salaries with five grades, and see where people stand."""
    scenario = state.scenario()
    company, plan = scenario.company, scenario.plan
    in_plan = grading.top_up_of(plan)
    if in_plan is not None and in_plan.values:
        values, terms = dict(in_plan.values), in_plan.salary
        st.info(t("The plan tops people up to their grade by these job values; change them at the element itself."))
    else:
        values, terms = _scored(), _terms()
    rows = grading.graded(company, values, terms)
    if not rows:
        st.info(t("No post has a job value yet."))
        return
    below, within, above = (sum(getattr(row, where) for row in rows) for where in ("below", "within", "above"))
    with st.container(horizontal=True, gap="medium"):
        for label, value in ((t("Below their grades"), f"{below:,}"), (t("Within"), f"{within:,}"),
                             (t("Above"), f"{above:,}"),
                             (t("Bringing all to the lowest grade, a year"), text.money(sum(row.cost for row in rows)))):
            st.metric(label, value, width="content")
    _graded(rows)
    if in_plan is None:
        st.button(t("Put this into the plan: top everybody up to the lowest grade"), key="grades-do", type="primary",
                  on_click=partial(_into_plan, values, terms), icon=":material/vertical_align_bottom:")


def _graded(rows: list[grading.GradedPost]) -> None:
    columns: dict[str, Any] = {t("Post"): [_name(row.post) for row in rows],
                               t("Job value"): [row.value for row in rows]}
    config: dict[str, Any] = {}
    for number in range(len(rows[0].grades)):
        label = t("Grade {n}", n=number + 1)
        columns[label] = [row.grades[number] / 100 for row in rows]
        config[label] = st.column_config.NumberColumn(format=YUAN)
    columns |= {t("People"): [row.people for row in rows], t("Below"): [row.below for row in rows],
                t("Within"): [row.within for row in rows], t("Above"): [row.above for row in rows],
                t("To the lowest grade, a year"): [row.cost / 100 for row in rows]}
    config[t("To the lowest grade, a year")] = st.column_config.NumberColumn(format=YUAN)
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch", column_config=config)


def _scored() -> dict[str, float]:
    """The posts' points in an editor; gives their values by the Hay method."""
    company = state.scenario().company
    points = state.scenario().plan.job_values.points or grading.starting_points(company)
    declared = PostPoints.parameters()
    rows = [{**plain(row), "post": _name(row.post)} for row in points]
    table = pd.DataFrame(cells_of(rows, declared))
    key = f"points|{state.case_key()}|{text.language()}|{hash(points)}"

    def take() -> None:
        entered = entered_rows(edited_rows(table, st.session_state[key]), declared)
        state.attempt(lambda: _keep_points(points, entered))

    st.caption(t("Job evaluation (Hay). The points to start from are ours: today's average pay would follow from them."))
    st.data_editor(table, key=key, hide_index=True, width="stretch", on_change=take, disabled=["post"],
                   column_config=columns_of(declared))
    return grading.values_of(points)


def _keep_points(points: tuple[PostPoints, ...], entered: list[dict[str, Any]]) -> None:
    state.set_value("job_values.points", [{**row, "post": each.post} for each, row in zip(points, entered, strict=True)])


def _terms() -> SalaryTerms:
    """How a value becomes a salary: method, benchmark, budget and step."""
    scenario = state.scenario()
    terms = scenario.plan.job_values.salary
    declared = SalaryTerms.parameters()
    names = {key: text.say(label) for key, label in (declared["method"].choices or {}).items()}

    def take(field: str, key: str, scale: float) -> None:
        value = st.session_state[key]
        value = round(value / scale, 6) if isinstance(value, (int, float)) else value
        state.attempt(lambda: state.set_value(f"{TERMS}.{field}", value))

    def field(place: Any, name: str, widget: str, scale: float = 1, **more: Any) -> None:
        key, value = f"salary|{state.case_key()}|{name}", getattr(terms, name)
        st.session_state[key] = value * scale if scale != 1 else value
        mark = {Unit.YUAN: " (¥)", Unit.RATE: " (%)"}.get(declared[name].unit, "")
        label = f"{text.say(declared[name].label)}{mark}"
        getattr(place, widget)(label, key=key, on_change=take, args=(name, key, scale), **more)

    first, second, third, fourth = st.columns(4)
    field(first, "method", "selectbox", options=list(names), format_func=names.__getitem__)
    if terms.method == "k":
        field(second, "benchmark_salary", "number_input", step=1000.0)
        field(third, "benchmark_value", "number_input", step=1.0)
        st.caption(t("K = {k} a year for each point", k=f"¥{grading.k_of(terms):,.2f}"))
    elif terms.method == "budget":
        nothing = declared["budget"].nothing
        field(second, "budget", "number_input", step=10_000.0, placeholder=text.say(nothing) if nothing else None)
    else:
        table_editor(Lever(f"{TERMS}.table", declared["table"], terms.table))
    field(fourth, "step", "number_input", scale=100, step=1.0, format="%g")
    return terms


def _into_plan(values: dict[str, float], terms: SalaryTerms) -> None:
    """Add a top-up to every group that pays a valued post."""
    scenario = state.scenario()
    by_group = grading.valued_groups(scenario.company, scenario.plan, values)
    state.attempt(lambda: state.set_values({
        f"pay.{group}.grade_top_up": {"rule": "grade_top_up", "values": values, "salary": plain(terms)}
        for group in by_group}))


