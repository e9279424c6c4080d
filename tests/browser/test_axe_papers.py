"""axe finds nothing on any page of papers, in light, in dark, and on a phone."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page
from tests.addresses import addresses, path_of
from tests.browser.conftest import committee, sign_in_at_once
from tests.browser.test_axe import has_sideways_scrolling, is_page, violations_in_all_looks
from tests.factories import make_account
from tests.papers.examples import find_paper_examples

from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation

pytestmark = pytest.mark.browser

MATRIX = Path(__file__).parents[1] / "rights" / "papers.yaml"
OPENED: dict[str, dict[str, str]] = yaml.safe_load(MATRIX.read_text(encoding="utf-8"))
BY_NAME = {address.name: address for address in addresses()}
READERS = ("secretariat", "house")
READ_BY = {
    name: next(reader for reader in READERS if row[reader] == "200")
    for name, row in OPENED.items()
    if "200" in {row[reader] for reader in READERS}
}


def reader(name: str) -> Account:
    """Return an account like that of the table of rights."""
    if READ_BY[name] == "secretariat":
        return make_account(role=Role.SECRETARIAT, body=committee())
    house = Organisation.objects.get(key="dcv")
    return make_account(role=Role.ASSOCIATION_STAFF, body=committee(), organisation=house)


@pytest.mark.parametrize("name", READ_BY)
def test_axe_finds_nothing_on_pages_of_papers(
    context: BrowserContext, page: Page, site: str, name: str
) -> None:
    sign_in_at_once(context, site, reader(name))
    examples = find_paper_examples(committee())
    address = site + path_of(BY_NAME[name], examples.values_for(name))
    if not is_page(context, address):
        return

    page.goto(address)

    assert violations_in_all_looks(page) == []
    assert not has_sideways_scrolling(page)
