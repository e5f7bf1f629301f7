"""Tables from score to coefficient: the two ready ones at their bounds, and what is refused or flagged in one's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.plan.scenario import plain
from engine.rules.parts.score_bands import KPI, OKR, ScoreBand, findings, table_name
from engine.rules.pay.score_coefficient import ScoreCoefficient
from tests.small import scenario


def coefficient(score, table):
    return ScoreCoefficient.compute({"score": score, "table": table})["coefficient"]


@pytest.mark.parametrize(("score", "kpi", "okr"), [
    (0, 0, 0), (39.99, 0, 0), (40, 0, 0.6), (49.99, 0, 0.6), (50, 0, 0.7), (55, 0, 0.8), (59.99, 0, 0.8), (60, 0.4, 0.9),
    (64.99, 0.4, 0.9), (65, 0.5, 1), (70, 0.6, 1.05), (75, 0.7, 1.1), (79.99, 0.7, 1.1), (80, 0.8, 1.1), (82.5, 0.8, 1.1),
    (84.99, 0.8, 1.1), (85, 0.9, 1.15), (90, 1, 1.15), (95, 1.2, 1.15), (120, 1.2, 1.15)])
def test_the_ready_tables_by_name(score, kpi, okr):
    assert (coefficient(score, "kpi"), coefficient(score, "okr")) == (kpi, okr)


def test_a_table_knows_its_name():
    assert [table_name(table) for table in (KPI, OKR, KPI[1:])] == ["kpi", "okr", "own"]
    rule = ScoreCoefficient.model_validate({"table": "okr"})
    assert ScoreCoefficient.model_validate(plain(rule)) == rule and rule.table == OKR
    with pytest.raises(InputError, match="“ork” is not a table"):
        coefficient(50, "ork")


def test_an_override_names_a_table():
    reformed = scenario({"score_coefficient": {}}).reformed({"pay.sales.score_coefficient.table": "okr"})
    assert reformed.plan.pay["sales"]["score_coefficient"].table == OKR
    assert reformed.plan.pay["support"]["score_coefficient"].table == KPI


def rows(*bands):
    return [{key: value for key, value in zip(("from", "to", "coefficient"), band, strict=True) if value is not None}
            for band in bands]


@pytest.mark.parametrize(("table", "sentence"), [
    (rows((0, 60, 0), (65, None, 1)), "nothing says what a score from 60 to 65 earns: row 1 ends at 60 and row 2 begins at 65; "
                                      "let row 1 end at 65, or row 2 begin at 60."),
    (rows((0, 60, 0), (55, None, 1)), "a score from 55 to 60 is in two rows: row 1 ends at 60 and row 2 begins at 55; "
                                      "let row 1 end at 55, or row 2 begin at 60."),
    (rows((60, 60, 1)), "row 1 ends at 60, not above its start of 60"),
    (rows((60, None, 1), (60, None, 2)), "rows 1 and 2 both start at 60; delete one of them."),
    (rows((60, None, 1), (50, None, 2)), "row 2 starts at 50, below row 1; sort the rows from small to large."),
    (rows((0, None, -0.5)), "table.0.coefficient: ×-0.5 is out of range; enter a value from ×0 to ×10."),
    (rows((-5, None, 1)), "table.0.from: −5 is out of range"), ([], "the table is empty; add at least one row.")])
def test_what_is_refused(table, sentence):
    with pytest.raises(InputError) as refused:
        coefficient(50, table)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(("table", "sentence"), [
    (rows((0, 60, 0.5), (60, None, 0.4)), "Row 2: from 60 points the coefficient falls from ×0.5 to ×0.4"),
    (rows((60, None, 1)), "Scores below 60 are in no row and earn nothing"),
    (rows((0, 100, 1)), "Scores from 100 on are in no row; they earn the highest row's ×1")])
def test_what_is_flagged(table, sentence):
    [said] = findings(tuple(ScoreBand.model_validate(row) for row in table))
    assert sentence in said and coefficient(100, table) is not None


def test_the_ready_tables_have_nothing_to_flag():
    assert findings(KPI) == findings(OKR) == []


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 500)), min_size=1, max_size=9, unique_by=lambda row: row[0]),
       st.integers(0, 20_000))
def test_ends_change_nothing(bands, score):
    """With every end written out the table says what it says without."""
    bands = sorted(bands)
    without = [{"from": start / 100, "coefficient": at / 100} for start, at in bands]
    ends = [each["from"] for each in without[1:]]
    written = [{**band, "to": end} for band, end in zip(without, ends, strict=False)] + without[len(ends):]
    expected = next((at / 100 for start, at in reversed(bands) if start <= score), 0)
    assert coefficient(score / 100, without) == coefficient(score / 100, written) == pytest.approx(expected)
