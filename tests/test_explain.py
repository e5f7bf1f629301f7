"""The command `explain`: the same slip as the page, on the console."""

import json

import pytest

from engine.__main__ import main
from engine.answers.pay.payslip import payslip
from engine.base.text import exact
from engine.files.cases import load


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_slip_is_printed(capsys, lang):
    assert main(["explain", "car-care", "P00010", "--reform", "store-partners", "--month", "3", "--lang", lang]) == 0
    said = capsys.readouterr().out
    slip = payslip(load("car-care").scenario("store-partners"), "P00010")
    assert all(exact(item.amount(2)) in said for item in slip.items) and exact(slip.amount(2)) in said
    assert ("每一" in said or "多卖" in said) if lang == "zh" else "What selling more brings" in said


def test_as_json(capsys):
    assert main(["explain", "car-care", "P00010", "--json"]) == 0
    slip = json.loads(capsys.readouterr().out)
    assert slip["total"] * 100 == pytest.approx(payslip(load("car-care").today, "P00010").amount())
    assert all(len(each["months"]) == 12 for each in slip["elements"] if each["months"])


@pytest.mark.parametrize(("given", "said"), [
    (["car-care", "P99999"], "nobody in the company has this ID"), (["car-care", "P00010", "--month", "13"], "months 1 to 12"),
    (["car-care", "P00010", "--year", "99"], "years are simulated"), (["nowhere", "P00010"], "no such case"),
    (["car-care", "P00010", "--set", "assumptions.headcount_growth=-0.5"], "no longer there"),
    (["car-care", "P00010", "--reform", "none"], "no such reform")])
def test_what_is_wrong_is_said_in_a_sentence(capsys, given, said):
    assert main(["explain", *given, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert not out and said in err and "Traceback" not in err
