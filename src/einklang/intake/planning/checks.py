"""Rules over several columns of one row, asked before the database would refuse."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from einklang.chronicle.models import ActivityLink
from einklang.federation.enums import BODY_KINDS
from einklang.federation.models import (
    Affiliation,
    Membership,
    Organisation,
    OrganisationName,
)
from einklang.intake.planning.bench import Bench, identity_in
from einklang.intake.planning.records import Record, identity
from einklang.intake.problems import Problem
from einklang.programmes.models import Programme

SPANS = (("since", "until"), ("valid_from", "valid_until"), ("since_year", "until_year"))


def check_records(bench: Bench) -> None:
    """Add a problem for everything that cannot be kept as it stands."""
    foreign = foreign_bodies(bench)
    for records in bench.records.values():
        for record in records.values():
            message = _refusal(record) or _foreign_refusal(record, foreign)
            if message:
                bench.problems.add(Problem(message, record.sheet.title, record.row))


def _refusal(record: Record) -> str | None:
    row = record.instance
    for first, last in SPANS:
        start, end = getattr(row, first, None), getattr(row, last, None)
        if start is not None and end is not None and end < start:
            return _("The end lies before the start.")
    if isinstance(row, Affiliation) and _is_same(row, "organisation", "parent"):
        return _("An organisation cannot belong to itself.")
    if isinstance(row, ActivityLink) and _is_same(row, "source", "target"):
        return _("An activity cannot be linked with itself.")
    if isinstance(row, Programme) and _is_own_ancestor(row):
        return _("The programme would be a part of itself.")
    return None


def _is_same(row: models.Model, one: str, other: str) -> bool:
    first, second = identity_in(row, one), identity_in(row, other)
    return first is not None and first == second


def _is_own_ancestor(programme: Programme) -> bool:
    seen = {identity(programme)}
    above = programme.parent
    while above is not None:
        if identity(above) in seen:
            return True
        seen.add(identity(above))
        above = above.parent
    return False


def foreign_bodies(bench: Bench) -> dict[int, str]:
    """Return the committees other than ours that are at work here."""
    used = Q(accesses__isnull=False) | Q(activities__isnull=False)
    others = Organisation.objects.filter(used, kind__in=BODY_KINDS).distinct()
    own = bench.body.pk if bench.body is not None else None
    return {body.pk: str(body) for body in others if body.pk != own}


def _foreign_refusal(record: Record, foreign: dict[int, str]) -> str | None:
    """Nobody changes another committee by an import: neither its entry nor its members."""
    if not (record.is_new or record.is_changed):
        return None
    row = record.instance
    place: Any = row.pk if isinstance(row, Organisation) else None
    if isinstance(row, Membership | OrganisationName):
        place = row.organisation_id
    if place in foreign:
        return _("This belongs to another committee: %s.") % foreign[place]
    return None
