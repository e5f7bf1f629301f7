"""Journeys in a real Chromium, as a boss or consultant makes them."""

import re
import time
from urllib.parse import unquote

import pytest

from tests.browser.conftest import PATIENCE, serving, settle

CHINESE = re.compile("[㐀-鿿]")
CHARTS = '[data-testid="stVegaLiteChart"] svg'
VERDICT = '[data-testid="stHeading"] h4, [data-testid="stMarkdown"] h4'


def pictures(page):
    """What every picture of the page looks like: its drawn marks, without the words for screen readers."""
    page.wait_for_selector(CHARTS)
    return [re.sub(' aria-label="[^"]*"', "", each.inner_html()) for each in page.locator(CHARTS).all()]


def verdict(page):
    return page.locator(VERDICT).first.inner_text()


def until(page, holds, what):
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"it never came about: {what}; {address(page)}")
        page.wait_for_timeout(50)
    settle(page)


def key(page, name):
    return page.locator(f".st-key-{name}")


def chosen(page, name):
    """What a select box shows."""
    return key(page, name).get_by_role("combobox").input_value()


def address(page):
    return unquote(page.url)


def choose(page, name, option):
    """Pick an option of a select box."""
    key(page, name).get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def press(page, name, label):
    key(page, name).get_by_text(label, exact=True).click()
    settle(page)


def visit(page, place):
    """Go to another page by the navigation."""
    page.locator('[data-testid="stTopNavLink"]', has_text=place).click()
    page.wait_for_timeout(200)
    settle(page)


CASE = "case=car-care&reform=open-more-stores"
MARKS, PROFIT = (f"{kind}-car-care-open-more-stores-assumptions-profit_growth" for kind in ("marks", "lever"))


def with_more_profit(browse, **how):
    page = browse(f"/?{CASE}", **how)
    before = pictures(page)
    press(page, MARKS, "+150%")
    until(page, lambda: all(new != old for new, old in zip(pictures(page), before, strict=True)),
          "all three pictures change")
    return page, before


def test_more_profit_changes_all_three_pictures_and_survives_other_pages(browse):
    page = browse()
    assert chosen(page, "choose-case") == "Rehabilitation hospital"
    choose(page, "choose-case", "Car-care chain")
    choose(page, "choose-reform-car-care", "Outside money for new stores")
    before, said = pictures(page), verdict(page)
    assert len(before) == 3
    press(page, MARKS, "+150%")
    until(page, lambda: all(new != old for new, old in zip(pictures(page), before, strict=True)),
          "all three pictures change")
    after = verdict(page)
    assert after != said and "profit_growth=1.5" in address(page)
    for place in ("Company", "Compare", "Handbook"):
        visit(page, place)
        assert chosen(page, "choose-case") == "Car-care chain"
        visit(page, "Cockpit")
        until(page, lambda: verdict(page) == after, "the verdict is there again")
        assert "150%" in key(page, PROFIT).inner_text()
        assert len(pictures(page)) == 3


def test_a_slider_moved_fast_by_keyboard_keeps_the_key_and_moves_nothing_else(browse):
    page = browse(f"/?{CASE}")
    before = pictures(page)
    slider = key(page, PROFIT).get_by_role("slider")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(30)
    until(page, lambda: address(page).endswith("&set=assumptions.profit_growth=0.4"), "only this lever is at 40%")
    assert slider.input_value() == "40"
    until(page, lambda: pictures(page) != before, "the pictures follow")


def test_reset_all_brings_the_first_pictures_back(browse):
    page, before = with_more_profit(browse)
    page.get_by_text("Changed by hand: 1").click()
    key(page, "reset-all").wait_for()
    key(page, "reset-all").get_by_role("button").click()
    until(page, lambda: pictures(page) == before, "the pictures are those of the start")
    assert "set=" not in address(page)


def test_two_reforms_side_by_side(browse):
    page = browse("/compare?case=hospital")
    page.get_by_role("button", name="Remove Business partners").click()
    settle(page)
    until(page, lambda: page.locator('[data-testid="stMarkdown"]', has_text="—").count() == 2, "two verdicts")
    assert len(pictures(page)) == 2 + 3


def test_switching_the_language_keeps_the_change(browse):
    page, _ = with_more_profit(browse)
    said = verdict(page)
    assert not CHINESE.search(said)
    press(page, "choose-language", "中文")
    until(page, lambda: CHINESE.search(verdict(page)), "the verdict is Chinese")
    assert "profit_growth=1.5" in address(page) and "lang=zh" in address(page)
    press(page, "choose-language", "English")
    until(page, lambda: verdict(page) == said, "the verdict is English again")


@pytest.mark.parametrize(("locale", "chinese"), [("zh-CN", True), ("en-US", False)])
def test_the_first_language_is_the_browser_s(browse, locale, chinese):
    page = browse(locale=locale)
    assert bool(CHINESE.search(verdict(page))) is chinese
    names = page.locator('[data-testid="stTopNavLink"]').all_inner_texts()
    assert all(bool(CHINESE.search(name)) is chinese for name in names)


def test_a_copied_address_opens_the_same_pictures(browse):
    page, _ = with_more_profit(browse)
    other = browse(page.url.removeprefix(page.url.split("/?")[0]))
    assert verdict(other) == verdict(page) and pictures(other) == pictures(page)


def test_the_tree_of_companies_is_drawn(browse):
    page = browse("/expansion?case=group&reform=normal-expansion&lang=en")
    page.get_by_role("tab", name="Tree and heads").click()
    nodes = page.locator('[data-testid="stGraphVizChart"] g.node')
    until(page, lambda: nodes.count() == 61, "headquarters and sixty companies are drawn")


def test_a_higher_line_of_the_fund_reaches_the_holder_and_the_leaver(browse):
    page = browse("/dividends?case=virtual-share&reform=dividend-fund&lang=en")
    fund = page.locator('[data-testid="stMetric"]', has_text="Fund of the year")
    until(page, lambda: "¥150K" in fund.inner_text(), "the fund on its middle line")
    page.get_by_role("button", name="×1.5", exact=True).or_(page.get_by_text("×1.5", exact=True)).first.click()
    until(page, lambda: "¥174K" in fund.inner_text(), "the fund on its top line")
    assert "dividends.virtual.fund.coefficient=1.5" in address(page)
    page.get_by_role("tab", name="Leaving").click()
    paid = page.locator('[data-testid="stMetric"]', has_text="Paid").last
    until(page, lambda: paid.is_visible() and "¥" in paid.inner_text(), "what a leaver is paid")
    page.get_by_text("In bad standing", exact=True).click()
    until(page, lambda: "¥0.00" in paid.inner_text(), "nothing in bad standing")


@pytest.mark.parametrize("place", ["", "company", "pay", "targets", "dividends", "equity", "cap_table", "expansion", "compare",
                                   "person", "handbook"])
def test_on_a_phone_nothing_sticks_out(browse, place):
    page = browse(f"/{place}?case=hospital", width=390, height=844)
    widths = page.evaluate("""() => [document.documentElement, document.body,
        document.querySelector('[data-testid=stMain]')].map(each => [each.scrollWidth, each.clientWidth])""")
    assert all(needed <= there + 1 for needed, there in widths), widths
    assert page.locator('[data-testid="stMainBlockContainer"]').bounding_box()["width"] <= 390


def test_on_a_phone_the_numbers_stay_in_sight_while_levers_move(browse):
    page = browse(f"/?{CASE}", width=390, height=844)
    numbers = page.locator(".numbers")
    lever = key(page, PROFIT)
    assert page.locator(CHARTS).last.bounding_box()["y"] < lever.bounding_box()["y"], "pictures come before levers"
    lever.scroll_into_view_if_needed()
    before = numbers.inner_text()
    press(page, MARKS, "+150%")
    until(page, lambda: numbers.inner_text() != before, "the numbers follow")
    box = numbers.bounding_box()
    assert 0 <= box["y"] < 844 - box["height"], "the numbers are on the screen"


def test_on_a_phone_verdict_and_pictures_are_there(browse):
    page = browse(f"/?{CASE}", width=390, height=844)
    box = page.locator(VERDICT).first.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 391
    assert box["y"] < 844, "the verdict is on the first screen"
    for chart in page.locator(CHARTS).all():
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box["width"] > 250 and box["x"] >= 0 and box["x"] + box["width"] <= 391 and box["height"] > 150


@pytest.mark.parametrize("place", ["company", "compare", "handbook"])
def test_a_link_to_a_page_opens_it_on_a_server_just_started(browse, place):
    with serving() as fresh:
        page = browse(f"/{place}?case=car-care&lang=en", at=fresh)
        until(page, lambda: f"/{place}" in address(page) and "lang=en" in address(page), "the address stays")
        assert chosen(page, "choose-case") == "Car-care chain"
        expected = {"company": "Last year's revenue", "compare": "Winners and losers", "handbook": "Try it with your numbers"}
        page.get_by_text(expected[place]).first.wait_for()
        assert page.locator('[data-testid="stTopNavLink"]').count() >= 4
        page.context.close()


def test_a_broken_list_of_people_is_answered_in_sentences(browse):
    page = browse("/company?case=car-care")
    page.locator('[data-testid="stFileUploader"] input[type=file]').set_input_files(
        {"name": "people.csv", "mimeType": "text/csv",
         "buffer": b"id,name,family,post,unit,base_pay\nP1,Ann,workshop,tecnician,flagship,a lot\n"})
    key(page, "use-upload").get_by_role("button").click()
    page.locator('[data-testid="stAlert"]').first.wait_for()
    said = page.locator('[data-testid="stAlert"]').all_inner_texts()
    assert any("tecnician" in each and "technician" in each for each in said)
    assert any("a lot" in each for each in said)
    assert not any("Traceback" in each for each in said)
    assert "57" in page.locator('[data-testid="stMetricValue"]').first.inner_text()


def test_a_tier_is_edited_in_its_table(browse):
    page = browse(f"/?{CASE}")
    press(page, "lever-group", "Commission and pay")
    choose(page, "choose-pay-group-car-care", "Flagship manager")
    before = verdict(page)
    grid = page.locator('[data-testid="stDataFrame"]').first
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    editor = page.locator("input.gdg-input")
    for _ in range(20):  # the first click wakes the table, the next selects the cell, the one after opens it
        box = grid.bounding_box()
        page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 35 + 17)  # the rate of the first row
        page.wait_for_timeout(300)
        if editor.count():
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("12", delay=100)
    until(page, lambda: editor.input_value() == "12", "the cell holds 12")
    page.keyboard.press("Enter")
    until(page, lambda: '"rate":+0.12' in address(page), "the change is in the address")
    until(page, lambda: verdict(page) != before, "the verdict follows")
    page.get_by_text("Changed by hand: 1").wait_for()


def test_nothing_is_fetched_from_elsewhere(browse, address):
    page = browse()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    settle(page)
    page.get_by_role("link", name="Expansion").click()
    settle(page)
    own = (address, address.replace("http", "ws"), "data:", "blob:")
    assert len(asked) > 10 and [each for each in asked if not each.startswith(own)] == []
