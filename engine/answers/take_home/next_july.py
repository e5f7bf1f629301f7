"""What this year's pay does to contributions from next July, on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from engine.answers.take_home.settle import settle
from engine.law.contributions import contributions
from engine.run.employer import average_pay
from engine.run.outcome import Outcome


@dataclass(frozen=True)
class NextJuly:
    """Twelve months' contributions in fen: on the base in force since this July, and on next July's."""

    now_employee: int
    next_employee: int
    now_employer: int
    next_employer: int


def next_july(outcome: Outcome, number: int = 1) -> NextJuly:
    """A full year's contributions of everybody on both bases, at the figures of this calendar year."""
    settled = settle(outcome, number)
    newer, coming = settled.bases.newer, average_pay(settled.gross, settled.there)
    found = []
    for base in (newer, coming):
        both = contributions(settled.region, settled.calendar, base, base, settled.there)
        found.append((int(both.employee_months.sum()), int(both.employer_months.sum())))
    (now_own, now_employer), (next_own, next_employer) = found
    return NextJuly(now_own, next_own, now_employer, next_employer)
