from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from einklang.chronicle.views.lists import Chip, without
from einklang.core.pagination import PagesById, paginate
from einklang.federation.models import Organisation
from einklang.papers.forms.opening import PaperFilterForm
from einklang.papers.models import Paper
from einklang.papers.queries.calendars import lands_of_each
from einklang.papers.queries.paper_page import days_left
from einklang.papers.queries.papers import (
    chosen_papers,
    leads_of,
    listed_papers,
)
from einklang.papers.rules.papers import open_refusal
from einklang.papers.views.loading import account_of, committee_of

PER_PAGE = 25


@dataclass(frozen=True)
class Line:
    paper: Paper
    days: int | None
    """Working days until the deadline; None without one, and for what is over."""
    is_overdue: bool


@login_required
@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    """Show what is due first; filters take what is over."""
    account, body = account_of(request), committee_of(request)
    rows = listed_papers(account, body)
    form = PaperFilterForm(request.GET, body=body, leads=leads_of(rows))
    found = chosen_papers(rows, form.criteria(), account, body)
    page = paginate(request, PagesById(found, rows), per_page=PER_PAGE)
    context = {
        "body": body,
        "form": form,
        "page": page,
        "lines": lines_of(list(page.object_list), body),
        "chips": chips(request.GET, form),
        "may_open": open_refusal(account, body) is None,
        "fields": [form[name] for name in ("q", "stage", "kind", "lead", "deadline", "mine")],
    }
    is_part = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]  # set by the middleware
    template = "papers/_paper_results.html" if is_part else "papers/paper_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if is_part:
        response["HX-Push-Url"] = f"{request.path}?{without(request.GET)}"
    return response


def lines_of(papers: Sequence[Paper], body: Organisation) -> list[Line]:
    """Add how much time is left to what is still on its way."""
    lands = lands_of_each([row for row in papers if row.is_open], body)
    return [
        Line(row, days_left(row, lands[row.pk]), row.is_overdue)
        if row.pk in lands
        else Line(row, None, is_overdue=False)
        for row in papers
    ]


def chips(query: QueryDict, form: PaperFilterForm) -> list[Chip]:
    return [
        Chip(label, value, without(query, name, "page"))
        for name, label, value in form.chosen_values()
    ]
