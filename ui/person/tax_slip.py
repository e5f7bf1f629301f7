"""One person after tax, on the person page: both sides, month by month, how a month's tax comes about, findings."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.pay.payslip import Payslip
from engine.answers.take_home.settle import FIVE
from engine.answers.take_home.slip import TaxSlip, tax_slip
from engine.base import text
from engine.base.text import exact, t
from engine.company.company import MONTHS
from ui.kit import outcomes
from ui.kit.table import show_table


def after_tax(before: Payslip, after: Payslip, month: int | None) -> None:
    """The tax slip of both sides: a table, the months, the steps of a month's tax, the settlement, findings."""
    old, new = (tax_slip(slip.outcome, slip.number, slip.place) for slip in (before, after))
    labels = {line.key: line.label for slip in (old, new) for line in slip.lines}
    order = {key: place for place, key in enumerate(
        [*dict.fromkeys([line.key for line in new.lines] + [line.key for line in old.lines])])}
    rows = []
    for key in sorted(labels, key=order.__getitem__):
        amounts = [slip.line(key).amount(month) if slip.line(key) else 0 for slip in (old, new)]  # type: ignore[union-attr]
        rows.append((text.say(labels[key]), *map(exact, amounts), exact(amounts[1] - amounts[0], signed=True)))
        if key == "net" and month is None:
            settled = (old.refund, new.refund)
            rows.append((t("Settlement next spring"), *(exact(fen, signed=True) for fen in settled),
                         exact(settled[1] - settled[0], signed=True)))
            nets = (old.net(), new.net())
            rows.append((t("Take-home of the year, settled"), *map(exact, nets), exact(nets[1] - nets[0], signed=True)))
    first, second = outcomes.sides()
    heads = [t("Line"), first, second, t("Change")]
    st.table(pd.DataFrame(rows, columns=heads).set_index(heads[0]))
    for name, slip in zip((first, second), (old, new), strict=True):
        for sentence in slip.findings:
            st.warning(f"**{name}** · {sentence}", icon=":material/warning:")
    with st.expander(t("Tax and contributions month by month"), icon=":material/calendar_month:"):
        for name, slip in zip((first, second), (old, new), strict=True):
            st.caption(name)
            frame = pd.DataFrame({text.say(line.label): list(line.months) for line in slip.lines},
                                 index=[text.month(place) for place in range(MONTHS)]).T
            show_table(frame, [str(month) for month in frame], exact=True, index=True)
    _withholding(old, new, month)


def _withholding(old: TaxSlip, new: TaxSlip, month: int | None) -> None:
    """How one month's tax comes about; December, which has the whole year, where none is chosen."""
    place = MONTHS - 1 if month is None else month
    with st.expander(t("How the tax of {month} comes about", month=text.month(place)), icon=":material/function:"):
        for column, name, slip in zip(st.columns(2, gap="medium"), outcomes.sides(), (old, new), strict=True):
            with column:
                steps = [(text.say(label), exact(fen)) for label, fen in slip.withholding(place)]
                st.markdown(f"**{name}**")
                st.table(pd.DataFrame(steps, columns=[t("Step"), t("Value")]).set_index(t("Step")))
        st.caption(t("Cumulative tax by the annual table, to the fen, less what is withheld so far; never below zero. What "
                     "was too much comes back with the settlement next spring."))


def five(after: Payslip) -> None:
    """The five numbers of the person under the plan tried."""
    numbers = tax_slip(after.outcome, after.number, after.place).settled.of_person(after.place)
    st.caption(" · ".join(f"{text.say(label)} {exact(getattr(numbers, key))}" for key, label in FIVE.items()))
