"""What every page of the chronicle asks first: who, which committee, which record."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from einklang.chronicle.models import Activity
from einklang.chronicle.models.activity import ActivityQuerySet
from einklang.chronicle.queries.records import activity_page, listed_activities
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


def readable_records(request: HttpRequest) -> ActivityQuerySet:
    """Return the current committee's records the account may read."""
    return listed_activities(account_of(request), committee_of(request))


def whole_record(request: HttpRequest, activity_id: int) -> Activity:
    """Load the record with everything its page shows."""
    return get_object_or_404(activity_page(account_of(request)), pk=activity_id)


def record(request: HttpRequest, activity_id: int) -> Activity:
    rows = Activity.objects.visible_to(account_of(request)).select_related("body", "kind", "state")
    return get_object_or_404(rows, pk=activity_id)


def deny(reason: str | None) -> None:
    if reason is not None:
        raise PermissionDenied(reason)


def language_of(request: HttpRequest) -> str:
    language: str = request.LANGUAGE_CODE
    return language[:2]
