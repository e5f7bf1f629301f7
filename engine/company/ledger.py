"""What may happen to a cap table, and its history: events that replay to the same table, at any year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np

from engine.base.money import split, split_array
from engine.base.parameter import Text
from engine.company.captable import CapTable, Grants, Shares


class Kind(StrEnum):
    """The kinds of events; NOTE is one that changes nothing, such as a grant that could not be made."""

    NOTE = "note"
    ISSUE = "issue"  # new shares to `holder`
    TRANSFER = "transfer"  # existing shares from `giver` to `holder`
    BUY_BACK = "buy_back"  # shares of `holder` bought by the company and cancelled
    GRANT = "grant"  # promised to `people`
    VEST = "vest"  # promises that may be exercised from now on
    EXERCISE = "exercise"  # promises turned into shares in `holder`: new ones, or the giver's
    LAPSE = "lapse"  # promises that are over
    SPLIT = "split"  # every holding times `factor`


@dataclass(frozen=True)
class Event:
    """Something that happened to the cap table, or that could not, and why.

    people: shares by person that `holder` takes for them, or that are granted, vest, are exercised or lapse;
    given_up: shares by person that the giver (in a buy-back, the holder) held for them. Both (people,) or None;
    with people, they sum to `shares`. line: kind and name of a holder that may be new, and then votes_by and partners
    are who votes for it and how many partners it has. price: yuan a share.
    cash: fen; received by the company for new shares, paid by it in a buy-back or for promises that are over. lent: the
    part of it that the payer owes the company.
    """

    year: int
    rule: str  # the programme's place in the plan: equity.team
    what: Text
    kind: Kind = Kind.NOTE
    holder: str = ""
    giver: str = ""
    shares: int = 0
    people: Shares | None = None
    given_up: Shares | None = None
    line: tuple[str, Text] | None = None
    votes_by: str = ""
    partners: int = 0
    price: Fraction | None = None
    cash: int = 0
    lent: int = 0
    factor: Fraction = Fraction(1)

    @property
    def new_shares(self) -> int:
        """By how much all shares together grow; a split aside."""
        if self.kind is Kind.ISSUE or (self.kind is Kind.EXERCISE and not self.giver):
            return self.shares
        return -self.shares if self.kind is Kind.BUY_BACK else 0


def apply(table: CapTable, event: Event) -> CapTable:
    """The table after an event, with whose shares came by its programme.

    Raises:
        ValueError: more shares than somebody holds, more vested than granted, more exercised than vested,
            parts of people that do not sum to the event's shares.
    """
    if event.people is not None and int(event.people.sum()) != event.shares:
        raise ValueError(f"the parts of {event.rule} sum to {int(event.people.sum())}, not to {event.shares}")
    return _placed(_changed(table, event), event)


def _changed(table: CapTable, event: Event) -> CapTable:
    kind, name = event.line or (
        (table.lines[event.holder].kind, table.lines[event.holder].name) if event.holder in table.lines
        else ("", Text(event.holder, event.holder)))
    match event.kind:
        case Kind.ISSUE:
            return table.issue(event.holder, event.shares, kind, name, event.people, event.votes_by, event.partners)
        case Kind.TRANSFER:
            return table.transfer(event.giver, event.holder, event.shares, kind, name, event.people, event.given_up,
                                  event.votes_by, event.partners)
        case Kind.BUY_BACK:
            return table.retire(event.holder, event.shares, event.given_up)
        case Kind.EXERCISE:
            table = _promised(table, event)
            if event.giver:
                return table.transfer(event.giver, event.holder, event.shares, kind, name, event.people)
            return table.issue(event.holder, event.shares, kind, name, event.people)
        case Kind.GRANT | Kind.VEST | Kind.LAPSE:
            return _promised(table, event)
        case Kind.SPLIT:
            return _split(table, event.factor)
        case Kind.NOTE:
            return table


def replay(opening: CapTable, events: Iterable[Event], until: int | None = None) -> CapTable:
    """The table that a history of events leads to, at the end of year `until` (None: the last)."""
    table = opening
    for event in events:
        if until is None or event.year <= until:
            table = apply(table, event)
    return table


def _placed(table: CapTable, event: Event) -> CapTable:
    """The table with what the event's programme brought people, or took back."""
    brought = event.people if event.kind in (Kind.ISSUE, Kind.TRANSFER, Kind.EXERCISE) else None
    change = sum(sign * column for sign, column in ((1, brought), (-1, event.given_up)) if column is not None)
    if isinstance(change, int):
        return table
    placed = {**table.placed, event.rule: table.by_programme(event.rule, len(change)) + change}
    lacking = np.maximum(-placed[event.rule], 0)  # taken back, but brought by other programmes
    placed[event.rule] = np.maximum(placed[event.rule], 0)
    for rule, column in placed.items():
        taken = np.minimum(column, lacking)
        placed[rule], lacking = column - taken, lacking - taken
    return replace(table, placed=placed)


COLUMN = {Kind.GRANT: "granted", Kind.VEST: "vested", Kind.EXERCISE: "exercised", Kind.LAPSE: "lapsed"}


def _promised(table: CapTable, event: Event) -> CapTable:
    """The table with the event noted in its programme's promises."""
    if event.people is None:
        raise ValueError(f"{event.rule}: whose promises {event.kind}, is missing")
    before = table.grants.get(event.rule) or Grants.none(len(event.people))
    column = COLUMN[event.kind]
    after = replace(before, **{column: getattr(before, column) + event.people})
    if after.granted.size and (event.people.min() < 0 or (after.vested > after.granted).any()
                               or (after.exercised > after.vested).any() or (after.outstanding < 0).any()):
        raise ValueError(f"{event.rule}: more {column} than there is")
    return replace(table, grants={**table.grants, event.rule: after})


def _split(table: CapTable, factor: Fraction) -> CapTable:
    """Every holding times the factor; where that leaves fractions, the largest remainders round up.

    The total is rounded down to whole shares. Promises are multiplied and rounded down one by one.
    """
    keys = list(table.lines)
    shares = [table.lines[key].shares for key in keys]
    after = split(int(table.total * factor), shares) if table.total else shares
    lines = {key: replace(table.lines[key], shares=number) for key, number in zip(keys, after, strict=True)}
    holdings = {key: _people_after(column, table.lines[key].shares, lines[key].shares)
                for key, column in table.holdings.items()}
    grants = {key: Grants(_times(each.granted, factor), _times(each.vested, factor), _times(each.exercised, factor),
                          _times(each.lapsed, factor), each.factor * factor) for key, each in table.grants.items()}
    return CapTable(lines, holdings, grants, {key: _times(column, factor) for key, column in table.placed.items()})


def _times(column: Shares, factor: Fraction) -> Shares:
    return column * factor.numerator // factor.denominator


def _people_after(column: Shares, before: int, after: int) -> Shares:
    """People's parts of a line that went from so many shares to so many."""
    whole = np.append(column, before - int(column.sum()))  # the last part is nobody's
    return split_array(np.array([after]), whole)[0][:-1] if before else column
