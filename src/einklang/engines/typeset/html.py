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

from einklang.engines.typeset import charts, colours
from einklang.engines.typeset.model import (
    BarChart,
    Block,
    Brand,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Timeline,
)
from einklang.engines.typeset.wording import anchors, cleaned, issue_line

_FEWEST_CONTENTS = 4


@cache
def stylesheet() -> str:
    """Read the rules for `ek-doc-*`; colours are the variables --ek-doc-primary and the like."""
    return (Path(__file__).parent / "document.css").read_text(encoding="utf-8")


def write_html(document: Document, *, standalone: bool) -> str:
    document = cleaned(document)
    ids = anchors(document)
    parts = [_header(document)]
    if len(ids) >= _FEWEST_CONTENTS:
        parts.append(_contents(document, ids))
    for position, block in enumerate(document.blocks):
        parts.append(_block(block, document.brand, ids.get(position, "")))
    tag = "main" if standalone else "article"
    body = (
        f'<{tag} class="ek-doc" lang="{document.language}">\n' + "\n".join(parts) + f"\n</{tag}>\n"
    )
    return _page(document, body) if standalone else body


def write_blocks(blocks: tuple[Block, ...], brand: Brand) -> str:
    """Write a few blocks as a part of a page; headings get no anchors."""
    parts = []
    for block in blocks:
        if isinstance(block, Heading):
            text = escape(block.full_text, quote=False)
            parts.append(f"<h{block.level}>{text}</h{block.level}>")
        else:
            parts.append(_block(block, brand, ""))
    return "\n".join(parts)


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


def _bullets(block: BulletList) -> str:
    tag = "ol" if block.ordered else "ul"
    return f"<{tag}>\n" + "".join(f"<li>{_inlines(i)}</li>\n" for i in block.items) + f"</{tag}>"


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
}
