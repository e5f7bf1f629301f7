"""Sandtable's engine: load a case, simulate a scenario, compare outcomes. Knows no Streamlit."""

from engine.base.problem import InputError, Problem
from engine.files.cases import Case, load
from engine.plan.scenario import Scenario
from engine.run.outcome import Outcome
from engine.run.simulate import simulate

__all__ = ["Case", "InputError", "Outcome", "Problem", "Scenario", "load", "simulate"]
