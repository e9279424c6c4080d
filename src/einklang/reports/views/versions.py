"""Frozen versions: freezing, reading, comparing, publishing, downloading."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.reports.errors import ReportError
from einklang.reports.forms import FreezeForm, PublishForm
from einklang.reports.operations import freezing
from einklang.reports.queries import insider_of
from einklang.reports.rendering import (
    FORMS,
    LANGUAGES,
    compare,
    page_of,
    render_version,
    version_document,
)
from einklang.reports.rules import unpublished_records
from einklang.reports.views.frame import (
    AuthedRequest,
    check_file,
    draft_of,
    file_response,
    language_of,
    refused,
    report_of,
    rights,
    version_of,
)

DRAFT = "entwurf"


@login_required
@require_safe
def version_list(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    context = {
        "report": report,
        "versions": report.versions.select_related("frozen_by"),
        "freeze_form": FreezeForm(),
        "is_insider": insider_of(request.user, report.body),
        "languages": LANGUAGES,
        "forms": FORMS,
        **rights(request, report),
    }
    return render(request, "reports/version_list.html", context)


@login_required
@require_POST
def version_freeze(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    form = FreezeForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        version = freezing.freeze_version(report=report, note=note, by=request.user)
    except ReportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Version %(number)s is frozen.") % {"number": version.number})
    return redirect("reports:version_list", report.pk)


@login_required
@require_safe
def version_detail(request: AuthedRequest, report_id: int, number: int) -> HttpResponse:
    report = report_of(request, report_id)
    version = version_of(report, number)
    language = language_of(request)
    context = {
        "report": report,
        "version": version,
        "language": language,
        "languages": LANGUAGES,
        "forms": FORMS,
        "page": page_of(version_document(version, language)),
        **rights(request, report),
    }
    return render(request, "reports/version_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def version_publish(request: AuthedRequest, report_id: int, number: int) -> HttpResponse:
    """Ask, naming what is not public by itself; then publish."""
    report = draft_of(request, report_id)
    version = version_of(report, number)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        knows = form.cleaned_data["knows_of_internal"]
        try:
            freezing.publish_version(version=version, knows_of_internal=knows, by=request.user)
        except ReportError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The report is published."))
            return redirect("reports:version_list", report.pk)
    context = {
        "report": report,
        "version": version,
        "form": form,
        "internal": unpublished_records(version),
        **rights(request, report),
    }
    return render(request, "reports/version_publish.html", context)


@login_required
@require_POST
def report_unpublish(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    try:
        freezing.unpublish(report=report, by=request.user)
    except ReportError as error:
        return refused(request, error, report)
    messages.success(request, _("The report is no longer public."))
    return redirect("reports:version_list", report.pk)


@login_required
@require_safe
def version_compare(request: AuthedRequest, report_id: int) -> HttpResponse:
    """Compare two versions, or a version with the draft."""
    report = report_of(request, report_id)
    versions = list(report.versions.all())
    may_see_draft = insider_of(request.user, report.body)
    by_name = {str(version.number): version for version in versions}
    choices = list(by_name)
    choices += [DRAFT] if may_see_draft else []
    old = _chosen(request, "von", choices[:1], choices)
    new = _chosen(request, "bis", choices[-1:], choices)
    language = language_of(request)
    context = {
        "report": report,
        "choices": choices,
        "old": old,
        "new": new,
        "draft": DRAFT,
        "language": language,
        "changes": compare(report, by_name.get(old), by_name.get(new), language)
        if old and new and old != new
        else None,
    }
    return render(request, "reports/version_compare.html", context)


def _chosen(request: AuthedRequest, name: str, usual: list[str], choices: list[str]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in choices else "".join(usual)


@login_required
@require_safe
def version_download(
    request: AuthedRequest, report_id: int, number: int, lang: str, form: str
) -> HttpResponse:
    check_file(lang, form)
    version = version_of(report_of(request, report_id), number)
    return file_response(render_version(version, lang, form))
