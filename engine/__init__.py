"""Sandtable's engine: load a case, simulate a scenario, compare outcomes. Knows no Streamlit.

What stands here is imported on first use, so that a command pays only for what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.base.problem import InputError, Problem
    from engine.files.cases import Case, load
    from engine.plan.scenario import Scenario
    from engine.run.outcome import Outcome
    from engine.run.simulate import simulate

__all__ = ["Case", "InputError", "Outcome", "Problem", "Scenario", "load", "simulate"]

ROOMS = {"Case": "files.cases", "InputError": "base.problem", "Outcome": "run.outcome", "Problem": "base.problem",
         "Scenario": "plan.scenario", "load": "files.cases", "simulate": "run.simulate"}


def __getattr__(name: str) -> Any:
    if name not in ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{ROOMS[name]}"), name)
