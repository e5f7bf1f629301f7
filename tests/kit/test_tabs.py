"""Tabs compute the open one alone; tab and choices stay when the page is left, in either language."""

from engine.base import text
from tests.pages.driver import (
    CAP_TABLE,
    COCKPIT,
    COMPANY,
    EQUITY,
    TARGETS,
    edit,
    go,
    open_tab,
    opened,
    run,
    widget,
)
from ui.kit.table import unit_for


def headings(page):
    return [each.value for each in page.markdown]


def test_only_the_open_tab_is_drawn_and_it_stays_open():
    page = go(opened("hospital"), EQUITY)
    assert any("Instruments" in each or "instrument" in each for each in headings(page)) and not page.number_input
    open_tab(page, "Option value and expense")
    assert page.number_input
    go(go(page, COCKPIT), EQUITY)
    assert page.number_input, "the same tab is open again"
    run(widget(page.button_group, "choose-language").set_value("zh") and page)
    assert page.number_input and "期权" in page.tabs[4].label


def test_what_is_entered_stays_while_another_tab_is_open():
    page = go(opened("hospital"), TARGETS, "The year's target")
    key = "form|hospital|target_forward|growth"
    run(widget(page.number_input, key).set_value(12.3456) and page)
    open_tab(page, "Ladders")
    open_tab(page, "The year's target")
    assert widget(page.number_input, key).value == 12.3456


def kept(page, prefix, tab, other, edited=None, **more):
    """A table after something was entered, another tab looked at, and the first opened again."""
    edit(open_tab(page, tab), prefix, edited, **more)
    open_tab(open_tab(page, other), tab)
    return next(each.value for each in page.data_editor if each.key.startswith(prefix))


def test_tables_keep_what_is_entered_while_another_tab_is_open():
    page = go(opened("car-care"), COMPANY)
    for _ in range(2):  # also when edited again
        people = kept(page, "people|", "List of people", "Money", {0: {"name": "Somebody"}, 1: {"base_pay": 1234567.89}})
    assert people["name"][0] == "Somebody" and people["base_pay"][1] == 1234567.89
    assert kept(page, "units|", "Units", "List of people", {0: {"en": "Elsewhere"}})["en"][0] == "Elsewhere"
    go(page, CAP_TABLE)
    behind, other = "Who stands behind", "Rounds"
    assert kept(page, "cap-voters", behind, other, {0: {"seats": 3}})["seats"][0] == 3
    row = {"holder": "founder", "owner": "company", "part": 12.3456}
    assert kept(page, "cap-owners", behind, other, added=[row]).to_dict("records") == [row]
    use(page, "use-people", COMPANY, "List of people")
    assert page.session_state["own"]["car-care"].today.company.people.base_pay[1] == 123_456_789


def test_what_was_used_or_taken_back_is_not_entered_any_more():
    page = go(opened("car-care"), COMPANY, "List of people")
    before = next(each.value for each in page.data_editor)["name"][0]
    edit(page, "people|", {0: {"name": "Somebody"}})
    use(page, "use-people")
    assert next(each.value for each in page.data_editor)["name"][0] == "Somebody"
    use(page, next(each.key for each in page.button if each.label.startswith("Back to the library")))
    assert next(each.value for each in page.data_editor)["name"][0] == before


def use(page, key, to=None, tab=None):
    if to:
        go(page, to, tab)
    return run(widget(page.button, key).click() and page)


def test_fields_keep_what_is_entered_while_another_tab_is_open():
    page = go(opened("hospital"), CAP_TABLE, "Who stands behind")
    run(widget(page.selectbox, "choose-cap-structure").set_value("joint_venture") and page)
    fields = {"cap-structure-others|joint_venture": 33.0, "cap-structure-outside": 5.0, "cap-structure-part": 80.0}
    for key, value in fields.items():
        run(widget(page.number_input, key).set_value(value) and page)
    open_tab(open_tab(page, "Rounds"), "Who stands behind")
    assert {key: widget(page.number_input, key).value for key in fields} == fields
    open_tab(page, "Import and export")
    run(widget(page.number_input, "ocf-first").set_value(2020) and page)
    run(widget(page.selectbox, next(each.key for each in page.selectbox if "ocf-until" in each.key)).set_value(1) and page)
    open_tab(open_tab(page, "Rounds"), "Import and export")
    assert widget(page.number_input, "ocf-first").value == 2020
    assert next(each.value for each in page.selectbox if "ocf-until" in each.key) == 1


def test_a_sheet_being_tried_keeps_its_figures():
    page = go(opened("hospital"), TARGETS, 3)
    run(widget(page.selectbox, "choose-ready-sheet|hospital").set_value("general") and page)
    use(page, "add-sheet")
    tried = next(each.key for each in page.number_input if each.key.startswith("trysheet|"))
    run(widget(page.number_input, tried).set_value(7.5) and page)
    open_tab(open_tab(page, 0), 3)
    assert widget(page.number_input, tried).value == 7.5


def test_a_file_brought_stays_until_it_is_put_away():
    page = go(opened("car-care"), COMPANY, "List of people")
    page.file_uploader(key="upload-people|car-care").upload("people.csv", b"id,name", "text/csv")
    run(page)
    assert widget(page.button, "use-upload")
    open_tab(open_tab(page, "Money"), "List of people")
    assert widget(page.button, "use-upload") and any("people.csv is still there" in each.value for each in page.caption)
    use(page, "upload-people|car-care|away")
    assert "use-upload" not in [each.key for each in page.button]


def test_one_unit_for_a_table():
    text.use("zh")
    assert [unit_for(fen).name for fen in (0, 99_999_900, 10**9, 10**13)] == ["元", "元", "万元", "亿元"]
    text.use("en")
    assert [unit_for(fen).name for fen in (0, 99_999_900, 10**9, 10**13)] == ["¥", "¥", "¥K", "¥M"]
    assert unit_for(10**13, exact=True) == unit_for(0, exact=True)
