from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.chronicle.models import Activity
from einklang.core import clock
from einklang.intake.errors import IntakeError
from einklang.intake.forms import UploadForm
from einklang.intake.models import Upload
from einklang.intake.operations.importing import MOST_CHANGES
from einklang.intake.operations.uploads import import_upload, keep_upload, rehearse_upload
from einklang.intake.sheets import BY_KEY
from einklang.intake.views.gate import importer

MOST_PROBLEMS = 500
LATEST = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    account, body = importer(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_upload(name=file.name, data=file.read(), body=body, by=account)
        return redirect("intake:preview", upload_id=kept.pk)
    done = Upload.objects.visible_to(account, body).exclude(imported_at=None)
    years = Activity.objects.filter(body=body).order_by("-year").values_list("year", flat=True)
    context = {
        "body": body,
        "form": form,
        "years": list(years.distinct()) or [clock.today().year],
        "latest": done.defer("data")[:LATEST],
    }
    return render(request, "intake/upload.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def preview(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Rehearse the import and show what it would do."""
    account, body = importer(request)
    waiting = Upload.objects.visible_to(account, body).waiting()
    kept = waiting.filter(pk=upload_id).first()
    if kept is None:
        messages.info(request, _("This file is not kept any more. Please choose it once again."))
        return redirect("intake:upload")
    rehearsal = rehearse_upload(upload=kept, by=account)
    context = {
        "upload": kept,
        "body": body,
        "result": rehearsal,
        "problems": rehearsal.problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(rehearsal.problems) - MOST_PROBLEMS),
        "more_changes": max(0, rehearsal.change_count - MOST_CHANGES),
    }
    return render(request, "intake/preview.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, upload_id: int) -> HttpResponse:
    account, body = importer(request)
    kept = get_object_or_404(Upload.objects.visible_to(account, body), pk=upload_id)
    try:
        outcome = import_upload(upload=kept, by=account)
    except IntakeError as error:
        messages.error(request, str(error))
        return redirect("intake:upload")
    if not outcome.is_written:
        # Something changed since the rehearsal; it is shown anew, with what is wrong now.
        return redirect("intake:preview", upload_id=kept.pk)
    messages.success(request, _("The file is imported."))
    return redirect("intake:result", upload_id=kept.pk)


@login_required
@require_safe
def result(request: HttpRequest, upload_id: int) -> HttpResponse:
    account, body = importer(request)
    done = Upload.objects.visible_to(account, body).exclude(imported_at=None).defer("data")
    kept = get_object_or_404(done, pk=upload_id)
    tallies = [
        {"title": BY_KEY[key].title, "new": new, "changed": changed, "unchanged": unchanged}
        for key, new, changed, unchanged in kept.tallies
        if key in BY_KEY
    ]
    context = {"upload": kept, "body": body, "tallies": tallies}
    return render(request, "intake/result.html", context)
