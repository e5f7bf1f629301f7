"""Score sheets: points at the thresholds, weights that are refused by how much, and a year's scores by them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.targets.score_sheets import READY
from engine.base import text
from engine.base.problem import InputError
from engine.files.cases import load
from engine.rules.parts.conduct import CONDUCT, POINTS
from engine.rules.parts.indicators import Indicator, ScoreLevel, findings, weights_problem
from engine.rules.scores.score_sheet import ScoreSheet
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, half_up, scenario
from tests.test_scores import ASSESSED, MORE


def indicator(**changes):
    return {"zh": "招聘", "en": "Hiring", "weight": 0.2, "levels": [{"at": 80, "points": 10}, {"at": 90, "points": 20}], **changes}


def fault(**changes):
    return indicator(**{"scoring": "add_subtract", "better": "lower", "start": 20, "per_unit": -5, **changes})


def points(actual, line):
    exact = Fraction(str(actual))
    one = Indicator.model_validate(line)
    return int(one.points((np.array([exact.numerator]), np.array([exact.denominator])))[0]) / 100


def sheet(*weights, **changes):
    rows = [indicator(zh=f"指标{i}", en=f"indicator {i}", weight=weight, levels=[{"at": 1, "points": 1}])
            for i, weight in enumerate(weights)]
    return {"indicators": rows, "actuals": [1] * len(rows), **changes}


@pytest.mark.parametrize(("actual", "earned"), [(89.99, 10), (90, 20), (80, 10), (79.99, 0), (-5, 0), (1000, 20)])
def test_by_level_exactly_on_a_threshold(actual, earned):
    assert points(actual, indicator()) == earned


@pytest.mark.parametrize(("actual", "earned"), [(5, 10), (5.01, 5), (10, 5), (10.01, 0), (0, 10)])
def test_lower_is_better(actual, earned):
    """Turnover of at most 5% earns all, of at most 10% half."""
    line = indicator(weight=0.1, better="lower", levels=[{"at": 5, "points": 10}, {"at": 10, "points": 5}])
    assert points(actual, line) == earned


@pytest.mark.parametrize(("actual", "line", "earned"), [
    (0, fault(), 20), (1, fault(), 15), (4, fault(), 0), (9, fault(), 0), (9, fault(floor=5), 5),
    (9, fault(start=10, weight=0.1, base=10, per_unit=1), 9),  # ten people wanted, a point less for each missing
    (3, fault(start=0, per_unit=3), 9), (100, fault(start=0, per_unit=3, cap=12), 12),
    (25, fault(start=0, per_unit=1, unit=10), 2), (-25, fault(start=20, per_unit=1, unit=10), 18),  # whole units only
    (0.3, fault(start=0, per_unit=1, unit=0.1), 3)])
def test_added_and_taken_off(actual, line, earned):
    assert points(actual, line) == earned


@pytest.mark.parametrize(("weights", "sentence"), [
    ((0.35, 0.35, 0.25), "the weights sum to 95%; 5% is missing to 100%: add an indicator or raise one."),
    ((0.35, 0.35, 0.35), "the weights sum to 105%, 5% above 100%: lower one or delete an indicator."),
    ((0.35, 0.35, 0.28), "indicators.2: “indicator 2” weighs 28%, which is not a step of 5%; take 25% or 30%."),
    ((0.4, 0.35, 0.25), "indicators.0.weight: 40% is out of range; enter a value from 5% to 35%."),
    ((0.35, 0.35, 0.3, 0.0), "indicators.3.weight: 0% is out of range; enter a value from 5% to 35%."),
    ((), "the sheet has no indicators; add at least three, such as sales, collection and service.")])
def test_weights_are_refused_by_how_much(weights, sentence):
    with pytest.raises(InputError) as refused:
        ScoreSheet.compute(sheet(*weights))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("line", "sentence"), [
    (indicator(levels=[]), "“Hiring” is scored by level but has no levels"),
    (indicator(levels=[{"at": 80, "points": 10}, {"at": 80, "points": 20}]), "“Hiring” has two levels at 80; delete one"),
    (indicator(levels=[{"at": 90, "points": 10}, {"at": 80, "points": 5}]), "sort the levels from small to large"),
    (indicator(levels=[{"at": 80, "points": 20}, {"at": 90, "points": 10}]), "90 is better than 80 but earns fewer points (10 after 20)"),
    (indicator(better="lower"), "80 is better than 90 but earns fewer points (10 after 20)"),
    (indicator(levels=[{"at": i, "points": i} for i in range(9)]), "has 9 levels; at most 7 tell people apart: delete 2"),
    (indicator(weight=0.1), "weighs 10%, so it earns 10 points at most, but a level gives 20: 10 too many"),
    (fault(weight=0.1), "but its start gives 20: 10 too many"), (fault(cap=25), "but its most gives 25: 5 too many"),
    (fault(floor=15, cap=10), "the fewest points (15) are above the most (10)"),
    (indicator(zh="", en=" "), "an indicator has no name")])
def test_a_line_is_refused_in_a_sentence(line, sentence):
    with pytest.raises(InputError) as refused:
        ScoreSheet.compute({"indicators": [line], "actuals": [1]})
    assert sentence in str(refused.value)


def test_each_actual_has_its_indicator():
    with pytest.raises(InputError, match="actuals: 3 values for 4 indicators; give one for each"):
        ScoreSheet.compute({"actuals": [1, 2, 3]})
    with pytest.raises(InputError, match="conduct_levels: 1 values for 2 indicators"):
        ScoreSheet.compute({"actuals": [1, 2, 3, 4], "conduct_levels": [5]})
    with pytest.raises(InputError, match=r"indicator “Hiring” is there twice"):
        ScoreSheet.compute({"indicators": [indicator()] * 5, "actuals": [1] * 5})
    with pytest.raises(InputError, match=r"there is no conduct indicator “initiativ”\. Did you mean “initiative”"):
        ScoreSheet.compute({"actuals": [1] * 4, "conduct": ["initiativ"]})


def test_a_sheet_by_hand():
    """92% of sales 25, all collected 20, one complaint 10, a view of 88 gives 20: 75. With self 95: 83. Levels 4 and 5: 90."""
    found = ScoreSheet.compute({"actuals": [92, 100, 1, 88], "conduct_levels": [4, 5], "self": 95})
    assert found == {"points": [25, 20, 10, 20], "performance": 75, "conduct": 90, "score": 84.4}
    assert ScoreSheet.compute({"actuals": [92, 100, 1, 88]})["score"] == 75
    assert ScoreSheet.compute({"actuals": [92, 100, 1, 88], "self": 95, "panel": 55, "panel_weight": 0.2})["score"] == 75
    # 75 × 60% + 95 × 20% + 55 × 20%; without an own assessment 75 and 55 share by 6 to 2
    assert ScoreSheet.compute({"actuals": [92, 100, 1, 88], "panel": 55, "panel_weight": 0.2})["score"] == 70


def test_superior_and_panel_weigh_no_more_than_all():
    with pytest.raises(InputError, match=r"superior and panel together weigh 110%; .* lower one of them by 10%"):
        ScoreSheet.compute({"actuals": [1] * 4, "panel_weight": 0.5})


@pytest.mark.parametrize("levels", [(1,), (5,), (1, 5), (2, 3, 4), (3,) * 7])
def test_conduct_is_out_of_a_hundred(levels):
    got = ScoreSheet().conduct_score(levels)
    assert 2000 <= got <= 10_000 and abs(got - Fraction(sum(POINTS[each - 1] for each in levels) * 200, len(levels))) <= 0.5


def test_there_are_26_conduct_indicators_of_five_levels():
    assert len(CONDUCT) == 26
    for language in ("zh", "en"):
        assert len({each.name[language] for each in CONDUCT.values()}) == 26
        assert all(len({level[language] for level in each.levels}) == 5 for each in CONDUCT.values())


@pytest.mark.parametrize("name", READY)
def test_a_ready_sheet_stands_and_gives_full_marks_to_the_best(name):
    ready = READY[name]
    rule = ScoreSheet.model_validate({"indicators": ready.indicators, "conduct": ready.conduct, **ready.terms})
    assert findings(rule.indicators) == []
    best = [100.0 if each.better == "higher" else 0.0 for each in rule.indicators]
    found = ScoreSheet.compute({**rule.model_dump(mode="json"), "actuals": best})
    assert found["performance"] == 100 and ready.note()


def test_points_nobody_can_earn_are_found():
    one = Indicator.model_validate(indicator(weight=0.35))
    assert "35%, but its best earns only 20 points: 15 of its weight" in findings([one])[0]


ENTERED = [indicator(zh=f"项{i}", en=f"item {i}", levels=[{"at": 1, "points": 20}], assumed=1) for i in range(5)]


def test_a_year_by_a_sheet():
    """Sales against history: A 120%, B 90%, C 100%, D nothing to measure; a view of 90 30 points, of 69.99 10, of 70 10."""
    outcome = simulate(scenario({"score_coefficient": {}}, ROWS, HEADER, scores={"score_sheet": {}},
                                assumptions={"years": 1, "revenue_growth": 0.0}), trace=True)
    assert outcome.year(1).people.score.tolist() == [10_000, 8000, 8000, 4500]
    assert {step.label.en for step in outcome.trace.steps if step.path == "scores.score_sheet"} >= {
        "Sales against history", "Performance score", "Score"}
    better = simulate(scenario({"score_coefficient": {}}, ROWS, HEADER, scores={"score_sheet": {}},
                               assumptions={"years": 1, "revenue_growth": 0.2}))
    assert better.year(1).people.score.tolist() == [10_000, 9000, 8000, 4500]  # B sells 108% of history now


def test_a_sheet_with_self_conduct_and_assumed_values():
    plan = {"sheet": {"rule": "score_sheet", "indicators": ENTERED}}
    got = simulate(scenario(rows=ASSESSED, header=MORE, scores=plan)).year(1).people.score.tolist()
    # 100 by the sheet; A: 100 and 95 → 98 × 80% + 84 × 20%; B + 20; C 100 and 80 → 92 − 3.5; D 100 and 70 → 88, 60, − 20
    assert got == [9520, 12_000, 8850, 6240]


def test_for_a_panel_in_the_people_table():
    rows = [f"{row},80" for row in ROWS]
    plan = {"sheet": {"rule": "score_sheet", "indicators": ENTERED, "panel_weight": 0.3}}
    got = simulate(scenario(rows=rows, header=HEADER + ",panel_score", scores=plan)).year(1).people.score.tolist()
    assert got == [9333] * 4  # (100 × 60 + 80 × 30) / 90


@given(st.lists(st.integers(1, 7), min_size=1, max_size=20))
def test_the_sum_of_weights_names_the_gap(weights):
    total, said = sum(weights) * 5, weights_problem([each / 20 for each in weights])
    assert (said == "") == (total == 100)
    assert said == "" or f"{abs(100 - total)}%" in said


@given(st.integers(-10**6, 10**6), st.integers(-100, 100), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20),
       st.booleans())
def test_points_stay_between_floor_and_cap(actual, per_unit, start, floor, above, lower):
    cap = min(20, floor + above)
    line = fault(per_unit=per_unit, start=start, floor=floor, cap=cap, better="lower" if lower else "higher")
    assert floor <= points(actual / 100, line) <= cap


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(0, 35)), min_size=1, max_size=7, unique_by=lambda row: row[0]),
       st.lists(st.integers(-60_000, 60_000), min_size=2, max_size=5), st.booleans())
def test_a_better_actual_never_earns_less(rows, actuals, lower):
    bounds = sorted(at for at, _ in rows)
    earned = sorted((points for _, points in rows), reverse=lower)
    one = Indicator(zh="甲", weight=0.35, better="lower" if lower else "higher",
                    levels=tuple(ScoreLevel(at=at, points=each) for at, each in zip(bounds, earned, strict=True)))
    column = np.array(sorted(actuals, reverse=lower))
    got = one.points((column, np.full(len(column), 100))).tolist()
    assert got == sorted(got) and got[0] >= 0 and got[-1] <= 3500


def test_a_sentence_in_chinese():
    text.use("zh")
    try:
        with pytest.raises(InputError, match="权重合计 95%，还差 5%"):
            ScoreSheet.compute(sheet(0.35, 0.35, 0.25))
    finally:
        text.use("en")


def test_the_restaurants_sheets():
    """Every core member's score is 35 + 20 + 10 for output, complaints and turnover, and 10, 20 or 30 for the view."""
    case = load("store-chain")
    year = simulate(case.scenario("score-sheets")).year(1)
    people, before = year.people, case.today.company.people
    core = people.family == "core"
    view = np.select([before.score >= 9200, before.score >= 8500, before.score >= 7500], [3000, 2000, 1000], 0)
    assert people.score[core].tolist() == (6500 + view)[core].tolist()
    office = people.family == "office"
    assert people.score[office].tolist() == before.score[office].tolist()
    paid = next(line for line in year.lines if line.group == "core" and line.element == "performance")
    rates = {7500: 110, 8500: 115, 9500: 115}
    assert paid.amount[0].tolist() == [half_up(Fraction(int(people.base_pay[i]) * rates[int(people.score[i])], 500))
                                       for i in paid.people]
