"""Turn rows of the file into drafts of rows of the database, sheet by sheet."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from einklang.core.when import When
from einklang.intake.planning.bench import Bench
from einklang.intake.planning.recognise import Row
from einklang.intake.planning.records import Draft
from einklang.intake.sheets.kinds import Many, Moment, Reference

OWNED = frozenset({"groups", "kinds", "patterns", "activities", "report"})
"""Sheets whose rows belong to the committee (or, without one, to the catalogue)."""


def plain_draft(bench: Bench, row: Row, skip: frozenset[str] = frozenset()) -> Draft:
    """Take every given column as it is; references become rows."""
    sheet = row.sheet
    match: dict[str, Any] = {"body": bench.body} if sheet.key in OWNED else {}
    values: dict[str, Any] = {}
    many: dict[str, Sequence[models.Model]] = {}
    for key in sheet.match:
        match[key] = matched_value(bench, row, key)
    for column in sheet.columns:
        key = column.key
        if key in sheet.match or key in skip or key not in row.values or key in row.broken:
            continue
        is_blank = row.values[key] is None
        if is_blank and not may_clear(row, key):
            continue
        if isinstance(column.kind, Many):
            if isinstance(column.kind.of, Reference):
                many[key] = bench.lookup_all(row, key, column.kind.of.target)
        elif isinstance(column.kind, Reference):
            values[key] = bench.lookup(row, key)
        else:
            values[key] = blank_value(sheet.model, key, row) if is_blank else row.values[key]
    return Draft(sheet, row.number, sheet.model, match, values, many)


def matched_value(bench: Bench, row: Row, key: str) -> Any:
    column = row.sheet.column(key)
    if isinstance(column.kind, Reference):
        return bench.lookup(row, key)
    value = row.values.get(key)
    if value is not None:
        return value
    table_column = row.sheet.model._meta.get_field(key)  # noqa: SLF001 - Django's documented door to columns
    if isinstance(table_column, models.Field) and not table_column.null:
        return table_column.get_default()
    return None


def may_clear(row: Row, key: str) -> bool:
    """Tell whether a blank cell empties the field.

    Shared rows belong to everybody, so a blank leaves them alone. So do fields that are never
    blank: an empty cell "visible to" says nothing.
    """
    if row.sheet.is_shared:
        return False
    kind = row.sheet.column(key).kind
    if isinstance(kind, Moment | Many):
        return True
    if key == "done":
        return False
    table_column = row.sheet.model._meta.get_field(key)  # noqa: SLF001 - as above
    if not isinstance(table_column, models.Field):
        return False
    return bool(table_column.null or (table_column.blank and not table_column.choices))


def blank_value(model: type[models.Model], key: str, row: Row) -> Any:
    if isinstance(row.sheet.column(key).kind, Moment):
        return When.unknown()
    table_column = model._meta.get_field(key)  # noqa: SLF001 - as above
    return None if getattr(table_column, "null", False) else ""
