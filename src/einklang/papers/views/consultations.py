"""What pages about a circulation ask first: who, which room, which answer."""

from django.http import FileResponse, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from einklang.papers.models import Circulation, Consultation, Paper, Version
from einklang.papers.models.circulation import ConsultationQuerySet
from einklang.papers.rules.papers import lead_refusal
from einklang.papers.views.handing import handed_over
from einklang.papers.views.loading import account_of, deny

WITH_PAPER = (
    "association",
    "circulation__version",
    "circulation__opened_by",
    "circulation__paper__lead",
    "circulation__paper__activity__body",
)


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
