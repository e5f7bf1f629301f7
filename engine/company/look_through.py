"""Who really owns and who really votes: through holding companies, partnerships and cross-holdings.

A line of the cap table may itself have owners and may be voted by somebody else. Both questions are answered by
exact fractions: parts are solved for, one entity after another, so circles of holdings end as well as chains do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.company.captable import CapTable

COMPANY = "company"
"""As an owner: the company itself, where it holds a part of one of its own holders."""

Parts = Mapping[str, Fraction]


MOST_ENTANGLED = 40
"""Owners of one entity among those that own one another, beyond which the exact solution is not tried."""


class EntangledError(ValueError):
    """More entities own one another than can be solved exactly in a moment."""


class ClosedCircleError(ValueError):
    """Entities that are owned by one another alone; `names` is a circle of them, the first repeated at the end."""

    def __init__(self, names: tuple[str, ...]):
        self.names = names
        super().__init__(" → ".join(names))


@dataclass(frozen=True)
class Owned:
    """Whose the shares are: by holder, in (possibly broken) shares that sum to `whole`."""

    shares: Mapping[str, int | Fraction]
    whole: int | Fraction

    def stake(self, key: str) -> Fraction:
        """Exact stake of one holder; 0 for a stranger."""
        return Fraction(self.shares.get(key, 0)) / self.whole if self.whole else Fraction(0)

    def stakes(self) -> dict[str, Fraction]:
        """Exact stakes; they sum to one."""
        return {key: Fraction(shares) / self.whole for key, shares in self.shares.items()}


def direct(table: CapTable) -> Owned:
    """Whose names the shares stand in."""
    return Owned({key: line.shares for key, line in table.lines.items()}, table.total)


def look_through(table: CapTable) -> Owned:
    """Who owns the shares in the end. What nobody is named for stays with the line: its own members' part.

    Shares that come back to the company itself belong to all others in proportion.

    Raises:
        ClosedCircleError: entities owned by one another alone.
    """
    return _once(table, "_owned", _look_through)


def _look_through(table: CapTable) -> Owned:
    shares = flow({key: line.shares for key, line in table.lines.items() if line.shares},
                  {key: line.owners for key, line in table.lines.items() if line.owners})
    whole = table.total - shares.pop(COMPANY, 0)
    if table.total and not whole:
        raise ClosedCircleError((COMPANY, next(key for key, line in table.lines.items() if line.shares), COMPANY))
    return Owned(shares, whole)


def _once(table: CapTable, name: str, compute: Callable[[CapTable], Owned]) -> Owned:
    """A table never changes, so what follows from it is computed once and kept with it."""
    kept: Owned | None = vars(table).get(name)
    if kept is None:
        kept = vars(table)[name] = compute(table)
        if sum(kept.shares.values()) != kept.whole:
            raise AssertionError("the stakes or the votes do not sum to one")
    return kept


def votes(table: CapTable) -> Owned:
    """Who casts how many votes: the general partner or the leader of a concert where one is named, else whoever
    controls more than half of a holder, else the holder itself. A company does not vote shares in itself."""
    return _once(table, "_votes", _votes)


def _votes(table: CapTable) -> Owned:
    leaders = _leaders(table)
    cast: dict[str, int | Fraction] = {}
    for key, line in table.lines.items():
        if line.shares:
            voter = _last(key, leaders) if key in leaders else key
            cast[voter] = cast.get(voter, 0) + line.shares
    return Owned(cast, table.total - cast.pop(COMPANY, 0))


def voter(table: CapTable, key: str) -> str:
    """Who votes for this holder in the end."""
    return _last(key, _leaders(table))


def _leaders(table: CapTable) -> dict[str, str]:
    """Holder → who votes for it, each of whom may be voted for in turn."""
    leaders = {key: line.votes_by for key, line in table.lines.items() if line.votes_by}
    held_by: dict[str, list[str]] = {}
    for key, line in table.lines.items():
        for owner in line.owners:
            held_by.setdefault(owner, []).append(key)
    waiting = [key for key, line in table.lines.items() if line.owners and key not in leaders]
    while waiting:
        key = waiting.pop()
        if key in leaders:
            continue
        heard: dict[str, Fraction] = {}
        for owner, part in table.lines[key].owners.items():
            voter = _last(owner, leaders)
            heard[voter] = heard.get(voter, Fraction(0)) + part
        majority = next((voter for voter, part in heard.items() if 2 * part > 1 and voter != key), None)
        if majority is not None:
            leaders[key] = majority
            waiting += held_by.get(key, [])  # what it votes for may be decided now
    return leaders


def flow(amounts: Mapping[str, int | Fraction], owners: Mapping[str, Parts]) -> dict[str, int | Fraction]:
    """What amounts held by entities and others come to in the hands of those who own them in the end; sums to the same.

    Parts that nobody is named for stay with the entity itself. Solves x = a + x·W by eliminating one entity after
    another and handing its amount on to its owners: first those in which no other has a part left, then, in circles,
    the one whose elimination makes the fewest new parts.

    Raises:
        ClosedCircleError: entities owned by one another alone.
        EntangledError: too many own one another.
    """
    within = {key: {owner: part for owner, part in parts.items() if owner in owners and part}
              for key, parts in owners.items()}
    outside = {key: {owner: part for owner, part in parts.items() if owner not in owners and part}
               | ({key: rest} if (rest := 1 - sum(parts.values(), Fraction(0))) else {}) for key, parts in owners.items()}
    gets_from: dict[str, set[str]] = {key: set() for key in owners}
    for key, parts in within.items():
        for owner in parts:
            gets_from[owner].add(key)
    through = {key: amounts.get(key, 0) for key in owners}
    holdings = {key: amount for key, amount in amounts.items() if key not in owners}
    ready = [key for key, givers in gets_from.items() if not givers]
    left = dict.fromkeys(owners)
    while left:
        chosen = ready.pop() if ready else min(left, key=lambda key: len(gets_from[key]) * len(within[key]))
        del left[chosen]
        if len(within[chosen]) > MOST_ENTANGLED < len(gets_from[chosen]):
            raise EntangledError
        own = within[chosen].pop(chosen, Fraction(0))
        gets_from[chosen].discard(chosen)
        if own == 1:
            raise ClosedCircleError(_circle(chosen, owners))
        again = 1 / (1 - own)
        for parts in (within[chosen], outside[chosen]):
            for owner in parts:
                parts[owner] *= again
        for giver in gets_from[chosen]:
            part = within[giver].pop(chosen)
            for owner, further in within[chosen].items():
                within[giver][owner] = within[giver].get(owner, Fraction(0)) + part * further
                gets_from[owner].add(giver)
            for owner, further in outside[chosen].items():
                outside[giver][owner] = outside[giver].get(owner, Fraction(0)) + part * further
        amount = through[chosen]
        for owner, part in within[chosen].items():
            through[owner] += amount * part
            gets_from[owner].discard(chosen)
            if not gets_from[owner]:
                ready.append(owner)
        if amount:
            for owner, part in outside[chosen].items():
                holdings[owner] = holdings.get(owner, 0) + amount * part
    return holdings


def _circle(start: str, owners: Mapping[str, Parts]) -> tuple[str, ...]:
    """A circle of owners that leads from an entity back to where it has been."""
    path = [start]
    while True:
        following = next(owner for owner, part in owners[path[-1]].items() if part and owner in owners)
        if following in path:
            return (*path[path.index(following):], following)
        path.append(following)


def vote_circle(leaders: Mapping[str, str]) -> tuple[str, ...] | None:
    """A circle of holders each voted by the next, the first repeated at the end; None if there is none."""
    for start in leaders:
        path = [start]
        while (following := leaders.get(path[-1], path[-1])) != path[-1]:
            if following in path:
                return (*path[path.index(following):], following)
            path.append(following)
    return None


def _last(key: str, leaders: Mapping[str, str]) -> str:
    """Whoever votes in the end, from leader to leader; in a circle of majorities a holder votes for itself."""
    passed, now = {key}, key
    while (following := leaders.get(now, now)) != now:
        if following in passed:
            return key
        passed.add(following)
        now = following
    return now
