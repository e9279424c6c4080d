"""axe finds nothing on synopsis and protocol, in light, in dark, and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import axe_violations
from tests.engines.redline.report.overviews import ODD, large_overview, odd_overview, overview

from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.report.protocol import protocol_html
from einklang.engines.redline.report.synopsis_html import synopsis_html

pytestmark = pytest.mark.browser

DECISIONS = (
    Decision("c1", Verdict.ACCEPT),
    Decision("c3", Verdict.REJECT, "Nicht finanzierbar."),
    Decision("c4", Verdict.REPLACE, "Kompromiss der Runde.", "elf fünfzig"),
)
PAGES = {
    "synopsis": synopsis_html(overview()),
    "synopsis in English": synopsis_html(overview(), language="en"),
    "synopsis with odd names": synopsis_html(odd_overview(ODD[6])),
    "protocol": protocol_html(overview(), DECISIONS),
    "protocol for one": protocol_html(overview(), DECISIONS, association="Caritas"),
}


def opened(page: Page, folder: Path, text: str, fragment: str = "") -> None:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri() + fragment)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_reports(page: Page, tmp_path: Path, name: str) -> None:
    opened(page, tmp_path, PAGES[name], "#c3")

    found = axe_violations(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 1280
    page.emulate_media(color_scheme="dark")
    found += axe_violations(page)
    page.set_viewport_size({"width": 390, "height": 844})
    found += axe_violations(page)

    assert found == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


def test_link_to_a_folded_paragraph_opens_its_group(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, synopsis_html(large_overview(60, 2)), "#abs-30")

    assert page.locator("#abs-30").is_visible()
    assert not page.locator("#abs-3").is_visible()
