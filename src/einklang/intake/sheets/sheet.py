"""The words in which the format is written down: a sheet, its columns, and how rows are found."""

import unicodedata
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language

from einklang.intake.sheets.kinds import Kind, Text

Words = str | Promise


def folded(text: str) -> str:
    """Fold a heading: case, spaces and a star for "required" do not matter."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().strip(" *\t\n").split())


def speaks_english() -> bool:
    return (get_language() or "de").startswith("en")


@dataclass(frozen=True)
class Column:
    key: str
    de: str
    en: str
    kind: Kind = field(default_factory=Text)
    required: bool = False
    about: Words = ""
    """What belongs here, in the reader's language."""
    also: tuple[str, ...] = ()
    """Further headings under which it is known."""

    @property
    def title(self) -> str:
        return self.en if speaks_english() else self.de

    @property
    def headings(self) -> set[str]:
        return {folded(text) for text in (self.key, self.de, self.en, *self.also)}


@dataclass(frozen=True)
class Sheet:
    key: str
    de: str
    en: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    match: tuple[str, ...] = ("key",)
    """The columns by which a row is found again."""
    is_shared: bool = False
    """Rows of all committees: an empty cell leaves alone what is there."""
    about: Words = ""
    also: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.en if speaks_english() else self.de

    @property
    def headings(self) -> set[str]:
        return {folded(text) for text in (self.key, self.de, self.en, *self.also)}

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)
