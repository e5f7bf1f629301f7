"""Who reads a signature of the engine learns the shapes of its arrays and what it refuses."""

import ast
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

import engine
from engine.base.quantity import Word

ARRAYS = re.compile(r"\b(Fen|NDArray|ndarray|Shares|Whole|Words)\b")
SHAPES = re.compile(r"\([^()]*…[^()]*\)|\(\d+,[^()]*\)|\([a-z` ]+,\)|\([a-z]+, (people|1)\)|\bshapes?\b|\belementwise\b", re.IGNORECASE)

STOREYS = [module.name for module in pkgutil.walk_packages(engine.__path__, "engine.")
           if not module.name.startswith(("engine.law", "engine.rules.tax", "engine.answers.take_home", "engine.__main__"))]


def functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any], str]]:
    """The public functions and methods that a module defines, each with its docstring or the one it inherits."""
    for name, thing in vars(module).items():
        if name.startswith("_"):
            continue
        if isinstance(thing, Word):
            yield name, thing.exact, thing.exact.__doc__ or ""
        elif inspect.isfunction(thing) and thing.__module__ == module.__name__:
            yield name, inspect.unwrap(thing), inspect.getdoc(thing) or ""
        elif inspect.isclass(thing) and thing.__module__ == module.__name__:
            yield from methods(thing)


def methods(of: type) -> Iterator[tuple[str, Callable[..., Any], str]]:
    """The public methods and properties that a class defines."""
    for name, member in vars(of).items():
        raw = member
        if isinstance(raw, property):
            raw = raw.fget
        elif isinstance(raw, cached_property):
            raw = raw.func
        elif isinstance(raw, (classmethod, staticmethod)):
            raw = raw.__func__
        if not name.startswith("_") and inspect.isfunction(inspect.unwrap(raw)):
            yield f"{of.__name__}.{name}", inspect.unwrap(raw), inspect.getdoc(getattr(of, name, raw)) or ""


def raises(function: Callable[..., Any]) -> bool:
    """Whether it raises by itself; what only says that a subclass has to define it does not count."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return any(isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" not in ast.unparse(node.exc)
               for node in ast.walk(tree))


@pytest.mark.parametrize("name", STOREYS)
def test_arrays_have_shapes(name):
    silent = [key for key, function, doc in functions(import_module(name))
              if any(ARRAYS.search(str(hint)) for hint in function.__annotations__.values()) and not SHAPES.search(doc)]
    assert not silent, f"{name}: say the shapes, such as (…, 12, people), in the docstrings of {silent}"


@pytest.mark.parametrize("name", STOREYS)
def test_refusals_are_announced(name):
    silent = [key for key, function, doc in functions(import_module(name)) if raises(function) and "Raises:" not in doc]
    assert not silent, f"{name}: say under Raises: what {silent} refuse"


def test_the_search_sees_what_is_there():
    """Words of the algebra, methods and properties are all looked at."""
    there = {key for name in ("engine.base.algebra", "engine.company.captable", "engine.run.simulate")
             for key, *_ in functions(import_module(name))}
    assert {"part_of", "CapTable.retire", "Grants.outstanding", "employer_of", "payroll"} <= there
