"""From a deadline back to the moment by which each step must be done."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.errors import DeadlineError, Language
from einklang.engines.deadlines.periods import BERLIN, in_berlin, moment
from einklang.engines.deadlines.worktime import (
    CORE_HOURS,
    QUARTER,
    Hours,
    WorkTime,
    days_between,
    work_time,
)

Pressure = Literal["fast", "normal", "long"]
Note = Literal["day-off", "outside-hours"]

FAST_DAYS: Final = 5
LONG_DAYS: Final = 20
FOUR_WEEKS: Final = 20

NOTES: dict[Note, dict[Language, str]] = {
    "day-off": {
        "de": "An diesem Tag arbeiten nicht alle, die dieser Schritt braucht.",
        "en": "Not everyone this step needs works on that day.",
    },
    "outside-hours": {
        "de": "Die Zeit reicht nur, wenn jemand außerhalb der Kernzeit arbeitet.",
        "en": "There is only time enough if somebody works outside core hours.",
    },
}


@dataclass(frozen=True)
class Step:
    """One thing that must be done on the way to the deadline.

    Done by `share` of the working time between start and deadline (0 to 1), by people who sit
    in the `lands`; on the day this falls on, at the time of day `at` (Berlin).
    """

    key: str
    share: Fraction | Decimal | float
    lands: frozenset[str] = frozenset()
    at: time = time(12)
    label: str = ""


@dataclass(frozen=True)
class PlannedStep:
    """A step with the moment by which it must be done, and what is unpleasant about it."""

    step: Step
    due_at: datetime
    note: Note | None = None

    def note_text(self, language: Language) -> str:
        """Say what is unpleasant about the moment; nothing if nothing is."""
        return NOTES[self.note][language] if self.note else ""


@dataclass(frozen=True)
class Plan:
    """The steps between a start and a deadline, in order.

    `working_days` are days on which everyone involved works and which lie between start and
    deadline from 00:00 to the end of the core hours. So the day of the start does not count
    unless the start is its first moment (§ 187 BGB).
    """

    start: datetime
    deadline: datetime
    steps: tuple[PlannedStep, ...]
    working_days: int
    wanted_days: int = FOUR_WEEKS

    @property
    def pressure(self) -> Pressure:
        """`fast` up to five working days, `long` above twenty."""
        return _pressure(self.working_days)

    @property
    def shortfall(self) -> int:
        """The working days that are missing to those wanted."""
        return max(0, self.wanted_days - self.working_days)

    @property
    def is_too_short(self) -> bool:
        return self.shortfall > 0

    def due_at(self, key: str) -> datetime:
        """Return when the step must be done; `KeyError` if there is none of this key."""
        return {planned.step.key: planned.due_at for planned in self.steps}[key]


@dataclass(frozen=True)
class _Frame:
    """What all steps lie in; moments in UTC."""

    low: datetime
    high: datetime
    hours: Hours
    working_days: int


@dataclass(frozen=True)
class _Wish:
    """Where a step would lie if there were no others; moments in UTC."""

    step: Step
    calendar: WorkingCalendar
    time: WorkTime
    exact: datetime
    due_at: datetime


def plan_backwards(
    start: datetime,
    deadline: datetime,
    steps: Sequence[Step],
    *,
    extra_free: Collection[date] = (),
    hours: Hours = CORE_HOURS,
    wanted_days: int = FOUR_WEEKS,
) -> Plan:
    """Give every step its moment between start and deadline, in the order given.

    With more than five working days a step is due at its own time of day, on the day on which
    its share of the working time of its own people has gone by. With five or fewer (`fast`) it
    is due at the very quarter hour. Where core hours leave the people of a step less than a
    quarter of an hour for each of theirs, evenings count, then days off, and the step carries
    a note.

    Whether the deadline has passed is for the caller to know.

    :raises DeadlineError: for a moment without a zone, a deadline that is not after the start,
        shares that are none or decrease, a key that occurs twice, an unknown Land or year.
    """
    low, high = _span(start, deadline)
    _check(steps)
    calendars = {step.lands: WorkingCalendar(step.lands, extra_free) for step in steps}
    everyone = WorkingCalendar(frozenset[str]().union(*calendars), extra_free)
    frame = _Frame(low, high, hours, _whole_days(low, high, everyone, hours))
    wishes = _wishes(frame, steps, calendars)
    common = work_time(low, high, everyone, hours, least=QUARTER * len(steps))
    candidates = (
        _from_the_end(wishes, high),
        _from_the_start(wishes, low),
        [common.at(Fraction(step.share)) for step in steps],
    )
    planned = min((_planned(frame, wishes, dues) for dues in candidates), key=_unpleasantness)
    begin, end = low.astimezone(BERLIN), high.astimezone(BERLIN)
    return Plan(begin, end, planned, frame.working_days, wanted_days)


def _wishes(
    frame: _Frame, steps: Sequence[Step], calendars: Mapping[frozenset[str], WorkingCalendar]
) -> list[_Wish]:
    crowds = Counter(step.lands for step in steps)
    times = {
        lands: work_time(
            frame.low, frame.high, calendar, frame.hours, least=QUARTER * crowds[lands]
        )
        for lands, calendar in calendars.items()
    }
    wishes = []
    for step in steps:
        exact = due_at = times[step.lands].at(Fraction(step.share))
        agreed = moment(exact.astimezone(BERLIN).date(), step.at).astimezone(UTC)
        if _pressure(frame.working_days) != "fast" and frame.low <= agreed <= frame.high:
            due_at = agreed
        wishes.append(_Wish(step, calendars[step.lands], times[step.lands], exact, due_at))
    return wishes


def _span(start: datetime, deadline: datetime) -> tuple[datetime, datetime]:
    low, high = in_berlin(start), in_berlin(deadline)
    if high.astimezone(UTC) <= low.astimezone(UTC):
        raise DeadlineError(
            "start-after-deadline",
            start=f"{low:%d.%m.%Y, %H:%M}",
            deadline=f"{high:%d.%m.%Y, %H:%M}",
        )
    return low.astimezone(UTC), high.astimezone(UTC)


def _check(steps: Sequence[Step]) -> None:
    keys = set()
    reached = Fraction(0)
    for step in steps:
        if not math.isfinite(step.share) or not 0 <= step.share <= 1:
            raise DeadlineError("no-share", step=step.key, share=step.share)
        if step.share < reached:
            raise DeadlineError("out-of-order", step=step.key)
        if step.key in keys:
            raise DeadlineError("same-step", step=step.key)
        keys.add(step.key)
        reached = Fraction(step.share)


def _pressure(working_days: int) -> Pressure:
    if working_days <= FAST_DAYS:
        return "fast"
    return "long" if working_days > LONG_DAYS else "normal"


def _whole_days(low: datetime, high: datetime, calendar: WorkingCalendar, hours: Hours) -> int:
    return sum(
        calendar.is_working_day(day)
        and low <= moment(day, time()).astimezone(UTC)
        and moment(day, hours.end).astimezone(UTC) <= high
        for day in days_between(low, high)
    )


def _from_the_end(wishes: Sequence[_Wish], limit: datetime) -> list[datetime]:
    """Let earlier steps give way to later ones."""
    dues = []
    for wish in reversed(wishes):
        choices = (wish.due_at, wish.exact, wish.time.latest(limit), limit)
        limit = next(choice for choice in choices if choice and choice <= limit)
        dues.append(limit)
    return dues[::-1]


def _from_the_start(wishes: Sequence[_Wish], limit: datetime) -> list[datetime]:
    """Let later steps give way to earlier ones."""
    dues = []
    for wish in wishes:
        choices = (wish.due_at, wish.time.earliest(limit), limit)
        limit = next(choice for choice in choices if choice and choice >= limit)
        dues.append(limit)
    return dues


def _planned(
    frame: _Frame, wishes: Sequence[_Wish], dues: Sequence[datetime]
) -> tuple[PlannedStep, ...]:
    return tuple(
        PlannedStep(wish.step, due_at.astimezone(BERLIN), _note(frame.hours, wish, due_at))
        for wish, due_at in zip(wishes, dues, strict=True)
    )


def _note(hours: Hours, wish: _Wish, due_at: datetime) -> Note | None:
    local = due_at.astimezone(BERLIN)
    # What is due at 00:00 can be done until the evening before.
    days = (local.date(), (local - timedelta.resolution).date())
    if not any(wish.calendar.is_working_day(day) for day in days):
        return "day-off"
    in_hours = hours.begin <= local.time() <= hours.end
    return None if in_hours or local.time() == wish.step.at else "outside-hours"


def _unpleasantness(planned: Sequence[PlannedStep]) -> tuple[int, int]:
    notes = [step.note for step in planned]
    return notes.count("day-off"), notes.count("outside-hours")
