"""Published annual reports: as a page and as files, always the frozen version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from einklang.portal.queries import public_versions
from einklang.reports.rendering import (
    FORMS,
    LANGUAGES,
    page_of,
    render_version,
    version_document,
)


@require_safe
def report_detail(request: HttpRequest, report_id: int) -> HttpResponse:
    version = get_object_or_404(public_versions(), report=report_id)
    asked = request.GET.get("sprache", request.LANGUAGE_CODE[:2])
    language = asked if asked in LANGUAGES else "de"
    document = version_document(version, language)
    context = {
        "report": version.report,
        "version": version,
        "document_language": language,
        "title": document.title,
        "page": page_of(document),
        "files": [(form, language) for language in LANGUAGES for form in FORMS],
    }
    return render(request, "portal/report_detail.html", context)


@require_safe
def report_download(
    _request: HttpRequest, report_id: int, language: str, form: str
) -> HttpResponse:
    version = get_object_or_404(public_versions(), report=report_id)
    if form not in FORMS or language not in LANGUAGES:
        raise Http404
    rendered = render_version(version, language, form)
    answer = HttpResponse(rendered.data, content_type=rendered.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{rendered.filename}"'
    return answer
