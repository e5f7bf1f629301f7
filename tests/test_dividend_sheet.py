"""What the Dividends page lays out: the rules' own figures, reasons, paths of profit, leavers."""

from functools import cache

import numpy as np
import pytest

from engine.answers.dividends import dividend_sheet
from engine.answers.dividends.dividend_sheet import FLAT, GROWN, LOSS
from engine.base import text
from engine.files.cases import load
from engine.run.simulate import simulate


@cache
def outcome(case="virtual-share", reform="dividend-fund"):
    return simulate(load(case).scenarios[reform])


def changed(path, value, reform="dividend-fund"):
    return simulate(load("virtual-share").scenarios[reform].reformed({path: value}))


@pytest.fixture(autouse=True)
def _in_english():
    text.use("en")


@pytest.mark.parametrize(("case", "reform"), [("virtual-share", "dividend-fund"), ("car-care", "store-dividends"),
                                              ("store-chain", "excess-sharing"), ("store-chain", "phantom-shares")])
def test_the_sheet_sees_what_the_pipeline_saw(case, reform):
    """The rules asked again on the sheet's result give the same awards, in every year."""
    run = outcome(case, reform)
    before = {}
    for year in run.years:
        drivers = dividend_sheet.drivers_of(run.scenario, year.number)
        seen = dividend_sheet.result_of(run, year.number, drivers)
        for name, rule in run.scenario.plan.dividends.items():
            again = rule.distribute(seen, drivers, before.get(name), dividend_sheet.Trace())
            assert (again.to_people == year.awards[name].to_people).all()
            assert (again.fund, again.carried, again.kept) == (
                year.awards[name].fund, year.awards[name].carried, year.awards[name].kept)
        before = year.awards


def test_the_three_lines_of_the_source():
    run = outcome()
    lines = dividend_sheet.fund_lines(run.scenario.plan.dividends["virtual"], 200_000_000, 115_800)
    assert [(each.coefficient, float(each.ratio), each.fund, each.per_share) for each in lines] == [
        (1.0, 0.058, 11_600_000, 85), (1.3, 0.075, 15_000_000, 110), (1.5, 0.087, 17_400_000, 127)]


def test_the_fund_rolls_over_the_years():
    years = dividend_sheet.fund_years(outcome(), "virtual")
    for each, after in zip(years, [*years[1:], None], strict=True):
        assert each.carried_in + each.added == each.paid + each.carried
        assert after is None or after.carried_in == each.carried
    assert (years[0].shares, years[0].per_share, years[0].accounts) == (115_800, 110, 1_273_800)
    assert years[4].shares > years[0].shares


def test_the_register_says_why_somebody_holds_nothing():
    table = dividend_sheet.register(outcome(), "virtual", 1).set_index("id")
    assert table["shares"].sum() == 115_800
    assert ((table["shares"] == 0) == (table["why"] != "")).all()
    counted = table["position"] + table["performance"] + table["service"]
    assert (table["shares"][table["why"] == ""] == counted[table["why"] == ""]).all()
    finance = table[table["post"] == "finance_director"].iloc[0]
    assert finance["why"] == "years of service missing: 1"
    key = table[(table["layer"] == "key") & (table["why"] != "")]
    assert (key["why"].str.contains("awards missing") | key["why"].str.contains("years of service missing")).all()
    later = dividend_sheet.register(outcome(), "virtual", 2).set_index("id")
    assert later.loc[finance.name, "why"] == ""


def test_outside_the_layers():
    run = changed("dividends.virtual.count.key_groups", [])
    table = dividend_sheet.register(run, "virtual", 1)
    assert set(table[table["post"] == "trainer"]["why"]) == {"in none of the layers"}


def test_excess_by_layer():
    first, *_, last = dividend_sheet.excess_years(outcome("store-chain", "excess-sharing"), "layers")
    assert first.baseline == 110_000_000 and first.excess == first.profit - first.baseline
    assert list(first.pools.values()) == [round(first.excess * 0.08), round(first.excess * 0.03)]
    assert last.excess == 0 == last.paid
    phantom = dividend_sheet.excess_years(outcome("store-chain", "phantom-shares"), "phantom")[0]
    assert (phantom.baseline, phantom.paid) == (100_000_000, 7_500_000)


def test_stores_add_up_to_the_award():
    run = outcome("car-care", "store-dividends")
    table, award = dividend_sheet.stores(run, "stores", 1), run.year(1).awards["stores"]
    parts = table["company"] + table["management"] + table["staff"]
    assert np.allclose(parts, table["distributed"]) and np.allclose(table["distributed"] + table["kept"],
                                                                    table["profit"].clip(lower=0))
    assert table["profit"].clip(lower=0).sum() == award.fund
    assert table.loc[table["key"] == "store_9", "year"].item() == 1
    assert (table["management"] + table["staff"]).sum() == award.paid


def test_factors_multiply():
    run = changed("dividends.value", {"rule": "post_value_dividend", "groups": ["executives"],
                                      "value_of": {"general_manager": 1.3}}, "today")
    table = dividend_sheet.factors(run, "value", 1)
    assert len(table) == 5 and table["part"].sum() == pytest.approx(1)
    own = table[["value", "job_type", "qualification", "service", "performance"]].prod(axis=1)
    assert np.allclose(own, table["product"], atol=1e-4)
    assert table["dividend"].sum() == run.year(1).awards["value"].fund


def test_who_gets_what_is_what_the_year_pays():
    run = outcome()
    for year in run.years:
        table = dividend_sheet.who_gets_what(run, year.number)
        assert table["all"].sum() == year.dividends.sum()
        assert table["now"].sum() == year.awards["virtual"].now.sum()
        posts = dividend_sheet.by_post(run, year.number)
        assert round(posts["total"].sum() * 100) == year.dividends.sum()


def test_profit_goes_somewhere():
    run = outcome()
    for year in run.years:
        parts = [fen for number, _, fen in dividend_sheet.where_profit_goes(run) if number == year.number]
        assert sum(parts) == year.statement.before_tax + year.statement.incentive_dividends


def test_three_paths_of_profit():
    run = outcome()
    paths = dividend_sheet.paths(run)
    paid = {path: [sum(award.paid for award in year.values()) for year in dividend_sheet.along(run, profits)]
            for path, profits in paths.items()}
    assert paid[FLAT] == [year.awards["virtual"].paid for year in run.years]
    assert paid[GROWN][0] == paid[FLAT][0] and paid[GROWN][1] > 2 * paid[FLAT][1]
    assert 0 < paid[LOSS][1] < paid[FLAT][1] / 4  # what was carried softens a loss
    assert paid[LOSS][2] > paid[LOSS][1]


def test_paths_move_stores_and_baselines():
    stores = outcome("car-care", "store-dividends")
    grown = dividend_sheet.along(stores, dividend_sheet.paths(stores)[GROWN])
    assert grown[1]["stores"].paid > 2 * grown[0]["stores"].paid
    loss = dividend_sheet.along(stores, dividend_sheet.paths(stores)[LOSS])
    assert loss[1]["stores"].paid < loss[0]["stores"].paid / 4
    layers = outcome("store-chain", "excess-sharing")
    flat = dividend_sheet.along(layers, dividend_sheet.paths(layers)[FLAT])
    assert flat[0]["layers"].paid == layers.year(1).awards["layers"].paid
    assert [flat[number]["layers"].paid > flat[number + 1]["layers"].paid for number in (0, 1)] == [True, True]


@pytest.mark.parametrize(("standing", "month", "paid"), [("good", 6, 319_000), ("good", 12, 638_000), ("bad", 11, 0)])
def test_leaving_with_5800_shares(standing, month, paid):
    run = outcome()
    table = dividend_sheet.register(run, "virtual", 1)
    place = run.year(1).people.position[table[table["shares"] == 5_800]["id"].item()]
    (settled,) = dividend_sheet.on_leaving(run, 1, place, month, standing)
    assert (settled.full, settled.account, settled.paid, settled.lost) == (638_000, 0, paid, 638_000 - paid)
    (second,) = dividend_sheet.on_leaving(run, 2, place, month, standing)
    assert second.account == 63_800
    assert second.paid_account == (63_800 if standing == "good" else 0)
    months = dividend_sheet.by_month(run, 1, place, standing)
    assert all(paid + lost == 638_000 for _, paid, lost in months)


def test_shares_of_a_store_are_all_lost():
    run = outcome("car-care", "store-dividends")
    place = int(np.argmax(run.year(1).awards["stores"].to_people))
    (settled,) = dividend_sheet.on_leaving(run, 1, place, 11, "good")
    assert settled.paid == 0 and settled.lost == settled.full > 0
    assert dividend_sheet.where_lost(run.scenario.plan.dividends["stores"], "good") == "stays with the company"
