"""What the tabs of the Cap table page call holders, and the facts they read."""

from __future__ import annotations

from engine.base import text
from engine.base.text import t
from engine.company.company import Facts
from engine.run.outcome import Outcome
from ui.kit import state


def facts_shown() -> Facts:
    """The facts of the company looked at."""
    return state.scenario().company.facts


def holder_name(key: str, outcome: Outcome) -> str:
    """A holder's name, also of one that comes in later."""
    table = outcome.years[-1].cap_table
    if key in table.lines:
        return text.say(table.lines[key].name)
    return t("this company") if key == "company" else key
