"""National law by date: a second law of an invented year, written as lines in the files, is what later years are taxed by."""

import re
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from engine.answers.take_home.findings import KINDS, above_limit
from engine.answers.take_home.pocket import company_to_pocket, reserves
from engine.answers.take_home.settle import settle
from engine.answers.take_home.slip import tax_slip
from engine.base import text
from engine.base.problem import InputError
from engine.law import national as room
from engine.law.bonus import _cliffs, cliffs, lost_at_cliff, separate_tax
from engine.law.company_tax import COMPANY_KINDS, company_tax, dividend_tax, reserve_due
from engine.law.equity_income import business, flat, on_listed_dividend, separate
from engine.law.laws import dates_of, lapsed, not_advice
from engine.law.national import FILES, FOLDER, national, national_from, year_end
from engine.law.tax_words import taxed_separately
from engine.law.taxpayer import Taxpayer
from engine.law.withholding import BASES, income_tax_of, settle_year, withheld
from engine.rules.rule import rule_named
from engine.run.simulate import simulate
from tests.small import company, scenario

OLD, NEW = date(2026, 12, 31), date(2027, 12, 31)
WHO = "source: {zh: 虚构的法律, en: An invented law}, sure: general"

LINES = {
    ("wages.yaml", "income_tax"): "allowance: 72000, table: {up_to: [50000], percent: [10, 20]}",
    ("wages.yaml", "additional"): "children: 3000, elderly_share: 2000",
    ("equity.yaml", "dividend"): "rate: 0.25",
    ("equity.yaml", "listed_dividend"): "held: [6], percent: [30, 5]",
    ("equity.yaml", "business_income"): "table: {up_to: [], percent: [40]}",
    ("company.yaml", "company_tax"): "standard: 0.30",
    ("company.yaml", "reserve"): "rate: 0.20",
    ("company.yaml", "union_fee"): "rate: 0.03",
    ("work.yaml", "deduction_limit"): "part: 0.10",
}
"""What an invented law changes from 2027 on: one line a law, with only the figures that change."""

MOVED = {("company.yaml", "small_profit"): "valid_to: 2030-12-31, rate: 0.10, profit: 2000000"}
"""The same for a relief whose end was laid down later: its end is moved to the day before, too."""


def with_line(content, law, line):
    """The file with one line more, at the end of a law."""
    block = re.search(rf"^{law}:\n(?:[ ].*\n)+", content, re.MULTILINE).group()
    return content.replace(block, f"{block}    - {{valid_from: 2027-01-01, {WHO}, {line}}}\n")


def ends(content, law):
    block = re.search(rf"^{law}:\n(?:[ ].*\n)+", content, re.MULTILINE).group()
    return content.replace(block, block.replace("valid_to: 2027-12-31", "valid_to: 2026-12-31"))


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "national")


@pytest.fixture
def second(folder, monkeypatch):
    """The law of the project with the invented second one from 2027 on."""
    for (file, law), line in (LINES | MOVED).items():
        path = folder / file
        content = path.read_text(encoding="utf-8")
        path.write_text(with_line(ends(content, law), law, line), encoding="utf-8")
    wages = folder / "wages.yaml"
    wages.write_text(ends(wages.read_text(encoding="utf-8"), "annual_bonus"), encoding="utf-8")
    monkeypatch.setattr(room, "FOLDER", folder)
    national.cache_clear()
    yield national()
    national.cache_clear()


def test_a_figure_changes_by_one_line(folder, second):
    for file, law in LINES:
        lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
        changed = (folder / file).read_text(encoding="utf-8").splitlines()
        more = [line for line in changed if line not in lines and LINES[file, law] in line]
        assert len(more) == 1
    assert second.income_tax.at(NEW).source.en == "An invented law"
    assert second.additional.at(NEW).infants == 2_000, "what is not stated stays"


def test_the_line_that_readme_shows_is_a_change(folder):
    """It stands for a line under `income_tax`."""
    readme = (Path(room.__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    line = re.search(r"^    - \{valid_from: .*\n", readme, re.MULTILINE).group()
    path = folder / "wages.yaml"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("\n\nwithholding:", f"\n{line}\nwithholding:"), encoding="utf-8")
    law = national_from(folder).income_tax
    assert [law.at(date(year, 12, 31)).allowance for year in (2026, 2027, 2028)] == [60_000, 60_000, 72_000]


def test_withholding(second):
    """12 × 10,000. Old: 60,000 taxable, 36,000 × 3% + 24,000 × 10%; January 5,000 × 3%. New: 48,000 and 4,000 at 10%."""
    income = np.full((12, 1), 10_000_00)
    old, new = (withheld(income, 0 * income, day)[:, 0] for day in (OLD, NEW))
    assert (old[0], old.sum()) == (150_00, 3_480_00)
    assert (new[0], new.sum()) == (400_00, 4_800_00)
    result = rule_named("take_home").compute({"monthly_gross": [10_000] * 12, "year": 2027})
    assert (result["tax_year"], result["annual_tax"]) == (4_800, 4_800)
    assert rule_named("take_home").compute({"monthly_gross": [10_000] * 12})["tax_year"] == 3_480


def test_settlement(second):
    """150,000. Old: 90,000 taxable, 90,000 × 10% − 2,520. New: 78,000, 50,000 × 10% + 28,000 × 20%."""
    income, none = np.array([150_000_00]), np.array([0])
    assert settle_year(income, none, none, OLD).top_up[0] == 6_480_00
    assert settle_year(income, none, none, NEW).top_up[0] == 10_600_00


def test_bonus(second):
    """Wages 100,000 and bonus 100,000, both taxable.

    Old: 7,480 + 100,000 × 10% − 210, separately. New: separate taxation is over, 50,000 × 10% + 150,000 × 20% merged.
    """
    choice = rule_named("annual_bonus_choice")
    both = {"salary_taxable": 100_000, "bonus": 100_000}
    old, new = choice.compute(both), choice.compute({**both, "year": 2027})
    assert (old["separate"], old["in_force"], old["findings"]) == (17_270, "separate", [])
    assert (new["merged"], new["in_force"]) == (35_000, "merged")
    assert "2026-12-31" in new["findings"][0]
    # 100,000 × 20% − 5,000 ÷ 12, beside 5,000 + 50,000 × 20% on wages
    assert new["separate"] == 15_000 + 19_583.33
    # At 50,000 the tax is 5,000; one fen on it is 50,000.01 × 20% − 416.67. Net 45,000 is back at (45,000 − 416.67) ÷ 80%, 55,729.17.
    [cliff] = cliffs(NEW)
    assert (cliff.bound, cliff.tax, cliff.tax_past, cliff.back_at) == (50_000_00, 5_000_00, 9_583_34, 55_729_17)
    assert lost_at_cliff(np.array([50_000_01]), NEW)[0] == 45_000_00 - (50_000_01 - 9_583_34)
    assert len(cliffs(OLD)) == 6


def test_where_the_net_is_back_only_in_a_band_above(second):
    """Bounds 1,000 and 1,100 at 10, 20, 21%: at 1,000 the net is 900; the band of 20% reaches 888.33 at 1,100."""
    narrow = room.Table(up_to=(1_000, 1_100), percent=(10, 20, 21)).brackets
    first, _ = _cliffs(narrow)
    assert first.back_at > 1_100_00
    at = np.array([first.back_at - 1, first.back_at])
    assert ((at - taxed_separately(at, narrow)) >= 900_00).tolist() == [False, True]


def test_equity(second):
    """20,000 × (35 − 10) = 500,000. Old: × 30% − 52,920. New: 5,000 + 450,000 × 20%."""
    option = {"kind": "listed_option", "shares": 20_000, "strike": 10, "price": 35}
    equity = rule_named("equity_tax")
    assert [equity.compute({**option, "year": year})["tax"] for year in (2026, 2027)] == [97_080, 95_000]
    assert (separate(500_000_00, OLD), separate(500_000_00, NEW)) == (97_080_00, 95_000_00)
    transfer = {"kind": "unlisted_deferred", "shares": 1_000, "strike": 1, "sale_price": 11}
    assert [equity.compute({**transfer, "year": year})["tax"] for year in (2026, 2027)] == [2_000, 2_500]
    # LP platform: old 100,000 × 20% − 10,500, new 40%; with the allowance of who has no wages 40,000 × 10% − 1,500, 28,000 × 40%
    assert (business(100_000_00, OLD), business(100_000_00, NEW)) == (9_500_00, 40_000_00)
    assert (business(100_000_00, OLD, False), business(100_000_00, NEW, False)) == (2_500_00, 11_200_00)


def test_dividends(second):
    assert [rule_named("equity_tax").compute({"kind": "dividend", "amount": 1_000, "year": year})["tax"]
            for year in (2026, 2027)] == [200, 250]
    assert (flat(1_000_00, OLD), flat(1_000_00, NEW), flat(-1, NEW)) == (200_00, 250_00, 0)
    assert (dividend_tax(1_000_00, OLD), dividend_tax(1_000_00, NEW)) == (200_00, 250_00)
    assert [on_listed_dividend(100_00, 6, day) for day in (OLD, NEW)] == [10_00, 30_00]
    assert [on_listed_dividend(100_00, 13, day) for day in (OLD, NEW)] == [0, 5_00]
    # 100,000 × 75% = 75,000; reserve 10% and 20% of it; the rest at 20% and 25%
    chain = rule_named("dividend_chain")
    profit = {"pre_tax_profit": 100_000, "company_rate": 0.25, "reserve": True}
    assert [chain.compute({**profit, "year": year})["net"] for year in (2026, 2027)] == [67_500 * 0.8, 60_000 * 0.75]


def test_company_tax(second):
    """2,500,000: small until 3 million at 5%, then only until 2 million, so 30% of all of it."""
    tax = rule_named("company_income_tax")
    profit = {"profit": 2_500_000, "kind": "small"}
    old, new = tax.compute(profit), tax.compute({**profit, "year": 2027})
    assert (old["tax"], new["tax"]) == (125_000, 750_000)
    # 2,000,000 would leave 1,800,000; this leaves 1,750,000
    assert "¥2,000,000.00" in new["findings"][0] and "30%" in new["findings"][0] and "¥50,000.00" in new["findings"][0]
    assert tax.compute({**profit, "profit": 1_500_000, "year": 2027})["tax"] == 150_000
    large = tax.compute({**profit, "staff": 301, "year": 2027})
    assert "More than 300 people or ¥50M of assets: no small-profit company, 30% applies." in large["findings"]
    assert (reserve_due(1_000_00, 0, None, OLD), reserve_due(1_000_00, 0, None, NEW)) == (100_00, 200_00)
    assert float(company_tax("standard", 0, 0, None, NEW).rate) == 0.30


def test_additional_deductions(second):
    family = rule_named("additional_deductions")
    assert [family.compute({"children": 2, "infants": 1, "year": year})["month"] for year in (2026, 2027)] == [6_000, 8_000]
    assert family.compute({"elderly_share": 2_000, "year": 2027})["month"] == 2_000
    with pytest.raises(InputError, match="at most ¥1,500 a month"):
        family.compute({"elderly_share": 2_000, "year": 2026})


HEADER = "id,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history"
ROWS = ("A,sales,seller,north,,20000,5,90,1,100,1200000,1000000", "B,sales,seller,north,,20000,3,80,2,200,900000,1000000")


def outcome(first_year=2026, **payer):
    """Two people on 20,000 a month, 5% of own sales (60,000 and 45,000) in December; two years."""
    of = company(ROWS, HEADER, taxpayer={"kind": "small", "first_year": first_year, **payer})
    pay = {"fixed_pay": {}, "over_production": {"base": 0, "rate": 0.05, "measure": "own_sales"}}
    return simulate(scenario(pay, of=of, assumptions={"years": 2, "payout": 0.5}))


def test_a_company_goes_from_one_law_to_the_other(second):
    """The first year is 2026, the second 2027.

    A's wages are 240,000 and the bonus 60,000. 2026: 180,000 × 20% − 16,920 and 60,000 × 10% − 210.
    2027: 300,000 − 72,000 = 228,000, 5,000 + 178,000 × 20%.
    Profit: 3,000,000 − 1,000,000 − 585,000 of pay = 1,415,000, at 5% and at 10%.
    """
    both = outcome()
    old, new = settle(both, 1), settle(both, 2)
    assert (old.tax[0], new.tax[0]) == (19_080_00 + 5_790_00, 40_600_00)
    assert old.bonus_separately.all() and not new.bonus_separately.any()
    assert [year.statement.before_tax for year in both.years] == [1_415_000_00, 1_415_000_00]
    assert [year.statement.tax for year in both.years] == [70_750_00, 141_500_00]
    assert reserves(both) == [134_425_00, 254_700_00]  # 10% of 1,344,250, 20% of 1,273,500
    # Half of the net profit is paid out to the founders, at 20% and at 25%
    assert [company_to_pocket(both, number).parts["dividend_tax"] for number in (1, 2)] == [134_425_00, 159_187_50]
    steps = [dict((label.en, fen) for label, fen in tax_slip(both, number, 0).withholding(0)) for number in (1, 2)]
    assert steps[0]["Allowance so far, 5,000 a month"] == -5_000_00
    assert steps[1]["Allowance so far, 6,000 a month"] == -6_000_00
    assert "allowance of 60,000" in old.notes()["laws"][0] and "allowance of 72,000" in new.notes()["laws"][0]


def test_the_books_are_taxed_by_the_law_of_their_year(second):
    """600,000 net: 631,578.95 before 5%, 666,666.67 before 10%."""
    books = [company(ROWS, HEADER, taxpayer={"kind": "small", "first_year": year}).profit_before_tax for year in (2027, 2028)]
    assert books == [631_578_95, 666_666_67]


def test_levies_and_limits(second):
    both = outcome(union_fee=True)
    assert [int(settle(both, number).levies[0]) for number in (1, 2)] == [6_000_00, 9_000_00]
    deducting = company([row + ",3000" for row in ROWS], HEADER + ",deduction", taxpayer={"first_year": 2026})
    taken = simulate(scenario({"fixed_pay": {}, "deduction": {}}, of=deducting, assumptions={"years": 2}))
    # 3,000 of 20,000 is below 20% and 1,000 above 10%
    assert [int(above_limit(settle(taken, number))[0, 0]) for number in (1, 2)] == [0, 1_000_00]


def test_the_lines_say_which_law_it_is(second, language):
    old, new = (dates_of(["income_tax"], day)[0] for day in (OLD, NEW))
    assert "2019-01-01" in old and "2026-12-31" in old and "2027-01-01" in new
    assert ("6 万元" in old and "7.2 万元" in new and "虚构的法律" in new) if language == "zh" else (
        "60,000" in old and "72,000" in new and "An invented law" in new)
    assert lapsed(["small_profit", "annual_bonus"], OLD) == []
    assert len(lapsed(["small_profit", "annual_bonus"], NEW)) == 1
    assert "2030-12-31" in lapsed(["small_profit"], date(2031, 1, 1))[0]


# ---------------------------------------------------------------- what comes with the project

@pytest.mark.parametrize("key", list(national().laws))
def test_every_law_says_what_it_is_in_both_languages(key):
    law = national().laws[key]
    chinese = re.compile("[\u4e00-\u9fff]")
    for label in (law.title, *(version.source for version in law.versions)):
        assert chinese.search(label.zh) and label.en.strip() and not chinese.search(label.en)
    for tongue in text.LANGUAGES:
        text.use(tongue)
        assert "{" not in law.line(OLD)


def test_all_files_are_read_and_the_oldest_look_is_the_one_told(folder):
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)
    path = folder / "work.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("as_of: 2026-11-21", "as_of: 2025-03-04"), encoding="utf-8")
    assert national_from(folder).as_of == date(2025, 3, 4)
    assert "2026-11-21" in not_advice()


def said(rate=None, yuan=None):
    """A figure in prose, Chinese and English: 5% in both; 1.5 万, 300 万 and 15,000, 3,000,000 or 3 million."""
    if rate is not None:
        return (f"{rate:.0%}",), (f"{rate:.0%}",)
    return (f"{yuan:.0f}", f"{yuan / 10_000:g} 万"), (f"{yuan:,.0f}", f"{yuan / 1_000_000:g} million")


def repeated():
    """Words that repeat a figure of law, and the figure that is in force on the day the law was last looked at."""
    law, day = national(), national().as_of
    tax, family, small = law.income_tax.at(day), law.additional.at(day), law.small_profit.at(day)
    rates, reserve, flat_ = law.company_tax.at(day), law.reserve.at(day), law.dividend.at(day).rate
    own = [COMPANY_KINDS["standard"], COMPANY_KINDS["high_tech"], COMPANY_KINDS["small"]]
    yield from zip(own, (said(rates.standard), said(rates.high_tech), said(small.rate)), strict=True)
    payer = Taxpayer.parameters()
    yield payer["union_fee"].label, said(law.union_fee.at(day).rate)
    yield payer["assets"].nothing, said(yuan=small.assets)
    yield payer["capital"].nothing, said(reserve.rate)
    yield BASES["employed"], said(yuan=tax.allowance / 12)
    yield BASES["whole_year"], said(yuan=tax.allowance)
    yield KINDS["deduction_limit"], said(law.deduction_limit.at(day).part)
    about = rule_named("additional_deductions").about.what
    for figure in (family.children, family.elderly, family.elderly_share, family.mortgage, family.rent_large, family.rent_middle,
                   family.rent_small, family.studies, family.illness_from, family.illness_most):
        yield about, said(yuan=figure)
    yield rule_named("additional_deductions").about.formula, said(yuan=family.certificate)
    about = rule_named("company_income_tax").about.what
    for figure in (said(small.rate), said(rates.standard), said(yuan=small.profit), said(yuan=small.assets), said(reserve.rate)):
        yield about, figure
    yield rule_named("dividend_chain").about.what, said(flat_)
    yield rule_named("equity_tax").about.what, said(flat_)
    yield rule_named("take_home").about.formula, said(yuan=tax.allowance / 12)


@pytest.mark.parametrize(("words", "figure"), list(repeated()))
def test_words_that_repeat_a_figure_repeat_the_one_in_force(words, figure):
    for each, ways in zip((words.zh, words.en), figure, strict=True):
        assert any(re.search(rf"(?<![\d.,]){re.escape(way)}(?![\d]|,\d)", each) for way in ways), f"{ways} not in “{each}”"


def test_before_the_first_day_the_first_figures_after_the_last_the_last():
    law = national().small_profit
    assert law.at(date(2019, 1, 1)) is law.at(date(2050, 1, 1)) is law.versions[0]
    assert [law.holds(day) for day in (date(2022, 12, 31), date(2023, 1, 1), date(2027, 12, 31), date(2028, 1, 1))] == [
        False, True, True, False]
    assert "holds from 2023-01-01 on" in law.lapsed(date(2022, 12, 31))
    assert year_end(2026) == OLD and income_tax_of(36_000_00, OLD) == 1_080_00


def test_axes_in_front_do_not_touch_one_another():
    bonus = np.array([[36_000_00, 36_000_01], [0, 144_000_01]])
    assert separate_tax(bonus, OLD).tolist() == [separate_tax(row, OLD).tolist() for row in bonus]
    assert lost_at_cliff(bonus, OLD).tolist() == [lost_at_cliff(row, OLD).tolist() for row in bonus]
    settled = settle_year(4 * bonus, 0 * bonus, 0 * bonus, OLD)
    assert settled.top_up.tolist() == [settle_year(4 * row, 0 * row, 0 * row, OLD).top_up.tolist() for row in bonus]


# ---------------------------------------------------------------- faults

FIRST = "    - valid_from: 2019-01-01\n      source: {zh: 个人所得税法第三、六、十一条"
MORE = "    - {valid_from: 2028-01-01, " + WHO + ", allowance: 72000}\n"


@pytest.mark.parametrize(("before", "after", "en", "zh"), [
    ("valid_from: 2028-01-01", "valid_from: 2019-01-01",
     "wages.yaml income_tax: the version from 2019-01-01 overlaps that from 2019-01-01; put the earlier one first and end it "
     "before the next begins.",
     "wages.yaml income_tax: 自 2019-01-01 起的规定与自 2019-01-01 起的重叠；请把较早的放在前面，并让它在下一段开始之前结束。"),
    (FIRST, FIRST.replace("2019-01-01\n", "2019-01-01\n      valid_to: 2028-06-30\n"),
     "wages.yaml income_tax: the version from 2028-01-01 overlaps that from 2019-01-01; put the earlier one first and end it "
     "before the next begins.",
     "wages.yaml income_tax: 自 2028-01-01 起的规定与自 2019-01-01 起的重叠；请把较早的放在前面，并让它在下一段开始之前结束。"),
    (FIRST, FIRST.replace("2019-01-01\n", "2019-01-01\n      valid_to: 2027-06-30\n"),
     "wages.yaml income_tax: nothing is laid down from 2027-07-01 to 2027-12-31; let no days be missing between two versions, "
     "or leave the end of the earlier one out.",
     "wages.yaml income_tax: 2027-07-01 至 2027-12-31 没有任何规定；两段规定之间不能缺日子，或者不写前一段的结束日。"),
    (FIRST, FIRST.replace("2019-01-01\n", "2019-01-01\n      valid_to: 2018-06-30\n"),
     "wages.yaml income_tax: a version ends on 2018-06-30, before it starts on 2019-01-01; swap the dates.",
     "wages.yaml income_tax: 有一段规定到 2018-06-30 结束，早于它的开始日 2019-01-01；请对调日期。"),
    ("allowance: 60000", "allowence: 60000",
     "wages.yaml income_tax.versions.0.allowance: this entry is missing; add it.\n"
     "wages.yaml income_tax.versions.0.allowence: there is no such entry. Did you mean “allowance”?",
     "wages.yaml income_tax.versions.0.allowance: 缺少这一项；请补上。\n"
     "wages.yaml income_tax.versions.0.allowence: 没有这一项。是不是想写“allowance”？"),
    ("allowance: 60000", "allowance: much",
     "wages.yaml income_tax.versions.0.allowance: “much” is not a number; mend the entry.",
     "wages.yaml income_tax.versions.0.allowance: “much” 不是数字；请改正。"),
    ("allowance: 72000", "allowance: -1",
     "wages.yaml income_tax.versions.1.allowance: ¥−1 is out of range; enter a value from ¥0 to ¥1M.",
     "wages.yaml income_tax.versions.1.allowance: ¥−1 超出范围；请填 ¥0 到 ¥100万 之间的值。"),
    ("[3, 10, 20, 25, 30, 35, 45]", "[3, 10, 20, 25, 30, 35]",
     "wages.yaml income_tax.versions.0.table: 6 upper bounds need 7 rates, one more for what is above; there are 6.",
     "wages.yaml income_tax.versions.0.table: 6 个上限需要 7 个税率（最高一级再加一个）；现有 6 个。"),
    ("[3, 10, 20, 25, 30, 35, 45]", "[3, 20, 10, 25, 30, 35, 45]",
     "wages.yaml income_tax.versions.0.table: bounds and rates of a table must rise from band to band; mend 3, 20, 10, 25, 30, "
     "35, 45.",
     "wages.yaml income_tax.versions.0.table: 税率表的上限和税率必须逐级升高；请改正 3, 20, 10, 25, 30, 35, 45。"),
    ("[3, 10, 20, 25, 30, 35, 45]", "[3, 10, '20', 25, 30, 35, 45]",
     "wages.yaml income_tax.versions.0.table.percent.2: “20” is not a whole number; mend the entry.",
     "wages.yaml income_tax.versions.0.table.percent.2: “20” 不是整数；请改正。"),
    ("valid_from: 2028-01-01", "valid_from: soon",
     "wages.yaml income_tax.versions.1.valid_from: “soon” is not a date such as 2026-07-01; mend the entry.",
     "wages.yaml income_tax.versions.1.valid_from: “soon”不是 2026-07-01 这样的日期；请改正。"),
    ("sure: general, allowance", "sure: certain, allowance",
     "wages.yaml income_tax.versions.1.sure: “certain” is not one of the choices. Known here: read, quoted, general.",
     "wages.yaml income_tax.versions.1.sure: “certain”不在可选范围内。这里可以用：read, quoted, general。"),
    ("allowance of {allowance} a year", "allowance of {alowance} a year",
     "wages.yaml income_tax: the title names “alowance”, which is no figure of this law. Did you mean “allowance”?",
     "wages.yaml income_tax: 名称中的“alowance”不是这条规定里的数字。是不是想写“allowance”？"),
    ("\nwithholding:\n", "\nwitholding:\n", "wages.yaml withholding: this entry is missing; add it.\n"
     "wages.yaml witholding: there is no such entry. Did you mean “withholding”?", "wages.yaml withholding: 缺少这一项；请补上。\n"
     "wages.yaml witholding: 没有这一项。是不是想写“withholding”？"),
])
def test_a_fault_is_a_sentence(folder, before, after, en, zh):
    path = folder / "wages.yaml"
    content = re.sub("^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    content = content.replace("\n\nwithholding:", f"\n{MORE}\nwithholding:")
    path.write_text(content, encoding="utf-8")
    assert national_from(folder).income_tax.at(date(2028, 1, 1)).allowance == 72_000
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    for tongue, sentences in (("en", en), ("zh", zh)):
        text.use(tongue)
        with pytest.raises(InputError) as refused:
            national_from(folder)
        assert str(refused.value) == sentences


def test_the_faults_of_all_files_are_said_at_once(folder):
    (folder / "work.yaml").unlink()
    for file, before, after in (("company.yaml", "staff: 300", "staff: 300.5"), ("equity.yaml", "held: [1, 12]", "held: [12, 1]")):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        national_from(folder)
    assert [(problem.file, problem.place) for problem in refused.value.problems] == [
        ("equity.yaml", "listed_dividend.versions.0"), ("company.yaml", "small_profit.versions.0.staff"), ("work.yaml", "")]
