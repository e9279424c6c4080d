"""The words of a document: cleaning them, changing them, reading them out.

Every writer starts from `cleaned(document)` and asks here for alternative texts and dates, so
that all files say the same.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from einklang.engines.typeset.model import (
    BarChart,
    Block,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Footnote,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Language,
    LetterHead,
    Logo,
    LogoRow,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
    Timeline,
    inlines_of,
)

Node = TypeVar("Node")

# For a heading whose every character was unprintable.
NAMELESS = "–"

# Fields that name, address or colour something: not words for a reader.
_NOT_WORDS = frozenset(
    [
        "url",
        "anchor",
        "primary",
        "accent",
        "logo_svg",
        "kind",
        "tone",
        "align",
        "language",
        "issued_on",
        "weight",
        "level",
        "svg",
        "signs",
    ]
)
_SPACES = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")
# Control characters, which XML refuses; direction overrides, which turn a line's words round;
# noncharacters, surrogates and the byte order mark.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\ud800-\udfff]|[\U0001fffe\U0001ffff\U000e0000-\U000fffff\U00100000-\U0010ffff]"
)
_MONTHS: dict[Language, tuple[str, ...]] = {
    "de": (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_LABELS: dict[Language, dict[str, str]] = {
    "de": {
        "notes": "Anmerkungen",
        "note": "Anmerkung",
        "back": "Zurück zum Text bei Anmerkung",
        "enclosure": "Anlage",
        "enclosures": "Anlagen",
        "copies": "Nachrichtlich an",
    },
    "en": {
        "notes": "Notes",
        "note": "Note",
        "back": "Back to the text at note",
        "enclosure": "Enclosure",
        "enclosures": "Enclosures",
        "copies": "Copies to",
    },
}


def clean_text(text: str) -> str:
    """Compose accents and drop what cannot be printed; line ends become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))


def cleaned(document: Document) -> Document:
    """Clean every text and leave out blocks that say nothing, in the same way for all files."""
    document = map_text(document, clean_text)
    blocks = tuple(_named(block) for block in document.blocks if not _says_nothing(block))
    title = document.title if document.title.strip() else NAMELESS
    return _with(document, {"blocks": blocks, "title": title})  # type: ignore[no-any-return]  # a copy of the document


def _named(block: Block) -> Block:
    if isinstance(block, Heading) and not block.text.strip():
        return replace(block, text=NAMELESS)
    return block


def _says_nothing(block: Block) -> bool:
    match block:
        case Paragraph():
            return is_blank(block.inlines)
        case Callout():
            return not block.title.strip() and all(map(_says_nothing, block.blocks))
        case Heading() | Table() | Timeline() | PageBreak():
            return False
        case _:
            return not _parts_of(block)


def _parts_of(
    block: BulletList | KeyFigures | DefinitionList | SignatureBlock | LogoRow | BarChart,
) -> tuple[Any, ...]:
    match block:
        case SignatureBlock():
            return block.rows
        case LogoRow():
            return block.logos
        case BarChart():
            return block.bars
        case _:
            return block.items


def map_text(node: Node, change: Callable[[str], str]) -> Node:
    """Rebuild a tree with every readable string changed."""
    return _mapped(node, change)  # type: ignore[no-any-return]  # the same type as the node, by construction


def _mapped(node: Any, change: Callable[[str], str]) -> Any:
    if isinstance(node, str):
        return change(node)
    if isinstance(node, tuple):
        return tuple([_mapped(item, change) for item in node])
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes = {}
    for name in _wordy_fields(type(node)):
        old = getattr(node, name)
        new = _mapped(old, change)
        if new != old:
            changes[name] = new
    return _with(node, changes) if changes else node


@cache
def _wordy_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _NOT_WORDS)


def _with(node: Any, changes: dict[str, Any]) -> Any:
    """Copy without the checks: a text that became empty by cleaning must not lose the report."""
    copy = object.__new__(type(node))
    for name, value in vars(node).items():
        object.__setattr__(copy, name, changes.get(name, value))
    return copy


def long_date(day: date, language: Language) -> str:
    month = _MONTHS[language][day.month - 1]
    return (
        f"{day.day}. {month} {day.year}" if language == "de" else f"{day.day} {month} {day.year}"
    )


def issue_line(document: Document) -> str:
    """Say who publishes the document and as of when: "Verband · Stand: 31. Dezember 2024"."""
    issued = f"{document.labels.as_of}: {long_date(document.issued_on, document.language)}"
    return " · ".join(part for part in (document.publisher, issued) if part)


def alt_text(chart: Timeline | BarChart) -> str:
    """Name every value of a chart, also those its own description forgets."""
    if isinstance(chart, Timeline):
        values = [entry.label for entry in chart.entries if entry.label not in chart.alt]
    else:
        values = [
            f"{bar.label}: {bar.display}"
            for bar in chart.bars
            if bar.label not in chart.alt or bar.display not in chart.alt
        ]
    described = [chart.alt.strip()] if chart.alt.strip() else []
    if values:
        described.append("; ".join(values) + ".")
    # Only a timeline without entries may have nothing to say; a picture needs words all the same.
    return " ".join(described) or chart.caption.strip() or NAMELESS


def inline_text(inlines: Inlines) -> str:
    return "".join(inline.text for inline in inlines)


def plain_text(document: Document) -> list[str]:
    """List the wording in reading order, one entry for each paragraph, cell or figure.

    Notes stand at the end, in the order of their numbers.
    """
    document = cleaned(document)
    body = [line for block in document.blocks for line in block_text(block)]
    lines = (*head_text(document), *body, *foot_text(document), *notes_text(document))
    return [line for line in lines if line.strip()]


def head_text(document: Document) -> list[str]:
    """List what stands before the blocks."""
    head = document.letter
    if head is None:
        return [document.title, document.subtitle, issue_line(document), document.status]
    references = [word for one in head.references for word in (one.label, one.value)]
    return [
        head.sender_line,
        *head.recipient,
        *references,
        head.place_and_date,
        document.title,
        head.salutation,
    ]


def foot_text(document: Document) -> list[str]:
    """List what stands after the blocks of a letter."""
    head = document.letter
    if head is None:
        return []
    lines = [head.closing]
    lines += [word for one in head.signatures for word in (one.name, one.function)]
    return lines + [line for named, listed in annexes(document, head) for line in (named, *listed)]


def annexes(document: Document, head: LetterHead) -> list[tuple[str, tuple[str, ...]]]:
    """List what a letter names at its end: a word for it, and the lines."""
    enclosed = "enclosure" if len(head.enclosures) == 1 else "enclosures"
    found = ((enclosed, head.enclosures), ("copies", head.copies))
    return [(label(document, key), lines) for key, lines in found if lines]


def notes_of(document: Document) -> list[Footnote]:
    """List the footnotes in the order of their numbers."""
    return [one for one in inlines_of(document.blocks) if isinstance(one, Footnote)]


def notes_text(document: Document) -> list[str]:
    return [inline_text(note.inlines) for note in notes_of(document)]


def label(document: Document, key: str) -> str:
    """Return a word a writer adds, given by the document or as its language has it."""
    return getattr(document.labels, key, "") or _LABELS[document.language][key]


def block_text(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.full_text]
        case Paragraph():
            return [inline_text(block.inlines)]
        case Table():
            return [block.caption, *_table_text(block)]
        case KeyFigures():
            figures = [(item.value, item.label, item.note) for item in block.items]
            return [block.caption, *(word for figure in figures for word in figure)]
        case Timeline() | BarChart() | SignatureBlock() | LogoRow():
            return _captioned_text(block)
        case _:
            return _list_text(block)


def _captioned_text(block: Timeline | BarChart | SignatureBlock | LogoRow) -> list[str]:
    if isinstance(block, SignatureBlock):
        rows = [(row.name, row.how, row.person) for row in block.rows]
        return [block.caption, *(word for row in rows for word in row)]
    if isinstance(block, LogoRow):
        return [block.caption, *(logo_text(logo) for logo in block.logos)]
    return [block.caption, alt_text(block)]


def logo_text(logo: Logo) -> str:
    return logo.alt if logo.svg else logo.name


def _list_text(block: Callout | BulletList | DefinitionList | PageBreak) -> list[str]:
    if isinstance(block, Callout):
        return [block.title, *(line for inner in block.blocks for line in block_text(inner))]
    if isinstance(block, BulletList):
        return [
            line
            for index, item in enumerate(block.items)
            for line in (
                inline_text(item),
                *(words for one in block.below(index) for words in block_text(one)),
            )
        ]
    if isinstance(block, DefinitionList):
        return [words for term, inlines in block.items for words in (term, inline_text(inlines))]
    return []


def _table_text(table: Table) -> list[str]:
    labels = [column.label for column in table.columns]
    return labels + [inline_text(cell) for row in table.rows for cell in row]


def anchors(document: Document) -> dict[int, str]:
    """Give every heading an anchor, by the position of its block; made-up ones stay clear."""
    given = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    found: dict[int, str] = {}
    for position, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            number = len(found) + 1
            made_up = f"section-{number}"
            while made_up in given:
                made_up += "-x"
            found[position] = block.anchor or made_up
    return found


def is_blank(inlines: tuple[Inline, ...]) -> bool:
    noted = any(isinstance(inline, Footnote) for inline in inlines)
    return not noted and not inline_text(inlines).strip()
