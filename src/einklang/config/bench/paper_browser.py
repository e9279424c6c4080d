"""How long somebody with a browser waits until the synopsis can be worked with."""

import shutil
import statistics
import time
from typing import TYPE_CHECKING

from django.conf import settings

from einklang.config.bench.paper_web import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
TIMES = 5
NO_BROWSER = "no browser"


def usable_after(reader: Reader, path: str) -> float | None:
    """Return the median of several first visits, each with an empty cache; None: no browser.

    A page is usable when its scripts have run and the first proposal's button can be clicked:
    it stands still, nothing covers it.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of development
    except ImportError:
        return None
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        return None
    # No question to the database inside: an event loop runs there, and Django would mind.
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=FLAGS) as browser,
    ):
        visit(browser, reader, path)
        return statistics.median(visit(browser, reader, path) for _ in range(TIMES))


def visit(browser: "Browser", reader: Reader, path: str) -> float:
    base = reader.address.url
    session = reader.cookies[settings.SESSION_COOKIE_NAME]
    with browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900}) as context:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}]
        )
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(base.rstrip("/") + path, wait_until="domcontentloaded")
        page.locator(".ek-proposal button").first.click(trial=True)
        return time.perf_counter() - begun
