"""The cap table: who holds how many whole shares; stakes are exact fractions that sum to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from engine.parameter import Text


@dataclass(frozen=True)
class Line:
    """A holder: its kind (founder, employees, investor …), name and whole shares."""

    kind: str
    name: Text
    shares: int


@dataclass(frozen=True)
class CapTable:
    """Holders and, for shares granted to single employees, who holds them (person id → shares)."""

    lines: Mapping[str, Line]
    granted: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def total(self) -> int:
        return sum(line.shares for line in self.lines.values())

    def stake(self, key: str) -> Fraction:
        """Exact stake of one holder; 0 for a stranger."""
        return Fraction(self.lines[key].shares, self.total) if key in self.lines else Fraction(0)

    def stakes(self) -> dict[str, Fraction]:
        """Exact stake of every holder; they sum to one."""
        total = self.total
        return {key: Fraction(line.shares, total) for key, line in self.lines.items()}

    def issue(self, key: str, shares: int, kind: str, name: Text) -> CapTable:
        """New shares to a holder; everybody else is diluted."""
        line = self.lines.get(key, Line(kind, name, 0))
        return replace(self, lines={**self.lines, key: replace(line, shares=line.shares + shares)})

    def transfer(self, giver: str, key: str, shares: int, kind: str, name: Text) -> CapTable:
        """Existing shares from one holder to another; nobody else is diluted.

        Raises:
            ValueError: the giver holds fewer.
        """
        held = self.lines[giver]
        if held.shares < shares:
            raise ValueError(f"{giver} holds {held.shares} shares, fewer than {shares}")
        return replace(self, lines={**self.lines, giver: replace(held, shares=held.shares - shares)}
                       ).issue(key, shares, kind, name)

    def grant(self, parts: Mapping[str, int]) -> CapTable:
        """Note which employees hold the shares of the employees' line."""
        granted = dict(self.granted)
        for person, shares in parts.items():
            granted[person] = granted.get(person, 0) + shares
        return replace(self, granted=granted)
