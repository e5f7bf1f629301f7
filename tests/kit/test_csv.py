"""What is written as CSV reads back as it was, and no spreadsheet runs any of it."""

import csv
import io

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from engine.files.csv_text import neutral, plain, read, written

TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@given(TEXTS)
@example("'=1+1")
@example("''@x")
@example("=HYPERLINK(1)")
def test_a_text_comes_back(text):
    assert plain(neutral(text)) == text
    assert not neutral(text).startswith(DANGEROUS)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
@example([("=1", "+2"), ("-3", "@4"), ("\t5", "\r6")])
def test_a_table_comes_back(rows):
    table = pd.DataFrame(rows, columns=["name", "=note"])
    assert read(written(table)).to_numpy().tolist() == [list(row) for row in rows]
    cells = [cell for row in csv.reader(io.StringIO(written(table), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(DANGEROUS)]


@given(st.lists(st.integers(-10**15, 10**15), min_size=1))
def test_amounts_have_two_places_and_are_exact(fen):
    lines = written(pd.DataFrame({"pay": fen}), ["pay"]).split("\r\n")[1:-1]
    assert [int(line.replace(".", "")) for line in lines] == fen
    assert all(line[-3] == "." for line in lines)


def test_nothing_is_an_empty_cell():
    assert written(pd.DataFrame({"a": [1.5, None], "b": ["x", None]}), ["a"]).split("\r\n")[2] == ","
