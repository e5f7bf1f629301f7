"""The Pay and Targets pages: elements, ladders, letters and forms change the plan that the cockpit shows."""

import pytest

from engine.files.cases import load, names
from engine.plan.edits import pay_elements, target_rules
from tests.pages.driver import (
    COCKPIT,
    PAY,
    TARGETS,
    changes,
    charts,
    edit,
    errors,
    go,
    metrics,
    open_tab,
    opened,
    opened_drawer,
    run,
    slider,
    verdict,
    widget,
)


def press(page, key):
    if key.startswith("reset"):
        opened_drawer(page, "changed-by-hand")
    return run(widget(page.button, key).click() and page)


def choose(page, key, value):
    return run(widget(page.selectbox, key).set_value(value) and page)


def pay(case="car-care", group="flagship_manager", **query):
    query = {"reform": "share-the-excess", **query} if case == "car-care" else query
    page = go(opened(case, **query), PAY)
    return choose(page, f"choose-pay-group|{case}", group)


def add(page, chapter, rule):
    keys = [each.key for each in page.selectbox if each.key.startswith("add|") and each.key.endswith(chapter)]
    choose(page, keys[0], rule)
    return press(page, f"{keys[0]}|do")


def headings(page):
    return [each.value for each in page.markdown if each.value.startswith("**") and each.value[2].isdigit()]


# ---------------------------------------------------------------- pay

@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", names())
def test_every_group_opens(case, lang):
    page = go(opened(case, lang), PAY)
    for number in range(len(widget(page.selectbox, f"choose-pay-group|{case}").options)):
        run(widget(page.selectbox, f"choose-pay-group|{case}").select_index(number) and page)
        assert not errors(page) and headings(page)


def test_the_cards_are_the_elements_in_their_order():
    page = pay()
    assert len(headings(page)) == len(load("car-care").scenario("share-the-excess").plan.pay["flagship_manager"])
    first, second = headings(page)[:2]
    press(page, "move|car-care|pay.flagship_manager.fixed_pay|1")
    assert [each.split(". ")[1] for each in headings(page)[:2]] == [second.split(". ")[1], first.split(". ")[1]]
    assert list(changes(page)) == ["pay.flagship_manager"]
    press(page, "move|car-care|pay.flagship_manager.fixed_pay|-1")
    assert changes(page) == {}


def test_moving_costs_nothing():
    page = pay()
    before = verdict(page)
    press(page, "move|car-care|pay.flagship_manager.post_pay|-1")
    assert verdict(page) == before and not errors(page)


@pytest.mark.parametrize("rule", list(pay_elements()))
def test_any_element_can_be_added_and_removed(rule):
    page = pay()
    start = verdict(page)
    add(page, "pay.flagship_manager", rule)
    assert not errors(page)
    path, = changes(page)
    assert changes(page)[path]["rule"] == rule
    press(page, f"remove|car-care|{path}")
    assert changes(page) == {} and verdict(page) == start and not errors(page)


def test_an_added_element_is_edited_and_goes_back_to_its_default():
    page = add(pay(), "pay.flagship_manager", "fixed_pay")
    path = "pay.flagship_manager.fixed_pay_2"
    run(slider(page, f"{path}.share").set_value(50) and page)
    assert changes(page)[f"{path}.share"] == 0.5
    twice = verdict(page)
    run(slider(page, f"{path}.share").set_value(100) and page)
    assert changes(page) == {path: {"rule": "fixed_pay"}} and verdict(page) != twice
    run(slider(page, f"{path}.share").set_value(50) and page)
    press(page, f"reset|{path}")
    assert changes(page) == {} and not errors(page)


def test_what_is_changed_here_is_changed_in_the_cockpit():
    page = pay()
    run(slider(page, "pay.flagship_manager.commission.quota").set_value(80_000) and page)
    said = verdict(page)
    go(page, COCKPIT)
    assert verdict(page) == said and changes(page) == {"pay.flagship_manager.commission.quota": 80_000}
    press(go(page, PAY), "reset-all")
    assert changes(page) == {}


def test_removing_an_element_of_the_plan():
    page = pay()
    press(page, "remove|car-care|pay.flagship_manager.commission")
    assert changes(page) == {"pay.flagship_manager.commission": None} and "Commission" not in str(headings(page))
    press(page, "reset|pay.flagship_manager.commission")
    assert changes(page) == {} and "Commission" in str(headings(page))


def test_moved_elements_are_edited_without_losing_either():
    page = pay()
    run(slider(page, "pay.flagship_manager.commission.quota").set_value(80_000) and page)
    quick = verdict(page)
    press(page, "move|car-care|pay.flagship_manager.commission|-1")
    assert verdict(page) == quick and list(changes(page)) == ["pay.flagship_manager"]
    run(slider(page, "pay.flagship_manager.commission.quota").set_value(110_000) and page)
    assert verdict(page) != quick and changes(page)["pay.flagship_manager.commission.quota"] == 110_000


def test_the_curves_and_the_jumps():
    page = pay()
    curve, marginal, readings = charts(page)
    assert {row["plan"] for row in curve[1]} == {"Today", "Reform"} == {row["plan"] for row in marginal[1]}
    assert len({row["plan"] for row in readings[1]}) == 2
    said = [each.value for each in page.markdown if "jump" in each.value]
    assert len(said) == 2 and "no jumps" in said[0] and "¥130,000.00" in said[1]


@pytest.mark.parametrize("entered", [{"edited": {1: {"from": 999_999}}}, {"edited": {0: {"rate": 400}}},
                                     {"deleted": [0, 1, 2]}])
def test_a_bad_tier_table_is_refused_and_nothing_else_is_lost(entered):
    page = pay()
    run(slider(page, "pay.flagship_manager.commission.quota").set_value(80_000) and page)
    tiers = next(each.key for each in page.data_editor if ".commission.tiers|" in each.key)
    edit(page, tiers, **entered)
    assert len(errors(page)) == 1 and "Traceback" not in errors(page)[0]
    assert changes(page) == {"pay.flagship_manager.commission.quota": 80_000}


def test_deferral_is_switched_on_and_shown():
    page = pay()
    path = "pay.flagship_manager.commission"
    toggle = next(each for each in page.toggle if each.key.startswith("defer|") and each.key.endswith(path))
    run(toggle.set_value(True) and page)
    assert changes(page) == {f"{path}.deferral": {"rule": "deferral"}}
    open_tab(page, "Cost by element")
    assert any("Forfeited by leavers" in each.value.columns for each in page.dataframe)
    open_tab(page, "Elements")
    run(slider(page, f"{path}.deferral.paid_now").set_value(50) and page)
    assert changes(page)[f"{path}.deferral.paid_now"] == 0.5
    run(next(each for each in page.toggle if each.key == toggle.key).set_value(False) and page)
    assert changes(page) == {} and not errors(page)


def test_a_post_is_paid_apart_and_back():
    page = go(opened("hospital"), PAY)
    start = verdict(page)
    choose(page, next(each.key for each in page.selectbox if each.key.startswith("own-pay|")), "nurse")
    press(page, "own-pay-do")
    assert list(changes(page)) == ["pay.nurse"] and verdict(page) == start
    assert widget(page.selectbox, "choose-pay-group|hospital").value == "nurse"
    press(page, "family-pay|nurse")
    assert changes(page) == {} and not errors(page)


def test_a_pool_says_who_gets_what():
    reform = next(key for key in ("today", *load("ecommerce").reforms) for elements in
                  [load("ecommerce").scenario(key).plan.pay] if any(
                      rule.name() == "role_split" for group in elements.values() for rule in group.values()))
    plan = load("ecommerce").scenario(reform).plan
    group = next(group for group, elements in plan.pay.items()
                 if any(rule.name() == "role_split" for rule in elements.values()))
    page = pay("ecommerce", group, reform=reform)
    assert any("Role" in each.value.columns for each in page.dataframe)


def test_choice_of_schemes_says_which_is_best():
    page = add(pay("property-agency", "agent"), "pay.agent", "scheme_choice")
    assert any("is best from" in each.value for each in page.markdown)
    assert any(each.value.startswith("Taken by") for each in page.markdown)


def test_quota_discipline_names_who_is_moved():
    page = add(pay("property-agency", "agent"), "pay.agent", "quota_discipline")
    assert not errors(page) and any("moved to the assistant post" in each.value for each in page.markdown)
    assert any("From month" in each.value.columns for each in page.dataframe)


def test_posts_are_valued_and_topped_up():
    page = go(opened("car-care"), PAY, "Job value and grades")
    start = verdict(page)
    points = next(each for each in page.data_editor if each.key.startswith("points|"))
    assert len(points.value) > 3
    edit(page, points.key, {0: {"know_how": 5000}})
    assert not errors(page) and int(metrics(page)["Below their grades"]) > 0
    assert list(changes(page)) == ["job_values.points"] and verdict(page) == start, "kept, but nobody is paid by it yet"
    press(page, "grades-do")
    assert not errors(page) and sum(path.endswith(".grade_top_up") for path in changes(page)) == len(changes(page)) - 1 > 0
    assert verdict(page) != start
    assert any("tops people up" in each.value for each in page.info)
    press(page, "reset-all")
    assert changes(page) == {} and verdict(page) == start


def test_a_link_holds_the_scores_of_the_posts():
    sent = go(opened("car-care"), PAY, "Job value and grades")
    points = next(each.key for each in sent.data_editor if each.key.startswith("points|"))
    edit(sent, points, {0: {"know_how": 5000}})
    got = go(opened(**{key: value for key, value in sent.query_params.items()}), PAY, "Job value and grades")
    assert changes(got) == changes(sent) != {}
    assert next(each for each in got.data_editor if each.key.startswith("points|")).value["know_how"][0] == 5000


def test_the_table_of_grades_is_edited_and_refused_where_it_does_not_rise():
    page = go(opened("hospital"), PAY, "Job value and grades")
    choose(page, "salary|hospital|method", "grades")
    table = next(each for each in page.data_editor if ".salary.table|" in each.key)
    below = metrics(page)["Below their grades"]
    edit(page, table.key, {row: {"salary": 60_000} for row in range(len(table.value))})
    assert not errors(page) and metrics(page)["Below their grades"] != below
    assert changes(page)["job_values.salary.table"][0]["salary"] == 60_000
    now = next(each for each in page.data_editor if ".salary.table|" in each.key)
    kept = changes(page)
    edit(page, now.key, {1: {"from": 100_000}})
    assert len(errors(page)) == 1 and errors(page)[0].startswith("job_values.salary") and changes(page) == kept


def test_points_that_do_not_fit_are_refused():
    page = go(opened("car-care"), PAY, "Job value and grades")
    before = metrics(page)
    points = next(each.key for each in page.data_editor if each.key.startswith("points|"))
    edit(page, points, {0: {"problem_solving": 900}})
    assert len(errors(page)) == 1 and metrics(page) == before


def test_by_budget_and_with_another_step():
    page = go(opened("hospital"), PAY, "Job value and grades")
    choose(page, "salary|hospital|method", "budget")
    assert not errors(page)
    run(widget(page.number_input, "salary|hospital|step").set_value(90.0) and page)
    assert len(errors(page)) == 1
    run(widget(page.number_input, "salary|hospital|step").set_value(10.0) and page)
    assert not errors(page) and widget(page.number_input, "salary|hospital|step").value == 10


# ---------------------------------------------------------------- targets

@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", names())
def test_every_ladder_opens(case, lang):
    page = go(opened(case, lang), TARGETS)
    found = [each for each in page.selectbox if each.key == f"choose-ladder|{case}"]
    for number in range(len(found[0].options) if found else 0):
        run(widget(page.selectbox, f"choose-ladder|{case}").select_index(number) and page)
        assert not errors(page) and len(charts(page)) >= 3


def test_growth_moves_people_up_and_the_ladder_shows_it():
    page = opened("hospital")
    run(slider(page, "assumptions.headcount_growth").set_value(0) and page)
    go(page, TARGETS)
    before = charts(page)[1][1]
    assert [row["amount"] for row in before if row["plan"] == "Today"] == [
        row["amount"] for row in before if row["plan"] == "Reform"]
    page = go(opened("hospital", set="assumptions.profit_growth=1.5"), TARGETS)
    after = charts(page)[1][1]
    assert [row["amount"] for row in after if row["plan"] == "Today"] != [
        row["amount"] for row in after if row["plan"] == "Reform"]


def test_levels_are_edited_here_and_reset():
    page = go(opened("hospital"), TARGETS)
    levels = next(each.key for each in page.data_editor if "targets.ladder.levels" in each.key)
    edit(page, levels, {0: {"coefficient": 0.9}})
    assert not errors(page) and list(changes(page)) == ["targets.ladder.levels"]
    press(page, "reset|targets.ladder.levels")
    assert changes(page) == {}


@pytest.mark.parametrize("entered", [{"edited": {0: {"of_history": 9}}}, {"deleted": [0, 1, 2, 3]},
                                     {"edited": {0: {"coefficient": -1}}}])
def test_a_bad_ladder_is_refused(entered):
    page = go(opened("hospital"), TARGETS)
    before = charts(page)
    edit(page, next(each.key for each in page.data_editor if "targets.ladder.levels" in each.key), **entered)
    assert len(errors(page)) == 1 and changes(page) == {} and charts(page) == before


def test_a_ladder_that_pay_uses_is_not_taken_out():
    page = go(opened("hospital"), TARGETS)
    press(page, "remove|hospital|targets.ladder")
    assert errors(page) and "does not have" in errors(page)[0] and changes(page) == {}


def test_an_addition_that_others_use_is_not_reset_before_them():
    page = go(opened("hospital"), TARGETS)
    add(page, "targets", "target_split")
    path = next(iter(changes(page)))
    choose(page, f"lever|hospital|{page.session_state['reforms'].get('hospital', 'four-families')}|"
                 "targets.ladder.handed_down", path.split(".")[1])
    assert not errors(page) and len(changes(page)) == 2
    press(page, f"reset|{path}")
    assert errors(page) and len(changes(page)) == 2
    press(page, "reset-all")
    assert changes(page) == {}


@pytest.mark.parametrize("rule", list(target_rules()))
def test_any_target_can_be_added(rule):
    page = add(go(opened("car-care"), TARGETS), "targets", rule)
    assert not errors(page) and next(iter(changes(page).values()))["rule"] == rule


def test_the_years_target_becomes_letters():
    page = go(opened("hospital"), TARGETS, "The year's target")
    run(widget(page.number_input, "form|hospital|target_forward|growth").set_value(50.0) and page)
    press(page, "annual|target_forward")
    assert changes(page)["targets.target_split"]["annual"] == 30_000_000
    open_tab(page, "Target letters")
    table = next(each.value for each in page.dataframe if "Quarter 1" in each.value.columns)
    assert table["A year"].sum() == 30_000_000 and len(table) == 5
    press(page, "adjust|target_split")
    run(slider(page, "targets.target_adjustment.factor").set_value(1.5) and page)
    assert not errors(page) and len(changes(page)) == 3
    assert any("before" in each.value and "after" in each.value for each in page.caption)


def test_forms_refuse_in_a_sentence_and_keep_what_was_entered():
    page = go(opened("hospital"), TARGETS, "The year's target")
    run(widget(page.number_input, "form|hospital|target_backward|contribution_margin").set_value(0.0) and page)
    assert len(errors(page)) == 1
    assert widget(page.number_input, "form|hospital|target_backward|contribution_margin").value == 0
    assert [each.key for each in page.button if each.key.startswith("annual|")] == ["annual|target_forward",
                                                                                 "annual|target_blend"]
    proposals = next(each.key for each in page.data_editor if each.key.startswith("rows proposals|"))
    edit(page, proposals, {0: {"weight": 70}})
    assert len(errors(page)) == 2
    assert next(each for each in page.data_editor if each.key.startswith("rows proposals|")).value["weight"][0] == 70


def test_scores_and_their_bands():
    page = go(opened("hospital"), TARGETS, "Scores")
    assert float(metrics(page)["Average score"]) < 95
    bands = next(each for each in page.dataframe if "From score" in each.value.columns).value
    assert bands["People"].sum() == 83
