from django.db.models import QuerySet

from einklang.federation.models import Organisation
from einklang.federation.rules import Visitor
from einklang.reports.models import Report, ReportSection, ReportVersion


def reports_of(user: Visitor, body: Organisation) -> QuerySet[Report]:
    """List the committee's reports, with what a list shows."""
    return (
        Report.objects.visible_to(user)
        .filter(body=body)
        .select_related("body", "published_version")
        .prefetch_related("versions")
    )


def public_versions() -> QuerySet[ReportVersion]:
    """List the version of each report that is published now, latest year first."""
    published = Report.objects.exclude(published_version=None)
    return (
        ReportVersion.objects.filter(pk__in=published.values("published_version"))
        .select_related("report__body")
        .order_by("-report__year", "report__body__sort_key")
    )


def previous_outline(body: Organisation, year: int) -> QuerySet[ReportSection]:
    """Return the sections of the latest report before the year; none at the first report."""
    earlier = Report.objects.filter(body=body, year__lt=year, sections__isnull=False)
    return ReportSection.objects.filter(
        report=earlier.order_by("-year").values("pk")[:1]
    ).prefetch_related("kinds", "groups")
