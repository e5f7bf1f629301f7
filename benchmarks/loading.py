"""How long it takes to open a case of 10,000 people: case.yaml, people.csv, checks and all.

    python -m benchmarks.loading
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.agency import PER_OFFICE, PLAN, facts_of, recipe_of
from benchmarks.measure import Result, Target, show, timed
from engine.files.cases import load
from engine.files.population import Recipe, people_table

PEOPLE = 10_000


def write_case(folder: Path, people: int) -> None:
    """The agency as a case folder of the library's form."""
    facts, recipe = facts_of(people // PER_OFFICE), recipe_of(people // PER_OFFICE)
    folder.mkdir(exist_ok=True)
    content = {"name": {"zh": "房产经纪公司", "en": "Property agency"},
               "about": {"zh": "基准测试用", "en": "For benchmarks"},
               "company": facts, "plan": PLAN, "assumptions": {"profit_growth": 1.5, "years": 1}}
    with (folder / "case.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(content, file)
    table = people_table(Recipe.model_validate(recipe), tuple(facts["season"]))
    table.to_csv(folder / "people.csv", index=False)


def run() -> list[Result]:
    """`load` of a case of 10,000 people."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_case(folder, PEOPLE)
        size = (folder / "people.csv").stat().st_size / 1e6
        timing = timed(lambda: load(folder), seconds=8)
    return [Result(f"Opening a case of {PEOPLE:,} people (people.csv {size:.1f} MB)",
                   [{"": "load", "median ms": timing.median, "best ms": timing.best, "runs": timing.runs}],
                   [Target("opening the case", timing.median, 1000, " ms")])]


if __name__ == "__main__":
    for result in run():
        show(result)
