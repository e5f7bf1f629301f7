"""The benchmark of mechanisms is made from the registry: every rule a plan can hold is in it, and is really called."""

import numpy as np
import pytest

from benchmarks import mechanisms
from benchmarks.mechanisms import STEPS, everything, listening, repeated
from engine.files.cases import load
from engine.rules.rule import registry
from engine.run.simulate import simulate
from engine.world.drivers import project


def test_every_rule_of_a_plan_is_measured():
    found, missing = everything()
    assert set(found) | set(missing) == {name for name, kind in registry().items() if issubclass(kind, tuple(STEPS))}
    assert missing == []


def test_people_are_repeated_with_superiors_of_their_own_copy():
    company = load("car-care").today.company
    more = repeated(company, 130)
    assert len(set(more.people.id)) == len(more.people) == 130
    superiors = [each for each in more.people.superior if each]
    assert set(superiors) <= set(more.people.id)
    assert more.people.sales.shape == (12, 130)


@pytest.mark.parametrize("name", ["commission", "assessment_score", "target_ladder", "excess_profit_share",
                                  "coefficient_shares", "subsidiaries"])
def test_what_is_measured_is_what_the_pipeline_calls(name):
    one = everything()[0][name]
    step = next(step for kind, step in STEPS.items() if isinstance(one.rule, kind))
    calls = []
    with listening(type(one.rule), step, one.rule, calls):
        simulate(one.scenario)
    assert calls and getattr(type(one.rule), step).__name__ == step
    first, again = calls[0](), calls[0]()
    if isinstance(first, np.ndarray):
        assert (first == again).all() and first.any()


def test_a_pay_element_is_measured_on_everybody(monkeypatch):
    monkeypatch.setattr(mechanisms, "PEOPLE", 200)
    company = repeated(load("car-care").today.company, 200)
    drivers = project(company, load("car-care").today.assumptions, 1)
    assert len(mechanisms.fresh(drivers.group(np.arange(3)))) == 200
