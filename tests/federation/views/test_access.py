"""Invitations, roles, and the second factor, through the pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.factories import PASSWORD, make_account, make_body, make_organisation

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.models import Access, Account, Invitation, Organisation
from einklang.federation.queries import SESSION_KEY
from einklang.federation.tasks import send_invitation

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "Vier-gute-Worte-2024"


@pytest.fixture(autouse=True)
def _fresh_rates() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def body() -> Organisation:
    return make_body(name="Fachausschuss Beratung")


@pytest.fixture
def chair(body: Organisation) -> Client:
    client = Client()
    client.force_login(make_account(role=Role.CHAIR, body=body, name="Kim Vorsitz"))
    return client


def make_invitation(body: Organisation, **fields: Any) -> Invitation:
    fields.setdefault("email", "neu@example.org")
    fields.setdefault("role", Role.MEMBER)
    return Invitation.objects.create(body=body, **fields)


def test_inviting_sends_one_mail_and_the_link_lets_in_once(
    chair: Client, body: Organisation
) -> None:
    chair.post(
        reverse("invitation_new"),
        {"email": "Neu@example.org", "name": "Nele Neu", "role": "member"},
    )
    invitation = Invitation.objects.get()

    send_invitation(invitation_id=invitation.pk)
    send_invitation(invitation_id=invitation.pk)

    (sent,) = mail.outbox
    path = reverse("invitation_accept", args=[invitation.token])
    assert sent.to == ["neu@example.org"]
    assert path in sent.body
    assert "Fachausschuss Beratung" in sent.subject

    newcomer = Client()
    form = {"name": "Nele Neu", "password": NEW_PASSWORD, "repeated": NEW_PASSWORD}
    assert newcomer.get(path).status_code == 200
    answer = newcomer.post(path, form)

    account = Account.objects.get(email="neu@example.org")
    assert answer.status_code == 302
    assert newcomer.session["_auth_user_id"] == str(account.pk)
    assert account.check_password(NEW_PASSWORD)
    assert [(one.body, one.role) for one in account.accesses.all()] == [(body, Role.MEMBER)]
    assert EmailAddress.objects.get(user=account).verified
    assert Client().post(path, form).status_code == 410


@pytest.mark.parametrize(
    "fields",
    [
        {"expires_at": clock.now() - timedelta(days=1)},
        {"withdrawn_at": clock.now()},
        {"accepted_at": clock.now()},
    ],
)
def test_closed_invitations_say_so(body: Organisation, fields: dict[str, Any]) -> None:
    invitation = make_invitation(body, **fields)

    answer = Client().get(reverse("invitation_accept", args=[invitation.token]))

    assert answer.status_code == 410
    assert answer.context["reason"]


def test_weak_and_differing_passwords_are_refused(body: Organisation) -> None:
    path = reverse("invitation_accept", args=[make_invitation(body).token])

    weak = Client().post(path, {"name": "A", "password": "kurz", "repeated": "kurz"})
    differing = Client().post(path, {"name": "A", "password": NEW_PASSWORD, "repeated": "x"})

    assert "password" in weak.context["form"].errors
    assert "repeated" in differing.context["form"].errors
    assert not Account.objects.filter(email="neu@example.org").exists()


def test_owner_of_an_account_signs_in_first_and_gets_the_access(body: Organisation) -> None:
    account = make_account(email="da@example.org")
    path = reverse("invitation_accept", args=[make_invitation(body, email=account.email).token])
    client = Client()

    assert reverse("account_login") in client.get(path).content.decode()
    assert Client().post(path, {"name": "X"}).status_code == 200
    client.force_login(account)
    client.post(path)

    assert account.accesses.get().body == body
    assert client.session[SESSION_KEY] == body.pk


def test_invitation_is_not_for_whoever_is_signed_in(body: Organisation) -> None:
    other = make_account()
    client = Client()
    client.force_login(other)
    path = reverse("invitation_accept", args=[make_invitation(body).token])

    assert client.post(path).status_code == 410
    assert not other.accesses.exists()


def test_guessing_links_is_slowed_down() -> None:
    client = Client()
    path = reverse("invitation_accept", args=["no-such-token"])

    answers = [client.get(path).status_code for _number in range(31)]

    assert set(answers[:30]) == {410}
    assert answers[30] == 429


def test_resend_makes_a_new_link_and_withdraw_ends_it(chair: Client, body: Organisation) -> None:
    invitation = make_invitation(body, mailed_at=clock.now())
    token = invitation.token

    chair.post(reverse("invitation_resend", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.token != token
    assert invitation.mailed_at is None

    chair.post(reverse("invitation_withdraw", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    send_invitation(invitation_id=invitation.pk)
    assert mail.outbox == []


def test_staff_must_speak_for_somebody(chair: Client) -> None:
    association = make_organisation()
    form = {"email": "staff@example.org", "role": "association_staff"}

    refused = chair.post(reverse("invitation_new"), form)
    chair.post(reverse("invitation_new"), {**form, "organisation": association.pk})

    assert refused.status_code == 200
    assert Invitation.objects.get().organisation == association


def test_chair_changes_a_role_and_takes_access_away(chair: Client, body: Organisation) -> None:
    access = make_account(role=Role.GUEST, body=body).accesses.get()
    page = f"{reverse('access_edit')}?zugang={access.pk}"

    assert chair.get(page).status_code == 200
    chair.post(page, {"role": "member"})
    access.refresh_from_db()
    assert access.role == Role.MEMBER

    chair.post(page, {"remove": "1"})
    assert not Access.objects.filter(pk=access.pk).exists()


def test_nobody_changes_the_own_access_or_that_of_another_committee(
    chair: Client, body: Organisation
) -> None:
    own = Access.objects.get(body=body)
    foreign = make_account(role=Role.GUEST, body=make_body()).accesses.get()

    chair.post(f"{reverse('access_edit')}?zugang={own.pk}", {"remove": "1"})
    answer = chair.post(f"{reverse('access_edit')}?zugang={foreign.pk}", {"remove": "1"})

    assert answer.status_code == 404
    assert Access.objects.filter(pk__in=[own.pk, foreign.pk]).count() == 2


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST]
)
def test_only_secretariat_and_chair_see_who_has_access(body: Organisation, role: Role) -> None:
    client = Client()
    client.force_login(make_account(role=role, body=body))

    for name in ("access_list", "access_edit", "invitation_new"):
        assert client.get(reverse(name)).status_code == 403


def test_account_page_changes_name_and_language(chair: Client) -> None:
    chair.post(reverse("account_overview"), {"name": "Neuer Name", "language": "en"})

    account = Account.objects.get(name="Neuer Name")
    assert account.language == "en"
    assert chair.get(reverse("account_overview")).status_code == 200


def test_committee_is_switched_only_to_one_with_access(body: Organisation) -> None:
    second, foreign = make_body(), make_body()
    account = make_account(role=Role.MEMBER, body=body)
    Access.objects.create(account=account, body=second, role=Role.GUEST)
    client = Client()
    client.force_login(account)

    client.post(reverse("committee_switch"), {"body": foreign.pk})
    assert SESSION_KEY not in client.session
    client.post(reverse("committee_switch"), {"body": second.pk})
    assert client.session[SESSION_KEY] == second.pk
    assert second.name in client.get(reverse("account_overview")).content.decode()


def test_wrong_password_is_said_clearly_and_right_one_signs_in() -> None:
    account = make_account(role=Role.GUEST)
    client = Client()
    page = reverse("account_login")

    wrong = client.post(page, {"login": account.email, "password": "falsch"})
    right = client.post(page, {"login": account.email, "password": PASSWORD})

    assert wrong.status_code == 200
    assert wrong.context["form"].errors
    assert right.status_code == 302


def test_nobody_signs_up_and_forgotten_passwords_are_mailed() -> None:
    account = make_account(role=Role.GUEST)

    assert Account.objects.count() == 1
    Client().post(
        reverse("account_signup"), {"email": "fremd@example.org", "password1": NEW_PASSWORD}
    )
    Client().post(reverse("account_reset_password"), {"email": account.email})

    assert Account.objects.count() == 1
    assert [sent.to for sent in mail.outbox] == [[account.email]]


def make_totp(account: Account) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_role_without_second_factor_is_led_to_the_set_up(
    settings: Settings, chair: Client
) -> None:
    settings.SECOND_FACTOR_ROLES = ["chair"]
    target = reverse("second_factor")

    page = chair.get(reverse("federation:organisation_list"))
    fragment = chair.get(reverse("federation:organisation_list"), headers={"HX-Request": "true"})

    assert (page.status_code, page["Location"]) == (302, target)
    assert fragment["HX-Redirect"] == target
    assert chair.get("/api/v1/chronicle/activities").status_code == 403
    for name in ("second_factor", "portal:home", "healthz"):
        assert chair.get(reverse(name)).status_code == 200
    assert chair.get(reverse("mfa_index")).status_code == 200


def test_second_factor_opens_the_pages_and_the_last_one_stays(
    settings: Settings, chair: Client
) -> None:
    settings.SECOND_FACTOR_ROLES = ["chair"]
    account = Account.objects.get(name="Kim Vorsitz")
    make_totp(account)
    totp = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)

    assert chair.get(reverse("federation:organisation_list")).status_code == 200
    assert not get_adapter().can_delete_authenticator(totp)
    settings.SECOND_FACTOR_ROLES = ["secretariat"]
    assert get_adapter().can_delete_authenticator(totp)


def test_roles_that_need_none_are_left_alone(settings: Settings, body: Organisation) -> None:
    settings.SECOND_FACTOR_ROLES = ["chair"]
    client = Client()
    client.force_login(make_account(role=Role.GUEST, body=body))

    assert client.get(reverse("federation:organisation_list")).status_code == 200


def test_sign_in_asks_for_the_code_of_the_app(body: Organisation) -> None:
    account = make_account(role=Role.CHAIR, body=body)
    secret = make_totp(account)
    client = Client()

    first = client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    assert first["Location"].startswith(reverse("mfa_authenticate"))
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert wrong.status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert client.session["_auth_user_id"] == str(account.pk)
