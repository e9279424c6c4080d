"""The synopsis, its counter, its file, and trying again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from einklang.core.uploads import MEDIA_TYPES
from einklang.papers.enums import JobState
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Answer, Consolidation
from einklang.papers.operations.consolidation import retry_consolidation
from einklang.papers.queries.consolidation import panel, progress_of
from einklang.papers.queries.proposals import ID, Selection, selection_from
from einklang.papers.queries.synopsis import Synopsis, synopsis
from einklang.papers.rendering.synopsis import Desk, text_of, verdict_words
from einklang.papers.rules.consolidation import decide_refusal
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.views.handing import handed_over
from einklang.papers.views.loading import account_of, deny


def watched(request: HttpRequest, consolidation_id: int) -> Consolidation:
    """Load a consolidation that the visitor may read along.

    :raises Http404: if the visitor may not know of it.
    :raises PermissionDenied: if the visitor has no part in the paper.
    """
    user = account_of(request)
    rows = Consolidation.objects.visible_to(user).with_paper()
    row = get_object_or_404(rows, pk=consolidation_id)
    deny(watch_refusal(user, row.paper))
    return row


def finished(request: HttpRequest, consolidation_id: int) -> Consolidation:
    """Load one whose synopsis exists."""
    row = watched(request, consolidation_id)
    if row.state != JobState.DONE:
        raise Http404
    return row


def is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


@login_required
@require_safe
def synopsis_page(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    row = finished(request, consolidation_id)
    selection = selection_from(request.GET.dict())
    found = synopsis(row, selection, account_of(request))
    token = get_token(request) if found.can_decide else ""
    desk = Desk(row.pk, can_decide=found.can_decide, token=token, query=selection.query)
    context = {
        "consolidation": row,
        "paper": row.paper,
        "synopsis": found,
        "progress": found.progress,
        "text": text_of(found, desk),
        "undo": _undo(request) if found.can_decide else "",
        "lost": sum(len(line.losses) for line in found.answers),
        **_filters(found, selection),
    }
    return render(request, "papers/synopsis.html", context)


def _undo(request: HttpRequest) -> str:
    """Return the moment of a decision about many that can be undone."""
    moment = request.GET.get("rueckgaengig", "")
    try:
        return moment if parse_datetime(moment) else ""
    except ValueError:
        return ""


def _filters(found: Synopsis, selection: Selection) -> dict[str, Any]:
    rows = found.proposals.values()
    shows = {
        "": _("everything"),
        "left": _("what is left for me"),
        "conflicts": _("conflicts"),
        "editorial": _("editorial"),
    }
    if selection.show in {"calm", "calm-editorial"}:
        shows[selection.show] = _("without conflict")
    return {
        "selection": selection,
        "shows": shows.items(),
        "verdicts": [("open", _("still open")), *verdict_words().items()],
        "bulk": {
            "editorial": sum(
                not row.verdict and row.is_editorial and not row.conflicts for row in rows
            ),
            "calm": sum(not row.verdict and not row.conflicts for row in rows),
            "shown": sum(not row.verdict and row.change in found.shown for row in rows),
        },
        "editorial_query": selection.of("calm-editorial").query,
        "calm_query": selection.of("calm").query,
    }


@login_required
@require_safe
def synopsis_counter(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    """Answer with the counter if it says something new."""
    row = finished(request, consolidation_id)
    progress = progress_of(row, account_of(request))
    if request.GET.get("stand") == f"{progress.decided}-{progress.left}":
        return HttpResponse(status=204)
    context = {"progress": progress, "can_decide": decide_refusal(request.user, row) is None}
    return render(request, "papers/_synopsis_counter.html", context)


@login_required
@require_safe
def consolidated_file(request: HttpRequest, consolidation_id: int) -> FileResponse:
    """Hand over the Word file with everything recorded and nothing decided."""
    row = finished(request, consolidation_id)
    name, what = row.circulation.version.name.removesuffix(".docx"), _("all-changes")
    return handed_over(row.docx, f"{name}-{what}.docx", MEDIA_TYPES["docx"])


@login_required
@require_safe
def consolidation_state(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    """Answer the panel's question how far the job is."""
    row = watched(request, consolidation_id)
    if request.GET.get("stand") == f"{row.state}-{row.steps_done}":
        return HttpResponse(status=204)
    context = {"panel": panel(account_of(request), row.paper), "paper": row.paper}
    return render(request, "papers/_consolidation_panel.html", context)


@login_required
@require_POST
def consolidation_retry(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    row = watched(request, consolidation_id)
    without = None
    if answer_id := request.POST.get("without", ""):
        answers = Answer.objects.filter(consultation__circulation=row.circulation_id)
        if not ID.fullmatch(answer_id):
            raise Http404
        without = get_object_or_404(answers, pk=int(answer_id))
    try:
        retry_consolidation(consolidation=row, without=without, by=account_of(request))
    except RefusedError as error:
        raise PermissionDenied(str(error)) from error
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The answers are being put together."))
    return redirect(row.paper)
