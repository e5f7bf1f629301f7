"""The Dividends page: programmes edited and laid out, wrong entries refused, paths, everybody, leaving."""

import pytest

from engine.files.cases import load, names
from engine.plan.edits import kinds_of
from engine.rules.kinds import DividendProgramme
from tests.pages.driver import (
    CHINESE,
    COCKPIT,
    COMPANY,
    DIVIDENDS,
    changes,
    charts,
    edit,
    errors,
    every_tab,
    go,
    metrics,
    open_tab,
    opened,
    run,
    slider,
    texts,
    widget,
)


def dividends(case="virtual-share", reform="dividend-fund", lang="en", **query):
    return go(opened(case, lang, reform=reform, **query), DIVIDENDS)


def press(page, key):
    return run(widget(page.button, key).click() and page)


def choose(page, key, value):
    return run(widget(page.selectbox, key).set_value(value) and page)


def tables(page):
    return [each.value for each in page.dataframe]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", names())
def test_every_reform_of_every_case(case, lang):
    for reform in load(case).reforms:
        page = dividends(case, reform, lang)
        drawn = 0
        for tab in every_tab(page):
            assert not errors(tab)
            drawn += len(charts(tab))
            if lang == "zh":
                continue
            shown = [said for where, said in texts(tab) if "language" not in said.lower() and "options" not in where]
            assert not [said for said in shown if CHINESE.search(said) and "·" not in said]
        assert drawn or not load(case).scenario(reform).plan.dividends


def test_the_fund_of_the_source():
    page = dividends()
    assert metrics(page)["Fund of the year"] == "¥150K"
    assert metrics(page)["Shares that take part"] == "115,800"
    assert metrics(page)["Dividend per share"] == "¥1.10"
    lines = next(table for table in tables(page) if "Part of profit" in table)
    assert lines["Fund"].tolist() == pytest.approx([116_000, 150_000, 174_000], abs=1)
    register = next(table for table in tables(page) if "Not (yet), because" in table)
    assert register["Shares that take part"].sum() == 115_800
    assert (register["Not (yet), because"] != "").sum() == 10


def test_a_lever_here_moves_the_cockpit_too():
    page = dividends()
    run(slider(page, "dividends.virtual.fund.coefficient").set_value(1.5) and page)
    assert metrics(page)["Fund of the year"] == "¥174K"
    assert changes(page) == {"dividends.virtual.fund.coefficient": 1.5}
    assert changes(go(page, COCKPIT)) == {"dividends.virtual.fund.coefficient": 1.5}


def test_a_missed_target_is_said():
    page = dividends()
    run(slider(page, "dividends.virtual.fund.target").set_value(2_100_000) and page)
    assert metrics(page)["Fund of the year"] == "¥0"
    assert any("misses the target of ¥2.1M" in each.value for each in page.warning)


def test_counting_can_be_switched_off_and_on():
    page = dividends()
    toggle = "count|virtual-share|dividend-fund|dividends.virtual.count"
    run(widget(page.toggle, toggle).set_value(False) and page)
    assert changes(page) == {"dividends.virtual.count": None}
    assert metrics(page)["Shares that take part"] == "0"  # nobody's list has any
    run(widget(page.toggle, toggle).set_value(True) and page)
    assert changes(page)["dividends.virtual.count"]["rule"] == "virtual_share_count"


def test_position_shares_are_edited_in_a_table():
    page = dividends()
    key = "table|virtual-share|dividend-fund|dividends.virtual.count.position_shares"
    edit(page, key, edited={0: {"value": 12_100}})
    assert changes(page)["dividends.virtual.count.position_shares"]["general_manager"] == 12_100
    page = dividends()
    edit(page, key, added=[{"name": "clerk", "value": 100}])
    assert changes(page)["dividends.virtual.count.position_shares"]["clerk"] == 100


@pytest.mark.parametrize(("rows", "sentence"), [
    ([{"name": "trainer", "value": 1}], "“Trainer” stands in two rows"),
    ([{"name": "clerk", "value": -5}], "out of range"), ([{"name": "clerk", "value": 0.5}], "whole number")])
def test_wrong_position_shares_are_refused(rows, sentence):
    page = dividends()
    edit(page, "table|virtual-share|dividend-fund|dividends.virtual.count.position_shares", added=rows)
    assert len(errors(page)) == 1 and sentence in errors(page)[0]
    assert changes(page) == {}


def test_wrong_ranges_of_a_store_are_refused():
    page = dividends("car-care", "store-dividends")
    edit(page, "table|car-care|store-dividends|dividends.stores.shares.ranges", edited={0: {"low": 20}})
    assert "ends at 15%, below its start of 20%" in errors(page)[0] and changes(page) == {}
    edit(page, "table|car-care|store-dividends|dividends.stores.shares.ranges", edited={0: {"taken": 15}})
    assert changes(page)["dividends.stores.shares.ranges"][0]["taken"] == 0.15


def test_a_store_becomes_new_on_the_company_page():
    page = go(opened("car-care", "en", reform="store-dividends"), COMPANY, "Units")
    edit(page, "units|car-care", edited={2: {"years_open": 0}})
    press(page, "use-units")
    assert not errors(page)
    stores = next(table for table in tables(go(page, DIVIDENDS)) if "The store's year" in table)
    assert stores.iloc[1][["The store's year", "None, because"]].tolist() == ["1", "too new"]
    assert stores.iloc[1]["The store's staff"] == 0


def test_parts_of_a_store_that_do_not_sum():
    page = dividends("car-care", "store-dividends")
    run(slider(page, "dividends.stores.shares.company").set_value(60) and page)
    assert "sum to 110%, not to 100%" in errors(page)[0] and changes(page) == {}


def test_earlier_profits_are_a_list():
    page = dividends("store-chain", "excess-sharing")
    assert metrics(page)["Baseline"] == "¥1.1M"
    edit(page, "table|store-chain|excess-sharing|dividends.layers.earlier", edited={0: {"value": 900_000}})
    assert changes(page)["dividends.layers.earlier"] == [900_000, 900_000]
    assert metrics(page)["Baseline"] == "¥1.21M"


@pytest.mark.parametrize("rule", list(kinds_of(DividendProgramme)))
def test_any_programme_can_be_added_and_removed(rule):
    page = go(opened("store-chain", "en", reform="quarterly-bonus"), DIVIDENDS)
    key = "add|store-chain|quarterly-bonus|dividends"
    choose(page, key, rule)
    press(page, f"{key}|do")
    assert not errors(page) and list(changes(page)) == [f"dividends.{rule}"]
    press(page, f"remove|store-chain|dividends.{rule}")
    assert not errors(page) and changes(page) == {}


def test_a_plan_without_dividends_says_so():
    page = go(opened("store-chain", "en", reform="quarterly-bonus"), DIVIDENDS)
    assert any("no dividend programme yet" in each.value for each in page.info)


def test_leaving_shows_what_is_paid_and_lost():
    page = dividends()
    open_tab(page, "Who gets what")
    register = next(table for table in tables(page) if "ID" in table)
    person = register[register["Earned in the year"] == 6_380]["ID"].item()
    open_tab(page, "Leaving")
    choose(page, "choose-leaver|virtual-share", person)
    assert (metrics(page)["Paid"], metrics(page)["Lost"]) == ("¥3,190.00", "¥3,190.00")
    run(widget(page.slider, "leaving-month").set_value(9) and page)
    assert (metrics(page)["Paid"], metrics(page)["Lost"]) == ("¥4,785.00", "¥1,595.00")
    run(widget(page.button_group, "choose-leaving-standing").set_value("bad") and page)
    assert (metrics(page)["Paid"], metrics(page)["Lost"]) == ("¥0.00", "¥6,380.00")


def test_three_paths_are_drawn():
    rows = next(rows for _, rows in charts(open_tab(dividends(), "Over the years")) if rows and "path" in rows[0])
    assert {row["path"] for row in rows} == {"Flat profit", "+150% from year 2", "A loss in year 2"}
    assert len(rows) == 15


def conversion_field(page, name):
    return next(each for each in page.number_input if f"figures conversion|virtual-share|{name}|" in each.key)


def test_virtual_shares_turn_into_real_ones():
    page = dividends()
    shares = next(table["Shares that take part"] for table in tables(page) if "Shares that take part" in table)
    assert conversion_field(page, "held").value == shares.max()
    run(conversion_field(page, "held").set_value(5_800) and page)
    run(conversion_field(page, "converted").set_value(2_900) and page)
    run(conversion_field(page, "net_asset_value").set_value(4.5) and page)
    shown = metrics(page)
    assert (shown["Shares converted"], shown["Virtual shares left"]) == ("2,900", "2,900")
    assert (shown["Price a share"], shown["The holder pays"]) == ("¥4.05", "¥11,745.00")  # 4.5 × 90%
    run(conversion_field(page, "converted").set_value(2_899) and page)
    assert any("2,899" in each and "2,900" in each for each in errors(page))
    run(conversion_field(page, "net_asset_value").set_value(-1.0) and page)
    assert errors(page) and "The holder pays" not in metrics(page)


def test_names_are_hidden_here_too():
    page = open_tab(dividends(), "Who gets what")
    names = {str(each) for table in tables(page) if "Name" in table for each in table["Name"]}
    assert len(names) > 5
    page.session_state["hide_names"] = True
    run(page)
    hidden = {str(each) for table in tables(page) if "Name" in table for each in table["Name"]}
    assert hidden == {"＊＊＊"}
    open_tab(page, "Leaving")
    assert not any(name in option for box in page.selectbox for option in box.options for name in names)
