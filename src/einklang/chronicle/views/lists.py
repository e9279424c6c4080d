from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from einklang.chronicle import rendering, rules
from einklang.chronicle.forms import FilterForm
from einklang.chronicle.queries.exports import Export
from einklang.chronicle.queries.filters import chosen
from einklang.chronicle.queries.gaps import gap_survey, gaps_of, having_gap, with_gaps
from einklang.chronicle.queries.years import year_at_a_glance, years_with_records
from einklang.chronicle.views.loading import (
    account_of,
    committee_of,
    deny,
    language_of,
    readable_records,
)
from einklang.core import clock
from einklang.core.pagination import PagesById, paginate

PER_PAGE = 50
STREAMED = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN_FILTERS = ("q", "year", "kind", "phase")
MORE_FILTERS = (
    "group",
    "state",
    "programme",
    "occasion",
    "organisation",
    "person",
    "visibility",
    "gap",
)
SORTABLE = ("date", "title", "kind", "state")


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    without: str
    """The query string that leaves this criterion out."""


@dataclass(frozen=True)
class SortLink:
    key: str
    query: str
    direction: str
    """ascending, descending or none: what the column shows now."""


@login_required
@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    body, rows = committee_of(request), readable_records(request)
    form = FilterForm(request.GET, body=body, years=years_with_records(rows))
    criteria = form.criteria()
    page = paginate(request, PagesById(chosen(rows, criteria), rows), per_page=PER_PAGE)
    context = {
        "body": body,
        "form": form,
        "page": page,
        "chips": chips(request.GET, form),
        "sorts": {key: sort_link(request.GET, key, criteria.sort) for key in SORTABLE},
        "query": without(request.GET, "page"),
        "may_edit": rules.record_refusal(request.user, body) is None,
        "exports": ["xlsx", "csv", "json", "ics"],
        "main_filters": [form[name] for name in MAIN_FILTERS],
        "more_filters": [form[name] for name in MORE_FILTERS],
        "more_chosen": any(form.cleaned_data.get(name) for name in MORE_FILTERS),
        "glance_year": criteria.year or clock.today().year,
    }
    htmx = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]  # set by the middleware
    template = "chronicle/_activity_results.html" if htmx else "chronicle/activity_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if htmx:
        response["HX-Push-Url"] = f"{request.path}?{without(request.GET)}"
    return response


def chips(query: QueryDict, form: FilterForm) -> list[Chip]:
    return [
        Chip(label, value, without(query, name, "page"))
        for name, label, value in form.chosen_values()
    ]


def without(query: QueryDict, *names: str) -> str:
    """Return the query string without these parameters and without empty ones."""
    left = query.copy()
    for name in list(left):
        if name in names or not left.get(name):
            del left[name]
    return left.urlencode()


def sort_link(query: QueryDict, key: str, now: str) -> SortLink:
    """Turn the direction round when the column is sorted by already."""
    if now in {key, f"-{key}"}:
        target = key if now.startswith("-") else f"-{key}"
        direction = "descending" if now.startswith("-") else "ascending"
    else:
        target, direction = ("-date" if key == "date" else key), "none"
    changed = query.copy()
    changed["sort"] = target
    return SortLink(key, without(changed, "page"), direction)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Answer the filtered list as a file."""
    body, rows = committee_of(request), readable_records(request)
    filters = FilterForm(request.GET, body=body, years=years_with_records(rows))
    language = language_of(request)
    found = Export(chosen(rows, filters.criteria()), language)
    stem = _("chronicle")
    name = f"{stem}-{body.key}.{form}"
    if form == "xlsx":
        file = rendering.as_workbook(found)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    if form not in STREAMED:
        raise Http404
    if form == "csv":
        parts = rendering.as_csv(found)
    elif form == "json":
        parts = rendering.as_json(found)
    else:
        parts = rendering.as_calendar(found.activities(), settings.BASE_URL, language)
    response = StreamingHttpResponse(rendering.in_chunks(parts), content_type=STREAMED[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """List what is not known yet, of one year or of all, one kind of gap or all."""
    body, rows = committee_of(request), readable_records(request)
    deny(rules.record_refusal(request.user, body))
    years = years_with_records(rows)
    year = next((known for known in years if str(known) == request.GET.get("year")), None)
    counted = rows.filter(year=year) if year else rows
    counts, total = gap_survey(counted)
    chosen_gap = request.GET.get("gap", "")
    known = chosen_gap if chosen_gap in {gap.key for gap, _number in counts} else ""
    found = having_gap(counted, known).order_by("-year", "kind__order", "sort_key", "pk")
    number = next((count for gap, count in counts if gap.key == known), total)
    page = paginate(request, PagesById(found, with_gaps(rows), number), per_page=PER_PAGE)
    context = {
        "body": body,
        "page": page,
        "rows": [(activity, gaps_of(activity)) for activity in page.object_list],
        "counts": counts,
        "years": years,
        "year": year,
        "gap": known,
    }
    return render(request, "chronicle/gaps.html", context)


@login_required
@require_safe
def year_view(request: HttpRequest, year: int) -> HttpResponse:
    rows = readable_records(request)
    years = years_with_records(rows)
    context = {
        "body": committee_of(request),
        "glance": year_at_a_glance(rows, year, language_of(request)),
        "years": years,
        "previous": year - 1,
        "next": year + 1,
        "may_edit": rules.record_refusal(account_of(request), committee_of(request)) is None,
    }
    return render(request, "chronicle/year_view.html", context)
