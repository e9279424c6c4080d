from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

import pytest

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.worktime import CORE_HOURS, QUARTER, Hours, WorkTime, work_time

CITY = WorkingCalendar({"DE-BE"})


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 12, day, hour, minute, tzinfo=UTC)


# Monday and Tuesday, 9 to 17 h in Berlin.
TWO_DAYS = WorkTime(((utc(1, 8), utc(1, 16)), (utc(2, 8), utc(2, 16))))


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(0), utc(1, 8)),
        (Fraction(1, 4), utc(1, 12)),
        (Fraction(1, 3), utc(1, 13, 15)),  # 13:20, rounded down
        (Fraction(1, 2), utc(1, 16)),  # the end of Monday rather than the beginning of Tuesday
        (Fraction(3, 4), utc(2, 12)),
        (Fraction(1), utc(2, 16)),
    ],
)
def test_at_divides_the_time(share: Fraction, expected: datetime) -> None:
    assert TWO_DAYS.at(share) == expected


def test_at_rounds_without_leaving_the_stretch() -> None:
    late = WorkTime(((utc(1, 8, 7), utc(1, 8, 50)),))

    assert late.at(Fraction(0)) == utc(1, 8, 7)
    assert late.at(Fraction(1)) == utc(1, 8, 45)


@pytest.mark.parametrize(
    ("limit", "latest", "earliest"),
    [
        (utc(1, 7), None, utc(1, 8)),
        (utc(1, 8), utc(1, 8), utc(1, 8)),
        (utc(1, 12), utc(1, 12), utc(1, 12)),
        (utc(1, 16), utc(1, 16), utc(1, 16)),
        (utc(1, 20), utc(1, 16), utc(2, 8)),
        (utc(2, 8), utc(2, 8), utc(2, 8)),
        (utc(2, 16), utc(2, 16), utc(2, 16)),
        (utc(2, 20), utc(2, 16), None),
    ],
)
def test_latest_and_earliest_look_around_a_limit(
    limit: datetime, latest: datetime | None, earliest: datetime | None
) -> None:
    assert (TWO_DAYS.latest(limit), TWO_DAYS.earliest(limit)) == (latest, earliest)


def test_work_time_is_clipped_to_core_hours() -> None:
    found = work_time(utc(1, 12), utc(2, 20), CITY, CORE_HOURS, least=QUARTER)

    assert found == WorkTime(((utc(1, 12), utc(1, 16)), (utc(2, 8), utc(2, 16))))
    assert found.length == timedelta(hours=12)


def test_work_time_is_content_with_just_enough() -> None:
    start, deadline = utc(1, 15, 45), utc(1, 20)

    just_enough = work_time(start, deadline, CITY, CORE_HOURS, least=QUARTER)
    too_little = work_time(start, deadline, CITY, CORE_HOURS, least=QUARTER * 2)

    assert just_enough == WorkTime(((start, utc(1, 16)),))
    assert too_little == WorkTime(((start, deadline),))


def test_core_hours_follow_the_change_of_clocks() -> None:
    friday, monday = datetime(2025, 3, 28, tzinfo=UTC), datetime(2025, 3, 31, 20, tzinfo=UTC)

    found = work_time(friday, monday, CITY, Hours(time(9), time(10)), least=QUARTER)

    assert [begin.hour for begin, _ in found.stretches] == [8, 7]
