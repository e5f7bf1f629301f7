"""A grant on the books: tranches valued by the formula, the methods side by side, profit with and without the expense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.base.money import fraction, round_half_up, split, to_fen, to_yuan
from engine.base.problem import InputError
from engine.plan.scenario import Scenario
from engine.rules.parts.option_grants import ExpectsLeavers, ExpenseTranche, GrantsOptions, OptionBook
from engine.rules.parts.option_pricing import OptionTerms
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome

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
                  OptionTerms(), price, price)


@dataclass(frozen=True)
class Grant:
    """A grant as the forms start from it: the share and the strike in yuan, its tranches, and how it is booked.

    first: the simulated year in which its expense begins.
    """

    spot: float
    strike: float
    tranches: list[dict[str, Any]]
    split: tuple[float, ...]
    method: str
    first: int = 1


def grant_of(outcome: Outcome) -> Grant:
    """The plan's first grant of options as it was simulated; one made up where it grants none."""
    for year in outcome.years:
        for key, book in year.books.items():
            plan = outcome.scenario.plan.equity[key]
            if isinstance(plan, GrantsOptions) and isinstance(book, OptionBook) and book.granted.sum():
                return _granted(plan, book)
    price = price_of(outcome.scenario)
    return Grant(price, price, tranches_of(outcome.scenario), (0.25, 0.75), "graded")


def _granted(plan: GrantsOptions, book: OptionBook) -> Grant:
    number, strike, spot = int(book.granted.sum()), float(book.strike), float(book.price)
    fair_values = [to_yuan(round_half_up(fen)) for fen in book.fair_values]
    if plan.expense == "stated":
        fair_values = [to_yuan(round_half_up(Fraction(to_fen(plan.cost), number)))] * len(plan.tranches)
    tranches = [{"quantity": part, "value": value, "years": goal.after} for part, value, goal in zip(
        split(number, [goal.part for goal in plan.tranches]), fair_values, plan.tranches, strict=True)]
    stated = plan.expense == "stated" and bool(plan.split)
    return Grant(round(spot, 2), round(strike, 2), tranches, plan.split if stated else (0.25, 0.75),
                 "stated" if stated else "graded", max(1, book.began if stated else book.began + 1))


def valued(tranches: Sequence[Mapping[str, Any]], rule: OptionTerms, spot: float, strike: float) -> list[dict[str, Any]]:
    """The tranches with the fair value of each option in them, to the fen, as if exercised when they vest."""
    return [{**each, "value": to_yuan(to_fen(float(rule.call(spot, strike, each["years"]))))} for each in tranches]


def profits_of(outcome: Outcome, expense: Sequence[int], first: int = 1) -> tuple[list[int], list[int]]:
    """Net profit by year in fen, without and with an expense that begins in the `first` simulated year.

    Years after the last simulated one keep its profit.
    """
    profits = [year.statement.net_profit for year in outcome.years]
    booked = [*[0] * (first - 1), *expense]
    years = max(len(profits), len(booked))
    before = [*profits, *[profits[-1]] * (years - len(profits))]
    after = [profit - spent for profit, spent in zip(before, [*booked, *[0] * (years - len(booked))], strict=True)]
    return before, after


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
    expenses = []
    for method in methods:
        try:
            rule, inputs = rule_named("option_expense").parsed(by(given, method))
            rule.calc(inputs)
            expenses.append(Booked(method, tuple(rule.expense(rule.costs(inputs)))))
        except InputError as error:
            expenses.append(Booked(method, (), error))
    return expenses


def exercised(rule: ExpectsLeavers, tranches: Sequence[ExpenseTranche]) -> int:
    """Whole options that are there to be exercised in the end, rounded down."""
    return int(rule.exercised(tranches))
