"""What waits for somebody in all steps of all papers, for the desk and for the digest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.core import clock
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.errors import DeadlineError
from einklang.engines.deadlines.periods import in_berlin
from einklang.federation.models import Account, Organisation
from einklang.papers.models.houses import houses_of
from einklang.papers.queries import (
    circulation,
    consolidation,
    demands,
    letters,
    publication,
    register,
    sign_off,
)
from einklang.papers.queries.calendars import calendar_of, known, office_lands
from einklang.papers.queries.waiting import MOST, Waiting

STEPS: tuple[Callable[[Account, Organisation], list[Waiting]], ...] = (
    circulation.waiting,
    consolidation.waiting,
    sign_off.waiting,
    publication.waiting,
    letters.waiting,
    register.waiting,
    demands.waiting,
)
MIDNIGHT = "00:00"
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class AgendaItem:
    """One thing to be done, with how much time there is and what happens without it."""

    waiting: Waiting
    days: int | None
    """Working days until it is due; negative when they are over; None without a day."""
    left: str
    """The same in words."""

    @property
    def if_nothing(self) -> str:
        return self.waiting.if_nothing

    @property
    def is_overdue(self) -> bool:
        return self.waiting.is_overdue

    @property
    def due(self) -> datetime | None:
        """The moment as people name it; the end of a day is that day."""
        return last_day(self.waiting.due_at) if self.waiting.due_at else None

    @property
    def is_whole_day(self) -> bool:
        return self.due != self.waiting.due_at


@dataclass(frozen=True)
class Agenda:
    items: list[AgendaItem] = field(default_factory=list)
    """The most urgent first; what has no day comes last."""
    has_more: bool = False
    """Whether more waits than is shown."""

    @property
    def overdue_count(self) -> int:
        return sum(item.is_overdue for item in self.items)


def agenda(user: Account, body: Organisation) -> Agenda:
    """Return what waits, the most urgent things of it.

    A fixed number of queries, each for a bounded number of rows, however much waits.
    """
    found = [one for step in STEPS for one in step(user, body)]
    if not found:
        return Agenda()
    found.sort(key=lambda one: (one.due_at is None, one.due_at or FAR, one.paper.pk))
    calendar = calendar_for(user, body)
    items = []
    for one in found[:MOST]:
        days = working_days(one, calendar)
        items.append(AgendaItem(one, days, left(one, days)))
    return Agenda(items, has_more=len(found) > MOST)


def calendar_for(user: Account, body: Organisation) -> WorkingCalendar:
    """Return the working days of the account's own association, else of the committee's office."""
    mine = [one.association_id for one in houses_of(user) if one.body_id == body.pk]
    lands = Organisation.objects.filter(pk__in=mine).values_list("land", flat=True) if mine else ()
    return calendar_of(known(*lands) or office_lands(body))


def working_days(waiting: Waiting, calendar: WorkingCalendar) -> int | None:
    if waiting.due_at is None:
        return None
    try:
        return calendar.count(in_berlin(clock.now()).date(), last_day(waiting.due_at).date())
    except DeadlineError:
        return None


def last_day(due_at: datetime) -> datetime:
    """Return the moment on the day people would name: midnight ends the day before."""
    due = in_berlin(due_at)
    if due.strftime("%H:%M") == MIDNIGHT:
        return in_berlin(due_at - timedelta(microseconds=1))
    return due


def left(waiting: Waiting, days: int | None) -> str:
    """Say in words how much time there is."""
    if waiting.due_at is None:
        return ""
    today = in_berlin(clock.now()).date()
    day = last_day(waiting.due_at).date()
    if waiting.is_overdue:
        if day == today or not days:
            return _("overdue since today") if day == today else _("overdue")
        return ngettext(
            "overdue by %(days)d working day", "overdue by %(days)d working days", -days
        ) % {"days": -days}
    if day == today:
        return _("today")
    if not days:
        # A weekend or a holiday lies between: no working day is left.
        return _("before the next working day")
    return ngettext("in %(days)d working day", "in %(days)d working days", days) % {"days": days}
