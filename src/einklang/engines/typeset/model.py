"""The content tree: what a document says, without how it looks.

Everything is frozen and checks itself when it is made, so a writer never meets a tree it
cannot print. All text is plain text: markup in it is printed literally.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from lxml import etree

from einklang.engines.typeset.errors import ContentError

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MAX_LOGO_CHARACTERS = 500_000
_NOT_IN_LOGOS = frozenset({"image", "feImage", "text", "foreignObject", "script"})
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0<>\"\\^`{|}\u2028\u2029\u202a-\u202e]")
TOP_LEVEL = 2
DEEPEST_LEVEL = 4
MONTHS_IN_YEAR = 12

ParagraphKind = Literal["body", "lead", "note", "quote"]
Align = Literal["left", "right"]
Tone = Literal["info", "open"]
Language = Literal["de", "en"]


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Emphasis:
    text: str


@dataclass(frozen=True)
class Link:
    text: str
    url: str
    """http, https, mailto, tel, or "#anchor" of a heading in the same document."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ContentError(f"A link needs a text: {self.url!r}")
        if _UNSAFE_IN_URL.search(self.url):
            raise ContentError(f"This address holds characters no address may hold: {self.url!r}")
        if self.url.startswith("#"):
            if not _ANCHOR.fullmatch(self.url[1:]):
                raise ContentError(f"Not an anchor: {self.url!r}")
            return
        try:
            parts = urlsplit(self.url)
        except ValueError as error:
            raise ContentError(f"Not an address: {self.url!r}") from error
        if parts.scheme not in LINK_SCHEMES:
            raise ContentError(f"Only http, https, mailto and tel may be linked: {self.url!r}")
        if not (parts.netloc if parts.scheme.startswith("http") else parts.path):
            raise ContentError(f"This address leads nowhere: {self.url!r}")


Inline = Text | Strong | Emphasis | Link
Inlines = tuple[Inline, ...]


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
        if self.anchor and not _ANCHOR.fullmatch(self.anchor):
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
            _check_logo(self.logo_svg)
            if not self.logo_alt.strip():
                raise ContentError("A logo needs an alternative text.")


@dataclass(frozen=True)
class Labels:
    """The few words a writer adds by itself."""

    contents: str = "Inhalt"
    page: str = "Seite"
    of: str = "von"
    as_of: str = "Stand"


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

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ContentError("A document needs a title.")
        if self.language not in {"de", "en"}:
            raise ContentError(f"Documents are German or English, not {self.language!r}.")
        headings = [block for block in self.blocks if isinstance(block, Heading)]
        _check_levels(headings)
        _check_anchors(headings, self.blocks)


def _check_logo(svg: str) -> None:
    if len(svg) > MAX_LOGO_CHARACTERS:
        raise ContentError("This logo is too large.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ContentError(f"This logo is not an SVG: {error}") from error
    if root.tag != "{http://www.w3.org/2000/svg}svg" or "<!DOCTYPE" in svg:
        raise ContentError("This logo is not a plain SVG.")
    for element in root.iter("{*}*"):
        if etree.QName(element).localname in _NOT_IN_LOGOS:
            raise ContentError("A logo holds shapes only: no text, no pictures, no script.")
        for name, value in element.attrib.items():
            if etree.QName(name).localname == "href" and not str(value).startswith("#"):
                raise ContentError("A logo may not point to anything outside.")


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
    for inline in _inlines_of(blocks):
        if isinstance(inline, Link) and inline.url[:1] == "#" and inline.url[1:] not in known:
            raise ContentError(f"No heading has the anchor {inline.url!r}.")


def _inlines_of(blocks: tuple[Block, ...]) -> list[Inline]:
    found: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                found += inlines
            case BulletList(items=items):
                found += [inline for item in items for inline in item]
            case DefinitionList(items=pairs):
                found += [inline for _, inlines in pairs for inline in inlines]
            case Table(rows=rows):
                found += [inline for row in rows for cell in row for inline in cell]
            case Callout(blocks=inner):
                found += _inlines_of(inner)
            case _:
                pass
    return found
