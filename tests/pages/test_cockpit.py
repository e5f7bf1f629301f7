"""What the cockpit draws: numbers as one block, pictures with a legend of what is there, drawers made when opened."""

import re

from tests.pages.driver import (
    PROFIT,
    blocks,
    charts,
    deltas,
    metrics,
    opened,
    opened_drawer,
    pills,
    run,
    slider,
    widget,
)


def legends(page):
    """Title → names of every picture's legend."""
    return {re.search(r'class="picture"[^>]*>(.*?)<', block)[1]: re.findall(r"</i>(.*?)</li>", block)
            for block in blocks(page) if 'class="picture"' in block}


def test_numbers_are_one_element_with_their_changes():
    page = opened("car-care", reform="store-partners")
    assert not page.metric and len(metrics(page)) == 7
    assert sum('class="numbers"' in block for block in blocks(page)) == 1
    assert deltas(page)["Your stake"] == "↓ −50 points"
    bad = next(block for block in blocks(page) if 'class="numbers"' in block)
    assert '<dd class="bad">↓ −50 points</dd>' in bad and 'title="Pay and incentive dividends of the year"' in bad


def test_a_kind_of_pay_that_nobody_gets_is_in_no_legend_until_somebody_does():
    page = opened("hospital", reform="four-families")
    specification = charts(page)[0][0]
    name = "Excess-profit share (phantom shares)"
    assert name not in legends(page)["Labour cost by element"]
    assert name not in {row["kind"] for row in charts(page)[0][1]}
    run(pills(page, PROFIT).set_value(3.0) and page)
    assert name in legends(page)["Labour cost by element"]
    assert charts(page)[0][0] == specification, "only the data is sent"


def test_of_a_dozen_kinds_the_smallest_are_drawn_as_one():
    page = opened("car-care", reform="full-plan")
    rows = charts(page)[0][1]
    legend = legends(page)["Labour cost by element"]
    assert len(legend) == 8 and legend[-1] == "Other"
    other = [row for row in rows if row["kind"] == "Other"]
    assert [row["plan"] for row in other] == ["Today", "Reform"] and other[1]["shown"].count(" ¥") >= 3
    drawn = sum(row["amount"] for row in rows if row["plan"] == "Reform")
    assert abs(drawn - 4.09) < 0.01 and metrics(page)["Labour cost"] == "¥4.09M"


def test_an_empty_lever_says_what_it_amounts_to_where_its_slider_ends():
    page = opened("hospital", set="assumptions.margin_change=-0.3")
    run(pills(page, PROFIT).set_value(3.0) and page)
    revenue = slider(page, "assumptions.revenue_growth")
    implied = float(re.search(r"now ([\d.,]+)%", revenue.label)[1].replace(",", ""))
    assert revenue.value == min(500, 5 * round(implied / 5)) and (implied > 500 or implied != revenue.value)


def test_what_nobody_looks_at_is_not_made():
    page = opened("hospital")
    paths = [each.key.rsplit("|", 1)[1] for each in page.slider]
    assert paths == [PROFIT, "assumptions.revenue_growth"]
    opened_drawer(page, "more|hospital|four-families")
    assert "assumptions.headcount_growth" in [each.key.rsplit("|", 1)[1] for each in page.slider]


def test_levers_that_stand_otherwise_are_there_at_once():
    page = opened("hospital", set="assumptions.headcount_growth=0.2")
    assert widget(page.slider, "lever|hospital|four-families|assumptions.headcount_growth").value == 20
