"""The assessment score: alone, in a plan, and what pay makes of it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.files import people_file
from engine.rules.scores.assessment_score import AssessmentScore
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, facts, half_up, people, scenario

MORE = HEADER + ",self_score,conduct_score,score_change"
ASSESSED = tuple(f"{row},{more}" for row, more in zip(ROWS, ("95,84,0", ",,25", "80,,-3.5", "70,60,-30"), strict=True))


@pytest.mark.parametrize(("given", "score"), [
    ({"conduct": {"superior": 80, "self": 90}}, 90.4),
    ({}, 92), ({"superior_weight": 0.7}, 91.5), ({"conduct": {"superior": 80}}, 89.6),
    ({"change": 5}, 97), ({"change": 25}, 112), ({"change": -25}, 72), ({"change": -25, "most_taken_off": 10}, 82)])
def test_alone(given, score):
    assert AssessmentScore.compute({"performance": {"superior": 90, "self": 95}, **given})["score"] == score


def test_without_an_own_assessment_and_never_below_zero():
    assert AssessmentScore.compute({"performance": {"superior": 83.33}})["score"] == 83.33
    assert AssessmentScore.compute({"performance": {"superior": 10}, "change": -20})["score"] == 0


def test_in_a_plan():
    """A: 90 and 95 → 92, with conduct 84 → 90.4; B: 80 + 20; C: 69.99 and 80 → 73.99 − 3.5; D: 70 and 60 → 68 − 20."""
    plan = {"score_coefficient": {}}
    outcome = simulate(scenario(plan, ASSESSED, MORE, scores={"assessment_score": {}}), trace=True)
    year = outcome.year(1)
    assert year.people.score.tolist() == [9040, 10_000, 7049, 4800]
    assert year.pay.tolist() == [12 * 100_000, 12 * 120_000, 12 * 48_000, 0]
    assert "scores.assessment_score" in {step.path for step in outcome.trace.steps}
    assert outcome.scenario.company.people.score.tolist() == [9000, 8000, 6999, 7000], "the company stays what it was"


def test_for_some_and_the_last_rule_counts():
    scores = {"all": {"rule": "assessment_score"},
              "sellers": {"rule": "assessment_score", "groups": ["seller"], "most_added": 10.0}}
    year = simulate(scenario(rows=ASSESSED, header=MORE, scores=scores)).year(1)
    assert year.people.score.tolist() == [9040, 9000, 7049, 4800]


def test_an_unknown_group():
    with pytest.raises(InputError, match=r"scores\.all\.groups: the company has no post or job family “sellers”"):
        scenario(scores={"all": {"rule": "assessment_score", "groups": ["sellers"]}})


def test_points_taken_off_survive_writing():
    of = people(ASSESSED, MORE)
    again = people_file.read(people_file.write(of).to_csv(index=False).encode(), facts(), "people.csv")
    for key in ("self_score", "conduct_score", "score_change"):
        assert getattr(again, key).tolist() == getattr(of, key).tolist()
    assert of.score_change.tolist() == [0, 2500, -350, -3000] and of.self_score[1] == -1


SCORE = st.integers(0, 20_000)


@given(SCORE, SCORE, SCORE, SCORE, st.integers(0, 100), st.integers(0, 100))
def test_against_fractions(a, b, c, d, superior, performance):
    by_superior, by_performance = Fraction(superior, 100), Fraction(performance, 100)
    exact = ((a * by_superior + b * (1 - by_superior)) * by_performance
             + (c * by_superior + d * (1 - by_superior)) * (1 - by_performance))
    rule = AssessmentScore(superior_weight=superior / 100, performance_weight=performance / 100)
    got = rule.combined((np.array([a]), np.array([b])), (np.array([c]), np.array([d])), np.array([0]))
    assert got[0] == half_up(exact)
    assert min(a, b, c, d) <= got[0] <= max(a, b, c, d)
