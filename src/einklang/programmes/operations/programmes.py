"""Write programmes and who runs them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from einklang.core import audit
from einklang.core.sorting import without_marks
from einklang.federation.models import Account
from einklang.programmes import rules
from einklang.programmes.errors import ProgrammeError, RefusedError, StaleError
from einklang.programmes.models import Figure, Indicator, Programme, ProgrammeCarrier, Source

KEY_LENGTH = 70


def save_programme(
    *, programme: Programme, seen_at: datetime | None = None, by: Account
) -> Programme:
    """Enter or change a programme; ``seen_at`` is the ``updated_at`` the editor started from.

    :raises StaleError: if somebody else saved in the meantime.
    :raises ProgrammeError: if it cannot be a strand there or ends before it begins.
    """
    refuse(rules.edit_refusal(by))
    act = f"programmes.programme.{'changed' if programme.pk else 'entered'}"
    with transaction.atomic(), audit.acting(by, act):
        check_unchanged(programme, seen_at)
        fit(rules.parent_refusal(programme, programme.parent))
        fit(rules.years_refusal(programme.since_year, programme.until_year))
        programme.key = programme.key or free_key(Programme, programme.name)
        programme.save()
        audit.record(act, by=by, programme=programme.pk)
    return programme


def add_carrier(*, carrier: ProgrammeCarrier, by: Account) -> ProgrammeCarrier:
    """Add who runs the programme, in which role.

    :raises ProgrammeError: if it stands there already or ends before it begins.
    """
    refuse(rules.edit_refusal(by))
    act = "programmes.carrier.added"
    with transaction.atomic(), audit.acting(by, act):
        fit(rules.years_refusal(carrier.since_year, carrier.until_year))
        try:
            carrier.validate_constraints()
        except ValidationError as error:
            raise ProgrammeError(_("This is entered already.")) from error
        carrier.save()
        audit.record(act, by=by, carrier=carrier.pk, programme=carrier.programme_id)
    return carrier


def remove_carrier(*, carrier: ProgrammeCarrier, by: Account) -> None:
    """Take a carrier off its programme; the history keeps it."""
    refuse(rules.edit_refusal(by))
    act, key = "programmes.carrier.removed", carrier.pk
    with transaction.atomic(), audit.acting(by, act):
        carrier.delete()
        audit.record(act, by=by, carrier=key, programme=carrier.programme_id)


def refuse(reason: str | None) -> None:
    if reason is not None:
        raise RefusedError(reason)


def fit(reason: str | None) -> None:
    if reason is not None:
        raise ProgrammeError(reason)


def check_unchanged(row: Programme | Figure, seen_at: datetime | None) -> None:
    """Lock the row as it is stored, and refuse to write over what the editor has not seen.

    :raises StaleError: if it was changed or deleted in the meantime.
    """
    if row.pk is None:
        return
    rows: models.QuerySet[Any] = models.QuerySet(type(row))
    stored = rows.select_for_update().filter(pk=row.pk)
    changed_at = stored.values_list("updated_at", flat=True).first()
    if changed_at is None or (seen_at is not None and changed_at != seen_at):
        raise StaleError(_("Somebody else has changed this meanwhile. Please load it again."))


def free_key(model: type[Programme | Figure | Source | Indicator], text: str) -> str:
    """Make a key of the text that no row has yet."""
    stem = slugify(without_marks(text))[:KEY_LENGTH].rstrip("-") or "x"
    rows: models.QuerySet[Any] = models.QuerySet(model)
    taken = set(rows.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
