"""Published annual reports: as a page and as files, always the frozen version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from einklang.portal.queries import public_reports
from einklang.reports.rendering import (
    FORMS,
    LANGUAGES,
    page_of,
    render_version,
    version_document,
)


@require_safe
def report_detail(request: HttpRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(public_reports(), pk=report_id)
    asked = request.GET.get("sprache", request.LANGUAGE_CODE[:2])
    language = asked if asked in LANGUAGES else "de"
    document = version_document(report.published_version, language)
    context = {
        "report": report,
        "document_language": language,
        "title": document.title,
        # The engine escapes every text it writes.
        "page": mark_safe(page_of(document)),  # noqa: S308 - see above
        "files": [(form, language) for language in LANGUAGES for form in FORMS],
    }
    return render(request, "portal/report_detail.html", context)


@require_safe
def report_download(
    _request: HttpRequest, report_id: int, language: str, form: str
) -> HttpResponse:
    report = get_object_or_404(public_reports(), pk=report_id)
    if form not in FORMS or language not in LANGUAGES:
        raise Http404
    rendered = render_version(report.published_version, language, form)
    answer = HttpResponse(rendered.data, content_type=rendered.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{rendered.filename}"'
    return answer
