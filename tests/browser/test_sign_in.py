"""Set up a second factor in the account pages and sign in with it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import axe_violations, committee
from tests.factories import PASSWORD, make_account

from einklang.federation.enums import Role
from einklang.federation.models import Account

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(site: str) -> str:
    # Browsers bind passkeys to names only, never to bare numbers.
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def account(site: str) -> Account:  # noqa: ARG001 - the account lives in the site's database
    made = make_account(role=Role.CHAIR, body=committee())
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


def sign_in(page: Page, home: str, account: Account) -> None:
    page.goto(home + reverse("account_login"))
    page.get_by_label("E-Mail").fill(account.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def sign_out(page: Page, home: str) -> None:
    page.goto(home + reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Abmelden").click()
    page.wait_for_url(home + reverse("portal:home"))


def confirm(page: Page) -> None:
    """Type the password once more: whoever changes the ways in must be the owner."""
    page.wait_for_url("**/reauthenticate/**")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()


def expect_desk(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Schreibtisch")


def test_passkey_is_set_up_and_signs_in_alone(
    context: BrowserContext, page: Page, home: str, account: Account
) -> None:
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, home, account)
    expect_desk(page)

    page.goto(home + reverse("second_factor"))
    page.get_by_role("link", name="Passkey einrichten").click()
    confirm(page)
    page.locator("[name=name]").fill("Mein Telefon")
    page.get_by_label("Ohne Passwort anmelden").check()
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
    page.goto(home + reverse("mfa_list_webauthn"))
    expect(page.locator("main")).to_contain_text("Mein Telefon")
    assert axe_violations(page) == []
    sign_out(page, home)
    page.goto(home + reverse("account_login"))
    page.get_by_role("button", name="Mit Passkey anmelden").click()

    expect_desk(page)


def test_app_is_set_up_and_a_recovery_code_signs_in(
    page: Page, home: str, account: Account
) -> None:
    sign_in(page, home, account)
    expect_desk(page)

    page.goto(home + reverse("second_factor"))
    page.get_by_role("link", name="App einrichten").click()
    confirm(page)
    secret = page.locator("#authenticator_secret").input_value()
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
    codes = page.locator("#recovery_codes").input_value().split()
    assert axe_violations(page) == []
    sign_out(page, home)
    sign_in(page, home, account)
    page.locator("[name=code]").fill(codes[0])
    page.locator("main button[type=submit]").first.click()

    expect_desk(page)
    stored = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES)
    assert stored.wrap().get_unused_codes() == codes[1:]
