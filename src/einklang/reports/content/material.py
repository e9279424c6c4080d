"""Everything a report rests on, fetched with a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from einklang.chronicle.models import Activity
from einklang.chronicle.sentences import PatternBook, load_for_telling
from einklang.federation.enums import AffiliationKind, MembershipRole
from einklang.federation.models import Affiliation, LeadTerm, Membership, Organisation
from einklang.reports.models import Report, ReportEntry, ReportSection

WHO_BELONGS = [
    MembershipRole.CHAIR,
    MembershipRole.DEPUTY_CHAIR,
    MembershipRole.SECRETARY,
    MembershipRole.DELEGATE,
]


@dataclass(frozen=True)
class Material:
    report: Report
    activities: tuple[Activity, ...]
    sections: tuple[ReportSection, ...]
    entries: dict[int, ReportEntry]
    """By the activity's id."""
    book: PatternBook
    memberships: tuple[Membership, ...]
    leads: tuple[LeadTerm, ...]
    federation: Organisation | None

    @classmethod
    def load(cls, report: Report) -> Self:
        year_end = date(report.year, 12, 31)
        found = Activity.objects.filter(body=report.body_id).in_year(report.year)
        activities = tuple(load_for_telling(found.order_by("pk")))
        affiliations = Affiliation.objects.filter(
            organisation=report.body_id, kind=AffiliationKind.PART
        )
        part = affiliations.on(year_end).select_related("parent").first()
        federation = part.parent if part else None
        return cls(
            report=report,
            activities=activities,
            sections=tuple(report.sections.prefetch_related("kinds", "groups")),
            entries={entry.activity_id: entry for entry in report.entries.all()},
            book=PatternBook.load([report.body_id]),
            memberships=_memberships(report, year_end),
            leads=_leads(federation, year_end),
            federation=federation,
        )

    def entry_of(self, activity: Activity) -> ReportEntry | None:
        return self.entries.get(activity.pk)

    def is_hidden(self, activity: Activity) -> bool:
        entry = self.entry_of(activity)
        return bool(entry and entry.is_hidden)

    @property
    def told(self) -> tuple[Activity, ...]:
        """The activities that are not hidden."""
        return tuple(activity for activity in self.activities if not self.is_hidden(activity))


def _memberships(report: Report, day: date) -> tuple[Membership, ...]:
    rows = Membership.objects.filter(organisation=report.body_id, role__in=WHO_BELONGS)
    found = rows.on(day).select_related("person", "on_behalf_of")
    return tuple(
        sorted(
            found,
            key=lambda row: (
                WHO_BELONGS.index(MembershipRole(row.role)),
                row.on_behalf_of.sort_key if row.on_behalf_of else "",
                row.person.sort_key,
            ),
        )
    )


def _leads(federation: Organisation | None, day: date) -> tuple[LeadTerm, ...]:
    if federation is None:
        return ()
    return tuple(
        LeadTerm.objects.filter(federation=federation).on(day).select_related("association")
    )
