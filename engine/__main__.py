"""The command line: run, compare, calc, check, rules, people.

`python -m engine --help` lists the commands. Exit codes: 0 fine, 2 bad input. What is wrong with an input is
said on standard error, a line for each problem; standard output then stays empty.
"""

from __future__ import annotations

import argparse
import contextvars
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import numpy as np

from engine import text
from engine.assumptions import Assumptions
from engine.cases import TODAY, Case, case_file, load, names, parse_yaml
from engine.compare import Comparison, compare, cost_by_element, median_income
from engine.money import to_yuan
from engine.network import REGISTERED, Network
from engine.outcome import Outcome, Year
from engine.parameter import Declared, Parameter, Text, Unit, parameter_of
from engine.population import people_table
from engine.problem import InputError, Problem
from engine.rule import CHAPTERS, Rule, registry, rule_named
from engine.simulate import simulate
from engine.text import money, percent, say, t
from engine.verdict import verdict

FINE, BAD_INPUT = 0, 2
NOTICEABLE = 0.01
"""How far today's simulated people cost may be from the books before `check` says so."""

Rows = list[tuple[str, ...]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; the language of the caller stays as it is."""
    return contextvars.copy_context().run(_main, list(sys.argv[1:] if arguments is None else arguments))


def _main(arguments: list[str]) -> int:
    text.use(_language(arguments))
    try:
        asked = parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has printed the help, or what is wrong
        return FINE if stop.code in (None, 0) else BAD_INPUT
    try:
        lines = list(asked.command(asked))
    except InputError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    if lines:
        print("\n".join(lines))
    return FINE


def _language(arguments: list[str]) -> str:
    """The language asked for, known before the help is written; else that of the shell."""
    only = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    only.add_argument("--lang", choices=text.LANGUAGES)
    try:
        return only.parse_known_args(arguments)[0].lang or text.of_system()
    except argparse.ArgumentError:
        return text.of_system()


def parser() -> argparse.ArgumentParser:
    """All commands and their options, in the language in use."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=text.LANGUAGES, default=argparse.SUPPRESS,
                        help=t("language of what is printed (default: that of the shell)"))
    whole = argparse.ArgumentParser(
        prog="python -m engine", parents=[shared],
        description=t("Sandtable: what happens to pay, profit and ownership if incentives change."),
        epilog=t("Cases of the library: {names}.", names=", ".join(names())))
    commands = whole.add_subparsers(title=t("commands"), metavar=t("COMMAND"), required=True)

    def command(name: str, does: Callable[[argparse.Namespace], Iterable[str]], about: str,
                more: str = "") -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, parents=[shared], epilog=more or None,
                                  description=about[:1].upper() + about[1:] + t("."))
        one.set_defaults(command=does)
        return one

    run = command("run", run_case, t("simulate one scenario and sum it up"), t(
        "Example: python -m engine run hospital --reform four-families --set assumptions.profit_growth=1.0"))
    _case(run)
    run.add_argument("--reform", metavar="REFORM", default=TODAY,
                     help=t("the reform to simulate (default: today's plan)"))
    _changes(run)

    both = command("compare", compare_case, t("today and its reforms side by side"), t(
        "Example: python -m engine compare hospital --reform four-families partners --year 3"))
    _case(both)
    both.add_argument("--reform", metavar="REFORM", nargs="+", action="extend",
                      help=t("the reforms to compare (default: all)"))
    _changes(both)

    calc = command("calc", calc_rule, t("try one rule on its own: JSON in, JSON out"), t(
        "Example: echo '{example}' | python -m engine calc fixed_pay",
        example=json.dumps(dict(registry()["fixed_pay"].example))))
    calc.add_argument("rule", metavar="RULE", help=t("the rule's name; `rules` lists them"))
    calc.add_argument("--given", metavar="FILE", type=Path,
                      help=t("read parameters and inputs from this file instead of standard input"))

    check = command("check", check_case, t("say what is wrong with a case, or that it is fine"))
    _case(check)

    rules = command("rules", list_rules,
                    t("list the rules with their parameters, ranges, defaults and sources"))
    rules.add_argument("rule", metavar="RULE", nargs="*", help=t("only these rules (default: all)"))

    people = command("people", make_people, t("make the people of a case's recipe, as CSV"))
    _case(people)
    people.add_argument("--out", metavar="FILE", type=Path,
                        help=t("write them to this file instead of standard output"))
    return whole


def _case(one: argparse.ArgumentParser) -> None:
    one.add_argument("case", metavar="CASE",
                     help=t("a case of the library, or a folder that holds a case.yaml"))


def _changes(one: argparse.ArgumentParser) -> None:
    one.add_argument("--set", metavar="PATH=VALUE", action="append", default=[], dest="changes", help=t(
        "one more change, e.g. pay.sales.commission.quota=60000; VALUE is written as in a YAML file; "
        "may be repeated"))
    one.add_argument("--year", metavar="N", type=int, default=1,
                     help=t("the simulated year shown (default: 1)"))
    one.add_argument("--json", action="store_true", help=t("everything as JSON, money in yuan"))


# ---------------------------------------------------------------- run

def run_case(asked: argparse.Namespace) -> Iterator[str]:
    """One scenario simulated: a summary, or the whole outcome as JSON."""
    case = load(asked.case)
    scenario = case.scenario(asked.reform).reformed(changes(asked.changes))
    outcome = simulate(scenario)
    _year_exists(asked.year, outcome)
    against = compare(simulate(case.today), outcome, asked.year)
    if asked.json:
        yield _json({"case": case.key, "reform": asked.reform, "verdict": verdict(against),
                     **as_plain(outcome)})
    else:
        yield f"{say(case.name)} · {_title(case, asked)}"
        yield from summary(against)


def changes(given: Iterable[str]) -> dict[str, Any]:
    """PATH=VALUE … as overrides; values are YAML.

    Raises:
        InputError: an entry without `=`, or a value that is not YAML.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in given:
        path, equals, value = entry.partition("=")
        if not equals or not path.strip():
            problems.append(Problem("--set", entry, t("this is not a change; write PATH=VALUE.")))
            continue
        try:
            found[path.strip()] = parse_yaml(value, f"--set {path.strip()}")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _year_exists(number: int, *outcomes: Outcome) -> None:
    years = min(len(outcome.years) for outcome in outcomes)
    if not 1 <= number <= years:
        raise InputError([Problem("--year", str(number), t(
            "{years} years are simulated; enter 1 to {years}, or set assumptions.years.", years=years))])


def summary(against: Comparison) -> Iterator[str]:
    """An outcome as a page of text: verdict, one year's numbers, ownership, events, companies."""
    outcome, year = against.reform, against.after
    statement = year.statement
    if outcome.scenario.overrides:
        yield ""
        yield t("Changes")
        yield from (f"  {path} = {shorten(value)}" for path, value in outcome.scenario.overrides)
        yield ""
        yield verdict(against)
    yield ""
    yield t("Year {number}, {people} people", number=year.number, people=f"{len(year.people):,}")
    yield from _table([
        (t("Revenue"), money(statement.revenue), ""),
        (t("People cost"), money(statement.people_cost), _of_revenue(statement.people_cost, year)),
        *((f"  {say(kind.label)}", money(int(kind.values[0])), _of_revenue(int(kind.values[0]), year))
          for kind in cost_by_element([outcome], year.number)),
        (t("Payroll"), money(statement.payroll), _of_revenue(statement.payroll, year)),
        (t("Incentive dividends"), money(statement.incentive_dividends), ""),
        (t("Net profit"), money(statement.net_profit), _of_revenue(statement.net_profit, year)),
        (t("Median income"), money(median_income(year)), "")])
    yield ""
    yield t("The owner")
    yield from _table([
        ("", t("stake"), t("part of net profit")), (t("today"), percent(float(outcome.owner_stake(0))), ""),
        *((t("year {number}", number=each.number), percent(float(outcome.owner_stake(each.number))),
           money(outcome.owner_take(each.number))) for each in outcome.years)])
    events = [event for each in outcome.years for event in each.events]
    if events:
        yield ""
        yield t("Events")
        yield from (f"  {t('year {number}', number=event.year)}  {say(event.what)}" for event in events)
    networks = [each.network for each in outcome.years if each.network is not None]
    if networks:
        yield ""
        yield t("Companies")
        yield from _table([
            ("", t("companies"), t("opened"), t("headquarters' profit"), t("heads' income"), t("capital")),
            *((t("year {number}", number=network.year), f"{len(network):,}", f"{network.opened_this_year:,}",
               money(network.headquarters_profit), money(int(network.head_income.sum())),
               money(network.capital)) for network in networks)])


def _title(case: Case, asked: argparse.Namespace, key: str = "") -> str:
    """What a column or page shows: today's plan or a reform, and whether more was changed."""
    name = key or asked.reform
    title = t("Today's plan") if name == TODAY else say(case.reforms[name].name.text)
    return t("{title} + changes", title=title) if asked.changes else title


def shorten(value: str, longest: int = 80) -> str:
    """A value on one line, cut where it is too long to read there."""
    return value if len(value) <= longest else f"{value[:longest - 1]}…"


def _of_revenue(fen: int, year: Year) -> str:
    revenue = year.statement.revenue
    return t("{share} of revenue", share=percent(fen / revenue)) if revenue else ""


# ---------------------------------------------------------------- compare

def compare_case(asked: argparse.Namespace) -> Iterator[str]:
    """Today and reforms side by side; changes on the command line come on top of every reform."""
    case = load(asked.case)
    extra = changes(asked.changes)
    keys = list(dict.fromkeys(asked.reform if asked.reform is not None else case.reforms))
    if not keys and extra:
        keys = [TODAY]
    today = simulate(case.today)
    reforms = {key: simulate(case.scenario(key).reformed(extra)) for key in keys}
    _year_exists(asked.year, today, *reforms.values())
    sides = {key: compare(today, outcome, asked.year) for key, outcome in reforms.items()}
    if asked.json:
        yield _json({"case": case.key, "year": asked.year, TODAY: as_plain(today), "reforms": {
            key: {"verdict": verdict(side), "gain": side.gainers, "lose": side.losers,
                  "unchanged": side.unchanged, "joined": side.joined, "left": side.left,
                  **as_plain(side.reform)}
            for key, side in sides.items()}})
        return
    yield t("{case}, year {number}", case=say(case.name), number=asked.year)
    yield ""
    titles = [_title(case, asked, key) for key in sides]
    yield from _table(_side_by_side(today, list(sides.values()), titles, asked.year))
    for title, (key, side) in zip(titles, sides.items(), strict=True):
        yield ""
        yield f"{title} ({key})"
        yield f"  {verdict(side)}"


def _side_by_side(today: Outcome, sides: list[Comparison], titles: list[str], number: int) -> Rows:
    outcomes = [today, *(side.reform for side in sides)]
    years = [outcome.year(number) for outcome in outcomes]

    def row(label: str, show: Callable[[Year], str]) -> tuple[str, ...]:
        return (label, *map(show, years))

    return [
        ("", t("Today's plan"), *titles),
        row(t("Revenue"), lambda year: money(year.statement.revenue)),
        row(t("People cost"), lambda year: money(year.statement.people_cost)),
        row(t("  of revenue"), lambda year: percent(year.statement.people_cost / year.statement.revenue)
            if year.statement.revenue else "–"),
        *((f"  {say(kind.label)}", *(money(int(cost)) for cost in kind.values))
          for kind in cost_by_element(outcomes, number)),
        row(t("Net profit"), lambda year: money(year.statement.net_profit)),
        row(t("Median income"), lambda year: money(median_income(year))),
        row(t("People"), lambda year: f"{len(year.people):,}"),
        (t("  gain"), "", *(f"{side.gainers:,}" for side in sides)),
        (t("  lose"), "", *(f"{side.losers:,}" for side in sides)),
        (t("The owner's stake"), *(percent(float(outcome.owner_stake(number))) for outcome in outcomes)),
        (t("The owner's part of net profit"), *(money(outcome.owner_take(number)) for outcome in outcomes)),
        row(t("Companies"), lambda year: f"{len(year.network):,}" if year.network else "–"),
    ]


# ---------------------------------------------------------------- calc

def calc_rule(asked: argparse.Namespace) -> Iterator[str]:
    """One rule tried alone: parameters and inputs as a JSON object in, named results out."""
    rule = rule_named(asked.rule)
    yield _json(rule.compute(_given(asked.given)))


def _given(path: Path | None) -> dict[str, Any]:
    """The JSON object on standard input or in a file."""
    file = str(path) if path else t("standard input")
    try:
        content = path.read_text(encoding="utf-8-sig") if path else sys.stdin.read()
        given = json.loads(content, object_pairs_hook=_once, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise InputError([Problem(file, t("line {line}", line=error.lineno), t(
            "this is not readable as JSON ({detail}); write an object such as {example}.", detail=error.msg,
            example='{"sales": 130000}'))]) from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError([Problem(file, "", t("this cannot be read ({detail}).", detail=error))]) from error
    if not isinstance(given, dict):
        raise InputError([Problem(file, "", t(
            "this is not an object of names and values; write it in braces, such as {example}.",
            example='{"sales": 130000}'))])
    return given


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(t("“{name}” is there twice; delete one of them", name=key))
        found[key] = value
    return found


def _refused(constant: str) -> float:
    raise ValueError(t("{given} is not a number that can be computed with", given=constant))


# ---------------------------------------------------------------- check

def check_case(asked: argparse.Namespace) -> Iterator[str]:
    """OK and what the case holds; a hint where today's plan does not pay what the books say."""
    case = load(asked.case)
    people = case.today.company.people
    reforms = ", ".join(case.reforms) or t("none")
    yield t("OK {case}: {people} people in {units} units; reforms: {reforms}.", case=case.key,
            people=f"{len(people):,}", units=len(case.today.company.facts.units), reforms=reforms)
    books = case.today.company.payroll_of_books
    paid = simulate(replace(case.today, assumptions=Assumptions(years=1))).year(1).statement.people_cost
    if abs(paid - books) > NOTICEABLE * abs(books):
        costs = to_yuan(round(case.today.company.facts.money.other_costs * 100) + books - paid)
        yield t("Hint: today's plan pays {paid}, the books imply {books} (revenue × gross margin − other "
                "costs − profit before tax); with company.money.other_costs at {costs} they would agree.",
                paid=money(paid), books=money(books), costs=f"{costs:.2f}")


# ---------------------------------------------------------------- rules

def list_rules(asked: argparse.Namespace) -> Iterator[str]:
    """Every rule by chapter: title, what it does, and its parameters."""
    wanted = {rule_named(name).name() for name in asked.rule} or set(registry())
    for chapter, title in CHAPTERS.items():
        rules = [rule for rule in registry().values() if rule.chapter() == chapter and rule.name() in wanted]
        if rules:
            yield say(title)
            yield ""
        for rule in rules:
            yield from _about(rule)
            yield ""


def _about(rule: type[Rule]) -> Iterator[str]:
    yield f"  {rule.name()}: {say(rule.about.title)}"
    yield f"    {say(rule.about.what)}"
    yield f"    {say(rule.about.formula)}"
    yield f"    {t('Source: {source}', source=rule.about.source)}"
    yield from (f"      {line}" for line in parameter_lines(rule))
    if rule.Inputs.parameters():
        yield f"    {t('Tried alone, it also takes')}"
        yield from (f"      {line}" for line in parameter_lines(rule.Inputs))


def parameter_lines(model: type[Declared], root: str = "") -> Iterator[str]:
    """A line per parameter: path, label, range, default, source; rows of tables one level in."""
    for key, field in model.keys().items():
        parameter = parameter_of(field)
        if parameter is None:
            continue
        path = f"{root}{key}"
        notes = [_range(parameter)]
        if field.is_required():
            notes.append(t("required"))
        else:
            default = field.get_default(call_default_factory=True)
            notes.append(t("default {value}", value=_default(default, parameter)))
        yield f"{path}: {say(parameter.label)}; {'; '.join(filter(None, notes))} [{parameter.source}]"
        for inner, mark in _rows(field.annotation):
            yield from parameter_lines(inner, f"{path}{mark}.")


def _range(parameter: Parameter) -> str:
    if parameter.choices:
        return t("one of {choices}", choices=", ".join(parameter.choices))
    low, high = (text.value(bound, parameter.unit) for bound in (parameter.low, parameter.high))
    if parameter.low is not None and parameter.high is not None:
        return t("{low} to {high}", low=low, high=high)
    if parameter.low is not None:
        return t("from {low}", low=low)
    return t("up to {high}", high=high) if parameter.high is not None else ""


def _default(default: Any, parameter: Parameter) -> str:
    if default is None:
        return say(parameter.nothing) if parameter.nothing else t("none")
    if parameter.unit in (Unit.TABLE, Unit.CHOICE, Unit.KEY, Unit.TEXT):
        return json.dumps(_dumped(default), ensure_ascii=False)
    return text.value(default, parameter.unit)


def _dumped(value: Any) -> Any:
    if isinstance(value, Declared):
        return value.model_dump(mode="json", by_alias=True)
    return [_dumped(each) for each in value] if isinstance(value, (tuple, list)) else value


def _rows(annotation: Any) -> Iterator[tuple[type[Declared], str]]:
    """The models inside a field: itself, or the rows of a table, marked []."""
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        yield annotation, ""
    elif get_origin(annotation) in (tuple, dict, Annotated):
        inner = get_args(annotation)[1 if get_origin(annotation) is dict else 0]
        yield from ((model, f"[]{mark}") for model, mark in _rows(inner))


# ---------------------------------------------------------------- people

def make_people(asked: argparse.Namespace) -> Iterator[str]:
    """The people of a case's recipe in the form of people.csv."""
    case = case_file(asked.case)
    if case.recipe is None:
        raise InputError([Problem("case.yaml", "recipe",
                                  t("the case has no recipe; its people are a real list."))])
    content = people_table(case.recipe, case.company.season).to_csv(index=False, lineterminator="\n")
    if asked.out is None:
        yield content.removesuffix("\n")
        return
    try:
        asked.out.write_text(content, encoding="utf-8")
    except OSError as error:
        raise InputError([Problem(str(asked.out), "", t("the file cannot be written ({detail}).",
                                                        detail=error.strerror))]) from error
    yield t("{n} people written to {file}.", n=f"{content.count(chr(10)) - 1:,}", file=asked.out)


# ---------------------------------------------------------------- JSON

def as_plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain values, year by year: money in yuan, stakes as fractions."""
    scenario = outcome.scenario
    return {"name": _both(scenario.name), "changes": dict(scenario.overrides), "owner": outcome.owner,
            "owner_stake_today": float(outcome.owner_stake(0)),
            "cap_table_today": _holders(outcome.opening.stakes()),
            "years": [_plain_year(outcome, year) for year in outcome.years]}


def _plain_year(outcome: Outcome, year: Year) -> dict[str, Any]:
    statement = year.statement
    return {
        "year": year.number,
        "statement": {
            "revenue": to_yuan(statement.revenue), "gross_profit": to_yuan(statement.gross_profit),
            "other_costs": to_yuan(statement.other_costs), "balance": to_yuan(statement.balance),
            "payroll": to_yuan(statement.payroll),
            "incentive_dividends": to_yuan(statement.incentive_dividends),
            "people_cost": to_yuan(statement.people_cost), "before_tax": to_yuan(statement.before_tax),
            "tax": to_yuan(statement.tax), "subsidiaries": to_yuan(statement.subsidiaries),
            "net_profit": to_yuan(statement.net_profit)},
        "payroll_of_revenue": statement.payroll / statement.revenue if statement.revenue else None,
        "by_element": {element: to_yuan(cost) for element, cost in year.by_element().items()},
        "median_income": to_yuan(median_income(year)),
        "owner_stake": float(outcome.owner_stake(year.number)),
        "owner_take": to_yuan(outcome.owner_take(year.number)),
        "people": [
            {"id": person, "name": name, "family": family, "post": post, "unit": unit,
             "newcomer": bool(newcomer), "pay": to_yuan(pay), "dividends": to_yuan(dividends),
             "income": to_yuan(pay + dividends)}
            for person, name, family, post, unit, newcomer, pay, dividends in zip(
                year.people.id, year.people.name, year.people.family, year.people.post, year.people.unit,
                year.newcomer, year.pay.tolist(), year.dividends.tolist(), strict=True)],
        "targets": {name: _counted([attained.names[place] if place >= 0 else "none"
                                    for place in attained.level])
                    for name, attained in year.attained.items()},
        "dividends": {name: {"fund": to_yuan(award.fund), "paid": to_yuan(award.paid),
                             "carried": to_yuan(award.carried), "kept": to_yuan(award.kept),
                             "paid_now": to_yuan(int(award.now.sum())),
                             "on_accounts": to_yuan(int(award.account.sum()))}
                      for name, award in year.awards.items()},
        "cap_table": {key: {"kind": line.kind, "shares": line.shares,
                            "stake": float(year.cap_table.stake(key))}
                      for key, line in year.cap_table.lines.items()},
        "profit_stakes": _holders(year.profit_stakes),
        "events": [{"year": event.year, "rule": event.rule, "what": _both(event.what),
                    "new_shares": event.new_shares, "cash": to_yuan(event.cash),
                    "price": float(event.price) if event.price is not None else None}
                   for event in year.events],
        "network": _plain_network(year.network) if year.network is not None else None,
    }


def _plain_network(network: Network) -> dict[str, Any]:
    return {"companies": len(network), "opened": network.opened_this_year,
            "profit": to_yuan(int(network.profit.sum())),
            "headquarters_profit": to_yuan(network.headquarters_profit),
            "heads_income": to_yuan(int(network.head_income.sum())), "capital": to_yuan(network.capital),
            "registered": network.heads(REGISTERED)}


def _both(label: Text) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _holders(stakes: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(stake) for key, stake in stakes.items()}


def _counted(names_reached: list[str]) -> dict[str, int]:
    return {name: names_reached.count(name) for name in dict.fromkeys(names_reached)}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_number, indent=2)


def _number(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is not plain")


# ---------------------------------------------------------------- tables

def _table(rows: Rows) -> Iterator[str]:
    """Rows as aligned columns, the first to the left, the rest to the right; wide characters count twice."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first + " " * (widths[0] - _width(first)),
                 *(" " * (width - _width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True))]
        yield ("  " + "   ".join(cells)).rstrip()


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)


def _console() -> int:
    """`main` on a real console: a reader that stops early is no error, an odd encoding loses only signs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = main()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


if __name__ == "__main__":
    sys.exit(_console())
