"""The README shows what the commands print. `python -m tests.test_readme` renews it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
README = HOUSE / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<shown>(?:(?!```).*\n)*)```")
ELSEWHERE = "thirteenth_month"
"""Tried in tests/test_add_a_mechanism.py."""


def printed(command, folder=HOUSE):
    """What a command of the README prints, with this Python."""
    done = subprocess.run(command.replace("python -m", f"{sys.executable} -m"), shell=True, cwd=folder, text=True,
                          capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en",
                                                    "PYTHONPATH": str(folder)})
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


def words(shown):
    """A text without its figures, which move when a case is tuned."""
    return " ".join(re.sub(r"[−–+-]?¥?\d[\d.,]*[KM%]?", "#", shown).split())


def blocks():
    return [block for block in BLOCK.finditer(README.read_text(encoding="utf-8"))
            if ELSEWHERE not in block["command"]]


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block["command"].split("engine ")[1][:20])
def test_a_command_prints_what_the_readme_shows(block):
    assert words(block["shown"]) == words(printed(block["command"]))


def test_every_command_is_shown():
    from engine.__main__ import parser
    commands = next(action.choices for action in parser()._actions if action.choices and "run" in action.choices)
    shown = {block["command"].split("engine ")[1].split()[0] for block in blocks()}
    assert shown == set(commands)


def test_what_the_readme_points_to_is_there():
    content = README.read_text(encoding="utf-8")
    for name in re.findall(r"\]\((?!http)([^)#]+)\)", content):
        assert (HOUSE / name).is_file(), name
    plan = content.split("## A map of the house")[1].split("```")[1]
    for line in plan.splitlines():
        found = re.match(r"(  )?((?:[\w/]+(?:\.py|/) ?)+)", line)
        for name in found[2].split() if found else ():
            assert (HOUSE / ("engine" if found[1] else "") / name).exists(), name


if __name__ == "__main__":
    whole = README.read_text(encoding="utf-8")
    for old in blocks():
        whole = whole.replace(old[0], f"```console\n$ {old['command']}\n{printed(old['command'])}```")
    README.write_text(whole, encoding="utf-8")
