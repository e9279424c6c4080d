"""Markdown in GitHub's flavour: for archives, version control and pasting elsewhere."""

import re
from collections.abc import Iterable

from einklang.engines.typeset import notes
from einklang.engines.typeset.model import (
    BarChart,
    Block,
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
    alt_text,
    anchors,
    annexes,
    cleaned,
    issue_line,
    logo_text,
    notes_of,
)

_ALWAYS = re.compile(r"[\\`*_{}\[\]<>|~$]")
_ENTITY = re.compile(r"&(?=#?\w)")
_AT_LINE_START = re.compile(r"^(\s*)([-+=#:]|\d{1,9}(?=[.)]))")
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])")


def write_markdown(document: Document) -> str:
    document = cleaned(document)
    ids = anchors(document)
    linked = {
        inline.url[1:]
        for inline in inlines_of(document.blocks)
        if isinstance(inline, Link) and inline.url.startswith("#")
    }
    parts = _letter_head(document, document.letter) if document.letter else _head(document)
    for position, block in enumerate(document.blocks):
        if isinstance(block, Heading) and ids[position] in linked:
            # Every Markdown tool makes up its own anchors; a link needs this one.
            parts.append(f'<a id="{ids[position]}"></a>')
        parts.append(_block(block))
    if document.letter:
        parts += _letter_foot(document, document.letter)
    parts += [
        f"[^{number}]: {_safe_start(_inlines(note.inlines, line_break=' '))}"
        for number, note in enumerate(notes_of(document), start=1)
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return notes.numbered(text, lambda number: f"[^{number}]")


def _head(document: Document) -> list[str]:
    parts = [f"# {escaped(document.title)}"]
    parts += [_line(text) for text in (document.subtitle,) if text]
    parts.append(_lines((issue_line(document), document.status)))
    return parts


def _lines(texts: Iterable[str]) -> str:
    """Join texts to one paragraph of several lines."""
    return "  \n".join(_line(text) for text in texts if text.strip())


def _letter_head(document: Document, head: LetterHead) -> list[str]:
    references = [f"{one.label}: {one.value}" for one in head.references]
    return [
        _lines((head.sender_line,)),
        _lines(head.recipient),
        _lines((*references, head.place_and_date)),
        f"# {escaped(document.title)}",
        _lines((head.salutation,)),
    ]


def _letter_foot(document: Document, head: LetterHead) -> list[str]:
    parts = [_lines((head.closing,))]
    parts += [_lines((one.name, one.function)) for one in head.signatures]
    for named, listed in annexes(document, head):
        parts += _bold(named)
        parts.append("\n".join(f"- {_line(text)}" for text in listed))
    return parts


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


def _inlines(inlines: Inlines, *, line_break: str = "  \n") -> str:
    return "".join(
        line_break if isinstance(inline, LineBreak) else _inline(inline) for inline in inlines
    )


def _inline(inline: Inline) -> str:
    text = escaped(inline.text)
    match inline:
        case Strong():
            return _wrapped(text, "**")
        case Emphasis():
            return _wrapped(text, "*")
        case Link(url=url):
            return f"[{text}](<{url}>)"
        case Footnote():
            return notes.MARK
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
            return _paragraph(block)
        case Table():
            return _table(block)
        case KeyFigures():
            return _figures(block)
        case Timeline() | BarChart():
            return "\n\n".join([*_bold(block.caption), _line(alt_text(block))])
        case _:
            return _list(block)


def _paragraph(block: Paragraph) -> str:
    lines = [_safe_start(line) for line in _inlines(block.inlines).split("\n")]
    return "\n".join(f"> {line}" if block.kind == "quote" else line for line in lines)


def _bold(text: str) -> list[str]:
    return [_wrapped(escaped(text), "**")] if text.strip() else []


def _list(
    block: Callout | BulletList | DefinitionList | PageBreak | SignatureBlock | LogoRow,
) -> str:
    if isinstance(block, Callout):
        inner = "\n\n".join(_bold(block.title) + [_block(part) for part in block.blocks])
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if isinstance(block, BulletList):
        return "\n".join(_items(block))
    if isinstance(block, DefinitionList):
        return "\n".join(
            f"- {_wrapped(escaped(term), '**')}: {_inlines(inlines, line_break=' ')}"
            for term, inlines in block.items
        )
    if isinstance(block, SignatureBlock | LogoRow):
        return _signed(block)
    return ""


def _items(block: BulletList) -> list[str]:
    """Write a list line by line; what lies below an item is indented by its sign."""
    lines = []
    for index, item in enumerate(block.items):
        sign = f"{block.start + index}. " if block.ordered else "- "
        lines.append(sign + _safe_start(_inlines(item, line_break=" ")))
        for one in block.below(index):
            lines += [" " * len(sign) + line for line in _items(one)]
    return lines


def _signed(block: SignatureBlock | LogoRow) -> str:
    if isinstance(block, LogoRow):
        lines = [f"- {_line(logo_text(logo))}" for logo in block.logos]
    else:
        lines = [
            f"- {_wrapped(escaped(row.name), '**')}: {escaped(row.how)}"
            + (f" ({escaped(row.person)})" if row.person else "")
            for row in block.rows
        ]
    return "\n\n".join([*_bold(block.caption), "\n".join(lines)])


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
        *([_inlines(cell, line_break=" ") for cell in row] for row in table.rows),
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n\n".join([*_bold(table.caption), "\n".join(lines)])
