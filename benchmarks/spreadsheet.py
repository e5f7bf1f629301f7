"""The same commission in LibreOffice Calc and in the engine: the recalculation alone, and equal cents.

    python -m benchmarks.spreadsheet

2,000 people × 12 months, each month's commission read twice: six-tier marginal on the excess over a quota,
and six-tier whole-amount on everything. The workbook uses the fastest formulas we know of (look-ups of rate
and quick deduction, no array formulas); starting LibreOffice, loading and saving are not counted.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from benchmarks.agency import AGENT_COMMISSION, SIX_TIERS, agency
from benchmarks.measure import Result, Target, show, summary, timed
from engine.base.money import Fen, fraction, round_half_up, to_fen
from engine.company.company import MONTHS
from engine.rules.pay.commission import Commission
from engine.world.drivers import project

PEOPLE = 2_000
MARGINAL = Commission.model_validate(AGENT_COMMISSION)
WHOLE = MARGINAL.model_copy(update={"mode": "whole", "on": "all"})
BOUNDS = [tier["from"] for tier in SIX_TIERS]
SCRIPT = Path(__file__).parent / "libreoffice.py"


def run() -> list[Result]:
    """One table: LibreOffice, the engine, the ratio."""
    title = f"Commission of {PEOPLE:,} people × {MONTHS} months, marginal and whole: recalculation alone"
    python = python_with_uno()
    if python is None or shutil.which("soffice") is None:
        return [Result(title, notes=["LibreOffice is not installed here (apt-get install libreoffice-calc "
                                     "python3-uno), so the spreadsheet was not measured."])]
    sales = sales_to_pay()
    ours = timed(lambda: commission(sales))
    calc, paid = in_libreoffice(sales, python)
    owed = commission(sales)
    differ = np.argwhere(np.rint(paid * 100) != owed).tolist()
    wrong = sum(int(owed[place, person]) != by_hand(int(sales[place % MONTHS, person]), place < MONTHS)
                for place, person in differ)
    rows: list[dict[str, Any]] = [
        {"": "LibreOffice Calc", "median ms": calc.median, "best ms": calc.best, "runs": calc.runs},
        {"": "Sandtable", "median ms": ours.median, "best ms": ours.best, "runs": ours.runs},
        {"": "ratio", "median ms": calc.median / ours.median, "best ms": calc.best / ours.best, "runs": ""}]
    targets = [Target("times faster than the spreadsheet, both at their best", calc.best / ours.best, 100,
                      at_least=True),
               Target("amounts that differ where the engine is wrong", wrong, 0)]
    return [Result(title, rows, targets, [
        f"{len(differ)} of {paid.size:,} amounts differ, where floating point puts LibreOffice below an exact"
        f" half fen; worked out in fractions, the engine is right in {len(differ) - wrong} of them."])]


def sales_to_pay() -> Fen:
    """A year of sales in fen, (12, people); some exactly on a bound, or a fen beside it."""
    scenario = agency(PEOPLE)
    sales = project(scenario.company, scenario.assumptions, 1).sales.copy()
    edges = [to_fen(bound + quota) + step
             for bound in BOUNDS for quota in (0, MARGINAL.quota) for step in (-1, 0, 1)]
    sales[0, :len(edges)] = np.maximum(edges, 0)
    return sales


def commission(sales: Fen) -> Fen:
    """Both readings, (24, people)."""
    return np.concatenate([MARGINAL.amount(sales), WHOLE.amount(sales)])


def by_hand(sales: int, marginal: bool) -> int:
    """One month's commission in fen, slice by slice in exact fractions: the referee where the two differ."""
    volume = max(0, sales - to_fen(MARGINAL.quota)) if marginal else sales
    bounds = [to_fen(bound) for bound in BOUNDS]
    rates = [fraction(tier["rate"]) for tier in SIX_TIERS]
    if marginal:
        tops = [*bounds[1:], max(volume, bounds[-1])]
        slices = [max(0, min(volume, top) - bound) * rate
                  for bound, top, rate in zip(bounds, tops, rates, strict=True)]
        return round_half_up(sum(slices, Fraction(0)))
    reached = [rate for bound, rate in zip(bounds, rates, strict=True) if bound <= volume]
    return round_half_up(volume * reached[-1])


def in_libreoffice(sales: Fen, python: str) -> tuple[Any, np.ndarray]:
    """Timing of the recalculation, and what it paid in yuan, (24, people)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commission.xlsx"
        workbook(sales).save(path)
        done = subprocess.run([python, str(SCRIPT), str(path), "20"], capture_output=True, text=True,
                              timeout=300)
        if done.returncode:
            raise RuntimeError(f"LibreOffice did not recalculate the workbook:\n{done.stderr}")
    answer = json.loads(done.stdout.splitlines()[-1])
    values = np.array([row[MONTHS:3 * MONTHS] for row in answer["values"]], dtype=np.float64)
    return summary(answer["runs"]), values.T


def workbook(sales: Fen) -> Workbook:
    """A row a person: twelve months of sales, then the commission of each, marginal and whole."""
    book = Workbook(write_only=True)
    sheet, tiers = book.create_sheet("pay"), book.create_sheet("tiers")
    deduction = 0.0
    for i, tier in enumerate(SIX_TIERS):
        deduction += tier["from"] * (tier["rate"] - SIX_TIERS[i - 1]["rate"]) if i else 0.0
        tiers.append([tier["from"], tier["rate"], round(deduction, 6)])
    from_, rate, off = (f"tiers!${column}$1:${column}${len(SIX_TIERS)}" for column in "ABC")
    for row, person in enumerate((sales.T / 100).tolist(), start=1):
        months = [f"{get_column_letter(month)}{row}" for month in range(1, MONTHS + 1)]
        counted = [f"MAX({cell}-{MARGINAL.quota:g},0)" for cell in months]
        sheet.append([*person,
                      *(f"=ROUND({x}*LOOKUP({x},{from_},{rate})-LOOKUP({x},{from_},{off}),2)"
                        for x in counted),
                      *(f"=ROUND({x}*LOOKUP({x},{from_},{rate}),2)" for x in months)])
    return book


def python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice: ours, or the system's."""
    for python in (sys.executable, "/usr/bin/python3"):
        tried = [python, "-c", "import uno"]
        if Path(python).exists() and not subprocess.run(tried, capture_output=True).returncode:
            return python
    return None


if __name__ == "__main__":
    for result in run():
        show(result)
