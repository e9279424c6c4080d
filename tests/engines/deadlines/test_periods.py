from datetime import UTC, date, datetime, time, timedelta

import pytest

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.errors import DeadlineError
from einklang.engines.deadlines.periods import BERLIN, in_berlin, moment, moved_end, period_end

CITY = WorkingCalendar({"DE-BE"})
BAVARIA = WorkingCalendar({"DE-BY"})
GENEROUS = WorkingCalendar({"DE-BY"}, extra_free=[date(2024, 12, 24), date(2024, 12, 31)])


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("calendar", "event", "days", "end"),
    [
        (CITY, "2025-09-01T09:00", 5, "2025-09-09T00:00+02:00"),
        (CITY, "2025-09-01T00:00", 5, "2025-09-09T00:00+02:00"),  # the hour does not matter
        (CITY, "2025-09-01T23:59", 5, "2025-09-09T00:00+02:00"),
        (CITY, "2025-09-06T12:00", 1, "2025-09-09T00:00+02:00"),  # delivered on a Saturday
        (CITY, "2025-09-05T12:00", 5, "2025-09-13T00:00+02:00"),  # ends on Friday at 24:00
        (CITY, "2025-04-17T16:00", 3, "2025-04-25T00:00+02:00"),  # over Easter
        (CITY, "2024-12-23T16:00", 5, "2025-01-03T00:00+01:00"),  # over the years
        (GENEROUS, "2024-12-23T16:00", 5, "2025-01-08T00:00+01:00"),  # 27, 30, 2, 3, 7
        (CITY, "2025-03-28T12:00", 1, "2025-04-01T00:00+02:00"),  # into summer time
        (CITY, "2025-10-24T12:00", 1, "2025-10-28T00:00+01:00"),  # out of it
        (CITY, "2024-02-28T12:00", 1, "2024-03-01T00:00+01:00"),  # leap year
        (CITY, "2025-10-02T12:00", 1, "2025-10-07T00:00+02:00"),  # holiday and weekend
    ],
)
def test_period_end_is_the_end_of_the_last_day(
    calendar: WorkingCalendar, event: str, days: int, end: str
) -> None:
    found = period_end(berlin(event), days, calendar)

    assert found.isoformat(timespec="minutes") == end
    assert found.tzinfo is BERLIN


def test_period_end_may_have_a_time_of_day() -> None:
    end = period_end(berlin("2025-09-01T18:00"), 5, CITY, time(12, 30))

    assert end.isoformat() == "2025-09-08T12:30:00+02:00"


def test_period_end_takes_the_day_of_berlin() -> None:
    late_in_utc = datetime(2025, 9, 1, 22, 30, tzinfo=UTC)  # 2 September, 00:30 in Berlin

    assert period_end(late_in_utc, 1, CITY) == berlin("2025-09-04T00:00")


def test_period_end_wants_a_zone() -> None:
    naive = datetime(2025, 9, 1, 12)  # noqa: DTZ001 - the point

    with pytest.raises(DeadlineError) as refused:
        period_end(naive, 1, CITY)

    assert refused.value.code == "without-zone"


@pytest.mark.parametrize("days", [0, -1])
def test_period_end_wants_a_day(days: int) -> None:
    with pytest.raises(DeadlineError) as refused:
        period_end(berlin("2025-09-01T12:00"), days, CITY)

    assert refused.value.code == "no-period"


@pytest.mark.parametrize(
    ("calendar", "day", "end"),
    [
        (CITY, date(2025, 9, 5), date(2025, 9, 5)),
        (CITY, date(2025, 9, 6), date(2025, 9, 8)),
        (CITY, date(2025, 9, 7), date(2025, 9, 8)),
        (CITY, date(2025, 10, 3), date(2025, 10, 6)),
        (CITY, date(2025, 4, 18), date(2025, 4, 22)),
        (CITY, date(2025, 10, 31), date(2025, 10, 31)),
        (WorkingCalendar({"DE-NI"}), date(2025, 10, 31), date(2025, 11, 3)),
        (CITY, date(2025, 1, 6), date(2025, 1, 6)),
        (BAVARIA, date(2025, 1, 6), date(2025, 1, 7)),
        (GENEROUS, date(2024, 12, 24), date(2024, 12, 24)),  # free, but no public holiday
    ],
)
def test_moved_end_moves_for_weekends_and_holidays(
    calendar: WorkingCalendar, day: date, end: date
) -> None:
    assert moved_end(day, calendar) == end


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2025, 3, 30), time(2, 30), "2025-03-30T03:30:00+02:00"),  # does not exist
        (date(2025, 10, 26), time(2, 30), "2025-10-26T02:30:00+02:00"),  # exists twice
        (date(2025, 10, 26), time(2, 30, fold=1, tzinfo=UTC), "2025-10-26T02:30:00+02:00"),
        (date(2025, 7, 1), time(12), "2025-07-01T12:00:00+02:00"),
        (date(2100, 12, 31), time(12), "2100-12-31T12:00:00+01:00"),
    ],
)
def test_moment_minds_the_change_of_clocks(day: date, at: time, expected: str) -> None:
    assert moment(day, at).isoformat() == expected


def test_in_berlin_keeps_the_moment() -> None:
    event = datetime(2025, 7, 1, 12, tzinfo=UTC)

    assert in_berlin(event) == event
    assert in_berlin(event).utcoffset() == timedelta(hours=2)
