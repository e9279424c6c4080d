"""Deadlines for associations, in the working days of each one's Land."""

from dataclasses import dataclass
from datetime import datetime, time

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.periods import in_berlin, moment, period_end

USUAL_DAYS = 10
"""Where no plan says anything."""
NOON = time(12)
"""The time of day that leaves an afternoon for calls."""


@dataclass(frozen=True)
class Frame:
    """What a deadline has to fit into."""

    now: datetime
    planned_at: datetime | None = None
    """When the plan wants the answers."""
    paper_due_at: datetime | None = None


def proposed_deadline(land: str, frame: Frame) -> datetime:
    """Propose when an association should answer, on a working day of its Land.

    Without a plan it has ten working days, or as many as the paper leaves.
    """
    calendar = calendar_of(land)
    proposed = frame.planned_at or period_end(frame.now, USUAL_DAYS, calendar, NOON)
    if frame.paper_due_at and not frame.planned_at and proposed >= frame.paper_due_at:
        day = calendar.previous_working_day(in_berlin(frame.paper_due_at).date())
        proposed = moment(day, NOON)
    local = in_berlin(proposed)
    if not calendar.is_working_day(local.date()):
        earlier = calendar.previous_working_day(local.date())
        proposed = moment(earlier, local.timetz())
    return proposed


def working_days_until(land: str, now: datetime, deadline_at: datetime) -> int:
    """Count the working days that are left, the last one included; today does not count."""
    today, last = in_berlin(now).date(), in_berlin(deadline_at).date()
    return calendar_of(land).count(today, last) if last > today else 0


def calendar_of(land: str) -> WorkingCalendar:
    return WorkingCalendar([land] if land else [])
