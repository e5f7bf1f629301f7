"""A grant on the books: tranches valued by the formula, the methods side by side, profit with and without the expense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.money import fraction, round_half_up, split, to_fen, to_yuan
from engine.outcome import Outcome
from engine.problem import InputError
from engine.rules.equity.option_expense import ExpenseTranche, OptionExpense
from engine.rules.equity.option_value import OptionValue
from engine.scenario import Scenario

GRANTED = 100
"""A grant to start from: one share of so many …"""
UNLOCK = (30, 30, 40)
"""… in tranches of these parts after one, two and three years."""

FILLED_IN = 10.0
"""The share price to start from where there is no profit to value the company by."""


def price_of(scenario: Scenario) -> float:
    """The books' price a share in yuan: profit × the multiple of the assumptions ÷ shares, to the fen."""
    profit, shares = scenario.company.facts.money.profit, sum(scenario.company.facts.shares().values())
    price = to_yuan(round_half_up(to_fen(profit) * fraction(scenario.assumptions.multiple) / shares))
    return max(0.01, price) if profit > 0 else FILLED_IN


def tranches_of(scenario: Scenario) -> list[dict[str, Any]]:
    """One per cent of the shares in three tranches, valued by the formula at the books' price."""
    price = price_of(scenario)
    parts = split(sum(scenario.company.facts.shares().values()) // GRANTED, UNLOCK)
    return valued([{"quantity": part, "value": 0.0, "years": place} for place, part in enumerate(parts, start=1)],
                  OptionValue(), price, price)


def valued(tranches: Sequence[Mapping[str, Any]], rule: OptionValue, spot: float, strike: float) -> list[dict[str, Any]]:
    """The tranches with the fair value of each option in them, to the fen, as if exercised when they vest."""
    return [{**each, "value": to_yuan(to_fen(float(rule.call(spot, strike, each["years"]))))} for each in tranches]


def profits_of(outcome: Outcome, years: int) -> list[int]:
    """Net profit by simulated year in fen; years after the last keep its profit."""
    found = [year.statement.net_profit for year in outcome.years]
    return [*found, *[found[-1]] * max(0, years - len(found))][:max(years, len(found))]


@dataclass(frozen=True)
class Booked:
    """One method: its expense by year in fen, or why it gives none."""

    method: str
    expense: tuple[int, ...]
    refused: InputError | None = None


def by(given: Mapping[str, Any], method: str) -> dict[str, Any]:
    """A grant as one method looks at it: only the stated split asks for its parts."""
    return {**{key: value for key, value in given.items() if key != "split" or method == "stated"}, "method": method}


def side_by_side(given: Mapping[str, Any], methods: Sequence[str]) -> list[Booked]:
    """Each method on the same grant."""
    found = []
    for method in methods:
        try:
            rule, inputs = OptionExpense.parsed(by(given, method))
            rule.calc(inputs)
            found.append(Booked(method, tuple(rule.expense(rule.costs(inputs)))))
        except InputError as error:
            found.append(Booked(method, (), error))
    return found


def exercised(rule: OptionExpense, tranches: Sequence[ExpenseTranche]) -> int:
    """Whole options that are there to be exercised in the end, rounded down."""
    return int(rule.exercised(tranches))
