"""The pictures of dividends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from ui.kit import palette
from ui.kit.chart import axis, number_axis, scale
from ui.kit.chart_kinds import lines, stacked
from ui.kit.chart_words import largest, values_at

OF_PROFIT = (palette.PEOPLE, palette.COMPANY_TAX, palette.OWNERS, palette.COMPANY)
OF_STORE = (palette.COMPANY, palette.MANAGEMENT, palette.PEOPLE, palette.KEPT)
ROW, AROUND = 24, 40
"""Height of a row of a picture that lists names, and of what stands around the rows, in pixels."""


def _parts(title: str, said: str, rows: Sequence[tuple[str, str, int]], colours: Mapping[str, str], across: str, key: str,
           labels: Mapping[str, Any] | None = None) -> None:
    """Stacked bars: rows of place across, part, fen."""
    divisor, unit = scale(max((abs(fen) for *_, fen in rows), default=0))
    stacked(title, said, [(place, part, fen / divisor, text.money(fen)) for place, part, fen in rows], colours, key,
            names=("place", "part"), heads=(across, t("Part"), t("Amount")), unit=unit, labels=labels)


def fund(years: Sequence[tuple[int, int, int]], key: str) -> None:
    """A fund over the years: rows of year, paid out, kept for later (fen)."""
    paid, carried = t("Paid to people"), t("Carried into the next year")
    said = t("Over all years {paid} is paid to people; {carried} is carried on in the end.",
             paid=text.money(sum(paid for _, paid, _ in years)), carried=text.money(years[-1][2])) if years else ""
    _parts(t("The fund over the years"), said, [(str(year), name, amount) for year, *amounts in years
                                               for name, amount in zip((paid, carried), amounts, strict=True)],
           {paid: palette.PEOPLE, carried: palette.KEPT}, t("Year"), key)


def paths(of: Mapping[Text, Sequence[int]], key: str) -> None:
    """What is paid to people each year on several paths of profit, fen."""
    divisor, unit = scale(max((abs(each) for paid in of.values() for each in paid), default=0))
    lines(t("Paid to people on three paths of profit"),
          values_at(t("All years together"), {text.say(path): text.money(sum(paid)) for path, paid in of.items()}),
          [(year, text.say(path), amount / divisor, text.money(amount)) for path, paid in of.items()
           for year, amount in enumerate(paid, start=1)],
          dict(zip(map(text.say, of), palette.PATHS, strict=True)), key, names=("year", "path"),
          heads=(t("Year"), t("Path of profit"), t("Paid to people")),
          x={"type": "ordinal", "axis": axis(t("Year"), labelAngle=0)}, y={"axis": number_axis(unit)},
          mark={"strokeWidth": 2.5, "point": {"size": 45}})


def profit_parts(rows: Sequence[tuple[int, Text, int]], key: str) -> None:
    """Where each year's profit goes: rows of year, part, fen."""
    last = max((year for year, *_ in rows), default=0)
    _parts(t("Where the year's profit goes"),
           largest(t("Year {year}", year=last), {text.say(part): fen for year, part, fen in rows if year == last}),
           [(str(year), text.say(part), fen) for year, part, fen in rows],
           dict(zip(dict.fromkeys(text.say(part) for _, part, _ in rows), OF_PROFIT, strict=False)), t("Year"), key)


def posts(table: pd.DataFrame, key: str) -> None:
    """Average dividends by post: columns post, programme (both in words), rule, average (yuan), people."""
    programmes = dict(zip(table["programme"], table["rule"], strict=True))
    own = palette.of_rules()
    spare = iter(palette.MORE_KINDS)
    colours: dict[str, str] = {}
    for name, rule in programmes.items():
        colours[name] = own[rule] if own[rule] not in colours.values() else next(spare)
    most = table.nlargest(1, "average").iloc[0]
    stacked(t("Average dividends by post"),
            t("{post} gets most on average: {amount} from “{programme}”.", post=most["post"], programme=most["programme"],
              amount=text.money(most["average"] * 100)),
            [(post, programme, average, t("{amount}, {people} people", amount=text.money(average * 100), people=people))
             for post, programme, average, people in zip(table["post"], table["programme"], table["average"], table["people"],
                                                         strict=True)],
            colours, key, names=("post", "programme"), heads=(t("Post"), t("Programme"), t("Average a person")),
            unit=t("Average a person, ¥"), height=ROW * table["post"].nunique() + AROUND, lying=True)


def stores(rows: Sequence[tuple[str, str, int]], key: str) -> None:
    """What becomes of each store's profit: rows of store, part, fen."""
    together: dict[str, int] = {}
    for _, part, fen in rows:
        together[part] = together.get(part, 0) + fen
    _parts(t("What becomes of each store's profit"), largest(t("All stores"), together), rows,
           dict(zip(together, OF_STORE, strict=False)), t("Store"), key, {"labelAngle": -40, "labelLimit": 90,
                                                                        "labelOverlap": False})


def leaving(rows: Sequence[tuple[int, int, int]], key: str) -> None:
    """What is paid and lost for leaving after each month: rows of month, paid, lost (fen)."""
    paid, lost = t("Paid"), t("Lost")
    said = t("Leaving after month {first} pays {early}, after month {last} {late}.", first=rows[0][0], last=rows[-1][0],
             early=text.money(rows[0][1]), late=text.money(rows[-1][1])) if rows else ""
    _parts(t("Paid and lost by the month of leaving"), said,
           [(str(month), name, amount) for month, *amounts in rows for name, amount in zip((paid, lost), amounts, strict=True)],
           {paid: palette.PEOPLE, lost: palette.BAD}, t("Leaves after month"), key)
