"""The app on a free port and a real Chromium; without one, skipped on a person's machine and failed in CI."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

HOUSE = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
PATIENCE = 60
"""Seconds to wait for something before giving up; a busy machine is slow, not wrong."""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def cannot(why):
    """Skip, unless this is the gate."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(why)


@contextmanager
def serving():
    """A server of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
                               "--server.fileWatcherType", "none"], cwd=HOUSE,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        said = server.communicate(timeout=PATIENCE)[0].decode()
    assert "Traceback" not in said, said


def wait_for(address, server):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the app does not start: {server.stdout.read().decode()}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app does not answer")


@pytest.fixture(scope="session")
def chromium():
    executable = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not os.access(executable, os.X_OK):
        cannot(f"there is no Chromium at {executable}; install it or set CHROMIUM")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address():
    with serving() as found:
        yield found


@pytest.fixture
def browse(chromium, address):
    """Open the app as a new visitor: `browse("/compare?case=…", locale="zh-CN", width=390)`."""
    contexts = []

    def opened(path="/", locale="en-US", width=1440, height=1000, at=address):
        phone = width < 600
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=locale, is_mobile=phone,
                                       has_touch=phone)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(at + path)
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settle(page):
    """Wait until the app has drawn and is no longer running, and check that no page has failed."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector('[data-testid="stSelectbox"]')
    page.wait_for_timeout(400)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    assert page.locator('[data-testid="stException"]').count() == 0, page.locator(
        '[data-testid="stException"]').first.inner_text()
