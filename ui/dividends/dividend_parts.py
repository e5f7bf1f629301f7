"""The parts of the Dividends page: each programme edited and laid out, the years, everybody, and leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.dividends import dividend_sheet
from engine.answers.dividends.dividend_sheet import Settlement
from engine.base import text
from engine.base.text import t
from engine.company.company import label_of
from engine.files.people_file import Person
from engine.plan.edits import kinds_of
from engine.rules.dividends.excess_profit_layers import ExcessProfitLayers
from engine.rules.dividends.excess_profit_share import ExcessProfitShare
from engine.rules.dividends.post_value_dividend import PostValueDividend
from engine.rules.dividends.store_dividend import StoreDividend
from engine.rules.dividends.virtual_share_count import LAYERS
from engine.rules.dividends.virtual_share_leaving import VirtualShareLeaving
from engine.rules.dividends.virtual_shares import VirtualShares
from engine.rules.kinds import DividendProgramme
from engine.rules.rule import Rule
from engine.run.outcome import Outcome
from ui.dividends import dividend_curves
from ui.dividends.conversion_parts import conversion
from ui.kit import state
from ui.kit.controls import control
from ui.kit.entries import add, controls_under, levers_under, take_out
from ui.kit.frames import shown_name

YUAN = "¥%,.0f"
CENTS = "¥%,.2f"
UNFOLDED = ("fund", "smoothing", "shares")
SHOWN = 300
"""Rows of people sent to the browser; the downloads have all of them."""


def _name(key: str) -> str:
    return text.say(label_of(state.scenario().company, key)) if key else ""


def _programmes(outcome: Outcome) -> dict[str, DividendProgramme]:
    return outcome.scenario.plan.dividends


def _download(table: pd.DataFrame, what: str) -> None:
    """A table as a CSV that a spreadsheet opens with Chinese headings intact."""
    st.download_button(t("Download the table"), lambda: table.to_csv(index=False).encode("utf-8-sig"), mime="text/csv",
                       file_name=f"{state.case_key()}-{what}.csv", icon=":material/download:", key=f"download-{what}")


def _table(table: pd.DataFrame, headings: dict[str, str], formats: dict[str, str], what: str) -> None:
    """A table of some columns in words: keys replaced by names, the first rows shown, all of them to download."""
    named = table.assign(**{column: [_name(each) for each in table[column]]
                            for column in ("post", "unit", "key") if column in table})
    if "name" in named:
        named["name"] = named["name"].map(shown_name)
    worded = named[list(headings)].rename(columns=headings)
    st.dataframe(worded.head(SHOWN), hide_index=True, width="stretch",
                 height=min(38 + 35 * max(1, len(worded)), 420),
                 column_config=_numbers({headings[key]: each for key, each in formats.items()}))
    if len(worded) > SHOWN:
        st.caption(t("The first {shown} of {all} people; the download has everybody.", shown=f"{SHOWN:,}",
                     all=f"{len(worded):,}"))
    _download(worded, what)


def _numbers(formats: Mapping[str, str]) -> dict[str, Any]:
    """Column heading → how its numbers are shown."""
    return {heading: st.column_config.NumberColumn(format=each) for heading, each in formats.items()}


# ---------------------------------------------------------------- one programme

def programmes(comparison: Comparison) -> None:
    """One programme at a time: its parameters on the left, what it does on the right."""
    outcome = comparison.reform
    own = _programmes(outcome)
    if own:
        name = _choose(own)
        left, right = st.columns([2, 3], gap="medium")
        with left:
            rule = own[name]
            st.caption(text.say(rule.about.formula))
            if isinstance(rule, VirtualShares):
                _counting(name, rule)
            _controls(f"dividends.{name}", rule)
            take_out(f"dividends.{name}")
        with right:
            _laid_out(rule)(outcome, name, comparison.number)
    else:
        st.info(t("This plan has no dividend programme yet; add one below, or choose another plan to try."))
    add("dividends", own, kinds_of(DividendProgramme), t("One more programme"))


def _controls(path: str, rule: DividendProgramme) -> None:
    """The rule's own parameters, then those of each rule inside it in a part that can be folded."""
    for lever in levers_under(path):
        if "." not in lever.path.removeprefix(f"{path}."):
            control(lever)
    for key, inner in rule.named():
        if isinstance(inner, Rule):
            with st.expander(text.say(rule.parameters()[key].label), expanded=key in UNFOLDED):
                controls_under(f"{path}.{key}")


def _choose(own: dict[str, DividendProgramme]) -> str:
    """Which programme is looked at, remembered per case."""
    kept, key = f"programme|{state.case_key()}", f"choose-programme|{state.case_key()}"
    names = {name: text.say(rule.title) for name, rule in own.items()}
    st.session_state[key] = st.session_state.get(kept) if st.session_state.get(kept) in names else next(iter(names))

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    st.selectbox(t("Programme"), list(names), key=key, format_func=names.__getitem__, on_change=keep, width=320)
    return str(st.session_state[key])


def _laid_out(rule: DividendProgramme) -> Callable[[Outcome, str, int], None]:
    for kind, part in ((VirtualShares, _virtual_shares), (ExcessProfitLayers, _excess), (ExcessProfitShare, _excess),
                       (StoreDividend, _stores), (PostValueDividend, _post_value)):
        if isinstance(rule, kind):
            return part
    return _any_programme


def _any_programme(outcome: Outcome, name: str, number: int) -> None:
    award = outcome.year(number).awards[name]
    _metrics((t("Fund of the year"), text.money(award.fund)), (t("Paid to people"), text.money(award.paid)))


def _metrics(*pairs: tuple[str, str]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for label, value in pairs:
            st.metric(label, value, width="content")


def _counting(name: str, rule: VirtualShares) -> None:
    """A switch between the list's shares and shares counted every year."""
    path = f"dividends.{name}.count"
    key = f"count|{state.case_key()}|{state.reform_key()}|{path}"
    st.session_state[key] = rule.count is not None

    def take() -> None:
        on = st.session_state[key]
        state.attempt(lambda: state.set_value(path, {"rule": "virtual_share_count"} if on else None))

    st.toggle(t("Count shares every year by position, performance and service"), key=key, on_change=take,
              help=t("Otherwise everybody holds the virtual shares of the list of people."))


def _virtual_shares(outcome: Outcome, name: str, number: int) -> None:
    rule = outcome.scenario.plan.dividends[name]
    assert isinstance(rule, VirtualShares)
    years = dividend_sheet.fund_years(outcome, name)
    now = years[number - 1]
    profit = dividend_sheet.result_of(outcome, number).net_profit
    _metrics((t("Fund of the year"), text.money(now.added)), (t("Carried in"), text.money(now.carried_in)),
             (t("Paid to people"), text.money(now.paid)), (t("Shares that take part"), f"{now.shares:,}"),
             (t("Dividend per share"), f"¥{now.per_share / 100:,.2f}"), (t("On personal accounts"), text.money(now.accounts)))
    target = rule.fund.target
    if target is not None and not now.added:
        st.warning(t("Net profit of {profit} misses the target of {target}: nothing goes into the fund this year.",
                     profit=text.money(profit), target=text.money(target * 100)), icon=":material/flag:")
    base = profit if target is None else max(profit, int(target * 100))
    st.caption(t("The lines of the fund on a net profit of {profit}", profit=text.money(base)))
    lines = dividend_sheet.fund_lines(rule, base, now.shares)
    amounts = {t("Fund"): YUAN, t("Distributed"): YUAN, t("Per share"): CENTS}
    st.dataframe(pd.DataFrame({
        t("Coefficient"): [f"×{each.coefficient:g}" + (t(" (this plan)") if each.coefficient == rule.fund.coefficient else "")
                           for each in lines],
        t("Part of profit"): [text.percent(float(each.ratio), 2) for each in lines],
        t("Fund"): [each.fund / 100 for each in lines], t("Distributed"): [each.distributed / 100 for each in lines],
        t("Per share"): [each.per_share / 100 for each in lines]}), hide_index=True, width="stretch",
        column_config=_numbers(amounts))
    st.caption(t("The fund over the simulated years: {out} is distributed, the rest rolls into the next year",
                 out=text.percent(rule.smoothing.distributed, 0)))
    dividend_curves.fund([(each.year, each.paid, each.carried) for each in years], key=f"fund|{name}")
    _register(outcome, name, rule, number)
    conversion(outcome, name, number)


def _register(outcome: Outcome, name: str, rule: VirtualShares, number: int) -> None:
    """Who holds how many shares, and who does not yet hold any and why."""
    table = dividend_sheet.register(outcome, name, number)
    waiting = table[table["why"] != ""]
    st.caption(t("Who holds virtual shares in year {year}: {n} take part, {waiting} not (yet)", year=number,
                 n=len(table) - len(waiting), waiting=len(waiting)))
    layers = {key: text.say(label) for key, label in LAYERS.items()}
    shown = table.assign(layer=[layers.get(each, "") for each in table["layer"]],
                         completion=table["completion"] * 100)
    counted = {} if rule.count is None else {
        "layer": t("Layer"), "years": t("Years of service"), "awards": t("Awards"), "position": t("Position shares"),
        "completion": t("Completion"), "performance": t("Performance shares"), "service": t("Shares for service")}
    headings = {"name": text.say(Person.parameters()["name"].label), "post": t("Post"), "shares": t("Shares that take part"),
                "why": t("Not (yet), because"), **counted, "dividend": t("Dividend"), "now": t("Paid this year"),
                "account": t("Kept on the account")}
    formats = {"dividend": CENTS, "now": CENTS, "account": CENTS, "shares": "%,d"} | (
        {"completion": "%.1f%%", **dict.fromkeys(("position", "performance", "service"), "%,d")} if counted else {})
    _table(shown, headings, formats, "virtual-shares")


def _excess(outcome: Outcome, name: str, number: int) -> None:
    years = dividend_sheet.excess_years(outcome, name)
    now = years[number - 1]
    _metrics((t("Net profit before dividends"), text.money(now.profit)), (t("Baseline"), text.money(now.baseline)),
             (t("Excess"), text.money(now.excess)), (t("Paid to people"), text.money(now.paid)))
    money = {t("Net profit before dividends"): "profit", t("Baseline"): "baseline", t("Excess"): "excess"}
    columns = {t("Year"): [each.year for each in years],
               **{label: [getattr(each, key) / 100 for each in years] for label, key in money.items()},
               **{text.say(layer): [each.pools[layer] / 100 for each in years] for layer in now.pools},
               t("Paid to people"): [each.paid / 100 for each in years]}
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch",
                 column_config=_numbers({label: YUAN for label in columns if label != t("Year")}))
    _by_post(outcome, number, name)


def _by_post(outcome: Outcome, number: int, only: str | None = None) -> None:
    """Average dividends of each post, of one programme or all of them."""
    table = dividend_sheet.by_post(outcome, number)
    if only is not None:
        table = table[table["programme"] == only]
    if not len(table):
        st.info(t("Nobody gets anything in this year."))
        return
    titles = {name: text.say(rule.title) for name, rule in _programmes(outcome).items()}
    dividend_curves.posts(table.assign(post=[_name(each) for each in table["post"]],
                                       programme=[titles[each] for each in table["programme"]],
                                       rule=[_programmes(outcome)[each].name() for each in table["programme"]]),
                          key=f"posts|{only or 'all'}")


def _stores(outcome: Outcome, name: str, number: int) -> None:
    table = dividend_sheet.stores(outcome, name, number)
    if not len(table):
        st.info(t("This company has no stores; what kind a unit is stands on the Company page."))
        return
    award = outcome.year(number).awards[name]
    _metrics((t("Stores' net profit"), text.money(award.fund)), (t("Distributed"), text.money(table["distributed"].sum() * 100)),
             (t("Paid to people"), text.money(award.paid)))
    parts = {"company": t("Company"), "management": t("Management department"), "staff": t("The store's staff"),
             "kept": t("Kept for the store")}
    dividend_curves.stores([(_name(row["key"]), words, round(row[part] * 100)) for row in table.to_dict("records")
                            for part, words in parts.items()], key=f"stores|{name}")
    rule = outcome.scenario.plan.dividends[name]
    assert isinstance(rule, StoreDividend)
    why = [t("a loss") if profit <= 0 else t("too new") if not out else ""
           for profit, out in zip(table["profit"], table["distributed"], strict=True)]
    headings = {"key": t("Store"), "year": t("The store's year"), "profit": t("Net profit"), "distributed": t("Distributed"),
                "why": t("None, because"), **parts, "company_stake": t("Company's stake"), "staff_stake": t("Staff's stake")}
    age = [t("long open") if pd.isna(each) else str(int(each)) for each in table["year"]]
    shown = table.assign(year=age, why=why, company_stake=table["company_stake"] * 100, staff_stake=table["staff_stake"] * 100)
    _table(shown, headings, {**dict.fromkeys(("profit", "distributed", *parts), YUAN), "company_stake": "%.1f%%",
                             "staff_stake": "%.1f%%"}, "stores")


def _post_value(outcome: Outcome, name: str, number: int) -> None:
    award = outcome.year(number).awards[name]
    table = dividend_sheet.factors(outcome, name, number)
    _metrics((t("Pool"), text.money(award.fund)), (t("People"), f"{len(table):,}"), (t("Paid to people"), text.money(award.paid)))
    _by_post(outcome, number, name)
    headings = {"name": text.say(Person.parameters()["name"].label), "post": t("Post"), "value": t("Post value"),
                "job_type": t("Job type"), "qualification": t("Qualification"), "service": t("Service"),
                "performance": t("Performance"), "product": t("Product"), "part": t("Part of the pool"), "dividend": t("Dividend")}
    _table(table.assign(part=table["part"] * 100), headings, {"part": "%.2f%%", "dividend": CENTS}, "post-value")


# ---------------------------------------------------------------- the years

def over_the_years(comparison: Comparison) -> None:
    """What is paid on three paths of profit, and where profit goes year by year."""
    outcome = comparison.reform
    own = _programmes(outcome)
    if not own:
        st.info(t("This plan has no dividend programme yet; add one under “Programmes”."))
        return
    left, right = st.columns([1, 1], gap="medium")
    found = {path: dividend_sheet.along(outcome, profits) for path, profits in dividend_sheet.paths(outcome).items()}
    with left:
        first = dividend_sheet.result_of(outcome, 1).net_profit
        dividend_curves.paths({path: [sum(award.paid for award in year.values()) for year in years]
                               for path, years in found.items()}, key="paths")
        st.caption(t("All start from year 1 of this plan, with a net profit of {profit} before dividends.",
                     profit=text.money(first)))
        rows = [(text.say(path), number, sum(award.fund for award in year.values()) / 100,
                 sum(award.paid for award in year.values()) / 100, sum(award.carried for award in year.values()) / 100)
                for path, years in found.items() for number, year in enumerate(years, start=1)]
        heads = [t("Path of profit"), t("Year"), t("Funds, with what was carried in"), t("Paid to people"), t("Carried on")]
        st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, width="stretch", height=280,
                     column_config=_numbers(dict.fromkeys(heads[2:], YUAN)))
    with right:
        dividend_curves.profit_parts(dividend_sheet.where_profit_goes(outcome), key="profit")
        st.caption(t("The years of this plan as simulated, profit before incentive dividends and tax"))
        heads = [t("Year"), t("Dividends to people"), t("Retained"), t("For each yuan retained")]
        st.dataframe(pd.DataFrame(dividend_sheet.against_retained(outcome), columns=heads), hide_index=True, width="stretch",
                     column_config=_numbers(dict(zip(heads[1:], (YUAN, YUAN, "¥%.2f"), strict=True))))


# ---------------------------------------------------------------- everybody

def everybody(comparison: Comparison) -> None:
    """Who gets what from which programme in the year shown."""
    outcome, number = comparison.reform, comparison.number
    table = dividend_sheet.who_gets_what(outcome, number)
    if not len(table):
        st.info(t("Nobody gets anything in this year."))
        return
    statement = outcome.year(number).statement
    _metrics((t("People who get dividends"), f"{len(table):,}"), (t("Earned in the year"), text.money(table["all"].sum() * 100)),
             (t("Paid this year"), text.money(table["now"].sum() * 100)),
             (t("On personal accounts"), text.money(table["account"].sum() * 100)),
             (t("Retained by the company"), text.money(statement.retained)))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _by_post(outcome, number)
    with right:
        own = {name: text.say(rule.title) for name, rule in _programmes(outcome).items()}
        headings = {"id": text.say(Person.parameters()["id"].label), "name": text.say(Person.parameters()["name"].label),
                    "post": t("Post"), "unit": t("Unit"), **own, "all": t("Earned in the year"), "now": t("Paid this year"),
                    "account": t("Kept on the account")}
        _table(table, headings, dict.fromkeys((*own, "all", "now", "account"), CENTS), "dividends")


# ---------------------------------------------------------------- leaving

def leaving(comparison: Comparison) -> None:
    """A person and a month: what is paid, what is lost, and who has it then."""
    outcome, number = comparison.reform, comparison.number
    table = dividend_sheet.who_gets_what(outcome, number)
    place = outcome.year(number).people.position
    staying = [each for each in table["id"] if not outcome.year(number).people.leaves_in[place[each]]]
    if not staying:
        st.info(t("Nobody gets anything in this year."))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        person = _leaver(dict(zip(table["id"], table["name"], strict=True)), staying)
        st.caption(_name(str(outcome.year(number).people.post[place[person]])))
        month = st.slider(t("Leaves after month"), 1, 12, key="leaving-month", value=6)
        names = {key: text.say(label) for key, label in
                 (VirtualShareLeaving.parameters()["standing"].choices or {}).items()}
        _keep_choice("leaving-standing", list(names))
        standing = st.segmented_control(t("How"), list(names), key="leaving-standing", format_func=names.__getitem__,
                                        required=True) or "good"
    settled = dividend_sheet.on_leaving(outcome, number, place[person], month, standing)
    with right:
        _settled(outcome, settled, standing)
        dividend_curves.leaving(dividend_sheet.by_month(outcome, number, place[person], standing), key="leaving")
    st.caption(t("Counted from what staying brings in year {year}. The list of people has a column for who really leaves; "
                 "then pay, deferral and the others' dividends are settled as well.", year=number))


def _keep_choice(key: str, options: list[str]) -> None:
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]


def _leaver(names: dict[str, str], staying: list[str]) -> str:
    kept, key = f"leaver|{state.case_key()}", f"choose-leaver|{state.case_key()}"
    remembered = st.session_state.get(kept)
    st.session_state[key] = remembered if remembered in staying else staying[0]

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    st.selectbox(t("Person"), staying, key=key, format_func=lambda each: f"{shown_name(names.get(each, each))} {each}", on_change=keep)
    return str(st.session_state[key])


def _settled(outcome: Outcome, settled: list[Settlement], standing: str) -> None:
    own = _programmes(outcome)
    paid, lost = (sum(each.paid + each.paid_account for each in settled), sum(each.lost for each in settled))
    _metrics((t("Paid"), f"¥{paid / 100:,.2f}"), (t("Lost"), f"¥{lost / 100:,.2f}"))
    columns = {t("Programme"): [text.say(own[each.programme].title) for each in settled],
               t("Dividend of the full year"): [each.full / 100 for each in settled],
               t("Personal account"): [each.account / 100 for each in settled],
               t("Paid"): [(each.paid + each.paid_account) / 100 for each in settled],
               t("Lost"): [each.lost / 100 for each in settled],
               t("What is lost"): [dividend_sheet.where_lost(own[each.programme], standing) if each.lost else "" for each in settled]}
    words = (t("Programme"), t("What is lost"))
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch",
                 column_config=_numbers({head: CENTS for head in columns if head not in words}))
