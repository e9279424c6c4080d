"""When a silence ends, and when to remind: working days of the association's Land."""

from datetime import datetime, time, timedelta

from einklang.core import clock
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.periods import BERLIN, moment, period_end

MORNING = time(8)
"""A second notice goes out when people begin to work."""


def calendar_of(land: str) -> WorkingCalendar:
    """Return the working days of a Land; without one only nationwide holidays are free."""
    return WorkingCalendar([land] if land else [])


def silence_end(delivered_at: datetime, working_days: int, land: str) -> datetime:
    """Return when the silence ends: the first moment that is too late (§§ 187, 188, 193 BGB)."""
    return period_end(delivered_at, working_days, calendar_of(land))


def second_notice_due(due_at: datetime, working_days: int, land: str) -> datetime:
    """Return when the second notice goes out, so many working days before the last day."""
    return moment(calendar_of(land).subtract(last_moment(due_at).date(), working_days), MORNING)


def working_days_left(due_at: datetime, land: str, *, now: datetime | None = None) -> int:
    """Count the working days from tomorrow to the last day; negative when it is over."""
    present = (now or clock.now()).astimezone(BERLIN).date()
    return calendar_of(land).count(present, last_moment(due_at).date())


def last_moment(due_at: datetime) -> datetime:
    """Return the last moment that still counts, on the clock of Berlin."""
    return (due_at - timedelta.resolution).astimezone(BERLIN)
