"""Markdown in GitHub's flavour: for archives, version control and pasting elsewhere."""

import re
from collections.abc import Iterable

from einklang.engines.typeset.model import (
    BarChart,
    Block,
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
from einklang.engines.typeset.wording import alt_text, anchors, cleaned, issue_line

_ALWAYS = re.compile(r"[\\`*_{}\[\]<>|~$]")
_ENTITY = re.compile(r"&(?=#?\w)")
_AT_LINE_START = re.compile(r"^(\s*)([-+=#:]|\d{1,9}(?=[.)]))")
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])")


def write_markdown(document: Document) -> str:
    document = cleaned(document)
    ids = anchors(document)
    linked = {
        inline_url[1:] for inline_url in _link_urls(document.blocks) if inline_url.startswith("#")
    }
    parts = [f"# {escaped(document.title)}"]
    parts += [_line(text) for text in (document.subtitle,) if text]
    parts.append(
        "  \n".join(_line(text) for text in (issue_line(document), document.status) if text)
    )
    for position, block in enumerate(document.blocks):
        if isinstance(block, Heading) and ids[position] in linked:
            # Every Markdown tool makes up its own anchors; a link needs this one.
            parts.append(f'<a id="{ids[position]}"></a>')
        parts.append(_block(block))
    return "\n\n".join(part for part in parts if part) + "\n"


def _link_urls(blocks: Iterable[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        for inlines in _inline_runs(block):
            found += [inline.url for inline in inlines if isinstance(inline, Link)]
    return found


def _inline_runs(block: Block) -> list[Inlines]:
    match block:
        case Paragraph():
            return [block.inlines]
        case BulletList():
            return list(block.items)
        case DefinitionList():
            return [inlines for _, inlines in block.items]
        case Table():
            return [cell for row in block.rows for cell in row]
        case Callout():
            return [run for inner in block.blocks for run in _inline_runs(inner)]
        case _:
            return []


def escaped(text: str) -> str:
    """Take every meaning from a text but its own, wherever in a line it may stand."""
    text = _ALWAYS.sub(lambda found: "\\" + found[0], text)
    return _ENTITY.sub(r"\\&", text)


def _line(text: str) -> str:
    return _safe_start(escaped(text.strip()))


def _safe_start(line: str) -> str:
    """Keep a line from becoming a list, a heading or a rule by its first characters."""
    line = line.lstrip()
    if _ORDERED.match(line):
        return _ORDERED.sub(r"\1\\\2", line)
    return _AT_LINE_START.sub(r"\1\\\2", line)


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    text = escaped(inline.text)
    match inline:
        case Strong():
            return _wrapped(text, "**")
        case Emphasis():
            return _wrapped(text, "*")
        case Link(url=url):
            return f"[{text}](<{url}>)"
        case _:
            return text


def _wrapped(text: str, mark: str) -> str:
    """Set marks close to the words: with a space inside they would be printed."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return f"{text[:start]}{mark}{core}{mark}{text[start + len(core) :]}"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(block.full_text)}"
        case Paragraph():
            quoted = "> " if block.kind == "quote" else ""
            return quoted + _safe_start(_inlines(block.inlines))
        case Table():
            return _table(block)
        case KeyFigures():
            return _figures(block)
        case Timeline() | BarChart():
            return "\n\n".join([*_bold(block.caption), _line(alt_text(block))])
        case _:
            return _list(block)


def _bold(text: str) -> list[str]:
    return [_wrapped(escaped(text), "**")] if text.strip() else []


def _list(block: Callout | BulletList | DefinitionList | PageBreak) -> str:
    if isinstance(block, Callout):
        inner = "\n\n".join(_bold(block.title) + [_block(part) for part in block.blocks])
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if isinstance(block, BulletList):
        return "\n".join(
            (f"{number}. " if block.ordered else "- ") + _safe_start(_inlines(item))
            for number, item in enumerate(block.items, start=1)
        )
    if isinstance(block, DefinitionList):
        return "\n".join(
            f"- {_wrapped(escaped(term), '**')}: {_inlines(inlines)}"
            for term, inlines in block.items
        )
    return ""


def _figures(figures: KeyFigures) -> str:
    lines = []
    for item in figures.items:
        note = f" ({escaped(item.note)})" if item.note else ""
        lines.append(f"- {_wrapped(escaped(item.value), '**')} {escaped(item.label)}{note}")
    return "\n\n".join([*_bold(figures.caption), "\n".join(lines)])


def _table(table: Table) -> str:
    rules = ["---:" if column.align == "right" else ":---" for column in table.columns]
    rows = [
        [escaped(column.label) for column in table.columns],
        rules,
        *([_inlines(cell) for cell in row] for row in table.rows),
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n\n".join([*_bold(table.caption), "\n".join(lines)])
