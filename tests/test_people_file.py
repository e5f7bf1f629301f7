"""people.csv in and out."""

import sys
from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns
from subprocess import run

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.base.problem import InputError
from engine.files import people_file
from engine.files.people_file import people_of, read, table, write
from tests.small import HEADER, ROWS, example, facts, people

BARE = "id,family,post,unit,base_pay"


def test_what_is_left_out():
    one = people(["A,sales,seller,north,5000"], BARE)
    assert (one.name[0], one.superior[0], one.years[0], one.score[0]) == ("A", "", 0, 8500)
    assert (one.coefficient[0], one.virtual_shares[0], one.history[0]) == (1_000_000, 0, 0)
    assert (one.margin_rate[0], one.deduction_rate[0]) == (500_000, 0)  # the company's margin
    assert one.sales.shape == one.pieces.shape == (12, 1) and not one.sales.any()


def test_empty_cells_are_the_default():
    header = "id,family,post,unit,base_pay,years,score,coefficient,history,margin_rate,sales,name"
    one = people(["A,sales,seller,north,5000,,,,,,1200,"], header)
    assert (one.years[0], one.score[0], one.coefficient[0]) == (0, 8500, 1_000_000)
    assert (one.history[0], one.margin_rate[0], one.name[0]) == (120_000, 500_000, "A")
    zero = people(["A,sales,seller,north,5000,0,0,0,0,0,1200,B"], header)
    assert (zero.score[0], zero.coefficient[0], zero.history[0], zero.margin_rate[0]) == (0, 0, 0, 0)


def test_numbers_as_spreadsheets_write_them():
    one = people(['A,sales,seller,north,"5,000.50"'], BARE)
    assert one.base_pay[0] == 500_050
    assert people([" A , sales ,seller,north, 7 "], BARE).id[0] == "A"


def test_years_and_months():
    months = ",".join(f"sales_{month}" for month in range(1, 13))
    given_months = people(["A,sales,seller,north,5000," + ",".join(map(str, range(1, 13)))], f"{BARE},{months}")
    assert given_months.sales[:, 0].tolist() == [100 * month for month in range(1, 13)]
    assert given_months.history[0] == 7800
    year = people(["A,sales,seller,north,5000,0.13"], f"{BARE},sales")
    assert year.sales[:, 0].tolist() == [2] + [1] * 11


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_encodings(encoding):
    content = f"{BARE},name\nA,sales,seller,north,5000,张三\n".encode(encoding)
    assert read(content, facts(), "people.csv").name[0] == "张三"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline):
    content = newline.join([HEADER, *ROWS]).encode()
    assert read(content, facts(), "people.csv") == people()


def test_words_that_pandas_takes_for_nothing():
    """Somebody may be called NA, None or null."""
    two = people(["NA,sales,seller,north,5000,None", "nan,sales,seller,north,5000,null"], f"{BARE},name")
    assert (two.id.tolist(), two.name.tolist()) == (["NA", "nan"], ["None", "null"])


def test_written_and_read_again():
    for of in (people(), example().today.company.people):
        known = facts() if of is not example().today.company.people else example().today.company.facts
        again = read(write(of).to_csv(index=False).encode(), known, "people.csv")
        assert of == again


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 20_000), st.integers(0, 10**8),
                          st.integers(0, 10**13), st.integers(0, 10**6)), min_size=1, max_size=5))
def test_any_numbers_survive_writing(rows):
    header = f"{BARE},score,coefficient,sales,deduction_rate"
    lines = [f"P{i},sales,seller,north,{pay / 100:.2f},{score / 100:.2f},{factor / 10**6:.6f},{sales / 100:.2f},"
             f"{rate / 10**6:.6f}" for i, (pay, score, factor, sales, rate) in enumerate(rows)]
    before = people(lines, header)
    assert before.base_pay.tolist() == [row[0] for row in rows]
    assert before.score.tolist() == [row[1] for row in rows]
    assert before.coefficient.tolist() == [row[2] for row in rows]
    assert before.sales.sum(axis=0).tolist() == [row[3] for row in rows]
    assert before == read(write(before).to_csv(index=False).encode(), facts(), "people.csv")


def test_a_table_from_an_editor():
    """Numbers are numbers there, and empty cells are None or NaN."""
    cells = pd.DataFrame({"id": ["A", "B"], "family": "sales", "post": "seller", "unit": "north",
                          "base_pay": [5000.0, 4000.5], "superior": [None, "A"], "history": [float("nan"), 7.0],
                          "score": [90, None]})
    two = people_of(cells, facts(), "people.csv")
    assert two.base_pay.tolist() == [500_000, 400_050]
    assert two.history.tolist() == [0, 700]
    assert two.score.tolist() == [9000, 8500]
    assert two.superior.tolist() == ["", "A"]


def test_a_rows_place_is_the_one_in_the_file():
    with pytest.raises(InputError, match="row 3, column base_pay"):
        people(["A,sales,seller,north,5000", "B,sales,seller,north,x"], BARE)


def test_many_bad_cells_are_counted():
    with pytest.raises(InputError) as refused:
        people([f"P{i},sales,seller,north,x" for i in range(people_file.SHOWN + 5)], BARE)
    said = [str(problem) for problem in refused.value.problems]
    assert len(said) == people_file.SHOWN + 1
    assert said[-1] == "people.csv column base_pay: 5 more cells have the same problem."


def test_table_is_text():
    cells = table(b"id,base_pay\nA,007\n", "people.csv")
    assert cells.loc[0, "base_pay"] == "007"


def test_people_are_the_same_by_what_stands_in_every_column():
    before = people()
    assert before == people() and before != people().at([1, 0, 2]) and before != before.at([0, 1])
    for key, column in before.arrays().items():
        other = column.copy()
        other[..., 0] = "elsewhere" if column.dtype == object else 7
        assert replace(before, **{key: other}) != before, key


NEW = """    height: Annotated[Whole, Column(Parameter("身高（米）", "Height", Unit.POINTS, low=0, high=3, step=0.01), empty=1.7)]
"""
TRIED = """
import sys
from engine.company.people import People
from engine.files.cases import load
from engine.files.people_file import people_of, write
company = load("car-care").today.company
cells = write(company.people)
assert "height" not in cells and list(People.columns())[-1] == "height"
cells["height"] = [1.8, None] + [1.55] * (len(cells) - 2)
people = people_of(cells, company.facts, "people.csv")
assert people.height[:3].tolist() == [180, 170, 155] and people.height.dtype == "int64"
assert people.at([2, 0]).height.tolist() == [155, 180] and people != company.people
assert write(people)["height"][:3].tolist() == [1.8, 1.7, 1.55]
assert people_of(write(people), company.facts, "people.csv") == people
cells["height"] = 3.5
try:
    people_of(cells, company.facts, "people.csv")
except ValueError as refused:
    sys.exit(str(refused.problems[0]))
"""


def test_a_new_column_is_one_line(tmp_path):
    """In a copy of the engine: declared in one line, it is read, checked, sliced, compared and written back."""
    root = Path(engine.__file__).parent.parent
    for part in ("engine", "scenarios", "locale"):
        copytree(root / part, tmp_path / part, ignore=ignore_patterns("__pycache__"))
    declared = tmp_path / "engine/company/people.py"
    last = "    @classmethod\n    @cache\n"
    source = declared.read_text(encoding="utf-8")
    declared.write_text(source.replace(last, f"{NEW}\n{last}", 1), encoding="utf-8")
    done = run([sys.executable, "-c", TRIED], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr.strip() == "people.csv row 2, column height: 3.5 is out of range; enter a value from 0 to 3."


def test_take():
    some = people().at([2, 0])
    assert some.id.tolist() == ["C", "A"]
    assert some.sales.shape == (12, 2)
    assert some.position == {"C": 0, "A": 1}
