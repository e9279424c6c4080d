"""Published papers: list, page, files, preview picture. Embargoed ones do not exist here."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from einklang.core.pagination import paginate
from einklang.papers.models import Publication
from einklang.papers.queries.publication import (
    PublicCriteria,
    chosen,
    public_choices,
    public_papers,
)
from einklang.papers.rendering.publication import (
    document_of,
    lead_of,
    page_of,
    render_publication,
)
from einklang.portal.views.site import year_of

FORMS = ("pdf", "docx", "txt", "html", "json")
SHOWN_FORMS = ("pdf", "docx", "txt")
PER_PAGE = 20


@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    criteria = PublicCriteria(
        text=request.GET.get("q", "").strip()[:200],
        year=year_of(request.GET.get("jahr", "")),
        kind=key_of(request.GET.get("art", "")),
        programme=key_of(request.GET.get("programm", "")),
    )
    page = paginate(request, chosen(public_papers(), criteria), per_page=PER_PAGE)
    years, kinds, programmes = public_choices()
    english = request.LANGUAGE_CODE.startswith("en")
    context = {
        "page": page,
        "criteria": criteria,
        "years": years,
        "kinds": [(key, (en if english else "") or label) for key, label, en in kinds],
        "programmes": programmes,
        "address": settings.BASE_URL + reverse("portal:paper_list"),
    }
    return render(request, "portal/paper_list.html", context)


def key_of(text: str) -> str:
    """Return what can be a key; the database takes no zero byte."""
    return text[:80].replace("\x00", "")


@require_safe
def paper_detail(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show the text; of a paper that was taken back only when and why (410)."""
    rows = Publication.objects.known().select_related("paper__kind__kind", "paper__activity__body")
    publication = get_object_or_404(rows.defer("search_text"), paper=paper_id)
    if publication.withdrawn_at is not None:
        taken_back = {"publication": publication}
        return render(request, "portal/paper_withdrawn.html", taken_back, status=410)
    document = document_of(publication)
    address = settings.BASE_URL + reverse("portal:paper_detail", args=[paper_id])
    context = {
        "publication": publication,
        "page": page_of(document),
        "document": document,
        "lead": lead_of(document),
        "forms": SHOWN_FORMS,
        "address": address,
        "card": settings.BASE_URL + reverse("portal:paper_card", args=[paper_id]),
        "citation": citation_of(publication, document, address),
        "is_recorded": publication.paper.activity.visibility == "public",
    }
    return render(request, "portal/paper_detail.html", context)


def citation_of(publication: Publication, document: Any, address: str) -> str:
    """Say how the paper is quoted."""
    day = timezone.localdate(publication.public_at)
    return _("%(authors)s (%(year)d): %(title)s. %(publisher)s, %(day)s. %(address)s") % {
        "authors": ", ".join(document.authors),
        "year": day.year,
        "title": document.title.rstrip("."),
        "publisher": document.publisher,
        "day": day.strftime("%d.%m.%Y"),
        "address": address,
    }


@require_safe
def paper_download(_request: HttpRequest, paper_id: int, form: str) -> HttpResponse:
    publication = get_object_or_404(Publication.objects.public(), paper=paper_id)
    if form not in FORMS:
        raise Http404
    rendered = render_publication(publication, form)
    answer = HttpResponse(rendered.data, content_type=rendered.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{rendered.filename}"'
    return answer


@require_safe
def paper_card(_request: HttpRequest, paper_id: int) -> HttpResponse:
    rows = Publication.objects.public().defer("tree", "search_text")
    publication = get_object_or_404(rows, paper=paper_id)
    with publication.card.open("rb") as opened:
        return HttpResponse(opened.read(), content_type="image/png")
