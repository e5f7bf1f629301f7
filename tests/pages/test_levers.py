"""Moving levers on the cockpit: numbers and pictures follow, resets take it back, nothing gets lost."""

import pytest

from engine.files.cases import load, names
from tests.pages.driver import (
    COCKPIT,
    COMPANY,
    COMPARE,
    HANDBOOK,
    PROFIT,
    changes,
    charts,
    deltas,
    edit,
    errors,
    go,
    levers,
    metrics,
    opened,
    opened_drawer,
    pills,
    run,
    slider,
    verdict,
    widget,
)


def everything(page):
    return verdict(page), metrics(page), charts(page)


def press(page, path, value):
    return run(pills(page, path).set_value(value) and page)


def move(page, path, value):
    return run(slider(page, path).set_value(value) and page)


@pytest.mark.parametrize("case", names())
def test_more_profit_moves_verdict_numbers_and_pictures(case):
    reforms = load(case).reforms
    owned_otherwise = []
    for reform in reforms:
        page = opened(case, reform=reform)
        before = everything(page)
        press(page, PROFIT, 1.5)
        after = everything(page)
        assert changes(page) == {PROFIT: 1.5}
        assert after[0] != before[0]
        assert after[1]["Net profit"] != before[1]["Net profit"]
        cost, incomes, ownership = (new[1] != old[1] for old, new in zip(before[2], after[2], strict=True))
        assert cost and incomes, reform
        owned_otherwise.append(ownership)
    # Who owns what depends on profit where shares are priced by it: in at least one plan of every case.
    assert any(owned_otherwise)


def test_slider_and_pills_are_the_same_lever():
    page = press(opened(), PROFIT, 1.5)
    pressed = everything(page)
    assert slider(page, PROFIT).value == 150
    moved = move(opened(), PROFIT, 150)
    assert everything(moved) == pressed
    assert pills(moved, PROFIT).value == 1.5


def test_specifications_stay_so_that_only_data_is_sent():
    page = opened("car-care")
    before = [spec for spec, _ in charts(page)]
    press(page, PROFIT, 0.5)
    assert [spec for spec, _ in charts(page)] == before


def test_reset_one_and_reset_all():
    page = opened()
    start = everything(page)
    press(page, PROFIT, 1.5)
    only_profit = everything(page)
    move(page, "assumptions.headcount_growth", 20)
    assert len(changes(page)) == 2
    opened_drawer(page, "changed-by-hand")
    run(widget(page.button, "reset|assumptions.headcount_growth").click() and page)
    assert everything(page) == only_profit
    move(page, "assumptions.collected", 90)
    opened_drawer(page, "changed-by-hand")
    run(widget(page.button, "reset-all").click() and page)
    assert changes(page) == {} and everything(page) == start
    assert slider(page, "assumptions.collected").value == 100


def test_back_to_auto_takes_the_change_out():
    page = opened()
    start = everything(page)
    press(page, PROFIT, 1.0)
    press(page, PROFIT, "auto")
    assert changes(page) == {} and everything(page) == start


@pytest.mark.parametrize("elsewhere", [COMPANY, COMPARE, HANDBOOK])
def test_what_was_set_survives_another_page(elsewhere):
    page = press(opened("car-care"), PROFIT, 1.5)
    run(widget(page.selectbox, "choose-against").set_value("same") and page)
    run(widget(page.selectbox, "choose-year").set_value(2) and page)
    levers(page, "pay")
    run(widget(page.selectbox, "choose-pay-group|car-care").set_value("store_supervisor") and page)
    kept = everything(page)
    go(page, elsewhere)
    go(page, COCKPIT)
    assert everything(page) == kept and changes(page) == {PROFIT: 1.5}
    assert widget(page.selectbox, "choose-pay-group|car-care").value == "store_supervisor"
    assert widget(page.selectbox, "choose-against").value == "same"
    assert widget(page.selectbox, "choose-year").value == 2


def test_every_case_and_reform_keeps_changes_of_its_own():
    page = press(opened("car-care"), PROFIT, 1.5)
    run(widget(page.selectbox, "choose-case").set_value("hospital") and page)
    assert changes(page) == {}
    press(page, PROFIT, 0.5)
    run(widget(page.selectbox, "choose-case").set_value("car-care") and page)
    assert changes(page) == {PROFIT: 1.5}
    run(widget(page.selectbox, "choose-reform-car-care").set_value("share-the-excess") and page)
    assert changes(page) == {}


def test_the_same_what_if_on_both_sides_leaves_the_reform_alone():
    page = press(opened(), PROFIT, 1.5)
    against_today = metrics(page)
    run(widget(page.selectbox, "choose-against").set_value("same") and page)
    assert metrics(page)["Net profit"] == against_today["Net profit"]
    assert "¥" in deltas(page)["Labour cost"]


def tiers_of(page):
    return next(each for each in page.data_editor if ".commission.tiers|" in each.key)


def with_tiers():
    page = levers(opened("car-care"), "pay")
    return run(widget(page.selectbox, "choose-pay-group|car-care").set_value("flagship_manager") and page)


TIERS = "pay.flagship_manager.commission.tiers"


def test_a_tier_edited_in_the_table_moves_the_numbers():
    page = with_tiers()
    before = everything(page)
    rows = tiers_of(page).value
    edit(page, tiers_of(page).key, {0: {"rate": 12.0}, 1: {"rate": 14.0}})
    assert not errors(page)
    assert changes(page)[TIERS][0]["rate"] == 0.12
    assert everything(page) != before
    assert tiers_of(page).value["rate"].tolist() == [12.0, 14.0, *rows["rate"].tolist()[2:]]


def test_a_tier_can_be_added_and_deleted():
    page = with_tiers()
    edit(page, tiers_of(page).key, added=[{"from": 80000, "rate": 20}])
    assert not errors(page) and len(tiers_of(page).value) == 4
    edit(page, tiers_of(page).key, deleted=[3])
    assert not errors(page) and len(tiers_of(page).value) == 3
    assert changes(page) == {}


@pytest.mark.parametrize("entered", [
    {"edited": {1: {"from": 999_999}}},  # not sorted
    {"edited": {0: {"rate": 400}}},  # a rate above 100 percent
    {"edited": {0: {"from": -5}}},
    {"edited": {1: {"from": None}}},  # a cell emptied
    {"deleted": [0, 1, 2]},  # no tier left
])
def test_a_wrong_table_is_refused_in_one_sentence_and_nothing_changes(entered):
    page = press(opened("car-care"), PROFIT, 0.5)
    levers(page, "pay")
    run(widget(page.selectbox, "choose-pay-group|car-care").set_value("flagship_manager") and page)
    before = everything(page)
    edit(page, tiers_of(page).key, **entered)
    assert len(errors(page)) == 1 and "Traceback" not in errors(page)[0]
    assert TIERS.removesuffix(".tiers") in errors(page)[0] and errors(page)[0].endswith((".", "?"))
    assert everything(page) == before and changes(page) == {PROFIT: 0.5}


def test_a_refusal_is_gone_after_the_next_good_entry():
    page = with_tiers()
    edit(page, tiers_of(page).key, {1: {"from": 999_999}})
    assert errors(page)
    run(widget(page.selectbox, "choose-year").set_value(2) and page)
    levers(page, "assumptions")
    press(page, PROFIT, 0.5)
    assert not errors(page)
