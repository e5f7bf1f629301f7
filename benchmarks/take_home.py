"""How fast everybody's take-home, contributions and cost are worked out for a simulated year.

    python -m benchmarks.take_home
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from benchmarks.agency import agency
from benchmarks.measure import Result, Target, show, timed
from engine.answers.take_home.findings import findings
from engine.answers.take_home.pocket import company_to_pocket
from engine.answers.take_home.settle import SettledYear
from engine.run.outcome import Outcome
from engine.run.simulate import simulate

SIZES = (1_000, 10_000, 100_000)


def run() -> list[Result]:
    """Take-home by size; a year's pay is there already, as it is when somebody turns the money switch."""
    rows, median = [], {}
    for size in SIZES:
        scenario = agency(size)
        facts = scenario.company.facts.model_copy(update={"region": "cn-shanghai"})
        outcome = simulate(replace(scenario, company=replace(scenario.company, facts=facts)))
        timing = timed(partial(take_home, outcome), seconds=2.0)
        median[size] = timing.median
        rows.append({"people": size, "median ms": timing.median, "best ms": timing.best, "p95 ms": timing.p95,
                     "findings ms": timed(partial(found, outcome), seconds=1.0).median,
                     "pocket ms": timed(partial(pocket, outcome), seconds=1.0).median})
    return [Result("Take-home, contributions of both sides, tax by month, settlement, employer's cost; 12 months", rows,
                   [Target("10,000 people", median[10_000], 40, " ms"),
                    Target("100 × the people (1,000 → 100,000) take × the time", median[100_000] / median[1_000], 150)])]


def take_home(outcome: Outcome) -> SettledYear:
    """Everything that the three money views show, from nothing but the year's pay."""
    settled = SettledYear(outcome, 1)
    settled.five, settled.net_months, settled.employer_cost  # noqa: B018
    return settled


def found(outcome: Outcome) -> None:
    """The findings of a year that is settled."""
    findings(take_home(outcome))


def pocket(outcome: Outcome) -> None:
    """Who ends up with the money."""
    company_to_pocket(replace(outcome))  # a copy, of which nothing has been computed yet


if __name__ == "__main__":
    for result in run():
        show(result)
