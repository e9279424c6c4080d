"""Let people in: invite, resend, withdraw, accept; change and take access."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.federation import rules
from einklang.federation.errors import FederationError, InvitationError, RefusedError
from einklang.federation.models import Access, Account, Invitation, Organisation
from einklang.federation.models.account import invitation_end

SEND_JOB = "federation.send_invitation"


@dataclass(frozen=True)
class Grant:
    """What somebody is to be for a committee."""

    role: str
    organisation: Organisation | None = None
    """For whom staff and contacts speak."""


def refuse(reason: str | None) -> None:
    if reason is not None:
        raise RefusedError(reason)


def invite(*, email: str, name: str, body: Organisation, grant: Grant, by: Account) -> Invitation:
    """Invite somebody by mail; an open invitation to the same address gives way.

    :raises RefusedError: if the account does not steer the committee.
    :raises FederationError: if the address already has access.
    """
    refuse(rules.grant_refusal(by, body, grant.role, grant.organisation))
    email = email.strip().lower()
    if Access.objects.filter(body=body, account__email__iexact=email).exists():
        raise FederationError(_("%s already has access.") % email)
    with transaction.atomic(), audit.acting(by, "federation.invitation.sent"):
        Invitation.objects.filter(
            body=body, email__iexact=email, accepted_at=None, withdrawn_at=None
        ).update(withdrawn_at=clock.now())
        invitation = Invitation.objects.create(
            email=email,
            name=name,
            body=body,
            role=grant.role,
            organisation=grant.organisation,
            invited_by=by,
        )
        jobs.enqueue(SEND_JOB, invitation_id=invitation.pk)
        audit.record("federation.invitation.sent", by=by, invitation=invitation.pk)
    return invitation


def resend(*, invitation: Invitation, by: Account) -> Invitation:
    """Send the mail once more, with a new link and the full time; the old link ends."""
    refuse(rules.steer_refusal(by, invitation.body))
    with transaction.atomic(), audit.acting(by, "federation.invitation.resent"):
        current = locked(invitation.pk)
        if current.accepted_at or current.withdrawn_at:
            raise InvitationError(rules.acceptance_refusal(current))
        current.link_number += 1
        current.expires_at = invitation_end()
        current.mailed_at = None
        current.save()
        jobs.enqueue(SEND_JOB, invitation_id=current.pk)
        audit.record("federation.invitation.resent", by=by, invitation=current.pk)
    return current


def withdraw(*, invitation: Invitation, by: Account) -> None:
    """End the invitation; its link opens nothing any more."""
    refuse(rules.steer_refusal(by, invitation.body))
    with transaction.atomic(), audit.acting(by, "federation.invitation.withdrawn"):
        current = locked(invitation.pk)
        if current.accepted_at:
            raise InvitationError(rules.acceptance_refusal(current))
        current.withdrawn_at = current.withdrawn_at or clock.now()
        current.save()
        audit.record("federation.invitation.withdrawn", by=by, invitation=current.pk)


def accept_as_new(*, invitation: Invitation, name: str, password: str) -> Account:
    """Make the account and let it in; the link proves the address.

    :raises InvitationError: if the invitation is used, withdrawn or too old, or if the address
        has an account already: then its owner signs in first.
    :raises ValidationError: if the password is too weak.
    """
    with transaction.atomic(), audit.acting(None, "federation.invitation.accepted"):
        current = open_invitation(invitation.pk)
        if Account.objects.filter(email__iexact=current.email).exists():
            raise InvitationError(_("There is an account for this address. Please sign in."))
        account = Account(email=current.email.lower(), name=name)
        validate_password(password, account)
        account.set_password(password)
        account.save()
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
        let_in(current, account)
    return account


def accept_signed_in(*, invitation: Invitation, by: Account) -> Access:
    """Add the access to the account that is signed in, if the invitation is meant for it."""
    with transaction.atomic(), audit.acting(by, "federation.invitation.accepted"):
        current = open_invitation(invitation.pk)
        if current.email.lower() != by.email.lower():
            raise InvitationError(
                _("The invitation is for another address. Please sign out and open it again.")
            )
        return let_in(current, by)


def let_in(invitation: Invitation, account: Account) -> Access:
    """Give the access; somebody who has one already keeps it with the new role."""
    access, _made = Access.objects.update_or_create(
        account=account,
        body=invitation.body,
        defaults={"role": invitation.role, "organisation": invitation.organisation},
    )
    invitation.accepted_at = clock.now()
    invitation.save()
    account.__dict__.pop("_roles", None)
    audit.record("federation.invitation.accepted", by=account, invitation=invitation.pk)
    return access


def change_access(*, access: Access, grant: Grant, by: Account) -> Access:
    """Give another role, or let speak for another organisation."""
    refuse(rules.access_refusal(by, access))
    refuse(rules.grant_refusal(by, access.body, grant.role, grant.organisation))
    with transaction.atomic(), audit.acting(by, "federation.access.changed"):
        access.role = grant.role
        access.organisation = grant.organisation
        access.save()
        audit.record("federation.access.changed", by=by, access=access.pk)
    return access


def remove_access(*, access: Access, by: Account) -> None:
    """Take the access away; the account and all it has written stay."""
    refuse(rules.access_refusal(by, access))
    number = access.pk
    with transaction.atomic(), audit.acting(by, "federation.access.removed"):
        access.delete()
        audit.record("federation.access.removed", by=by, access=number)


def change_account(*, account: Account, name: str, language: str, by: Account) -> Account:
    """Change what people say about themselves; e-mail and password have ways of their own."""
    if account.pk != by.pk:
        raise RefusedError(_("Only you may change this."))
    with transaction.atomic(), audit.acting(by, "federation.account.changed"):
        account.name = name
        account.language = language
        account.save(update_fields=["name", "language"])
        audit.record("federation.account.changed", by=by, account=account.pk)
    return account


def locked(invitation_id: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("body")
    return rows.get(pk=invitation_id)


def open_invitation(invitation_id: int) -> Invitation:
    """Lock the invitation, so that a link opens once only."""
    current = locked(invitation_id)
    if reason := rules.acceptance_refusal(current):
        raise InvitationError(reason)
    return current
