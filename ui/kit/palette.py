"""Colours: what each stands for, here and nowhere else.

A colour belongs to one meaning (a side of the comparison, a rule, a kind of holder, whoever gets money …) and means it on
every page; no other meaning has it. All of them stand out from a white page at least 3 : 1, so that a line or a bar is
seen, and those that one picture shows together are chosen far apart, for the colour-blind too (tests/test_palette.py
measures it). Nobody has to tell them apart by colour alone: bars and areas carry a number, lines a pattern of dashes.
"""

from __future__ import annotations

from collections.abc import Sequence
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
MORE_PLANS = ("#6c005a", "#006c00", "#6ca200", "#3f2dab", "#6c516c", "#9087e1", "#483f1b", "#9051b4", "#517e51")
"""Reforms beside the first one, on Compare."""

# ---------------------------------------------------------------- how it ends

GOOD, BAD, NEITHER = "#1a7f4b", "#c8402f", "#6a737d"
"""Gained, met; lost, missed; neither."""
LESS_TO_MORE = ((0.0, "#f0a99f"), (0.5, "#f7f8fa"), (1.0, "#9fd8b7"))
"""Tints of fields that carry their value in words: lost, unchanged, gained."""

# ---------------------------------------------------------------- who gets money

PEOPLE, OWNERS, STATE, FUNDS = "#20837f", "#1f4e9c", "#c4572f", "#8f7a1e"
HOUSING_FUND, COMPANY_TAX, MANAGEMENT, COMPANY, KEPT = "#997efc", "#75092d", "#cf5abd", "#873f00", "#513663"
"""Employees, shareholders, the state by income tax, insurance and levies; housing fund accounts, the state by company tax, a
management department, the company itself, what is kept for later."""

# ---------------------------------------------------------------- kinds of pay

OF_CHAPTER = {
    "pay": ("#872d48", "#a287c6", "#b43600", "#2b66c4", "#8e55b5", "#6c5ad8", "#516c87", "#bd5a5a", "#5a6cea",
            "#00753f", "#ab631b", "#902487", "#d86cbd", "#4899d8", "#4836ab", "#364875", "#991b09",
            "#512d63", "#753f2d", "#759000", "#005a48", "#3699ab", "#00515a", "#2d2499", "#751200",
            "#6c1248", "#3f5190"),
    "dividends": ("#a2125a", "#1d8a80", "#b4483f", "#7575f3", "#c8741a", "#875a63", "#5a4800", "#00a290",
                  "#2da23f", "#d86c99", "#7587fc"),
}
"""A colour each rule of these chapters, in the registry's order."""
OF_EMPLOYER = "#5a097e"
"""Employer's insurance, fund and levies."""
OTHER = "#a2906c"
"""The smallest kinds drawn together."""
MORE_KINDS = ("#5a362d", "#ea6c6c", "#7e5a24", "#a26c75", "#99517e", "#e17548", "#245a6c", "#636ccf", "#996cbd",
              "#7e75d8", "#008751", "#7548ab", "#7575a2", "#7e63a2", "#2451c6", "#6c5a99")
"""The second element of a rule in one picture, and rules beyond the colours of their chapter."""

# ---------------------------------------------------------------- holders

OF_HOLDER = {
    "founder": ("#16489a", "#3a7ae0", "#1b6399", "#7590e1", "#6375a2"),
    "holding": ("#5a5175", "#483f7e"),
    "employees": ("#006348", "#51a200", "#48756c", "#36482d", "#7e906c"),
    "heads": ("#7a5cc4",),
    "contributors": ("#ea6387", "#bd4875"),
    "investor": ("#ea6c12", "#900000", "#a25109", "#99753f"),
    "public": ("#ab87ab",),
    "others": ("#877ebd",),
}
MORE_HOLDERS = ("#63245a", "#633fbd", "#48247e", "#ab0948", "#877efc")
"""Holders beyond the shades of their kind."""

# ---------------------------------------------------------------- ways of expanding

OF_MODE = dict(zip(("none", "normal", "fierce"), ("#7b7f93", "#2f7fd6", "#cf4f2c"), strict=True))

# ---------------------------------------------------------------- series that one picture alone has

GENERATIONS = ("#ab3fab", "#244800", "#ab9000", "#5a1b6c", "#5a90fc", "#517551", "#b48799", "#63485a")
CAREER_LEVELS = ("#750987", "#5aa22d", "#0090fc", "#3f5100", "#876c87", "#5151cf", "#7e6c1b", "#5a2d48")
OPENINGS = ("#1236ab", "#e17509", "#7e0009", "#b475f3", "#517587", "#c62d36")
"""Made, and held back by funds, talent, territory, the limit, nobody ready."""
CASH = ("#ab0012", "#0099f3", "#3f1b99", "#c68700")
PATHS = ("#7e3fbd", "#489900", "#5a3600")
METHODS = ("#bd51bd", "#364800", "#909900", "#511287", "#87635a")
SCHEMES = ("#e14848", "#3f87fc", "#630075", "#483f00", "#9951a2", "#36a299", "#991b51")
READINGS = ("#1b991b", "#5a0990")
OPTION = ("#483fbd", "#f3632d", "#7e1b00")
PROMISES = ("#6c1b99", "#639900", "#3f90fc", "#3f481b")
LOANS = ("#f35a51", "#481290", "#5a87fc", "#7e3600")


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
