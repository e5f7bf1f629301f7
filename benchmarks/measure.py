"""What the benchmarks share: timing, the table on the screen, and the results file."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Timing:
    """Milliseconds of repeated runs: the middle one, the best one, and the one that 95% do not exceed."""

    median: float
    best: float
    p95: float
    runs: int


def summary(milliseconds: Sequence[float]) -> Timing:
    """Median, best and 95th percentile (nearest rank) of some runs."""
    ordered = sorted(milliseconds)
    rank = max(0, -(-95 * len(ordered) // 100) - 1)
    return Timing(statistics.median(ordered), ordered[0], ordered[rank], len(ordered))


def timed(work: Callable[[], Any], seconds: float = 3.0, at_least: int = 7, at_most: int = 300) -> Timing:
    """Run `work` over and over for about that long, after one run that does not count."""
    work()
    runs: list[float] = []
    until = time.perf_counter() + seconds
    while len(runs) < at_least or (len(runs) < at_most and time.perf_counter() < until):
        start = time.perf_counter()
        work()
        runs.append(1000 * (time.perf_counter() - start))
    return summary(runs)


@dataclass(frozen=True)
class Target:
    """A number that must not exceed (or, with `at_least`, fall below) its limit."""

    what: str
    value: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass(frozen=True)
class Result:
    """What one benchmark found: a table, the targets it is held to, and remarks."""

    title: str
    rows: Sequence[Mapping[str, Any]] = ()
    targets: Sequence[Target] = ()
    notes: Sequence[str] = field(default_factory=tuple)


def show(result: Result) -> None:
    """Print a result."""
    print(f"\n{result.title}")
    if result.rows:
        header = list(result.rows[0])
        cells = [header, *([_cell(row[key]) for key in header] for row in result.rows)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
        for row in cells:
            print("  " + "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                                   for i, (cell, width) in enumerate(zip(row, widths, strict=True))))
    for target in result.targets:
        print(f"  {'met   ' if target.met else 'MISSED'}  {target.what}: {_cell(target.value)}{target.unit}, "
              f"target {'≥' if target.at_least else '≤'} {target.limit:g}{target.unit}")
    for note in result.notes:
        print(f"  {note}")


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def save(results: Sequence[Result]) -> Path:
    """Write results, with the machine they were measured on, to results/<date>.json."""
    now = datetime.now().astimezone()
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{now:%Y-%m-%d-%H%M}.json"
    content = {"at": now.isoformat(timespec="seconds"), "machine": machine(), "results": [
        {**asdict(result), "targets": [{**asdict(target), "met": target.met} for target in result.targets]}
        for result in results]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def machine() -> dict[str, Any]:
    """What the numbers depend on."""
    import numpy
    import streamlit

    return {"commit": _commit(), "cores": os.cpu_count(), "load": [round(each, 2) for each in os.getloadavg()], "cpu": _cpu(),
            "python": platform.python_version(), "numpy": numpy.__version__,
            "streamlit": streamlit.__version__}


def _commit() -> str:
    """The commit measured, with a + where files differ from it."""
    def git(*words: str) -> str:
        try:
            done = subprocess.run(["git", *words], cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
        except OSError:
            return ""
        return done.stdout.strip()

    return (git("rev-parse", "--short", "HEAD") or "unknown") + "+" * bool(git("status", "--porcelain"))


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")),
                platform.processor() or sys.platform)
