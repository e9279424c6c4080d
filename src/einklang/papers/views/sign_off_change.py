"""A new version after the sign-off: see what lapses before it is sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from einklang.chronicle.views.loading import account_of, deny
from einklang.papers.errors import PaperError
from einklang.papers.forms.sign_off import ChangeForm
from einklang.papers.operations.sign_off_changes import preview_change, send_changed_version
from einklang.papers.rendering.passages import place_of
from einklang.papers.rules.sign_off import round_refusal
from einklang.papers.views.sign_off_frame import paper_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off_change(request: HttpRequest, paper_id: int, number: int) -> HttpResponse:
    paper = paper_of(request, paper_id)
    deny(round_refusal(request.user, paper))
    version = get_object_or_404(paper.versions, number=number)
    try:
        preview = preview_change(paper, version)
    except PaperError as error:
        messages.error(request, str(error))
        return redirect(paper)
    form = ChangeForm(
        request.POST or None, mode=preview.round.mode, initial={"digest": preview.digest}
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = send_changed_version(
                paper=paper,
                version=version,
                request=form.request,
                seen_digest=form.cleaned_data["digest"],
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error(None, str(error))
            form.data = {**form.data, "digest": preview.digest}
        else:
            messages.success(request, _("The new version is sent."))
            return redirect(sent)
    groups = [
        (_("They sign anew"), _("The words changed in passages that concern them."),
         preview.lapses, "danger"),
        (_("They are asked for this version instead"), _("They have not answered yet."),
         preview.open, "info"),
        (_("They are only informed"), _("Their answer holds for the new version."),
         preview.informed, "warning"),
        (_("Nothing changes for them"), _("Their answer holds for the new version."),
         preview.untouched, "success"),
    ]  # fmt: skip
    shown = [
        (title, text, [(one, [place_of(p) for p in one.passages]) for one in effects], tone)
        for title, text, effects, tone in groups
        if effects
    ]
    context = {"paper": paper, "version": version, "preview": preview, "form": form}
    return render(request, "papers/sign_off_change.html", {**context, "groups": shown})
