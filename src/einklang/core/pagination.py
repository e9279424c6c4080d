from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

T = TypeVar("T", bound=Model)


class PagesById(Generic[T]):
    """Rows for a paginator: counted and cut by their ids alone, loaded for one page only.

    What a line shows is wide; ids in their order come from an index.
    """

    ordered = True

    def __init__(
        self, found: "QuerySet[T]", shown: "QuerySet[T]", number: int | None = None
    ) -> None:
        self.found = found.prefetch_related(None)
        self.shown = shown
        self.number = number

    def count(self) -> int:
        if self.number is None:
            self.number = self.found.order_by().values("pk").count()
        return self.number

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[T]:
        ids = list(self.found.values_list("pk", flat=True)[part])
        return in_order(self.shown, ids)


def in_order(rows: "QuerySet[T]", ids: list[int]) -> list[T]:
    """Load these rows in the order of their ids."""
    loaded = {row.pk: row for row in rows.filter(pk__in=ids).order_by()}
    return [loaded[pk] for pk in ids if pk in loaded]


def paginate(request: HttpRequest, rows: Any, per_page: int = 50) -> Page[Any]:
    """Return the page that ``?page=`` names; nonsense gives the first or the last one."""
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    page.query_prefix = query.urlencode() + "&" if query else ""  # type: ignore[attr-defined]  # for the template
    return page
