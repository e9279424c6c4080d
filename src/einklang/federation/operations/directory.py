"""Write the directory: organisations, people, and their terms. Ended terms stay."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from einklang.core import audit
from einklang.core.sorting import without_marks
from einklang.federation import rules
from einklang.federation.errors import FederationError, RefusedError
from einklang.federation.models import Account, Office, Organisation, Person
from einklang.federation.models.organisation import Term

KEY_LENGTH = 70

Row = TypeVar("Row", bound=models.Model)
Entry = TypeVar("Entry", Organisation, Person, Office)
TermRow = TypeVar("TermRow", bound=Term)


def save_entry(*, entry: Entry, by: Account) -> Entry:
    """Enter or change an organisation, a person or an office.

    :raises RefusedError: if the account belongs to no committee that may.
    """
    refuse(by)
    act = f"federation.{word_for(entry)}.{'changed' if entry.pk else 'entered'}"
    with transaction.atomic(), audit.acting(by, act):
        if not entry.key:
            entry.key = free_key(type(entry), entry.sort_source())
        entry.save()
        audit.record(act, by=by, row=entry.pk)
    return entry


def rename(*, organisation: Organisation, name: str, since: date, by: Account) -> Organisation:
    """Give a new name from a day on and keep the old one with its end.

    :raises FederationError: if a former name is valid on that day already.
    """
    refuse(by)
    act = "federation.organisation.renamed"
    with transaction.atomic(), audit.acting(by, act):
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        latest = row.former_names.order_by("-valid_until").first()
        begun = latest.valid_until if latest else None
        if begun is not None and begun >= since:
            raise FederationError(_("Another name was valid on this day."))
        row.former_names.create(
            name=row.name,
            short_name=row.short_name,
            valid_from=begun and date.fromordinal(begun.toordinal() + 1),
            valid_until=date.fromordinal(since.toordinal() - 1),
        )
        row.name = name
        row.save()
        audit.record(act, by=by, row=row.pk)
    return row


def add_row(*, row: Row, by: Account, many: dict[str, Any] | None = None) -> Row:
    """Add a membership, a mandate, a term of office, an affiliation or a lead.

    :raises FederationError: if the same term stands there already or ends before it starts.
    """
    refuse(by)
    act = f"federation.{word_for(row)}.added"
    with transaction.atomic(), audit.acting(by, act):
        try:
            row.full_clean()
        except ValidationError as error:
            raise FederationError(" ".join(error.messages)) from error
        row.save()
        for name, values in (many or {}).items():
            getattr(row, name).set(values)
        audit.record(act, by=by, row=row.pk)
    return row


def end_term(*, term: TermRow, until: date, by: Account) -> TermRow:
    """End a term on a day; it stays in the history.

    :raises FederationError: if it would end before it began.
    """
    refuse(by)
    if term.since is not None and until < term.since:
        raise FederationError(_("The end lies before the beginning."))
    act = f"federation.{word_for(term)}.ended"
    with transaction.atomic(), audit.acting(by, act):
        term.until = until
        term.save()
        audit.record(act, by=by, row=term.pk)
    return term


def word_for(row: models.Model) -> str:
    return type(row).__name__.lower()


def refuse(by: Account) -> None:
    if reason := rules.directory_refusal(by):
        raise RefusedError(reason)


def free_key(model: type[models.Model], source: str) -> str:
    stem = slugify(without_marks(source))[:KEY_LENGTH].rstrip("-") or "x"
    taken = set(models.QuerySet(model).filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
