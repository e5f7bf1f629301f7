"""What every result with tax in it says beside its figures: the laws it rests on, those past their date, no advice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from engine.base.parameter import Text
from engine.base.text import t
from engine.law.national import national

EQUITY_WITHOUT_DEFERRAL = Text(
    "非上市公司未递延的股权激励也用单独计税表：依据公告文字，各地做法可能不同。",
    "That unlisted grants without deferral also use the separate table follows the announcement's text; local practice "
    "may differ.")


def lapsed(keys: Iterable[str], day: date) -> list[str]:
    """Sentences of those of these laws that do not hold on this day."""
    return [sentence for key in keys if (sentence := national().laws[key].lapsed(day))]


def dates_of(keys: Iterable[str], day: date) -> list[str]:
    """A line for each of these laws as it is on this day: title, dates, source, how sure."""
    return [national().laws[key].line(day) for key in keys]


def not_advice() -> str:
    """The sentence every page with tax on it shows."""
    return t("A simulation with the figures of {day}, not tax advice; have it checked before you act on it.",
             day=national().as_of.isoformat())
