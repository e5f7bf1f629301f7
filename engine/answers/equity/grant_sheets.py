"""What equity programmes mean for people, year by year: promises, shares, payments, loans, conditions; and leaving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from engine.base.money import Fen, ratio_down
from engine.company.captable import Grants, Shares
from engine.rules.kinds import Book, EquityProgramme
from engine.rules.parts.checks import Check
from engine.rules.parts.leaving import REASONS, ExitTerms, Reason, settle, worth_of
from engine.rules.parts.option_grants import GrantsOptions, OptionBook
from engine.rules.parts.purchase import PurchaseBook
from engine.run.outcome import Outcome, Year

COLUMNS = ("granted", "due", "exercised", "lapsed", "shares", "paid", "loan", "interest", "principal", "dividends", "proceeds",
           "worth")
"""Shares and fen by person; the first four count from the grant, `shares`, `loan` and `worth` stand at the year's end."""

SHARES = COLUMNS[:5]


def programmes(outcome: Outcome) -> dict[str, EquityProgramme]:
    """The programmes that promise or bring shares to people in any year, by name."""
    plan = outcome.scenario.plan.equity
    with_people = {event.rule for event in outcome.events() if event.people is not None}
    kept = {name for year in outcome.years for name in year.books}
    return {name: rule for name, rule in plan.items() if name in kept or f"equity.{name}" in with_people}


def book_of(year: Year, name: str) -> Book:
    """A programme's book of a year; empty where it keeps none."""
    return year.books.get(name) or Book.empty(len(year.people))


def columns_of(year: Year, name: str) -> dict[str, Fen]:
    """What a programme means for everybody in one year: COLUMNS, each (people,)."""
    key, people = f"equity.{name}", len(year.people)
    promised = year.cap_table.grants.get(key) or Grants.none(people)
    book, shares = book_of(year, name), year.cap_table.by_programme(key, people)
    return {"granted": promised.granted, "due": promised.vested, "exercised": promised.exercised, "lapsed": promised.lapsed,
            "shares": shares, "paid": book.paid, "loan": book.loan, "interest": book.interest, "principal": book.principal,
            "dividends": book.dividends, "proceeds": book.proceeds,
            "worth": ratio_down(shares, year.value, year.cap_table.total)}


def cash(columns: Mapping[str, Fen]) -> Fen:
    """What the year brings people in cash, fen, (people,), less what is paid in; paper gains are not in it."""
    return columns["dividends"] + columns["proceeds"] - columns["interest"] - columns["principal"] - columns["paid"]


def by_year(outcome: Outcome, name: str) -> pd.DataFrame:
    """A row a year, everybody together: COLUMNS, cash, holders, and the expense of the books."""
    rows = []
    for year in outcome.years:
        columns = columns_of(year, name)
        rows.append({"year": year.number, "holders": int(((columns["granted"] > 0) | (columns["shares"] > 0)).sum()),
                     **{key: int(columns[key].sum()) for key in COLUMNS}, "cash": int(cash(columns).sum()),
                     "expense": book_of(year, name).expense})
    return pd.DataFrame(rows)


def by_person(year: Year, name: str) -> pd.DataFrame:
    """A row for everybody who has had anything of the programme by this year, largest promise or holding first."""
    columns = columns_of(year, name)
    places = np.flatnonzero(sum(columns[key] != 0 for key in COLUMNS))
    places = places[np.argsort(-(columns["granted"] + columns["shares"])[places], kind="stable")]
    people = year.people
    return pd.DataFrame({"id": people.id[places], "name": people.name[places], "post": people.post[places],
                         **{key: columns[key][places] for key in COLUMNS}, "cash": cash(columns)[places]})


def schedule(outcome: Outcome, name: str) -> pd.DataFrame:
    """`by_person` of all years under each other."""
    return pd.concat([by_person(year, name).assign(year=year.number) for year in outcome.years], ignore_index=True)


def of_person(outcome: Outcome, place: int) -> dict[str, pd.DataFrame]:
    """Programme → a row a year of one person, in programmes that have meant anything to them."""
    tables = {}
    for name in programmes(outcome):
        rows = []
        for year in outcome.years:
            columns = columns_of(year, name)
            amounts = {key: int(columns[key][place]) for key in COLUMNS}
            rows.append({"year": year.number, **amounts, "cash": int(cash(columns)[place])})
        table = pd.DataFrame(rows)
        if table[list(COLUMNS)].to_numpy().any():
            tables[name] = table
    return tables


def checks(outcome: Outcome, name: str) -> Iterator[tuple[int, Check]]:
    """Every condition judged, with its year."""
    for year in outcome.years:
        book = year.books.get(name)
        for check in book.checks if book is not None else ():
            yield year.number, check


# ---------------------------------------------------------------- leaving

@dataclass(frozen=True)
class Left:
    """What somebody who leaves at a year's end would get, fen, and what becomes of the stake."""

    shares: int
    unlocked: int
    promised: int  # lapses
    gross: int
    paid: int
    loan: int  # owed before
    stake: Fraction  # of all shares, before
    dividend: int
    total: int  # shares of the company

    @property
    def repaid(self) -> int:
        return min(self.loan, self.paid)

    @property
    def cash(self) -> int:
        """What the leaver takes home after the loan."""
        return self.paid - self.repaid

    @property
    def still_owed(self) -> int:
        return self.loan - self.repaid


def holders(outcome: Outcome, name: str, number: int) -> list[int]:
    """Places of those who hold shares or promises of a programme at a year's end, largest first."""
    year = outcome.year(number)
    columns = columns_of(year, name)
    there = columns["shares"] + columns["granted"] - columns["exercised"] - columns["lapsed"]
    order = np.argsort(-there, kind="stable")
    return [int(place) for place in order if there[place] > 0]


def terms_of(rule: EquityProgramme) -> ExitTerms:
    """A programme's terms of leaving; those of store shares where it has none."""
    terms = getattr(rule, "leaving", None)
    return terms if isinstance(terms, ExitTerms) else ExitTerms()


def unlocked_of(rule: EquityProgramme, year: Year, name: str, shares: Shares) -> Shares:
    """How many of everybody's shares, (people,), are unlocked, (people,)."""
    book = year.books.get(name)
    if not isinstance(rule, GrantsOptions) or not isinstance(book, OptionBook):
        return shares
    ever = book.exercised.sum(axis=0)
    free = rule.unlocked(book, year.number - book.began)
    return np.where(ever > 0, (shares.astype(object) * free // np.maximum(ever, 1)), shares).astype(np.int64)


def leave(outcome: Outcome, name: str, place: int, number: int, terms: ExitTerms, reason: str | None = None,
          plan: str | None = None) -> Left:
    """One person leaves at the end of a year, on these terms.

    Raises:
        PydanticCustomError: the table has no price for this reason and instrument.
    """
    year, rule = outcome.year(number), outcome.scenario.plan.equity[name]
    columns, book, total = columns_of(year, name), book_of(year, name), year.cap_table.total
    shares, one = columns["shares"][[place]], slice(place, place + 1)
    promised = (columns["granted"] - columns["exercised"] - columns["lapsed"])[one]
    began = getattr(book, "began", getattr(rule, "year", 1))
    paid_in = book.price[one] if isinstance(book, PurchaseBook) else \
        sum((outcome.year(each).books[name].paid[one] for each in range(1, number + 1) if name in outcome.year(each).books),
            np.zeros(1, dtype=np.int64))
    holding = shares if shares.any() else promised
    worth = worth_of(holding, total, year.value, year.net_assets or 0, paid_in, columns["dividends"][one],
                     np.array([max(0, number - began)]), terms)
    unlocked = unlocked_of(rule, year, name, columns["shares"])[one] if shares.any() else promised
    term = terms.term(reason, plan)
    # Promises that are no shares yet are only worth what an agreement gives for them.
    settled = settle(worth, unlocked, holding, terms, reason, plan) if shares.any() or term.basis == "agreed" else None
    return Left(int(shares[0]), int(unlocked[0]) if shares.any() else 0, int(promised[0]),
                int(settled.gross[0]) if settled else 0, int(settled.paid[0]) if settled else 0, int(book.loan[place]),
                Fraction(int(shares[0]), total), int(columns["dividends"][place]), total)


def every_reason(outcome: Outcome, name: str, place: int, number: int, terms: ExitTerms, plan: str) -> dict[Reason, Left]:
    """What each reason of the table would bring, with this instrument."""
    priced = {term.reason for term in terms.table if term.plan == plan}
    return {reason: leave(outcome, name, place, number, terms, reason, plan) for reason in REASONS if reason in priced}


def stakes_after(outcome: Outcome, number: int, left: Left, holder: str, taker: str | None) -> dict[str, tuple[Fraction, Fraction]]:
    """Holder → stake before and after the shares are bought back (no taker), or taken by somebody."""
    table = outcome.year(number).cap_table
    after: dict[str, Any] = {key: line.shares for key, line in table.lines.items()}
    after[holder] = after.get(holder, 0) - left.shares
    if taker is not None:
        after[taker] = after.get(taker, 0) + left.shares
    total = sum(after.values())
    return {key: (table.stake(key), Fraction(shares, total) if total else Fraction(0)) for key, shares in after.items()}
