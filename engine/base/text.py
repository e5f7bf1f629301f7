"""Languages: one gettext catalogue for all sentences, and the formats of numbers.

Sentences are written in English in the code, `t("{n} people gain", n=83)`, and translated in
`locale/zh/LC_MESSAGES/sandtable.po`. Labels that belong to one declaration (a parameter, a rule) stand in
both languages at that declaration. The language is a context variable, so that every browser session and
every thread has its own.
"""

from __future__ import annotations

import gettext
import io
import locale
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.dates import get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from engine.base.parameter import OURS, Text, Unit

LANGUAGES = ("zh", "en")
CATALOGUE = Path(__file__).parents[2] / "locale"

_language: ContextVar[str] = ContextVar("language", default="en")


def use(language: str) -> None:
    """Set the language of this session: "zh" or "en"."""
    _language.set(language if language in LANGUAGES else "en")


def language() -> str:
    """The language now in use."""
    return _language.get()


def pick(tag: str | None) -> str:
    """The language for a locale tag such as zh-CN or en_GB.UTF-8; Chinese for zh, else English."""
    return "zh" if (tag or "").lower().startswith("zh") else "en"


def of_system() -> str:
    """The language of the shell that started us, from LC_ALL, LC_MESSAGES, LANG."""
    tags = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return pick(next((tag for tag in tags if tag), None) or locale.getlocale()[0])


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations of one language, compiled from its .po file when first used."""
    path = CATALOGUE / language / "LC_MESSAGES" / "sandtable.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def t(sentence: str, **values: object) -> str:
    """The sentence in the language in use, its {names} filled in."""
    translated = catalogue(language()).gettext(sentence)
    return translated.format(**values) if values else translated


def origin(source: str) -> str:
    """Where a parameter or a rule comes from, in the language in use: a published plan, or us."""
    return t("our assumption") if source == OURS else catalogue(language()).gettext(source)


def say(text: Text) -> str:
    """A label declared in both languages, in the one in use."""
    return text[language()]


def money(fen: float, signed: bool = False) -> str:
    """An amount as a boss reads it: ¥123.5万, ¥2.35亿 in Chinese; ¥1.24M, ¥12.3K in English."""
    yuan = fen / 100
    size = abs(yuan)
    if language() == "zh":
        digits = 2 if size >= 1e8 else 1 if size >= 1e4 else 0
    else:
        digits = 2 if size >= 1e6 else 1 if size >= 1e4 else 0
    if size < 1e4:
        number = format_decimal(round(size), locale=language(), format="#,##0")
    else:
        number = format_compact_decimal(size, locale=language(), fraction_digits=digits)
    sign = "−" if yuan < 0 and number != "0" else "+" if signed and number != "0" else ""
    return f"{sign}¥{number}"


def exact(fen: int, signed: bool = False) -> str:
    """An amount to the fen: ¥1,234.50."""
    sign = "−" if fen < 0 else "+" if signed and fen else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def yuan(amount: float, places: int = 0) -> str:
    """An amount in yuan as a table shows it: ¥211,850, −¥240; – where there is none."""
    if amount != amount:
        return "–"
    number = f"{abs(amount):,.{places}f}"
    return f"{'−' if amount < 0 and any(each in '123456789' for each in number) else ''}¥{number}"


def month(place: int) -> str:
    """The name of a month, 0 the first: Mar, 3月."""
    return str(get_month_names("abbreviated", "stand-alone", locale=language())[place + 1])


def percent(rate: float, digits: int = 1, signed: bool = False) -> str:
    """A fraction as a percentage: 27.3%."""
    pattern = "#,##0." + "0" * digits + "%" if digits else "#,##0%"
    text = format_percent(abs(rate), locale=language(), format=pattern)
    zero = not any(character in "123456789" for character in text)
    sign = "" if zero else "−" if rate < 0 else "+" if signed else ""
    return sign + text


def percent_exact(rate: float) -> str:
    """A fraction as a percentage with every digit it has, so that it differs from a bound that it misses: 50.9999%."""
    return ("−" if rate < 0 else "") + format_percent(abs(rate), locale=language(), format="#,##0.0###%")


def count(number: float, signed: bool = False) -> str:
    """A count with thousands separated."""
    text = format_decimal(abs(number), locale=language(), format="#,##0.##")
    return ("−" if number < 0 else "+" if signed and number else "") + text


def value(number: object, unit: Unit) -> str:
    """A parameter's value in its unit, for sentences and lists of changes."""
    if number is None:
        return t("none")
    if isinstance(number, bool):
        return t("yes") if number else t("no")
    if isinstance(number, (int, float)):
        if unit is Unit.YUAN:
            return money(number * 100) if abs(number) >= 1e4 else f"¥{count(number)}"
        if unit is Unit.RATE:
            return format_percent(number, locale=language(), format="#,##0.####%")
        if unit is Unit.FACTOR:
            return f"×{number:g}"
        return count(number)
    return str(number)
