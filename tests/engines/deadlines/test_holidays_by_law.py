"""The holidays of the Länder, written out from their laws; dates of Easter from the almanac."""

from datetime import date, timedelta

import pytest

from einklang.engines.deadlines.calendar import LANDS, WorkingCalendar

EASTER_SUNDAYS = {
    1991: date(1991, 3, 31),
    2000: date(2000, 4, 23),
    2008: date(2008, 3, 23),  # the earliest between 1991 and 2100
    2011: date(2011, 4, 24),
    2016: date(2016, 3, 27),
    2024: date(2024, 3, 31),
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
    2038: date(2038, 4, 25),  # the latest there can be
    2100: date(2100, 3, 28),
}
NATIONWIDE_2025 = {
    date(2025, 1, 1): "Neujahr",
    date(2025, 4, 18): "Karfreitag",
    date(2025, 4, 21): "Ostermontag",
    date(2025, 5, 1): "Erster Mai",
    date(2025, 5, 29): "Christi Himmelfahrt",
    date(2025, 6, 9): "Pfingstmontag",
    date(2025, 10, 3): "Tag der Deutschen Einheit",
    date(2025, 12, 25): "Erster Weihnachtstag",
    date(2025, 12, 26): "Zweiter Weihnachtstag",
}
EPIPHANY = date(2025, 1, 6)
WOMEN = date(2025, 3, 8)
LIBERATION = date(2025, 5, 8)
CORPUS_CHRISTI = date(2025, 6, 19)
ASSUMPTION = date(2025, 8, 15)
CHILDREN = date(2025, 9, 20)
REFORMATION = date(2025, 10, 31)
ALL_SAINTS = date(2025, 11, 1)
REPENTANCE = date(2025, 11, 19)
EASTER = date(2025, 4, 20)
PENTECOST = date(2025, 6, 8)
OWN_2025 = {
    "DE-BB": {EASTER, PENTECOST, REFORMATION},
    "DE-BE": {WOMEN, LIBERATION},
    "DE-BW": {EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS},
    "DE-BY": {EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS},
    "DE-HB": {REFORMATION},
    "DE-HE": {CORPUS_CHRISTI},
    "DE-HH": {REFORMATION},
    "DE-MV": {WOMEN, REFORMATION},
    "DE-NI": {REFORMATION},
    "DE-NW": {CORPUS_CHRISTI, ALL_SAINTS},
    "DE-RP": {CORPUS_CHRISTI, ALL_SAINTS},
    "DE-SH": {REFORMATION},
    "DE-SL": {CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS},
    "DE-SN": {REFORMATION, REPENTANCE},
    "DE-ST": {EPIPHANY, REFORMATION},
    "DE-TH": {CHILDREN, REFORMATION},
}
# Land, day, the years in which it is a public holiday there and in which it is not.
CHANGES = [
    ("DE-BE", (3, 8), (2019, 2025, 2100), (1991, 2018)),
    ("DE-MV", (3, 8), (2023, 2024, 2100), (2019, 2022)),
    ("DE-BB", (3, 8), (), (2019, 2025)),
    ("DE-TH", (9, 20), (2019, 2024, 2100), (2018,)),
    ("DE-SN", (9, 20), (), (2019, 2024)),
    ("DE-HB", (10, 31), (2017, 2018, 2025), (2016, 2000)),
    ("DE-HH", (10, 31), (2017, 2018, 2025), (2016, 2000)),
    ("DE-NI", (10, 31), (2017, 2018, 2025), (2016, 2000)),
    ("DE-SH", (10, 31), (2017, 2018, 2025), (2016, 2000)),
    ("DE-BE", (10, 31), (2017,), (2016, 2018, 2025)),
    ("DE-BY", (10, 31), (2017,), (2016, 2018, 2025)),
    ("DE-NW", (10, 31), (2017,), (2016, 2018, 2025)),
    ("DE-SN", (10, 31), (2016, 2017, 2018, 2025), ()),
    ("DE-BE", (5, 8), (2020, 2025), (2019, 2021, 2024, 2026)),
    ("DE-BB", (5, 8), (), (2020, 2025)),
    ("DE-BE", (6, 17), (2028,), (2025, 2027, 2029)),
    ("DE-SN", (11, 20), (2024,), (2023, 2025)),
    ("DE-SN", (11, 22), (2023,), (2024,)),
    ("DE-BY", (11, 20), (), (2024,)),
    ("DE-NW", (11, 16), (1994,), (1995,)),
    ("DE-BY", (8, 15), (), (2024, 2025)),
    ("DE-SL", (8, 15), (1991, 2025), ()),
    ("DE-BY", (8, 8), (), (2024, 2025)),
]
CORPUS_CHRISTI_DAYS = (date(2024, 5, 30), date(2025, 6, 19), date(2026, 6, 4))
WITH_CORPUS_CHRISTI = {"DE-BW", "DE-BY", "DE-HE", "DE-NW", "DE-RP", "DE-SL"}


def holidays_of(calendar: WorkingCalendar, year: int) -> dict[date, str]:
    days = (date(year, 1, 1) + timedelta(days=offset) for offset in range(366))
    names = {day: calendar.holiday_name(day, "de") for day in days if day.year == year}
    return {day: name for day, name in names.items() if name}


def test_no_land_means_the_nationwide_holidays() -> None:
    assert holidays_of(WorkingCalendar(), 2025) == NATIONWIDE_2025


@pytest.mark.parametrize("land", sorted(LANDS))
def test_every_land_adds_its_own_holidays(land: str) -> None:
    found = holidays_of(WorkingCalendar({land}), 2025)

    assert set(found) == set(NATIONWIDE_2025) | OWN_2025[land]


@pytest.mark.parametrize(("land", "day", "free", "not_free"), CHANGES)
def test_holidays_begin_and_end_with_their_laws(
    land: str, day: tuple[int, int], free: tuple[int, ...], not_free: tuple[int, ...]
) -> None:
    calendar = WorkingCalendar({land})
    is_free = {
        year: calendar.holiday_name(date(year, *day), "de") is not None
        for year in (*free, *not_free)
    }

    assert is_free == dict.fromkeys(free, True) | dict.fromkeys(not_free, False)


@pytest.mark.parametrize("day", CORPUS_CHRISTI_DAYS)
def test_corpus_christi_frees_six_whole_laender(day: date) -> None:
    free = {land for land in LANDS if not WorkingCalendar({land}).is_working_day(day)}

    assert free == WITH_CORPUS_CHRISTI


def test_reformation_day_2017_freed_the_whole_country() -> None:
    assert WorkingCalendar().holiday_name(date(2017, 10, 31), "de") == "Reformationstag"
    assert not WorkingCalendar().is_working_day(date(2017, 10, 31))
    assert WorkingCalendar().is_working_day(date(2016, 10, 31))


@pytest.mark.parametrize("year", EASTER_SUNDAYS)
def test_movable_feasts_follow_easter(year: int) -> None:
    calendar = WorkingCalendar({"DE-NW"})
    feasts = {
        offset: calendar.holiday_name(EASTER_SUNDAYS[year] + timedelta(days=offset), "de")
        for offset in (-2, 1, 39, 50, 60)
    }

    assert feasts == {
        -2: "Karfreitag",
        1: "Ostermontag",
        39: "Christi Himmelfahrt, Erster Mai" if year == 2008 else "Christi Himmelfahrt",
        50: "Pfingstmontag",
        60: "Fronleichnam",
    }
