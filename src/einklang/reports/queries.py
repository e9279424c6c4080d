from django.db.models import QuerySet

from einklang.federation.enums import Role
from einklang.federation.models import Account, Organisation
from einklang.federation.rules import INSIDERS, Visitor, role_in
from einklang.reports.models import Report, ReportSection, ReportVersion


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


def insider_of(user: Visitor, body: Organisation) -> bool:
    """Tell whether the visitor may read the draft, which tells what only insiders may read."""
    if isinstance(user, Account) and user.is_superuser:
        return True
    return role_in(user, body) in INSIDERS


def reports_at_work(user: Visitor) -> QuerySet[Report]:
    """List the reports whose working pages the visitor may open, not the merely public ones."""
    reports = Report.objects.select_related("body", "published_version")
    if not isinstance(user, Account):
        return reports.none()
    if user.is_superuser:
        return reports
    roles = INSIDERS | {Role.ASSOCIATION_STAFF}
    bodies = [row.body_id for row in user.accesses.all() if row.role in roles]
    return reports.filter(body__in=bodies)
