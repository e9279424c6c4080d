"""Inviting, accepting, changing and taking access, refusals included."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import make_account, make_body

from einklang.core import clock
from einklang.federation.enums import Role
from einklang.federation.errors import FederationError, InvitationError, RefusedError
from einklang.federation.models import Access, Account, Invitation, Organisation
from einklang.federation.operations.access import (
    Grant,
    accept_as_new,
    accept_signed_in,
    change_access,
    change_account,
    invite,
    remove_access,
    resend,
    withdraw,
)
from einklang.federation.queries import invitation_of

pytestmark = pytest.mark.django_db

PASSWORD = "Drei Birnen im Kompott 7"


@pytest.fixture
def body() -> Organisation:
    return make_body(name="Fachausschuss Beratung")


@pytest.fixture
def chair(body: Organisation) -> Account:
    return make_account(role=Role.CHAIR, body=body)


def make_invitation(body: Organisation, **fields: Any) -> Invitation:
    fields.setdefault("email", "neu@example.org")
    fields.setdefault("role", Role.MEMBER)
    return Invitation.objects.create(body=body, **fields)


def test_second_invitation_takes_the_place_of_the_first(
    body: Organisation, chair: Account
) -> None:
    first = invite(email="neu@example.org", name="", body=body, grant=Grant(Role.GUEST), by=chair)
    second = invite(
        email=" Neu@Example.org ", name="", body=body, grant=Grant(Role.MEMBER), by=chair
    )

    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert (second.email, second.is_open) == ("neu@example.org", True)


def test_members_invite_nobody_and_nobody_is_invited_twice(
    body: Organisation, chair: Account
) -> None:
    member = make_account(role=Role.MEMBER, body=body)
    grant = Grant(Role.GUEST)

    with pytest.raises(RefusedError):
        invite(email="neu@example.org", name="", body=body, grant=grant, by=member)
    with pytest.raises(FederationError, match="schon Zugang"):
        invite(email=member.email.upper(), name="", body=body, grant=grant, by=chair)

    assert not Invitation.objects.exists()


def test_used_invitation_is_neither_sent_again_nor_withdrawn(
    body: Organisation, chair: Account
) -> None:
    used = make_invitation(body, accepted_at=clock.now())

    with pytest.raises(InvitationError):
        resend(invitation=used, by=chair)
    with pytest.raises(InvitationError):
        withdraw(invitation=used, by=chair)

    used.refresh_from_db()
    assert used.withdrawn_at is None


def test_withdrawing_twice_keeps_the_first_time(body: Organisation, chair: Account) -> None:
    invitation = make_invitation(body)
    withdraw(invitation=invitation, by=chair)
    invitation.refresh_from_db()
    first = invitation.withdrawn_at

    withdraw(invitation=invitation, by=chair)
    invitation.refresh_from_db()

    assert invitation.withdrawn_at == first


def test_link_is_signed_and_resending_ends_the_earlier_one(
    body: Organisation, chair: Account
) -> None:
    invitation, other = make_invitation(body), make_invitation(body, email="b@example.org")
    old = invitation.token
    assert invitation_of(old) == invitation

    new = resend(invitation=invitation, by=chair).token

    assert invitation_of(old) is None
    assert invitation_of(new) == invitation
    assert Client().get(reverse("invitation_accept", args=[old])).status_code == 410
    assert invitation_of(f"{other.pk}.{new.partition('.')[2]}") is None


def test_link_ends_with_another_address_or_another_row(body: Organisation) -> None:
    invitation = make_invitation(body)
    token = invitation.token

    Invitation.objects.filter(pk=invitation.pk).update(email="fremd@example.org")
    assert invitation_of(token) is None
    Invitation.objects.filter(pk=invitation.pk).update(
        email=invitation.email, created_at=invitation.created_at + timedelta(seconds=1)
    )
    assert invitation_of(token) is None


@pytest.mark.parametrize("token", ["", "x", ".", "1", "1.", "²", "9" * 40, "1.\x00"])
def test_broken_link_opens_nothing(body: Organisation, token: str) -> None:
    make_invitation(body)

    assert invitation_of(token) is None


def test_database_holds_nothing_that_opens_the_door(body: Organisation) -> None:
    invitation = make_invitation(body)
    secret = invitation.token.partition(".")[2]

    stored = Invitation.objects.values().get(pk=invitation.pk)

    assert secret not in str(stored)


def test_address_with_an_account_is_no_newcomer(body: Organisation) -> None:
    account = make_account()
    invitation = make_invitation(body, email=account.email.upper())

    with pytest.raises(InvitationError):
        accept_as_new(invitation=invitation, name="X", password=PASSWORD)

    assert Account.objects.count() == 1


def test_invitation_is_accepted_by_its_address_only_and_once(body: Organisation) -> None:
    meant, other = make_account(), make_account()
    invitation = make_invitation(body, email=meant.email)

    with pytest.raises(InvitationError):
        accept_signed_in(invitation=invitation, by=other)
    access = accept_signed_in(invitation=invitation, by=meant)
    with pytest.raises(InvitationError):
        accept_signed_in(invitation=invitation, by=meant)

    assert list(Access.objects.all()) == [access]


def test_new_invitation_changes_the_role_of_an_access(body: Organisation) -> None:
    account = make_account(role=Role.GUEST, body=body)
    invitation = make_invitation(body, email=account.email, role=Role.CHAIR)

    accept_signed_in(invitation=invitation, by=account)

    assert Access.objects.get(account=account).role == Role.CHAIR


def test_access_is_changed_by_those_who_steer_and_for_others_only(
    body: Organisation, chair: Account
) -> None:
    member = make_account(role=Role.MEMBER, body=body)
    own, other = chair.accesses.get(), member.accesses.get()

    with pytest.raises(RefusedError):
        change_access(access=own, grant=Grant(Role.GUEST), by=member)
    with pytest.raises(RefusedError):
        change_access(access=own, grant=Grant(Role.GUEST), by=chair)
    with pytest.raises(RefusedError):
        remove_access(access=own, by=chair)
    with pytest.raises(RefusedError, match="Organisation"):
        change_access(access=other, grant=Grant(Role.ASSOCIATION_STAFF), by=chair)
    change_access(access=other, grant=Grant(Role.GUEST), by=chair)

    assert Access.objects.get(pk=own.pk).role == Role.CHAIR
    assert Access.objects.get(pk=other.pk).role == Role.GUEST


def test_people_change_their_own_account_only(chair: Account) -> None:
    other = make_account(name="Eigener Name")

    with pytest.raises(RefusedError):
        change_account(account=other, name="Fremd", language="en", by=chair)

    other.refresh_from_db()
    assert (other.name, other.language) == ("Eigener Name", "de")
