"""`bind` reads data, never a number of its rule: a number that is used there would be no live cell in a workbook.

What a number only shapes, such as of how many years profits are added up, is asked for as `structure`, which says so.
"""

from collections.abc import Mapping

import numpy as np
import pytest

from engine.answers.dividends.dividend_sheet import result_of
from engine.base.book import named
from engine.base.quantity import UntaughtError
from engine.base.trace import Trace
from engine.files.cases import load
from engine.rules.pay.fixed_pay import FixedPay
from engine.rules.rule import rule_named
from engine.run.simulate import attain, simulate
from tests.algebra import test_small_plans as plans
from tests.algebra.test_rules import group_of, pay_rules
from tests.algebra.test_targets_and_dividends import drivers_of, rules, scenarios, worked

ELSE = [("deduction", {"most": 0.25}), ("grade_top_up", {"values": {"seller": 120}, "grade": 2}),
        ("pension_contribution", {}), ("points", {}), ("seniority_pay", {}), ("star_award", {})]
"""Pay elements that are not among the small plans."""


def alike(one, other):
    """The same numbers, of the same kind and shape."""
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and bool(np.all(one == other))


def assert_bound_alike(rule, bind):
    """A rule whose numbers refuse arithmetic binds the same as it does with bare numbers."""
    assert alike(bind(named(rule, "plan")), bind(rule))


def test_a_number_in_bind_would_be_noticed():
    class Counts(FixedPay):
        def bind(self, group):
            return {"base_pay": group.of(group.drivers.people.base_pay) * self.share}

    class Passes(FixedPay):
        def bind(self, group):
            return {"share": self.share}

    for made, refused in ((Counts, UntaughtError), (Passes, AssertionError)):
        with pytest.raises(refused):
            assert_bound_alike(made(), lambda it: it.bind(plans.people()))


@pytest.mark.parametrize(("scenario", "group", "element", "rule"), pay_rules())
def test_a_pay_element_of_a_case(scenario, group, element, rule):
    here = group_of(scenario, group)
    assert_bound_alike(rule, lambda it: it.bind(here))


@pytest.mark.parametrize(("name", "given"), [*plans.RULES, *ELSE])
def test_a_pay_element_that_no_case_has(name, given):
    here = plans.people()
    assert_bound_alike(rule_named(name).model_validate({"rule": name, **given}), lambda it: it.bind(here))


def test_scores():
    for _, scenario in scenarios():
        for rule in scenario.plan.scores.values():
            drivers = drivers_of(scenario)
            assert_bound_alike(rule, lambda it, drivers=drivers: it.bind(drivers))


@pytest.mark.parametrize(("scenario", "name"), rules("targets"))
def test_a_target(scenario, name):
    drivers, rule = drivers_of(scenario), scenario.plan.targets[name]
    _, parts = attain(scenario.plan, drivers, Trace())
    assert_bound_alike(rule, lambda it: it.bind(drivers, parts))


@pytest.mark.parametrize(("scenario", "name"), rules("dividends"))
def test_a_dividend_programme(scenario, name):
    outcome, drivers = simulate(scenario), drivers_of(scenario)
    result, before = result_of(outcome, 1, drivers), outcome.year(1).awards[name]
    assert_bound_alike(scenario.plan.dividends[name], lambda it: it.bind(result, drivers, before))


def test_a_part_of_virtual_shares():
    drivers = drivers_of(worked())
    assert_bound_alike(rule_named("virtual_share_count")(), lambda it: it.bind(drivers))


def test_what_is_plain_may_ask_its_numbers():
    """Store dividends deal out stakes before the formula: their numbers are no cells, and they say so."""
    scenario = load("car-care").scenarios["store-dividends"]
    outcome, drivers = simulate(scenario), drivers_of(scenario)
    (rule,) = scenario.plan.dividends.values()
    assert rule.plain is not None
    with pytest.raises(UntaughtError):
        assert_bound_alike(rule, lambda it: it.bind(result_of(outcome, 1, drivers), drivers, None))
