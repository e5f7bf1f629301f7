"""How fast a whole plan is simulated, for 100 to 100,000 people, and what each rule takes.

    python -m benchmarks.simulation
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from benchmarks.agency import agency
from benchmarks.measure import Result, Target, show, timed
from engine.base.trace import Trace
from engine.company.company import MONTHS
from engine.plan.scenario import Scenario
from engine.rules.kinds import PayElement
from engine.run.simulate import attain, groups, pay_people, simulate
from engine.world.drivers import project

SIZES = (100, 1_000, 10_000, 100_000)
LARGE = 10_000
EVERYBODY = "the agents' commission for everybody"


def run() -> list[Result]:
    """Whole plan by size, then rule by rule at 10,000 people."""
    scenarios = {size: agency(size) for size in SIZES}
    return [by_size(scenarios), by_rule(scenarios[LARGE])]


def by_size(scenarios: dict[int, Scenario]) -> Result:
    """`simulate` of the whole plan over one year; memory is one run's peak, on top of the company."""
    rows, median = [], {}
    for size, scenario in scenarios.items():
        timing = timed(partial(simulate, scenario))
        median[size] = timing.median
        rows.append({"people": size, "median ms": timing.median, "best ms": timing.best, "p95 ms": timing.p95,
                     "runs": timing.runs, "million people-months/s": size * MONTHS / timing.median / 1000,
                     "peak MB": peak_megabytes(scenario)})
    growth = median[100_000] / median[1_000]
    return Result("Whole plan, one year: fixed pay, six-tier commission × target ladder, score, "
                  "over-production, excess profit, shares, funding round",
                  rows, [Target("10,000 people, whole plan", median[LARGE], 30, " ms"),
                         Target("100 × the people (1,000 → 100,000) take × the time", growth, 100)])


def peak_megabytes(scenario: Scenario) -> float:
    """The most memory that one run holds at a time, its outcome included."""
    tracemalloc.start()
    simulate(scenario)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def by_rule(scenario: Scenario) -> Result:
    """Each step and each rule alone, at 10,000 people."""
    rows, median = [], {}
    for name, work in _parts(scenario):
        timing = timed(work, seconds=1.0)
        median[name] = timing.median
        rows.append({"step or rule": name, "median ms": timing.median, "best ms": timing.best})
    return Result(f"Step by step, {LARGE:,} people × {MONTHS} months", rows,
                  [Target("commission alone, of everybody", median[EVERYBODY], 5, " ms")])


def _parts(scenario: Scenario) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Names and work; drivers are made anew for each run, so nothing is remembered from the run before."""
    company, plan, assumptions = scenario.company, scenario.plan, scenario.assumptions
    off = Trace()
    drivers = project(company, assumptions, 1)
    yield "project the year", lambda: project(company, assumptions, 1)
    yield "who is in which group", lambda: groups(plan, drivers)
    yield "targets: all", lambda: attain(plan, drivers, off)

    def pay_alone(rule: PayElement, index: np.ndarray) -> Any:
        return rule.pay(replace(drivers).group(index), off)

    attained, _ = attain(plan, drivers, off)
    yield "pay: all elements", lambda: pay_people(plan, project(company, assumptions, 1), attained, off)
    for group, index in groups(plan, drivers).items():
        for name, rule in plan.pay[group].items():
            yield f"pay.{group}.{name}", partial(pay_alone, rule, index)
    yield EVERYBODY, partial(pay_alone, plan.pay["agents"]["commission"], np.arange(len(drivers.people)))
    yield "whole simulation", lambda: simulate(scenario)


if __name__ == "__main__":
    for result in run():
        show(result)
