"""What associations are called in Word files and synopses: short, and never two the same."""

from collections.abc import Iterable

from einklang.federation.models import Organisation
from einklang.papers.models import Consultation


def names_in(circulation_id: int) -> dict[int, str]:
    """Return the name of each association asked, by its id."""
    asked = Consultation.objects.filter(circulation=circulation_id).select_related("association")
    return unmistakable(consultation.association for consultation in asked)


def unmistakable(associations: Iterable[Organisation]) -> dict[int, str]:
    """Return short names, the whole name where two share one, and a number where even that is."""
    found = sorted(associations, key=lambda one: one.pk)
    short = [one.short_name or one.name for one in found]
    names: dict[int, str] = {}
    for one, name in zip(found, short, strict=True):
        whole = one.name if short.count(name) > 1 else name
        candidate, number = whole, 1
        while candidate in names.values():
            number += 1
            candidate = f"{whole} ({number})"
        names[one.pk] = candidate[:120]
    return names
