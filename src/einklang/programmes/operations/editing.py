"""Write programmes and figures. A figure never overwrites another one."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from einklang.core import audit
from einklang.core.sorting import without_marks
from einklang.core.when import When
from einklang.federation.models import Account
from einklang.federation.rules import directory_refusal
from einklang.programmes.errors import ProgrammeError, RefusedError
from einklang.programmes.models import Figure, Programme, Source

KEY_LENGTH = 70


def save_programme(*, programme: Programme, by: Account) -> Programme:
    """Enter or change a programme or one of its strands."""
    refuse(by)
    act = f"programmes.programme.{'changed' if programme.pk else 'entered'}"
    with transaction.atomic(), audit.acting(by, act):
        programme.key = programme.key or free_key(Programme, programme.name)
        programme.save()
        audit.record(act, by=by, programme=programme.pk)
    return programme


def save_figure(*, figure: Figure, when: When, new_source: Source | None, by: Account) -> Figure:
    """Enter or change a figure; a new source is entered with it.

    :raises ProgrammeError: if the figure has no source: nobody could check it.
    """
    refuse(by)
    act = f"programmes.figure.{'changed' if figure.pk else 'entered'}"
    with transaction.atomic(), audit.acting(by, act):
        if new_source is not None:
            new_source.key = free_key(Source, new_source.title)
            new_source.save()
            figure.source = new_source
        figure.when = when
        figure.key = figure.key or free_key(
            Figure, f"{figure.programme}-{figure.indicator.key}-{figure.year or ''}-{figure.kind}"
        )
        try:
            figure.full_clean()
        except ValidationError as error:
            raise ProgrammeError(" ".join(error.messages)) from error
        figure.save()
        audit.record(act, by=by, figure=figure.pk)
    return figure


def refuse(by: Account) -> None:
    if reason := directory_refusal(by):
        raise RefusedError(reason)


def free_key(model: type[models.Model], source: str) -> str:
    stem = slugify(without_marks(source))[:KEY_LENGTH].rstrip("-") or "x"
    rows = models.QuerySet(model).filter(key__startswith=stem)
    taken = set(rows.values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
