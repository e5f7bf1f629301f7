"""Driving the app as Streamlit's AppTest sees it; a page that fails, fails the test."""

import json
import re
from html import unescape
from pathlib import Path

import pyarrow as pa
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
COCKPIT, COMPANY, COMPARE, HANDBOOK = PAGES = tuple(
    f"pages/{name}.py" for name in ("cockpit", "company", "compare", "handbook"))
PAY, TARGETS, EQUITY = "pages/pay.py", "pages/targets.py", "pages/equity.py"
EXPANSION, TAKE_HOME = "pages/expansion.py", "pages/take_home.py"
CAP_TABLE = "pages/cap_table.py"
DIVIDENDS = "pages/dividends.py"
PROFIT = "assumptions.profit_growth"
CHINESE = re.compile("[㐀-鿿]")


def opened(case="hospital", lang="en", app=APP, **query):
    """The app as a link opens it; `reform` and `set` go into the link too."""
    page = AppTest.from_file(str(app), default_timeout=60)
    for key, value in {"case": case, "lang": lang, **query}.items():
        page.query_params[key] = value
    return run(page)


def run(page):
    page.run()
    assert not page.exception, "\n".join(f"{each.message}\n{each.stack_trace}" for each in page.exception)
    return page


def go(page, to, tab=None):
    """Another page, and its tab of that heading or at that place."""
    run(page.switch_page(to))
    return page if tab is None else open_tab(page, tab)


def widget(kind, key):
    """The widget of that key."""
    found = [each for each in kind if each.key == key]
    assert found, f"no {key} among {[each.key for each in kind]}"
    return found[0]


def where(page):
    """The middle of a lever's key: case and reform looked at."""
    case = page.session_state["case"]
    reforms = widget(page.selectbox, f"choose-reform-{case}")
    return f"{case}|{reforms.value}"


def slider(page, path):
    """A lever's slider; the drawer of the less common what-if levers is opened for it."""
    key = f"lever|{where(page)}|{path}"
    if path.startswith("assumptions.") and key not in [each.key for each in page.slider]:
        opened_drawer(page, f"more|{where(page)}")
    return widget(page.slider, key)


def opened_drawer(page, key):
    """An expander opened as a click would."""
    page.session_state[key] = True
    return run(page)


def open_tab(page, tab):
    """Open the tab of that heading, or at that place, as a click would; only the open one is drawn."""
    heading = page.tabs[tab].label if isinstance(tab, int) else tab
    tabs = next(each for each in page.main if heading in [
        inner.label for inner in getattr(each, "children", {}).values() if inner.type == "tab"])
    return _sent(page, WidgetState(id=tabs.proto.id, string_value=heading))


def every_tab(page):
    """The page with each of its tabs open in turn; once as it is where it has none."""
    places = range(len(page.tabs))
    for place in places:
        yield open_tab(page, place)
    if not places:
        yield page


def pills(page, path):
    return widget(page.button_group, f"marks|{where(page)}|{path}")


def levers(page, group):
    """Open a group of levers on the cockpit."""
    return run(widget(page.button_group, "lever-group").set_value(group) and page)


def verdict(page):
    """The sentence in the first line; what the what-if has to do with it is said below."""
    return next(each.value for each in page.markdown if each.value.startswith("#### ")).split("\n")[0]


def metrics(page):
    """The big numbers by their label."""
    return {each.label: each.value for each in page.metric} | {label: value for label, value, _ in _numbers(page)}


def deltas(page):
    """The big numbers' changes by their label."""
    return {each.label: each.delta for each in page.metric} | {label: change for label, _, change in _numbers(page)}


def blocks(page):
    """The HTML blocks of the page."""
    return [each.proto.body for each in page.get("html")]


def _numbers(page):
    found = (re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>(?:<dd[^>]*>(.*?)</dd>)?", block) for block in blocks(page))
    return [tuple(map(unescape, number)) for block in found for number in block]


def charts(page):
    """Specification and rows of every chart of the page."""
    return [(each.proto.spec, pa.ipc.open_stream(each.proto.data.data).read_all().to_pylist())
            for each in page.get("vega_lite_chart")]


def errors(page):
    return [each.value for each in page.error]


def changes(page):
    """What the address bar says was changed by hand."""
    given = page.query_params.get("set", [])
    pairs = (item.partition("=") for item in ([given] if isinstance(given, str) else given))
    return {path: json.loads(value) for path, _, value in pairs}


def edit(page, key, edited=None, added=(), deleted=()):
    """Enter something into a table as the browser would; AppTest's own editor cannot be written to."""
    editor = next(each for each in page.data_editor if each.key.startswith(key))
    entered = {"edited_rows": edited or {}, "added_rows": list(added), "deleted_rows": list(deleted)}
    return _sent(page, WidgetState(id=editor.proto.id, string_value=json.dumps(entered)))


def _sent(page, entered):
    """A run with this from the browser, for what AppTest cannot enter itself."""
    tree = page._tree
    untouched = tree.get_widget_states

    def with_it():
        states = untouched()
        states.widgets.append(entered)
        return states

    tree.get_widget_states = with_it
    return run(page)


def texts(page):
    """Every text a reader sees outside tables and charts, with where it stands."""
    for each in page.main:
        for part in ("label", "value", "help", "options", "placeholder"):
            said = getattr(each, part, None)
            if part == "value" and each.type not in ("markdown", "caption", "info", "warning", "error", "metric"):
                continue
            for one in [said] if isinstance(said, str) else said if isinstance(said, list) else []:
                if isinstance(one, str) and one.strip():
                    yield f"{each.type} {part}", one
        if each.type == "html" and "<style>" not in each.proto.body:
            body = re.sub("<i [^>]*>[A-Z]+</i>", "", each.proto.body)  # the letters of a legend are no words
            for said in re.findall(r'>([^<>]+)<|title="([^"]+)"', body):
                yield "html", unescape("".join(said))
        for part in ("delta",):
            if getattr(each, part, None):
                yield f"{each.type} {part}", each.delta
