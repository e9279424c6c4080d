from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.chronicle import rules
from einklang.chronicle.errors import ChronicleError
from einklang.chronicle.forms import AttachmentForm
from einklang.chronicle.models import Attachment
from einklang.chronicle.operations.attachments import attach_file, remove_attachment
from einklang.chronicle.views.loading import account_of, deny, record
from einklang.core import uploads


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_add(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = record(request, activity_id)
    deny(rules.edit_refusal(request.user, activity))
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach_file(
                activity=activity, upload=form.cleaned_data["file"], by=account_of(request)
            )
        except ChronicleError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file is attached."))
            return redirect(f"{activity.get_absolute_url()}#anhaenge")
    context = {
        "activity": activity,
        "form": form,
        "endings": ", ".join(sorted(uploads.MEDIA_TYPES)),
        "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
    }
    return render(request, "chronicle/attachment_add.html", context)


@login_required
@require_safe
def attachment_download(
    request: HttpRequest, activity_id: int, attachment_id: int
) -> FileResponse:
    """Hand the file over to be kept, never shown: a browser must not run what people attach."""
    activity = record(request, activity_id)
    attachment = get_object_or_404(Attachment, pk=attachment_id, activity=activity)
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_required
@require_POST
def attachment_delete(request: HttpRequest, activity_id: int, attachment_id: int) -> HttpResponse:
    activity = record(request, activity_id)
    attachment = get_object_or_404(
        Attachment.objects.select_related("activity__body"), pk=attachment_id, activity=activity
    )
    try:
        remove_attachment(attachment=attachment, by=account_of(request))
    except ChronicleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The file is removed."))
    return redirect(f"{activity.get_absolute_url()}#anhaenge")
