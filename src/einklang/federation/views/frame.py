"""What every page of the federation asks first."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from einklang.federation.models import Account, Organisation
from einklang.federation.queries import current_body


def account_of(request: HttpRequest) -> Account:
    """Return who is signed in; the view requires it."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def committee_of(request: HttpRequest) -> Organisation:
    """Return the committee the account works for now; without one there is nothing to see."""
    body = current_body(request)
    if body is None:
        raise PermissionDenied
    return body


def deny(reason: str | None) -> None:
    if reason is not None:
        raise PermissionDenied(reason)
