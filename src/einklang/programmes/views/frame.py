"""What every page of the programmes asks first."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from einklang.federation.models import Account, Organisation
from einklang.federation.queries import current_body
from einklang.programmes import rules
from einklang.programmes.models import Programme


def reader_of(request: HttpRequest) -> tuple[Account, Organisation]:
    """Return who asks, and for which committee; without one there is nothing to see."""
    body = current_body(request)
    if body is None or not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user, body


def editor_of(request: HttpRequest) -> Account:
    account, _body = reader_of(request)
    if reason := rules.edit_refusal(account):
        raise PermissionDenied(reason)
    return account


def programme_here(request: HttpRequest, programme_id: int) -> Programme:
    account, _body = reader_of(request)
    return get_object_or_404(Programme.objects.visible_to(account), pk=programme_id)
