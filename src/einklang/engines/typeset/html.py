"""The web page: semantic HTML, as a file of its own or as a part of a page of the site.

The part (`standalone=False`) holds no style and no script, so a strict Content Security Policy
may stand; the site styles the classes `ek-doc-*`. Its title is the page's only h1.
"""

import base64
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from einklang.engines.typeset import charts, colours, notes
from einklang.engines.typeset.model import (
    BarChart,
    Block,
    Brand,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    LetterHead,
    LineBreak,
    Link,
    LogoRow,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Strong,
    Table,
    Timeline,
    inlines_of,
)
from einklang.engines.typeset.wording import (
    anchors,
    annexes,
    clean_text,
    cleaned,
    issue_line,
    label,
    map_text,
    notes_of,
)

_FEWEST_CONTENTS = 4


@cache
def stylesheet() -> str:
    """Read the rules for `ek-doc-*`; colours are the variables --ek-doc-primary and the like."""
    return (Path(__file__).parent / "document.css").read_text(encoding="utf-8")


def write_html(document: Document, *, standalone: bool) -> str:
    document = cleaned(document)
    ids = anchors(document)
    parts = [_letter_head(document, document.letter) if document.letter else _header(document)]
    if len(ids) >= _FEWEST_CONTENTS and not document.letter:
        parts.append(_contents(document, ids))
    for position, block in enumerate(document.blocks):
        parts.append(_block(block, document.brand, ids.get(position, "")))
    if document.letter:
        parts.append(_letter_foot(document, document.letter))
    parts.append(_notes(document))
    tag = "main" if standalone else "article"
    body = (
        f'<{tag} class="ek-doc" lang="{document.language}">\n'
        + "\n".join(filter(None, parts))
        + f"\n</{tag}>\n"
    )
    body = notes.numbered(body, lambda number: _reference(document, number))
    return _page(document, body) if standalone else body


def write_blocks(blocks: tuple[Block, ...], brand: Brand) -> str:
    """Write a few blocks as a part of a page; headings get no anchors, notes no links."""
    blocks = map_text(blocks, clean_text)
    parts = []
    for block in blocks:
        if isinstance(block, Heading):
            text = escape(block.full_text, quote=False)
            parts.append(f"<h{block.level}>{text}</h{block.level}>")
        else:
            parts.append(_block(block, brand, ""))
    noted = [one for one in inlines_of(blocks) if isinstance(one, Footnote)]
    if noted:
        items = "".join(f"<li>{_inlines(note.inlines)}</li>\n" for note in noted)
        parts.append(f'<ol class="ek-doc-notes">\n{items}</ol>')
    return notes.numbered("\n".join(parts), lambda number: f"<sup>{number}</sup>")


def _page(document: Document, body: str) -> str:
    metas = {
        "viewport": "width=device-width, initial-scale=1",
        "description": document.summary,
        "author": ", ".join(document.authors),
        "keywords": ", ".join(document.keywords),
    }
    head = "".join(
        f'<meta name="{name}" content="{escape(content)}">\n'
        for name, content in metas.items()
        if content
    )
    primary = colours.readable(document.brand.primary)
    accent = colours.readable(document.brand.accent)
    variables = f":root{{--ek-doc-primary:{primary};--ek-doc-accent:{accent}}}\n"
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.title)}</title>\n{head}"
        f'<style>\n{variables}{stylesheet()}</style>\n</head>\n<body class="ek-doc-page">\n'
        f"{body}</body>\n</html>\n"
    )


def _header(document: Document) -> str:
    brand = document.brand
    lines = [f"<h1>{escape(document.title)}</h1>"]
    if document.subtitle:
        lines.append(f'<p class="ek-doc-subtitle">{escape(document.subtitle)}</p>')
    lines.append(f'<p class="ek-doc-issue">{escape(issue_line(document))}</p>')
    if document.status:
        lines.append(f'<p class="ek-doc-status">{escape(document.status)}</p>')
    if brand.logo_svg:
        # As an image a drawing can neither run nor fetch anything.
        data = base64.b64encode(brand.logo_svg.encode()).decode()
        lines.append(
            f'<img class="ek-doc-logo" src="data:image/svg+xml;base64,{data}"'
            f' alt="{escape(brand.logo_alt)}">'
        )
    return '<header class="ek-doc-header">\n' + "\n".join(lines) + "\n</header>"


def _contents(document: Document, ids: dict[int, str]) -> str:
    lines = []
    for position, anchor in ids.items():
        heading = document.blocks[position]
        if isinstance(heading, Heading) and heading.level <= 3:  # noqa: PLR2004 - as in the PDF
            lines.append(
                f'<li class="ek-doc-level-{heading.level}">'
                f'<a href="#{anchor}">{escape(heading.full_text)}</a></li>'
            )
    label = escape(document.labels.contents)
    return (
        f'<nav class="ek-doc-contents" aria-label="{label}">\n<p>{label}</p>\n'
        '<ul role="list">\n' + "\n".join(lines) + "\n</ul>\n</nav>"
    )


def _inline(inline: Inline) -> str:
    text = escape(inline.text, quote=False)
    match inline:
        case Strong():
            return f"<strong>{text}</strong>"
        case Emphasis():
            return f"<em>{text}</em>"
        case Link(url=url):
            return f'<a href="{escape(url)}">{text}</a>'
        case LineBreak():
            return "<br>"
        case Footnote():
            return notes.MARK
        case _:
            return text


def _inlines(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _block(block: Block, brand: Brand, anchor: str) -> str:
    if isinstance(block, Heading):
        level = block.level
        return f'<h{level} id="{anchor}">{escape(block.full_text, quote=False)}</h{level}>'
    if isinstance(block, Timeline | BarChart):
        return _picture(block, brand)
    writer: Callable[[Any], str] = _WRITERS[type(block)]
    return writer(block)


def _picture(block: Timeline | BarChart, brand: Brand) -> str:
    if isinstance(block, Timeline):
        svg = charts.timeline_svg(block, brand)
    else:
        svg = charts.bar_chart_svg(block, brand)
    caption = _caption("figcaption", block.caption)
    return f'<figure class="ek-doc-figure">\n{caption}{svg}\n</figure>'


def _caption(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>\n" if text else ""


def _paragraph(block: Paragraph) -> str:
    text = _inlines(block.inlines)
    if block.kind == "quote":
        return f'<blockquote class="ek-doc-quote"><p>{text}</p></blockquote>'
    kind = f' class="ek-doc-{block.kind}"' if block.kind != "body" else ""
    return f"<p{kind}>{text}</p>"


def _reference(document: Document, number: int) -> str:
    named = f"{label(document, 'note')} {number}"
    return (
        f'<sup class="ek-doc-noteref"><a id="ek-noteref-{number}" href="#ek-note-{number}"'
        f' role="doc-noteref" aria-label="{escape(named)}">{number}</a></sup>'
    )


def _notes(document: Document) -> str:
    """List the notes, each with a way back to its place."""
    items = []
    for number, note in enumerate(notes_of(document), start=1):
        back = escape(f"{label(document, 'back')} {number}")
        items.append(
            f'<li id="ek-note-{number}">{_inlines(note.inlines)} <a href="#ek-noteref-{number}"'
            f' role="doc-backlink" aria-label="{back}">↩\ufe0e</a></li>\n'
        )
    if not items:
        return ""
    return (
        '<section class="ek-doc-notes" aria-labelledby="ek-notes">\n'
        f'<h2 id="ek-notes">{escape(label(document, "notes"))}</h2>\n'
        f"<ol>\n{''.join(items)}</ol>\n</section>"
    )


def _bullets(block: BulletList) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    signs = f' type="{block.signs}"' if block.ordered and block.signs != "1" else ""
    items = ""
    for index, item in enumerate(block.items):
        below = "".join(f"\n{_bullets(one)}\n" for one in block.below(index))
        items += f"<li>{_inlines(item)}{below}</li>\n"
    return f"<{tag}{start}{signs}>\n{items}</{tag}>"


def _table(table: Table) -> str:
    sides = [
        ' class="ek-doc-right"' if column.align == "right" else "" for column in table.columns
    ]
    labels = "".join(
        f'<th scope="col"{side}>{escape(column.label, quote=False)}</th>'
        for column, side in zip(table.columns, sides, strict=True)
    )
    rows = []
    for row in table.rows:
        cells = [f"<td{side}>{_inlines(cell)}</td>" for cell, side in zip(row, sides, strict=True)]
        if table.row_headers:
            cells[0] = f'<th scope="row"{sides[0]}>{_inlines(row[0])}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    name = f' aria-label="{escape(table.caption)}"' if table.caption else ""
    # A wide table scrolls in its own box; the box can be reached by keyboard.
    return (
        f'<div class="ek-doc-scroll" role="region" tabindex="0"{name}>\n<table>\n'
        f"{_caption('caption', table.caption)}<thead><tr>{labels}</tr></thead>\n"
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>"
    )


def _figures(figures: KeyFigures) -> str:
    tiles = []
    for item in figures.items:
        note = f'<span class="ek-doc-note">{escape(item.note)}</span>' if item.note else ""
        tiles.append(
            f'<li><span class="ek-doc-value">{escape(item.value)}</span> '
            f'<span class="ek-doc-label">{escape(item.label)}</span> {note}</li>\n'
        )
    caption = _caption("figcaption", figures.caption)
    return (
        f'<figure class="ek-doc-figures">\n{caption}<ul role="list">\n{"".join(tiles)}</ul>\n'
        "</figure>"
    )


def _definitions(block: DefinitionList) -> str:
    pairs = "".join(
        f"<dt>{escape(term, quote=False)}</dt>\n<dd>{_inlines(text)}</dd>\n"
        for term, text in block.items
    )
    return f"<dl>\n{pairs}</dl>"


def _callout(block: Callout) -> str:
    title = f'<p class="ek-doc-callout-title">{escape(block.title)}</p>\n' if block.title else ""
    inner = "\n".join(
        _paragraph(part) if isinstance(part, Paragraph) else _bullets(part)
        for part in block.blocks
    )
    return f'<div class="ek-doc-callout ek-doc-{block.tone}">\n{title}{inner}\n</div>'


def _signatures(block: SignatureBlock) -> str:
    items = []
    for row in block.rows:
        person = f' <span class="ek-doc-note">{escape(row.person)}</span>' if row.person else ""
        signed = f"<strong>{escape(row.name)}</strong> <span>{escape(row.how)}</span>"
        items.append(f"<li>{signed}{person}</li>\n")
    return _captioned_list("ek-doc-signatures", block.caption, items)


def _logos(block: LogoRow) -> str:
    items = [
        f'<li><img src="{_picture_url(logo.svg)}" alt="{escape(logo.alt)}"></li>\n'
        if logo.svg
        else f"<li>{escape(logo.name)}</li>\n"
        for logo in block.logos
    ]
    return _captioned_list("ek-doc-logos", block.caption, items)


def _captioned_list(kind: str, caption: str, items: list[str]) -> str:
    return (
        f'<figure class="{kind}">\n{_caption("figcaption", caption)}'
        f'<ul role="list">\n{"".join(items)}</ul>\n</figure>'
    )


def _picture_url(svg: str) -> str:
    """Embed a picture as such, never as inline SVG: it can neither run nor fetch anything."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _letter_head(document: Document, head: LetterHead) -> str:
    brand = document.brand
    logo = ""
    if brand.logo_svg:
        logo = (
            f'<img class="ek-doc-logo" src="{_picture_url(brand.logo_svg)}"'
            f' alt="{escape(brand.logo_alt)}">\n'
        )
    references = "".join(
        f"<dt>{escape(one.label)}</dt>\n<dd>{escape(one.value)}</dd>\n" for one in head.references
    )
    lines = "<br>\n".join(escape(line, quote=False) for line in head.recipient if line.strip())
    return (
        f'<header class="ek-doc-header ek-doc-letter">\n{logo}'
        f'{_said("p", head.sender_line, "ek-doc-sender")}<p class="ek-doc-recipient">{lines}</p>\n'
        + (f"<dl>\n{references}</dl>\n" if references else "")
        + _said("p", head.place_and_date, "ek-doc-date")
        + f"<h1>{escape(document.title, quote=False)}</h1>\n</header>\n"
        + _said("p", head.salutation)
    )


def _letter_foot(document: Document, head: LetterHead) -> str:
    signed = "".join(
        f"<li><strong>{escape(one.name)}</strong>"
        + (f"<br>{escape(one.function)}" if one.function else "")
        + "</li>\n"
        for one in head.signatures
    )
    parts = _said("p", head.closing)
    if signed:
        parts += f'<ul role="list" class="ek-doc-signed">\n{signed}</ul>\n'
    for named, listed in annexes(document, head):
        items = "".join(f"<li>{escape(line, quote=False)}</li>\n" for line in listed)
        parts += (
            f'<div class="ek-doc-annex">\n<p><strong>{escape(named)}</strong></p>\n'
            f'<ul role="list">\n{items}</ul>\n</div>\n'
        )
    return parts.rstrip("\n")


def _said(tag: str, text: str, kind: str = "") -> str:
    """Write an element with words, and nothing without."""
    named = f' class="{kind}"' if kind else ""
    return f"<{tag}{named}>{escape(text, quote=False)}</{tag}>\n" if text.strip() else ""


def _page_break(_block: PageBreak) -> str:
    return '<div class="ek-doc-break"></div>'


_WRITERS: dict[type, Callable[[Any], str]] = {
    Paragraph: _paragraph,
    BulletList: _bullets,
    Table: _table,
    KeyFigures: _figures,
    DefinitionList: _definitions,
    Callout: _callout,
    PageBreak: _page_break,
    SignatureBlock: _signatures,
    LogoRow: _logos,
}
