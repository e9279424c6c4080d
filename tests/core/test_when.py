from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from einklang.core.when import Precision, When, WhenError

SEPTEMBER_12 = When.day(date(2024, 9, 12))
UNREADABLE = (
    "„demnächst“ ist kein lesbares Datum. Schreiben Sie 12.9.2024, September 2024 oder 2024."
)
CORE_WEEK = When.days(date(2024, 9, 16), date(2024, 9, 20))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.9.2024", SEPTEMBER_12),
        ("12. September 2024", SEPTEMBER_12),
        ("am 12. Sept. 2024", SEPTEMBER_12),
        ("2024-09-12", SEPTEMBER_12),
        ("2024-09-12 00:00:00", SEPTEMBER_12),
        ("16.–20.9.2024", CORE_WEEK),
        ("16. bis 20. September 2024", CORE_WEEK),
        ("16.9.2024 - 20.9.2024", CORE_WEEK),
        ("2024-09-16/2024-09-20", CORE_WEEK),
        ("30.6.–2.7.2024", When.days(date(2024, 6, 30), date(2024, 7, 2))),
        ("September 2024", When.month(2024, 9)),
        ("9/2024", When.month(2024, 9)),
        ("2024-09", When.month(2024, 9)),
        ("Juni–Oktober 2024", When.months((2024, 6), (2024, 10))),
        ("June to October 2024", When.months((2024, 6), (2024, 10))),
        ("Dezember 2023 bis Februar 2024", When.months((2023, 12), (2024, 2))),
        ("2024", When.year(2024)),
        ("im Jahr 2024", When.year(2024)),
        ("", When.unknown()),
        ("unbekannt", When.unknown()),
        ("—", When.unknown()),
    ],
)
def test_when_reads_what_people_type(text: str, expected: When) -> None:
    assert When.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31.2.2024", "„31.2.2024“ ist kein Tag, den es gibt."),
        ("13/2024", "„13/2024“ ist kein Tag, den es gibt."),
        ("1. Quartember 2024", "„1. Quartember 2024“ ist kein Tag, den es gibt."),
        ("20.–16.9.2024", "Das Ende liegt vor dem Anfang."),
        ("Oktober–Juni 2024", "Das Ende liegt vor dem Anfang."),
        (
            "demnächst",
            UNREADABLE,
        ),
    ],
)
def test_when_refuses_what_is_no_date(text: str, message: str) -> None:
    with translation.override("de"), pytest.raises(WhenError) as refusal:
        When.parse(text)

    with translation.override("de"):
        assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("when", "german", "english"),
    [
        (SEPTEMBER_12, "am 12. September 2024", "on 12 September 2024"),
        (CORE_WEEK, "vom 16. bis 20. September 2024", "from 16 to 20 September 2024"),
        (
            When.days(date(2024, 6, 30), date(2024, 7, 2)),
            "vom 30. Juni bis 2. Juli 2024",
            "from 30 June to 2 July 2024",
        ),
        (When.month(2024, 3), "im März 2024", "in March 2024"),
        (
            When.months((2024, 6), (2024, 10)),
            "von Juni bis Oktober 2024",
            "from June to October 2024",
        ),
        (
            When.months((2023, 12), (2024, 2)),
            "von Dezember 2023 bis Februar 2024",
            "from December 2023 to February 2024",
        ),
        (When.year(2024), "im Jahr 2024", "in 2024"),
        (When.unknown(), "", ""),
    ],
)
def test_when_prints_phrases(when: When, german: str, english: str) -> None:
    assert (when.phrase("de"), when.phrase("en")) == (german, english)


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, DAYS, st.sampled_from(Precision))
def test_when_reads_back_what_it_prints(one: date, other: date, precision: Precision) -> None:
    first, last = sorted((one, other))
    when = {
        Precision.DAY: lambda: When.day(first),
        Precision.RANGE: lambda: When.days(first, last),
        Precision.MONTH: lambda: When.month(first.year, first.month),
        Precision.MONTH_RANGE: lambda: When.months(
            (first.year, first.month), (last.year, last.month)
        ),
        Precision.YEAR: lambda: When.year(first.year),
        Precision.UNKNOWN: When.unknown,
    }[precision]()

    assert When.parse(when.iso()) == when
    assert When.parse(when.text("de")) == when
    assert When.parse(when.text("en")) == when


def test_when_sorts_earlier_first_and_unknown_last() -> None:
    whens = [When.unknown(), When.year(2024), CORE_WEEK, SEPTEMBER_12, When.month(2024, 1)]

    assert sorted(whens, key=lambda when: when.order) == [
        When.month(2024, 1),
        When.year(2024),
        SEPTEMBER_12,
        CORE_WEEK,
        When.unknown(),
    ]


def test_when_touches_every_year_it_lasts() -> None:
    winter = When.months((2023, 12), (2024, 2))

    assert [year for year in range(2022, 2026) if winter.touches(year)] == [2023, 2024]
    assert not When.unknown().touches(2024)
