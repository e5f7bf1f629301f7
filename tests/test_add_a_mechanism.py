"""README's example of a mechanism, in a copy of the house: one new file, and everything comes from it."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from engine.text import CATALOGUE

ROOT = CATALOGUE.parent
ADDED = "pay.sales.meal_allowance={amount: 120.5}"
LEVERS = """
from engine import load
from engine.rule import registry
from engine.scenario import levers
scenario = load("hospital").today.reformed({"pay.sales.meal_allowance": {"amount": 120.5}})
found = {lever.path: lever for lever in levers(scenario.plan, scenario.assumptions)}
lever = found["pay.sales.meal_allowance.amount"]
print(lever.parameter.zh, lever.parameter.high, lever.value, registry()["meal_allowance"].about.title.en)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the engine with the file of README in its room."""
    folder = tmp_path_factory.mktemp("house")
    for room in ("engine", "locale", "scenarios/hospital"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    (folder / "engine/rules/pay/meal_allowance.py").write_text(
        next(block for block in blocks if "MealAllowance" in block), encoding="utf-8")
    return folder


def python(house, *arguments, given=""):
    return subprocess.run([sys.executable, *arguments], cwd=house, input=given, capture_output=True, text=True,
                          encoding="utf-8", timeout=120)


def test_it_can_be_tried_alone(house):
    done = python(house, "-m", "engine", "calc", "meal_allowance", given='{"amount": 250}')
    assert json.loads(done.stdout) == {"month": 250.0, "year": 3000.0}


def test_it_validates_what_it_declares(house):
    done = python(house, "-m", "engine", "--lang", "en", "calc", "meal_allowance", given='{"amount": 5000}')
    assert (done.returncode, done.stdout) == (2, "")
    assert "amount: ¥5,000 is out of range; enter a value from ¥0 to ¥3,000." in done.stderr


def test_it_is_in_the_list_of_rules_in_both_languages(house):
    for language, words in (("zh", "每人每月固定的餐费补贴"), ("en", "A fixed amount for meals")):
        assert words in python(house, "-m", "engine", "rules", "meal_allowance", "--lang", language).stdout


def test_it_is_a_lever_and_has_a_handbook_entry(house):
    assert python(house, "-c", LEVERS).stdout.split() == ["每月金额", "3000", "120.5", "Meal", "allowance"]


def test_it_is_paid_under_its_scenario_key(house):
    outcome = [json.loads(python(house, "-m", "engine", "run", "hospital", "--json", *more).stdout)["years"][0]
               for more in ((), ("--set", ADDED))]
    sellers = sum(person["family"] == "sales" for person in outcome[0]["people"])
    assert sellers > 0
    assert outcome[1]["by_element"]["meal_allowance"] == pytest.approx(120.5 * 12 * sellers)
    assert outcome[1]["statement"]["payroll"] - outcome[0]["statement"]["payroll"] == pytest.approx(
        120.5 * 12 * sellers)
