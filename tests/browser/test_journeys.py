"""Whole ways of people through the house, in a real browser."""

import io
import re
from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from openpyxl import Workbook
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from tests.browser.conftest import committee, sign_in_at_once
from tests.factories import PASSWORD, make_account

from einklang.chronicle.models import Activity
from einklang.federation.enums import Role
from einklang.federation.models import Account

pytestmark = pytest.mark.browser


def code_for(account: Account) -> str:
    """Return the code an authenticator app would show now."""
    stored = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    secret = get_adapter().decrypt(stored.data["secret"])
    counter = next(iter(yield_hotp_counters_from_time()))
    code: str = format_hotp_value(hotp_value(secret, counter))
    return code


def test_sign_in_asks_for_the_second_factor(page: Page, site: str) -> None:
    account = make_account(role=Role.CHAIR, body=committee())
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")

    page.goto(f"{site}/konto/login/")
    page.get_by_label("E-Mail").fill(account.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.locator("[name=code]").fill("000000")
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Code")
    page.locator("[name=code]").fill(code_for(account))
    page.locator("main button[type=submit]").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Schreibtisch")


def test_role_that_needs_a_second_factor_sets_it_up_first(
    context: BrowserContext, page: Page, site: str, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = ["secretariat"]
    account = make_account(role=Role.SECRETARIAT, body=committee())
    sign_in_at_once(context, site, account)

    page.goto(f"{site}/chronik/")

    assert "/zweiter-faktor/" in page.url


def test_activity_is_entered_in_one_line_and_found_by_a_part_of_a_word(
    context: BrowserContext, page: Page, site: str
) -> None:
    sign_in_at_once(context, site, make_account(role=Role.MEMBER, body=committee()))

    page.goto(f"{site}/chronik/neu/")
    page.get_by_label("Titel").fill("Fachgespräch zur Sprachmittlung für Amtsträger:innen")
    page.locator("#id_kind").select_option(index=3)
    page.locator("#id_when").fill("14.11.2024")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sprachmittlung")
    page.get_by_label("Chronik durchsuchen").fill("mittlung träger")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("Fachgespräch zur Sprachmittlung")


def workbook(rows: list[tuple[str, str, str, str]]) -> bytes:
    """Write a year's workbook with one activity a row: kind, title, state, date."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Gremium"
    page.append(["Schlüssel", "Name"])
    page.append([committee().key, committee().name])
    page = book.create_sheet("Aktivitäten")
    page.append(["Art", "Titel", "Zustand", "Wann"])
    for row in rows:
        page.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_import_names_mistakes_by_row_and_then_takes_the_corrected_file(
    context: BrowserContext, page: Page, site: str, tmp_path: Path
) -> None:
    sign_in_at_once(context, site, make_account(role=Role.SECRETARIAT, body=committee()))
    wrong, right = tmp_path / "falsch.xlsx", tmp_path / "richtig.xlsx"
    title = "Fachtag Wohnen und Ankommen"
    wrong.write_bytes(workbook([("conference", title, "held", "31.2.2024")]))
    right.write_bytes(workbook([("conference", title, "held", "28.2.2024")]))
    before = Activity.objects.count()

    page.goto(f"{site}/import/")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Datei prüfen").click()
    expect(page.locator("main")).to_contain_text("31.2.2024")
    assert Activity.objects.count() == before
    page.goto(f"{site}/import/")
    page.locator("input[type=file]").set_input_files(right)
    page.get_by_role("button", name="Datei prüfen").click()
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/ergebnis/")

    assert Activity.objects.filter(title=title).count() == 1


def test_report_is_rewritten_and_downloaded(
    context: BrowserContext, page: Page, site: str
) -> None:
    sign_in_at_once(context, site, make_account(role=Role.CHAIR, body=committee()))
    words = "Mit eigenen Worten: Das Frühstück im September hat Türen geöffnet."

    page.goto(f"{site}/berichte/")
    page.get_by_role("link", name="Jahresbericht 2024").first.click()
    report = page.url.rstrip("/")
    activity = Activity.objects.get(key="a16")
    page.goto(f"{report}/eintrag/{activity.pk}/")
    page.locator("#id_text").fill(words)
    page.get_by_role("button", name="Speichern").first.click()
    page.goto(report + "/")
    expect(page.locator("main")).to_contain_text(words)
    with page.expect_download() as download:
        page.locator("a[href*='/de/md']").first.click()

    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert words in re.sub(r"\]\(<[^>]*>\)|\[", "", text)


def test_pages_work_on_a_phone_without_javascript(context: BrowserContext, site: str) -> None:
    browser = context.browser
    assert browser is not None
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="de-DE"
    ) as plain:
        sign_in_at_once(plain, site, make_account(role=Role.MEMBER, body=committee()))
        page = plain.new_page()

        page.goto(f"{site}/chronik/?q=frühstück")

        expect(page.locator("main")).to_contain_text("Parlamentarisches Frühstück")
        page.get_by_text("Parlamentarisches Frühstück zur Weiterentwicklung").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Weiterentwicklung")
