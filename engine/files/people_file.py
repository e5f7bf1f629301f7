"""people.csv: one row a person. The columns are declared here, once; reading reports every bad cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd

from engine.base import text
from engine.base.money import split_array
from engine.base.parameter import DECIMALS, Declared, Parameter, Text, Unit, parameter_of
from engine.base.problem import InputError, Problem, nearest
from engine.base.text import t
from engine.company.company import MONTHS, PPM, Facts, People
from engine.files import csv_text

ALWAYS = ("name", "superior", "years", "score", "coefficient")
"""Optional columns that are written even where nobody uses them."""

SHOWN = 10
"""Bad cells listed one by one per column; the rest are counted."""


class Person(Declared):
    """The columns of people.csv. Those of MONTHLY may be given by month: sales_1 … sales_12."""

    id: Annotated[str, Parameter("编号", "ID", Unit.TEXT)]
    name: Annotated[str, Parameter("姓名", "Name", Unit.TEXT)] = ""
    family: Annotated[str, Parameter("岗位类别", "Job family", Unit.KEY)]
    post: Annotated[str, Parameter("岗位", "Post", Unit.KEY)]
    unit: Annotated[str, Parameter("单位", "Unit", Unit.KEY)]
    superior: Annotated[str, Parameter("上级编号", "Superior's ID", Unit.KEY,
                                       nothing=Text("没有上级", "no superior"))] = ""
    base_pay: Annotated[float, Parameter("基本工资（月）", "Base pay a month", Unit.YUAN, low=0, high=10_000_000,
                                         step=100)]
    years: Annotated[int, Parameter("司龄（整年）", "Full years of service", Unit.YEARS, low=0, high=60, step=1)] = 0
    score: Annotated[float, Parameter("考核得分", "Assessment score", Unit.POINTS, low=0, high=200, step=1)] = 85.0
    coefficient: Annotated[float, Parameter("贡献系数", "Contribution coefficient", Unit.FACTOR, low=0, high=100,
                                            step=0.1)] = 1.0
    virtual_shares: Annotated[int, Parameter("虚拟股数", "Virtual shares", Unit.SHARES, low=0, high=1_000_000_000,
                                             step=100)] = 0
    sales: Annotated[float, Parameter("年销售额", "Sales a year", Unit.YUAN, low=0, high=100_000_000_000,
                                      step=1000)] = 0.0
    history: Annotated[float | None, Parameter("目标基数（年）", "History that targets build on, a year", Unit.YUAN,
                                               low=0, high=100_000_000_000, step=1000,
                                               nothing=Text("等于年销售额", "the year's sales"))] = None
    deduction_rate: Annotated[float, Parameter("推广、物流、佣金占销售额", "Promotion, freight and fees, part of sales",
                                               Unit.RATE, low=0, high=1, step=0.01)] = 0.0
    margin_rate: Annotated[float | None, Parameter(
        "个人销售毛利率", "Gross margin of own sales", Unit.RATE, low=0, high=1, step=0.01,
        nothing=Text("公司毛利率", "the company's"))] = None
    pieces: Annotated[int, Parameter("年件数", "Pieces a year", Unit.COUNT, low=0, high=100_000_000, step=100)] = 0
    collected_rate: Annotated[float, Parameter("本人回款率", "Part of own sales collected", Unit.RATE, low=0, high=1,
                                               step=0.01)] = 1.0
    service_sales: Annotated[float, Parameter("其中：服务项目销售额（年，如美容）", "Of which services a year (e.g. beauty work)",
                                              Unit.YUAN, low=0, high=100_000_000_000, step=1000)] = 0.0
    goods_sales: Annotated[float, Parameter("其中：精品和办卡销售额（年）", "Of which goods and cards a year", Unit.YUAN,
                                            low=0, high=100_000_000_000, step=1000)] = 0.0
    self_score: Annotated[float | None, Parameter("自评得分", "Own assessment", Unit.POINTS, low=0, high=200, step=1,
                                                  nothing=Text("没有自评", "none"))] = None
    panel_score: Annotated[float | None, Parameter("考核组评分", "Panel's assessment", Unit.POINTS, low=0, high=200, step=1,
                                                   nothing=Text("没有考核组评分", "none"))] = None
    conduct_score: Annotated[float | None, Parameter("行为得分", "Conduct score", Unit.POINTS, low=0, high=200, step=1,
                                                     nothing=Text("没有行为考核", "none"))] = None
    score_change: Annotated[float, Parameter("加减分", "Points added or taken off", Unit.POINTS, low=-100, high=100,
                                             step=1)] = 0.0
    complaints: Annotated[int, Parameter("重大投诉次数", "Serious complaints", Unit.COUNT, low=0, high=100,
                                         step=1)] = 0
    leaves_in: Annotated[int, Parameter("离职月份（0 为不离职）", "Leaves after month (0: stays)", Unit.COUNT, low=0,
                                        high=12, step=1)] = 0
    product_factor: Annotated[float, Parameter("产品毛利系数", "Margin coefficient of the products sold", Unit.FACTOR,
                                               low=0, high=10, step=0.1)] = 1.0
    allowance: Annotated[float, Parameter("补贴（月）", "Allowance a month", Unit.YUAN, low=0, high=1_000_000,
                                          step=50)] = 0.0
    deduction: Annotated[float, Parameter("扣款（月）", "Deduction a month", Unit.YUAN, low=0, high=1_000_000,
                                          step=50)] = 0.0
    rating: Annotated[Literal["", "advanced", "excellent"], Parameter("评级", "Rating", Unit.CHOICE, choices={
        "": Text("无", "None"), "advanced": Text("先进", "Advanced"), "excellent": Text("优秀", "Excellent")})] = ""
    points: Annotated[int, Parameter("年积分", "Points earned in the year", Unit.COUNT, low=0, high=1_000_000,
                                     step=10)] = 0
    stars: Annotated[int, Parameter("已有星级", "Stars held", Unit.COUNT, low=0, high=5, step=1)] = 0
    years_outside: Annotated[int, Parameter("入司前工作年限", "Years of work elsewhere", Unit.YEARS, low=0, high=60,
                                            step=1)] = 0
    skill_grade: Annotated[int, Parameter("技能等级", "Skill grade", Unit.COUNT, low=0, high=20, step=1)] = 0
    post_grade: Annotated[int, Parameter("岗位等级", "Post grade", Unit.COUNT, low=0, high=20, step=1)] = 0
    awards: Annotated[int, Parameter("获评优秀员工次数", "Times named excellent employee", Unit.COUNT, low=0, high=100,
                                     step=1)] = 0
    red_lines: Annotated[int, Parameter("违反电网次数", "Red lines crossed in the year", Unit.COUNT, low=0, high=1000,
                                        step=1)] = 0
    trained: Annotated[int, Parameter("已培养人才", "People trained", Unit.PEOPLE, low=0, high=10_000, step=1)] = 0
    sales_so_far: Annotated[float | None, Parameter("历年累计业绩", "Sales of all years", Unit.YUAN, low=0,
                                                    high=1_000_000_000_000, step=10_000,
                                                    nothing=Text("等于年销售额", "the year's sales"))] = None
    equity_stage: Annotated[Literal["", "option", "registered"], Parameter(
        "股东阶段", "Stage as a shareholder", Unit.CHOICE, choices={
            "": Text("无", "None"), "option": Text("期权股东", "Option holder"),
            "registered": Text("注册股东", "Registered shareholder")})] = ""
    stage_years: Annotated[int, Parameter("在该阶段年数", "Years in that stage", Unit.YEARS, low=0, high=60, step=1)] = 0


MONTHLY = ("sales", "pieces", "service_sales", "goods_sales")
NAMES = {"family": "families", "post": "posts", "unit": "units"}


def read(source: Path | bytes, facts: Facts, file: str) -> People:
    """The people of a company.

    Raises:
        InputError: every bad cell, duplicate person, unknown post, missing superior, with its row.
    """
    return people_of(table(source, file), facts, file)


def table(source: Path | bytes, file: str) -> pd.DataFrame:
    """The cells as texts; UTF-8 or, as Chinese spreadsheets write it, GB 18030."""
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
    """People from a table of texts (or of numbers, as an editor gives them)."""
    cells = cells.rename(columns=str).map(lambda cell: "" if cell is None or cell != cell else str(cell).strip())
    problems = list(_columns(cells, file))
    if problems:
        raise InputError(problems)
    columns: dict[str, np.ndarray] = {}
    for key, field in Person.keys().items():
        parameter = parameter_of(field)
        assert parameter is not None
        if key in MONTHLY and f"{key}_1" in cells:
            months = [_numbers(cells, f"{key}_{m}", parameter, 0, file, problems) for m in range(1, MONTHS + 1)]
            columns[key] = np.stack(months)
        elif parameter.unit in (Unit.TEXT, Unit.KEY, Unit.CHOICE):
            columns[key] = _texts(cells, key, field.is_required(), file, problems, parameter.choices)
        else:
            default = None if field.is_required() else field.default
            columns[key] = _numbers(cells, key, parameter, default, file, problems, field.is_required())
    problems += _references(columns, facts, file)
    if not len(cells):
        problems.append(Problem(file, "", t("there are no people; add at least one row.")))
    if problems:
        raise InputError(problems)
    return _people(columns, facts)


def _columns(cells: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Unknown, repeated and missing columns."""
    by_month = {f"{key}_{m}" for key in MONTHLY for m in range(1, MONTHS + 1)}
    known = [*Person.keys(), *by_month]
    for column in cells.columns:
        if column not in known:
            yield Problem(file, t("column {name}", name=column), t("there is no such column.")
                          + nearest(column, Person.keys()))
    for key, field in Person.keys().items():
        if field.is_required() and key not in cells:
            yield Problem(file, t("column {name}", name=key), t("this column is missing; add it."))
    for key in MONTHLY:
        given = [f"{key}_{m}" for m in range(1, MONTHS + 1) if f"{key}_{m}" in cells]
        if given and len(given) < MONTHS:
            yield Problem(file, t("column {name}", name=key), t("only {n} of the twelve months are there; give all "
                                                                "of {key}_1 … {key}_12.", n=len(given), key=key))
        if given and key in cells:
            yield Problem(file, t("column {name}", name=key), t("the year and its months are both there; delete "
                                                                "one of them."))


def _texts(cells: pd.DataFrame, key: str, required: bool, file: str, problems: list[Problem],
           choices: Mapping[str, Text] | None = None) -> np.ndarray:
    column = cells[key].to_numpy(dtype=object) if key in cells else np.full(len(cells), "", dtype=object)
    if required:
        problems += _listed(file, key, np.flatnonzero(column == ""), column,
                            lambda cell: t("the cell is empty; fill it in."))
    if choices is not None:
        strange = np.array([each not in choices for each in column], dtype=bool)
        problems += _listed(file, key, np.flatnonzero(strange), column, lambda cell: t(
            "“{given}” is not one of the choices.", given=cell) + nearest(cell, filter(None, choices)))
    return column


def _numbers(cells: pd.DataFrame, key: str, parameter: Parameter, default: Any, file: str,
             problems: list[Problem], required: bool = False) -> np.ndarray:
    """A column as integers: fen, hundredths of points, millionths of rates, or plain; −1 for nothing."""
    scale = 10 ** DECIMALS.get(parameter.unit, 0)
    filler = -1.0 if default is None else float(default)
    if key not in cells:
        return np.full(len(cells), round(filler * scale) if default is not None else -1, dtype=np.int64)
    texts = cells[key].str.replace(",", "", regex=False)
    empty = (texts == "").to_numpy()
    numbers = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=np.float64)
    bad = ~empty & ~np.isfinite(numbers)
    raw = cells[key].to_numpy(dtype=object)
    if required:
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
    scaled = np.where(outside, 0.0, numbers) * scale
    whole = np.rint(scaled)
    inexact = (np.abs(scaled - whole) > 1e-6 * np.maximum(1.0, np.abs(scaled) * 1e-6)) & ~bad
    problems += _listed(file, key, np.flatnonzero(inexact), raw, lambda cell: t(
        "{given} has too many decimals; at most {places} are kept.", given=cell,
        places=DECIMALS.get(parameter.unit, 0)))
    result = whole.astype(np.int64)
    result[empty] = -1 if default is None else round(filler * scale)
    return result


def _references(columns: dict[str, np.ndarray], facts: Facts, file: str) -> Iterator[Problem]:
    """Duplicate people, unknown families, posts and units, superiors who are not there."""
    ids = columns["id"]
    seen: dict[str, int] = {}
    for row, each in enumerate(ids, start=2):
        if each and each in seen:
            yield Problem(file, t("row {row}, column {name}", row=row, name="id"),
                          t("“{given}” is already in row {other}; give everybody an ID of their own.", given=each,
                            other=seen[each]))
        seen.setdefault(each, row)
    for key, group in NAMES.items():
        known = getattr(facts, group)
        unknown = np.array([bool(each) and each not in known for each in columns[key]], dtype=bool)
        label = text.say(Person.parameters()[key].label)
        yield from _listed(file, key, np.flatnonzero(unknown), columns[key], lambda cell, known=known, label=label: t(
            "“{given}” is not in the company's list under “{label}”.", given=cell, label=label) + nearest(cell, known))
    lost = np.array([bool(each) and each not in seen for each in columns["superior"]], dtype=bool)
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
    for key in MONTHLY:
        if columns[key].ndim == 1:
            columns[key] = split_array(columns[key], season).T.copy()
    sales = columns["sales"]
    margin = round(facts.money.gross_margin * PPM)
    columns["history"] = np.where(columns["history"] < 0, sales.sum(axis=0), columns["history"])
    columns["margin_rate"] = np.where(columns["margin_rate"] < 0, margin, columns["margin_rate"])
    columns["name"] = np.where(columns["name"] == "", columns["id"], columns["name"])
    return People(**columns)


def write(people: People) -> pd.DataFrame:
    """The people as a table in the form of people.csv, without the columns that nobody uses."""
    columns: dict[str, Any] = {}
    for key, parameter in Person.parameters().items():
        if not Person.keys()[key].is_required() and key not in ALWAYS and not used(people, key):
            continue
        column = getattr(people, key)
        scale = 10 ** DECIMALS.get(parameter.unit, 0)
        if column.ndim == 2:
            if column.any():
                for month in range(MONTHS):
                    columns[f"{key}_{month + 1}"] = _unscaled(column[month], scale)
        elif Person.keys()[key].default is None and (column < 0).any():
            columns[key] = [None if cell < 0 else cell / scale for cell in column.tolist()]
        else:
            columns[key] = column if column.dtype == object else _unscaled(column, scale)
    return pd.DataFrame(columns)


def used(people: People, key: str) -> bool:
    """Whether anybody's entry in an optional column differs from what an empty cell means."""
    column, default = getattr(people, key), Person.keys()[key].default
    if isinstance(default, str):
        return bool((column != default).any())
    nothing = -1 if default is None else round(default * 10 ** DECIMALS.get(Person.parameters()[key].unit, 0))
    return bool((column != nothing).any())


def _unscaled(column: np.ndarray, scale: int) -> np.ndarray:
    """Integers back to the numbers of the file; whole columns stay whole."""
    return column // scale if not (column % scale).any() else column / scale


