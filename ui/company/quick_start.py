"""The Company page's tab that makes a company from a few numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.files import quickstart
from engine.files.quickstart import QuickRole, QuickStart
from engine.plan.scenario import plain
from ui.kit import state
from ui.kit.field import accept, number_field
from ui.kit.tables import cells_of, columns_of, entered_rows


def show() -> None:
    """A company of one's own from roles and a few figures."""
    start = QuickStart()
    st.markdown(t("Enter what you know; people are spread around your averages. Everything can be edited afterwards."))
    if state.case_key() == state.MINE:
        st.success(t("Your company is there: correct its people, money and region on the other tabs, then try its two "
                     "reforms in the cockpit. It stays in this browser window only: reloading the page loses it."),
                   icon=":material/check_circle:")
    entered: dict[str, Any] = {}
    simple = {key: parameter for key, parameter in QuickStart.parameters().items() if parameter.unit is not Unit.TABLE}
    roles = QuickRole.parameters()
    with st.form("quick-start"):
        for place, column in enumerate(st.columns(2)):
            with column:
                for key, parameter in list(simple.items())[place::2]:
                    given = t("My company") if key == "name" else getattr(start, key)
                    entered[key] = number_field(parameter, given, f"quick|{key}")
        st.caption(text.say(QuickStart.parameters()["roles"].label))
        table = pd.DataFrame(cells_of([plain(role) for role in start.roles], roles))
        edited = st.data_editor(table, num_rows="dynamic", hide_index=True, width="stretch", key="quick|roles",
                                column_config=columns_of(roles))
        use = st.form_submit_button(t("Make this company"), type="primary")
    if use:
        document = {**entered, "roles": entered_rows(edited.to_dict("records"), roles)}
        accept(lambda: state.keep_case(quickstart.make(quickstart.parse(document), state.MINE)))
