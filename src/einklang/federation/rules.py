"""Who may do what for a committee, and why not. Every refusal is a sentence, else None."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from einklang.federation.enums import Role
from einklang.federation.models import Access, Account, Invitation, Organisation
from einklang.federation.models.sight import is_operator, roles_of, sees_people

Visitor = Account | AnonymousUser

INSIDERS = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.MEMBER})
STEERING = frozenset({Role.SECRETARIAT, Role.CHAIR})
SPEAKERS = frozenset({Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT})


def role_in(user: Visitor, body: Organisation) -> Role | None:
    """Return the role the account has for the committee; one query a request at most."""
    return roles_of(user).get(body.pk)


def edit_refusal(user: Visitor, body: Organisation) -> str | None:
    """Only the committee's own people enter and change records."""
    if role_in(user, body) in INSIDERS:
        return None
    return _("Only the secretariat, the chair and the members of the committee may do this.")


def steer_refusal(user: Visitor, body: Organisation) -> str | None:
    """Import, publish, freeze and invite: the secretariat and the chair."""
    if role_in(user, body) in STEERING:
        return None
    return _("Only the secretariat and the chair of the committee may do this.")


def directory_refusal(user: Visitor) -> str | None:
    """Organisations and people are shared by all committees; any committee's own people edit."""
    if not INSIDERS.isdisjoint(roles_of(user).values()):
        return None
    return _("Only the secretariat, the chair and the members of a committee may do this.")


def people_refusal(user: Visitor) -> str | None:
    """Carrier contacts and guests read names of organisations, but nothing about people."""
    if sees_people(user):
        return None
    return _("People are shown to the committee and to the staff of the associations only.")


def grant_refusal(
    user: Visitor, body: Organisation, role: str, speaks_for: Organisation | None
) -> str | None:
    """Say why the role may not be granted like this."""
    if reason := steer_refusal(user, body):
        return reason
    if role in SPEAKERS and speaks_for is None:
        return _("Please say for which organisation this account speaks.")
    return None


def access_refusal(user: Visitor, access: Access) -> str | None:
    """Nobody takes the last steering hand away, least of all the own one."""
    if reason := steer_refusal(user, access.body):
        return reason
    if access.account_id == user.pk:
        return _("You cannot change your own access. Please ask somebody else to do it.")
    return None


def acceptance_refusal(invitation: Invitation) -> str | None:
    """Say why the invitation opens nothing any more."""
    if invitation.accepted_at is not None:
        return _("This invitation has already been used. Please sign in.")
    if invitation.withdrawn_at is not None:
        return _("This invitation was withdrawn. Please ask the secretariat.")
    if not invitation.is_open:
        return _("This invitation is too old. Please ask the secretariat for a new one.")
    return None


def needs_second_factor(user: Visitor) -> bool:
    """Say whether one of the account's roles demands a second factor."""
    demanded = set(settings.SECOND_FACTOR_ROLES)
    if not demanded or not isinstance(user, Account):
        return False
    return is_operator(user) or not demanded.isdisjoint(roles_of(user).values())
