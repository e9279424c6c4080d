"""The stream of a paragraph: characters with one format, one owner, one place in the XML."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from einklang.engines.redline.names import Element

MARK = "\u2029"
"""Stands for the end of a paragraph."""
OBJECT = "\ufffc"
"""Stands for anything that is no text: picture, note, field, text box."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who recorded a change, and when, as the file says."""

    author: str
    date: str
    move: str = ""
    """The name of the move it is half of."""


@dataclass(slots=True)
class Thing:
    """What an object character stands for."""

    key: str
    """Equal for two objects that are the same thing to a reader, whatever their ids."""
    label: str
    """How it reads in running text."""
    note: tuple[str, str] | None = None
    """For a reference: `footnote` or `endnote`, and its id."""
    boxes: tuple[etree._Element, ...] = ()
    """The contents of its text boxes."""


Part = tuple[Element, Element]
"""A run, and the child of it that holds the characters."""


@dataclass(slots=True)
class Segment:
    text: str
    format: str = ""
    """What its format looks like, in canonical words; see `formats.py`."""
    parts: tuple[Part, ...] = ()
    """One for text; all of a field's for a field."""
    properties: etree._Element | None = None
    """`w:rPr` of its run; `w:pPr` for a mark."""
    link: str = ""
    inserted: Stamp | None = None
    deleted: Stamp | None = None
    old_format: str | None = None
    """What it looked like before a recorded change of format."""
    reformatted: Stamp | None = None
    thing: Thing | None = None

    @property
    def was(self) -> str:
        """The format when every recorded change is rejected."""
        return self.format if self.old_format is None else self.old_format


@dataclass(slots=True)
class Anchor:
    """Where a comment begins, ends or is referred to: before segment `index`."""

    index: int
    kind: str
    """`start`, `end` or `reference`."""
    comment: str


@dataclass(slots=True)
class Stream:
    """A paragraph; its last segment is the mark."""

    element: etree._Element
    segments: list[Segment] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def mark(self) -> Segment:
        return self.segments[-1]

    def plain(self) -> list[tuple[str, str, str, str]] | None:
        """Return text, format, link and thing, equal neighbours joined.

        Nothing if anything in it is recorded as changed, or a thing in it needs a closer look.
        """
        found: list[tuple[str, str, str, str]] = []
        for segment in self.segments:
            thing = segment.thing
            if segment.inserted or segment.deleted or segment.old_format is not None:
                return None
            if thing is not None and (thing.note or thing.boxes or thing.key.startswith("image")):
                return None
            key = thing.key if thing else ""
            look = (segment.format, segment.link, key)
            if found and found[-1][1:] == look and not key:
                found[-1] = (found[-1][0] + segment.text, *look)
            else:
                found.append((segment.text, *look))
        return found


def text_of(segments: Iterable[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def readable(segments: Iterable[Segment]) -> str:
    """Return the text as a person reads it: objects by their labels, marks as line feeds."""
    return "".join(
        segment.thing.label if segment.thing else segment.text.replace(MARK, "\n")
        for segment in segments
    )
