"""Reads of the federation that several floors share."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from einklang.federation.models import Account, Organisation
from einklang.federation.models.sight import roles_of

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SESSION_KEY = "body_id"
UNASKED = object()


def current_body(request: HttpRequest) -> Organisation | None:
    """Return the committee the visitor works for now, asked once a request.

    The one chosen in the session if there is access to it, else the first one; a superuser
    without access sees the first committee there is.
    """
    known = request.__dict__.get("_current_body", UNASKED)
    if known is UNASKED:
        known = request.__dict__["_current_body"] = find_body(request)
    return known if isinstance(known, Organisation) else None


def find_body(request: HttpRequest) -> Organisation | None:
    if not isinstance(request.user, Account):
        return None
    chosen = request.session.get(SESSION_KEY)
    bodies = [access.body for access in request.user.accesses.select_related("body")]
    if bodies:
        return next((body for body in bodies if body.pk == chosen), bodies[0])
    if not request.user.is_superuser:
        return None
    rows = Organisation.objects.bodies().order_by("sort_key")
    return rows.filter(pk=chosen).first() or rows.first()


def bodies_of(account: Account) -> list[Organisation]:
    """Return the committees the account may switch between."""
    if account.is_superuser and not roles_of(account):
        return list(Organisation.objects.bodies())
    return list(Organisation.objects.filter(pk__in=roles_of(account)))


def has_second_factor(account: Account, besides: int | None = None) -> bool:
    """Say whether there is an authenticator app or a passkey (recovery codes do not count)."""
    rows = Authenticator.objects.filter(user=account, type__in=FACTORS)
    return rows.exclude(pk=besides).exists()
