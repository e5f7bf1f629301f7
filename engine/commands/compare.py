"""`compare`: today and reforms side by side."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from engine.answers.compare import Comparison, compare, cost_by_element, median
from engine.answers.verdict import verdict
from engine.base.text import money, percent, say, t
from engine.commands.changes import changes, title_of, year_exists
from engine.commands.plain import as_plain
from engine.commands.printing import Rows, as_json, table
from engine.files.cases import load
from engine.files.library import TODAY
from engine.run.outcome import Outcome, Year
from engine.run.simulate import simulate


def compare_case(asked: argparse.Namespace) -> Iterator[str]:
    """Today and reforms side by side; changes on the command line come on top of every reform."""
    case = load(asked.case)
    extra = changes(asked.changes)
    keys = list(dict.fromkeys(asked.reform if asked.reform is not None else case.reforms))
    if not keys and extra:
        keys = [TODAY]
    today = simulate(case.today)
    reforms = {key: simulate(case.scenario(key).reformed(extra)) for key in keys}
    year_exists(asked.year, today, *reforms.values())
    sides = {key: compare(today, outcome, asked.year) for key, outcome in reforms.items()}
    if asked.json:
        yield as_json({"case": case.key, "year": asked.year, TODAY: as_plain(today), "reforms": {
            key: {"verdict": verdict(side), "gain": side.gainers, "lose": side.losers,
                  "unchanged": side.unchanged, "joined": side.joined, "left": side.left,
                  **as_plain(side.reform)}
            for key, side in sides.items()}})
        return
    yield t("{case}, year {number}", case=say(case.name), number=asked.year)
    yield ""
    titles = [title_of(case, asked, key) for key in sides]
    yield from table(_side_by_side(today, list(sides.values()), titles, asked.year))
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
        row(t("Median income"), lambda year: money(median(year.income))),
        row(t("People"), lambda year: f"{len(year.people):,}"),
        (t("  gain"), "", *(f"{side.gainers:,}" for side in sides)),
        (t("  lose"), "", *(f"{side.losers:,}" for side in sides)),
        (t("The owner's stake"), *(percent(float(outcome.owner_stake(number))) for outcome in outcomes)),
        (t("The owner's part of net profit"), *(money(outcome.owner_take(number)) for outcome in outcomes)),
        row(t("Companies"), lambda year: f"{year.network.companies:,}" if year.network else "–"),
    ]
