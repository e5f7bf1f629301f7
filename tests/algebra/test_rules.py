"""Every mechanism of every case as live formulas: a spreadsheet that recalculates them shows what the engine pays.

And what it shows after somebody types other numbers into the parameters' cells is what the engine pays with those.
"""

import numpy as np
import pytest

from engine.base.book import opened
from engine.base.parameter import Declared, Unit, decimals
from engine.base.trace import Trace
from engine.files.cases import load, names
from engine.plan.scenario import plain
from engine.run.simulate import assess, groups, project
from tests.algebra.grid import Laid

PEOPLE = 4
"""So many of each group: a formula is the same in every row."""


def pay_rules():
    """Each pay element once a case and plan in which it is stated in other words."""
    found = []
    for key in names():
        case, seen = load(key), set()
        for scenario in case.scenarios.values():
            for group, elements in scenario.plan.pay.items():
                for element, rule in elements.items():
                    if rule.plain is None and repr(rule) not in seen:
                        seen.add(repr(rule))
                        found.append(pytest.param(scenario, group, element, rule, id=f"{key}-{group}-{element}-{len(seen)}"))
    return found


def group_of(scenario, group):
    """Some people of a pay group."""
    drivers = assess(scenario.plan, project(scenario.company, scenario.assumptions, 1), Trace())
    return drivers.group(groups(scenario.plan, drivers)[group][:PEOPLE])


@pytest.mark.parametrize(("scenario", "group", "element", "rule"), pay_rules())
def test_a_pay_element_is_what_the_spreadsheet_computes(scenario, group, element, rule):
    here = group_of(scenario, group)
    if not len(here):
        pytest.skip("nobody is in this group")
    laid = assert_the_sheet_agrees(rule, lambda same: same.bind(here), len(here), len(scenario.company.unit_keys),
                                   f"pay.{group}.{element}")
    assert np.array_equal(amount_of(laid), laid.grid.spread(rule.pay(here, Trace())))


def assert_the_sheet_agrees(rule, bound_of, people, units, path="pay.it"):
    """A rule's formulas show the engine's figures, and do so again after each number was changed; the sheet as it was first."""
    laid = Laid(rule, bound_of(rule), people, range(units), path)
    assert laid.live and laid.differences() == []
    numbers = list(other_numbers(rule, laid))
    for cell, number in numbers:
        changed = retyped(rule, laid.inside(cell), number)
        if changed is not None:
            laid.set(cell, number)
            again = opened(changed, bound_of(changed), laid.book.path)
            assert laid.differences(again) == [], (cell, number)
            rule = changed
    return laid


def amount_of(laid):
    """What the rule gave before any number was changed, a number a row."""
    return laid.grid.spread(laid.book.columns[-1].leaf.value)


def other_numbers(rule, laid):
    """A number for each parameter that has a cell, not far from the one there."""
    random = np.random.default_rng(len(repr(rule)))
    for path, before in laid.numbers():
        places = 2 if before.unit in (Unit.YUAN, Unit.POINTS) else 4 if before.unit in (Unit.RATE, Unit.FACTOR) else 0
        number = round(before.value * random.uniform(0.5, 1.4) + (random.integers(0, 3) if places == 0 else 0), places)
        assert decimals(number) <= places
        yield path, number


def retyped(rule, path, number):
    """The rule with one number changed, None where it would be refused."""
    document = plain(rule)
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    place[last] = int(number) if isinstance(place[last], int) else number
    try:
        changed: Declared = type(rule).model_validate(document)
    except ValueError:
        return None
    return changed


def test_a_number_typed_in_the_sheet_alone_is_noticed():
    scenario = load("car-care").today
    group = next(group for group, elements in scenario.plan.pay.items() if "commission" in elements
                 and elements["commission"].on == "excess")
    rule, here = scenario.plan.pay[group]["commission"], group_of(scenario, group)
    laid = Laid(rule, rule.bind(here), len(here), range(len(scenario.company.unit_keys)), f"pay.{group}.commission")
    paths = [path for path, _ in laid.numbers()]
    assert {path.rsplit(".", 1)[1] for path in paths} == {"quota", "from", "rate"}
    assert laid.inside(paths[-1])[0] == "tiers"
    laid.set(f"pay.{group}.commission.quota", 1.0)
    assert laid.differences()
