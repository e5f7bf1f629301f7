"""The cap table over the years, as pages show it: by names, looked through, by votes, fully diluted; step by step."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import pandas as pd

from engine.answers.compare import PROMISED, Series, holders_over_time
from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from engine.company.captable import CapTable
from engine.company.company import HOLDER_KINDS
from engine.company.ledger import Event, Kind, replay
from engine.company.look_through import Owned, direct, look_through, votes
from engine.run.outcome import Outcome

VIEWS = {"look_through": Text("穿透后", "Looked through"), "direct": Text("直接持股", "Direct"),
         "votes": Text("表决权", "Votes"), "diluted": Text("全部稀释后", "Fully diluted")}

def owned(table: CapTable, view: str) -> Owned:
    """Whose the shares, or votes, of a table are; in the diluted view what is promised counts as issued."""
    if view == "diluted":
        shares = {**direct(table).shares}
        promised = table.fully_diluted - table.total
        return Owned({**shares, "promised": promised} if promised else shares, table.fully_diluted)
    return {"direct": direct, "look_through": look_through, "votes": votes}[view](table)


def tables(outcome: Outcome) -> list[CapTable]:
    """The cap table today and at the end of every year."""
    return [outcome.opening, *(year.cap_table for year in outcome.years)]


def over_time(outcome: Outcome, view: str) -> list[Series]:
    """Every holder's part from today (first) to the last year, as fractions that sum to one in every year."""
    made: dict[int, Owned] = {}
    rows = [made.setdefault(id(table), made.get(id(table)) or owned(table, view)) for table in tables(outcome)]
    return holders_over_time(rows, outcome)


@dataclass(frozen=True)
class Row:
    """A holder in one year."""

    key: str
    name: Text
    kind: Text
    shares: int
    direct: Fraction
    through: Fraction
    votes: Fraction
    diluted: Fraction


def rows(outcome: Outcome, year: int) -> list[Row]:
    """The holders at the end of a year (0: today), as they stand in the table; those with promises only at the end."""
    table = tables(outcome)[year]
    through, cast, whole = look_through(table), votes(table), table.fully_diluted
    holders = [Row(key, line.name, HOLDER_KINDS.get(line.kind, Text(line.kind, line.kind)), line.shares, table.stake(key),
                   through.stake(key), cast.stake(key), Fraction(line.shares, whole) if whole else Fraction(0))
               for key, line in table.lines.items()]
    promised = whole - table.total
    if promised:
        nothing = Fraction(0)
        holders.append(Row("promised", PROMISED, HOLDER_KINDS["employees"], 0, nothing, nothing, nothing,
                           Fraction(promised, whole)))
    return holders


def by_year(outcome: Outcome) -> pd.DataFrame:
    """A row per holder and year, in the words of the language in use: for downloads."""
    return pd.DataFrame([{
        t("Year"): year, t("Key"): row.key, t("Holder"): text.say(row.name), t("Kind"): text.say(row.kind),
        t("Shares"): row.shares, t("Direct"): float(row.direct), t("Looked through"): float(row.through),
        t("Votes"): float(row.votes), t("Fully diluted"): float(row.diluted)}
        for year in range(len(outcome.years) + 1) for row in rows(outcome, year)])


@dataclass(frozen=True)
class CapTableChange:
    """What one programme did at the end of one year, and the tables before and after."""

    year: int
    rule: str
    events: tuple[Event, ...]
    before: CapTable
    after: CapTable

    @property
    def price(self) -> Fraction | None:
        """Yuan a share of the first event that has a price."""
        return next((event.price for event in self.events if event.price is not None), None)

    @property
    def value_after(self) -> int | None:
        """All shares afterwards at that price, fen: the post-money valuation of a round."""
        return None if self.price is None else int(self.price * self.after.total * 100)

    @property
    def cash(self) -> int:
        """What the company takes in, fen; a buy-back is negative."""
        return sum(-event.cash if event.kind is Kind.BUY_BACK else event.cash for event in self.events)


def steps(outcome: Outcome) -> list[CapTableChange]:
    """Every change of holders, in order: one step a programme and year; what left the shares alone is left out."""
    changes, table = [], outcome.opening
    for (year, rule), group in groupby(outcome.events(), key=lambda event: (event.year, event.rule)):
        events, before = tuple(group), table
        table = replay(before, events)
        if {key: line.shares for key, line in before.lines.items()} != {
                key: line.shares for key, line in table.lines.items()}:
            changes.append(CapTableChange(year, rule, events, before, table))
    return changes
