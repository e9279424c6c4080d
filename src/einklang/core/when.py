"""``When``: a date as precisely as it is known, never more.

Six precisions: a day, a range of days, a month, a range of months, a year, unknown.
It sorts, tells which years it touches, is read from German or English text and printed in both.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WhenError(ValueError):
    """The text cannot be read as a date; the message says so in the reader's language."""


class Precision(models.TextChoices):
    DAY = "day", _("day")
    RANGE = "range", _("range of days")
    MONTH = "month", pgettext_lazy("precision", "month")
    MONTH_RANGE = "month_range", _("range of months")
    YEAR = "year", pgettext_lazy("precision", "year")
    UNKNOWN = "unknown", pgettext_lazy("date", "unknown")


MONTHS = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
        "September", "Oktober", "November", "Dezember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December",
    ),
}  # fmt: skip

MONTH_NUMBERS = {
    name[:3].lower(): number
    for names in (MONTHS["en"], MONTHS["de"])
    for number, name in enumerate(names, start=1)
} | {"mrz": 3, "mär": 3, "mar": 3, "jänner": 1}

RANGE_SIGN = "–"
PREPOSITIONS = {
    "de": {
        Precision.DAY: "am ",
        Precision.RANGE: "vom ",
        Precision.MONTH: "im ",
        Precision.MONTH_RANGE: "von ",
        Precision.YEAR: "im Jahr ",
    },
    "en": {
        Precision.DAY: "on ",
        Precision.RANGE: "from ",
        Precision.MONTH: "in ",
        Precision.MONTH_RANGE: "from ",
        Precision.YEAR: "in ",
    },
}
BETWEEN = {"de": " bis ", "en": " to "}
PartOfDate = Callable[[date, str], str]

DASH = r"\s*(?:–|—|-|/|…|\.\.\.|bis|to|until)\s*"
DAY = r"(\d{1,2})(?:\.\s*|\s+)(\d{1,2}|[A-Za-zÄÖÜäöü]+)\.?\s*(\d{4})?"
UNKNOWN_WORDS = {"", "-", "–", "—", "?", "unbekannt", "unknown", "offen", "o. d.", "ohne datum"}


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day.

    :raises ValueError: if there is no such month.
    """
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(month)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def month_number(text: str) -> int:
    """Read a month's number or name, German or English.

    :raises ValueError: if there is no such month.
    """
    if text.isdigit():
        return int(text)
    key = text.lower()[:3]
    known = MONTH_NUMBERS.get(text.lower()) or MONTH_NUMBERS.get(key)
    if known is None or not is_month_name(text.lower(), known):
        raise ValueError(text)
    return known


def is_month_name(text: str, number: int) -> bool:
    names = [MONTHS["de"][number - 1].lower(), MONTHS["en"][number - 1].lower(), "sept", "mrz"]
    return text in MONTH_NUMBERS or any(name.startswith(text) for name in names)


@dataclass(frozen=True, order=False)
class When:
    precision: Precision = Precision.UNKNOWN
    start: date | None = None
    """First day that is meant; of a month the first, of a year 1 January."""
    end: date | None = None
    """Last day that is meant, the same day for a day."""

    @classmethod
    def unknown(cls) -> Self:
        return cls()

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(Precision.DAY, day, day)

    @classmethod
    def days(cls, start: date, end: date) -> Self:
        """Build a range of days.

        :raises WhenError: if it ends before it starts.
        """
        if end < start:
            raise WhenError(_("The end lies before the start."))
        return cls.day(start) if start == end else cls(Precision.RANGE, start, end)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(Precision.MONTH, *month_bounds(year, month))

    @classmethod
    def months(cls, first: tuple[int, int], last: tuple[int, int]) -> Self:
        """Build a range from one (year, month) to another.

        :raises WhenError: if it ends before it starts.
        """
        if last < first:
            raise WhenError(_("The end lies before the start."))
        if first == last:
            return cls.month(*first)
        return cls(Precision.MONTH_RANGE, month_bounds(*first)[0], month_bounds(*last)[1])

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(Precision.YEAR, date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what people type: 12.9.2024, 16.–20. September 2024, Juni–Oktober 2024, 2024, ISO.

        :raises WhenError: if it is no date, or a day that does not exist.
        """
        text = re.sub(r"\s+", " ", text.strip())
        text = re.sub(
            r"^((am|im|vom|von|on|in|from|jahr|year)\s+)+", "", text, flags=re.IGNORECASE
        )
        if text.lower() in UNKNOWN_WORDS:
            return cls.unknown()
        try:
            found = cls._parse_iso(text) or cls._parse_german(text)
        except WhenError:
            raise
        except ValueError as error:
            raise WhenError(_("“%s” is not a day that exists.") % text) from error
        if found is None:
            raise WhenError(
                _("“%s” is not a date I can read. Write 12.9.2024, September 2024 or 2024.") % text
            )
        return found

    @classmethod
    def _parse_iso(cls, text: str) -> Self | None:
        iso = r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ]00:00(?::00)?)?"
        if single := re.fullmatch(iso, text):
            return cls._from_numbers(single.groups())
        if double := re.fullmatch(rf"{iso}(?:/|{DASH}){iso}", text):
            first, last = double.groups()[:3], double.groups()[3:]
            start, end = cls._from_numbers(first), cls._from_numbers(last)
            if start.precision != end.precision or start.start is None or end.start is None:
                raise WhenError(_("Both ends of “%s” need the same precision.") % text)
            if start.precision == Precision.DAY:
                return cls.days(start.start, end.start)
            if end.end is None or end.end < start.start:
                raise WhenError(_("The end lies before the start."))
            return cls.months((start.start.year, start.start.month), (end.end.year, end.end.month))
        return None

    @classmethod
    def _from_numbers(cls, parts: tuple[str | None, ...]) -> Self:
        numbers = [int(part) for part in parts if part]
        if not 1 <= numbers[0] <= 9998:  # noqa: PLR2004 - date's own limits, one year spared
            raise ValueError
        if len(numbers) == 1:
            return cls.year(numbers[0])
        if len(numbers) == 2:  # noqa: PLR2004 - year and month
            return cls.month(numbers[0], numbers[1])
        return cls.day(date(numbers[0], numbers[1], numbers[2]))

    @classmethod
    def _parse_german(cls, text: str) -> Self | None:
        return cls._parse_german_days(text) or cls._parse_german_months(text)

    @classmethod
    def _parse_german_days(cls, text: str) -> Self | None:
        if match := re.fullmatch(DAY, text):
            day, month, year = match.groups()
            return cls.day(date(int(year), month_number(month), int(day))) if year else None
        if match := re.fullmatch(rf"(\d{{1,2}})\.?{DASH}{DAY}", text):
            first, day, month, year = match.groups()
            if not year:
                return None
            number = month_number(month)
            return cls.days(date(int(year), number, int(first)), date(int(year), number, int(day)))
        if match := re.fullmatch(rf"{DAY}{DASH}{DAY}", text):
            day, month, year, last_day, last_month, last_year = match.groups()
            if not last_year:
                return None
            start = date(int(year or last_year), month_number(month), int(day))
            return cls.days(start, date(int(last_year), month_number(last_month), int(last_day)))
        return None

    @classmethod
    def _parse_german_months(cls, text: str) -> Self | None:
        word = r"([A-Za-zÄÖÜäöü]{3,})\.?"
        if match := re.fullmatch(rf"{word} (\d{{4}})", text):
            return cls.month(int(match[2]), month_number(match[1]))
        if match := re.fullmatch(r"(\d{1,2})[./](\d{4})", text):
            return cls.month(int(match[2]), int(match[1]))
        if match := re.fullmatch(rf"{word}(?: (\d{{4}}))?{DASH}{word} (\d{{4}})", text):
            first = (int(match[2] or match[4]), month_number(match[1]))
            return cls.months(first, (int(match[4]), month_number(match[3])))
        return None

    @property
    def is_known(self) -> bool:
        return self.precision != Precision.UNKNOWN

    def touches(self, year: int) -> bool:
        """Tell whether any day that may be meant lies in the year."""
        return bool(self.start and self.end and self.start.year <= year <= self.end.year)

    @property
    def order(self) -> tuple[date, date, int]:
        """Sort key: earlier first, then the more precise, the unknown last."""
        start = self.start or date.max
        return start, self.end or date.max, list(Precision).index(self.precision)

    def text(self, language: str) -> str:
        """Print it bare: 12. September 2024; September 2024; 2024; empty when unknown."""
        if self.start is None or self.end is None:
            return ""
        if self.precision == Precision.YEAR:
            return str(self.start.year)
        if self.precision == Precision.MONTH:
            return f"{MONTHS[language][self.start.month - 1]} {self.start.year}"
        if self.precision == Precision.MONTH_RANGE:
            return self._between(language, self._month_part)
        if self.precision == Precision.DAY:
            return f"{self._day_part(self.start, language)} {self.start.year}"
        return self._between(language, self._day_part)

    def phrase(self, language: str) -> str:
        """Print it as part of a sentence: am 12. September 2024; im September 2024."""
        text = self.text(language)
        if not text:
            return ""
        prefix = PREPOSITIONS[language][self.precision]
        if self.precision not in {Precision.RANGE, Precision.MONTH_RANGE}:
            return prefix + text
        first, last = text.split(RANGE_SIGN, 1)
        # Within one month "vom 16. bis 20. September", else both months are named.
        return f"{prefix}{first}{BETWEEN[language]}{last}"

    def _between(self, language: str, part: PartOfDate) -> str:
        start, end = self.start, self.end
        if start is None or end is None:
            return ""
        last = f"{part(end, language)} {end.year}"
        if start.year != end.year:
            return f"{part(start, language)} {start.year}{RANGE_SIGN}{last}"
        if self.precision == Precision.RANGE and start.month == end.month:
            if language == "de":
                return f"{start.day}.{RANGE_SIGN}{last}"
            return f"{start.day}{RANGE_SIGN}{last}"
        return f"{part(start, language)}{RANGE_SIGN}{last}"

    @staticmethod
    def _day_part(day: date, language: str) -> str:
        month = MONTHS[language][day.month - 1]
        return f"{day.day}. {month}" if language == "de" else f"{day.day} {month}"

    @staticmethod
    def _month_part(day: date, language: str) -> str:
        return MONTHS[language][day.month - 1]

    def iso(self) -> str:
        """Print it so that ``parse`` reads the same back."""
        if self.start is None or self.end is None:
            return ""
        shown = {
            Precision.YEAR: slice(0, 4),
            Precision.MONTH: slice(0, 7),
            Precision.MONTH_RANGE: slice(0, 7),
        }.get(self.precision, slice(0, 10))
        first, last = self.start.isoformat()[shown], self.end.isoformat()[shown]
        is_range = self.precision in {Precision.RANGE, Precision.MONTH_RANGE}
        return f"{first}/{last}" if is_range else first

    def __str__(self) -> str:
        return self.text("de")
