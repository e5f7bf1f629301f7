"""Holders side by side: what each is worth in the company, against the share price and against its volatility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import numpy as np
import pandas as pd
from pydantic import Field, ValidationError

from engine.answers.compare import Comparison
from engine.answers.equity.granting import price_of
from engine.base.money import fraction, round_half_up, to_yuan
from engine.base.parameter import Declared, Parameter, Unit
from engine.base.problem import InputError, Problem, problems_of
from engine.base.text import t
from engine.company.people import NAME
from engine.plan.scenario import Scenario
from engine.rules.parts.option_grants import GrantsOptions, OptionBook
from engine.rules.parts.option_pricing import OptionTerms
from engine.rules.parts.terms import PAY_A_YEAR, SHARE_PRICE, SHARES_HELD
from engine.rules.parts.wealth import HeldOption, Holding, WealthTerms
from engine.run.outcome import Outcome, Year

GROWTHS = np.round(np.arange(-1.0, 2.01, 0.05), 2)
VOLATILITIES = np.round(np.arange(0.05, 1.01, 0.05), 2)
POINTS = 61


class Shareholder(Declared):
    """Somebody with shares of a company: a row of the page's table."""

    name: Annotated[str, NAME.but(en="Holder"), Field(min_length=1)]
    price: Annotated[float, SHARE_PRICE]
    shares: Annotated[int, SHARES_HELD]
    annual_pay: Annotated[float, PAY_A_YEAR]


class OwnedOption(HeldOption):
    """Options of one grant and whose they are."""

    holder: Annotated[str, Parameter("持有人", "Held by", Unit.TEXT)]


def own(outcome: Outcome, number: int, suffix: str, most: int = 1) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those of the company who hold most shares and options at the end of a simulated year, as rows of the two tables.

    The share price is the year's value of the company over its shares; pay is the year's income.
    """
    year = outcome.year(min(number, len(outcome.years)))
    table, price = year.cap_table, price_in(outcome, year)
    shares = sum(table.holdings.values(), np.zeros(len(year.people), dtype=np.int64))
    promised = sum((each.outstanding for each in table.grants.values()), np.zeros(len(year.people), dtype=np.int64))
    first = [place for place in np.argsort(-(shares + promised), kind="stable")[:most].tolist()
             if price > 0 and shares[place] + promised[place]]
    holders, options = [], []
    for place in first:
        name = f"{year.people.name[place]} · {suffix}"
        holders.append({"name": name, "price": price, "shares": int(shares[place]),
                        "annual_pay": to_yuan(int(year.income[place]))})
        for key, book in year.books.items():
            rule = outcome.scenario.plan.equity[key]
            granted = table.grants.get(f"equity.{key}")
            if isinstance(rule, GrantsOptions) and isinstance(book, OptionBook) and granted and granted.outstanding[place]:
                options.append({"quantity": int(granted.outstanding[place]),
                                "strike": to_yuan(round_half_up(book.strike / granted.factor * 100)),
                                "years": float(max(0, rule.expires - (year.number - book.began))), "holder": name})
    return holders, options


def price_in(outcome: Outcome, year: Year) -> float:
    """What a share is worth in a simulated year, in yuan: net profit × the multiple ÷ shares, to the fen."""
    worth = max(0, year.statement.net_profit) * fraction(outcome.scenario.assumptions.multiple)
    return to_yuan(round_half_up(worth / year.cap_table.total))


def rows_of(comparison: Comparison) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The tables to start from: whoever holds most, today and under the reform; two made up where nobody holds anything."""
    sides = [own(outcome, comparison.number, suffix) for outcome, suffix in (
        (comparison.today, t("Today")), (comparison.reform, t("Reform")))]
    holders, options = sides[0][0] + sides[1][0], sides[0][1] + sides[1][1]
    return (holders, options) if holders else start_of(comparison.reform.scenario)


def start_of(scenario: Scenario) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two holders to start from, at the books' price: one with stock alone, one with options too."""
    price, shares = price_of(scenario), sum(scenario.company.facts.shares().values()) // 100
    alone, mixed = t("Stock only"), t("With options")
    return ([{"name": alone, "price": price, "shares": shares, "annual_pay": round(shares * price / 5, -3)},
             {"name": mixed, "price": price, "shares": shares // 2, "annual_pay": round(shares * price / 5, -3)}],
            [{"holder": mixed, "quantity": shares, "strike": price, "years": 5.0}])


def holdings(holders: Sequence[Mapping[str, Any]], options: Sequence[Mapping[str, Any]]) -> dict[str, Holding]:
    """Holder → holding, of the two tables as they are entered.

    Raises:
        InputError: a value does not fit, a name comes twice, or options are nobody's. Places begin with
            `holders` or `options` and the row.
    """
    problems: list[Problem] = []
    people = _rows(Shareholder, "holders", holders, problems)
    owned = _rows(OwnedOption, "options", options, problems)
    names = [holder.name for holder in people]
    for place, holder in enumerate(people):
        if holder.name in names[:place]:
            problems.append(Problem("", f"holders.{place}", t("“{name}” is in the table twice; give each holder a name of "
                                                              "their own.", name=holder.name)))
    for place, option in enumerate(owned):
        if len(people) == len(holders) and option.holder not in names:
            problems.append(Problem("", f"options.{place}", t("nobody called “{name}” is among the holders; enter one of "
                                                              "their names.", name=option.holder)))
    if problems:
        raise InputError(problems)
    return {holder.name: Holding(
        price=holder.price, shares=holder.shares, annual_pay=holder.annual_pay or None,
        options=tuple(HeldOption(quantity=option.quantity, strike=option.strike, years=option.years)
                      for option in owned if option.holder == holder.name)) for holder in people}


def _rows(model: type[Any], part: str, given: Sequence[Mapping[str, Any]], problems: list[Problem]) -> list[Any]:
    """The rows that fit; the problems of those that do not are added to the list."""
    rows = []
    for place, row in enumerate(given):
        try:
            rows.append(model.model_validate(row))
        except ValidationError as error:
            problems += problems_of(error, "", f"{part}.{place}", model)
    return rows


def by_price(rule: WealthTerms, holdings: Mapping[str, Holding]) -> pd.DataFrame:
    """Wealth's change against the price's: columns holder, growth, change (parts of one), wealth (fen)."""
    parts = []
    for name, holding in holdings.items():
        now = float(rule.wealth(holding, holding.price))
        if now > 0:
            wealth = rule.wealth(holding, holding.price * (1 + GROWTHS))
            parts.append(pd.DataFrame({"holder": name, "growth": GROWTHS, "change": wealth / now - 1, "wealth": wealth}))
    return _together(parts, ["holder", "growth", "change", "wealth"])


def by_volatility(rule: WealthTerms, holdings: Mapping[str, Holding]) -> pd.DataFrame:
    """Wealth against the share's volatility, as a change from now: columns holder, volatility, change, wealth (fen)."""
    parts = []
    for name, holding in holdings.items():
        now = float(rule.wealth(holding, holding.price))
        if now > 0:
            wealth = rule.wealth(holding, holding.price, VOLATILITIES)
            parts.append(pd.DataFrame({"holder": name, "volatility": VOLATILITIES, "change": wealth / now - 1,
                                       "wealth": wealth}))
    return _together(parts, ["holder", "volatility", "change", "wealth"])


def _together(parts: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def option_by_price(rule: OptionTerms, spot: float, strike: float, years: float) -> pd.DataFrame:
    """One option against the share price: columns kind (call, held, intrinsic), price, value (yuan)."""
    prices = np.linspace(0, 2.5 * max(spot, strike, 0.01), POINTS)
    kinds = {"call": rule.call(prices, strike, years), "held": rule.holder_value(prices, strike, years),
             "intrinsic": np.maximum(prices - strike, 0)}
    return pd.concat([pd.DataFrame({"kind": kind, "price": prices, "value": values}) for kind, values in kinds.items()],
                     ignore_index=True)
