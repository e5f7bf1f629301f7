"""The library of cases that comes with the project: where it is, and what its cases are called."""

from __future__ import annotations

from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "scenarios"

TODAY = "today"
"""What today's plan is called among a case's scenarios."""


def names() -> list[str]:
    """The cases of the library."""
    return sorted(path.parent.name for path in LIBRARY.glob("*/case.yaml"))
