"""When somebody is reminded."""

from datetime import date, datetime, time

from django.conf import settings

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.periods import in_berlin

DAYS_BEFORE: tuple[int, ...] = getattr(settings, "PAPERS_REMIND_DAYS_BEFORE", (2, 1))
"""Working days before the day of a deadline on which those who owe something are reminded."""
DIGEST_AT = time(7, 30)
DIGEST_UNTIL = time(12)
"""In Berlin. A digest that could not go out by noon is left to the next day."""
WEEKEND = 5


def reminder_day(deadline_at: datetime, calendar: WorkingCalendar, today: date) -> int | None:
    """Return which reminder is due today, as the number of working days left; None for none."""
    if not calendar.is_working_day(today):
        return None
    left = calendar.count(today, in_berlin(deadline_at).date())
    return left if left in DAYS_BEFORE else None


def is_time_for_digests(now: datetime) -> bool:
    """Say whether digests go out; public holidays are looked at for each account."""
    here = in_berlin(now)
    return here.weekday() < WEEKEND and DIGEST_AT <= here.time() < DIGEST_UNTIL
