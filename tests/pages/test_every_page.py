"""Every page, of every case, in both languages."""

import pytest

from engine.files.cases import names
from engine.rules.rule import registry
from tests.pages.driver import (
    CAP_TABLE,
    CHINESE,
    COMPANY,
    COMPARE,
    DIVIDENDS,
    EQUITY,
    EXPANSION,
    HANDBOOK,
    PAY,
    TAKE_HOME,
    TARGETS,
    charts,
    errors,
    every_tab,
    go,
    metrics,
    opened,
    run,
    verdict,
    widget,
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", names())
def test_every_page_opens(case, lang):
    page = opened(case, lang)
    assert not errors(page) and not page.warning
    assert len(metrics(page)) >= 6
    assert len(charts(page)) == 3 and all(rows for _, rows in charts(page))
    assert bool(CHINESE.search(verdict(page))) is (lang == "zh")
    for place in (COMPANY, PAY, TARGETS, DIVIDENDS, EQUITY, CAP_TABLE, EXPANSION, TAKE_HOME, COMPARE, HANDBOOK):
        for shown in every_tab(go(page, place)):
            assert not errors(shown)
        assert widget(page.button_group, "choose-language").value == lang
        assert widget(page.selectbox, "choose-case").value == case


@pytest.mark.parametrize("case", names())
def test_every_reform_shows_all_its_levers(case):
    page = opened(case)
    reforms = widget(page.selectbox, f"choose-reform-{case}").options
    for place in range(len(reforms)):
        run(widget(page.selectbox, f"choose-reform-{case}").select_index(place) and page)
        groups = widget(page.button_group, "lever-group")
        for group in ("pay", "scores", "targets", "dividends", "equity", "expansion", "assumptions"):
            assert len(groups.options) == 7
            run(widget(page.button_group, "lever-group").set_value(group) and page)
            assert not errors(page)
            families = [each for each in page.selectbox if each.key == f"choose-pay-group|{case}"]
            for family in range(len(families[0].options) if families else 0):
                run(widget(page.selectbox, f"choose-pay-group|{case}").select_index(family) and page)
                assert not errors(page)


def test_the_company_page_shows_what_the_case_holds():
    page = go(opened("car-care"), COMPANY)
    assert metrics(page)["People"] == "57"
    assert len(next(each for each in page.data_editor if each.key.startswith("people|")).value) == 57


def test_comparing_shows_everybody_and_every_plan():
    page = go(opened("hospital"), COMPARE)
    plans = widget(page.multiselect, "choose-several|hospital").value
    assert len(plans) >= 2
    assert sum(": " in each.value or "—" in each.value for each in page.markdown) >= len(plans)
    assert len(charts(page)) == 2 + 1 + len(plans)


def test_the_handbook_has_an_entry_for_every_rule():
    page = go(opened(), HANDBOOK)
    assert len(widget(page.selectbox, "choose-rule").options) == len(registry())


def test_the_largest_case_is_aggregated_before_it_is_sent():
    page = opened("property-agency")
    assert sum(len(rows) for _, rows in charts(page)) < 1_000
