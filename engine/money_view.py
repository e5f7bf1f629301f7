"""The same income seen three ways: gross, what the person takes home, what it costs the employer."""

from __future__ import annotations

from enum import StrEnum

from engine.money import Fen
from engine.outcome import Outcome
from engine.parameter import Text


class View(StrEnum):
    """How incomes are shown."""

    GROSS = "gross"
    TAKE_HOME = "take_home"
    EMPLOYER_COST = "employer_cost"


LABELS: dict[View, Text] = {
    View.GROSS: Text("税前", "Gross"), View.TAKE_HOME: Text("到手", "Take-home"),
    View.EMPLOYER_COST: Text("企业成本", "Employer cost"),
}


def amounts(outcome: Outcome, number: int, view: View = View.GROSS) -> Fen:
    """Everybody's year seen this way, fen (people,): pay and incentive dividends."""
    return outcome.year(number).income
