"""Edits of a plan as overrides: an entry added under a free name, moved to another place, or deferred."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.base.parameter import Declared
from engine.plan.plan import Plan
from engine.plan.scenario import plain
from engine.rules.kinds import PayElement, TargetRule
from engine.rules.rule import Rule, registry


def kinds_of(kind: type[Rule]) -> dict[str, type[Rule]]:
    """Rule name → class of every rule of a kind, such as all pay elements."""
    return {name: rule for name, rule in registry().items() if issubclass(rule, kind)}


def pay_elements() -> dict[str, type[Rule]]:
    """Every rule that can be a line of somebody's pay."""
    return kinds_of(PayElement)


def target_rules() -> dict[str, type[Rule]]:
    """Every rule that can be a target of a plan."""
    return kinds_of(TargetRule)


def added(entries: Mapping[str, Rule], rule: type[Rule], **given: Any) -> tuple[str, dict[str, Any]]:
    """A free name for one more entry of this rule, and the entry: its defaults and what is given.

    A parameter without a default starts at the low end of its range.
    """
    name, number = rule.name(), 1
    while (key := name if number == 1 else f"{name}_{number}") in entries:
        number += 1
    return key, {"rule": name, **_required(rule), **given}


def _required(model: type[Declared]) -> dict[str, Any]:
    parameters = model.parameters()
    return {key: parameters[key].low or 0 for key, field in model.keys().items()
            if field.is_required() and key in parameters}


def moved(plan: Plan, group: str, element: str, by: int) -> dict[str, Any] | None:
    """The elements of a pay group with one of them `by` places further; None where it cannot go there."""
    names = list(plan.pay[group])
    start = names.index(element)
    place = start + by
    if not 0 <= place < len(names):
        return None
    names.insert(place, names.pop(start))
    elements = copied(plan, group)
    return {name: elements[name] for name in names}


def copied(plan: Plan, group: str) -> dict[str, Any]:
    """The elements of a pay group, as a file would hold them."""
    return {name: slim(type(rule), plain(rule)) for name, rule in plan.pay[group].items()}


def slim(model: type[Declared], document: dict[str, Any]) -> dict[str, Any]:
    """An entry without what is the default anyway, so that a link with it stays short."""
    kept = {}
    for key, field in model.keys().items():
        value = document[key]
        default = field.get_default(call_default_factory=True) if not field.is_required() else ...
        if key == "rule" or value != _plain(default):
            kept[key] = value
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, Declared):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value
