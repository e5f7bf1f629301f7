"""What each unit earns: its own gross profit less its people's pay and its costs, taxed like the company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.base.money import Fen, by_draw, ratio, split_if_any, sum_by, times, to_fen
from engine.run.statement import Statement
from engine.world.drivers import Drivers

if TYPE_CHECKING:
    from engine.run.outcome import PayLine


def unit_profits(drivers: Drivers, lines: Sequence[PayLine], company: Statement) -> Fen:
    """Net profit of each unit before incentive dividends, fen, (…, units).

    output × margin − pay of its people − costs, less tax on a profit at the rate that the company's bears. A unit that
    states no costs of its own bears what the others leave of the company's, by output. The pay of headquarters stays
    there. `company` is the year's statement before incentive dividends.
    """
    output = drivers.unit_sales.sum(axis=-2)
    before_tax = times(output, drivers.unit_margin, 1_000_000) - _pay(drivers, lines) - _costs(drivers, output, company)
    above, below = by_draw(lambda profit: company.income_tax.rate_at(profit).as_integer_ratio(), company.before_tax)
    return before_tax - ratio(np.maximum(before_tax, 0), np.asarray(above)[..., None], np.asarray(below)[..., None])


def _pay(drivers: Drivers, lines: Sequence[PayLine]) -> Fen:
    units = len(drivers.company.unit_keys)
    return sum((sum_by(line.amount.sum(axis=-2), drivers.unit_index[line.people], units) for line in lines),
               np.zeros(units, dtype=np.int64))


def _costs(drivers: Drivers, output: Fen, company: Statement) -> Fen:
    units = list(drivers.company.facts.units.values())
    stated = np.array([0 if unit.own_costs is None else to_fen(unit.own_costs) for unit in units], dtype=np.int64)
    bears = output * np.array([unit.own_costs is None for unit in units])
    # Where both profit and revenue growth are set, the costs (or gains) that balance them are the units' too.
    rest = max(0, company.other_costs - int(stated.sum())) + company.balance + np.asarray(company.employer_change)
    return stated + np.sign(rest)[..., None] * split_if_any(np.abs(rest), bears)
