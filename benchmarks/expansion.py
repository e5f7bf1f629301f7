"""How fast companies that open companies are simulated: a thousand of them over thirty years, and many courses at once.

    python -m benchmarks.expansion
"""

from __future__ import annotations

from functools import partial

from benchmarks.agency import agency
from benchmarks.measure import Result, Target, show, timed
from engine.answers.expansion.growth import spread
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.run.simulate import simulate

YEARS, COMPANIES, PEOPLE, DRAWS = 30, 1_000, 10_000, 200
PLAN = {"rule": "subsidiaries", "mode": "fierce", "openings": 2, "most": COMPANIES, "success": 0.8, "ready_after": 1,
        "succession": {"rule": "succession", "stays": 6}, "conditions": {"rule": "opening_conditions", "trains": 6}}


def run() -> list[Result]:
    """The network alone, beside 10,000 people over thirty years, and as a risk study of eight years."""
    rule = Subsidiaries.model_validate(PLAN)
    small = Subsidiaries.model_validate({**PLAN, "most": 60})
    without = agency(PEOPLE).reformed({"assumptions.years": YEARS})
    beside = without.reformed({"expansion.companies": PLAN})
    work = {f"{COMPANIES:,} companies, {YEARS} years": partial(rule.grown, YEARS),
            f"{PEOPLE:,} people, {YEARS} years": partial(simulate, without),
            f"both: {COMPANIES:,} companies, {PEOPLE:,} people, {YEARS} years": partial(simulate, beside),
            f"{DRAWS} courses of 60 companies, 8 years": partial(spread, small, 8, 60, DRAWS)}
    rows, median = [], {}
    for name, each in work.items():
        timing = timed(each)
        median[name] = timing.median
        rows.append({"what": name, "median ms": timing.median, "best ms": timing.best, "p95 ms": timing.p95})
    alone, people, both, _ = median.values()
    return [Result("Companies that open companies", rows,
                   [Target("a thousand companies over thirty years", alone, 200, " ms"),
                    Target("what they add to a run with 10,000 people", both - people, 200, " ms")])]


if __name__ == "__main__":
    for result in run():
        show(result)
