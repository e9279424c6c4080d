"""A real Chromium against a real server on the sample year."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from tests.addresses import make_examples
from tests.papers.examples import make_paper_examples
from tests.sample_database import copy_database, drop_database, using_database

from einklang.federation.models import Account, Organisation

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
WIDTHS = {"light": 1280, "dark": 1280, "phone": 390}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    reason = "No Chromium on this machine: the browser tests did NOT run."
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django must not mind.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(paper_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve a copy of the sample year, with an example of every kind of record."""
    name = f"{paper_database}_site"
    with django_db_blocker.unblock():
        with using_database(paper_database):
            copy_database(name)
        with using_database(name):
            make_examples(committee())
            make_paper_examples(committee())
            server = LiveServerThread("127.0.0.1", StaticFilesHandler)
            server.daemon = True
            server.start()
            server.is_ready.wait()
            if server.error:
                raise server.error
            yield f"http://127.0.0.1:{server.port}"
            server.terminate()
        drop_database(name)


def committee() -> Organisation:
    return Organisation.objects.filter(activities__isnull=False).distinct().get()


def sign_in_at_once(context: BrowserContext, site: str, account: Account) -> None:
    """Give the browser a session; the sign-in pages have their own test."""
    client = Client()
    client.force_login(account)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(locale="de-DE", viewport={"width": 1280, "height": 900}) as opened:
        opened.set_default_timeout(15_000)
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def axe_violations(page: Page) -> list[str]:
    """Run axe on the page as it stands; return one line a violation."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations']})"
    )
    return [
        f"{page.url}: {found['id']}: {json.dumps(found['nodes'][0]['target'])} "
        f"{found['nodes'][0]['failureSummary']}"
        for found in result["violations"]
    ]
