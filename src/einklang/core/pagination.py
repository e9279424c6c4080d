from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def paginate(request: HttpRequest, rows: Any, per_page: int = 50) -> Page[Any]:
    """Return the page that ``?page=`` names; nonsense gives the first or the last one."""
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    page.query_prefix = query.urlencode() + "&" if query else ""  # type: ignore[attr-defined]  # for the template
    return page
