"""Find who may take part: organisations, offices and people, by what is typed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from einklang.core.sorting import fold_for_index, query_words
from einklang.federation.models import Office, Organisation, Person

SHOWN_ACTORS = 12
MOST = 500
LONGEST_ID = 18
COLUMNS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "organisation": (Organisation, ("name", "short_name")),
    "office": (Office, ("name",)),
    "person": (Person, ("family_name", "given_name")),
}


@dataclass(frozen=True)
class FoundActor:
    reference: str
    """organisation:12, office:3 or person:7."""
    name: str
    note: str = ""


def found_actors(text: str, tables: tuple[str, ...] = tuple(COLUMNS)) -> list[FoundActor]:
    """Search organisations, offices and people whose names have every word."""
    found = []
    for table in tables:
        for row in with_words(table, text)[:SHOWN_ACTORS]:
            note = row.short_name if table == "organisation" else ""
            found.append(FoundActor(f"{table}:{row.pk}", name_of(row), note))
    return found[:SHOWN_ACTORS]


def named(table: str, text: str) -> list[Any]:
    """Return the row of this number, or those of exactly this name, or all that fit."""
    if text.isdecimal():
        rows = COLUMNS[table][0].objects
        return list(rows.filter(pk=text)) if len(text) <= LONGEST_ID else []
    fitting = list(with_words(table, text)[:MOST])
    return [row for row in fitting if name_of(row) == text] or fitting


def name_of(row: Any) -> str:
    return str(row) if isinstance(row, Person) else str(row.name)


def with_words(table: str, text: str) -> "QuerySet[Any]":
    """Keep rows that have each word in the sort key (folded) or in a column as typed."""
    model, columns = COLUMNS[table]
    rows: QuerySet[Any] = model.objects.all()
    words = query_words(text)
    for word in words:
        found = Q(sort_key__contains=fold_for_index(word))
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(found)
    return rows if words else rows.none()
