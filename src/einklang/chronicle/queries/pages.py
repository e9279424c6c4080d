"""Turn over the pages of a long list without touching the rows before."""

from einklang.chronicle.models import Activity
from einklang.chronicle.models.activity import ActivityQuerySet


class Pages:
    """Rows for a paginator: counted and cut by their ids alone, loaded for one page only.

    What a line shows is wide; ids in their order come from an index.
    """

    ordered = True

    def __init__(
        self, found: ActivityQuerySet, shown: ActivityQuerySet, number: int | None = None
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

    def __getitem__(self, part: slice) -> list[Activity]:
        ids = list(self.found.values_list("pk", flat=True)[part])
        return in_order(self.shown, ids)


def in_order(rows: ActivityQuerySet, ids: list[int]) -> list[Activity]:
    """Load these rows in the order of their ids."""
    loaded = {row.pk: row for row in rows.filter(pk__in=ids).order_by()}
    return [loaded[pk] for pk in ids if pk in loaded]
