"""The plan of an invented Word file: the draft's paragraphs, and the edits of one return."""

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from einklang.config.bench.wording import Words

Kind = Literal["heading1", "heading2", "text", "number", "bullet", "cell"]
EditKind = Literal["words", "comment", "paragraph-in", "paragraph-out"]


@dataclass(frozen=True)
class Paragraph:
    kind: Kind
    words: Words
    bold: tuple[int, int] = (0, 0)
    """Positions of words: from, to."""
    has_footnote: bool = False
    """After the last word."""


@dataclass(frozen=True)
class Draft:
    paragraphs: tuple[Paragraph, ...]
    tables: dict[int, int]
    """Where tables begin, and how many columns they have; each has as many rows."""


@dataclass(frozen=True)
class Edit:
    paragraph: int
    kind: EditKind
    start: int
    """Position of the first word that goes or is commented on."""
    end: int
    """Position after the last of them; `start` when words only come."""
    words: Words
    """Those that come: in place of the others, as a paragraph after this one, as a comment."""
    person: str
    date: str

    def as_words(self) -> "Edit":
        """Return the deletion of its words instead of the whole paragraph."""
        return replace(self, kind="words", words=())


@dataclass(frozen=True)
class Hand:
    """The habits of one word processor: identifiers, and where it splits runs.

    Paragraphs written by one hand are equal byte by byte in every file.
    """

    number: int = 0

    def random(self, place: int) -> Random:
        return Random(self.number * 1_000_003 + place)  # noqa: S311 - repeatable on purpose


@dataclass(frozen=True)
class Plan:
    draft: Draft
    edits: tuple[Edit, ...] = ()
    """In the order of the document; those of one paragraph do not touch each other."""
    is_tracked: bool = True
    hand: Hand = Hand()
