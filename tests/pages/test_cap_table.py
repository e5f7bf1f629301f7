"""The Cap table page: views, any year, rounds, control, who stands behind the holders, Open Cap Format."""

import io
import json

import pytest

from engine.files import ocf
from engine.files.cases import load, names
from engine.run.simulate import simulate
from tests.pages.driver import (
    CAP_TABLE,
    CHINESE,
    COCKPIT,
    charts,
    edit,
    errors,
    every_tab,
    go,
    metrics,
    opened,
    run,
    texts,
    verdict,
    widget,
)

CASE, REFORM = "group", "listing-path"


def page_of(tab=0, case=CASE, lang="en", **query):
    return go(opened(case, lang, **({"reform": REFORM} if case == CASE else {}) | query), CAP_TABLE, tab)


def frame(page, column):
    return next(each.value for each in page.dataframe if column in each.value.columns)


def use_owners(page, rows):
    """Enter who owns holders, and use it."""
    edit(page, "cap-owners", added=rows)
    return run(widget(page.button, "cap-use-behind").click() and page)


def warnings(page):
    return [each.value for each in page.warning]


def test_the_four_views_sum_to_one_in_every_year():
    page = page_of()
    for view in ("look_through", "direct", "votes", "diluted"):
        run(widget(page.button_group, "choose-cap-view").set_value(view) and page)
        (_, rows), *_ = charts(page)
        for year in {row["year"] for row in rows}:
            assert sum(row["stake"] for row in rows if row["year"] == year) == pytest.approx(1)
    assert metrics(page)["Your votes"] == metrics(page)["Your own shares"] == "56.07%"


def test_any_year_and_its_download():
    page = page_of("Any year")
    key = f"choose-cap-year|{CASE}"
    for year, holders in ((0, 3), (8, 6)):
        run(widget(page.selectbox, key).set_value(year) and page)
        shown = frame(page, "Looked through")
        assert len(shown) == holders and shown["Direct"].sum() == pytest.approx(100)
    assert next(each.label for each in page.get("download_button")) == "Download all years (CSV)"


def test_a_round_before_and_after():
    page = page_of("Rounds")
    run(widget(page.selectbox, f"choose-cap-step|{REFORM}|{CASE}").set_value(1) and page)
    assert metrics(page)["Price a share"].startswith("¥2.")
    assert metrics(page)["Cash to the company"] == "+¥30M"
    shown = frame(page, "Before")
    assert shown["Before"].sum() == pytest.approx(100) and shown["After"].sum() == pytest.approx(100)


def test_a_crossed_line_is_told_with_what_would_mend_it():
    page = page_of("Control and limits")
    (warning,) = warnings(page)
    assert "your votes fall below one half" in warning and "art. 66" in warning
    assert "What would mend it: be the general partner of Employees" in warning or "What would mend it" in warning
    assert "fall below one half" in verdict(page)


def test_a_round_is_added_changed_and_taken_out():
    page = go(opened("hospital"), CAP_TABLE, "Rounds")
    kinds = widget(page.selectbox, next(each.key for each in page.selectbox if each.key.endswith("|equity")))
    assert len(kinds.options) == 5
    for kind in ("share_split", "platform_round", "share_transfer", "share_buy_back"):
        run(widget(page.selectbox, kinds.key).set_value(kind) and page)
        run(widget(page.button, f"{kinds.key}|do").click() and page)
        assert not errors(page)
    assert {"equity.share_split", "equity.platform_round", "equity.share_transfer", "equity.share_buy_back"} <= set(
        page.session_state["changes"][("hospital", next(iter(load("hospital").reforms)))])
    run(widget(page.button, "remove|hospital|equity.share_split").click() and page)
    assert not errors(page)


def test_who_stands_behind_the_holders_moves_your_stake_and_votes():
    page = page_of("Who stands behind")
    owners = next(each for each in page.data_editor if each.key.startswith("cap-owners"))
    assert len(owners.value) == 0
    use_owners(page, [{"holder": "holding", "owner": "founder", "part": 80}])
    assert not errors(page)
    assert page.session_state["own"][CASE].today.company.facts.cap_table["holding"].owners == {"founder": 0.8}
    assert float(metrics(page)["Your stake, looked through"].rstrip("%")) > 75
    assert float(metrics(page)["Your votes"].rstrip("%")) > 80
    go(page, COCKPIT)
    assert "your stake goes from 84.0%" in verdict(page)


@pytest.mark.parametrize(("rows", "says"), [
    ([{"holder": "holding", "owner": "holding", "part": 100}], "to nobody else: holding → holding"),
    ([{"holder": "holding", "owner": "contributors", "part": 100},
      {"holder": "contributors", "owner": "holding", "part": 100}], "belong to one another and to nobody else"),
    ([{"holder": "holding", "owner": "founder", "part": 60}, {"holder": "holding", "owner": "contributors", "part": 50}],
     "hold 110% of it together"),
    ([{"holder": "holding", "part": 60}], "holder, owner and part are all needed"),
    ([{"holder": "holding", "owner": "founder", "part": 1}] * 2, "“founder” is there twice")])
def test_impossible_holders_are_refused_in_a_sentence(rows, says):
    page = page_of("Who stands behind")
    use_owners(page, rows)
    assert len(errors(page)) == 1 and says in errors(page)[0], errors(page)
    assert CASE not in page.session_state["own"]


def test_an_investment_structure_becomes_the_cap_table():
    page = go(opened("starred-parks"), CAP_TABLE, "Who stands behind")
    run(widget(page.selectbox, "choose-cap-structure").set_value("joint_venture") and page)
    run(widget(page.number_input, "cap-structure-others|joint_venture").set_value(41.0) and page)
    assert any("between 20% and 40%" in each for each in errors(page))
    run(widget(page.number_input, "cap-structure-others|joint_venture").set_value(40.0) and page)
    run(widget(page.button, "cap-use-structure").click() and page)
    facts = page.session_state["own"].get("starred-parks")
    if facts is None:  # the plan names holders who would be gone
        assert "has no holder" in errors(page)[0]
    else:
        assert set(facts.today.company.facts.cap_table) >= {"headquarters", "expert"}


# ---------------------------------------------------------------- Open Cap Format

def package(case="group", reform="listing-path"):
    return ocf.export(simulate(load(case).scenario(reform)), 2026, "2026-11-21T00:00:00+00:00", until=0)


def upload(page, content, name="cap.zip"):
    return run(next(each for each in page.get("file_uploader") if each.key.startswith("ocf-upload")).set_value(
        [(name, content, "application/zip")]) and page)


def test_a_package_is_read_and_used():
    page = upload(page_of("Import and export"), package())
    assert any("Everything in the package is taken over" in each.value for each in page.success)
    run(widget(page.button, "ocf-use").click() and page)
    assert not errors(page)
    holders = page.session_state["own"][CASE].today.company.facts.cap_table
    assert {key: each.shares for key, each in holders.items()} == {
        "founder": 60_000_000, "holding": 30_000_000, "contributors": 10_000_000}


def test_a_broken_package_is_refused_in_a_sentence():
    page = upload(page_of("Import and export"), b"not a zip")
    assert errors(page) == ["cap.zip: this is not a zip with Open Cap Format files in it; export one from your cap table tool."]


def test_holders_that_a_plan_needs_are_missed():
    page = upload(page_of("Import and export", "hospital"), package())
    run(widget(page.button, "ocf-use").click() and page)
    assert not errors(page) or "cap table has no holder" in errors(page)[0]


# ---------------------------------------------------------------- every case, both languages

@pytest.mark.parametrize("case", names())
def test_every_case_in_chinese(case):
    page = go(opened(case, "zh"), CAP_TABLE)
    assert len(charts(page)) == 1 and sum(len(rows) for _, rows in charts(page)) < 1_000
    english = [said for tab in every_tab(page) for where, said in texts(tab) if not CHINESE.search(said)
               and any(character.isalpha() for character in said)]
    assert [each for each in english if each not in ("English", "company", "+¥")] == []
    assert not errors(page)


def test_the_package_in_the_page_is_valid_json():
    files = ocf.export(simulate(load("group").scenario(REFORM)), 2026, "2026-11-21T00:00:00+00:00")
    import zipfile

    with zipfile.ZipFile(io.BytesIO(files)) as archive:
        assert {json.loads(archive.read(name)).get("file_type") for name in archive.namelist()} >= {
            "OCF_MANIFEST_FILE", "OCF_TRANSACTIONS_FILE"}
