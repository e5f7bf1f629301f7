"""The cap table: who holds how many whole shares; stakes are exact fractions that sum to one.

A table is a value and never changes. What may happen to it is in ledger.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.base.parameter import Text

Shares = npt.NDArray[np.int64]
"""Whole shares by person, (people,), in the order of the year's people; the same people in every year."""


@dataclass(frozen=True)
class ShareLine:
    """A holder: its kind (founder, employees, investor …), name and whole shares.

    owners: who owns the holder itself, and what part; the rest is its own members'. votes_by: who votes for it, as
    general partner or by an agreement to act in concert; "" for whoever owns more than half, else itself.
    partners: how many partners a partnership has, where that is known from elsewhere than `CapTable.holdings`.
    """

    kind: str
    name: Text
    shares: int
    owners: Mapping[str, Fraction] = field(default_factory=dict)
    votes_by: str = ""
    partners: int = 0


@dataclass(frozen=True)
class Grants:
    """What one programme has promised to people, in shares by person, (people,); all counted from its start.

    0 ≤ exercised ≤ vested ≤ granted and lapsed ≤ granted − exercised.
    """

    granted: Shares
    vested: Shares
    exercised: Shares
    lapsed: Shares
    factor: Fraction = Fraction(1)  # what splits have multiplied every promise by; a strike is divided by it

    @classmethod
    def none(cls, people: int) -> Grants:
        """Nothing promised to anybody."""
        none = np.zeros(people, dtype=np.int64)
        return cls(none, none, none, none)

    @property
    def outstanding(self) -> Shares:
        """Promised and neither exercised nor lapsed, (people,)."""
        return self.granted - self.exercised - self.lapsed

    @property
    def exercisable(self) -> Shares:
        """Vested and neither exercised nor lapsed, (people,); what lapses is taken from what has not vested first."""
        return np.minimum(self.vested - self.exercised, self.outstanding)


@dataclass(frozen=True, eq=False)
class CapTable:
    """Holders; for lines held on behalf of people, whose shares they are; and what is promised.

    holdings: line → shares by person, which sum to the line's shares or fewer. grants: programme → promises, which
    are no shares yet. placed: programme → shares by person that it has brought them and not taken back.
    """

    lines: Mapping[str, ShareLine]
    holdings: Mapping[str, Shares] = field(default_factory=dict)
    grants: Mapping[str, Grants] = field(default_factory=dict)
    placed: Mapping[str, Shares] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return (isinstance(other, CapTable) and dict(self.lines) == dict(other.lines)
                and _same(self.holdings, other.holdings) and _same(self.placed, other.placed)
                and _same({(key, name): column for key, each in self.grants.items() for name, column in vars(each).items()},
                          {(key, name): column for key, each in other.grants.items() for name, column in vars(each).items()}))

    __hash__ = None  # type: ignore[assignment]  # arrays inside

    @cached_property
    def total(self) -> int:
        return sum(line.shares for line in self.lines.values())

    @property
    def fully_diluted(self) -> int:
        """All shares if everything promised were issued as new shares."""
        return self.total + sum(int(each.outstanding.sum()) for each in self.grants.values())

    def stake(self, key: str) -> Fraction:
        """Exact stake of one holder; 0 for a stranger."""
        return Fraction(self.lines[key].shares, self.total) if key in self.lines else Fraction(0)

    def stakes(self) -> dict[str, Fraction]:
        """Exact stake of every holder; they sum to one."""
        total = self.total
        return {key: Fraction(line.shares, total) for key, line in self.lines.items()}

    def of_people(self, key: str, people: int) -> Shares:
        """Whose the shares of this line are, (people,); zeros where nobody's are noted."""
        return self.holdings.get(key, np.zeros(people, dtype=np.int64))

    def issue(self, key: str, shares: int, kind: str, name: Text, to: Shares | None = None,
              votes_by: str = "", partners: int = 0) -> CapTable:
        """New shares to a holder, `to` people, (people,), where it holds for them; everybody else is diluted."""
        line = self.lines.get(key, ShareLine(kind, name, 0, votes_by=votes_by, partners=partners))
        return replace(self, lines={**self.lines, key: replace(line, shares=line.shares + shares)}
                       )._noted(key, to, +1)

    def retire(self, key: str, shares: int, of: Shares | None = None) -> CapTable:
        """Shares of a holder cancelled, `of` people, (people,), where it holds for them.

        Raises:
            ValueError: it holds fewer, or somebody would.
        """
        before = self.lines[key].shares if key in self.lines else 0
        if before < shares:
            raise ValueError(f"{key} holds {before} shares, fewer than {shares}")
        return replace(self, lines={**self.lines, key: replace(self.lines[key], shares=before - shares)}
                       )._noted(key, of, -1)

    def transfer(self, giver: str, key: str, shares: int, kind: str, name: Text, to: Shares | None = None,
                 of: Shares | None = None, votes_by: str = "", partners: int = 0) -> CapTable:
        """Existing shares from one holder to another, `of` and `to` people, (people,) each; nobody else is diluted.

        Raises:
            ValueError: the giver holds fewer.
        """
        return self.retire(giver, shares, of).issue(key, shares, kind, name, to, votes_by, partners)

    def by_programme(self, rule: str, people: int) -> Shares:
        """Whose shares a programme has brought, (people,); zeros where it has brought none."""
        return self.placed.get(rule, np.zeros(people, dtype=np.int64))

    def _noted(self, key: str, shares: Shares | None, sign: int) -> CapTable:
        if shares is None:
            return self
        after = self.of_people(key, len(shares)) + sign * shares
        if after.size and after.min() < 0:
            raise ValueError(f"somebody in {key} would hold fewer than no shares")
        return replace(self, holdings={**self.holdings, key: after})


def _same(one: Mapping, other: Mapping) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[key], other[key]) for key in one)
