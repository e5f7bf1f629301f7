"""The handbook: an entry for every rule, a form that computes as `calc` does, refusals in sentences, links."""

import pytest

from engine.base import text
from engine.base.text import say
from engine.files.cases import load, names
from engine.files.usage import rules_in, uses
from engine.rules.rule import registry
from tests.pages.driver import CHINESE, COCKPIT, HANDBOOK, edit, errors, go, opened, run, widget


def open_at(rule, lang="en"):
    return go(opened(lang=lang, rule=rule), HANDBOOK)


def fields(page, key):
    """The field of the form whose key ends so."""
    return next(each for each in (*page.number_input, *page.selectbox, *page.text_input)
                if each.key and each.key.startswith("try|") and each.key.endswith(f"|{key}"))


def compute(page):
    return run(next(each for each in page.button if each.label in ("Compute", "计算")).click() and page)


def results(page):
    """What the form gives, by name."""
    table = next(each.value for each in page.dataframe if list(each.value.columns) in (["Result", "Value"], ["结果", "数值"]))
    return dict(table.itertuples(index=False, name=None))


def worked(page):
    """What the worked example gives."""
    return [each.value for each in page.dataframe if list(each.value.columns) in (["Result", "Value"], ["结果", "数值"])][-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_opens_and_its_form_gives_what_its_example_gives(lang):
    page = open_at("commission", lang)
    assert len(widget(page.selectbox, "choose-rule").options) == len(registry())
    for name, rule in registry().items():
        run(widget(page.selectbox, "choose-rule").set_value(name) and page)
        headline = next(each.value for each in page.markdown if each.value.startswith("#### "))
        assert headline == f"#### {rule.about.title[lang]} · `{name}`"
        compute(page)
        assert not errors(page), name
        assert results(page) == dict(worked(page).itertuples(index=False, name=None)), name


def test_the_form_computes_with_what_is_entered():
    page = open_at("commission")
    fields(page, "sales").set_value(100_000.0)
    compute(page)
    # 20,000 above the quota of 80,000 at 8%
    assert results(page)["Amount"] == "1,600"
    go(page, COCKPIT)
    assert results(go(page, HANDBOOK))["Amount"] == "1,600"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nonsense_is_refused_in_sentences_and_stays_in_the_form(lang):
    page = open_at("commission", lang)
    fields(page, "sales").set_value(-5.0)
    fields(page, "margin").set_value(250.0)
    compute(page)
    assert len(errors(page)) == 2 and not any("Traceback" in each for each in errors(page))
    assert all(bool(CHINESE.search(each)) is (lang == "zh") for each in errors(page))
    assert fields(page, "sales").value == -5.0 and fields(page, "margin").value == 250.0
    fields(page, "sales").set_value(None)
    fields(page, "margin").set_value(100.0)
    compute(page)
    assert len(errors(page)) == 1


def test_a_table_is_edited_and_refused_by_row():
    page = open_at("commission")
    editor = next(each for each in page.data_editor if each.key.endswith("|tiers"))
    next(each for each in page.button if each.label == "Compute").click()
    edit(page, editor.key, {1: {"from": 999_999}})
    assert len(errors(page)) == 1 and errors(page)[0].startswith("Tiers: ")


def test_a_link_opens_its_rule_and_leaves_other_pages_alone():
    page = open_at("virtual_shares")
    assert widget(page.selectbox, "choose-rule").value == "virtual_shares"
    assert page.query_params["rule"] in ("virtual_shares", ["virtual_shares"])
    go(page, COCKPIT)
    assert "rule" not in page.query_params
    assert widget(open_at("no-such-rule").selectbox, "choose-rule").value == next(iter(registry()))


def test_it_says_which_cases_use_a_rule():
    page = open_at("fixed_pay")
    said = next(each.value for each in page.caption if each.value.startswith("Used by"))
    assert say(load("hospital").name) in said


def test_the_library_is_searched_for_rules():
    cases = [load(name) for name in names() if name != "property-agency"]
    found = uses(cases)
    for rule, used in found.items():
        assert rule in registry()
        for use in used:
            case = next(each for each in cases if each.name == use.case)
            assert use.today == (rule in rules_in(case.today.plan)) and (use.today or use.reforms)
    assert "fixed_pay" in found and "commission" in found
    # Rules inside other rules count: the fund of virtual shares.
    assert {use.case for use in found["dividend_fund"]} >= {use.case for use in found.get("virtual_shares", [])}
    text.use("en")
