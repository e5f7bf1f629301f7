"""people.csv: one row a person, in the columns that `People` declares; reading reports every bad cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from engine.base import text
from engine.base.money import split_array
from engine.base.problem import InputError, Problem, nearest
from engine.base.text import t
from engine.company.company import MONTHS, PPM, Facts
from engine.company.people import Column, People
from engine.files import csv_text

SHOWN = 10
"""Bad cells listed one by one per column; the rest are counted."""


def read(source: Path | bytes, facts: Facts, file: str) -> People:
    """The people of a company.

    Raises:
        InputError: every bad cell, duplicate person, unknown post, missing superior, with its row.
    """
    return people_of(table(source, file), facts, file)


def table(source: Path | bytes, file: str) -> pd.DataFrame:
    """The cells as texts; UTF-8 or, as Chinese spreadsheets write it, GB 18030.

    Raises:
        InputError: not readable, no text, no table, or rows longer than the header.
    """
    try:
        raw = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise InputError([Problem(file, "", t("this cannot be read ({detail}).", detail=error.strerror))]) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            cells = csv_text.read(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise InputError([Problem(file, "", t("the table cannot be read ({detail}); save it as CSV with one "
                                                  "header row.", detail=str(error).strip()))]) from error
        if not isinstance(cells.index, pd.RangeIndex):
            # pandas takes what the header does not name for row labels, and everything would be shifted.
            raise InputError([Problem(file, "", t("the rows have more cells than the header; delete the cells "
                                                  "after the last column, or name them."))])
        return cells
    raise InputError([Problem(file, "", t("the file is not text; save it as CSV (UTF-8)."))])


def people_of(cells: pd.DataFrame, facts: Facts, file: str) -> People:
    """People from a table of texts (or of numbers, as an editor gives them).

    Raises:
        InputError: every column that is lacking or unknown, else every bad cell.
    """
    cells = cells.rename(columns=str).map(lambda cell: "" if cell is None or cell != cell else str(cell).strip())
    problems = list(_columns(cells, file))
    if problems:
        raise InputError(problems)
    columns: dict[str, np.ndarray] = {}
    for key, column in People.columns().items():
        if column.by_month and f"{key}_1" in cells:
            months = [_numbers(cells, f"{key}_{m}", column, file, problems) for m in range(1, MONTHS + 1)]
            columns[key] = np.stack(months)
        elif column.text:
            columns[key] = _texts(cells, key, column, file, problems)
        else:
            columns[key] = _numbers(cells, key, column, file, problems)
    problems += _references(columns, facts, file)
    if not len(cells):
        problems.append(Problem(file, "", t("there are no people; add at least one row.")))
    if problems:
        raise InputError(problems)
    return _people(columns, facts)


def _columns(cells: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Unknown, repeated and missing columns."""
    declared = People.columns()
    monthly = {key: [f"{key}_{m}" for m in range(1, MONTHS + 1)] for key, column in declared.items() if column.by_month}
    known = {*declared, *(name for names in monthly.values() for name in names)}
    for name in cells.columns:
        if name not in known:
            yield Problem(file, t("column {name}", name=name), t("there is no such column.") + nearest(name, declared))
    for key, column in declared.items():
        if column.required and key not in cells:
            yield Problem(file, t("column {name}", name=key), t("this column is missing; add it."))
    for key, names in monthly.items():
        given = [name for name in names if name in cells]
        if given and len(given) < MONTHS:
            yield Problem(file, t("column {name}", name=key), t("only {n} of the twelve months are there; give all "
                                                                "of {key}_1 … {key}_12.", n=len(given), key=key))
        if given and key in cells:
            yield Problem(file, t("column {name}", name=key), t("the year and its months are both there; delete "
                                                                "one of them."))


def _texts(cells: pd.DataFrame, key: str, column: Column, file: str, problems: list[Problem]) -> np.ndarray:
    """A column as texts; what an empty cell means where it is empty."""
    texts = cells[key].to_numpy(dtype=object) if key in cells else np.full(len(cells), "", dtype=object)
    if column.required:
        problems += _listed(file, key, np.flatnonzero(texts == ""), texts,
                            lambda cell: t("the cell is empty; fill it in."))
    else:
        texts = np.where(texts == "", str(column.empty), texts)
    choices = column.parameter.choices
    if choices is not None:
        strange = np.array([each not in choices for each in texts], dtype=bool)
        problems += _listed(file, key, np.flatnonzero(strange), texts, lambda cell: t(
            "“{given}” is not one of the choices.", given=cell) + nearest(cell, filter(None, choices)))
    return texts


def _numbers(cells: pd.DataFrame, key: str, column: Column, file: str, problems: list[Problem]) -> np.ndarray:
    """A column as integers, scaled by its unit; what an empty cell means where it is empty."""
    parameter = column.parameter
    if key not in cells:
        return np.full(len(cells), column.kept_empty, dtype=np.int64)
    texts = cells[key].str.replace(",", "", regex=False)
    empty = (texts == "").to_numpy()
    numbers = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=np.float64)
    bad = ~empty & ~np.isfinite(numbers)
    raw = cells[key].to_numpy(dtype=object)
    if column.required:
        problems += _listed(file, key, np.flatnonzero(empty), raw,
                            lambda cell: t("the cell is empty; fill it in."))
    problems += _listed(file, key, np.flatnonzero(bad), raw,
                        lambda cell: t("“{given}” is not {wanted}; mend the entry.", given=cell, wanted=t("a number")))
    numbers = np.where(bad | empty, max(0.0, parameter.low or 0.0), numbers)
    low, high = parameter.low, parameter.high
    outside = np.zeros(len(numbers), dtype=bool)
    if low is not None:
        outside |= numbers < low
    if high is not None:
        outside |= numbers > high
    problems += _listed(file, key, np.flatnonzero(outside & ~bad), raw, lambda cell: t(
        "{given} is out of range; enter a value from {low} to {high}.", given=cell,
        low=text.value(low, parameter.unit), high=text.value(high, parameter.unit)))
    scaled = np.where(outside, 0.0, numbers) * column.scale
    whole = np.rint(scaled)
    inexact = (np.abs(scaled - whole) > 1e-6 * np.maximum(1.0, np.abs(scaled) * 1e-6)) & ~bad
    problems += _listed(file, key, np.flatnonzero(inexact), raw, lambda cell: t(
        "{given} has too many decimals; at most {places} are kept.", given=cell,
        places=column.places))
    result = whole.astype(np.int64)
    result[empty] = column.kept_empty
    return result


def _references(columns: dict[str, np.ndarray], facts: Facts, file: str) -> Iterator[Problem]:
    """Duplicate people, unknown families, posts and units, superiors who are not there."""
    ids = columns["id"]
    row_of: dict[str, int] = {}
    for row, each in enumerate(ids, start=2):
        if each and each in row_of:
            yield Problem(file, t("row {row}, column {name}", row=row, name="id"),
                          t("“{given}” is already in row {other}; give everybody an ID of their own.", given=each,
                            other=row_of[each]))
        row_of.setdefault(each, row)
    for key, column in People.columns().items():
        if not column.among:
            continue
        known = getattr(facts, column.among)
        unknown = np.array([bool(each) and each not in known for each in columns[key]], dtype=bool)
        label = text.say(column.parameter.label)
        yield from _listed(file, key, np.flatnonzero(unknown), columns[key], lambda cell, known=known, label=label: t(
            "“{given}” is not in the company's list under “{label}”.", given=cell, label=label) + nearest(cell, known))
    lost = np.array([bool(each) and each not in row_of for each in columns["superior"]], dtype=bool)
    yield from _listed(file, "superior", np.flatnonzero(lost), columns["superior"], lambda cell: t(
        "the superior “{given}” is not among the people; enter an ID of the first column, or nothing.", given=cell))
    own = np.flatnonzero((columns["superior"] == ids) & (ids != ""))
    yield from _listed(file, "superior", own, ids, lambda cell: t(
        "“{given}” is given as their own superior; enter somebody else, or nothing.", given=cell))
    chain = {each: [above] for each, above in zip(ids, columns["superior"], strict=True) if above and above != each}
    try:
        TopologicalSorter(chain).prepare()
    except CycleError as error:
        yield Problem(file, t("column {name}", name="superior"), t(
            "the superiors go in a circle: {chain}; mend one of them.", chain=" → ".join(reversed(error.args[1]))))


def _listed(file: str, key: str, rows: np.ndarray, raw: Sequence[Any] | np.ndarray, what: Any) -> Iterator[Problem]:
    """A problem per bad cell; beyond SHOWN of one kind, one that counts the rest."""
    for row in rows[:SHOWN]:
        yield Problem(file, t("row {row}, column {name}", row=int(row) + 2, name=key), what(raw[row]))
    if len(rows) > SHOWN:
        yield Problem(file, t("column {name}", name=key), t("{n} more cells have the same problem.",
                                                            n=len(rows) - SHOWN))


def _people(columns: dict[str, np.ndarray], facts: Facts) -> People:
    """Columns of integers → people; years' figures spread over the months by seasonality."""
    season = facts.season_weights()
    for key, column in People.columns().items():
        if column.by_month and columns[key].ndim == 1:
            columns[key] = split_array(columns[key], season).T.copy()
    sales = columns["sales"]
    margin = round(facts.money.gross_margin * PPM)
    columns["history"] = np.where(columns["history"] < 0, sales.sum(axis=0), columns["history"])
    columns["margin_rate"] = np.where(columns["margin_rate"] < 0, margin, columns["margin_rate"])
    columns["name"] = np.where(columns["name"] == "", columns["id"], columns["name"])
    return People(**columns)


def write(people: People) -> pd.DataFrame:
    """The people as a table in the form of people.csv, without the columns that nobody uses."""
    cells: dict[str, Any] = {}
    for key, column in people.columns().items():
        array = getattr(people, key)
        if not (column.required or column.always or used(people, key)):
            continue
        if array.ndim == 2:
            for month in range(MONTHS):
                cells[f"{key}_{month + 1}"] = _unscaled(array[month], column.scale)
        elif column.empty is None and (array < 0).any():
            cells[key] = [None if cell < 0 else cell / column.scale for cell in array.tolist()]
        else:
            cells[key] = array if column.text else _unscaled(array, column.scale)
    return pd.DataFrame(cells)


def used(people: People, key: str) -> bool:
    """Whether anybody's entry in an optional column differs from what an empty cell means."""
    array, column = getattr(people, key), people.columns()[key]
    return bool((array != (column.empty if column.text else column.kept_empty)).any())


def _unscaled(column: np.ndarray, scale: int) -> np.ndarray:
    """Integers back to the numbers of the file; whole columns stay whole."""
    return column // scale if not (column % scale).any() else column / scale


