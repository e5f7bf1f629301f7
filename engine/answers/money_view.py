"""The same income seen three ways: gross, what the person takes home, what it costs the employer."""

from __future__ import annotations

from enum import StrEnum

from engine.answers.take_home.settle import settle
from engine.base.money import Fen
from engine.base.parameter import Text
from engine.run.outcome import Outcome


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
    """Everybody's year seen this way, fen (people,).

    Gross is what is earned in the year, pay and incentive dividends; taken home and employer's cost are of what is
    paid in it, after insurance, fund and tax, and with the employer's part of them.
    """
    if view is View.GROSS:
        return outcome.year(number).income
    settled = settle(outcome, number)
    return settled.net if view is View.TAKE_HOME else settled.employer_cost
