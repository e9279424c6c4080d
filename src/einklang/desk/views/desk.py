from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from einklang.chronicle.queries import gap_count
from einklang.desk.queries import desk_of
from einklang.federation.models import Account
from einklang.federation.queries import current_body
from einklang.federation.rules import edit_refusal, steer_refusal
from einklang.papers.rules.register import entries_refusal


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    body = current_body(request)
    if body is None or not isinstance(request.user, Account):
        return render(request, "desk/no_committee.html")
    may_edit = edit_refusal(request.user, body) is None
    waiting = desk_of(request.user, body)
    context = {
        "body": body,
        "desk": waiting,
        "gap_count": gap_count(request.user, body, waiting.year) if may_edit else 0,
        "may_edit": may_edit,
        "may_read_along": entries_refusal(request.user, body) is None,
        "may_steer": steer_refusal(request.user, body) is None,
    }
    return render(request, "desk/desk.html", context)
