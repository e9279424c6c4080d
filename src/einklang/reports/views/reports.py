"""The list of reports, a new one, the live draft, and its files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core import clock
from einklang.federation.queries import current_body
from einklang.federation.rules import edit_refusal
from einklang.reports.content import build_document
from einklang.reports.errors import ReportError
from einklang.reports.forms import NewReportForm, WordsForm
from einklang.reports.operations.outlining import change_words, create_report
from einklang.reports.preview import draft_page
from einklang.reports.queries import insider_of, reports_at_work
from einklang.reports.rendering import FORMS, LANGUAGES, page_rules
from einklang.reports.rendering import render as render_file
from einklang.reports.views.frame import (
    AuthedRequest,
    check_file,
    draft_of,
    file_response,
    language_of,
    refused,
    report_of,
    rights,
)


@login_required
@require_safe
def report_list(request: AuthedRequest) -> HttpResponse:
    body = current_body(request)
    reports = reports_at_work(request.user).prefetch_related("versions")
    if body is not None:
        reports = reports.filter(body=body)
    context = {
        "body": body,
        "reports": reports,
        "may_edit": body is not None and edit_refusal(request.user, body) is None,
    }
    return render(request, "reports/report_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report_new(request: AuthedRequest) -> HttpResponse:
    body = current_body(request)
    form = NewReportForm(request.POST or None, initial={"year": clock.today().year})
    if body is None or edit_refusal(request.user, body):
        messages.error(request, _("You cannot start a report here."))
        return redirect("reports:report_list")
    if form.is_valid():
        try:
            report = create_report(body=body, year=form.cleaned_data["year"], by=request.user)
        except ReportError as error:
            form.add_error("year", str(error))
        else:
            messages.success(request, _("The report is started; its outline can be changed."))
            return redirect(report)
    return render(request, "reports/report_new.html", {"form": form, "body": body})


@login_required
@require_safe
def report_detail(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    context = {
        "report": report,
        "versions": report.versions.select_related("frozen_by"),
        "languages": LANGUAGES,
        "forms": FORMS,
        "is_insider": insider_of(request.user, report.body),
        **rights(request, report),
    }
    if context["is_insider"]:
        context["draft"] = draft_page(report, language_of(request))
    return render(request, "reports/report_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report_words(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    form = WordsForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        try:
            change_words(report=report, words=form.words(), by=request.user)
        except ReportError as error:
            return refused(request, error, report)
        messages.success(request, _("The texts are saved."))
        return redirect(report)
    return render(request, "reports/report_words.html", {"form": form, "report": report})


@login_required
@require_safe
def download(request: AuthedRequest, report_id: int, lang: str, form: str) -> HttpResponse:
    """Give the live draft as a file, marked as a draft."""
    check_file(lang, form)
    report = draft_of(request, report_id)
    rendered = render_file(build_document(report, lang).document, form)
    return file_response(rendered)


@require_safe
def stylesheet(_request: HttpRequest) -> HttpResponse:
    """Give the rules for documents shown on a page."""
    response = HttpResponse(page_rules(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
