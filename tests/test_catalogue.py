"""The Chinese catalogue: every sentence of the code is translated, with the same placeholders, and none is left over."""

import re
import string

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from engine.base import text
from engine.base.parameter import OURS, Declared
from engine.base.text import CATALOGUE
from engine.files import people_file, quickstart
from engine.rules.rule import registry

ROOT = CATALOGUE.parent
DECLARING = (people_file, quickstart)  # imported so that what they declare is known
METHODS = [("**.py", "python")]


@pytest.fixture(scope="module")
def sentences():
    found = set()
    for room in ("engine", "ui", "pages"):
        for _, _, sentence, _, _ in extract_from_dir(str(ROOT / room), METHODS, keywords={"t": None, "_n": None}):
            found.add(sentence)
    return found | sources()


def sources():
    """Where parameters and rules come from: shown as sentences, so translated as sentences."""
    stated = {parameter.source for model in models(Declared) for parameter in model.parameters().values()}
    return (stated | {rule.about.source for rule in registry().values()}) - {OURS}


def models(kind):
    for each in kind.__subclasses__():
        if each.__module__.startswith("engine."):
            yield each
        yield from models(each)


@pytest.fixture(scope="module")
def translated():
    with (CATALOGUE / "zh" / "LC_MESSAGES" / "sandtable.po").open("rb") as source:
        return {entry.id: entry.string for entry in read_po(source, locale="zh") if entry.id}


def names(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_translated(sentences, translated):
    assert len(sentences) > 150
    assert {each for each in sentences if not translated.get(each)} == set()


def test_no_translation_is_left_over(sentences, translated):
    assert set(translated) - sentences == set()


def test_translations_keep_the_placeholders(translated):
    assert {key: value for key, value in translated.items() if names(key) != names(value)} == {}


def test_chinese_sentences_use_chinese_punctuation(translated):
    between = re.compile(r"[\u4e00-\u9fff][,;:?][\u4e00-\u9fff]")
    assert [value for value in translated.values() if between.search(value)] == []


def test_amounts_in_both_languages():
    text.use("zh")
    assert [text.money(fen) for fen in (0, 99_900, 1_235_000_00, 234_567_890_00, -12_345_00)] == [
        "¥0", "¥999", "¥123.5万", "¥2.35亿", "−¥1.2万"]
    text.use("en")
    assert [text.money(fen) for fen in (0, 99_900, 1_235_000_00, 12_300_00)] == ["¥0", "¥999", "¥1.24M", "¥12.3K"]
    assert text.money(-5_00, signed=True) == "−¥5" and text.money(5_00, signed=True) == "+¥5"


def test_the_language_follows_the_locale():
    assert [text.pick(tag) for tag in ("zh-CN", "zh_TW.UTF-8", "en-US", "fr", None)] == ["zh", "zh", "en", "en", "en"]
