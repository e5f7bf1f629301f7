"""Who reaches which level, how attainment and scores are spread, and target letters that sum exactly."""

import numpy as np
import pytest

from engine.answers.targets.attainment import (
    bounds,
    by_month,
    coefficient_steps,
    comparable,
    exact,
    handed_down,
    in_bands,
    ladders,
    letters,
    score_elements,
    score_spread,
    scores_of,
    spread,
    standing,
)
from engine.base import text
from engine.files.cases import load, names
from engine.rules.pay.score_coefficient import PerformanceTerms
from engine.rules.targets.target_ladder import TargetLadder
from engine.run.simulate import simulate
from tests.small import scenario

LADDER = {"ladder": {"rule": "target_ladder"}}


def test_who_stands_where():
    """A sells 1.2 of its history, B 0.9, C 1.0 (the floor exactly), D has none."""
    stands = standing(scenario(targets=LADDER), "ladder")
    assert [stands.at(level) for level in (-1, 0, 1, 2, 3)] == [1, 1, 1, 0, 0]
    assert stands.without_target == 1 and stands.percent.tolist() == [120, 90, 100]


def test_units_by_the_same_levels():
    """North sells 2.1 of 2.0 million, south 0.6 of 0.6."""
    stands = standing(scenario(targets=LADDER), "ladder", of="unit")
    assert [stands.at(level) for level in (-1, 0, 1)] == [0, 2, 0]
    company = standing(scenario(targets=LADDER), "ladder", of="company")
    assert company.at(int(company.level[0])) == 1


def test_growth_lifts_people_up_the_ladder():
    world = scenario(targets=LADDER, assumptions={"revenue_growth": 0.5})
    assert [standing(world, "ladder").at(level) for level in (-1, 0, 1, 2, 3)] == [0, 0, 1, 2, 0]


@pytest.mark.parametrize("case", names())
def test_standing_is_what_the_pipeline_attains(case):
    for key in ("today", *load(case).reforms):
        world = load(case).scenario(key)
        year = simulate(world).year()
        for name, rule in ladders(world.plan).items():
            stands = standing(world, name)
            whole = sum(stands.at(level) for level in range(-1, len(rule.levels)))
            assert whole + stands.without_target == len(stands.level)
            if rule.of == "person":
                assert (stands.level == year.attained[name].level).all()
            table = spread({"now": stands})
            assert table["number"].sum() == len(stands.percent) and len(table) <= 31


def test_the_histogram_counts_everybody_once():
    stands = standing(scenario(targets=LADDER), "ladder")
    table = spread({"now": stands})
    full = table[table["number"] > 0]
    assert full["low"].tolist() == [0.9, 1.0, 1.2] and full["number"].tolist() == [1, 1, 1]
    assert spread({}).empty


def test_levels_as_lines_and_steps():
    rule = TargetLadder()
    assert bounds({"now": rule})["place"].tolist() == [1.0, 1.1, 1.43, 2.145]
    steps = coefficient_steps({"now": rule}).set_index("place")["coefficient"]
    assert steps[1.0] == 0.8 and steps[1.1] == 1.0 and steps[2.145] == 1.5 and steps[0] == 0
    assert steps[steps.index < 1.0].max() == 0


def test_levels_in_yuan():
    rule = TargetLadder.model_validate({"levels": [{"name": "floor", "target": 1000, "coefficient": 1},
                                                   {"name": "sprint", "target": 2000, "coefficient": 2}]})
    assert not comparable(rule) and comparable(TargetLadder()) and bounds({"now": rule}).empty
    assert coefficient_steps({"now": rule}).set_index("place")["coefficient"][2.0] == 2


SPLIT = {"split": {"rule": "target_split", "annual": 1_000_000.01}}


def test_letters_sum_to_the_fen():
    world = scenario(targets=SPLIT)
    parts, unit_of = handed_down(world)
    table = letters(world.company, simulate(world).year(), parts["split"], unit_of)
    assert exact(parts["split"]) and by_month(parts["split"]).sum() == 100_000_001
    units, people = table[table["id"] == ""], table[table["id"] != ""]
    assert units["unit"].tolist() == ["north", "south"] and people["id"].tolist() == ["A", "B", "C", "D"]
    assert table.iloc[0]["unit"] == "north" and table.iloc[1]["id"] == "A"
    for rows in (units, people):
        fen = rows.select_dtypes("number")
        assert fen["annual"].sum() == 100_000_001
        assert (fen[[f"q{n}" for n in range(1, 5)]].sum(axis=1) == fen["annual"]).all()
        assert (fen[[f"m{n}" for n in range(1, 13)]].sum(axis=1) == fen["annual"]).all()
        assert (fen[["m1", "m2", "m3"]].sum(axis=1) == fen["q1"]).all()


def test_without_any_history_nothing_is_handed_down():
    rows = ["A,sales,seller,north,,5000,5,90,1,100,0,0"]
    assert not exact(handed_down(scenario(rows=rows, targets=SPLIT))[0]["split"])


# ---------------------------------------------------------------- scores

@pytest.mark.parametrize(("points", "mean", "inside", "words"), [
    ([80, 85, 78, 90, 70], 80.6, 1.0, []), ([95, 96, 97], 96.0, 0.0, ["average", "Only 0%"]),
    ([95, 95], 95.0, 0.0, ["average", "Only"]), ([94.99, 80], 87.5, 0.5, []), ([60, 100, 80], 80.0, 1 / 3, ["Only 33%"]),
    ([], 0.0, 0.0, [])])
def test_findings_about_scores(points, mean, inside, words):
    text.use("en")
    found = scores_of(np.array([round(each * 100) for each in points], dtype=np.int64))
    assert round(found.mean, 1) == round(mean, 1) and found.inside == pytest.approx(inside)
    assert len(found.findings()) == len(words)
    assert all(word in finding for word, finding in zip(words, found.findings(), strict=True))


def test_spread_of_scores():
    table = score_spread(np.array([6999, 7000, 7499, 10_500]))
    assert table["low"].tolist()[0] == 65 and table["people"].sum() == 4
    assert table.set_index("low").loc[70, "people"] == 2 and table["high"].max() == 110


def test_bands_count_everybody():
    """69.99 is in the band of 65."""
    rows = in_bands(PerformanceTerms(), np.array([6999, 7000, 9500, 12_000]))
    assert [(low, at, people) for low, at, people in rows if people] == [(95, 1.2, 2), (70, 0.6, 1), (65, 0.5, 1)]
    high = PerformanceTerms.model_validate({"table": [{"from": 80, "coefficient": 1}]})
    assert in_bands(high, np.array([7999, 8000])) == [(80, 1, 1), (0, 0, 1)]


def test_elements_that_pay_by_score():
    plan = scenario({"sales": {"score_coefficient": {}}, "support": {"fixed_pay": {}, "roll_out": {}}}).plan
    assert [(group, name) for group, name, _ in score_elements(plan)] == [("sales", "score_coefficient"),
                                                                         ("support", "roll_out")]
