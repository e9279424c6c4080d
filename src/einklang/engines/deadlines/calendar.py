"""Which days are working days, and how many lie between two of them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from einklang.engines.deadlines.errors import DeadlineError, Language

LANDS: Final = frozenset(f"DE-{land}" for land in (
    "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH",
))  # fmt: skip
# Before the first there were no sixteen Länder; the library ends with the last.
FIRST_YEAR: Final = 1991
LAST_YEAR: Final = 2100

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_LIBRARY_LANGUAGES: dict[Language, str] = {"de": "de", "en": "en_US"}


class WorkingCalendar:
    """The working days of a set of Länder, given by ISO 3166-2 codes (“DE-BE”).

    A working day is Monday to Friday and no public holiday in any of the Länder; without Länder
    the nationwide holidays count alone. 24 and 31 December are no public holidays anywhere, so
    they are working days; who sees that differently gives them as `extra_free`.

    Only holidays of a whole Land are known. What holds in single municipalities is for the
    caller to give as `extra_free`: Mariä Himmelfahrt (15 August) in the mostly Catholic ones of
    Bavaria, the Friedensfest (8 August) in Augsburg, Fronleichnam in some of Saxony (Bautzen,
    Sorbian area) and Thuringia (Eichsfeld).

    All days from 1991 to 2100; beyond that, `DeadlineError` „year-unknown“.
    """

    def __init__(self, lands: Iterable[str] = (), extra_free: Collection[date] = ()) -> None:
        self.lands = frozenset(lands)
        self.extra_free = frozenset(extra_free)
        for land in sorted(self.lands - LANDS):
            raise DeadlineError("unknown-land", land=land)

    def is_working_day(self, day: date) -> bool:
        """Say whether people in all of the Länder work on this day."""
        holidays = self._holidays(day, "de")
        if day.weekday() >= _SATURDAY or day in self.extra_free:
            return False
        return all(day not in names for names in holidays)

    def holiday_name(self, day: date, language: Language) -> str | None:
        """Name the public holiday, also one on a weekend; two on one day are both named."""
        names = [name for names in self._holidays(day, language) for name in names.get(day, ())]
        return ", ".join(dict.fromkeys(names)) or None

    def add(self, day: date, working_days: int) -> date:
        """Return the n-th working day after the day, which itself does not count.

        Nothing added leaves the day as it is; a negative number goes back in time.
        """
        step = _ONE_DAY if working_days > 0 else -_ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def subtract(self, day: date, working_days: int) -> date:
        """Return the n-th working day before the day, which itself does not count."""
        return self.add(day, -working_days)

    def count(self, after: date, until: date) -> int:
        """Count the working days after the one day until the other, which counts.

        Negative when `until` lies before `after`: so many working days overdue.
        """
        if until < after:
            return -self.count(until, after)
        span = (until - after).days
        return sum(self.is_working_day(after + _ONE_DAY * offset) for offset in range(1, span + 1))

    def next_working_day(self, day: date, *, or_same: bool = False) -> date:
        """Return the first working day after the day, or from the day on (§ 193 BGB)."""
        return day if or_same and self.is_working_day(day) else self.add(day, 1)

    def previous_working_day(self, day: date, *, or_same: bool = False) -> date:
        """Return the last working day before the day, or up to the day."""
        return day if or_same and self.is_working_day(day) else self.subtract(day, 1)

    def _holidays(self, day: date, language: Language) -> list[dict[date, tuple[str, ...]]]:
        # A datetime is a date to Python, but equal to none of them.
        if isinstance(day, datetime):
            raise TypeError("A day is wanted, not a moment; which day it is depends on the zone.")
        return [_holidays(land, day.year, language) for land in sorted(self.lands) or [""]]


@lru_cache(maxsize=4096)
def _holidays(land: str, year: int, language: Language) -> dict[date, tuple[str, ...]]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DeadlineError("year-unknown", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    # Slow: the library imports the holidays of all countries at once (0.1 s).
    from holidays.countries.germany import Germany  # noqa: PLC0415

    found = Germany(
        subdiv=land.removeprefix("DE-") or None,
        years=year,
        expand=False,
        language=_LIBRARY_LANGUAGES[language],
    )
    return {day: tuple(found.get_list(day)) for day in found}
