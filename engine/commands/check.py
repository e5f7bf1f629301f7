"""`check`: what is wrong with a case, or that it is fine."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from engine.base.money import to_yuan
from engine.base.text import money, t
from engine.files.cases import load
from engine.run.simulate import simulate
from engine.world.assumptions import Assumptions

NOTICEABLE = 0.01
"""How far today's simulated people cost may be from the books before `check` says so."""


def check_case(asked: argparse.Namespace) -> Iterator[str]:
    """OK and what the case holds; a hint where today's plan does not pay what the books say."""
    case = load(asked.case)
    people = case.today.company.people
    reforms = ", ".join(case.reforms) or t("none")
    yield t("OK {case}: {people} people in {units} units; reforms: {reforms}.", case=case.key,
            people=f"{len(people):,}", units=len(case.today.company.facts.units), reforms=reforms)
    books = case.today.company.payroll_of_books
    paid = simulate(replace(case.today, assumptions=Assumptions(years=1))).year(1).statement.people_cost
    if abs(paid - books) > NOTICEABLE * abs(books):
        costs = to_yuan(round(case.today.company.facts.money.other_costs * 100) + books - paid)
        yield t("Hint: today's plan pays {paid}, the books imply {books} (revenue × gross margin − other "
                "costs − profit before tax); with company.money.other_costs at {costs} they would agree.",
                paid=money(paid), books=money(books), costs=f"{costs:.2f}")
