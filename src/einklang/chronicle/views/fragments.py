"""Answers to what somebody is typing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from einklang.chronicle import rules
from einklang.chronicle.queries.actors import COLUMNS, found_actors
from einklang.chronicle.queries.records import near_duplicates
from einklang.chronicle.views.loading import account_of, committee_of, deny


@login_required
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show records with nearly the same title."""
    account, body = account_of(request), committee_of(request)
    deny(rules.record_refusal(account, body))
    title = request.GET.get("title", "")[:500]
    alike = near_duplicates(account, body, title)
    return render(request, "chronicle/_duplicates.html", {"alike": alike})


@login_required
@require_safe
def actor_search(request: HttpRequest) -> HttpResponse:
    """Offer names of organisations, offices and people for the field that is being typed."""
    deny(rules.record_refusal(account_of(request), committee_of(request)))
    field = request.GET.get("field", "q")
    tables = (field,) if field in COLUMNS else tuple(COLUMNS)
    actors = found_actors(request.GET.get(field, "")[:200], tables)
    return render(request, "chronicle/_actor_choices.html", {"actors": actors})
