"""`explain`: one person's pay slip, every element taken apart."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from engine.answers.pay.next_step import Person, next_steps, sentence
from engine.answers.pay.payslip import Payslip, payslip, side_by_side
from engine.base.money import to_yuan
from engine.base.problem import InputError, Problem
from engine.base.text import exact, month, say, t
from engine.commands.changes import changes, title_of, year_exists
from engine.commands.printing import as_json, table
from engine.company.company import MONTHS, label_of
from engine.files.cases import load
from engine.files.library import TODAY


def explain_person(asked: argparse.Namespace) -> Iterator[str]:
    """The pay slip of one person under today's plan and a reform, and how each amount comes about.

    Raises:
        InputError: no such case, reform, person, year or month.
    """
    case = load(asked.case)
    scenario = case.scenario(asked.reform).reformed(changes(asked.changes))
    if asked.month is not None and not 1 <= asked.month <= MONTHS:
        raise InputError([Problem("--month", str(asked.month), t("a year has the months 1 to 12."))])
    after = payslip(scenario, asked.person, asked.year)
    if after is None:
        raise InputError([Problem("", asked.person, t("this person is no longer there under this plan."))])
    year_exists(asked.year, after.outcome)
    changed = asked.reform != TODAY or bool(asked.changes)
    before = payslip(case.today, asked.person, asked.year) if changed else None
    place = None if asked.month is None else asked.month - 1
    if asked.json:
        yield as_json(_plain(after, place))
        return
    people = after.year.people
    post, unit = (say(label_of(scenario.company, column[after.place])) for column in (people.post, people.unit))
    yield " · ".join((people.name[after.place], post, unit, asked.person))
    when = [t("Year {year}", year=asked.year), *([] if place is None else [month(place)])]
    yield " · ".join((say(case.name), title_of(case, asked), *when))
    yield ""
    rows = [(say(pair.title), *((exact(pair.old.amount(place)) if pair.old else "–",) if changed else ()),
             exact(pair.new.amount(place)) if pair.new else "–") for pair in side_by_side(before, after)]
    heads = (t("Element"), *((t("Today"),) if changed else ()), title_of(case, asked))
    yield from table([heads, *rows, (t("Total"), *((exact(before.amount(place) if before else 0),) if changed else ()),
                                     exact(after.amount(place)))])
    for item in after.items:
        explained = after.explain(item, place)
        yield ""
        yield f"{say(item.title)}: {exact(item.amount(place))}"
        yield f"  {explained.formula}"
        yield from (f"    {each.label}: {each.value}" for each in explained.steps)
        yield from (f"    {line}" for line in explained.sums)
        yield from (f"    {each.label}: {each.value} [{each.source}]" for each in explained.parameters)
    person = Person.of(scenario, asked.person, asked.year)
    steps = next_steps(person, place or 0) if person else []
    if steps:
        yield ""
        yield t("What selling more brings")
        yield from (f"  {sentence(step)}" for step in steps)


def _plain(slip: Payslip, place: int | None) -> dict[str, Any]:
    """A slip as plain values: money in yuan."""
    people = slip.year.people
    return {"id": people.id[slip.place], "name": people.name[slip.place], "post": people.post[slip.place],
            "unit": people.unit[slip.place], "year": slip.number, "month": None if place is None else place + 1,
            "total": to_yuan(slip.amount(place)),
            "elements": [{"path": item.path, "amount": to_yuan(item.amount(place)),
                          "months": None if item.months is None else [to_yuan(fen) for fen in item.months],
                          "steps": [{"label": each.label, "value": each.value}
                                    for each in slip.explain(item, place).steps]} for item in slip.items]}
