"""Write planned records in as few statements as there are tables and sets of columns."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from einklang.core import clock
from einklang.core.models import Sorted, Stamped
from einklang.intake.planning.bench import Bench
from einklang.intake.planning.links import between, many_column
from einklang.intake.planning.records import Record

BATCH = 500

Model = type[models.Model]


def write(bench: Bench) -> None:
    """Write all new and changed rows. The plan entered every table after those it refers to."""
    for model, records in bench.records.items():
        write_new(model, [record for record in records.values() if record.is_new])
    for model, records in bench.records.items():
        write_changed(model, [record for record in records.values() if record.is_changed])
    for model, records in bench.records.items():
        write_many(model, list(records.values()))


def write_new(model: Model, records: list[Record]) -> None:
    """Insert rows; those that refer to rows of their own table follow these."""
    waiting = [record.instance for record in records]
    for row in waiting:
        if isinstance(row, Sorted):
            row.refresh_sort_key()
    own = [
        column
        for column in model._meta.concrete_fields  # noqa: SLF001 - Django's documented door to columns
        if isinstance(column, models.ForeignKey) and column.related_model is model
    ]
    while waiting:
        ready = [row for row in waiting if not any(_waits(row, column) for column in own)]
        model._default_manager.bulk_create(ready, batch_size=BATCH)  # noqa: SLF001 - as above
        written = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in written]


def _waits(row: models.Model, column: "models.ForeignKey[Any, Any]") -> bool:
    other = column.get_cached_value(row, default=None)
    return other is not None and other.pk is None


def write_changed(model: Model, records: list[Record]) -> None:
    """Update rows grouped by the columns that change, so that nothing else is touched."""
    groups: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    for record in records:
        row, columns = record.instance, set(record.old)
        if isinstance(row, Sorted) and columns:
            before = row.sort_key
            row.refresh_sort_key()
            columns |= {"sort_key"} if row.sort_key != before else set()
        if isinstance(row, Stamped):
            row.updated_at = clock.now()
            columns.add("updated_at")
        if columns:
            groups[tuple(sorted(columns))].append(row)
    for names, rows in groups.items():
        model._default_manager.bulk_update(rows, names, batch_size=BATCH)  # noqa: SLF001 - as above


def write_many(model: Model, records: Iterable[Record]) -> None:
    """Link and loosen rows by the tables between them."""
    added: dict[str, list[models.Model]] = defaultdict(list)
    for record in records:
        for name, pks in record.removed.items():
            column = many_column(model, name)
            here, there = column.m2m_column_name(), column.m2m_reverse_name()
            between(column)._default_manager.filter(  # noqa: SLF001 - as above
                **{here: record.instance.pk, f"{there}__in": pks}
            ).delete()
        for name, rows in record.added.items():
            column = many_column(model, name)
            here, there = column.m2m_column_name(), column.m2m_reverse_name()
            added[name] += [
                between(column)(**{here: record.instance.pk, there: row.pk}) for row in rows
            ]
    for name, rows in added.items():
        through = between(many_column(model, name))
        through._default_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001 - as above
