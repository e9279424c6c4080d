import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.errors import DeadlineError

BERLIN = WorkingCalendar({"DE-BE"})
BAVARIA = WorkingCalendar({"DE-BY"})
BOTH = WorkingCalendar(["DE-BE", "DE-BY"])
CHRISTMAS_EVE = date(2024, 12, 24)
NEW_YEARS_EVE = date(2024, 12, 31)


def test_is_working_day_wants_all_laender_at_work() -> None:
    womens_day, epiphany, ordinary = date(2024, 3, 8), date(2025, 1, 6), date(2025, 1, 7)

    assert [BERLIN.is_working_day(day) for day in (womens_day, epiphany, ordinary)] == [
        False, True, True,
    ]  # fmt: skip
    assert [BAVARIA.is_working_day(day) for day in (womens_day, epiphany, ordinary)] == [
        True, False, True,
    ]  # fmt: skip
    assert [BOTH.is_working_day(day) for day in (womens_day, epiphany, ordinary)] == [
        False, False, True,
    ]  # fmt: skip


def test_is_working_day_is_false_on_weekends() -> None:
    week = [BERLIN.is_working_day(date(2025, 9, day)) for day in range(1, 8)]

    assert week == [True] * 5 + [False] * 2


def test_christmas_eve_and_new_years_eve_are_working_days_unless_given() -> None:
    generous = WorkingCalendar({"DE-BE"}, extra_free=[CHRISTMAS_EVE, NEW_YEARS_EVE])

    assert [BERLIN.is_working_day(day) for day in (CHRISTMAS_EVE, NEW_YEARS_EVE)] == [True, True]
    assert [generous.is_working_day(day) for day in (CHRISTMAS_EVE, NEW_YEARS_EVE)] == [
        False, False,
    ]  # fmt: skip
    assert generous.holiday_name(CHRISTMAS_EVE, "de") is None


@pytest.mark.parametrize(
    ("day", "german", "english"),
    [
        (date(2025, 1, 6), "Heilige Drei Könige", "Epiphany"),
        (date(2025, 10, 3), "Tag der Deutschen Einheit", "German Unity Day"),
        (date(2025, 3, 8), "Frauentag", "Women's Day"),  # a Saturday
        (date(2008, 5, 1), "Christi Himmelfahrt, Erster Mai", "Ascension Day, Labor Day"),
        (date(2025, 1, 7), None, None),
    ],
)
def test_holiday_name_speaks_two_languages(
    day: date, german: str | None, english: str | None
) -> None:
    assert BOTH.holiday_name(day, "de") == german
    assert BOTH.holiday_name(day, "en") == english


@pytest.mark.parametrize(
    ("calendar", "day", "working_days", "expected"),
    [
        (BERLIN, date(2025, 9, 1), 0, date(2025, 9, 1)),
        (BERLIN, date(2025, 9, 6), 0, date(2025, 9, 6)),  # a Saturday stays where it is
        (BERLIN, date(2025, 9, 5), 1, date(2025, 9, 8)),
        (BERLIN, date(2025, 9, 6), 1, date(2025, 9, 8)),
        (BERLIN, date(2025, 4, 17), 3, date(2025, 4, 24)),  # over Easter
        (BERLIN, date(2025, 4, 30), 5, date(2025, 5, 9)),  # over 1 and 8 May
        (BAVARIA, date(2025, 4, 30), 5, date(2025, 5, 8)),
        (BERLIN, date(2024, 12, 23), 5, date(2025, 1, 2)),  # 24, 27, 30, 31, 2
        (BAVARIA, date(2025, 1, 3), 1, date(2025, 1, 7)),
        (BERLIN, date(2024, 2, 28), 1, date(2024, 2, 29)),
        (BERLIN, date(2023, 2, 28), 1, date(2023, 3, 1)),
        (BERLIN, date(2025, 4, 24), -3, date(2025, 4, 17)),
    ],
)
def test_add_skips_what_is_free(
    calendar: WorkingCalendar, day: date, working_days: int, expected: date
) -> None:
    assert calendar.add(day, working_days) == expected


def test_subtract_goes_back() -> None:
    assert BERLIN.subtract(date(2025, 4, 24), 3) == date(2025, 4, 17)
    assert BERLIN.subtract(date(2025, 4, 20), 1) == date(2025, 4, 17)


def test_count_takes_the_last_day_and_not_the_first() -> None:
    assert BERLIN.count(date(2025, 9, 1), date(2025, 9, 22)) == 15
    assert BERLIN.count(date(2025, 9, 1), date(2025, 9, 1)) == 0
    assert BERLIN.count(date(2025, 9, 5), date(2025, 9, 7)) == 0
    assert BERLIN.count(date(2025, 10, 1), date(2025, 11, 3)) == 22
    assert WorkingCalendar({"DE-SN"}).count(date(2025, 10, 1), date(2025, 11, 3)) == 21


def test_count_is_negative_when_overdue() -> None:
    assert BERLIN.count(date(2025, 4, 24), date(2025, 4, 17)) == -3


@pytest.mark.parametrize(
    ("day", "following", "or_same"),
    [
        (date(2025, 10, 2), date(2025, 10, 6), date(2025, 10, 2)),
        (date(2025, 10, 3), date(2025, 10, 6), date(2025, 10, 6)),
        (date(2025, 10, 5), date(2025, 10, 6), date(2025, 10, 6)),
    ],
)
def test_next_working_day_may_be_the_same(day: date, following: date, or_same: date) -> None:
    assert BERLIN.next_working_day(day) == following
    assert BERLIN.next_working_day(day, or_same=True) == or_same


@pytest.mark.parametrize(
    ("day", "before", "or_same"),
    [
        (date(2025, 10, 6), date(2025, 10, 2), date(2025, 10, 6)),
        (date(2025, 10, 3), date(2025, 10, 2), date(2025, 10, 2)),
        (date(2025, 10, 5), date(2025, 10, 2), date(2025, 10, 2)),
    ],
)
def test_previous_working_day_may_be_the_same(day: date, before: date, or_same: date) -> None:
    assert BERLIN.previous_working_day(day) == before
    assert BERLIN.previous_working_day(day, or_same=True) == or_same


@pytest.mark.parametrize("land", ["BE", "DE-XX", "AT-1", ""])
def test_unknown_land_is_refused(land: str) -> None:
    with pytest.raises(DeadlineError) as refused:
        WorkingCalendar(["DE-BE", land])

    assert refused.value.code == "unknown-land"
    assert refused.value.values == {"land": land}


def test_years_without_known_holidays_are_refused() -> None:
    with pytest.raises(DeadlineError) as before:
        BERLIN.is_working_day(date(1990, 12, 31))
    with pytest.raises(DeadlineError) as after:
        BERLIN.add(date(2100, 12, 30), 2)

    assert before.value.code == after.value.code == "year-unknown"
    assert BERLIN.is_working_day(date(1991, 1, 2))
    assert BERLIN.is_working_day(date(2100, 12, 31))


def test_moments_are_not_taken_for_days() -> None:
    with pytest.raises(TypeError, match="not a moment"):
        BERLIN.is_working_day(datetime(2025, 10, 3, 12, tzinfo=UTC))


def test_import_leaves_the_library_alone() -> None:
    order = (
        "import sys, einklang.engines.deadlines.plan;"
        "print(sorted({'holidays', 'django'} & set(sys.modules)))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", order], capture_output=True, text=True, check=True, timeout=30
    )

    assert answer.stdout == "[]\n"
