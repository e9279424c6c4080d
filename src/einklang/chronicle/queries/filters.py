"""Choose and order activities by what a reader asks for."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import OrderBy

from einklang.chronicle.enums import Phase
from einklang.chronicle.models import Activity, ActivityKind, Participation
from einklang.chronicle.models.activity import ActivityQuerySet
from einklang.chronicle.queries.gaps import having_gap
from einklang.core.sorting import query_words

MAX_WORDS = 12

LATEST_FIRST: tuple[str | OrderBy, ...] = (F("when_start").desc(nulls_last=True), "sort_key", "pk")
# Phases in the order of a life, not of the alphabet.
PHASE_ORDER = Case(
    *(When(state__phase=phase, then=Value(place)) for place, phase in enumerate(Phase)),
    default=Value(len(Phase)),
    output_field=IntegerField(),
)
ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "-date": LATEST_FIRST,
    "date": (F("when_start").asc(nulls_last=True), "sort_key", "pk"),
    "title": ("sort_key", "pk"),
    "-title": ("-sort_key", "-pk"),
    "kind": ("kind__order", "kind__label", *LATEST_FIRST),
    "-kind": ("-kind__order", "-kind__label", *LATEST_FIRST),
    "state": (PHASE_ORDER.asc(), "state__order", *LATEST_FIRST),
    "-state": (PHASE_ORDER.desc(), "-state__order", *LATEST_FIRST),
}
DEFAULT_ORDER = "-date"


@dataclass(frozen=True)
class Criteria:
    """What a reader asks for; nothing asked keeps everything."""

    text: str = ""
    year: int | None = None
    kind: int | None = None
    group: int | None = None
    state: str = ""
    """Key of the state, the same in every life cycle."""
    phase: str = ""
    programme: int | None = None
    organisation: int | tuple[int, ...] | None = None
    """One, or all those with a name that was typed; an empty tuple fits nothing."""
    person: int | tuple[int, ...] | None = None
    occasion: int | None = None
    visibility: str = ""
    gap: str = ""
    """Key of a gap, or ``any``."""
    sort: str = DEFAULT_ORDER


def chosen(activities: ActivityQuerySet, criteria: Criteria) -> ActivityQuerySet:
    """Apply every criterion and the order."""
    activities = by_text(by_columns(activities, criteria), criteria.text)
    if criteria.gap:
        activities = having_gap(activities, "" if criteria.gap == "any" else criteria.gap)
    return ordered(by_actors(activities, criteria), criteria.sort)


def by_columns(activities: ActivityQuerySet, criteria: Criteria) -> ActivityQuerySet:
    if criteria.year:
        activities = activities.in_year(criteria.year)
    # Ids of kinds are few: named in full they let the index on the activities decide.
    if criteria.group:
        kinds = ActivityKind.objects.filter(group=criteria.group)
        activities = activities.filter(kind__in=list(kinds.values_list("pk", flat=True)))
    columns = {
        "kind": criteria.kind,
        "state__key": criteria.state,
        "state__phase": criteria.phase,
        "visibility": criteria.visibility,
    }
    return activities.filter(**{name: value for name, value in columns.items() if value})


def by_actors(activities: ActivityQuerySet, criteria: Criteria) -> ActivityQuerySet:
    """Keep what the programme, the occasion or the actor has to do with."""
    if criteria.programme:
        through = Activity.programmes.through.objects
        rows = through.filter(
            Q(programme=criteria.programme) | Q(programme__parent=criteria.programme)
        )
        activities = activities.filter(pk__in=rows.values("activity_id"))
    if criteria.occasion:
        told = Activity.occasions.through.objects.filter(occasion=criteria.occasion)
        activities = activities.filter(pk__in=told.values("activity_id"))
    if (ids := several(criteria.organisation)) is not None:
        acting = Q(organisation__in=ids) | Q(office__organisation__in=ids)
        parts = Participation.objects.filter(acting)
        activities = activities.filter(pk__in=parts.values("activity_id"))
    if (ids := several(criteria.person)) is not None:
        parts = Participation.objects.filter(person__in=ids)
        activities = activities.filter(pk__in=parts.values("activity_id"))
    return activities


def several(asked: int | tuple[int, ...] | None) -> tuple[int, ...] | None:
    if isinstance(asked, tuple):
        return asked
    return (asked,) if asked else None


def by_text(activities: ActivityQuerySet, text: str) -> ActivityQuerySet:
    """Keep what has every word: by its stem, or as a part of a longer word."""
    for word in query_words(text)[:MAX_WORDS]:
        stem = SearchQuery(word, config="german", search_type="plain")
        activities = activities.filter(Q(search_vector=stem) | Q(search_text__contains=word))
    return activities


def ordered(activities: ActivityQuerySet, sort: str) -> ActivityQuerySet:
    return activities.order_by(*ORDERS.get(sort, ORDERS[DEFAULT_ORDER]))
