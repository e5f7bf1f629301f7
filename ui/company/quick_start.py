"""The Company page's tab that makes a company from a few numbers."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.files import quickstart
from engine.files.quickstart import QuickRole, QuickStart
from engine.plan.scenario import plain
from ui.kit import state
from ui.kit.field import field
from ui.kit.refusals import accept
from ui.kit.rows import editor


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
    with st.container(border=True):
        for place, column in enumerate(st.columns(2)):
            with column:
                for key, parameter in list(simple.items())[place::2]:
                    given = t("My company") if key == "name" else getattr(start, key)
                    entered[key] = field(parameter, given, f"quick|{key}")
        st.caption(text.say(QuickStart.parameters()["roles"].label))
        given_roles = editor([plain(role) for role in start.roles], roles, "quick|roles")
        use = st.button(t("Make this company"), type="primary", key="use-quick-start")
    if use:
        document = {**entered, "roles": given_roles}
        accept(lambda: state.keep_case(quickstart.make(quickstart.parse(document), state.MINE)))
