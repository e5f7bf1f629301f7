"""The Expansion page's tab of succession: who leaves and follows, and what each stage means."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.expansion import growth
from engine.answers.expansion.growth import STAGES
from engine.base import text
from engine.base.problem import InputError, missing
from engine.base.text import t
from engine.company.network import DIVIDENDS, OPTION, REGISTERED
from engine.rules.parts.capabilities import OpensCompanies
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome
from ui.expansion.frame import Opening, amounts, controls, download, networks_of
from ui.kit.figures import fields_of, inputs
from ui.kit.refusals import refused


def show(outcome: Outcome, opening: Opening) -> None:
    """The plan's heads who leave and fail, and a company to try succession on."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", [f"succession.{name}" for name in rule.succession.parameters()])
    with right:
        st.markdown(t("**In this plan**"))
        networks = networks_of(outcome)
        shown = amounts(pd.DataFrame([{
            "year": each.year, "new": each.successions, "closed": each.closed, "former": int(each.former_profit.sum()),
            "bought": int(each.bought_out), "lost": int(each.written_off)} for each in networks]),
            {"year": t("Year"), "new": t("New heads"), "closed": t("Closed so far"),
             "former": t("Profit of former heads"), "bought": t("Stakes bought back"), "lost": t("Written off")},
            ("former", "bought", "lost"))
        download(shown, "succession")
        st.caption(t("Where a registered leaver's stake and a newcomer's would bring headquarters below its floor, headquarters "
                     "buys the leaver out at his part of the capital."))
    _stages(rule)
    _try_succession(rule)


def _stages(rule: OpensCompanies) -> None:
    """What the years in office change for a head."""
    st.markdown(t("**What a head has, by years in office**"))
    terms, option, registered = rule.succession, rule.option_after, rule.registered_after
    keeps = t("keeps the stake: {way}", way=text.say((terms.parameters()["from"].choices or {})[terms.from_]).lower())
    goes = t("dividends go on (years: {years}), then nothing", years=terms.extended)
    st.dataframe(pd.DataFrame({
        t("Stage"): [text.say(STAGES[stage]) for stage in (DIVIDENDS, OPTION, REGISTERED)],
        t("Years in office"): [f"0 – {option}", f"{option} – {registered}", t("from {years}", years=registered)],
        t("His part of profit"): [t("yes")] * 3, t("In the register"): [t("no"), t("no"), t("yes")],
        t("Counts as wealth"): [t("no"), t("no"), t("{multiple} times profit", multiple=rule.multiple)],
        t("If he leaves then"): [goes, goes, keeps]}), hide_index=True, width="stretch")
    st.caption(t("An option changes nothing in the figures until it becomes a registered stake; an opener's stake in a company "
                 "opened is registered at once."))


def _try_succession(rule: OpensCompanies) -> None:
    st.markdown(t("**One company to try it on**"))
    succession = rule_named("succession")
    fields = {name: field for name, field in fields_of(succession).items()
              if name in succession.Inputs.model_fields or name in ("from", "closes_after")}
    start = {"headquarters": 1 - rule.stakes.head, "head": rule.stakes.head, "newcomer": rule.stakes.head,
             "registered": True, "heads_failed": 0, "headquarters_floor": rule.stakes.headquarters_floor,
             "from": rule.succession.from_, "closes_after": rule.succession.closes_after}
    start = {name: round(value, 6) if isinstance(value, float) else value for name, value in start.items()}
    left, right = st.columns([1, 2], gap="medium")
    with left:
        given = inputs("succession", {name: fields[name] for name in start}, start, columns=2)
    empty = [name for name, value in given.items() if value is None]
    with right:
        if empty:
            refused(missing(*empty), fields=fields)
            return
        rows = growth.succession_chain(given)
        good = [row for row in rows if not isinstance(row, InputError)]
        if good:
            after = {"headquarters": t("Headquarters"), "newcomer": t("New head"), "head": t("The head before"),
                     "others": t("Others and earlier heads")}
            names = [t("After head {n} has left", n=number) for number in range(1, len(good) + 1)]
            st.dataframe(pd.DataFrame({"": names, **{label: [text.percent(row[name]) for row in good]
                                                    for name, label in after.items()},
                                       t("Closed and founded anew"): [t("yes") if row["refound"] else t("no") for row in good]}),
                         hide_index=True, width="stretch")
        for row in rows:
            if isinstance(row, InputError):
                if good:
                    st.warning(t("The next one is refused: {why}", why="; ".join(problem.what for problem in row.problems)),
                               icon=":material/block:")
                else:
                    refused(row, fields=fields)
