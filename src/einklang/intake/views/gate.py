"""Who stands behind a request, and for which committee."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from einklang.federation.models import Account, Organisation
from einklang.federation.queries import current_body
from einklang.intake.rules import import_refusal


def importer(request: HttpRequest) -> tuple[Account, Organisation]:
    """Return the account and its committee.

    :raises PermissionDenied: if it may not import there.
    """
    body = current_body(request)
    if not isinstance(request.user, Account) or body is None:
        raise PermissionDenied(_("Please choose a committee first."))
    if refusal := import_refusal(request.user, body):
        raise PermissionDenied(refusal)
    return request.user, body
