"""Write what hangs on an activity: participations, links, demands, outcomes, numbers."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from einklang.chronicle import rules
from einklang.chronicle.enums import ParticipationRole
from einklang.chronicle.errors import ChronicleError
from einklang.chronicle.models import (
    Activity,
    ActivityLink,
    Claim,
    Demand,
    FollowUp,
    Outcome,
    Participation,
)
from einklang.chronicle.operations.activities import fit, locked, refuse
from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import audit, clock
from einklang.core.when import Precision
from einklang.federation.models import Account, Mandate, Membership, Office, Organisation, Person

Part = Participation | ActivityLink | Demand | Outcome | Claim | FollowUp


@dataclass(frozen=True)
class Actor:
    """Exactly one of the four is given."""

    organisation: Organisation | None = None
    office: Office | None = None
    person: Person | None = None
    name: str = ""


def add_participation(
    *,
    activity: Activity,
    role: ParticipationRole,
    actor: Actor,
    with_standing: bool = True,
    by: Account,
) -> Participation:
    """Let an actor take part; a person brings mandate and functions held at that time.

    :raises ChronicleError: if the actor has this role already.
    """
    refuse(rules.edit_refusal(by, activity))
    with transaction.atomic(), audit.acting(by, "chronicle.participation.added"):
        current = locked(activity)
        part = Participation(
            activity=current,
            role=role,
            organisation=actor.organisation,
            office=actor.office,
            person=actor.person,
            name=actor.name,
            order=current.participations.count(),
        )
        if actor.person and with_standing:
            part.mandate = mandate_at(actor.person, current)
        save_once(part)
        if actor.person and with_standing and part.mandate is None:
            part.affiliations.set(memberships_at(actor.person, current))
        refresh_search([current.pk])
        audit.record("chronicle.participation.added", by=by, activity=current.pk)
    return part


def add_part(*, part: Part, by: Account) -> Part:
    """Hang a new link, demand, outcome, number or follow-up on its activity.

    :raises ChronicleError: if it stands there already, or a link leads to itself.
    """
    activity = activity_of(part)
    refuse(rules.edit_refusal(by, activity))
    act = f"chronicle.{part._meta.model_name}.added"  # noqa: SLF001 - Django's public name
    with transaction.atomic(), audit.acting(by, act):
        current = locked(activity)
        if isinstance(part, ActivityLink):
            fit(rules.link_refusal(part.source, part.target))
        if isinstance(part, Demand):
            part.order = current.demands.count()
        save_once(part)
        audit.record(act, by=by, activity=current.pk)
    return part


def remove_part(*, part: Part, by: Account) -> None:
    """Take a participation, link, demand, outcome, number or follow-up off its activity."""
    activity = activity_of(part)
    refuse(rules.edit_refusal(by, activity))
    act = f"chronicle.{part._meta.model_name}.removed"  # noqa: SLF001 - Django's public name
    with transaction.atomic(), audit.acting(by, act):
        part.delete()
        if isinstance(part, Participation):
            refresh_search([activity.pk])
        audit.record(act, by=by, activity=activity.pk)


def finish_follow_up(*, follow_up: FollowUp, by: Account) -> FollowUp:
    """Tick a follow-up off; a second time changes nothing."""
    refuse(rules.edit_refusal(by, follow_up.activity))
    with transaction.atomic(), audit.acting(by, "chronicle.followup.done"):
        current = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
        if current.done_at is None:
            current.done_at = clock.now()
            current.save()
            audit.record("chronicle.followup.done", by=by, follow_up=current.pk)
    return current


def activity_of(part: Part) -> Activity:
    return part.source if isinstance(part, ActivityLink) else part.activity


def save_once(part: Part) -> None:
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError as error:
        raise ChronicleError(_("This is recorded already.")) from error


def mandate_at(person: Person, activity: Activity) -> Mandate | None:
    """Return the seat held on the day of the activity, the latest one if several."""
    held = person.mandates.filter(held_between(*days_of(activity)))
    return held.order_by("-since", "-pk").first()


def memberships_at(person: Person, activity: Activity) -> QuerySet[Membership]:
    """Return the functions with a title of their own held on the day of the activity."""
    return person.memberships.filter(held_between(*days_of(activity))).exclude(function="")


def days_of(activity: Activity) -> tuple[date, date]:
    when = activity.when
    if when.precision != Precision.UNKNOWN and when.start and when.end:
        return when.start, when.end
    return date(activity.year, 1, 1), date(activity.year, 12, 31)


def held_between(first: date, latest: date) -> Q:
    started = Q(since=None) | Q(since__lte=latest)
    return started & (Q(until=None) | Q(until__gte=first))
