"""Figures of law with their dates: what a law lays down from when to when, where it stands, and how sure we are of it.

    Law.at(day)        the figures in force on a day; past its last day the last ones, before its first day the first
    Law.holds(day)     whether any are in force then
    Law.lapsed(day)    a sentence where none are
    Law.line(day)      title, dates, source and how sure

Past its last day a relief may be prolonged or not: its figures can still be computed with, the sentence of `lapsed` says
that nobody knows, and what it would be without the relief stands beside it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from engine.base.parameter import Declared, Label, Parameter, Text, Unit
from engine.base.problem import nearest, refuse
from engine.base.text import language, say, t, value

DAY = timedelta(days=1)

Sure = Literal["read", "quoted", "general"]
SURE: dict[str, Text] = {
    "read": Text("已读条文", "text of the law read"),
    "quoted": Text("引自二手资料，未读原文", "quoted by others, the official text was not opened"),
    "general": Text("通行做法，未找到条文", "general practice, no text found"),
}


def _day(given: Any) -> Any:
    """A date as YAML and JSON give it; nothing else is guessed at."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) else date(given.year, given.month, given.day)
    except (ValueError, AttributeError):
        raise refuse(t("“{given}” is not a date such as 2026-07-01; mend the entry.", given=given)) from None


Day = Annotated[date, BeforeValidator(_day)]


class Provision(Declared):
    """What a law lays down for a stretch of time, both days included; laws with figures add those."""

    valid_from: Annotated[Day, Parameter("起", "From", Unit.TEXT)]
    valid_to: Annotated[Day | None, Parameter("止", "To", Unit.TEXT, nothing=Text(
        "没有规定期限，或到下一条开始为止", "no end laid down, or until the next one begins"))] = None
    source: Annotated[Label, Parameter("依据", "Source", Unit.TABLE)]
    sure: Annotated[Sure, Parameter("可靠程度", "How sure", Unit.CHOICE, choices=SURE)]

    def words(self) -> dict[str, str]:
        """The figures as a title shows them, by name: 6 万元, 20%; in the language in use."""
        declared = type(self).parameters()
        return {name: _shown(figure, declared[name].unit) for name, figure in self.named() if isinstance(figure, (int, float))}


def _shown(figure: float, unit: Unit) -> str:
    if unit is not Unit.YUAN:
        return value(figure, unit)
    return f"{figure / 10_000:g} 万元" if language() == "zh" else f"{figure:,.0f}"


P = TypeVar("P", bound=Provision)


class Law(Declared, Generic[P]):
    """One law: its title, in which {figure} stands for a figure of that name, and what it lays down, by date.

    A version that follows another states only the figures that change, beside its own date and source.
    """

    title: Annotated[Label, Parameter("名称", "Title", Unit.TABLE)]
    versions: Annotated[tuple[P, ...], Parameter("各时期的规定", "What it lays down, by date", Unit.TABLE),
                        Field(strict=False, min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _figures_stay_until_changed(cls, given: Any) -> Any:
        versions = given.get("versions") if isinstance(given, dict) else None
        if not isinstance(versions, list) or not all(isinstance(version, dict) for version in versions):
            return given
        figures: dict[Any, Any] = {}
        complete = []
        for version in versions:
            complete.append({**figures, **version})
            figures = {key: each for key, each in complete[-1].items() if key not in Provision.model_fields}
        return {**given, "versions": complete}

    @model_validator(mode="after")
    def _in_order(self) -> Law[P]:
        for version in self.versions:
            if version.valid_to is not None and version.valid_to < version.valid_from:
                raise refuse(t("a version ends on {end}, before it starts on {start}; swap the dates.",
                               end=version.valid_to, start=version.valid_from))
        for before, after in zip(self.versions, self.versions[1:], strict=False):
            if after.valid_from <= (before.valid_to or before.valid_from):
                raise refuse(t("the version from {after} overlaps that from {before}; put the earlier one first and end it "
                               "before the next begins.", after=after.valid_from, before=before.valid_from))
            if before.valid_to is not None and after.valid_from > before.valid_to + DAY:
                raise refuse(t("nothing is laid down from {start} to {end}; let no days be missing between two versions, or "
                               "leave the end of the earlier one out.", start=before.valid_to + DAY, end=after.valid_from - DAY))
        words = self.versions[0].words()
        try:
            for title in (self.title.zh, self.title.en):
                title.format(**words)
        except (KeyError, IndexError, ValueError) as error:
            raise refuse(t("the title names “{figure}”, which is no figure of this law.", figure=error.args[0])
                         + nearest(str(error.args[0]), words)) from None
        return self

    def at(self, day: date) -> P:
        """What is in force on a day; the first for days before it, the last for days after its end."""
        started = [version for version in self.versions if version.valid_from <= day]
        return started[-1] if started else self.versions[0]

    def end_of(self, version: P) -> date | None:
        """The last day of one of its versions; None where no end is laid down."""
        later = [each.valid_from for each in self.versions if each.valid_from > version.valid_from]
        return min(later) - DAY if later else version.valid_to

    def holds(self, day: date) -> bool:
        """Whether anything is in force on this day."""
        last = self.versions[-1].valid_to
        return self.versions[0].valid_from <= day and (last is None or day <= last)

    def titled(self, day: date) -> str:
        """The title with the figures of this day, in the language in use."""
        return say(self.title.text).format(**self.at(day).words())

    def lapsed(self, day: date) -> str | None:
        """A sentence when this day is outside the law's dates, else None."""
        if self.holds(day):
            return None
        start, end = self.versions[0].valid_from, self.versions[-1].valid_to
        if day < start:
            return t("“{law}” holds from {start} on; {day} is before that.", law=self.titled(day), start=start.isoformat(),
                     day=day.isoformat())
        return t("“{law}” is laid down only to {end}; for {day} nobody knows yet whether it is prolonged. The result "
                 "without it stands beside.", law=self.titled(day), end=str(end), day=day.isoformat())

    def line(self, day: date) -> str:
        """Title, dates, source and how sure, in one line, of what is in force on this day."""
        version = self.at(day)
        end = self.end_of(version)
        return t("{law}: {start} to {end}; {source} ({sure})", law=self.titled(day), start=version.valid_from.isoformat(),
                 end=end.isoformat() if end else t("no end laid down"), source=say(version.source.text),
                 sure=say(SURE[version.sure]))
