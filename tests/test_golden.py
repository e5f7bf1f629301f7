"""Worked examples with exact answers, from the published plans or by hand; through the rule and `calc`."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.base.problem import InputError
from engine.files.cases import read_yaml
from engine.rules.rule import rule_named

FOLDER = Path(__file__).parent / "golden"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_yaml(path, path.name)]
RIGHT = [case for case in CASES if "expect" in case]
WRONG = [case for case in CASES if "error" in case]


def name(case):
    return case["id"]


def said(case, lang):
    """What the refusal must say: the same in both languages, or a piece of each."""
    return case["error"][lang] if isinstance(case["error"], dict) else case["error"]


def agrees(got, expected, tolerance):
    """Equal to the cent, or within the tolerance; lists entry by entry."""
    if isinstance(expected, list):
        return (isinstance(got, list) and len(got) == len(expected)
                and all(agrees(a, b, tolerance) for a, b in zip(got, expected, strict=True)))
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return isinstance(got, (int, float)) and abs(got - expected) <= tolerance
    return got == expected


def disagreements(case, result):
    tolerance = case.get("tolerance", 0)
    return {key: (result.get(key, "missing"), expected) for key, expected in case["expect"].items()
            if not agrees(result.get(key, "missing"), expected, tolerance)}


def test_there_are_cases():
    assert len(RIGHT) >= 17 and WRONG
    assert all(said(case, lang) for case in WRONG for lang in ("zh", "en"))
    assert len({name(case) for case in CASES}) == len(CASES)
    assert all(case.keys() <= {"id", "rule", "given", "expect", "error", "tolerance", "source"} for case in CASES)


def test_a_wrong_answer_is_noticed():
    assert disagreements({"expect": {"amount": 5100}}, {"amount": 5100.01})
    assert disagreements({"expect": {"amount": 5100}}, {})
    assert disagreements({"expect": {"parts": [1, 2]}}, {"parts": [1]})
    assert not disagreements({"expect": {"amount": 0.1}, "tolerance": 0.01}, {"amount": 0.105})


@pytest.mark.parametrize("case", RIGHT, ids=name)
def test_by_the_rule(case):
    assert disagreements(case, rule_named(case["rule"]).compute(case["given"])) == {}


@pytest.mark.parametrize("case", RIGHT, ids=name)
def test_by_the_command_line(case, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(case["given"])))
    assert main(["calc", case["rule"]]) == 0
    out = capsys.readouterr()
    assert disagreements(case, json.loads(out.out)) == {}
    assert out.err == ""


@pytest.mark.parametrize("case", WRONG, ids=name)
def test_refused_by_the_rule(case, language):
    with pytest.raises(InputError, match=re.escape(said(case, language))):
        rule_named(case["rule"]).compute(case["given"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", WRONG, ids=name)
def test_refused_by_the_command_line(case, lang, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(case["given"])))
    assert main(["calc", case["rule"], "--lang", lang]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert said(case, lang) in out.err


@pytest.mark.parametrize("case", [RIGHT[0], WRONG[0]], ids=name)
def test_by_a_real_process(case):
    done = subprocess.run([sys.executable, "-m", "engine", "calc", case["rule"]], input=json.dumps(case["given"]),
                          capture_output=True, text=True, cwd=FOLDER.parent.parent, check=False)
    if "expect" in case:
        assert disagreements(case, json.loads(done.stdout)) == {}
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert (done.returncode, done.stdout) == (2, "")
        assert case["error"] in done.stderr
