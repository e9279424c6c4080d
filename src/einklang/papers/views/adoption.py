"""Making the result the next version, and what everybody may read about it afterwards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.federation.models import Organisation
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.forms.consolidation import AdoptForm
from einklang.papers.models import Consolidation, Paper, ProtocolFile
from einklang.papers.operations.adoption import adopt
from einklang.papers.queries.consolidation import progress_of
from einklang.papers.queries.proposals import both_sides_of, rejected_of
from einklang.papers.queries.synopsis import is_english, proposals_of
from einklang.papers.rules.consolidation import adopt_refusal, decide_refusal
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.views.consolidation import finished
from einklang.papers.views.handing import handed_over
from einklang.papers.views.loading import account_of, deny


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: HttpRequest, consolidation_id: int) -> HttpResponse:
    """Say what is missing or doubtful, and adopt the result."""
    row = finished(request, consolidation_id)
    deny(decide_refusal(request.user, row))
    user = account_of(request)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = adopt(consolidation=row, note=form.cleaned_data["note"], by=user)
        except RefusedError as error:
            raise PermissionDenied(str(error)) from error
        except PaperError as error:
            messages.error(request, str(error))
        else:
            said = _("Version %(number)d is made. All associations get their protocol.")
            messages.success(request, said % {"number": version.number})
            return redirect(row.paper)
    progress = progress_of(row, user)
    context = {
        "consolidation": row,
        "paper": row.paper,
        "progress": progress,
        "refusal": adopt_refusal(user, row, progress.undecided),
        "doubtful": both_sides_of(row),
        "form": form,
    }
    return render(request, "papers/adoption.html", context)


@login_required
@require_safe
def protocol(
    request: HttpRequest, consolidation_id: int, association_id: int | None = None
) -> HttpResponse:
    """Show what became of every proposal, an association's own ones first."""
    row = finished(request, consolidation_id)
    file = protocol_of(row, association_id)
    rows = list(proposals_of(row))
    own = [one for one in rows if association_id in one.association_ids]
    context = {
        "consolidation": row,
        "paper": row.paper,
        "association": file.association,
        "own": own,
        "others": [one for one in rows if association_id not in one.association_ids],
        "files": ProtocolFile.objects.filter(consolidation=row).select_related("association"),
        "progress": progress_of(row, account_of(request)),
        "english": is_english(),
    }
    return render(request, "papers/protocol.html", context)


@login_required
@require_safe
def protocol_file(
    request: HttpRequest, consolidation_id: int, association_id: int | None = None
) -> FileResponse:
    row = finished(request, consolidation_id)
    file = protocol_of(row, association_id)
    whose: Organisation | None = file.association
    name = _("protocol-%(number)d") % {"number": row.circulation.number}
    if whose is not None:
        name += f"-{whose.short_name or whose.name}"
    return handed_over(file.file, f"{name}.html", "text/html; charset=utf-8")


def protocol_of(row: Consolidation, association_id: int | None) -> ProtocolFile:
    if row.result_id is None:
        raise Http404
    files = ProtocolFile.objects.filter(consolidation=row).select_related("association")
    return get_object_or_404(files, association=association_id)


@login_required
@require_safe
def rejected(request: HttpRequest, paper_id: int) -> HttpResponse:
    """List what was not adopted, with the reasons, across all circulations."""
    user = account_of(request)
    papers = Paper.objects.visible_to(user).select_related("activity__body", "lead")
    paper = get_object_or_404(papers, pk=paper_id)
    deny(watch_refusal(user, paper))
    context = {"paper": paper, "proposals": rejected_of(paper), "english": is_english()}
    return render(request, "papers/rejected.html", context)
