"""The target ladder: levels decided on whole fen, against exact fractions."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.company.company import PPM
from engine.rules.parts.levels import TargetLevel
from engine.rules.targets.target_ladder import TargetLadder
from tests.small import ROWS, company, decimals, drivers, scenario

MULTIPLES = st.sets(decimals(3, 3), min_size=1, max_size=5).map(sorted)


def ladder(multiples, coefficients=None, **given):
    coefficients = coefficients or [1 + i / 10 for i in range(len(multiples))]
    return TargetLadder(levels=tuple(
        TargetLevel(name=f"level {i}", of_history=float(multiple), coefficient=coefficient)
        for i, (multiple, coefficient) in enumerate(zip(multiples, coefficients, strict=True))), **given)


def reach(rule, actual, history):
    level, coefficient = rule.reach(np.array([actual]), np.array([history]))
    return int(level[0]), Fraction(int(coefficient[0]), PPM)


def level_by_hand(actual, history, multiples):
    """−1 where there is nothing to reach, too."""
    if not history * multiples[-1]:
        return -1
    return sum(actual >= history * multiple for multiple in multiples) - 1


@given(MULTIPLES, st.integers(0, 10**12), st.data())
def test_level_at_the_bounds(multiples, history, data):
    """Sales a fen below, on and above a target, and anywhere else."""
    bounds = [int(history * multiple) for multiple in multiples]
    actual = max(0, data.draw(st.sampled_from(bounds)) + data.draw(st.integers(-1, 2)))
    rule = ladder(multiples)
    assert reach(rule, actual, history)[0] == level_by_hand(actual, history, multiples)


def test_every_whole_cent_target_reaches_its_level():
    """Sales of exactly 80%, 120% and 150% of a target; floats put a third of the first a level too low."""
    history = np.arange(1, 20_000, dtype=np.int64) * 100
    for percent in (80, 110, 120, 143, 150):
        rule = ladder([Fraction(percent, 100)])
        exactly = history * percent // 100
        assert (rule.reach(exactly, history)[0] == 0).all()
        assert (rule.reach(exactly - 1, history)[0] == -1).all()


@pytest.mark.parametrize(("actual", "level", "coefficient"), [
    (999_999.99, None, 0.6), (1_000_000, "floor", 0.8), (1_099_999.99, "floor", 0.8), (1_100_000, "balance", 1.0),
    (1_430_000, "sprint", 1.2), (2_144_999.99, "sprint", 1.2), (2_145_000, "challenge", 1.5),
    (99_000_000, "challenge", 1.5), (0, None, 0.6)])
def test_four_levels(actual, level, coefficient):
    assert TargetLadder.compute({"history": 1_000_000, "actual": actual, "below": 0.6}) == {
        "level": level, "coefficient": coefficient}


def test_amounts_as_targets():
    levels = [{"name": "base", "target": 100, "coefficient": 1}, {"name": "more", "target": 100.01, "coefficient": 2}]
    assert [TargetLadder.compute({"levels": levels, "history": 7, "actual": actual})["coefficient"]
            for actual in (99.99, 100, 100.01)] == [0, 1, 2]


def test_linear_between_levels():
    rule = {"levels": [{"name": "a", "of_history": 1, "coefficient": 1.0},
                       {"name": "b", "of_history": 2, "coefficient": 1.5},
                       {"name": "c", "of_history": 4, "coefficient": 1.0}], "between": "linear", "below": 0.2,
            "history": 100}
    wanted = {99.99: 0.2, 100: 1.0, 150: 1.25, 200: 1.5, 300: 1.25, 400: 1.0, 5000: 1.0}
    assert {actual: TargetLadder.compute({**rule, "actual": actual})["coefficient"] for actual in wanted} == wanted


@given(MULTIPLES, st.lists(st.integers(0, 10**9), min_size=2, max_size=2).map(sorted), st.integers(1, 10**8))
def test_more_is_never_a_lower_coefficient_where_coefficients_rise(multiples, actuals, history):
    for between in ("stepped", "linear"):
        less, more = (reach(ladder(multiples, between=between), actual, history) for actual in actuals)
        assert less <= more


@given(st.lists(st.integers(0, 10**10), min_size=12, max_size=12), st.integers(0, 10**9))
def test_more_axes_in_front(actuals, history):
    """As many draws as levels once passed for levels; every cell must be as if alone."""
    histories = np.array([history, 2 * history])
    for between in ("stepped", "linear"):
        rule = TargetLadder(between=between)
        for shape in ((6, 2), (2, 3, 2)):
            level, coefficient = rule.reach(np.array(actuals).reshape(shape), histories)
            assert level.shape == coefficient.shape == shape
            alone = [reach(rule, actual, int(histories[i % 2])) for i, actual in enumerate(actuals)]
            assert level.ravel().tolist() == [place for place, _ in alone]
            assert coefficient.ravel().tolist() == [each * PPM for _, each in alone]


def test_of_person_unit_and_company():
    """Own sales against history: A 1.2, B 0.9, C 1.0, D without any."""
    levels = {of: TargetLadder(of=of).attain(drivers(), {}, Trace()).level.tolist()
              for of in ("person", "unit", "company")}
    assert levels["person"] == [1, -1, 0, -1]
    assert levels["unit"] == [0, 0, 0, 0]  # north 2.1m of 2.0m, south 0.6m of 0.6m
    assert levels["company"] == [0, 0, 0, 0]  # 6m of 6m
    assert TargetLadder(of="company").attain(drivers(revenue_growth=0.43), {}, Trace()).level.tolist() == [2] * 4


def test_month_by_month():
    """The year's target is split by season; equal months reach it or miss it all together."""
    reached = TargetLadder(period="month", below=0.5).attain(drivers(), {}, Trace())
    assert reached.coefficient[:, 0].tolist() == [1_000_000] * 12
    assert reached.coefficient[:, 1].tolist() == [500_000] * 12
    stacked = replace(drivers(), sales=drivers().sales * np.array([1, 2, 3, 4])[:, None, None])
    assert TargetLadder(period="month").attain(stacked, {}, Trace()).coefficient.shape == (4, 12, 4)


def test_promotion_is_considered_from_a_level():
    rows = (*ROWS[:3], "D,support,clerk,south,A,6000,0,70,1,300,1430000,1000000")
    reached = TargetLadder(promotion_from="sprint").attain(drivers(company(rows)), {}, Trace())
    assert reached.qualifies.tolist() == [False, False, False, True]
    assert not TargetLadder().attain(drivers(), {}, Trace()).qualifies.any()


def test_history_handed_down_by_a_split():
    plan = scenario(targets={"year": {"rule": "target_split", "annual": 2_600_000},
                             "ladder": {"rule": "target_ladder", "handed_down": "year"}}).plan
    parts = {"year": plan.targets["year"].attain(drivers(), {}, Trace())}
    # 2.6m for histories of 1m, 1m and 0.6m: everybody's target is their history.
    assert parts["year"].people.tolist() == [100_000_000, 100_000_000, 60_000_000, 0]
    assert parts["year"].units.tolist() == [200_000_000, 60_000_000]
    assert (parts["year"].months.sum(axis=0) == parts["year"].people).all()
    assert plan.targets["ladder"].attain(drivers(), parts, Trace()).level.tolist() == [1, -1, 0, -1]


def test_without_history_nobody_is_judged():
    """No target to miss or reach: no level, and pay is not multiplied by anything but 1."""
    assert reach(TargetLadder(below=0.6), 0, 0) == (-1, 1)
    assert reach(TargetLadder(below=0.6), 10**9, 0) == (-1, 1)
    assert reach(TargetLadder(below=0.6), 0, 1) == (-1, Fraction(6, 10))


@pytest.mark.parametrize(("given_levels", "says"), [
    ([], "the table is empty"),
    ([{"name": "a", "of_history": 1, "coefficient": 1}, {"name": "b", "of_history": 1, "coefficient": 2}],
     "level “b” is not above level “a”"),
    ([{"name": "a", "of_history": 1, "coefficient": 1}, {"name": "b", "target": 1, "coefficient": 2}],
     "all levels as multiples of history, or all as amounts"),
    ([{"name": "a", "of_history": 1, "coefficient": 1}, {"name": "a", "of_history": 2, "coefficient": 2}],
     "two levels have the same name"),
    ([{"name": "a", "coefficient": 1}], "level “a” needs either `of_history` or `target`"),
    ([{"name": "a", "of_history": 1, "target": 5, "coefficient": 1}], "level “a” needs either"),
])
def test_ladders_that_are_refused(given_levels, says):
    with pytest.raises(InputError) as refused:
        TargetLadder.compute({"history": 1, "actual": 1, "levels": given_levels})
    assert says in str(refused.value)


def test_promotion_from_an_unknown_level_is_refused():
    with pytest.raises(InputError, match="promotion is linked to level “sprit”"):
        TargetLadder.compute({"history": 1, "actual": 1, "promotion_from": "sprit"})
