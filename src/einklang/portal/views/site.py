"""The public pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from einklang.chronicle.sentences import tell
from einklang.core.pagination import paginate
from einklang.papers.models import Publication
from einklang.papers.queries.publication import public_papers
from einklang.portal.queries import (
    found,
    public_activities,
    public_activity_page,
    public_reports,
    public_years,
)

LATEST = 6
LATEST_PAPERS = 3
INSIDE = ("konto", "schreibtisch", "chronik", "papiere", "verwaltung")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "papers": public_papers()[:LATEST_PAPERS],
        "reports": public_reports()[:3],
        "activities": public_activities()[:LATEST],
    }
    return render(request, "portal/home.html", context)


@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    year = year_of(request.GET.get("jahr", ""))
    page = paginate(request, found(public_activities(), text, year), per_page=25)
    context = {"page": page, "query": text, "year": year, "years": public_years()}
    return render(request, "portal/record_list.html", context)


@require_safe
def record_detail(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = get_object_or_404(public_activity_page(), pk=activity_id)
    language = request.LANGUAGE_CODE[:2]
    paper = Publication.objects.public().filter(paper=activity.pk).only("paper_id").first()
    context = {"activity": activity, "told": tell(activity, language), "publication": paper}
    return render(request, "portal/record_detail.html", context)


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    context = {"operator": settings.OPERATOR, "contact": settings.OPERATOR_CONTACT}
    return render(request, "portal/imprint.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"operator": settings.OPERATOR, "contact": settings.OPERATOR_CONTACT}
    return render(request, "portal/accessibility.html", context)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: /{path}/" for path in INSIDE),
        f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def year_of(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None  # noqa: PLR2004 - digits of a year
