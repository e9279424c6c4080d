"""What a cell may hold: small converters from what people write to what the tables keep."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from einklang.chronicle.sentences import PatternError, check_pattern
from einklang.core.when import Precision, When, WhenError
from einklang.intake.errors import CellError

Cell = str | int | float | Decimal | bool | date | datetime | time | list[Any] | None

YES = frozenset({"ja", "j", "x", "1", "true", "wahr", "yes", "y", "✓"})
NO = frozenset({"nein", "n", "0", "false", "falsch", "no", "-", "–"})
FORBIDDEN_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
GERMAN_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
ENGLISH_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
FIRST_YEAR, LAST_YEAR = 1848, 2200
DECIMALS = 3
LARGEST_ORDER = 32767


def is_blank(cell: Cell) -> bool:
    return cell is None or cell == [] or (isinstance(cell, str) and not cell.strip())


def day_of(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def as_text(cell: Cell) -> str:
    """Return what a reader sees in the cell.

    :raises CellError: if it holds signs that no text has, or a list.
    """
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, datetime | date):
        return When.day(day_of(cell)).text("de")
    if isinstance(cell, list):
        raise CellError(_("A list stands here; one value is expected."))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    if FORBIDDEN_SIGNS.search(text):
        raise CellError(_("The text holds control characters that cannot be stored."))
    return text


@dataclass(frozen=True)
class Kind:
    """Reads one cell that is not blank; prints a value the way it is read."""

    def read(self, cell: Cell) -> Any:
        return as_text(cell)

    def write(self, value: Any) -> str | int | float | Decimal | date | None:
        return None if value in {None, ""} else str(value)

    def allowed(self) -> list[str]:
        """Return the words a list in the workbook offers, if they are few and fixed."""
        return []


@dataclass(frozen=True)
class Text(Kind):
    pass


@dataclass(frozen=True)
class Pattern(Kind):
    """A sentence pattern; of several records or of one."""

    def read(self, cell: Cell) -> str:
        text = as_text(cell)
        try:
            check_pattern(text, is_group=True)
        except PatternError:
            try:
                check_pattern(text)
            except PatternError as error:
                raise CellError(str(error)) from error
        return text


@dataclass(frozen=True)
class Slug(Kind):
    def read(self, cell: Cell) -> str:
        text = as_text(cell)
        if not SLUG.fullmatch(text):
            raise CellError(
                _("“%s” is no key: only letters a–z, digits, hyphen and underscore.") % text
            )
        return text


@dataclass(frozen=True)
class Moment(Kind):
    """A date as precisely as it is known."""

    def read(self, cell: Cell) -> When:
        if isinstance(cell, datetime | date):
            return When.day(day_of(cell))
        try:
            return When.parse(as_text(cell))
        except WhenError as error:
            raise CellError(str(error)) from error

    def write(self, value: When) -> str | date | None:
        if value.precision == Precision.DAY:
            return value.start
        return value.text("de") or None


@dataclass(frozen=True)
class Day(Kind):
    def read(self, cell: Cell) -> date:
        moment = Moment().read(cell)
        if moment.precision != Precision.DAY or moment.start is None:
            raise CellError(_("An exact day is needed here, for instance 12.9.2024."))
        return moment.start

    def write(self, value: date | None) -> date | None:
        return value


@dataclass(frozen=True)
class DayOrYear(Kind):
    """A day; a mere year or month stands for its first or its last day."""

    is_end: bool = False

    def read(self, cell: Cell) -> date:
        moment = Moment().read(cell)
        day = moment.end if self.is_end else moment.start
        if day is None:
            raise CellError(_("A day is needed here, for instance 12.9.2024."))
        return day

    def write(self, value: date | None) -> date | None:
        return value


@dataclass(frozen=True)
class Whole(Kind):
    first: int = 0
    last: int = LARGEST_ORDER

    def read(self, cell: Cell) -> int:
        text = as_text(cell)
        if isinstance(cell, bool) or not re.fullmatch(r"\d{1,9}", text):
            raise CellError(_("“%s” is not a whole number.") % text)
        number = int(text)
        if not self.first <= number <= self.last:
            raise CellError(
                _("%(number)s lies outside %(first)s to %(last)s.")
                % {"number": number, "first": self.first, "last": self.last}
            )
        return number

    def write(self, value: int | None) -> int | None:
        return value


YEAR = Whole(FIRST_YEAR, LAST_YEAR)


@dataclass(frozen=True)
class Number(Kind):
    """A decimal in German (1.234,5) or English (1,234.5) writing; 1.234 is read as German."""

    def read(self, cell: Cell) -> Decimal:
        text = as_text(cell).replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        if isinstance(cell, bool):
            raise CellError(_("“%s” is not a number.") % text)
        if isinstance(cell, float):
            # A workbook keeps 0.1 + 0.2; nobody means the digits behind the sixth.
            text = format(Decimal(repr(round(cell, 6))).normalize(), "f")
        elif isinstance(cell, str) and GERMAN_THOUSANDS.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        elif ENGLISH_THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        elif not PLAIN_NUMBER.fullmatch(text):
            raise CellError(_("“%s” is not a number.") % as_text(cell))
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise CellError(_("“%s” is not a number.") % as_text(cell)) from error
        if round(number, DECIMALS) != number:
            raise CellError(_("At most three decimals are kept."))
        return number

    def write(self, value: Decimal | None) -> float | int | None:
        if value is None:
            return None
        return int(value) if value == int(value) else float(value)


@dataclass(frozen=True)
class YesNo(Kind):
    def read(self, cell: Cell) -> bool:
        text = as_text(cell).lower()
        if text in YES:
            return True
        if text in NO:
            return False
        raise CellError(_("“%s” is neither yes nor no.") % as_text(cell))

    def write(self, value: bool | None) -> str | None:  # noqa: FBT001 - one value like the others
        return None if value is None else "ja" if value else "nein"

    def allowed(self) -> list[str]:
        return ["ja", "nein"]


@cache
def words_of(
    choices: type[models.TextChoices], also: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """Return every word for every choice, in both languages."""
    words: dict[str, str] = {}
    for language in ("en", "de"):
        with translation.override(language):
            for value, label in choices.choices:
                words.setdefault(str(label).casefold(), str(value))
    words |= {word.casefold(): str(value) for word, value in also}
    return words | {str(value).casefold(): str(value) for value in choices.values}


@dataclass(frozen=True)
class Choice(Kind):
    """One of a fixed list: by its value or by its label in German or English."""

    choices: type[models.TextChoices]
    also: Mapping[str, str] = field(default_factory=dict, hash=False)

    def read(self, cell: Cell) -> str:
        text = as_text(cell)
        found = words_of(self.choices, tuple(self.also.items())).get(text.casefold())
        if found is None:
            raise CellError(
                _("“%(text)s” is not on the list. Allowed: %(words)s.")
                % {"text": text, "words": ", ".join(self.allowed())}
            )
        return found

    def write(self, value: str | None) -> str | None:
        if not value:
            return None
        return str(self.choices(value).label)

    def allowed(self) -> list[str]:
        return [str(label) for label in self.choices.labels]


@dataclass(frozen=True)
class Reference(Kind):
    """The key or the unambiguous name of another row; ``target`` is its sheet."""

    target: str

    def write(self, value: Any) -> str | None:
        return None if value is None else str(value.key)


@dataclass(frozen=True)
class Actor(Kind):
    """An organisation, an office, a person, or a bare name after “frei:”."""


@dataclass(frozen=True)
class Many(Kind):
    """Several values, separated by semicolon or line break, or a list."""

    of: Kind

    def read(self, cell: Cell) -> tuple[Any, ...]:
        parts: list[Any] = cell if isinstance(cell, list) else re.split(r"[;\n]", as_text(cell))
        found = [self.of.read(part) for part in parts if not is_blank(part)]
        return tuple(dict.fromkeys(found))

    def write(self, value: Any) -> str | None:
        return "; ".join(str(self.of.write(part)) for part in value) or None


@dataclass(frozen=True)
class YesOrMany(Kind):
    """Yes, no, or several values."""

    of: Kind

    def read(self, cell: Cell) -> tuple[Any, ...] | bool:
        text = "" if isinstance(cell, list) else as_text(cell).lower()
        if text in YES:
            return True
        return False if text in NO else Many(self.of).read(cell)
