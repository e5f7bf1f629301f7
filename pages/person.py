"""One person's pay slip, today and under the reform, every amount taken apart; and what selling more brings."""

import streamlit as st

from engine.answers.take_home.settle import settle
from engine.base.text import t
from ui.kit import outcomes
from ui.kit.header import header
from ui.person import choosing, explained, pay_slip, selling_more, tax_slip
from ui.take_home import basis

header(link=("person",), basis_below=True)
choosing.choose()
before, after = outcomes.slips()
if before is None or after is None:
    choosing.gone(before, after)
    st.stop()
pay_slip.who(after)
month = choosing.choose_month()
pay_slip.totals(before, after, month)
pay_slip.statement(before, after, month)
st.markdown(t("**Take-home, tax and contributions**"))
tax_slip.after_tax(before, after, month)
tax_slip.five(after)
pay_slip.equity(after)
st.markdown(t("**How each amount comes about**"))
explained.explained(before, after, month)
st.markdown(t("**What selling more brings**"))
selling_more.selling_more(month)
pay_slip.download(before, after)
basis.rests_on(settle(after.outcome, after.number))
