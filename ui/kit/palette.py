"""Colours: what each stands for, here and nowhere else.

A colour belongs to one meaning (a side of the comparison, a rule, a kind of holder, whoever gets money …) and means it on
every page; no other meaning has it. All of them stand out from a white page at least 3 : 1, so that a line or a bar is
seen, and those that one picture shows together are chosen far apart, for the colour-blind too (tests/test_palette.py
measures it). Nobody has to tell them apart by colour alone: bars and areas carry a letter, lines a pattern of dashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zlib import crc32

from engine.answers.compare import EMPLOYER
from engine.answers.compare import Series as Kinds
from engine.base.text import t
from engine.rules.rule import registry

PAPER = "#ffffff"
INK, FAINT_INK, RULE_INK = "#1c2733", "#4b5563", "#6b7a8f"
"""Words in a picture; axis words; lines that are no series, such as the level a ladder starts at."""

# ---------------------------------------------------------------- sides of a comparison

TODAY, REFORM = "#768391", "#1f6feb"
MORE_PLANS = ("#75091b", "#24367e", "#3f7500", "#909924", "#7551a2", "#2d5a63", "#9087e1", "#bd5a5a", "#7e3f36")
"""Reforms beside the first one, on Compare."""

# ---------------------------------------------------------------- how it ends

GOOD, BAD, NEITHER = "#1a7f4b", "#c4453a", "#6a737d"
"""Gained, met; lost, missed; neither."""
LESS_TO_MORE = ((0.0, "#f0a99f"), (0.5, "#f7f8fa"), (1.0, "#9fd8b7"))
"""Tints of fields that carry their value in words: lost, unchanged, gained."""

# ---------------------------------------------------------------- who gets money

PEOPLE, OWNERS, STATE, FUNDS = "#20837f", "#1b5199", "#c4572f", "#ab9048"
HOUSING_FUND, COMPANY_TAX, MANAGEMENT, COMPANY, KEPT = "#75092d", "#997ee1", "#873f00", "#513663", "#5a6cb4"
"""Employees, shareholders, the state by income tax, insurance and levies; housing fund accounts, the state by company tax, a
management department, the company itself, what is kept for later."""

# ---------------------------------------------------------------- kinds of pay

OF_CHAPTER = {
    "pay": ("#902d5a", "#6c90ea", "#876ca2", "#2b66c4", "#48a290", "#8e55b5", "#486c87", "#364875", "#3f3690",
            "#51993f", "#c8741a", "#7575cf", "#1b5a5a", "#759012", "#b47ecf", "#6c1b36", "#755109",
            "#095a2d", "#b4486c", "#3f5a75", "#753f00", "#2499c6", "#634890", "#ab6309", "#513f87",
            "#127e5a", "#005148"),
    "dividends": ("#483651", "#6c2463", "#902d36", "#512475", "#3f7e36", "#756399", "#6c2424", "#ab5a51",
                  "#3f6c6c", "#bd6375", "#7e996c"),
}
"""A colour each rule of these chapters, in the registry's order."""
OF_EMPLOYER = "#875a09"
"""Employer's insurance, fund and levies."""
OTHER = "#a27590"
"""The smallest kinds drawn together."""
MORE_KINDS = ("#753648", "#c66cb4", "#5190a2", "#516c36", "#b48787", "#3f51ab", "#0075bd", "#1d8a80", "#516348",
              "#6c873f", "#995187", "#632d00", "#635a99", "#2d3f63", "#d8755a", "#3f6cab")
"""The second element of a rule in one picture, and rules beyond the colours of their chapter."""

# ---------------------------------------------------------------- holders

OF_HOLDER = {
    "founder": ("#1b3f90", "#3a7ae0", "#485aa2", "#7e90d8", "#0087b4"),
    "holding": ("#5a5175", "#483f7e"),
    "employees": ("#3f7563", "#6c9063", "#24513f", "#2d7536", "#369987"),
    "heads": ("#7a5cc4",),
    "contributors": ("#ab5a99", "#d86c7e"),
    "investor": ("#a25109", "#ab9000", "#7e1200", "#cf6c51"),
    "public": ("#ab87a2",),
    "others": ("#5a245a",),
}
MORE_HOLDERS = ("#a27524", "#b44851", "#903609", "#48247e", "#902448")
"""Holders beyond the shades of their kind."""

# ---------------------------------------------------------------- ways of expanding

OF_MODE = dict(zip(("none", "normal", "fierce"), ("#75876c", "#2f7fd6", "#cf4f2c"), strict=True))

# ---------------------------------------------------------------- series that one picture alone has

GENERATIONS = ("#00487e", "#c68700", "#3f99e1", "#872400", "#bd5a7e", "#635ab4", "#7e6c00", "#513648")
CAREER_LEVELS = ("#6c2448", "#6ca23f", "#877ee1", "#005aa2", "#755a00", "#a26375", "#3f2d7e", "#6c99ab")
OPENINGS = ("#12a2b4", "#6c1248", "#b45a00", "#245aab", "#7e5163", "#5a4800")
"""Made, and held back by funds, talent, territory, the limit, nobody ready."""
CASH = ("#0975a2", "#751b12", "#cf7e1b", "#362d87")
PATHS = ("#6c6cb4", "#005100", "#7e9924")
METHODS = ("#99872d", "#093687", "#5a87e1", "#7e2412", "#007575")
SCHEMES = ("#00a2a2", "#5a1b6c", "#3f5a00", "#bd7e1b", "#6363bd", "#a23f6c", "#4890e1")
READINGS = ("#367eb4", "#7e121b")
OPTION = ("#2d5100", "#bd75c6", "#999000")
PROMISES = ("#754887", "#5aa251", "#244800", "#0099d8")
LOANS = ("#2d4887", "#d87536", "#5199cf", "#902d1b")


def everything() -> list[str]:
    """Every colour that stands for a series, once for each meaning it has."""
    alone = (GENERATIONS, CAREER_LEVELS, OPENINGS, CASH, PATHS, METHODS, SCHEMES, READINGS, OPTION, PROMISES, LOANS)
    return [TODAY, REFORM, *MORE_PLANS, GOOD, BAD, NEITHER, PEOPLE, OWNERS, STATE, FUNDS, HOUSING_FUND, COMPANY_TAX,
            MANAGEMENT, COMPANY, KEPT, OF_EMPLOYER, OTHER, *MORE_KINDS, *OF_MODE.values(), *MORE_HOLDERS,
            *(colour for shades in (*OF_CHAPTER.values(), *OF_HOLDER.values(), *alone) for colour in shades)]


def of_plans(names: Sequence[str]) -> dict[str, str]:
    """A colour a plan: the first is today, the second the reform, then the others."""
    return dict(zip(names, (TODAY, REFORM, *MORE_PLANS), strict=False))


def of_sides(names: Sequence[str]) -> dict[str, str]:
    """A colour for each of the sides that are there: a reform alone is blue too."""
    known = {t("Today"): TODAY, t("Reform"): REFORM, t("Before"): TODAY, t("After"): REFORM}
    more = iter(MORE_PLANS)
    return {name: known.get(name) or next(more) for name in names}


def of_rules() -> dict[str, str]:
    """A colour a rule that pays people, and one for what the employer pays on top."""
    found = {EMPLOYER: OF_EMPLOYER}
    for chapter, colours in OF_CHAPTER.items():
        rules = [name for name, rule in registry().items() if rule.chapter() == chapter]
        found |= dict(zip(rules, (*colours, *reversed(MORE_KINDS)), strict=False))
    return found


def of_kinds(series: Sequence[Kinds]) -> list[str]:
    """A colour each kind of pay, in their order; the second element of a rule takes one that its name decides."""
    own, given = of_rules(), list[str]()
    later = {own[each.kind] for each in series}
    for each in series:
        colour = own[each.kind]
        if colour in given:
            start = crc32(each.label.zh.encode()) % len(MORE_KINDS)
            spare = (*MORE_KINDS[start:], *MORE_KINDS[:start], *own.values())
            colour = next(free for free in spare if free not in given and free not in later)
        given.append(colour)
    return given


def of_holders(series: Sequence[Kinds]) -> list[str]:
    """A colour each holder, in their order: a kind of holder keeps its shades; beyond them come those to spare."""
    given: list[str] = []
    for each in series:
        given.append(next(free for free in (*OF_HOLDER[each.kind], *MORE_HOLDERS, *MORE_KINDS) if free not in given))
    return given


@cache
def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour; at least 4.5 : 1 on any."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG 2 defines it, 0 to 1."""
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
