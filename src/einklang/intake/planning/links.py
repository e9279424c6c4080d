"""Compare sets of linked rows (programmes of an activity) with what is recorded."""

from typing import Any

from django.db import models

from einklang.intake.planning.bench import Bench
from einklang.intake.planning.records import Record, identity


def many_column(model: type[models.Model], name: str) -> "models.ManyToManyField[Any, Any]":
    column = model._meta.get_field(name)  # noqa: SLF001 - Django's documented door to columns
    if not isinstance(column, models.ManyToManyField):
        raise TypeError(name)
    return column


def between(column: "models.ManyToManyField[Any, Any]") -> type[models.Model]:
    """Return the table between the two."""
    through = column.remote_field.through
    if through is None or isinstance(through, str):
        raise TypeError(column)
    return through


def compare_many(bench: Bench) -> None:
    """Find what is to be linked and what is to be loosened; one query a column."""
    for model, records in bench.records.items():
        told = [record for record in records.values() if record.many]
        names = {name for record in told for name in record.many}
        for name in names:
            own = [record for record in told if name in record.many]
            recorded = _recorded(model, name, own)
            for record in own:
                _compare(record, name, recorded.get(record.instance.pk, set()))


def _recorded(model: type[models.Model], name: str, records: list[Record]) -> dict[Any, set[int]]:
    column = many_column(model, name)
    here, there = column.m2m_column_name(), column.m2m_reverse_name()
    pks = [record.instance.pk for record in records if record.instance.pk]
    rows = between(column)._default_manager.filter(**{f"{here}__in": pks})  # noqa: SLF001 - Django's documented door to rows
    found: dict[Any, set[int]] = {}
    for own, other in rows.values_list(here, there):
        found.setdefault(own, set()).add(other)
    return found


def _compare(record: Record, name: str, recorded: set[int]) -> None:
    wanted = {identity(row): row for row in record.many[name]}
    added = [row for row in wanted.values() if row.pk is None or row.pk not in recorded]
    kept = {row.pk for row in wanted.values()}
    removed = sorted(recorded - kept)
    if added:
        record.added[name] = added
    if removed:
        record.removed[name] = removed
