"""No English is left over on a Chinese page, and no Chinese on an English one, but for names people gave."""

import re
from contextvars import Context

import pytest
import streamlit as st

from engine.files.cases import names
from engine.rules.rule import registry
from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    COMPANY,
    COMPARE,
    DIVIDENDS,
    EXPANSION,
    HANDBOOK,
    PAY,
    TARGETS,
    every_tab,
    go,
    opened,
    run,
    texts,
    widget,
)

BOTH = {"语言 Language", "中文", "English", "Pre-IPO"}
WORD = re.compile("[A-Za-z]{2,}")


def english(said):
    """A sentence without Chinese that is more than a number, a unit or a key in code style."""
    bare = re.sub(r"`[^`]*`|:material/\w+:|https?://\S+", "", said)
    return not CHINESE.search(bare) and len(WORD.findall(bare)) > 0 and said not in BOTH


def shown(case, lang):
    """Every text of every page, lever groups included."""
    page = opened(case, lang)
    for group in ("pay", "targets", "dividends", "equity", "expansion", "assumptions"):
        run(widget(page.button_group, "lever-group").set_value(group) and page)
        yield from ((f"{COCKPIT} {group} {place}", said) for place, said in texts(page))
    for to in (COMPANY, PAY, TARGETS, DIVIDENDS, EXPANSION, COMPARE, HANDBOOK):
        for tab in every_tab(go(page, to)):
            yield from ((f"{to} {place}", said) for place, said in texts(tab))


@pytest.mark.parametrize("case", names())
def test_chinese_pages_are_chinese(case):
    found = {said: place for place, said in shown(case, "zh") if english(said)}
    assert found == {}


@pytest.mark.parametrize("case", names())
def test_english_pages_are_english(case):
    found = {said: place for place, said in shown(case, "en") if CHINESE.search(said) and said not in BOTH
             and not re.fullmatch(r"[㐀-鿿]{2,4} [A-Z]\w+", said)}
    assert found == {}


def test_the_two_languages_show_the_same_rules():
    chinese, english_ = (go(opened(lang=lang), HANDBOOK) for lang in ("zh", "en"))
    rules = [len(widget(page.selectbox, "choose-rule").options) for page in (chinese, english_)]
    assert rules == [len(registry())] * 2


@pytest.mark.parametrize("page", ["cap_table", "compare", "dividends", "equity", "expansion", "targets"])
def test_downloads_speak_the_readers_language(monkeypatch, page):
    """They are made when asked for, outside the run that drew the button, where the language is not set."""
    made = {}
    drawn = st.download_button
    monkeypatch.setattr(st, "download_button",
                        lambda label, data, file_name, **more: (made.update({file_name: data}),
                                                                drawn(label, data, file_name, **more))[1])
    for _ in every_tab(go(opened("pre-ipo", "zh"), f"pages/{page}.py")):
        pass
    files = {name: data for name, data in made.items() if callable(data) and name.endswith(".csv")}
    for name, data in files.items():
        first = Context().run(data).decode("utf-8-sig").splitlines()[0]
        assert CHINESE.search(first) and not english(first.replace("CSV", "")), f"{name}: {first}"
