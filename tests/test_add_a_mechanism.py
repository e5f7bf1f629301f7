"""The README's new mechanism, added to a copy of the project, is everywhere a mechanism should be."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.test_readme import HOUSE, README, printed

NAME = "thirteenth_month"
PARTS = ("app.py", "engine", "ui", "pages", "locale", "scenarios/hospital", ".streamlit")

ON_THE_PAGES = """
import sys
sys.path.insert(0, {house!r})
from tests.pages import driver
opened = driver.opened(app={app!r}, reform="four-families", set='pay.functional.thirteenth_month={{"months": 2}}')
driver.levers(opened, "pay")
driver.run(driver.widget(opened.selectbox, "choose-pay-group|hospital").set_value("functional") and opened)
driver.opened_drawer(opened, "rule|hospital|four-families|pay.functional.thirteenth_month")
lever = driver.slider(opened, "pay.functional.thirteenth_month.months")
assert (lever.value, lever.min, lever.max, lever.step, lever.label) == (2, 0, 6, 0.5, "Months"), lever
costs = lambda: next(rows for _, rows in driver.charts(opened) if "kind" in rows[0])
before = costs()
assert any(row["kind"] == "Thirteenth month" for row in before), "in the cost picture"
driver.run(lever.set_value(3) and opened)
assert costs() != before, "the lever moves the picture"
driver.go(opened, driver.HANDBOOK)
driver.run(driver.widget(opened.selectbox, "choose-rule").set_value("thirteenth_month") and opened)
assert any("9,000" in each.value.to_string() for each in opened.dataframe), "the handbook's worked example runs"
"""


@pytest.fixture(scope="module")
def module():
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if f'"{NAME}"' in block)


@pytest.fixture(scope="module")
def grown(module, tmp_path_factory):
    """A copy of the project with one file more."""
    house = tmp_path_factory.mktemp("house")
    for part in PARTS:
        copy = shutil.copytree if (HOUSE / part).is_dir() else shutil.copy
        (house / part).parent.mkdir(parents=True, exist_ok=True)
        copy(HOUSE / part, house / part)
    (house / "engine" / "rules" / "pay" / f"{NAME}.py").write_text(module, encoding="utf-8")
    return house


def asked(house, *arguments, given=""):
    return subprocess.run([sys.executable, "-m", "engine", "--lang", "en", *arguments], cwd=house, input=given,
                          text=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(house)})


def test_it_is_small(module):
    assert len(module.splitlines()) <= 50


def test_it_can_be_tried_alone_as_the_readme_shows(grown):
    shown = re.search(rf"\$ (echo .*engine calc {NAME})\n((?:(?!```).*\n)*)```", README.read_text(encoding="utf-8"))
    assert printed(shown[1], grown) == shown[2]


def test_its_name_range_and_source_are_listed(grown):
    listed = asked(grown, "rules", NAME).stdout
    assert "months: Months; ×0 to ×6; default ×1" in listed


def test_a_scenario_can_use_it_and_every_fen_is_accounted_for(grown):
    change = f"pay.functional.{NAME}={{months: 2}}"
    before, after = (json.loads(asked(grown, "run", "hospital", "--json", *more).stdout)["years"][0]
                     for more in ((), ("--set", change)))
    paid = after["by_element"][NAME]
    people = {each["id"]: each["income"] for each in before["people"] if each["family"] == "functional"}
    gained = sum(each["income"] - people[each["id"]] for each in after["people"] if each["id"] in people)
    assert paid > 0 and round(gained, 2) == paid
    assert round(after["statement"]["payroll"] - before["statement"]["payroll"], 2) == paid


@pytest.mark.parametrize(("given", "said"), [
    ("{months: 9}", "×9 is out of range; enter a value from ×0 to ×6."),
    ("{month: 2}", "Did you mean “months”?"),
    ("{months: two}", "is not a number"),
])
def test_what_does_not_fit_is_refused_in_a_sentence(grown, given, said):
    refused = asked(grown, "run", "hospital", "--set", f"pay.functional.{NAME}={given}")
    assert refused.returncode == 2 and said in refused.stderr and NAME in refused.stderr
    assert not refused.stdout and "Traceback" not in refused.stderr


def test_it_has_a_slider_and_a_page_in_the_handbook(grown):
    script = ON_THE_PAGES.format(house=str(HOUSE), app=str(grown / "app.py"))
    # The copy's own engine, ui and pages come first; only the driver is ours.
    done = subprocess.run([sys.executable, "-c", script.replace("sys.path.insert(0, ", "sys.path.append(")], cwd=grown,
                          text=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(grown)})
    assert done.returncode == 0, done.stderr
