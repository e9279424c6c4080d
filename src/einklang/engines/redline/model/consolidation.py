"""The result of putting returns together, as others may read it."""

from dataclasses import dataclass, field
from enum import StrEnum

from einklang.engines.redline.model.change import Change, Comment, Conflict, Place


class ReturnKind(StrEnum):
    TRACKED = "tracked"
    UNTRACKED = "untracked"
    MIXED = "mixed"
    COMMENTS = "comments"
    NIL = "nil"
    """Nothing was changed and nothing said."""


@dataclass(frozen=True, slots=True)
class ReturnSummary:
    association: str
    file: str
    kind: ReturnKind
    people: tuple[str, ...] = ()
    """Who wrote in it, in alphabetical order."""
    changes: int = 0
    comments: int = 0
    made_on: str = ""
    """The name of an older version of the draft that it was made on; empty for the current."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be merged as it was, and what was done instead."""

    association: str
    """Whose return; empty for the draft itself."""
    element: str
    """What it is, as a key of `words.py`: `section`, `bookmark`, `content-control`, …"""
    place: Place
    treatment: str
    """What was done, as a key of `words.py`: `kept-as-in-draft`, `taken-as-text`, …"""
    detail: str = ""
    """The thing itself, in its own words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the draft with its citable address."""

    place: Place
    """`start` is 0, `end` the length of the text."""
    text: str
    level: int = 0
    """1 to 9 for a heading, 0 for text."""
    label: str = ""
    """The name of its style."""
    lines: tuple[int, ...] = ()
    """Offsets in `text` at which its lines begin; the first is 0."""


@dataclass(frozen=True, slots=True)
class DraftParagraph(Paragraph):
    """A numbered paragraph of a draft that nobody has answered yet."""

    is_editable: bool = True
    """Whether it can be changed as plain text; not if it consists of a picture or the like."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that reports are made of."""

    title: str
    """The name of the draft's file."""
    fingerprint: str
    """SHA-256 of the draft's file, in hexadecimal."""
    numbering: int
    """Version of the algorithm that numbers paragraphs and lines."""
    returns: tuple[ReturnSummary, ...]
    paragraphs: tuple[Paragraph, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    comments: tuple[Comment, ...]
    losses: tuple[Loss, ...] = ()
    authors: tuple[tuple[str, int], ...] = field(default=())
    """How many tracked changes a word processor counts for each name, in the written file."""
