"""What the public may read: published records, papers and reports, nothing else."""

from django.db.models import Prefetch, Q, QuerySet

from einklang.chronicle.models import Activity, Participation
from einklang.core import clock
from einklang.core.sorting import query_words
from einklang.reports.models import Report, ReportVersion


def public_records() -> QuerySet[Activity]:
    """Return the records anybody may read.

    A paper under embargo is no record yet, whatever its visibility says.
    """
    embargo = Q(paper__publication__public_at__gt=clock.now())
    return Activity.objects.public().exclude(embargo)


def public_activities() -> QuerySet[Activity]:
    """Return the published records, latest first, with what a list shows."""
    return (
        public_records()
        .select_related("kind", "kind__group", "state", "body")
        .prefetch_related("programmes")
        .order_by("-year", "-when_start", "sort_key")
    )


def public_activity_page() -> QuerySet[Activity]:
    """Return the published records with all that their own page shows."""
    actors = Participation.objects.select_related(
        "organisation", "office", "person", "mandate__group"
    ).prefetch_related("affiliations__organisation")
    return public_activities().prefetch_related(
        Prefetch("participations", queryset=actors),
        "occasions",
        "demands",
        "outcomes",
        "claims",
    )


def found(activities: QuerySet[Activity], text: str, year: int | None) -> QuerySet[Activity]:
    """Keep what has every word somewhere, and stands in the year."""
    for word in query_words(text):
        activities = activities.filter(search_text__contains=word)
    return activities.filter(year=year) if year else activities


def public_years() -> list[int]:
    years = public_records().order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def public_reports() -> QuerySet[Report]:
    return (
        Report.objects.filter(published_version__isnull=False)
        .select_related("body", "published_version")
        .order_by("-year", "body__sort_key")
    )


def public_versions() -> QuerySet[ReportVersion]:
    """Return the version of each report that is published now."""
    published = Report.objects.filter(published_version__isnull=False)
    return ReportVersion.objects.filter(
        pk__in=published.values("published_version_id")
    ).select_related("report__body")
