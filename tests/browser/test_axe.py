"""axe finds nothing on any page, in light, in dark, and on a phone."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page
from tests.addresses import addresses, example_arguments, path_of
from tests.browser.conftest import axe_violations, committee, sign_in_at_once
from tests.factories import make_account

from einklang.federation.enums import Role

pytestmark = pytest.mark.browser

MATRIX = Path(__file__).parents[1] / "rights" / "matrix.yaml"
OPENED: dict[str, dict[str, str]] = yaml.safe_load(MATRIX.read_text(encoding="utf-8"))
BY_NAME = {address.name: address for address in addresses()}
INSIDE = [name for name, row in OPENED.items() if row[Role.SECRETARIAT] == "200"]
OUTSIDE = [name for name, row in OPENED.items() if row["anonymous"] == "200"]
PHONE = {"width": 390, "height": 844}


def violations_in_all_looks(page: Page) -> list[str]:
    found = axe_violations(page)
    page.evaluate("() => document.documentElement.setAttribute('data-kern-theme', 'dark')")
    found += axe_violations(page)
    page.evaluate("() => document.documentElement.removeAttribute('data-kern-theme')")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dictionary will do
    return found + axe_violations(page)


def has_sideways_scrolling(page: Page) -> bool:
    wider: bool = page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    )
    return wider


def is_page(context: BrowserContext, address: str) -> bool:
    answer = context.request.get(address)
    assert answer.status == 200, address
    is_whole = "text/html" in answer.headers["content-type"] and "<html" in answer.text()
    return is_whole and "content-disposition" not in answer.headers


@pytest.mark.parametrize("name", INSIDE)
def test_axe_finds_nothing_inside(
    context: BrowserContext, page: Page, site: str, name: str
) -> None:
    account = make_account(role=Role.SECRETARIAT, body=committee())
    sign_in_at_once(context, site, account)
    address = site + path_of(BY_NAME[name], example_arguments())
    if not is_page(context, address):
        return

    page.goto(address)

    assert violations_in_all_looks(page) == []
    assert not has_sideways_scrolling(page)


@pytest.mark.parametrize("name", OUTSIDE)
def test_axe_finds_nothing_outside(
    context: BrowserContext, page: Page, site: str, name: str
) -> None:
    address = site + path_of(BY_NAME[name], example_arguments())
    if not is_page(context, address):
        return

    page.goto(address)

    assert violations_in_all_looks(page) == []
    assert not has_sideways_scrolling(page)


@pytest.mark.parametrize(
    "path", ["/konto/login/", "/konto/password/reset/", "/gibt-es-nicht/", "/konto/2fa/"]
)
def test_axe_finds_nothing_on_pages_of_the_sign_in(page: Page, site: str, path: str) -> None:
    page.goto(site + path)

    assert violations_in_all_looks(page) == []


@pytest.mark.parametrize(
    "path", ["/konto/", "/konto/2fa/", "/konto/email/", "/konto/password/change/"]
)
def test_axe_finds_nothing_on_the_own_account(
    context: BrowserContext, page: Page, site: str, path: str
) -> None:
    sign_in_at_once(context, site, make_account(role=Role.MEMBER, body=committee()))

    page.goto(site + path)

    assert violations_in_all_looks(page) == []
