"""Proposals, who makes them, where, and which of them cannot all be true."""

from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, order=True, slots=True)
class Voice:
    """One person of one association, at one moment."""

    association: str
    person: str = ""
    """The author of the tracked change, or who last saved an untracked copy; may be empty."""
    date: str = ""
    """As it stands in the file (ISO 8601); may be empty."""
    is_tracked: bool = True
    """False when the change was found by comparing, not recorded by a word processor."""


class ChangeKind(StrEnum):
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    FORMAT = "format"
    TABLE = "table"
    """A row, column or cell came or went."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the draft, in words of its base text."""

    story: str = "body"
    """`body`, `header`, `footer`, `footnote`, `endnote` or `textbox`."""
    steps: tuple[tuple[str, int], ...] = ()
    """The way into it, counted from 1: `(("table", 2), ("row", 3), ("cell", 1))`."""
    paragraph: int = 0
    """The citable number of the paragraph; 0 when it has none (headers, notes, text boxes)."""
    last_paragraph: int = 0
    """Where a change over several paragraphs ends."""
    start: int = 0
    """Offset in the text of the first paragraph, in characters."""
    end: int = 0
    """Offset in the text of the last paragraph, in characters."""
    first_line: int = 0
    """The citable number of the line; 0 when it has none."""
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One proposal, with everybody who makes it."""

    id: str
    """`c1`, `c2`, … in the order of the document."""
    kind: ChangeKind
    place: Place
    deleted: str
    """The base words that would go; a paragraph mark is a line feed."""
    inserted: str
    """The words that would come."""
    supporters: tuple[Voice, ...]
    formatting: tuple[str, ...] = ()
    """For `format`: what changes, as `property: old → new`."""
    target: Place | None = None
    """For `move`: where the passage goes."""
    is_editorial: bool = False
    """Only spaces, punctuation or capitals differ."""
    conflicts: tuple[str, ...] = ()
    """The conflicts it takes part in."""
    revisions: tuple[int, ...] = ()
    """The ids (`w:id`) of its tracked changes in the written document."""

    @property
    def associations(self) -> tuple[str, ...]:
        return tuple(sorted({voice.association for voice in self.supporters}, key=str.casefold))

    def with_revisions(self, revisions: tuple[int, ...]) -> "Change":
        return replace(self, revisions=revisions)


class Rule(StrEnum):
    """Why changes cannot stand side by side."""

    OVERLAP = "overlap"
    """The same base words are changed in different ways."""
    EDIT_IN_DELETED = "edit-in-deleted"
    """One changes or adds words inside a passage that another deletes or moves."""
    FORMAT = "format"
    """The same words are to look different in different ways."""


@dataclass(frozen=True, slots=True)
class Conflict:
    id: str
    """`k1`, `k2`, … in the order of the document."""
    rule: Rule
    place: Place
    words: str
    """The base words at stake."""
    changes: tuple[str, ...]
    """The changes that are alternatives of each other."""


@dataclass(frozen=True, slots=True)
class CommentReply:
    voice: Voice
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its replies."""

    id: str
    """`m1`, `m2`, … in the order of the document."""
    place: Place
    quoted: str
    """The base words it is attached to."""
    voice: Voice
    text: str
    replies: tuple[CommentReply, ...] = ()
    is_resolved: bool = False
    is_of_draft: bool = False
    """It already stood in the draft; replies may be new."""
