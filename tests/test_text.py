"""Numbers and sentences in both languages."""

import math

import pytest

from engine.base import text
from engine.base.parameter import Text, Unit
from engine.base.text import count, exact, money, percent, pick, say, t, use, value


@pytest.mark.parametrize(("fen", "zh", "en"), [
    (0, "¥0", "¥0"), (12_345, "¥123", "¥123"), (-12_345, "−¥123", "−¥123"),
    (12_345_600, "¥12.3万", "¥123.5K"), (1_234_567_800, "¥1234.6万", "¥12.35M"),
    (23_456_789_000, "¥2.35亿", "¥234.57M")])
def test_money(fen, zh, en):
    assert money(fen) == en
    use("zh")
    assert money(fen) == zh


def test_signs():
    assert (money(5000, signed=True), money(-5000, signed=True), money(0, signed=True)) == ("+¥50", "−¥50", "¥0")
    assert (percent(0.273), percent(-0.001, signed=True), percent(0.0001, signed=True)) == ("27.3%", "−0.1%", "0.0%")
    assert (count(1234567), count(3, signed=True), count(-3)) == ("1,234,567", "+3", "−3")
    assert (exact(123_450), exact(-5)) == ("¥1,234.50", "−¥0.05")


@pytest.mark.parametrize(("number", "unit", "shown"), [
    (None, Unit.YUAN, "none"), (True, Unit.FLAG, "yes"), (False, Unit.FLAG, "no"), (60_000, Unit.YUAN, "¥60K"),
    (0.035, Unit.RATE, "3.5%"), (1.5, Unit.FACTOR, "×1.5"), (69.99, Unit.POINTS, "69.99"),
    (12_000, Unit.SHARES, "12,000"), ("marginal", Unit.CHOICE, "marginal")])
def test_value(number, unit, shown):
    assert value(number, unit) == shown


def test_languages():
    assert [pick(tag) for tag in ("zh-CN", "zh_TW.UTF-8", "en_GB", "C", "", None)] == ["zh", "zh", *["en"] * 4]
    use("fr")
    assert text.language() == "en"
    assert say(Text("薪酬", "Pay")) == "Pay"
    use("zh")
    assert say(Text("薪酬", "Pay")) == "薪酬"


def test_the_shells_language(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert text.of_system() == "zh"
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert text.of_system() == "en"


def test_an_unknown_sentence_is_said_as_it_is(language):
    assert t("{n} nobody has translated this", n=3) == "3 nobody has translated this"


def test_amounts_of_any_size_can_be_shown(language):
    for size in range(20):
        shown = money(10**size)
        assert shown.startswith("¥") and not math.isnan(len(shown))
