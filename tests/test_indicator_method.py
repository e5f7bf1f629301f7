"""Indicator method: thresholds met, who is closest, what is missing; everybody at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.rules.equity.indicator_method import INDICATORS, IndicatorMethod
from tests.small import HEADER, ROWS, company

WHO = {"name": "A", "grade": 8, "red_lines": 2, "values": 80, "sales": 50_000_000, "trained": 2, "growth": 0.2, "years": 2}


def tried(**changes):
    return IndicatorMethod.compute({"candidates": [{**WHO, **changes}]})


def test_exactly_at_every_threshold_qualifies():
    assert tried() == {"qualifies": ["A"], "next_stage": {"A": "option"}, "missing": {"A": []}}


@pytest.mark.parametrize(("key", "value"), [("grade", 7), ("red_lines", 3), ("values", 79.99), ("sales", 49_999_999.99),
                                            ("trained", 1), ("growth", 0.199999), ("years", 1)])
def test_one_step_short_of_a_threshold_does_not(key, value):
    got = tried(**{key: value})
    assert got["qualifies"] == [] and got["missing"] == {"A": [key]}


def test_later_stages_ask_for_less():
    holder = {"stage": "option", "grade": 0, "sales": 0, "years": 1}
    assert tried(**holder)["next_stage"] == {"A": "registered"} and tried(**holder)["qualifies"] == ["A"]
    owner = {**holder, "stage": "registered", "trained": 0}
    assert tried(**owner)["next_stage"] == {"A": "increase"} and tried(**owner)["qualifies"] == ["A"]


def test_after_the_last_stage_nothing_is_asked():
    got = IndicatorMethod.compute({"stages": [{"name": "option", "years": 1}], "candidates": [{**WHO, "stage": "option"}]})
    assert got == {"qualifies": [], "next_stage": {"A": None}, "missing": {"A": []}}


def test_a_company_at_once():
    header = f"{HEADER},post_grade,trained,sales_so_far,equity_stage,stage_years"
    rows = tuple(f"{row},{more}" for row, more in zip(ROWS, (
        "8,2,60000000,,0", "8,2,49000000,,0", "8,0,60000000,option,1", "1,0,0,,0"), strict=True))
    standing = IndicatorMethod().of_company(company(rows, header))
    assert standing.qualifies.tolist() == [True, False, False, False]  # A sells 20% more than in the past
    assert standing.stage.tolist() == [0, 0, 1, 0]
    assert standing.closest(10).tolist() == [1, 2, 3]
    missing = {person: [key for row, key in enumerate(INDICATORS) if not standing.met[row, person]] for person in range(4)}
    assert missing == {0: [], 1: ["sales", "growth"], 2: ["values", "trained", "growth"],
                       3: ["grade", "values", "sales", "trained", "growth", "years"]}


@given(st.lists(st.tuples(st.integers(0, 2), *[st.integers(0, 10**6)] * len(INDICATORS)), min_size=1, max_size=8))
def test_who_is_closest_misses_least(people):
    stage, *columns = (np.array(column) for column in zip(*people, strict=True))
    standing = IndicatorMethod().judge(stage, np.array(columns))
    closest = standing.closest(len(people)).tolist()
    assert set(closest) | set(np.flatnonzero(standing.qualifies).tolist()) == set(range(len(people)))
    assert not set(closest) & set(np.flatnonzero(standing.qualifies).tolist())
    assert (np.diff(standing.missing[closest]) >= 0).all()
    assert ((standing.short == 0) == standing.met).all()


@pytest.mark.parametrize(("stages", "words"), [
    ([{"name": "registered", "years": 1}, {"name": "option", "years": 1}], "stage 2 does not come after"),
    ([{"name": "option", "years": 1}, {"name": "registered", "years": 1, "trained": 2}], "stage 2 asks for 2 indicators"),
    ([{"name": "option"}], "stage 1 asks for nothing")])
def test_what_is_refused(stages, words):
    with pytest.raises(InputError) as refused:
        IndicatorMethod.compute({"stages": stages, "candidates": [WHO]})
    assert len(refused.value.problems) == 1 and words in str(refused.value)
