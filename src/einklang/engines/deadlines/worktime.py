"""The hours in which people work between two moments, and moments among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Final

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.errors import DeadlineError
from einklang.engines.deadlines.periods import BERLIN, moment

QUARTER: Final = timedelta(minutes=15)

_DAWN = time(7)
_DUSK = time(22)


@dataclass(frozen=True)
class Hours:
    """The hours of a working day, by the clock of Berlin."""

    begin: time = time(9)
    end: time = time(17)

    def __post_init__(self) -> None:
        if self.end <= self.begin:
            raise DeadlineError("no-hours", begin=self.begin, end=self.end)

    def widened(self) -> "Hours":
        """Return the hours somebody can be asked for when nothing else is left."""
        return Hours(min(self.begin, _DAWN), max(self.end, _DUSK))


CORE_HOURS: Final = Hours()


@dataclass(frozen=True)
class WorkTime:
    """Stretches of time in which people work: at least one, in order, apart, none empty.

    All moments that go in or come out are in UTC: two moments of one zone would be compared by
    what the clock shows.
    """

    stretches: tuple[tuple[datetime, datetime], ...]

    @property
    def length(self) -> timedelta:
        return sum((end - begin for begin, end in self.stretches), timedelta())

    def at(self, share: Fraction) -> datetime:
        """Return the moment by which the share of the time (0 to 1) has gone by.

        On a full quarter hour, rounded down without leaving the stretch; at the end of a day
        rather than at the beginning of the next.
        """
        microsecond = timedelta(microseconds=1)
        left = microsecond * int(self.length // microsecond * share)
        stretches = iter(self.stretches)
        begin, end = next(stretches)
        while left > end - begin:
            left -= end - begin
            begin, end = next(stretches)
        return max(begin, _quarter(begin + left))

    def latest(self, limit: datetime) -> datetime | None:
        """Return the last moment of work up to the limit, if there is one."""
        ends = (min(end, limit) for begin, end in reversed(self.stretches) if begin <= limit)
        return next(ends, None)

    def earliest(self, limit: datetime) -> datetime | None:
        """Return the first moment of work from the limit on, if there is one."""
        begins = (max(begin, limit) for begin, end in self.stretches if limit <= end)
        return next(begins, None)


def work_time(
    start: datetime,
    deadline: datetime,
    calendar: WorkingCalendar,
    hours: Hours,
    *,
    least: timedelta,
) -> WorkTime:
    """Return the time in which people work between two moments in UTC, the first earlier.

    Where core hours give less than `least`, the evenings of working days count too; if that is
    not enough either, days off; and in the end every minute.
    """
    days = list(days_between(start, deadline))
    working = [day for day in days if calendar.is_working_day(day)]
    for some, when in (
        (working, hours),
        (working, hours.widened()),
        (days, hours),
        (days, hours.widened()),
    ):
        found = _clipped(some, when, start, deadline)
        if found.length >= least:
            return found
    return WorkTime(((start, deadline),))


def days_between(start: datetime, deadline: datetime) -> Iterator[date]:
    """Yield the days of Berlin from that of the start on that begin before the deadline."""
    day = start.astimezone(BERLIN).date()
    while moment(day, time()).astimezone(UTC) < deadline:
        yield day
        day += timedelta(days=1)


def _clipped(days: list[date], hours: Hours, start: datetime, deadline: datetime) -> WorkTime:
    stretches = []
    for day in days:
        begin = max(start, moment(day, hours.begin).astimezone(UTC))
        end = min(deadline, moment(day, hours.end).astimezone(UTC))
        if begin < end:
            stretches.append((begin, end))
    return WorkTime(tuple(stretches))


def _quarter(when: datetime) -> datetime:
    """Round down; in UTC as in Berlin, whose clocks differ by full hours."""
    over = timedelta(minutes=when.minute % 15, seconds=when.second, microseconds=when.microsecond)
    return when - over
