"""All benchmarks, or those named: a table each, and everything in benchmarks/results/<date>.json.

    python -m benchmarks
    python -m benchmarks simulation spreadsheet
"""

from __future__ import annotations

import argparse
from importlib import import_module

from benchmarks.measure import machine, save, show

NAMES = ("simulation", "mechanisms", "expansion", "ownership", "take_home", "loading", "spreadsheet", "cockpit")


def main() -> None:
    """Run, show, save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES) + "; all if none is given")
    names = parser.parse_args().names or NAMES
    for name in names:
        if name not in NAMES:
            parser.error(f"there is no benchmark “{name}”; choose from {', '.join(NAMES)}")
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    results = []
    for name in names:
        for result in import_module(f"benchmarks.{name}").run():
            show(result)
            results.append(result)
    print(f"\n→ {save(results)}")


if __name__ == "__main__":
    main()
