"""When a period ends that an event has set going (§§ 187 to 193 BGB)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.errors import DeadlineError

BERLIN: Final = ZoneInfo("Europe/Berlin")


def period_end(
    event: datetime, working_days: int, calendar: WorkingCalendar, at: time | None = None
) -> datetime:
    """Return when a period of working days ends that began with the event.

    The day of the event (in Berlin) does not count, at whatever hour it happened (§ 187 (1));
    the period ends with its last day (§ 188 (1)): at 24:00, given as 00:00 of the following day,
    or at the time of day that was agreed. The last day is a working day by the way of counting,
    so § 193 has nothing left to move.

    :raises DeadlineError: if the event names no zone, or there is no day to count.
    """
    if working_days < 1:
        raise DeadlineError("no-period", days=working_days)
    last_day = calendar.add(in_berlin(event).date(), working_days)
    if at is None:
        return moment(last_day + timedelta(days=1), time())
    return moment(last_day, at)


def moved_end(last_day: date, calendar: WorkingCalendar) -> date:
    """Return the last day of a period of days, weeks or months, moved by § 193 where needed.

    An end on a Saturday, a Sunday or a public holiday moves to the next working day. Days that
    are free without being public holidays (`extra_free`) move nothing.
    """
    return WorkingCalendar(calendar.lands).next_working_day(last_day, or_same=True)


def in_berlin(event: datetime) -> datetime:
    """Return the moment with the clock of Berlin.

    :raises DeadlineError: if it names no zone.
    """
    if event.utcoffset() is None:
        raise DeadlineError("without-zone", moment=event.isoformat())
    return event.astimezone(BERLIN)


def moment(day: date, at: time) -> datetime:
    """Return the moment of a day at which the clocks of Berlin show the time.

    An hour that a change of clocks skips is moved past it; of a repeated one the first is taken.
    """
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=BERLIN)
    return local.astimezone(UTC).astimezone(BERLIN)
