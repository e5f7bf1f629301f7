"""What each reform does to the income of each job family, on average: one figure a reform and family."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from engine.answers.compare import Comparison
from engine.base.money import round_half_up


def family_changes(comparisons: Sequence[Comparison]) -> pd.DataFrame:
    """A row a comparison and job family: place of the comparison, family, people, change (average, fen), gain, lose.

    Only people who are there on both sides count; families stand in the order in which the first comparison has them.
    """
    rows = []
    for place, comparison in enumerate(comparisons):
        people = comparison.by_person()
        for family in comparison.by_family()["family"]:
            change = people.loc[people["family"] == family, "change"]
            rows.append((place, family, len(change), round_half_up(Fraction(int(change.sum()), len(change))),
                         int((change > 0).sum()), int((change < 0).sum())))
    return pd.DataFrame(rows, columns=["place", "family", "people", "change", "gain", "lose"])
