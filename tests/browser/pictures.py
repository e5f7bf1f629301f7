"""Take the README's pictures anew: `python -m tests.browser.pictures`."""

import os

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, HOUSE, serving, settle

SHOWN = "/?case=car-care&reform=open-more-stores&set=assumptions.profit_growth=1.5"


def take():
    """docs/images/cockpit-en.png and -zh.png, 1440 pixels wide."""
    with serving() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                                         args=ARGUMENTS)
        for language in ("en", "zh"):
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(f"{address}{SHOWN}&lang={language}")
            settle(page)
            page.wait_for_timeout(1500)
            page.screenshot(path=HOUSE / "docs" / "images" / f"cockpit-{language}.png")
        browser.close()


if __name__ == "__main__":
    take()
