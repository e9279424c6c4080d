"""Write activities: record, change, move to another state, show to others, delete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from einklang.chronicle import rules
from einklang.chronicle.enums import OccasionKind, Visibility
from einklang.chronicle.errors import ChronicleError, RefusedError, StaleError
from einklang.chronicle.models import Activity, ActivityKind, Occasion, Series, State
from einklang.chronicle.operations.files import erase_on_commit
from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import audit, clock
from einklang.core.sorting import without_marks
from einklang.core.when import When
from einklang.federation.models import Account, Organisation
from einklang.programmes.models import Programme

KEY_LENGTH = 70


@dataclass(frozen=True)
class NewOccasion:
    """An occasion that is made together with the activity it gives rise to."""

    label: str
    kind: str = OccasionKind.OTHER


class ActivityFacts(TypedDict, total=False):
    """What can be said of an activity; a fact that is left out stays as it is."""

    kind: ActivityKind
    state: State | None
    title: str
    title_en: str
    is_quoted: bool
    subject: str
    subject_en: str
    when: When
    year: int | None
    period: str
    place: str
    motto: str
    hashtags: str
    keywords: str
    summary: str
    report_text: str
    report_text_en: str
    url: str
    source: str
    series: Series | None
    series_number: int | None
    programmes: Iterable[Programme]
    occasions: Iterable[Occasion]
    new_occasion: NewOccasion | None
    new_series: str


MANY = ("programmes", "occasions")
MADE_HERE = ("new_occasion", "new_series")


def record_activity(*, body: Organisation, facts: ActivityFacts, by: Account) -> Activity:
    """Enter an activity; without a state it starts with the first one of its life cycle.

    :raises RefusedError: if the account does not enter records for the committee.
    :raises ChronicleError: if kind and state do not fit.
    """
    refuse(rules.record_refusal(by, body))
    with transaction.atomic(), audit.acting(by, "chronicle.activity.recorded"):
        activity = Activity(body=body, visibility=Visibility.COMMITTEE)
        apply_facts(activity, facts)
        activity.key = free_key(activity)
        activity.save()
        apply_relations(activity, facts)
        refresh_search([activity.pk])
        audit.record("chronicle.activity.recorded", by=by, activity=activity.pk)
    return activity


def change_activity(
    *, activity: Activity, facts: ActivityFacts, seen_at: datetime | None, by: Account
) -> Activity:
    """Change the facts named; ``seen_at`` is the ``updated_at`` the editor started from.

    :raises StaleError: if somebody else saved in the meantime; carries the present record.
    """
    refuse(rules.edit_refusal(by, activity))
    with transaction.atomic(), audit.acting(by, "chronicle.activity.changed"):
        current = locked(activity)
        if seen_at is not None and current.updated_at != seen_at:
            raise StaleError(_("Somebody else has changed this record meanwhile."), current)
        apply_facts(current, facts)
        current.save()
        apply_relations(current, facts)
        refresh_search([current.pk])
        audit.record("chronicle.activity.changed", by=by, activity=current.pk)
    return current


def change_state(*, activity: Activity, state: State, by: Account) -> Activity:
    """Move the activity to another state of its life cycle."""
    refuse(rules.edit_refusal(by, activity))
    with transaction.atomic(), audit.acting(by, "chronicle.activity.state_changed"):
        current = locked(activity)
        fit(rules.state_refusal(current.kind, state))
        current.state = state
        current.save()
        audit.record("chronicle.activity.state_changed", by=by, activity=current.pk)
    return current


def set_visibility(*, activity: Activity, visibility: Visibility, by: Account) -> Activity:
    """Say who may read the record."""
    refuse(rules.publish_refusal(by, activity))
    with transaction.atomic(), audit.acting(by, "chronicle.activity.visibility_set"):
        current = locked(activity)
        current.visibility = visibility
        current.save()
        # The committee's own note is found only by those who may read it.
        refresh_search([current.pk])
        audit.record("chronicle.activity.visibility_set", by=by, activity=current.pk)
    return current


def delete_activity(*, activity: Activity, by: Account) -> None:
    """Delete the record with all that hangs on it, files too; its history stays.

    :raises ChronicleError: if something that must stay refers to it.
    """
    refuse(rules.delete_refusal(by, activity))
    number = activity.pk
    try:
        with transaction.atomic(), audit.acting(by, "chronicle.activity.deleted"):
            current = locked(activity)
            erase_on_commit(current.attachments.all())
            current.delete()
            audit.record("chronicle.activity.deleted", by=by, activity=number)
    except (ProtectedError, RestrictedError) as error:
        raise ChronicleError(
            _("The record stands in a report that must stay as it is, so it cannot be deleted.")
        ) from error


def refuse(reason: str | None) -> None:
    if reason is not None:
        raise RefusedError(reason)


def fit(reason: str | None) -> None:
    if reason is not None:
        raise ChronicleError(reason)


def locked(activity: Activity) -> Activity:
    """Load the row anew and keep others from writing it.

    :raises ChronicleError: if it was deleted meanwhile.
    """
    rows = Activity.objects.select_for_update(of=("self",))
    current = rows.select_related("body", "kind", "state").filter(pk=activity.pk).first()
    if current is None:
        raise ChronicleError(_("This record has been deleted meanwhile."))
    return current


def apply_facts(activity: Activity, facts: ActivityFacts) -> None:
    values: dict[str, Any] = dict(facts)
    for name in (*MANY, *MADE_HERE, "state", "year"):
        values.pop(name, None)
    for name, value in values.items():
        setattr(activity, name, value)
    fit(rules.kind_refusal(activity.body, activity.kind))
    state = facts.get("state")
    if state is not None:
        activity.state = state
    elif activity.state_id is None or activity.state.life_cycle_id != activity.kind.life_cycle_id:
        activity.state = first_state(activity.kind)
    fit(rules.state_refusal(activity.kind, activity.state))
    activity.year = facts.get("year") or activity.year or year_of(activity.when)


def first_state(kind: ActivityKind) -> State:
    state = kind.life_cycle.states.order_by("order", "pk").first()
    if state is None:
        raise ChronicleError(_("The kind “%s” has no states yet.") % kind)
    return state


def year_of(when: When) -> int:
    return when.start.year if when.start else clock.today().year


def apply_relations(activity: Activity, facts: ActivityFacts) -> None:
    if "programmes" in facts:
        activity.programmes.set(facts["programmes"])
    if "occasions" in facts:
        activity.occasions.set(facts["occasions"])
    if (new := facts.get("new_occasion")) and new.label:
        activity.occasions.add(occasion_named(new))
    if title := facts.get("new_series"):
        activity.series = series_named(title)
        activity.save()


def occasion_named(new: NewOccasion) -> Occasion:
    """Return the occasion of this label; make it when there is none."""
    known = Occasion.objects.filter(label__iexact=new.label).first()
    key = free_slug(new.label, set(Occasion.objects.values_list("key", flat=True)))
    return known or Occasion.objects.create(key=key, label=new.label, kind=new.kind)


def series_named(title: str) -> Series:
    known = Series.objects.filter(title__iexact=title).first()
    key = free_slug(title, set(Series.objects.values_list("key", flat=True)))
    return known or Series.objects.create(key=key, title=title)


def free_key(activity: Activity) -> str:
    source = f"{activity.kind.key}-{activity.title}-{activity.year}"
    taken = Activity.objects.filter(body=activity.body, key__startswith=slug_of(source)[:20])
    return free_slug(source, set(taken.values_list("key", flat=True)))


def slug_of(text: str) -> str:
    return slugify(without_marks(text)) or "x"


def free_slug(text: str, taken: set[str]) -> str:
    slug = slug_of(text)[:KEY_LENGTH].rstrip("-")
    number, key = 1, slug
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    return key
