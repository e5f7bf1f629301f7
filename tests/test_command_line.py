"""The command line: every command, what it prints, its exit codes, and what it says to bad input."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.answers.cap_table.control import alerts
from engine.answers.compare import compare
from engine.answers.verdict import verdict
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import say
from engine.commands.changes import changes
from engine.commands.run import shorten
from engine.rules.rule import CHAPTERS, registry
from engine.run.simulate import simulate
from tests.small import EXAMPLE, example

ROOT = Path(__file__).parent.parent
CASE = str(EXAMPLE)


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in English unless told otherwise: exit code, standard output, standard error."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def one(*arguments, given=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return one


def process(*arguments, given="", **environment):
    return subprocess.run([sys.executable, "-m", "engine", *map(str, arguments)], input=given, text=True,
                          capture_output=True, cwd=ROOT, check=False, env={**os.environ, **environment})


# ---------------------------------------------------------------- help and languages

@pytest.mark.parametrize("command", ["", "run", "compare", "calc", "check", "rules", "people"])
@pytest.mark.parametrize("lang", text.LANGUAGES)
def test_help(run, command, lang):
    code, out, err = run(*command.split(), "--help", "--lang", lang)
    assert (code, err) == (0, "")
    assert f"python -m engine {command}".strip() in out
    assert "{" not in out.replace("{zh,en}", "").replace('{"base_pay"', "")


@pytest.mark.parametrize("arguments", [
    (), ("sing",), ("run",), ("run", CASE, "--lang", "fr"), ("calc",), ("run", CASE, "--year", "two"),
    ("run", CASE, "--nonsense")])
def test_wrong_usage(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: python -m engine" in err


def test_the_language_of_the_shell(monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["run", CASE]) == 0
    assert "示例公司" in capsys.readouterr().out
    assert main(["run", CASE, "--lang", "en"]) == 0
    assert "Example company" in capsys.readouterr().out
    assert text.language() == "en", "the caller's own language is as it was"


# ---------------------------------------------------------------- run

def test_run_today(run):
    code, out, err = run("run", CASE)
    assert (code, err) == (0, "")
    assert out.startswith("Example company · Today's plan\n")
    year = simulate(example().today).year(1)
    assert f"Year 1, {len(year.people)} people" in out
    for label, shown in (("Revenue", "¥6M"), ("Fixed pay", "¥792K"), ("Net profit", "¥600K"), ("today", "70.0%")):
        assert any(label in line and shown in line for line in out.splitlines()), label
    assert "Changes" not in out and "Events" not in out and "Companies" not in out


def test_run_a_reform(run):
    code, out, _ = run("run", CASE, "--reform", "partners", "--year", 2)
    assert code == 0
    assert "Example company · Partners" in out
    assert "Year 2, 9 people" in out
    against = compare(simulate(example().today), simulate(example().scenario("partners")), 2)
    assert verdict(against) in out
    for heading in ("Changes", "The owner", "Events", "Companies"):
        assert f"\n{heading}\n" in out
    assert "100,000 shares granted" in out


def test_run_with_changes(run):
    code, out, _ = run("run", CASE, "--set", "assumptions.profit_growth=0.5", "--set",
                       "pay.sales.commission.tiers=[{from: 0, rate: 0.1}]", "--set", "pay.sales.performance=null")
    assert code == 0
    assert "Today's plan + changes" in out
    assert "assumptions.profit_growth = 0.5" in out
    assert "Performance pay" not in out


def test_run_json(run):
    code, out, _ = run("run", CASE, "--reform", "partners", "--json")
    assert code == 0
    outcome, plain = simulate(example().scenario("partners")), json.loads(out)
    assert (plain["case"], plain["reform"], plain["owner"]) == ("example", "partners", "founder")
    assert plain["name"] == {"zh": "合伙人", "en": "Partners"}
    assert plain["owner_stake_today"] == 0.7
    assert [year["year"] for year in plain["years"]] == [1, 2, 3]
    for year, told in zip(outcome.years, plain["years"], strict=True):
        statement = told["statement"]
        assert round(statement["net_profit"] * 100) == year.statement.net_profit
        assert round(statement["payroll"] * 100) == year.statement.payroll
        assert statement["people_cost"] == pytest.approx(sum(told["by_element"].values()))
        assert sum(person["pay"] for person in told["people"]) == pytest.approx(statement["payroll"])
        assert sum(holder["stake"] for holder in told["cap_table"].values()) == pytest.approx(1)
        assert sum(told["looked_through"].values()) == pytest.approx(1) == sum(told["votes"].values())
        assert told["owner_votes"] == told["votes"]["founder"]
        assert told["payroll_of_revenue"] == year.statement.payroll / year.statement.revenue
        assert told["owner_take"] * 100 == outcome.owner_take(year.number)
        assert told["network"]["companies"] == len(year.network)
        fund = told["dividends"]["virtual"]
        assert fund["fund"] == pytest.approx(fund["paid"] + fund["carried"] + fund["kept"])
    assert [event["rule"] for year in plain["years"] for event in year["events"]] == ["equity.team", "equity.round"]
    assert [each["what"] for each in plain["findings"]] == [each.what for each in alerts(outcome)]


def test_run_json_is_the_same_every_time_and_in_every_language(run):
    first = run("run", CASE, "--json")
    assert run("run", CASE, "--json") == first
    english, chinese = (json.loads(run("run", CASE, "--json", "--lang", lang)[1]) for lang in ("en", "zh"))
    assert {**english, "verdict": ""} == {**chinese, "verdict": ""}


@pytest.mark.parametrize(("given", "value"), [
    ("0.5", 0.5), ("true", True), ("null", None), ("", None), ("[1, {a: b}]", [1, {"a": "b"}]), ("on", "on"),
    ("{from: 0}", {"from": 0}), ("60_000", 60000), ("'60000'", "60000"), ("a=b", "a=b"), ("1e3", 1000.0)])
def test_values_are_yaml(given, value):
    got = changes([f"some.path={given}"])
    assert got == {"some.path": value} and type(got["some.path"]) is type(value)


def test_all_wrong_changes_are_said():
    with pytest.raises(InputError) as refused:
        changes(["assumptions.years", "=3", "a.b=[1", "fine=1"])
    assert [str(problem).split(":")[0] for problem in refused.value.problems] == [
        "--set assumptions.years", "--set =3", "--set a.b line 1"]


def test_shorten():
    assert shorten("x" * 80) == "x" * 80
    assert shorten("x" * 81) == "x" * 79 + "…"


# ---------------------------------------------------------------- compare

def test_compare(run):
    code, out, err = run("compare", CASE)
    assert (code, err) == (0, "")
    header = out.splitlines()[2]
    assert header.split("   ")[-3:] == ["Today's plan", "Partners", "Steeper tiers"] or all(
        name in header for name in ("Today's plan", "Partners", "Steeper tiers"))
    lines = out.splitlines()
    assert len({len(line) for line in lines[2:10] if line.strip()}) == 1, "columns are aligned"
    for key in ("partners", "tiers"):
        assert f"({key})" in out
        assert verdict(compare(simulate(example().today), simulate(example().scenario(key)))) in out


def test_compare_chosen_reforms(run):
    code, out, _ = run("compare", CASE, "--reform", "tiers", "--year", 3)
    assert code == 0 and "Steeper tiers" in out and "Partners" not in out and "year 3" in out
    code, out, _ = run("compare", CASE, "--reform", "tiers", "partners", "tiers", "--reform", "today")
    assert code == 0 and out.count("(tiers)") == 1 and "(today)" in out
    assert "nobody gains or loses" in out


def test_compare_with_changes_leaves_today_alone(run):
    code, out, _ = run("compare", CASE, "--reform", "today", "--set", "assumptions.revenue_growth=1", "--json")
    plain = json.loads(out)
    assert code == 0
    assert plain["today"]["years"][0]["statement"]["revenue"] == 6_000_000
    assert plain["reforms"]["today"]["years"][0]["statement"]["revenue"] == 12_000_000
    assert plain["reforms"]["today"]["gain"] == 7  # sellers and the managers of their stores; not boss and clerk
    assert plain["reforms"]["today"]["changes"] == {"assumptions.revenue_growth": "1"}


def test_compare_in_chinese_is_aligned(run):
    _, out, _ = run("compare", CASE, "--lang", "zh")
    assert "示例公司" in out and "分档提成" in out


# ---------------------------------------------------------------- calc

def test_calc(run):
    code, out, err = run("calc", "commission", given='{"sales": 130000, "on": "all"}')
    assert (code, err) == (0, "")
    assert json.loads(out) == {"counted": 130_000, "amount": 6500}


def test_calc_from_a_file(run, tmp_path):
    (tmp_path / "given.json").write_text('\ufeff{"base_pay": 6000}', encoding="utf-8")
    code, out, _ = run("calc", "fixed_pay", "--given", tmp_path / "given.json")
    assert (code, json.loads(out)) == (0, {"amount": 6000})


@pytest.mark.parametrize("rule", registry())
def test_calc_every_example(run, rule):
    code, out, err = run("calc", rule, given=json.dumps(dict(registry()[rule].example)))
    assert (code, err) == (0, "")
    assert json.loads(out)


def test_calc_says_every_problem_a_line_each(run):
    code, out, err = run("calc", "commission", given='{"quotta": 1, "mode": "margnal"}')
    assert (code, out) == (2, "")
    assert err.splitlines() == ["quotta: there is no such entry. Did you mean “quota”?",
                                "mode: “margnal” is not one of the choices. Did you mean “marginal”?",
                                "sales: this entry is missing; add it."]


# ---------------------------------------------------------------- check

def test_check(run):
    assert run("check", CASE) == (0, "OK example: 9 people in 3 units; reforms: partners, tiers.\n", "")
    assert run("check", EXAMPLE / "case.yaml")[0] == 0


def copied(folder, **edits):
    """The example with some texts of its case.yaml replaced."""
    content = (EXAMPLE / "case.yaml").read_text(encoding="utf-8")
    for old, new in edits.values():
        assert old in content
        content = content.replace(old, new)
    (folder / "case.yaml").write_text(content, encoding="utf-8")
    (folder / "people.csv").write_bytes((EXAMPLE / "people.csv").read_bytes())
    return folder


def test_check_hints_where_books_and_plan_differ(run, tmp_path):
    """Costs 13,000 lower are 1% of the payroll; 13,200 lower are a little more."""
    code, out, _ = run("check", copied(tmp_path, costs=("907039.96", "894111.00")))
    assert (code, len(out.splitlines())) == (0, 1)
    code, out, _ = run("check", copied(tmp_path, costs=("907039.96", "893000.00")))
    assert code == 0
    assert "Hint: today's plan pays ¥1.29M, the books imply ¥1.31M" in out
    assert "other_costs at 907039.96" in out or "other_costs at 907039.9" in out


def test_check_says_every_problem(run, tmp_path):
    folder = copied(tmp_path, a=("gross_margin: 0.5", "gross_margin: 50"), b=("owner: founder", "owner: 3"),
                    c=("share: 0.8", "shar: 0.8"))
    code, out, err = run("check", folder)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 3
    assert all(line.startswith("case.yaml ") for line in err.splitlines())


# ---------------------------------------------------------------- rules and people

def test_rules(run, language):
    code, out, err = run("rules", "--lang", language)
    assert (code, err) == (0, "")
    for rule in registry().values():
        assert f"  {rule.name()}: {rule.about.title[language]}" in out
        for key, parameter in rule.parameters().items():
            assert f"      {key}: {parameter.label[language]}; " in out
    places = [out.index(f"{say(title)}\n\n") for title in CHAPTERS.values()]
    assert places == sorted(places)


def test_one_rule_with_range_default_and_source(run):
    code, out, _ = run("rules", "dividend_per_share")
    assert code == 0
    assert ("      paid_now: Part paid this year; 0% to 100%; default 90% "
            "[Virtual-share company plan, steps six and seven]") in out
    assert "      distributed: Distributed; ¥0 to ¥1T; required [our assumption]" in out
    assert "commission:" not in out
    assert "tiers[].rate: Rate; 0% to" in run("rules", "commission")[1]


def test_people(run, tmp_path):
    code, out, _ = run("people", CASE)
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 1 + 1 + 6 and lines[0].startswith("id,name,family,post,unit,superior,base_pay")
    code, told, _ = run("people", CASE, "--out", tmp_path / "people.csv")
    assert (code, told) == (0, f"7 people written to {tmp_path / 'people.csv'}.\n")
    assert (tmp_path / "people.csv").read_text(encoding="utf-8") == out


def test_the_hospitals_people_are_those_of_its_recipe(run):
    """The list beside a case is the one its recipe makes."""
    code, out, _ = run("people", "hospital")
    assert code == 0
    assert out == (ROOT / "scenarios" / "hospital" / "people.csv").read_text(encoding="utf-8")


def test_people_of_a_real_list(run, tmp_path):
    content = (EXAMPLE / "case.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(content[:content.index("recipe:")], encoding="utf-8")
    code, out, err = run("people", tmp_path)
    assert (code, out, err) == (2, "", "case.yaml recipe: the case has no recipe; its people are a real list.\n")


# ---------------------------------------------------------------- what is wrong

@pytest.mark.parametrize(("arguments", "given", "says"), [
    (("run", "hospitl"), "", "hospitl: there is no such case, nor a folder with a case.yaml. Did you mean “hospital”?"),
    (("run", "x" * 5000), "", "there is no such case"),
    (("run", CASE, "--reform", "teirs"), "", "case “example” has no such reform. Did you mean “tiers”?"),
    (("run", CASE, "--set", "pay.sales.comission.quota=1"), "", "Did you mean “commission”?"),
    (("run", CASE, "--set", "assumptions.years"), "", "write PATH=VALUE"),
    (("run", CASE, "--set", "assumptions.years=[1"), "", "--set assumptions.years line 1: this is not readable as YAML"),
    (("run", CASE, "--year", "4"), "", "--year 4: 3 years are simulated; enter 1 to 3"),
    (("run", CASE, "--year", "0"), "", "--year 0: 3 years are simulated"),
    (("compare", CASE, "--reform", "tiers", "nobody"), "", "case “example” has no such reform"),
    (("compare", CASE, "--year", "-1"), "", "--year -1: 3 years are simulated"),
    (("calc", "comission"), "{}", "comission: there is no such rule. Did you mean “commission”?"),
    (("calc", "commission"), "", "standard input line 1: this is not readable as JSON"),
    (("calc", "commission"), "[1]", "standard input: this is not an object of names and values"),
    (("calc", "commission"), '{"sales": NaN}', "NaN is not a number that can be computed with"),
    (("calc", "commission"), '{"a": 1, "a": 2}', "“a” is there twice"),
    (("calc", "commission", "--given", "/nowhere/given.json"), "", "/nowhere/given.json: this cannot be read"),
    (("calc", "commission", "--given", "/"), "", "/: this cannot be read"),
    (("check", "/nowhere"), "", "/nowhere: there is no such case"),
    (("rules", "comission"), "", "comission: there is no such rule"),
    (("people", "nobody"), "", "nobody: there is no such case"),
    (("people", CASE, "--out", "/nowhere/people.csv"), "", "/nowhere/people.csv: the file cannot be written"),
])
def test_bad_input(run, arguments, given, says):
    code, out, err = run(*arguments, given=given)
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1 and "Traceback" not in err


def test_bad_input_in_chinese(run):
    code, out, err = run("run", "hospitl", "--lang", "zh")
    assert (code, out) == (2, "") and "hospitl" in err


# ---------------------------------------------------------------- as real processes

def test_a_process():
    done = process("calc", "fixed_pay", given='{"base_pay": 1}', LC_ALL="C.UTF-8")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, {"amount": 1}, "")


def test_a_process_that_is_given_no_text():
    done = subprocess.run([sys.executable, "-m", "engine", "calc", "fixed_pay"], input=b"\xff\xfe\x00", cwd=ROOT,
                          capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_reader_that_stops_early():
    """`… | head -1` closes the pipe; that is no error and no traceback."""
    producer = subprocess.Popen([sys.executable, "-m", "engine", "run", CASE, "--json"], cwd=ROOT,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    producer.stdout.close()
    said = producer.stderr.read()
    producer.stderr.close()
    assert (producer.wait(), said) == (0, b"")


def test_an_encoding_that_lacks_signs():
    done = process("run", CASE, "--lang", "zh", PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "Traceback" not in done.stderr
