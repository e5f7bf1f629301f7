"""Every picture of every page: title, sentence, legend and values above it; no series told by colour alone."""

import json
import re
from html import unescape

import pytest

from tests.pages.driver import (
    CAP_TABLE,
    CHINESE,
    COCKPIT,
    COMPARE,
    DIVIDENDS,
    EQUITY,
    EXPANSION,
    PAY,
    TAKE_HOME,
    TARGETS,
    charts,
    every_tab,
    go,
    opened,
)
from ui.kit.chart import HEIGHT
from ui.kit.palette import FAINT_INK, INK, PAPER, RULE_INK, contrast, everything

DRAWN = ("vega_lite_chart", "plotly_chart", "graphviz_chart")
SHOWN = [(COCKPIT, "car-care", "full-plan", 3), (COMPARE, "car-care", "full-plan", 11), (PAY, "store-chain", "", 1),
         (TARGETS, "hospital", "", 5), (DIVIDENDS, "car-care", "store-partners", 4), (DIVIDENDS, "virtual-share", "", 4),
         (EQUITY, "pre-ipo", "", 6), (EQUITY, "chief-executives", "", 4), (CAP_TABLE, "pre-ipo", "", 1),
         (EXPANSION, "group", "fierce-expansion", 9), (TAKE_HOME, "store-chain", "", 5)]
"""Page, case, reform, and how many pictures there are at least."""


class Picture:
    """A picture with the words above it."""

    def __init__(self, above, drawn):
        self.above, self.drawn = above, drawn
        self.title = _one(r'class="picture"[^>]*>(.*?)</p>', above)
        self.said = _one(r'class="said">(.*?)</p>', above)
        self.legend = [(unescape(name), mark, colour) for mark, colour, name in (
            (*_mark(chip), name) for chip, name in re.findall(r"<li>(<i .*?</i>)(.*?)</li>", above))]
        self.values = re.findall(r"<td>(.*?)</td>", above)
        self.spec = json.loads(drawn.proto.spec) if drawn.type != "graphviz_chart" else {}


def _one(pattern, html):
    found = re.search(pattern, html)
    assert found, (pattern, html[:300])
    return unescape(found[1])


def _mark(chip):
    """What tells a series beside its colour, and its colour."""
    colour = re.search("#[0-9a-f]{6}", chip)[0]
    dash = re.search('data-dash="(.*?)"', chip)
    return dash[1] if dash else re.sub("<.*?>", "", chip), colour


def pictures(page):
    """Every picture of the page; each has its words right above it."""
    before, found = None, []
    for each in page.main:
        if each.type in DRAWN:
            assert before.type == "html" and 'class="picture"' in before.proto.body, f"nothing above {each.type}"
            found.append(Picture(before.proto.body, each))
        if each.type != "flex_container":
            before = each
    return found


def parts(spec, key):
    """Everything under that key in a specification, however deep."""
    for name, value in spec.items() if isinstance(spec, dict) else enumerate(spec):
        if name == key:
            yield value
        if isinstance(value, dict | list):
            yield from parts(value, key)


@pytest.fixture(scope="module", params=["en", "zh"])
def lang(request):
    return request.param


@pytest.mark.parametrize(("page", "case", "reform", "number"), SHOWN)
def test_every_picture_is_told_in_words_and_by_more_than_colour(page, case, reform, number, lang):
    shown = go(opened(case, lang, **({"reform": reform} if reform else {})), page)
    found = [picture for tab in every_tab(shown) for picture in pictures(tab)]
    assert len(found) >= number, [each.title for each in found]
    for each in found:
        assert each.title and each.said and each.drawn.proto.alt == each.title
        assert bool(CHINESE.search(each.title)) == (lang == "zh"), each.title
        assert (CHINESE if lang == "zh" else re.compile("[a-z]")).search(each.said), each.said
        assert any(value for value in each.values), f"{each.title}: no values to read out"
        marks = [mark for _, mark, _ in each.legend]
        assert len(set(marks)) == len(marks), f"{each.title}: {marks}"
        colours = [colour for *_, colour in each.legend]
        assert len(set(colours)) == len(colours) and set(colours) <= {*everything(), INK, RULE_INK}, each.title
        assert all(contrast(colour, PAPER) >= 3 for colour in colours)


@pytest.mark.parametrize(("page", "case", "reform", "number"), SHOWN)
def test_legends_stand_above_and_their_colours_are_those_drawn(page, case, reform, number):
    shown = go(opened(case, **({"reform": reform} if reform else {})), page)
    for each in (picture for tab in every_tab(shown) for picture in pictures(tab)):
        if each.drawn.type != "vega_lite_chart":
            continue
        assert all(legend is None for legend in parts(each.spec, "legend")), f"{each.title} has a legend in the plot"
        assert each.spec["autosize"]["type"] == "fit-x", "else the axes would take from the height of the plot"
        axis = each.spec["config"]["axis"]
        assert contrast(axis["labelColor"], PAPER) >= 4.5 and contrast(axis["titleColor"], PAPER) >= 4.5
        scales = [colour["scale"] for colour in parts(each.spec, "color") if isinstance(colour, dict) and colour.get("scale")]
        drawn = {pair for scale in scales for pair in zip(scale["domain"], scale["range"], strict=True)}
        fixed = {colour for colour in parts(each.spec, "color") if isinstance(colour, str)}
        for name, _, colour in each.legend:
            assert (name, colour) in drawn or colour in fixed, f"{each.title}: {name}"
        assert not each.legend or not drawn or {name for name, _ in drawn} >= {
            row[field] for field in {colour["field"] for colour in parts(each.spec, "color")
                                     if isinstance(colour, dict) and colour.get("scale")}
            for row in rows(each) if row.get(field)}, "a series without a colour"


def rows(picture):
    """The rows that a Vega-Lite picture draws."""
    import pyarrow as pa

    return pa.ipc.open_stream(picture.drawn.proto.data.data).read_all().to_pylist()


def test_plots_side_by_side_are_of_one_height():
    for page, case in ((COCKPIT, "car-care"), (COMPARE, "car-care"), (EXPANSION, "group")):
        specs = [json.loads(spec) for spec, _ in charts(go(opened(case), page))]
        assert {spec["height"] for spec in specs} == {HEIGHT}, page


def test_words_in_a_picture_are_dark_enough():
    assert min(contrast(ink, PAPER) for ink in (INK, FAINT_INK)) >= 4.5
