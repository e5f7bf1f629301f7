"""Driving the app as Streamlit's AppTest sees it; a page that fails, fails the test."""

import json
import re
from pathlib import Path

import pyarrow as pa
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
COCKPIT, COMPANY, COMPARE, HANDBOOK = PAGES = tuple(
    f"pages/{name}.py" for name in ("cockpit", "company", "compare", "handbook"))
PAY, TARGETS, EQUITY = "pages/pay.py", "pages/targets.py", "pages/equity.py"
EXPANSION = "pages/expansion.py"
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


def go(page, to):
    return run(page.switch_page(to))


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
    return widget(page.slider, f"lever|{where(page)}|{path}")


def pills(page, path):
    return widget(page.button_group, f"marks|{where(page)}|{path}")


def levers(page, group):
    """Open a group of levers on the cockpit."""
    return run(widget(page.button_group, "lever-group").set_value(group) and page)


def verdict(page):
    return next(each.value for each in page.markdown if each.value.startswith("#### "))


def metrics(page):
    return {each.label: each.value for each in page.metric}


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
    tree = page._tree
    untouched = tree.get_widget_states

    def with_edit():
        states = untouched()
        states.widgets.append(WidgetState(id=editor.proto.id, string_value=json.dumps(entered)))
        return states

    tree.get_widget_states = with_edit
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
        for part in ("delta",):
            if getattr(each, part, None):
                yield f"{each.type} {part}", each.delta
