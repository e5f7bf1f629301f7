"""How many people-months a second every mechanism does that a plan can hold, and a plan with all of them.

    python -m benchmarks.mechanisms

The table is made from the registry: a new rule appears by itself. Its parameters are those of the first case of the
library that uses it, else its worked example's. The case's people are repeated until there are 10,000, everybody
gets a pay element, and what the pipeline calls is called again and again with what the pipeline gave it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from pydantic import ValidationError

from benchmarks.agency import agency
from benchmarks.measure import Result, Target, show, timed
from engine.base.problem import InputError
from engine.company.company import MONTHS, Company
from engine.files import cases
from engine.plan.scenario import Scenario, plain
from engine.rules.kinds import (
    DividendProgramme,
    EquityProgramme,
    ExpansionRule,
    PayElement,
    ScoreRule,
    TargetRule,
)
from engine.rules.rule import Rule, registry
from engine.run.simulate import simulate
from engine.world.drivers import Drivers, Group

PEOPLE = 10_000
FLOOR = 2.0
"""Million people-months a second below which a pay element, a score or a target is an outlier; a Python loop over people does 0.3."""
STEPS: dict[type[Rule], str] = {PayElement: "pay", ScoreRule: "score", TargetRule: "attain",
                                DividendProgramme: "distribute", EquityProgramme: "advance", ExpansionRule: "expand"}
BY_PERSON = (PayElement, ScoreRule, TargetRule)


@dataclass(frozen=True)
class Found:
    """A rule in a scenario that uses it."""

    rule: Rule
    scenario: Scenario
    where: str


def run() -> list[Result]:
    """Rule by rule, then together."""
    found, missing = everything()
    rows, slowest = [], float("inf")
    for name, each in found.items():
        timing, years = measured(each)
        speed = PEOPLE * MONTHS / timing.median / 1000
        rows.append({"rule": f"{each.rule.chapter()}.{name}", "parameters of": each.where, "median ms": timing.median,
                     "best ms": timing.best, "years": years, "million people-months/s": speed})
        if isinstance(each.rule, BY_PERSON):
            slowest = min(slowest, speed)
    title = f"Every mechanism of a plan alone, {PEOPLE:,} people × {MONTHS} months (its slowest year)"
    notes = [f"without parameters to try: {', '.join(missing)}"] if missing else []
    return [Result(title, rows, [Target("the slowest pay element, score or target", slowest, FLOOR,
                                        " million people-months/s", at_least=True)], notes), together(found)]


def everything() -> tuple[dict[str, Found], list[str]]:
    """Every rule that a plan can hold, with where its parameters come from; and those without any."""
    used: dict[str, Found] = {}
    for key in cases.names():
        for reform, scenario in cases.load(key).scenarios.items():
            chapters = (*scenario.plan.pay.values(), scenario.plan.scores, scenario.plan.targets,
                        scenario.plan.dividends, scenario.plan.equity, scenario.plan.expansion)
            for rule in (rule for chapter in chapters for rule in chapter.values()):
                used.setdefault(rule.name(), Found(rule, scenario, f"{key}, {reform}"))
    found, missing = {}, []
    for name, kind in registry().items():
        if issubclass(kind, tuple(STEPS)):
            one = used.get(name) or of_example(kind)
            if one is not None:
                found[name] = one
            else:
                missing.append(name)
    return found, missing


def of_example(kind: type[Rule]) -> Found | None:
    """A rule that no case uses, with the parameters of its worked example, at the agency."""
    known = set(kind.keys())
    given = {key: value for key, value in kind.example.items() if key in known}
    for values in (given, {}):
        try:
            rule = kind.model_validate({"rule": kind.name(), **values})
            place = "pay.agents.tried" if issubclass(kind, PayElement) else f"{kind.chapter()}.tried"
            return Found(rule, agency(PEOPLE).reformed({place: plain(rule)}), "worked example")
        except (ValidationError, InputError):
            continue
    return None


def repeated(company: Company, people: int) -> Company:
    """The company's people over and over, each copy with IDs and superiors of its own."""
    listed = company.people
    copies = np.arange(people) // len(listed)
    more = listed.at(np.arange(people) % len(listed))

    def own(ids: np.ndarray) -> np.ndarray:
        return np.array([f"{each}-{copy}" if each else "" for each, copy in zip(ids, copies, strict=True)], dtype=object)

    return Company(company.facts, replace(more, id=own(more.id), superior=own(more.superior)), company.notes)


def measured(found: Found) -> tuple[Any, int]:
    """The slowest of the calls that the pipeline makes to a rule, timed; and how many years call it."""
    step = next(step for kind, step in STEPS.items() if isinstance(found.rule, kind))
    scenario = found.scenario
    if len(scenario.company.people) != PEOPLE:
        scenario = replace(scenario, company=repeated(scenario.company, PEOPLE), today=None)
    calls: list[Callable[[], Any]] = []
    with listening(type(found.rule), step, found.rule, calls):
        simulate(scenario)
    timings = [timed(call, seconds=0.3, at_least=5, at_most=50) for call in calls[:3]]
    return max(timings, key=lambda timing: timing.median), len(calls)


@contextmanager
def listening(kind: type[Rule], step: str, rule: Rule, calls: list[Callable[[], Any]]) -> Iterator[None]:
    """While it lasts, note every call of this step of this rule."""
    original = getattr(kind, step)

    def noted(self: Rule, *given: Any) -> Any:
        if self == rule:
            calls.append(lambda: original(self, *map(fresh, given)))
        return original(self, *given)

    setattr(kind, step, noted)
    try:
        yield
    finally:
        setattr(kind, step, original)


def fresh(given: Any) -> Any:
    """The same without what earlier calls remembered; a pay group becomes everybody."""
    if isinstance(given, Group):
        return replace(given.drivers).group(np.arange(len(given.drivers.people)))
    if isinstance(given, Drivers):
        return replace(given)
    if is_dataclass(given) and any(field.name == "drivers" for field in fields(given)):
        return replace(given, drivers=replace(given.drivers))  # type: ignore[type-var,attr-defined]
    return given


def together(found: dict[str, Found]) -> Result:
    """One plan with every pay element, score and target that fits beside the others."""
    scenario, left_out = agency(PEOPLE), []
    for name, each in found.items():
        if not isinstance(each.rule, BY_PERSON) or name in scenario.plan.pay["agents"]:
            continue
        place = f"pay.agents.{name}" if isinstance(each.rule, PayElement) else f"{each.rule.chapter()}.{name}"
        try:
            scenario = scenario.reformed({place: {**plain(each.rule), **({"ladder": "ladder"} if isinstance(
                each.rule, PayElement) else {})}})
        except InputError:
            left_out.append(name)
    timing = timed(partial(simulate, scenario), seconds=3.0)
    count = len(scenario.plan.pay["agents"]) + len(scenario.plan.scores) + len(scenario.plan.targets)
    row = {"plan": f"{count} mechanisms, every element × a target", "median ms": timing.median, "best ms": timing.best,
           "p95 ms": timing.p95, "million people-months/s": PEOPLE * MONTHS / timing.median / 1000}
    notes = [f"not part of it, as they name what this company has not: {', '.join(left_out)}"] if left_out else []
    return Result(f"One plan with all pay elements, scores and targets on, {PEOPLE:,} people, one year", [row], notes=notes)


if __name__ == "__main__":
    for result in run():
        show(result)
