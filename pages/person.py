"""One person's pay slip, today and under the reform, every amount taken apart; and what selling more brings."""

import streamlit as st

from engine.answers.take_home.settle import settle
from engine.base.text import t
from ui.kit import state
from ui.kit.header import header
from ui.person import person_parts, tax_slip_parts
from ui.take_home import take_home_parts

header(link=("person",), basis_below=True)
person_parts.choose()
before, after = state.slips()
if before is None or after is None:
    person_parts.gone(before, after)
    st.stop()
person_parts.who(after)
month = person_parts.choose_month()
person_parts.totals(before, after, month)
person_parts.statement(before, after, month)
st.markdown(t("**Take-home, tax and contributions**"))
tax_slip_parts.after_tax(before, after, month)
tax_slip_parts.five(after)
person_parts.equity(after)
st.markdown(t("**How each amount comes about**"))
person_parts.explained(before, after, month)
st.markdown(t("**What selling more brings**"))
person_parts.selling_more(month)
person_parts.download(before, after)
take_home_parts.rests_on(settle(after.outcome, after.number))
