"""Every mechanism of every case as live formulas: a spreadsheet that recalculates them shows what the engine pays."""

import numpy as np
import pytest

from engine.base.trace import Trace
from engine.files.cases import load, names
from engine.run.simulate import assess, groups, project
from tests.algebra.grid import Laid

PEOPLE = 5
"""So many of each group: a formula is the same in every row."""


def pay_rules():
    """Each pay element once a case and plan in which it is stated in other words."""
    for key in names():
        case, seen = load(key), set()
        for scenario in case.scenarios.values():
            for group, elements in scenario.plan.pay.items():
                for element, rule in elements.items():
                    if repr(rule) not in seen:
                        seen.add(repr(rule))
                        yield pytest.param(scenario, group, element, rule, id=f"{key}-{group}-{element}-{len(seen)}")


@pytest.mark.parametrize(("scenario", "group", "element", "rule"), pay_rules())
def test_a_pay_element_is_what_the_spreadsheet_computes(scenario, group, element, rule):
    if rule.plain is not None:
        pytest.skip(rule.plain.en)
    drivers = assess(scenario.plan, project(scenario.company, scenario.assumptions, 1), Trace())
    index = groups(scenario.plan, drivers)[group][:PEOPLE]
    if not index.size:
        pytest.skip("nobody is in this group")
    bound = rule.bind(drivers.group(index))
    laid = Laid(rule, bound, len(index), range(len(scenario.company.unit_keys)), f"pay.{group}.{element}")
    assert laid.cells and laid.differences() == []
    amount = laid.book.columns[-1].leaf.value
    assert np.array_equal(np.broadcast_to(amount, (12, len(index))), rule.pay(drivers.group(index), Trace()))
