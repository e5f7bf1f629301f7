"""What stands in requirements.txt is what the app imports, and what the app does not need at once is imported when it is."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORTED_AS = {"ruamel.yaml": "ruamel"}
LATER = ("plotly", "altair")


def required():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return {re.match(r"[\w.-]+", line)[0] for line in lines if line and not line.startswith("#")}


def imported():
    """The packages that the app's files import, anywhere in them."""
    found = set()
    for path in (ROOT / "app.py", *(path for room in ("engine", "ui", "pages") for path in (ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


def test_everything_required_is_used():
    assert {IMPORTED_AS.get(name, name) for name in required()} <= imported()


def test_plotly_and_altair_are_imported_by_the_pictures_that_need_them():
    """Inside the function that draws: altair alone takes a quarter of a second, which the first page need not wait for."""
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [
                node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & set(LATER), path
