"""Sandtable's engine: load a case, simulate a scenario, compare outcomes. Knows no Streamlit."""

from engine.cases import Case, load
from engine.outcome import Outcome
from engine.problem import InputError, Problem
from engine.scenario import Scenario
from engine.simulate import simulate

__all__ = ["Case", "InputError", "Outcome", "Problem", "Scenario", "load", "simulate"]
