"""How long after pressing a lever the cockpit's last picture has changed, in a real Chromium.

    python -m benchmarks.cockpit

The profit-growth lever is moved by one step with the keyboard, as a user would; the clock stops with the frame
that shows the last change of anything on the page: the numbers, the sentences and all three pictures. Beside it,
in the same browser and in turn with it, the floor: a page with one slider and one text under Streamlit's
defaults. What counts is the ratio. benchmarks/cockpit.js holds the clock.

Much of the floor is Streamlit collecting garbage after the run, which takes the longer the more has been
imported; so the floor is also measured with our engine imported, as a page of any app of this size would be.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Result, Target, Timing, show, summary
from engine.world.assumptions import Assumptions

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
LEVER = Assumptions.parameters()["profit_growth"].en
PICTURES = 3
ROUNDS, WARM_UP = 20, 3
QUIET = 500
"""Milliseconds without a change after which the page counts as settled."""


@dataclass
class Measured:
    """A page under measurement: what it is, how its lever is called, and the milliseconds so far."""

    name: str
    url: str
    lever: str
    pictures: int
    limit: float | None = None  # how many times the floor it may take
    page: Page | None = None
    painted: list[float] = field(default_factory=list)


def run() -> list[Result]:
    """The floors, 200 people, 10,000 people, in turn."""
    title = f"Lever press → last change painted, milliseconds in Chromium ({ROUNDS} presses each, in turn)"
    if not Path(CHROMIUM).exists():
        return [Result(title, notes=[f"{CHROMIUM} is not there, so the cockpit was not measured."])]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        floor = stack.enter_context(server(floor_folder(folder / "floor"), "floor_app.py"))
        laden = stack.enter_context(server(floor_folder(folder / "laden", "\nimport engine\n"), "floor_app.py",
                                           PYTHONPATH=str(ROOT)))
        app = stack.enter_context(server(app_folder(folder / "app"), "app.py"))
        pages = [
            Measured("floor: one slider, one text", floor, "Lever", 0),
            Measured("the floor with the engine imported", laden, "Lever", 0),
            Measured("cockpit, 200 people", f"{app}/?lang=en&case=group&reform=listing-path", LEVER, PICTURES, 1.5),
            Measured("cockpit, 10,000 people", f"{app}/?lang=en&case=property-agency&reform=area-partners", LEVER,
                     PICTURES, 1.7)]
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for each in pages:
            each.page = opened(browser, each)
        for turn in range(WARM_UP + ROUNDS):
            for each in pages:
                milliseconds = press(each)
                if turn >= WARM_UP:
                    each.painted.append(milliseconds)
        browser.close()
    return [table(title, pages)]


def table(title: str, pages: list[Measured]) -> Result:
    """Median, best and p95 of each page, and how many times the medians of the two floors it takes."""
    timings: list[Timing] = [summary(each.painted) for each in pages]
    floor, laden = timings[0].median, timings[1].median
    rows = [{"": each.name, "median ms": timing.median, "best ms": timing.best, "p95 ms": timing.p95,
             "× floor": timing.median / floor, "× floor with engine": timing.median / laden}
            for each, timing in zip(pages, timings, strict=True)]
    return Result(title, rows, [Target(f"{each.name}, × floor", timing.median / floor, each.limit)
                                for each, timing in zip(pages, timings, strict=True) if each.limit])


def floor_folder(folder: Path, imports: str = "") -> Path:
    """The floor page alone, away from our settings, so that it runs under Streamlit's defaults."""
    folder.mkdir()
    page = (ROOT / "benchmarks" / "floor_app.py").read_text(encoding="utf-8")
    (folder / "floor_app.py").write_text(page + imports, encoding="utf-8")
    return folder


def app_folder(folder: Path) -> Path:
    """A copy of the app, so that nobody's edits restart it in the middle."""
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "benchmarks", "tests", "docs")
    shutil.copytree(ROOT, folder, ignore=left_out)
    return folder


@contextmanager
def server(folder: Path, script: str, **environment: str) -> Iterator[str]:
    """A Streamlit server on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true",
         "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"],
        cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError) as error:
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError(f"{script} did not start") from error
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def opened(browser: Browser, measured: Measured) -> Page:
    """The page with everything drawn, in a window of its own."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.add_init_script(path=str(ROOT / "benchmarks" / "cockpit.js"))
    page.goto(measured.url)
    thumb(page, measured.lever).wait_for(timeout=90_000)
    page.wait_for_function("wanted => bench.shown().pictures.filter(each => each).length === wanted",
                           arg=measured.pictures, timeout=90_000)
    page.wait_for_timeout(3000)
    return page


def thumb(page: Page, lever: str) -> Any:
    """The handle of a slider."""
    return page.get_by_test_id("stSlider").filter(has_text=lever).get_by_role("slider")


def press(measured: Measured) -> float:
    """One step to the right; milliseconds until the last change is painted.

    Raises:
        RuntimeError: a picture or the numbers did not change, so the end that was measured is not the end.
    """
    page = measured.page
    assert page is not None
    page.bring_to_front()
    thumb(page, measured.lever).focus()
    page.wait_for_timeout(300)
    before = page.evaluate("bench.shown()")
    page.keyboard.press("ArrowRight")
    painted = page.wait_for_function("quiet => bench.settled(quiet)", arg=QUIET, timeout=30_000, polling=100)
    milliseconds = float(painted.json_value())
    after = page.evaluate("bench.shown()")
    same = [f"picture {i + 1}" for i in range(measured.pictures) if before["pictures"][i] == after["pictures"][i]]
    same += ["numbers"] * (before["numbers"] == after["numbers"] and measured.pictures > 0)
    same += ["text"] * (before["text"] == after["text"])
    if same:
        raise RuntimeError(f"{measured.name}: the lever did not change {', '.join(same)}")
    return milliseconds


if __name__ == "__main__":
    for result in run():
        show(result)
