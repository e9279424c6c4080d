"""Activities with what lists and the record's own page show."""

from collections.abc import Iterable

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Prefetch, Q, QuerySet

from einklang.chronicle.models import (
    Activity,
    ActivityKind,
    ActivityLink,
    FollowUp,
    Participation,
    State,
)
from einklang.chronicle.models.activity import ActivityQuerySet
from einklang.chronicle.queries.gaps import with_gaps
from einklang.core.pagination import in_order
from einklang.core.sorting import sort_key
from einklang.federation.models import Organisation
from einklang.federation.rules import Visitor

SEARCH_COLUMNS = ("search_text", "search_vector")
"""Long, and nobody shows them."""
ALIKE = (0.85, 0.65, 0.45)
"""Tried in turn: where many titles are alike, only the nearest are compared."""
SHORTEST_TITLE = 6
SHOWN_DUPLICATES = 5


def actors_of_participations() -> QuerySet[Participation]:
    return Participation.objects.select_related(
        "organisation", "office", "person", "mandate__group"
    ).prefetch_related("affiliations__organisation")


def listed_activities(user: Visitor, body: Organisation) -> ActivityQuerySet:
    """Return the committee's records the visitor may read, with what a line shows."""
    return (
        Activity.objects.in_body(body, user)
        .select_related("kind", "state")
        .prefetch_related("programmes")
        .defer(*SEARCH_COLUMNS)
    )


def exported_activities(activities: ActivityQuerySet) -> ActivityQuerySet:
    """Add what a file of them names."""
    return activities.select_related("kind", "state", "series").prefetch_related(
        Prefetch("participations", queryset=actors_of_participations()),
        "programmes",
        "occasions",
    )


def activity_page(user: Visitor) -> ActivityQuerySet:
    """Return readable records with everything their page shows, gaps included.

    A link is shown only when the visitor may read its other end too.
    """
    readable = Activity.objects.visible_to(user)
    ends = Activity.objects.select_related("kind", "state").defer(*SEARCH_COLUMNS)
    outgoing = ActivityLink.objects.filter(target__in=readable)
    incoming = ActivityLink.objects.filter(source__in=readable)
    return with_gaps(
        readable.select_related("body", "kind", "kind__group", "state", "series").defer(
            *SEARCH_COLUMNS
        )
    ).prefetch_related(
        Prefetch("participations", queryset=actors_of_participations()),
        Prefetch("links", queryset=outgoing.prefetch_related(Prefetch("target", queryset=ends))),
        Prefetch(
            "linked_from", queryset=incoming.prefetch_related(Prefetch("source", queryset=ends))
        ),
        Prefetch("follow_ups", queryset=FollowUp.objects.select_related("responsible")),
        "programmes",
        "occasions",
        "demands",
        "outcomes",
        "claims",
        "attachments",
    )


def near_duplicates(
    user: Visitor, body: Organisation, title: str, leave_out: int | None = None
) -> list[Activity]:
    """Return readable records whose titles are nearly the same, the most alike first."""
    key = sort_key(title)
    if len(key) < SHORTEST_TITLE:
        return []
    alike = (
        Activity.objects.in_body(body, user)
        .filter(sort_key__trigram_word_similar=key)
        .annotate(alikeness=TrigramWordSimilarity(key, "sort_key"))
        .order_by("-alikeness", "-year", "pk")
    )
    if leave_out:
        alike = alike.exclude(pk=leave_out)
    ids: list[int] = []
    with transaction.atomic(), connection.cursor() as cursor:
        for threshold in ALIKE:
            # The operator, which the index answers, compares with this setting.
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)",
                [str(threshold)],
            )
            ids = ids or list(alike.values_list("pk", flat=True)[:SHOWN_DUPLICATES])
    return in_order(listed_activities(user, body).prefetch_related(None), ids)


def kinds_for(body: Organisation) -> QuerySet[ActivityKind]:
    """Return the shared kinds and the committee's own; its own goes before a shared one."""
    own = ActivityKind.objects.filter(body=body)
    return (
        ActivityKind.objects.filter(Q(body=body) | Q(body=None))
        .exclude(Q(body=None) & Q(key__in=own.values("key")))
        .select_related("group")
        .order_by("order", "label")
    )


def states_for(kinds: Iterable[ActivityKind]) -> QuerySet[State]:
    cycles = {kind.life_cycle_id for kind in kinds}
    return State.objects.filter(life_cycle__in=cycles).order_by("life_cycle", "order")
