"""Computed once for a frozen object, by a storey above the one that defines it: a `cached_property` from outside."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Of = TypeVar("Of")
More = ParamSpec("More")
Made = TypeVar("Made")


def once(compute: Callable[Concatenate[Of, More], Made]) -> Callable[Concatenate[Of, More], Made]:
    """`compute(thing, …)` computes on the first call for `thing` and these arguments, and returns the same object ever after.

    What was computed lives in the object, as what a `cached_property` computes does, and goes with it; a copy made by
    `replace` starts anew. The further arguments must be hashable.
    """
    name = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def asked(thing: Of, /, *args: More.args, **named: More.kwargs) -> Made:
        known: dict[Any, Made] = vars(thing).setdefault(name, {})
        key = (args, tuple(sorted(named.items())))
        if key not in known:
            known[key] = compute(thing, *args, **named)
        return known[key]

    return asked
