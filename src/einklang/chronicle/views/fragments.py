"""Answers to what somebody is typing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from einklang.chronicle import rules
from einklang.chronicle.queries.records import found_actors, near_duplicates
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
    """Show organisations, offices and people as choices."""
    deny(rules.record_refusal(account_of(request), committee_of(request)))
    actors = found_actors(request.GET.get("q", "")[:200])
    return render(request, "chronicle/_actor_choices.html", {"actors": actors})
