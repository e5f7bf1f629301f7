"""Regions: the figures are the notices', months take the version in force, faults are sentences."""

from dataclasses import replace
from datetime import date

import pytest

from engine.answers.take_home.settle import settle
from engine.base import text
from engine.base.problem import InputError
from engine.files import company_edit as edit
from engine.law.region import months_of, region_from, region_named, region_text, regions
from engine.run.simulate import simulate
from tests.small import facts, scenario


def test_the_regions_are_there():
    assert next(iter(regions())) == "none"
    assert {"cn-shanghai", "cn-shenzhen", "cn-beijing", "cn-guangzhou", "demo-city"} <= set(regions())
    assert regions()["demo-city"].invented


@pytest.mark.parametrize("region", regions().values(), ids=list(regions()))
def test_every_region_says_where_its_figures_are_from_in_both_languages(region, language):
    for version in region.versions:
        assert version.sources or region.invented
        assert version.assumed
    for labels in ([*version.assumed, *version.sources] for version in (*region.versions,)):
        assert all(any("\u4e00" <= letter <= "\u9fff" for letter in label.zh) for label in labels)
        assert not any("\u4e00" <= letter <= "\u9fff" for label in labels for letter in label.en)
    assert all(wage.sources for wage in region.minimum_wages)


@pytest.mark.parametrize("region", regions().values(), ids=list(regions()))
def test_a_region_written_and_read_again_is_the_same(region):
    assert region_from(region_text(region)) == region


def test_the_minimum_wage_of_shenzhen_rises_in_september():
    shenzhen = region_named("cn-shenzhen")
    assert [shenzhen.minimum_at(date(2026, month, 1)).month for month in (7, 8, 9, 12)] == [2520, 2520, 2700, 2700]
    assert shenzhen.minimum_at(date(2026, 8, 31)).month == 2520
    assert shenzhen.minimum_at(date(2020, 1, 1)).month == 2520, "the first there is"


def test_a_month_takes_the_version_in_force_else_the_nearest_and_says_so():
    shanghai = region_named("cn-shanghai")
    assert shanghai.version_at(date(2026, 6, 30)).id == "cn-shanghai-2025"
    assert shanghai.version_at(date(2026, 7, 1)).id == "cn-shanghai-2026"
    assert shanghai.version_at(date(2031, 1, 1)).id == "cn-shanghai-2026"
    assert shanghai.outside(months_of(2026)) == []
    assert shanghai.outside(months_of(2027)) == [
        "Shanghai: 2027-07 to 2027-12 are outside the dates of the data; the nearest figures, those of "
        "cn-shanghai-2026, are taken."]


def test_a_version_named_is_held():
    held = region_named("cn-shanghai-2026")
    assert held.version_at(date(2026, 1, 1)).id == "cn-shanghai-2026"
    assert "2026-01 to 2026-06" in held.outside(months_of(2026))[0]


def test_a_region_without_contributions_says_so():
    assert "no contribution figures for Shenzhen" in region_named("cn-shenzhen").outside(months_of(2026))[0]
    assert region_named("none").outside(months_of(2026)) == []


def test_assumed_items_and_sources_in_the_language_in_use(language):
    shanghai, days = region_named("cn-shanghai-2026"), months_of(2026)
    assumed = shanghai.assumed_on(days)
    assert len(assumed) == 4 and len(shanghai.sources_on(days)) == 4
    assert ("7%" in "".join(assumed)) and (text.language() == "zh") == ("失业保险" in assumed[0])


def test_a_region_of_ones_own_goes_first():
    own = region_from(region_text(region_named("cn-shenzhen")).replace("2700", "2710"))
    assert region_named("cn-shenzhen", {own.key: own}).minimum_at(date(2026, 9, 1)).month == 2710
    assert region_named("cn-shenzhen").minimum_at(date(2026, 9, 1)).month == 2700


def test_an_unknown_region_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="there is no region “cn-shangai”"):
        region_named("cn-shangai")


SMALL = """
key: here
name: {zh: 本地, en: Here}
versions:
  - {id: a, valid_from: 2026-01-01, valid_to: 2026-06-30, insurance_base: {low: 10, high: 20}, employer: {pension: 0.16}}
  - {id: b, valid_from: 2026-07-01, valid_to: 2026-12-31}
minimum_wages:
  - {valid_from: 2026-01-01, month: 2000}
  - {valid_from: 2026-07-01, month: 2100}
"""


@pytest.mark.parametrize(("before", "after", "sentence"), [
    ("low: 10, high: 20", "low: 30, high: 20", "here.yaml versions.0.insurance_base: the cap ¥20.00 is below the floor ¥30.00; swap them."),
    ("valid_to: 2026-06-30", "valid_to: 2026-07-01",
     "here.yaml: version b starts on 2026-07-01, before a ends on 2026-07-01; put the earlier version first and let none overlap."),
    ("valid_to: 2026-06-30", "valid_to: 2025-06-30",
     "here.yaml versions.0: version a ends on 2025-06-30, before it starts on 2026-01-01; swap the dates."),
    ("id: b", "id: a", "here.yaml: two versions of region here have the same id, or that of the region; rename one."),
    ("2026-07-01, month", "2025-07-01, month",
     "here.yaml: the minimum wages of region here are not in the order of their dates; sort them."),
    ("pension: 0.16", "pension: 16", "here.yaml versions.0.employer.pension: 1,600% is out of range; enter a value from 0% to 30%."),
    ("pension:", "pensoin:", "here.yaml versions.0.employer.pensoin: there is no such entry. Did you mean “pension”?"),
    ("valid_to: 2026-06-30", "valid_to: soon",
     "here.yaml versions.0.valid_to: “soon” is not a date such as 2026-07-01; mend the entry."),
    ("valid_to: 2026-06-30", "valid_to: 7",
     "here.yaml versions.0.valid_to: “7” is not a date such as 2026-07-01; mend the entry."),
])
def test_a_fault_is_one_sentence(before, after, sentence):
    assert region_from(SMALL)
    with pytest.raises(InputError) as refused:
        region_from(SMALL.replace(before, after, 1), "here.yaml")
    assert str(refused.value) == sentence


def test_all_faults_are_said_at_once():
    wrong = SMALL.replace("pension: 0.16", "pension: 16").replace("month: 2000", "month: x")
    with pytest.raises(InputError) as refused:
        region_from(wrong, "here.yaml")
    assert len(refused.value.problems) == 2


def test_a_company_moves_to_a_region_of_its_own(language):
    copied = region_text(region_named("demo-city")).replace("demo-city", "ours").replace("pension: 0.16", "pension: 0.15")
    own = region_from(copied)
    today = scenario()
    moved = edit.with_region(today.company, own)
    assert moved.facts.where == own and moved.facts.regions == {"ours": own}
    settled = settle(simulate(replace(today, company=moved)))
    assert settled.contributions.year("employer", "pension")[0] == 12 * 5_000 * 15
    assert edit.with_region(moved, "cn-shanghai").facts.regions == {"ours": own}, "it is kept"
    with pytest.raises(InputError, match="shanghi"):
        edit.with_region(today.company, "shanghi")


def test_a_region_under_another_name_is_refused():
    document = {**facts().model_dump(mode="json"), "regions": {"mine": regions()["demo-city"].model_dump(mode="json")}}
    with pytest.raises(InputError, match="calls itself “demo-city”"):
        edit.with_facts(scenario().company, document)


def test_a_region_without_contributions_shows_how_to_add_them(language):
    written = region_text(region_named("cn-shenzhen"))
    assert region_from(written) == region_named("cn-shenzhen")
    start = written.index("# versions")
    own = region_from(written[:start] + written[start:].replace("# ", ""))
    assert own.version_at(date(2026, 9, 1)).id == "cn-shenzhen-2026" and own.version_at(date(2026, 9, 1)).employer.pension == 0.16
