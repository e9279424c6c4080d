"""What the pages of a report share: loading it, and who may do what."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language

from einklang.chronicle.models import Activity
from einklang.federation.models import Account
from einklang.federation.rules import edit_refusal, steer_refusal
from einklang.reports.errors import ReportError
from einklang.reports.models import Report, ReportSection, ReportVersion
from einklang.reports.queries import insider_of, reports_at_work
from einklang.reports.rendering import FORMS, LANGUAGES, Rendered


class AuthedRequest(HttpRequest):
    user: Account


def report_of(request: HttpRequest, report_id: int) -> Report:
    return get_object_or_404(reports_at_work(request.user), pk=report_id)


def draft_of(request: HttpRequest, report_id: int) -> Report:
    """Load a report whose draft the visitor may read; to others there is none."""
    report = report_of(request, report_id)
    if not insider_of(request.user, report.body):
        raise Http404
    return report


def section_of(report: Report, section_id: int) -> ReportSection:
    return get_object_or_404(report.sections, pk=section_id)


def version_of(report: Report, number: int) -> ReportVersion:
    return get_object_or_404(report.versions.select_related("report__body"), number=number)


def activity_of(report: Report, activity_id: int) -> Activity:
    activities = Activity.objects.filter(body=report.body_id).in_year(report.year)
    return get_object_or_404(activities, pk=activity_id)


def rights(request: HttpRequest, report: Report) -> dict[str, bool]:
    return {
        "may_edit": edit_refusal(request.user, report.body) is None,
        "may_steer": steer_refusal(request.user, report.body) is None,
    }


def language_of(request: HttpRequest) -> str:
    """Return the language the report is shown in: the one asked for, else the reader's."""
    asked = request.GET.get("lang") or request.POST.get("lang") or (get_language() or "de")[:2]
    return asked if asked in LANGUAGES else "de"


def check_file(language: str, form: str) -> None:
    if language not in LANGUAGES or form not in FORMS:
        raise Http404


def file_response(rendered: Rendered) -> HttpResponse:
    # Always a download: a page of its own would run outside the site's content policy.
    return HttpResponse(
        rendered.data,
        content_type=rendered.media_type,
        headers={"Content-Disposition": f'attachment; filename="{rendered.filename}"'},
    )


def refused(request: HttpRequest, error: ReportError, report: Report) -> HttpResponse:
    messages.error(request, str(error))
    return redirect(report)
