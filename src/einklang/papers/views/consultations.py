"""What pages about a circulation ask first: who, which room, which answer."""

from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from einklang.core.uploads import MEDIA_TYPES
from einklang.federation.models import Account
from einklang.papers.models import Circulation, Consultation, Paper, Version
from einklang.papers.models.circulation import ConsultationQuerySet
from einklang.papers.rules.papers import lead_refusal

WITH_PAPER = (
    "association",
    "circulation__version",
    "circulation__opened_by",
    "circulation__paper__lead",
    "circulation__paper__activity__body",
)


def account_of(request: HttpRequest) -> Account:
    """Return who is signed in; the view requires it."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def deny(reason: str | None) -> None:
    if reason is not None:
        raise PermissionDenied(reason)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, even if that is nothing at all."""
    return request.POST if request.method == "POST" else None


def room_or_404(request: HttpRequest, consultation_id: int) -> Consultation:
    """Load a room of the visitor's own house; for everybody else there is none."""
    rows = Consultation.objects.of_houses(account_of(request)).select_related(*WITH_PAPER)
    return get_object_or_404(rows, pk=consultation_id)


def led_paper(request: HttpRequest, paper_id: int) -> Paper:
    """Load a paper the account leads or steers."""
    rows = Paper.objects.visible_to(account_of(request))
    rows = rows.select_related("activity__body", "lead", "kind")
    paper = get_object_or_404(rows, pk=paper_id)
    deny(lead_refusal(request.user, paper))
    return paper


def led_circulation(request: HttpRequest, circulation_id: int) -> Circulation:
    rows = Circulation.objects.filter(paper__in=Paper.objects.visible_to(account_of(request)))
    rows = rows.select_related("paper__activity__body", "paper__lead", "version", "opened_by")
    circulation = get_object_or_404(rows, pk=circulation_id)
    deny(lead_refusal(request.user, circulation.paper))
    return circulation


def known_consultations(request: HttpRequest) -> ConsultationQuerySet:
    """Return the consultations of papers the account knows of; rules say what it may do."""
    papers = Paper.objects.visible_to(account_of(request))
    rows = Consultation.objects.filter(circulation__paper__in=papers)
    return rows.select_related(*WITH_PAPER)


def led_consultation(request: HttpRequest, consultation_id: int) -> Consultation:
    consultation = get_object_or_404(known_consultations(request), pk=consultation_id)
    deny(lead_refusal(request.user, consultation.circulation.paper))
    return consultation


def draft_file(version: Version) -> FileResponse:
    return handed_over(version.file, version.name)


def handed_over(stored: FieldFile, name: str) -> FileResponse:
    """Hand a Word file over to be kept, never shown: a browser must not run it."""
    try:
        file = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type=MEDIA_TYPES["docx"]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
