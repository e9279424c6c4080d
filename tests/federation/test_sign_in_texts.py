"""What the library for signing in says, in our words: polite, and in both languages."""

import re
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.factories import PASSWORD, make_account

from einklang.federation.enums import Role
from einklang.federation.models import Account

pytestmark = pytest.mark.django_db

FAMILIAR = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(e[mnrs]?)?)\b")
NEW_PASSWORD = "Drei Birnen im Kompott 7"


@pytest.fixture
def account() -> Account:
    made = make_account(role=Role.GUEST, email="da@example.org")
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


@pytest.fixture
def client(account: Account) -> Client:
    """Sign in with the password, so that the pages need not ask once more."""
    client = Client()
    client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_inactive",
        "account_email_verification_sent",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    ],
)
def test_pages_before_signing_in_are_polite(name: str) -> None:
    answer = Client().get(reverse(name))

    assert answer.status_code in {200, 401}
    assert not FAMILIAR.search(answer.content.decode())


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_email",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_list_webauthn",
        "socialaccount_connections",
    ],
)
def test_pages_of_the_account_are_polite(client: Client, name: str) -> None:
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert not FAMILIAR.search(answer.content.decode())


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("de", "Einklang: Neues Passwort", "mit diesem Link wählen Sie ein neues Passwort"),
        ("en", "Einklang: Password Reset Email", "with this link you choose a new password"),
    ],
)
def test_mail_for_a_new_password_leads_to_one(
    account: Account, language: str, subject: str, words: str
) -> None:
    client = Client(headers={"accept-language": language})

    client.post(reverse("account_reset_password"), {"email": account.email})
    (sent,) = mail.outbox
    link = re.search(r"http\S+", str(sent.body))
    assert link is not None
    page = client.get(link[0], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    account.refresh_from_db()
    assert sent.subject == subject
    assert words in sent.body
    assert account.check_password(NEW_PASSWORD)


def test_mail_to_an_unknown_address_offers_no_sign_up() -> None:
    Client().post(reverse("account_reset_password"), {"email": "fremd@example.org"})

    (sent,) = mail.outbox
    assert "Zu dieser Adresse gibt es kein Konto." in sent.body
    assert "http" not in sent.body


def test_new_address_is_confirmed_by_mail(client: Client, account: Account) -> None:
    client.post(reverse("account_email"), {"email": "neu@example.org", "action_add": ""})

    sent = mail.outbox[-1]
    link = re.search(r"http\S+", str(sent.body))
    assert link is not None
    assert sent.to == ["neu@example.org"]
    assert "Bitte bestätigen Sie" in sent.body
    page = client.get(link[0])
    assert not FAMILIAR.search(page.content.decode())
    client.post(link[0])
    assert EmailAddress.objects.get(user=account, email="neu@example.org").verified

    client.post(reverse("account_email"), {"email": "neu@example.org", "action_primary": "1"})
    account.refresh_from_db()
    assert account.email == "neu@example.org"


def test_page_of_addresses_offers_what_fits_each(client: Client, account: Account) -> None:
    EmailAddress.objects.create(user=account, email="zweite@example.org", verified=True)
    EmailAddress.objects.create(user=account, email="dritte@example.org")

    page = client.get(reverse("account_email")).content.decode()

    assert page.count("Hauptadresse") == 2  # the badge, and the button of the second
    assert page.count("action_send") == 1
    assert page.count("action_remove") == 2


def test_key_for_the_app_can_be_reached_and_copied(client: Client) -> None:
    page = client.get(reverse("mfa_activate_totp")).content.decode()

    field = re.search(r"<input[^>]*authenticator_secret[^>]*>", page)
    assert field is not None
    assert "readonly" in field[0]
    assert "disabled" not in field[0]
