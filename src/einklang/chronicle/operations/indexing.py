"""Keep the search column of activities equal to what they say."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet

from einklang.chronicle.enums import Visibility
from einklang.chronicle.models import Activity, Participation
from einklang.core.sorting import fold_for_index

BATCH = 500


def refresh_search(activities: Iterable[int] | None = None) -> int:
    """Rewrite the search text of the activities with these ids, of all when none are named.

    :returns: how many texts were out of date.
    """
    if activities is None:
        return sum(refresh_batch(batch) for batch in batches(all_ids()))
    return sum(refresh_batch(batch) for batch in batches(activities))


def all_ids() -> Iterable[int]:
    return Activity.objects.order_by("pk").values_list("pk", flat=True)


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    everything = list(ids)
    for start in range(0, len(everything), BATCH):
        yield everything[start : start + BATCH]


def refresh_batch(ids: list[int]) -> int:
    stale = []
    for activity in with_words(Activity.objects.filter(pk__in=ids)):
        text = search_text_of(activity)
        if text != activity.search_text:
            activity.search_text = text
            stale.append(activity)
    Activity.objects.bulk_update(stale, ["search_text"], batch_size=BATCH)
    return len(stale)


def with_words(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Load everything the search text is made of in a constant number of queries."""
    actors = Participation.objects.select_related("organisation", "office", "person")
    return activities.select_related("kind", "series").prefetch_related(
        Prefetch("participations", queryset=actors), "programmes", "occasions"
    )


def search_text_of(activity: Activity) -> str:
    kind = activity.kind
    words = [
        activity.title,
        activity.title_en,
        activity.subject,
        activity.subject_en,
        activity.keywords,
        activity.motto,
        " ".join(activity.hashtag_list),
        activity.place,
        kind.label,
        kind.label_plural,
        kind.label_en,
        activity.series.title if activity.series else "",
    ]
    if activity.visibility == Visibility.COMMITTEE:
        # Elsewhere a reader without sight of the note could guess its words by searching.
        words.append(activity.summary)
    for part in activity.participations.all():
        words += actor_words(part)
    for programme in activity.programmes.all():
        words += [programme.name, programme.short_name, programme.name_en]
    for occasion in activity.occasions.all():
        words += [occasion.label, occasion.label_en]
    return fold_for_index(" ".join(filter(None, words)))


def actor_words(part: Participation) -> list[str]:
    if part.organisation:
        return [part.organisation.name, part.organisation.short_name, part.organisation.name_en]
    if part.office:
        return [part.office.name, part.office.name_en]
    return [str(part.person) if part.person else part.name]
