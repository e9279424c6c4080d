"""The PDF: one file that is PDF/UA-1 and PDF/A-2a, the same bytes for the same document."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from einklang.engines.typeset import charts, colours, fontmetrics
from einklang.engines.typeset.compiler import TIMEOUT_SECONDS, Order, compile_order
from einklang.engines.typeset.model import (
    BarChart,
    Block,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Footnote,
    Heading,
    Inlines,
    KeyFigure,
    KeyFigures,
    LetterHead,
    Link,
    LogoRow,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
    Text,
    Timeline,
)
from einklang.engines.typeset.wording import (
    alt_text,
    anchors,
    annexes,
    cleaned,
    inline_text,
    issue_line,
    long_date,
    map_text,
    plain_text,
)

# From about four pages on a document gets a cover of its own.
LONG_CHARACTERS = 7000
_LONGEST_FOOTER = 78
_LONG_VALUE = 9
_LONGEST_UNBREAKABLE_CELL = 1200
_LONGEST_WORD = 45
_FEW_ROWS = 6
# As in document.typ, in points.
_TEXT_WIDTH = 453.0
_CELL_INSET = 11.0
_TABLE_SIZE = 10.0
_FOUR, _THREE = 4, 3
_LONG_WORD = re.compile(r"\S{28,}")
_BREAK_AFTER = re.compile(r"(?<=[/.@_=&?:])(?=\w)")


@dataclass(frozen=True)
class PdfResult:
    data: bytes
    replaced_characters: frozenset[str]
    """Letters the shipped fonts lack: each stands as □ in the file."""


def write_pdf(
    document: Document, *, timestamp: datetime, timeout: float = TIMEOUT_SECONDS
) -> PdfResult:
    """Set a document as PDF/UA-1 and PDF/A-2a.

    :raises RenderError: if it cannot be set within the limits of time and memory.
    """
    if timestamp.tzinfo is None:
        raise ValueError("The timestamp needs a time zone: the file states one.")
    replaced: set[str] = set()
    document = map_text(cleaned(document), lambda text: fontmetrics.printable(text, replaced))
    order = Order(
        template="letter.typ" if document.letter else "document.typ",
        document=json.dumps(_document_data(document), ensure_ascii=False),
        timestamp=int(timestamp.timestamp()),
    )
    (data,) = compile_order(order, timeout=timeout)
    return PdfResult(data, frozenset(replaced))


def _document_data(document: Document) -> dict[str, Any]:
    brand = document.brand
    primary, accent = colours.readable(brand.primary), colours.readable(brand.accent)
    made_up = anchors(document)
    issued = long_date(document.issued_on, document.language)
    return {
        "title": document.title,
        "title_size": _title_size(document.title),
        "subtitle": document.subtitle,
        "language": document.language,
        "authors": list(document.authors),
        "authors_line": ", ".join(document.authors),
        "publisher": document.publisher,
        "publisher_line": issue_line(document),
        "issued": f"{document.labels.as_of}: {issued}",
        "status": document.status,
        "keywords": list(document.keywords),
        "summary": document.summary,
        "footer": _footer(document),
        "letter": _letter_data(document, document.letter) if document.letter else None,
        "letter_footer": " · ".join(filter(None, (document.publisher, document.status))),
        "brand": brand.name,
        "logo": brand.logo_svg,
        "logo_alt": brand.logo_alt,
        "labels": {"contents": document.labels.contents, "page": document.labels.page,
                   "of": document.labels.of},
        "long": sum(map(len, plain_text(document))) > LONG_CHARACTERS,
        "has_headings": bool(made_up),
        "colours": {
            "primary": primary,
            # Accent texts stand on their own tint: a little darker than on white.
            "accent": colours.readable(accent, on=colours.tint(accent, 0.08)),
            "soft": colours.tint(primary, 0.06),
            "accent_soft": colours.tint(accent, 0.08),
            "ink": colours.INK,
            "quiet": colours.QUIET,
            "line": colours.LINE,
        },
        "blocks": [
            _block_data(block, document, made_up.get(position, ""))
            for position, block in enumerate(document.blocks)
        ],
    }  # fmt: skip


def _title_size(title: str) -> float:
    sizes = ((40, 36.0), (80, 31.0), (140, 25.0))
    return next((size for length, size in sizes if len(title) <= length), 20.0)


def _footer(document: Document) -> str:
    title = document.title
    room = max(_LONGEST_FOOTER - len(document.status), 20)
    if len(title) > room:
        title = title[: room - 1].rstrip() + "…"
    return " · ".join(part for part in (title, document.status) if part)


def _block_data(block: Block, document: Document, anchor: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {
                "type": "heading",
                "level": block.level,
                "text": block.full_text,
                "anchor": anchor,
            }
        case Timeline() | BarChart():
            return _picture_data(block, document)
        case Table():
            return _table_data(block)
        case KeyFigures():
            return _figures_data(block)
        case Callout():
            inner = [_block_data(part, document, "") for part in block.blocks]
            return {"type": "callout", "title": block.title, "tone": block.tone, "blocks": inner}
        case _:
            return _wording_data(block)


def _picture_data(block: Timeline | BarChart, document: Document) -> dict[str, Any]:
    if isinstance(block, Timeline):
        svg = charts.timeline_svg(block, document.brand)
    else:
        svg = charts.bar_chart_svg(block, document.brand)
    return {"type": "picture", "caption": block.caption, "svg": svg, "alt": alt_text(block)}


def _wording_data(
    block: Paragraph | BulletList | DefinitionList | PageBreak | SignatureBlock | LogoRow,
) -> dict[str, Any]:
    match block:
        case SignatureBlock() | LogoRow():
            return _signed_data(block)
        case Paragraph():
            return {"type": "paragraph", "kind": block.kind, "inlines": _inlines(block.inlines)}
        case BulletList():
            return _list_data(block)
        case DefinitionList():
            pairs = [{"term": term, "inlines": _inlines(text)} for term, text in block.items]
            return {"type": "definitions", "items": pairs}
        case _:
            return {"type": "break"}


def _list_data(block: BulletList) -> dict[str, Any]:
    items = [
        {"inlines": _inlines(item), "below": [_list_data(one) for one in block.below(index)]}
        for index, item in enumerate(block.items)
    ]
    return {
        "type": "list",
        "ordered": block.ordered,
        "start": block.start,
        "signs": block.signs,
        "items": items,
    }


def _signed_data(block: SignatureBlock | LogoRow) -> dict[str, Any]:
    if isinstance(block, SignatureBlock):
        return {"type": "signatures", "caption": block.caption, "rows": [*map(vars, block.rows)]}
    return {
        "type": "logos",
        "caption": block.caption,
        "logos": [*map(vars, block.logos)],
        # Names in words need more room than pictures.
        "columns": _FOUR
        if len(block.logos) >= _FOUR and all(logo.svg for logo in block.logos)
        else _THREE,
    }


def _letter_data(document: Document, head: LetterHead) -> dict[str, Any]:
    return {
        "sender_line": head.sender_line,
        "recipient": [line for line in head.recipient if line.strip()],
        "place_and_date": head.place_and_date,
        "salutation": head.salutation,
        "closing": head.closing,
        "references": [*map(vars, head.references)],
        "signatures": [*map(vars, head.signatures)],
        "annexes": [
            {"label": named, "lines": list(lines)} for named, lines in annexes(document, head)
        ],
    }


def _table_data(table: Table) -> dict[str, Any]:
    room = _TEXT_WIDTH / sum(column.weight for column in table.columns)
    longest = max((len(inline_text(cell)) for row in table.rows for cell in row), default=0)
    return {
        "type": "table",
        "caption": table.caption,
        "columns": [
            {
                "label": column.label,
                "align": column.align,
                "weight": column.weight,
                "hyphenate": _widest_word(table, index) > room * column.weight - _CELL_INSET,
            }
            for index, column in enumerate(table.columns)
        ],
        "rows": [[_inlines(cell) for cell in row] for row in table.rows],
        "row_headers": table.row_headers,
        # Few rows stay on one page.
        "together": len(table.rows) <= _FEW_ROWS and longest <= _LONGEST_UNBREAKABLE_CELL // 4,
        # Rows stay whole, unless one could be taller than a page.
        "breakable": longest > _LONGEST_UNBREAKABLE_CELL // len(table.columns),
    }


def _widest_word(table: Table, index: int) -> float:
    """Measure what a column must hold: where all words fit, none needs to be parted."""
    words = set(table.columns[index].label.split())
    for row in table.rows:
        words.update(inline_text(row[index]).split())
    font = fontmetrics.load("600SemiBold")
    return max((font.width(word, _TABLE_SIZE) for word in words), default=0.0)


def _figures_data(figures: KeyFigures) -> dict[str, Any]:
    count = len(figures.items)
    columns = count if count <= _FOUR else _THREE if count % _THREE == 0 or count == 5 else _FOUR  # noqa: PLR2004 - 5 is 3 + 2
    tiles = [_tile(item) for item in figures.items]
    rows = [tiles[start : start + columns] for start in range(0, count, columns)]
    return {"type": "figures", "caption": figures.caption, "columns": columns, "rows": rows}


def _tile(item: KeyFigure) -> dict[str, Any]:
    return {"value": item.value, "label": item.label, "note": item.note,
            "long": len(item.value) > _LONG_VALUE}  # fmt: skip


def _inlines(inlines: Inlines) -> str | list[dict[str, Any]]:
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        return _breakable(inlines[0].text)
    parts: list[dict[str, Any]] = []
    for inline in inlines:
        part: dict[str, Any] = {
            "type": type(inline).__name__.lower(),
            "text": _breakable(inline.text),
        }
        if isinstance(inline, Link):
            part["url"] = inline.url
        elif isinstance(inline, Footnote):
            part["inlines"] = _inlines(inline.inlines)
        parts.append(part)
    return parts


def _breakable(text: str) -> str:
    """Let long addresses break at their joints, and endless words anywhere."""
    return _LONG_WORD.sub(lambda found: _joints(found[0]), text)


def _joints(word: str) -> str:
    pieces = _BREAK_AFTER.split(word)
    halves = [
        piece[start : start + _LONGEST_WORD]
        for piece in pieces
        for start in range(0, len(piece), _LONGEST_WORD)
    ]
    return "\u200b".join(halves)
