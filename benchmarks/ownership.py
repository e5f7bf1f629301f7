"""How fast ownership is followed: ten thousand holders, a thousand companies, thirty years; chains and cross-holdings.

    python -m benchmarks.ownership
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

from benchmarks.agency import agency
from benchmarks.expansion import PLAN
from benchmarks.measure import Result, Target, show, timed
from engine.answers.cap_table import ownership
from engine.answers.cap_table.control import alerts
from engine.company.company import Facts
from engine.company.look_through import flow
from engine.plan.scenario import Scenario, plain
from engine.run.outcome import Outcome
from engine.run.simulate import simulate

YEARS, HOLDERS, GROUPS, PEOPLE = 30, 10_000, 1_000, 200
EQUITY = {"staff": {"rule": "platform_round", "year": 2, "ratio": 0.05, "pre_money": 500_000_000},
          "round": {"rule": "funding_round", "year": 5, "investment": 50_000_000, "pre_money": 500_000_000},
          "split": {"rule": "share_split", "year": 10, "into": 10},
          "sale": {"rule": "share_transfer", "year": 15, "receiver": "buyer", "part": 0.1},
          "back": {"rule": "share_buy_back", "year": 20, "holder": "investor", "part": 0.1}}


def held_by_many(scenario: Scenario) -> Scenario:
    """The company with ten thousand holders, a tenth of whom belong to a holder before them."""
    facts = scenario.company.facts
    table = plain(facts)["cap_table"]
    for place in range(HOLDERS - len(table)):
        table[f"h{place}"] = {"zh": f"股东{place}", "en": f"Holder {place}", "kind": "investor", "shares": 1_000 + place}
        if place and place % (HOLDERS // GROUPS) == 0:
            table[f"h{place}"]["owners"] = {f"h{place - 1}": 0.5, facts.owner: 0.1}
    known = Facts.model_validate({**plain(facts), "form": "jsc", "cap_table": table})
    return replace(scenario, company=replace(scenario.company, facts=known))


def pictures(outcome: Outcome) -> None:
    """What the Cap table page asks for: four views over the years, and the alerts."""
    for view in ownership.VIEWS:
        ownership.over_time(outcome, view)
    alerts(outcome)


def run() -> list[Result]:
    """A run with and without equity and expansion; the page's pictures; chains and circles of holdings."""
    without = agency(PEOPLE).reformed({"assumptions.years": YEARS})
    of_many = held_by_many(without).reformed({
        **{f"equity.{name}": rule for name, rule in EQUITY.items()}, "expansion.companies": PLAN})
    outcome = simulate(of_many)
    chain = {str(i): {str(i + 1): Fraction(1, 2)} for i in range(GROUPS)}
    circle = {str(i): {str((i + 1) % 300): Fraction(1, 2), "you": Fraction(1, 4)} for i in range(300)}
    work = {f"{PEOPLE} people, {YEARS} years, one holder": partial(simulate, without),
            f"the same with {HOLDERS:,} holders, {GROUPS:,} companies": partial(simulate, of_many),
            "four views over the years and the alerts": partial(pictures, outcome),
            f"a chain of {GROUPS:,} holders": partial(flow, {"0": 1}, chain), "a circle of 300 holders": partial(flow, {"0": 1}, circle)}
    rows, median = [], []
    for name, each in work.items():
        timing = timed(each)
        median.append(timing.median)
        rows.append({"what": name, "median ms": timing.median, "best ms": timing.best, "p95 ms": timing.p95})
    return [Result("Ownership", rows, [Target("equity and expansion of such a run", median[1] - median[0], 200, " ms")])]


if __name__ == "__main__":
    for result in run():
        show(result)
