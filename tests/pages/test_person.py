"""The person page: choosing somebody, months, explanations, the next step, privacy, print."""

import pytest

from engine.answers.pay.payslip import payslip
from engine.answers.pay.payslip_page import payslip_page
from engine.base import text
from engine.base.text import exact
from engine.files.cases import load, names
from tests.pages.driver import CHINESE, COCKPIT, errors, go, metrics, opened, run, texts, widget
from tests.pages.test_language import BOTH, english

PERSON = "pages/person.py"


def looking_at(case="car-care", lang="en", **query):
    return go(opened(case, lang, **query), PERSON)


def choose(page, identity):
    return run(widget(page.selectbox, f"choose-person|{page.session_state['case']}").set_value(identity) and page)


def month(page, number):
    return run(widget(page.selectbox, "choose-month").set_value(number) and page)


def expanders(page):
    return [each.label for each in page.expander]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", names())
def test_the_slip_is_what_the_run_pays(case, lang):
    page = looking_at(case, lang)
    assert not errors(page)
    identity = page.session_state["slips"][3]
    reform = load(case).scenario(load(case).first)
    assert list(metrics(page).values()) == [exact(payslip(load(case).today, identity).amount()),
                                            exact(payslip(reform, identity).amount())]
    month(page, 3)
    assert list(metrics(page).values())[1] == exact(payslip(reform, identity).amount(2))
    said = [one for place, one in texts(page) if "options" not in place]
    if lang == "zh":
        assert [one for one in said if english(one) and "ource" not in one and "#### " not in one
                and not one.startswith(("规则来自", "| "))] == []
    else:
        assert [one for one in said if CHINESE.search(one) and one not in BOTH and "#### " not in one] == []


def test_every_amount_can_be_opened():
    page = looking_at()
    labels = expanders(page)
    slips = page.session_state["slips"][4:6]
    assert sum("→" in label for label in labels) == len({item.key for slip in slips for item in slip.items})
    said = " ".join(each.value for each in page.markdown)
    assert "| Amount | " in said and "our assumption" in said


def test_tax_and_contributions_month_by_month():
    page = looking_at("store-chain")
    tables = [each.value for each in page.table]
    taxed = next(table for table in tables if "Income tax withheld" in table.index)
    assert {"Pension, own", "Housing fund, own", "Take-home", "Pension, employer", "Employer cost"} <= set(taxed.index)
    assert any(label.startswith("How the tax of Dec") for label in expanders(page))
    assert any("not tax advice" in each.value for each in page.caption)
    month(page, 3)
    assert any(label.startswith("How the tax of Mar") for label in expanders(page))
    run(widget(page.selectbox, "choose-view").set_value("take_home") and page)
    taxed = next(each.value for each in page.table if "Income tax withheld" in each.value.index)
    assert list(metrics(page).values()) == taxed.loc["Take-home"].tolist()[:2]


def test_choosing_somebody_survives_another_page_and_stands_in_the_link():
    page = choose(looking_at(), "P00010")
    assert page.query_params["person"] in ("P00010", ["P00010"])
    before = metrics(page)
    go(page, COCKPIT)
    assert "person" not in page.query_params
    assert metrics(go(page, PERSON)) == before
    again = looking_at(person="P00010")
    assert metrics(again) == before
    assert metrics(looking_at(person="nobody-at-all")) != before


def test_in_a_large_company_one_searches():
    page = looking_at("property-agency")
    chooser = widget(page.selectbox, "choose-person|property-agency")
    assert len(chooser.options) <= 51
    run(widget(page.text_input, "find|property-agency").set_value("P05000") and page)
    assert any("P05000" in option for option in widget(page.selectbox, "choose-person|property-agency").options)
    choose(page, "P05000")
    assert "P05000" in " ".join(each.value for each in page.markdown)
    run(widget(page.text_input, "find|property-agency").set_value("xyzzy") and page)
    assert len(page.warning) == 1 and not errors(page)


def test_names_can_be_hidden():
    page = choose(looking_at(), "P00010")
    name = load("car-care").today.company.people.name[9]
    assert any(name in one for _, one in texts(page))
    run(widget(page.toggle, "hide-names").set_value(True) and page)
    assert not any(name in one for _, one in texts(page))
    go(page, COCKPIT)
    assert not any(name in one for _, one in texts(go(page, PERSON)))


def wish(page, pay):
    field = next(each for each in page.number_input if each.key.startswith("wish|"))
    return run(field.set_value(pay) and page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wished_for_pay_is_answered_and_nonsense_refused(lang):
    page = wish(looking_at(lang=lang), 9000.0)
    assert len(page.success) == 2 and not errors(page)
    for nonsense in (-5.0, 1e12, 0.001):
        wish(page, nonsense)
        assert len(errors(page)) == 1 and not page.success
        assert bool(CHINESE.search(errors(page)[0])) is (lang == "zh")
    assert not errors(wish(page, 8000.0))


def test_a_loss_points_down():
    page = looking_at("property-agency", person="P00401")
    assert [each.delta for each in page.metric][1] == "-¥9,281.96"


def test_who_is_no_longer_there_is_said():
    page = opened("car-care", set="assumptions.headcount_growth=-0.3")
    go(page, PERSON)
    people = load("car-care").today.company.people.id.tolist()
    missing = [each for each in people[::4] if choose(page, each).info and "no longer there" in page.info[0].value]
    assert missing and not errors(page)


def test_the_next_band_is_named():
    page = looking_at("hospital")
    assert any("to reach" in each.value for each in page.markdown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_printed_slip_stands_alone(lang):
    text.use(lang)
    case = load("car-care")
    before, after = (payslip(case.scenario(key), "P00010") for key in ("today", "store-partners"))
    html = payslip_page(before, after, ("<A>", "B"), "＊＊＊", "Case")
    assert html.startswith("<!doctype html>") and "&lt;A&gt;" in html and "http" not in html and "<script" not in html
    assert exact(after.amount()) in html and html.count("<section>") == len(after.items)
    assert case.today.company.people.name[9] not in html
    assert "薪酬单" in html if lang == "zh" else not CHINESE.search(html.replace("PingFang", "").replace("＊", ""))
