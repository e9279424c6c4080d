"""One row of the database as the file wants it: what it was, what it becomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from einklang.core import clock
from einklang.core.models import Dated
from einklang.core.when import When
from einklang.intake.sheets import Sheet
from einklang.intake.sheets.sheet import Column

LONGEST_SHOWN = 160


def identity(value: Any) -> Any:
    """Return what makes two values the same; rows not yet written are themselves only."""
    if isinstance(value, models.Model):
        return (type(value), value.pk) if value.pk else (type(value), "new", id(value))
    return value


@dataclass(frozen=True)
class Draft:
    """What one row of the file says about one row of the database."""

    sheet: Sheet
    row: int
    model: type[models.Model]
    match: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    many: dict[str, Sequence[models.Model]] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    """Only for new rows."""
    is_derived: bool = False
    """Said beside another thing, so it may be said again."""


@dataclass
class Record:
    sheet: Sheet
    row: int
    instance: models.Model
    is_new: bool
    old: dict[str, Any] = field(default_factory=dict)
    """By table column: what stood there before the file."""
    many: dict[str, Sequence[models.Model]] = field(default_factory=dict)
    added: dict[str, list[models.Model]] = field(default_factory=dict)
    removed: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        return not self.is_new and bool(self.old or self.added or self.removed)

    def apply(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            for column, new in expanded(self.instance, name, value).items():
                self._set(column, new)

    def _set(self, column: str, new: Any) -> None:
        table_column = self.instance._meta.get_field(column)  # noqa: SLF001 - Django's documented door to columns
        if isinstance(table_column, models.ForeignKey):
            is_same = self._is_same_row(table_column, new)
        else:
            is_same = getattr(self.instance, column) == new
        if is_same:
            return
        if not self.is_new:
            before = getattr(self.instance, column)
            self.old.setdefault(column, before)
        setattr(self.instance, column, new)

    def _is_same_row(self, column: "models.ForeignKey[Any, Any]", new: Any) -> bool:
        present = getattr(self.instance, column.attname)
        if new is None:
            cached = column.get_cached_value(self.instance, default=None)
            return present is None and cached is None
        if new.pk is None:
            return column.get_cached_value(self.instance, default=None) is new
        return bool(present == new.pk)


def expanded(instance: models.Model, name: str, value: Any) -> dict[str, Any]:
    """Return the table columns behind a column of the file."""
    if name == "when" and isinstance(value, When):
        return {
            "when_precision": value.precision,
            "when_start": value.start,
            "when_end": value.end,
        }
    if name == "done":
        done_at = getattr(instance, "done_at", None)
        return {"done_at": (done_at or clock.now()) if value else None}
    return {name: value}


@dataclass(frozen=True)
class Change:
    """One line of "what would happen"."""

    sheet: str
    row: int
    label: str
    column: str
    old: str
    new: str


def changes_of(record: Record) -> list[Change]:
    """Describe what changes, column by column, in the reader's language."""
    found = []
    label = shown(str(record.instance))
    for name, old in columns_changed(record).items():
        found.append(
            Change(
                record.sheet.title,
                record.row,
                label,
                title_of(record.sheet, name),
                shown(old),
                shown(value_now(record.instance, name)),
            )
        )
    for name in {*record.added, *record.removed}:
        now = list(record.many[name])
        added = {id(row) for row in record.added.get(name, [])}
        kept = [row for row in now if id(row) not in added]
        before = [*map(str, kept), *map(str, loosened(record, name))]
        found.append(
            Change(
                record.sheet.title,
                record.row,
                label,
                title_of(record.sheet, name),
                shown("; ".join(before)),
                shown("; ".join(map(str, now))),
            )
        )
    return found


def loosened(record: Record, name: str) -> Iterable[models.Model]:
    """Return the rows that are linked now and will not be."""
    column = type(record.instance)._meta.get_field(name)  # noqa: SLF001 - Django's documented door to columns
    if column.related_model is None or isinstance(column.related_model, str):
        return []
    rows = column.related_model._default_manager  # noqa: SLF001 - as above
    return rows.filter(pk__in=record.removed.get(name, []))


def columns_changed(record: Record) -> dict[str, Any]:
    """Return the old values by the file's columns: three columns of a date are one."""
    old = dict(record.old)
    names = ("when_precision", "when_start", "when_end")
    if isinstance(record.instance, Dated) and any(name in old for name in names):
        parts = [old.pop(name, getattr(record.instance, name)) for name in names]
        old["when"] = When(*parts)
    if "done_at" in old:
        old["done"] = old.pop("done_at") is not None
    return old


def value_now(instance: models.Model, name: str) -> Any:
    if name == "done":
        return getattr(instance, "done_at", None) is not None
    display = getattr(instance, f"get_{name}_display", None)
    return display() if display else getattr(instance, name)


def title_of(sheet: Sheet, name: str) -> str:
    columns: dict[str, Column] = {column.key: column for column in sheet.columns}
    return columns[name].title if name in columns else name


def shown(value: Any) -> str:
    """Print a value for a human eye, cut to one line."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    language = (get_language() or "de")[:2]
    if isinstance(value, When):
        return value.text(language) or "–"
    if isinstance(value, date):
        return When.day(value).text(language)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
