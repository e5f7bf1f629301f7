"""Which faults the tests would see: lines of the engine picked at random, each changed a little, the tests run on it.

    python -m benchmarks.mutate --count 60 --seed 1 --under engine/rules

One comparison, operator, whole number or condition inside a function is changed at a time, in a copy of the project.
The tests that name the module come first, then all others but the browser's and those about the text of the code. A
change that no test notices is a survivor: it asks for a test, or for a word on why both are right. The suite must be
green before; a survivor costs one whole run of it.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ABOUT_TEXT = ("tests/test_house.py", "tests/test_add_a_mechanism.py", "tests/test_catalogue.py", "tests/test_benchmarks.py")
ALWAYS = ("tests/test_golden.py", "tests/test_cases.py", "tests/test_draws.py")
SECONDS = 1800

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum"}


@dataclass(frozen=True)
class Mutant:
    """One change of a file: the bytes from start to end become `now`."""

    file: Path  # from the project's root
    line: int
    start: int
    end: int
    before: str
    now: str

    def __str__(self) -> str:
        before, now = (" ".join(each.split()) for each in (self.before, self.now))
        return f"{self.file}:{self.line}  {before}  →  {now}"


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """The node with one thing about it changed."""
    found: list[tuple[str, object]] = []
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in OPERATORS:
        found.append(("op", OPERATORS[type(node.op)]()))
    elif isinstance(node, ast.Compare):
        found.append(("ops", [OPERATORS[type(node.ops[0])](), *node.ops[1:]]))
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        found.append(("value", not node.value if isinstance(node.value, bool) else node.value + 1))
    elif isinstance(node, ast.IfExp):
        found.append(("test", ast.UnaryOp(ast.Not(), node.test)))
    elif isinstance(node, ast.Name | ast.Attribute):
        field = "id" if isinstance(node, ast.Name) else "attr"
        if getattr(node, field) in NAMES:
            found.append((field, NAMES[getattr(node, field)]))
    for field, value in found:
        other = copy.copy(node)
        setattr(other, field, value)
        yield other


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """What runs below a node; not annotations, and not text, whose places Python does not tell."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.JoinedStr | ast.arguments):
            yield child
            yield from inside(child)


def mutants_of(file: Path) -> Iterator[Mutant]:
    """All mutants of a file that this script knows."""
    source = (ROOT / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    bodies = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in {each for body in bodies for statement in body.body for each in (statement, *inside(statement))}:
        for other in changed(node):
            start = starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
            end = starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
            now = ast.unparse(other)
            yield Mutant(file, node.lineno, start, end, source[start:end].decode(),  # type: ignore[attr-defined]
                         f"({now})" if isinstance(other, ast.BinOp | ast.BoolOp | ast.Compare | ast.IfExp) else now)


def chosen(under: str, count: int, seed: int) -> list[Mutant]:
    """So many lines at random, one mutant on each; the same ones for the same seed."""
    by_line: dict[tuple[Path, int], list[Mutant]] = {}
    for path in sorted([*ROOT.glob(under)] if under.endswith(".py") else (ROOT / under).rglob("*.py")):
        for mutant in mutants_of(path.relative_to(ROOT)):
            by_line.setdefault((mutant.file, mutant.line), []).append(mutant)
    pick, lines = random.Random(seed), sorted(by_line)
    return [pick.choice(sorted(by_line[line], key=lambda each: (each.start, each.end, each.now)))
            for line in pick.sample(lines, min(count, len(lines)))]


def tests_by_nearness(file: Path) -> tuple[list[str], list[str]]:
    """The test files that name the module, with the examples that reach most of the engine; and all others."""
    module, stem = ".".join(file.with_suffix("").parts), file.stem
    near: dict[str, int] = dict.fromkeys(ALWAYS, 2)
    tests = [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if path.parent.name != "browser"]
    for path in tests:
        content, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        if module in content:
            near[name] = 0
        elif re.search(rf"\b{stem}\b", content) or stem in name:
            near.setdefault(name, 1)
    names = [str(path.relative_to(ROOT)) for path in tests]
    return ([name for name in sorted(near, key=lambda each: near[each]) if name not in ABOUT_TEXT],
            [name for name in names if name not in near and name not in ABOUT_TEXT])


def noticed_by(copied: Path, tests: list[str], *more: str) -> str | None:
    """The first test that fails in the copy; None where all pass."""
    try:
        run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *more, *tests],
                             cwd=copied, capture_output=True, text=True, timeout=SECONDS,
                             env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    except subprocess.TimeoutExpired:
        return f"no end within {SECONDS} s"
    if run.returncode == 0:
        return None
    told = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return told[0].split(" - ")[0].partition(" ")[2] if told else (run.stderr or run.stdout).strip().splitlines()[-1]


def survives(mutant: Mutant, copied: Path) -> bool:
    """Whether no test notices the change; says what came of it."""
    path = copied / mutant.file
    source = path.read_bytes()
    path.write_bytes(source[:mutant.start] + mutant.now.encode() + source[mutant.end:])
    near, others = tests_by_nearness(mutant.file)
    try:
        seen = noticed_by(copied, near) or noticed_by(copied, others, "-n", "auto")
    finally:
        path.write_bytes(source)
    print(f"killed    {mutant}  by {seen}" if seen else f"SURVIVED  {mutant}", flush=True)
    return seen is None


def main() -> None:
    """Pick, change, test, and say how many survive."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutate", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20, help="how many lines")
    parser.add_argument("--seed", type=int, default=1, help="another seed picks other lines")
    parser.add_argument("--under", default="engine", help="a folder or file of the engine, from the project's root")
    asked = parser.parse_args()
    mutants = chosen(asked.under, asked.count, asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "project"
        shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "results"))
        # Compiled by content: a change made and taken back within a second is still seen.
        subprocess.run([sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "engine", "ui", "pages"],
                       cwd=copied, check=True)
        survivors = sum(survives(mutant, copied) for mutant in mutants)
    print(f"{survivors} of {len(mutants)} survive")


if __name__ == "__main__":
    main()
