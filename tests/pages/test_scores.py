"""The Scores part of the Targets page: sheets edited with live refusals, tried on a person; KPI, OKR and own tables."""

import pytest

from engine.answers.targets.score_sheets import READY
from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    TARGETS,
    changes,
    edit,
    errors,
    go,
    metrics,
    opened,
    opened_drawer,
    run,
    texts,
    widget,
)

SHEET = "scores.score_sheet"
INDICATORS = f"{SHEET}.indicators"
TABLE = "pay.functional.performance.table"


def scores(case="hospital", lang="en", **query):
    return go(opened(case, lang, **query), TARGETS, 3)


def press(page, key):
    if key.startswith("reset"):
        opened_drawer(page, "changed-by-hand")
    return run(widget(page.button, key).click() and page)


def choose(page, key, value):
    return run(widget(page.selectbox, key).set_value(value) and page)


def with_sheet(ready="general", case="hospital", **query):
    page = choose(scores(case, **query), f"choose-ready-sheet|{case}", ready)
    return press(page, "add-sheet")


def editor(page, prefix):
    """A table after another page was looked at: AppTest sees of a table what it was opened with."""
    return next(each for each in go(go(page, COCKPIT), TARGETS).data_editor if each.key.startswith(prefix))


@pytest.mark.parametrize("ready", [*READY, "assessment_score"])
def test_any_ready_sheet_is_added_and_taken_out(ready):
    page = with_sheet(ready)
    assert not errors(page)
    path, = changes(page)
    before = metrics(scores())["Average score"]
    if ready == "general":
        assert metrics(page)["Average score"] != before
    press(page, f"remove|hospital|{path}")
    assert changes(page) == {} and metrics(page)["Average score"] == before


def test_weights_are_refused_at_once_and_nothing_is_lost():
    page = with_sheet()
    was = metrics(page)["Average score"]
    edit(page, "sheet|", {0: {"weight": 30}})
    assert errors(page) == ["“Sales against history” weighs 30%, so it earns 30 points at most, but a level gives 35: 5 too many.",
                            "the weights sum to 95%; 5% is missing to 100%: add an indicator or raise one."]
    assert list(changes(page)) == [SHEET] and metrics(page)["Average score"] == was
    assert editor(page, "sheet|").value["weight"].tolist() == [30, 20, 15, 30]
    assert len(errors(page)) == 2
    edit(page, "points|", {2: {"points": 30}})
    assert errors(page) == ["the weights sum to 95%; 5% is missing to 100%: add an indicator or raise one."]
    edit(page, "sheet|", {1: {"weight": 25}})
    assert not errors(page) and INDICATORS in changes(page)
    assert [row["weight"] for row in changes(page)[INDICATORS]] == [0.3, 0.25, 0.15, 0.3]
    assert changes(page)[INDICATORS][0]["levels"][-1] == {"at": 100, "points": 30}
    assert any("its best earns only 20 points: 5 of its weight nobody can earn" in each.value for each in page.warning)


@pytest.mark.parametrize(("weight", "sentence"), [
    (12, "“Part collected” weighs 12%, which is not a step of 5%; take 10% or 15%."),
    (40, "Row 2, Weight: 40% is out of range; enter a value from 5% to 35%."),
    (None, "Row 2, Weight: 0% is out of range; enter a value from 5% to 35%.")])
def test_a_weight_out_of_step_or_range(weight, sentence):
    page = edit(with_sheet(), "sheet|", {1: {"weight": weight}})
    assert sentence in errors(page)


def test_a_row_is_added_and_another_deleted():
    page = with_sheet()
    edit(page, "sheet|", added=[{"zh": "新客户", "en": "New customers", "weight": 20}], deleted=[1])
    assert errors(page) == ["“New customers” is scored by level but has no levels; add one, such as full points at the target."]
    assert editor(page, "sheet|").value["en"].tolist() == ["Sales against history", "Serious complaints", "The superior's view",
                                                            "New customers"]
    choose(page, f"choose-indicator|{INDICATORS}|hospital", "3")
    edit(page, "points|", added=[{"at": 5, "points": 20}])
    assert not errors(page)
    rows = changes(page)[INDICATORS]
    assert [row["zh"] for row in rows] == ["销售完成率", "重大投诉", "上级评价", "新客户"]
    assert rows[-1]["levels"] == [{"at": 5, "points": 20}] and rows[1]["per_unit"] == -5


def test_points_added_and_taken_off_are_edited():
    page = choose(with_sheet(), f"choose-indicator|{INDICATORS}|hospital", "2")
    key = next(each.key for each in page.number_input if each.key.endswith("|2|start"))
    run(widget(page.number_input, key).set_value(20.0) and page)
    assert "but its start gives 20: 5 too many" in errors(page)[0] and widget(page.number_input, key).value == 20
    run(widget(page.number_input, key).set_value(10.0) and page)
    assert not errors(page) and changes(page)[INDICATORS][2]["start"] == 10


def test_a_change_taken_back_elsewhere_wins():
    page = edit(with_sheet(), "sheet|", {1: {"weight": 35}})
    assert errors(page)
    press(page, "reset-all")
    assert not errors(page) and changes(page) == {} and not [each for each in page.data_editor if each.key.startswith("sheet|")]


def test_try_it_with_a_person():
    page = with_sheet()
    assert metrics(page)["Performance score"] == "100"
    own = widget(page.selectbox, "choose-try-sheet|score_sheet|hospital")
    run(own.select_index(5) and page)
    fields = [each for each in page.number_input if each.key.startswith("trysheet|")]
    assert len(fields) == 4 and not errors(page)
    run(fields[0].set_value(0.0) and page)
    rows = next(each.value for each in page.dataframe if "Indicator" in each.value.columns and "Points" in each.value.columns)
    assert rows["Points"][0] == "0 / 35"
    total = sum(float(each.split(" / ")[0]) for each in rows["Points"])
    assert metrics(page)["Performance score"] == f"{total:g}"


def test_conduct_is_chosen_of_26():
    page = with_sheet()
    picker = next(each for each in page.multiselect if each.key.startswith("conduct|"))
    assert len(picker.options) == 26
    run(picker.set_value(["fairness", "honesty", "tolerance"]) and page)
    assert changes(page)[f"{SHEET}.conduct"] == ["fairness", "honesty", "tolerance"]
    assert any("With 3 the points are brought to 100" in each.value for each in page.caption)


# ---------------------------------------------------------------- tables

def test_kpi_okr_and_own_table():
    page = scores()
    key = next(each.key for each in page.button_group if each.key.startswith("which-table|"))
    assert widget(page.button_group, key).value == "kpi"
    run(widget(page.button_group, key).set_value("okr") and page)
    assert changes(page)[TABLE][-1]["coefficient"] == 1.15 and len(changes(page)[TABLE]) == 10
    assert any("our assumption" in each.value for each in page.caption)
    edit(page, "bands|", {9: {"coefficient": 1.3}})
    assert widget(page.button_group, key).value == "own" and changes(page)[TABLE][-1]["coefficient"] == 1.3
    run(widget(page.button_group, key).set_value("kpi") and page)
    assert changes(page) == {}
    run(widget(page.button_group, key).set_value("own") and page)
    assert changes(page)[TABLE][-1]["coefficient"] == 1.3, "the own table has been kept"


@pytest.mark.parametrize(("edited", "sentence"), [
    ({0: {"to": 55}}, "nothing says what a score from 55 to 60 earns: row 1 ends at 55 and row 2 begins at 60; "
                      "let row 1 end at 60, or row 2 begin at 55."),
    ({0: {"to": 63}}, "a score from 60 to 63 is in two rows: row 1 ends at 63 and row 2 begins at 60; "
                      "let row 1 end at 60, or row 2 begin at 63."),
    ({1: {"from": 65}}, "rows 2 and 3 both start at 65; delete one of them."),
    ({1: {"from": 72}}, "row 3 starts at 65, below row 2; sort the rows from small to large."),
    ({1: {"coefficient": -0.5}}, "Row 2, Coefficient: ×-0.5 is out of range; enter a value from ×0 to ×10.")])
def test_a_table_is_refused_in_words(edited, sentence):
    page = edit(scores(), "bands|", edited)
    assert errors(page) == [sentence] and changes(page) == {}
    place, (column, value) = next((place, *cell.items()) for place, cell in edited.items())
    assert editor(page, "bands|").value[column][place] == value, "what was entered is still there"


def test_a_falling_table_is_flagged():
    page = edit(scores(), "bands|", {8: {"coefficient": 0.9}})
    assert not errors(page) and any("the coefficient falls from ×1 to ×0.9" in each.value for each in page.warning)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages(lang):
    page = with_sheet("front_desk", lang=lang)
    edit(page, "sheet|", {0: {"weight": 12}})
    assert len(errors(page)) == 2
    said = [words for _, words in texts(page)]
    if lang == "zh":
        assert any("权重 12%，不是 5% 的倍数" in each for each in said)
    else:
        assert not [each for where, each in texts(page) if CHINESE.search(each) and "options" not in where and "语言" not in each]
