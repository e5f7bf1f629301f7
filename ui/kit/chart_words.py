"""What a picture shows, in a sentence: the largest part, the values at one place, the commonest range."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.base.text import count, money, t


def largest(where: str, parts: Mapping[str, float], show: Callable[[float], str] = money) -> str:
    """The largest part at one place, and all of them together."""
    if not any(parts.values()):
        return t("{where}: nothing.", where=where)
    name = max(parts, key=lambda part: parts[part])
    return t("{where}: {name} is the largest part, {amount} of {total}.", where=where, name=name,
             amount=show(parts[name]), total=show(sum(parts.values())))


def values_at(where: str, values: Mapping[str, str]) -> str:
    """The value of each series at one place."""
    return t("{where}: {list}.", where=where, list=t("; ").join(f"{name} {value}" for name, value in values.items()))


def commonest(plan: str, people: Mapping[str, int]) -> str:
    """The range that most are in."""
    most = max(people, key=lambda band: people[band], default="")
    total = sum(people.values())
    if not total:
        return t("{where}: nothing.", where=plan)
    return t("{plan}: most often {band} ({people} of {total}).", plan=plan, band=most, people=count(people[most]),
             total=count(total))
