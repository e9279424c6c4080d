"""Plain text: one paragraph a line, for mail, search and voices."""

from einklang.engines.typeset import notes
from einklang.engines.typeset.counting import counted
from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Footnote,
    Heading,
    Inlines,
    KeyFigures,
    LetterHead,
    Paragraph,
    SignatureBlock,
    Table,
)
from einklang.engines.typeset.wording import (
    annexes,
    block_text,
    cleaned,
    inline_text,
    issue_line,
    label,
    notes_of,
)


def write_text(document: Document) -> str:
    """Write the wording without any looks: headings after "#", notes as [1] and at the end."""
    document = cleaned(document)
    head = document.letter
    parts = _letter_head(document, head) if head else _head(document)
    parts += [_block(block) for block in document.blocks]
    if head:
        parts += _letter_foot(document, head)
    found = notes_of(document)
    if found:
        lines = [
            f"[{number}] {inline_text(note.inlines)}" for number, note in enumerate(found, start=1)
        ]
        parts.append("\n".join([f"{label(document, 'notes')}:", *lines]))
    text = "\n\n".join(part for part in parts if part.strip()) + "\n"
    return notes.numbered(text, lambda number: f"[{number}]")


def _head(document: Document) -> list[str]:
    return [
        f"# {document.title}",
        document.subtitle,
        _lines((issue_line(document), document.status)),
    ]


def _letter_head(document: Document, head: LetterHead) -> list[str]:
    references = tuple(f"{one.label}: {one.value}" for one in head.references)
    return [
        head.sender_line,
        _lines(head.recipient),
        _lines((*references, head.place_and_date)),
        f"# {document.title}",
        head.salutation,
    ]


def _letter_foot(document: Document, head: LetterHead) -> list[str]:
    parts = [head.closing, *(_lines((one.name, one.function)) for one in head.signatures)]
    for named, listed in annexes(document, head):
        parts.append(_lines((f"{named}:", *(f"- {line}" for line in listed))))
    return parts


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(text for text in texts if text.strip())


def _inlines(inlines: Inlines) -> str:
    return "".join(
        notes.MARK if isinstance(inline, Footnote) else inline.text for inline in inlines
    ).strip()


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {block.full_text}"
        case Paragraph():
            return _inlines(block.inlines)
        case BulletList():
            return "\n".join(_items(block))
        case DefinitionList():
            return "\n".join(f"{term}: {_inlines(said)}" for term, said in block.items)
        case Callout():
            parts = [block.title, *(_block(part) for part in block.blocks)]
            return "\n".join(f"| {line}" for part in parts if part for line in part.split("\n"))
        case _:
            return _lines(tuple(_rows(block)))


def _items(block: BulletList) -> list[str]:
    lines = []
    for index, item in enumerate(block.items):
        sign = f"{counted(block.start + index, block.signs)}." if block.ordered else "-"
        lines.append(f"{sign} {_inlines(item)}")
        for one in block.below(index):
            lines += [f"  {line}" for line in _items(one)]
    return lines


def _rows(block: Block) -> list[str]:
    """Write what has rows: a line for each, its cells parted by bars."""
    match block:
        case Table():
            labels = " | ".join(column.label for column in block.columns)
            rows = [" | ".join(_inlines(cell) for cell in row) for row in block.rows]
            return [block.caption, labels, *rows]
        case KeyFigures():
            figures = [
                f"{item.value} {item.label}" + (f" ({item.note})" if item.note else "")
                for item in block.items
            ]
            return [block.caption, *figures]
        case SignatureBlock():
            signed = [
                f"- {row.name}: {row.how}" + (f" ({row.person})" if row.person else "")
                for row in block.rows
            ]
            return [block.caption, *signed]
        case _:
            return block_text(block)
