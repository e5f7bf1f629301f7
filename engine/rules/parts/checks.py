"""A condition judged: what a programme notes of each condition of a tranche, every year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One condition of one tranche, judged in one year; met: by the company, or by how many of those it is asked of."""

    tranche: int  # the first is 0
    condition: str
    wanted: float
    actual: float | None  # None: of each person
    met: bool
    of: int = 0
    reached: int = 0
