"""The command line: run, compare, explain, calc, check, rules, people.

`python -m engine --help` lists the commands. Exit codes: 0 fine, 2 bad input. What is wrong with an input is
said on standard error, a line for each problem; standard output then stays empty.
"""

from __future__ import annotations

import argparse
import contextvars
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.files.library import TODAY, names

FINE, BAD_INPUT = 0, 2


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
        lines = list(asked.command()(asked))
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

    def command(name: str, does: str, about: str, more: str = "") -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, parents=[shared], epilog=more or None,
                                  description=about[:1].upper() + about[1:] + t("."))
        # A command's room is entered when it is asked for: it may need much that the others do not.
        one.set_defaults(command=lambda: getattr(import_module(f"engine.commands.{name}"), does))
        return one

    run = command("run", "run_case", t("simulate one scenario and sum it up"), t(
        "Example: python -m engine run hospital --reform four-families --set assumptions.profit_growth=1.0"))
    _case(run)
    run.add_argument("--reform", metavar="REFORM", default=TODAY,
                     help=t("the reform to simulate (default: today's plan)"))
    _changes(run)

    both = command("compare", "compare_case", t("today and its reforms side by side"), t(
        "Example: python -m engine compare hospital --reform four-families partners --year 3"))
    _case(both)
    both.add_argument("--reform", metavar="REFORM", nargs="+", action="extend",
                      help=t("the reforms to compare (default: all)"))
    _changes(both)

    explain = command("explain", "explain_person", t("one person's pay slip, every element taken apart"), t(
        "Example: python -m engine explain car-care P00010 --reform store-partners --month 3"))
    _case(explain)
    explain.add_argument("person", metavar="PERSON", help=t("the person's ID, as in people.csv"))
    explain.add_argument("--reform", metavar="REFORM", default=TODAY,
                         help=t("the reform to explain, beside today (default: today's plan)"))
    explain.add_argument("--month", metavar="M", type=int, help=t("one month, 1 to 12 (default: the whole year)"))
    _changes(explain)

    calc = command("calc", "calc_rule", t("try one rule on its own: JSON in, JSON out"), t(
        "Example: echo '{example}' | python -m engine calc fixed_pay",
        example='{"base_pay": 6000, "share": 0.8}'))
    calc.add_argument("rule", metavar="RULE", help=t("the rule's name; `rules` lists them"))
    calc.add_argument("--given", metavar="FILE", type=Path,
                      help=t("read parameters and inputs from this file instead of standard input"))

    check = command("check", "check_case", t("say what is wrong with a case, or that it is fine"))
    _case(check)

    rules = command("rules", "list_rules",
                    t("list the rules with their parameters, ranges, defaults and sources"))
    rules.add_argument("rule", metavar="RULE", nargs="*", help=t("only these rules (default: all)"))

    people = command("people", "make_people", t("make the people of a case's recipe, as CSV"))
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
