"""The store team of a company, person by person and store by store, as a page shows it."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from engine.base.money import over_common
from engine.company.company import Company
from engine.rules.parts.capabilities import SelectsTeam
from engine.rules.parts.store_team import LAYERS

NAMES = ("", *LAYERS)
"""The layers by number, 0 being nobody's."""


def kinds_of(company: Company) -> tuple[str, ...]:
    """The kinds of units a company has people in, headquarters left out."""
    there = {company.facts.units[unit].kind for unit in set(company.people.unit.tolist())}
    return tuple(kind for kind in ("store", "office", "department") if kind in there)


def people(rule: SelectsTeam, company: Company, kinds: Collection[str]) -> pd.DataFrame:
    """A row per person of the chosen units, best layer and points first within a unit.

    Columns: unit, id, name, post, years, results, behaviour, values, points (out of 100 weighted), complaints, layer
    (key of LAYERS or ""); points as plain numbers.
    """
    who, judged = company.people, rule.judged(company)
    layer = rule.of_company(company, kinds)
    _, over = over_common([rule.results_weight, rule.behaviour_weight, rule.values_weight])
    points = rule.points(judged.results, judged.behaviour, judged.values) / (over * 100)
    table = pd.DataFrame({"unit": who.unit, "id": who.id, "name": who.name, "post": who.post, "years": who.years,
                          "results": judged.results / 100, "behaviour": judged.behaviour / 100, "values": judged.values / 100,
                          "points": points, "complaints": who.complaints, "layer": np.array(NAMES, dtype=object)[layer],
                          "rank": np.where(layer == 0, len(NAMES), layer), "place": company.unit_of_people})
    chosen = [unit for unit, facts in company.facts.units.items() if facts.kind in kinds]
    staff = table[table["unit"].isin(chosen)]
    return staff.sort_values(["place", "rank", "points"], ascending=[True, True, False], kind="stable",
                             ignore_index=True).drop(columns=["rank", "place"])


def by_unit(table: pd.DataFrame) -> pd.DataFrame:
    """A row per unit: staff, and how many are in each layer; columns unit, staff, core, middle, reserve."""
    rows = [(unit, len(members), *(int((members["layer"] == layer).sum()) for layer in LAYERS))
            for unit, members in table.groupby("unit", sort=False)]
    return pd.DataFrame(rows, columns=["unit", "staff", *LAYERS])
