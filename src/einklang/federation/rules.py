"""Who may do what for a committee, and why not. Every refusal is a sentence, else None."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation

Visitor = Account | AnonymousUser

INSIDERS = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.MEMBER})
STEERING = frozenset({Role.SECRETARIAT, Role.CHAIR})


def role_in(user: Visitor, body: Organisation) -> Role | None:
    """Return the role the account has for the committee; one query a request at most."""
    if not isinstance(user, Account):
        return None
    cache: dict[int, Role] | None = user.__dict__.get("_roles")
    if cache is None:
        cache = {access.body_id: Role(access.role) for access in user.accesses.all()}
        user.__dict__["_roles"] = cache
    return cache.get(body.pk)


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
