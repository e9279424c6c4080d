from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from einklang.intake.queries import offered_choices, year_rows
from einklang.intake.rendering import build_workbook
from einklang.intake.views.gate import importer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_download(data: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=XLSX, headers=disposition)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty workbook with the committee's own lists."""
    _account, body = importer(request)
    own = {"committee": [{"key": body.key, "name": body.name}]}
    return as_download(build_workbook(own, offered_choices(body)), "einklang-vorlage.xlsx")


@login_required
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Hand out a recorded year in the format of the import."""
    _account, body = importer(request)
    data = build_workbook(year_rows(body, year), offered_choices(body))
    return as_download(data, f"{body.key}-{year}.xlsx")
