"""The Equity page: figures stay when pages are switched, wrong ones are refused in a sentence."""

import pytest

from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    EQUITY,
    charts,
    errors,
    go,
    metrics,
    opened,
    run,
    texts,
    widget,
)


def equity(case="hospital", lang="en", **query):
    return go(opened(case, lang, **query), EQUITY)


def field(page, form, key):
    found = [each for each in page.number_input if each.key.startswith(f"figures {form}|") and f"|{key}|" in each.key]
    assert found, f"no {key} among {[each.key for each in page.number_input]}"
    return found[0]


def enter(page, form, key, value):
    return run(field(page, form, key).set_value(value) and page)


# ---------------------------------------------------------------- valuation and price

def test_methods_side_by_side_from_the_books():
    page = equity()
    assert metrics(page)["Highest"] == "¥40M" and metrics(page)["Lowest"] == "¥22.22M"
    enter(page, "valuation", "cash", 5_000_000.0)
    enter(page, "valuation", "fixed_assets", 49_000_000.0)
    assert metrics(page)["Highest"] == "¥60M"  # 5 + 49 + 3 × 2 million
    bars = charts(page)[0][1]
    assert [round(row["amount"], 2) for row in bars] == [40, 22.22, 60]
    go(go(page, COCKPIT), EQUITY)
    assert metrics(page)["Highest"] == "¥60M" and field(page, "valuation", "cash").value == 5_000_000


def test_growth_above_the_rate_is_refused_and_kept():
    page = equity()
    enter(page, "valuation", "growth", 12.0)
    assert len(errors(page)) == 1 and errors(page)[0].startswith("Growth for ever: a growth of 12.0%")
    assert field(page, "valuation", "growth").value == 12
    assert metrics(page)["Highest"] == metrics(page)["Lowest"] == "¥40M"


def test_prices_forward_and_backward():
    page = equity()
    assert metrics(page)["Price a share"] == "¥4.00" and metrics(page)["Founders' price"] == "¥1.47"
    enter(page, "forward price", "valuation", 5_000_000_000.0)
    assert metrics(page)["Price a share"] == "¥500.00"
    enter(page, "forward price", "total_shares", 0)
    assert errors(page) == ["Total shares: 0 is out of range; enter a value from 1 to 100,000,000,000."]
    enter(page, "backward price", "listing_price", None)
    assert len(errors(page)) == 2


def test_chinese_only_in_chinese():
    page = equity(lang="zh")
    english = [said for where, said in texts(page) if not CHINESE.search(said)
               and any(character.isalpha() for character in said)]
    assert [each for each in english if each not in ("English",)] == []


@pytest.mark.parametrize("case", ["group", "store-chain"])
def test_another_case_has_its_own_figures(case):
    page = equity(case)
    assert not errors(page)
    enter(page, "valuation", "multiple", 7.0)
    run(widget(page.selectbox, "choose-case").set_value("hospital") and page)
    assert field(page, "valuation", "multiple").value == 20
    run(widget(page.selectbox, "choose-case").set_value(case) and page)
    assert field(page, "valuation", "multiple").value == 7
