"""The content tree: what a document says, without how it looks.

Everything is frozen and checks itself when it is made, so a writer never meets a tree it
cannot print. All text is plain text: markup in it is printed literally.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from einklang.engines.typeset.errors import ContentError
from einklang.engines.typeset.inlines import (
    ANCHOR,
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteInline,
    Strong,
    Text,
)
from einklang.engines.typeset.letter import (
    LetterHead,
    Logo,
    LogoRow,
    Reference,
    Signatory,
    SignatureBlock,
    SignatureRow,
    check_logo,
)

__all__ = [
    "DEEPEST_LEVEL",
    "DEEPEST_LIST",
    "LATER",
    "MONTHS_IN_YEAR",
    "TOP_LEVEL",
    "Align",
    "Bar",
    "BarChart",
    "Block",
    "Brand",
    "BulletList",
    "Callout",
    "Column",
    "DefinitionList",
    "Document",
    "Emphasis",
    "Footnote",
    "Heading",
    "Inline",
    "Inlines",
    "KeyFigure",
    "KeyFigures",
    "Labels",
    "Language",
    "LetterHead",
    "LineBreak",
    "Link",
    "Logo",
    "LogoRow",
    "NoteInline",
    "PageBreak",
    "Paragraph",
    "ParagraphKind",
    "Reference",
    "Signatory",
    "SignatureBlock",
    "SignatureRow",
    "Signs",
    "Strong",
    "Table",
    "Text",
    "Timeline",
    "TimelineEntry",
    "Tone",
    "inline_runs",
    "inlines_of",
]

# Marks a field that came later: it is stored only where it is used, so that a tree frozen
# before keeps its hash.
LATER = {"later": True}
_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
TOP_LEVEL = 2
DEEPEST_LEVEL = 4
MONTHS_IN_YEAR = 12

ParagraphKind = Literal["body", "lead", "note", "quote"]
Align = Literal["left", "right"]
Tone = Literal["info", "open"]
Language = Literal["de", "en"]
Signs = Literal["1", "a", "A", "i", "I"]
DEEPEST_LIST = 5


@dataclass(frozen=True)
class Heading:
    level: int
    """2 to 4: the title of the document is the only heading of level 1."""
    text: str
    anchor: str = ""
    number: str = ""

    def __post_init__(self) -> None:
        if not TOP_LEVEL <= self.level <= DEEPEST_LEVEL:
            raise ContentError(f"Headings have level 2, 3 or 4, not {self.level}: {self.text!r}")
        if not self.text.strip():
            raise ContentError("A heading needs a text.")
        if self.anchor and not ANCHOR.fullmatch(self.anchor):
            raise ContentError(f"Not an anchor: {self.anchor!r}")

    @property
    def full_text(self) -> str:
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Paragraph:
    inlines: Inlines
    kind: ParagraphKind = "body"


@dataclass(frozen=True)
class BulletList:
    items: tuple[Inlines, ...]
    ordered: bool = False
    nested: tuple[tuple["BulletList", ...], ...] = field(default=(), metadata=LATER)
    """For each item the lists below it; empty when no item has one."""
    start: int = field(default=1, metadata=LATER)
    """The number of the first item, as the text may refer to it."""
    signs: Signs = field(default="1", metadata=LATER)

    def __post_init__(self) -> None:
        if self.nested and len(self.nested) != len(self.items):
            raise ContentError("A list says for each item what lies below it, or for none.")
        if self.start < 0:
            raise ContentError(f"A list starts with 0 or more, not {self.start}.")
        if _depth(self) > DEEPEST_LIST:
            raise ContentError(f"Lists lie at most {DEEPEST_LIST} deep.")

    def below(self, index: int) -> tuple["BulletList", ...]:
        return self.nested[index] if self.nested else ()


@dataclass(frozen=True)
class Column:
    label: str
    align: Align = "left"
    weight: int = 1
    """Share of the width, against the weights of the other columns."""

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ContentError(f"A column's weight is at least 1: {self.label!r}")
        if not self.label.strip():
            raise ContentError("A column needs a label: it is what a screen reader announces.")


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    row_headers: bool = False
    """Whether the first cell of a row names the row."""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ContentError(f"A table needs a column: {self.caption!r}")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ContentError(
                    f"Row {number} of {self.caption!r} has {len(row)} cells"
                    f" for {len(self.columns)} columns."
                )


@dataclass(frozen=True)
class KeyFigure:
    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]
    caption: str


@dataclass(frozen=True)
class TimelineEntry:
    label: str
    start: float
    """In months from the start of the year: 0 is its first day, 12 the end of its last."""
    end: float
    row: int = 0
    tone: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end <= MONTHS_IN_YEAR:
            raise ContentError(f"Not a span within twelve months: {self.label!r}")
        if self.row < 0 or self.tone < 0:
            raise ContentError(f"Rows and tones count from 0: {self.label!r}")


@dataclass(frozen=True)
class Timeline:
    caption: str
    months: tuple[str, ...]
    entries: tuple[TimelineEntry, ...]
    alt: str
    """What the picture says, in words. Labels it forgets are added by the writers."""

    def __post_init__(self) -> None:
        if len(self.months) != MONTHS_IN_YEAR:
            raise ContentError(f"A timeline has twelve months, not {len(self.months)}.")


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    display: str

    def __post_init__(self) -> None:
        if not 0 <= self.value < float("inf"):
            raise ContentError(f"A bar shows a number from 0 upwards: {self.label!r}")


@dataclass(frozen=True)
class BarChart:
    caption: str
    bars: tuple[Bar, ...]
    alt: str
    """What the picture says, in words. Values it forgets are added by the writers."""


@dataclass(frozen=True)
class DefinitionList:
    items: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True)
class Callout:
    title: str
    blocks: tuple[Paragraph | BulletList, ...]
    tone: Tone = "info"


@dataclass(frozen=True)
class PageBreak:
    pass


Block = (
    Heading
    | Paragraph
    | BulletList
    | Table
    | KeyFigures
    | Timeline
    | BarChart
    | DefinitionList
    | Callout
    | PageBreak
    | SignatureBlock
    | LogoRow
)


@dataclass(frozen=True)
class Brand:
    name: str
    primary: str
    """As "#1d4f73". Writers darken it where text would be hard to read."""
    accent: str
    logo_svg: str = ""
    """Letters as paths: a font the writers do not ship would not be drawn."""
    logo_alt: str = ""

    def __post_init__(self) -> None:
        for colour in (self.primary, self.accent):
            if not _HEX_COLOUR.fullmatch(colour):
                raise ContentError(f"Not a colour like #1d4f73: {colour!r}")
        if self.logo_svg:
            check_logo(self.logo_svg)
            if not self.logo_alt.strip():
                raise ContentError("A logo needs an alternative text.")


@dataclass(frozen=True)
class Labels:
    """The few words a writer adds by itself."""

    contents: str = "Inhalt"
    page: str = "Seite"
    of: str = "von"
    as_of: str = "Stand"
    notes: str = field(default="", metadata=LATER)
    """Above the footnotes, where they do not stand on their page; empty: as in the language."""
    enclosures: str = field(default="", metadata=LATER)
    copies: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class Document:
    """One document: who says it, when, and in which order."""

    title: str
    subtitle: str
    language: Language
    authors: tuple[str, ...]
    publisher: str
    issued_on: date
    keywords: tuple[str, ...]
    summary: str
    """For the properties of the file; not printed."""
    blocks: tuple[Block, ...]
    brand: Brand
    labels: Labels = field(default_factory=Labels)
    status: str = ""
    """Shown in the footer, for instance "Entwurf"."""
    letter: LetterHead | None = field(default=None, metadata=LATER)
    """Makes the document a letter: the title is its subject."""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ContentError("A document needs a title.")
        if self.language not in {"de", "en"}:
            raise ContentError(f"Documents are German or English, not {self.language!r}.")
        headings = [block for block in self.blocks if isinstance(block, Heading)]
        _check_levels(headings)
        _check_anchors(headings, self.blocks)


def _depth(block: BulletList) -> int:
    return 1 + max((_depth(one) for lists in block.nested for one in lists), default=0)


def _check_levels(headings: list[Heading]) -> None:
    level = 1
    for heading in headings:
        if heading.level > level + 1:
            raise ContentError(
                f"Heading {heading.text!r} of level {heading.level} skips a level:"
                f" before it stands one of level {level}."
            )
        level = heading.level


def _check_anchors(headings: list[Heading], blocks: tuple[Block, ...]) -> None:
    anchors = [heading.anchor for heading in headings if heading.anchor]
    known = set(anchors)
    if len(known) < len(anchors):
        raise ContentError("Two headings have the same anchor.")
    for inline in inlines_of(blocks):
        if isinstance(inline, Link) and inline.url[:1] == "#" and inline.url[1:] not in known:
            raise ContentError(f"No heading has the anchor {inline.url!r}.")


def inline_runs(block: Block) -> list[Inlines]:
    """List the runs of inlines of a block, in reading order."""
    match block:
        case Paragraph():
            return [block.inlines]
        case BulletList():
            return [
                run
                for index, item in enumerate(block.items)
                for run in (item, *(r for one in block.below(index) for r in inline_runs(one)))
            ]
        case DefinitionList():
            return [inlines for _, inlines in block.items]
        case Table():
            return [cell for row in block.rows for cell in row]
        case Callout():
            return [run for inner in block.blocks for run in inline_runs(inner)]
        case _:
            return []


def inlines_of(blocks: tuple[Block, ...]) -> list[Inline]:
    """List all inlines in reading order, a footnote's own after it."""
    found: list[Inline] = []
    for block in blocks:
        for run in inline_runs(block):
            for inline in run:
                found.append(inline)
                if isinstance(inline, Footnote):
                    found += inline.inlines
    return found
