"""What waits for somebody, across the domains, in a fixed number of queries."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, QuerySet, When

from einklang.chronicle.enums import OPEN_PHASES
from einklang.chronicle.models import Activity, FollowUp
from einklang.chronicle.queries.records import SEARCH_COLUMNS
from einklang.core import clock
from einklang.federation.models import Account, Organisation
from einklang.papers.queries.agenda import Agenda, AgendaItem, agenda
from einklang.reports.models import Report

SHOWN = 8
LINE = (
    "title",
    "title_en",
    "kind__label",
    "kind__label_en",
    "kind__icon",
    "state__label",
    "state__label_en",
)
"""Columns of a record's line, of some sixty."""


@dataclass(frozen=True)
class Desk:
    waiting: Agenda = field(default_factory=Agenda)
    """What the papers want of this person, the most urgent first."""
    follow_ups: list[FollowUp] = field(default_factory=list)
    """Open ones, the overdue first; mine before the others'."""
    open_activities: list[Activity] = field(default_factory=list)
    latest: list[Activity] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """How many of the year by phase."""
    year: int = 0

    @property
    def first_waiting(self) -> list[AgendaItem]:
        return self.waiting.items[:SHOWN]

    @property
    def more_waiting(self) -> list[AgendaItem]:
        return self.waiting.items[SHOWN:]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def open_count(self) -> int:
        return sum(self.counts.get(phase, 0) for phase in OPEN_PHASES)


def desk_of(user: Account, body: Organisation) -> Desk:
    """Gather the desk of one person for one committee."""
    visible = Activity.objects.in_body(body, user)
    year = latest_year(visible)
    shown = visible.select_related("kind", "state").only(*LINE)
    counts = visible.filter(year=year).values("state__phase").annotate(number=Count("pk"))
    return Desk(
        waiting=agenda(user, body),
        follow_ups=list(open_follow_ups(user, visible)[:SHOWN]),
        open_activities=list(shown.open().order_by("-year", "-updated_at")[:SHOWN]),
        latest=list(shown.order_by("-updated_at")[:SHOWN]),
        reports=list(
            Report.objects.visible_to(user)
            .filter(body=body)
            .select_related("published_version")[:3]
        ),
        counts={row["state__phase"]: row["number"] for row in counts.order_by("state__phase")},
        year=year,
    )


def open_follow_ups(user: Account, visible: QuerySet[Activity]) -> QuerySet[FollowUp]:
    """Return open follow-ups on what the person may read; one's own come first."""
    is_mine = Case(When(responsible=user.person_id, then=0), default=1)
    return (
        FollowUp.objects.open()
        .filter(activity__in=visible)
        .select_related("activity", "responsible")
        .defer(*(f"activity__{column}" for column in SEARCH_COLUMNS))
        .order_by(*([is_mine] if user.person_id else []), F("due_on").asc(nulls_last=True), "pk")
    )


def latest_year(visible: QuerySet[Activity]) -> int:
    """Return the year people work on: the latest that has records, else the present one."""
    latest = visible.order_by("-year").values_list("year", flat=True).first()
    return latest or clock.today().year
