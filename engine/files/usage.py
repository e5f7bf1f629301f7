"""Which rules a plan uses, and which cases of the library use a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.base.parameter import Declared, Text
from engine.files.cases import Case
from engine.files.library import TODAY
from engine.plan.plan import Plan
from engine.rules.rule import Rule


@dataclass(frozen=True)
class Use:
    """A case whose plan of today has a rule, or else its reforms that bring it in."""

    case: Text
    today: bool
    reforms: tuple[Text, ...]


def rules_in(plan: Plan) -> set[str]:
    """The names of all rules of a plan, those inside other rules included."""
    names: set[str] = set()
    waiting: list[Any] = [plan]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Rule):
            names.add(thing.name())
        if isinstance(thing, Declared):
            waiting += [value for _, value in thing.named()]
        elif isinstance(thing, dict):
            waiting += thing.values()
        elif isinstance(thing, tuple):
            waiting += thing
    return names


def uses(cases: Iterable[Case]) -> dict[str, list[Use]]:
    """Rule → the cases that use it, today or in which reforms."""
    uses: dict[str, list[Use]] = {}
    for case in cases:
        used = {key: rules_in(scenario.plan) for key, scenario in case.scenarios.items()}
        for rule in sorted(set().union(*used.values())):
            today = rule in used[TODAY]
            reforms = () if today else tuple(case.reforms[key].name.text for key, rules in used.items() if rule in rules)
            uses.setdefault(rule, []).append(Use(case.name, today, reforms))
    return uses
