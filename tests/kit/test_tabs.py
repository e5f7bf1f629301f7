"""Tabs compute the open one alone; tab and choices stay when the page is left, in either language."""

from engine.base import text
from tests.pages.driver import COCKPIT, EQUITY, TARGETS, go, open_tab, opened, run, widget
from ui.kit.table import unit_for


def headings(page):
    return [each.value for each in page.markdown]


def test_only_the_open_tab_is_drawn_and_it_stays_open():
    page = go(opened("hospital"), EQUITY)
    assert any("Instruments" in each or "instrument" in each for each in headings(page)) and not page.number_input
    open_tab(page, "Option value and expense")
    assert page.number_input
    go(go(page, COCKPIT), EQUITY)
    assert page.number_input, "the same tab is open again"
    run(widget(page.button_group, "choose-language").set_value("zh") and page)
    assert page.number_input and "期权" in page.tabs[4].label


def test_what_is_entered_stays_while_another_tab_is_open():
    page = go(opened("hospital"), TARGETS, "The year's target")
    key = "form|hospital|target_forward|growth"
    run(widget(page.number_input, key).set_value(12.3456) and page)
    open_tab(page, "Ladders")
    open_tab(page, "The year's target")
    assert widget(page.number_input, key).value == 12.3456


def test_one_unit_for_a_table():
    text.use("zh")
    assert [unit_for(fen).name for fen in (0, 99_999_900, 10**9, 10**13)] == ["元", "元", "万元", "亿元"]
    text.use("en")
    assert [unit_for(fen).name for fen in (0, 99_999_900, 10**9, 10**13)] == ["¥", "¥", "¥K", "¥M"]
    assert unit_for(10**13, exact=True) == unit_for(0, exact=True)
