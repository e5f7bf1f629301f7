"""The plan of the house that import-linter does not check: the hallway of the engine, circles of files."""

from graphlib import TopologicalSorter
from pathlib import Path

import grimp

import engine

HALLWAY = 4
"""Files left in engine/ itself, beside __init__ and __main__."""


def test_the_hallway_is_clear():
    loose = {path.name for path in Path(engine.__file__).parent.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert len(loose) <= HALLWAY, loose


def test_no_files_import_each_other_in_a_circle():
    graph = grimp.build_graph("engine", "ui", "pages")
    assert len(graph.modules) > 200
    # Raises CycleError, with the circle, where there is one.
    list(TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).static_order())


def test_simulate_is_a_function_and_hides_no_module():
    assert callable(engine.simulate) and engine.simulate.__module__ == "engine.run.simulate"
    assert not (Path(engine.__file__).parent / "simulate.py").exists()
