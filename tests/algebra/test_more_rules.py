"""Scores, and pay elements that no case uses, as live formulas: recalculated with the numbers there and with others."""

import numpy as np
import pytest

from engine.base.book import Given, opened
from engine.base.trace import Trace
from engine.files.cases import load, names
from engine.rules.rule import rule_named
from engine.run.simulate import project
from tests.algebra.grid import Laid
from tests.algebra.test_rules import other_numbers, retyped

PEOPLE = 6
RANDOM = np.random.default_rng(5)
POSTS = np.array(["head", "design", "admin", "head", "design", "other"], dtype=object)
VALUES = {"head": 250.5, "design": 100, "admin": 33.33}
SALARIES = ({"method": "k"}, {"method": "k", "step_mode": "compound"}, {"method": "budget"},
            {"method": "budget", "budget": 1_234_567.89}, {"method": "grades"})
BASE_PAY = RANDOM.integers(300_000, 2_000_000, PEOPLE)
SALES = RANDOM.integers(500_000, 15_000_000, (12, PEOPLE))
FEW = RANDOM.integers(0, 8, (4, PEOPLE))
TRIED = [
    ("pension_contribution", {}, {"years_inside": FEW[0], "years_outside": FEW[1], "skill_grade": FEW[2], "post_grade": FEW[3],
                                  "leaves": FEW[0] % 2 == 0}),
    ("pension_contribution", {"vesting": []}, {"years_inside": FEW[0], "years_outside": FEW[1], "skill_grade": FEW[2],
                                               "post_grade": FEW[3], "leaves": FEW[0] % 2 == 0}),
    ("quota_discipline", {"quota": 60_000.0, "months_in_a_row": 2}, {"base_pay": BASE_PAY, "sales": SALES}),
    ("role_split", {"shares": {"head": 0.333, "design": 0.333, "admin": 0.334}},
     {"volume": SALES, "payable": None, "pool": None, "whose": np.array([0, 1, 0, 1, 0, 0]), "role": np.array([1, 2, 3, 1, 2, 0]),
      "team": np.array([1, 6, 3, 5, 2, 0])}),
    ("scheme_choice", {"choice_from_years": 2}, {"base_pay": BASE_PAY, "years": np.arange(PEOPLE), "sales_of_own": SALES,
                                                 "sales": None}),
    ("scheme_choice", {"schemes": {"net": {"commission": {"base": "net_sales"}},
                                   "low": {"base_pay": 5000.0, "commission": {"scope": "unit"}}}},
     {"base_pay": BASE_PAY, "years": np.arange(PEOPLE), "sales_of_own": SALES, "sales_of_unit": SALES // 2, "sales": None,
      "net_sales": RANDOM.integers(0, 10**6, PEOPLE)}),
    ("job_value", {}, {"know_how": FEW[0] * 12_345, "problem_solving": FEW[1] * 100_001, "accountability": FEW[2] * 6789,
                       "type": np.array(["uphill", "flat", "downhill"] * 2, dtype=object)}),
    *(("salary_from_value", terms, {"value": RANDOM.integers(1, 100_000, PEOPLE), "total": np.array(12_345_678)})
      for terms in SALARIES if terms != {"method": "budget"}),
    *(("grade_top_up", {"values": VALUES, "salary": terms, "grade": grade},
       {"base_pay": BASE_PAY, "post": POSTS, "value": None, "payroll": np.array(9_876_543_210),
        "heads": {"head": 7, "design": 3, "admin": 2}})
      for terms in SALARIES for grade in (1, 5)),
    ("grade_top_up", {}, {"base_pay": BASE_PAY, "post": POSTS, "value": None, "payroll": np.array(1), "heads": {}}),
]


@pytest.mark.parametrize(("name", "parameters", "bound"), [
    pytest.param(*each, id=f"{each[0]}-{i}") for i, each in enumerate(TRIED)])
def test_a_rule_is_what_the_spreadsheet_computes(name, parameters, bound):
    rule = rule_named(name).model_validate({"rule": name, **parameters})
    laid = Laid(rule, bound, PEOPLE)
    assert laid.live and laid.differences() == []
    assert np.array_equal(laid.grid.spread(laid.book.columns[-1].leaf.value),
                          laid.grid.spread(rule.formula(Given(**bound), Trace())))
    for path, number in other_numbers(rule, laid):
        changed = retyped(rule, laid.inside(path), number)
        if changed is not None:
            laid.set(path, number)
            assert laid.differences(opened(changed, bound, laid.book.path)) == [], (path, number)
            rule = changed


def score_rules():
    """Each score rule once a case in which it is stated in other words."""
    found, seen = [], set()
    for key in names():
        for scenario in load(key).scenarios.values():
            for name, rule in scenario.plan.scores.items():
                if repr(rule) not in seen:
                    seen.add(repr(rule))
                    found.append(pytest.param(scenario, rule, id=f"{key}-{name}-{len(seen)}"))
    return found


@pytest.mark.parametrize(("scenario", "rule"), score_rules())
def test_a_score_is_what_the_spreadsheet_computes(scenario, rule):
    drivers = project(scenario.company, scenario.assumptions, 1)
    everybody = rule.bind(drivers)
    index = np.arange(PEOPLE)
    bound = {name: tuple(each[..., index] for each in value) if isinstance(value, tuple) else
             value if value is None else value[..., index] for name, value in everybody.items()}
    laid = Laid(rule, bound, PEOPLE)
    assert laid.live and laid.differences() == []
    assert np.array_equal(laid.book.columns[-1].leaf.value, rule.score(drivers, Trace())[..., index])
    for path, number in other_numbers(rule, laid):
        changed = retyped(rule, laid.inside(path), number)
        if changed is not None:
            laid.set(path, number)
            assert laid.differences(opened(changed, bound, laid.book.path)) == [], (path, number)
            rule = changed
