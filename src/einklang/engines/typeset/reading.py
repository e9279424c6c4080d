"""Read a finished Word document into the content tree, and say what the tree cannot carry.

Every character that is visible in the body, its notes and text boxes comes out in the blocks or
stands in a loss. Headers and footers are no part of the text.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from einklang.engines.typeset.errors import UncleanTextError
from einklang.engines.typeset.losses import Loss, shortened
from einklang.engines.typeset.model import (
    DEEPEST_LEVEL,
    TOP_LEVEL,
    Block,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Text,
)
from einklang.engines.typeset.word.blocks import BlockReader, Raw, RawHeading, Title
from einklang.engines.typeset.word.context import Context, linked_bookmarks, tracked_changes
from einklang.engines.typeset.word.file import WordFile, open_word_file
from einklang.engines.typeset.word.xml import Element, W, value

_MOST_QUOTES = 5


@dataclass(frozen=True)
class ReadDocument:
    """What a Word file says."""

    blocks: tuple[Block, ...]
    losses: tuple[Loss, ...]
    title: str = ""
    """Empty if the document begins with something else, or it was left in the blocks."""
    subtitle: str = ""


def read_docx(data: bytes, *, take_title: bool = True) -> ReadDocument:
    """Read a Word document whose text is settled.

    With `take_title` a title at its beginning leaves the blocks: a paragraph of the style for
    titles, or a heading of the first level that is the only one.

    :raises UncleanTextError: if changes are tracked in it, or words struck out by hand.
    :raises UnreadableDocumentError: if it is no Word document, damaged or too large.
    """
    file = open_word_file(data)
    is_tracked, quotes = tracked_changes(file)
    if is_tracked:
        raise UncleanTextError("tracked", quotes)
    context = Context(file, anchors=_anchors(file))
    blocks = BlockReader(context).read(file.body)
    if context.struck:
        quotes = tuple(shortened(text) for text in context.struck[:_MOST_QUOTES])
        raise UncleanTextError("struck", quotes)
    title, subtitle, rest = _titled(blocks) if take_title else ("", "", blocks)
    made_blocks = _with_known_links(_levelled(rest, context), context)
    return ReadDocument(made_blocks, tuple(context.losses), title, subtitle)


def _anchors(file: WordFile) -> dict[str, str]:
    """Give each heading that is linked to an anchor; all its bookmarks lead there."""
    linked = linked_bookmarks(file.body)
    found: dict[str, str] = {}
    for paragraph in file.body.iter(W + "p"):
        if file.styles.outline_level(paragraph.find(W + "pPr")) is None:
            continue
        names = [value(one, "name") for one in paragraph.iter(W + "bookmarkStart")]
        if _has_words(paragraph) and linked.intersection(names):
            anchor = f"part-{len(set(found.values())) + 1}"
            found |= dict.fromkeys(names, anchor)
    return found


def _has_words(paragraph: Element) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter(W + "t"))


def _titled(blocks: list[Raw]) -> tuple[str, str, list[Raw]]:
    """Part title and subtitle from the rest."""
    first = blocks[0] if blocks else None
    title = ""
    if isinstance(first, Title):
        title = first.text
    elif isinstance(first, RawHeading) and _is_the_only_top(first, blocks):
        title = f"{first.number} {first.text}".strip()
    if not title:
        return "", "", blocks
    rest = blocks[1:]
    following = rest[0] if rest else None
    if isinstance(following, Title) and following.role == "subtitle":
        return title, following.text, rest[1:]
    return title, "", rest


def _is_the_only_top(heading: RawHeading, blocks: list[Raw]) -> bool:
    levels = [block.level for block in blocks if isinstance(block, RawHeading)]
    return heading.level == 0 and levels.count(0) == 1


def _levelled(blocks: list[Raw], context: Context) -> list[Block]:
    """Give headings our levels, from 2 down and none skipped."""
    made: list[Block] = []
    open_levels: list[int] = []
    for block in blocks:
        if isinstance(block, Title):
            # A second title, or one in the midst of the text.
            made.append(Paragraph((Strong(block.text),)))
        elif isinstance(block, RawHeading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            level = TOP_LEVEL + len(open_levels)
            open_levels.append(block.level)
            if level > DEEPEST_LEVEL:
                context.heading, context.near = "", block.text
                context.lose("deep heading", "changed")
            level = min(level, DEEPEST_LEVEL)
            made.append(Heading(level, block.text, block.anchor, block.number))
        else:
            made.append(block)
    while made and isinstance(made[-1], PageBreak):
        made.pop()
    return made


def _with_known_links(blocks: list[Block], context: Context) -> tuple[Block, ...]:
    """Turn links to a heading that left the blocks, or never was one, into text."""
    known = {block.anchor for block in blocks if isinstance(block, Heading)}

    def checked(node: Any) -> Any:
        if isinstance(node, Link) and node.url.startswith("#") and node.url[1:] not in known:
            context.heading, context.near = "", node.text
            context.lose("link", "set as text", node.url)
            return Text(node.text)
        if isinstance(node, tuple):
            return tuple(checked(item) for item in node)
        if not is_dataclass(node) or isinstance(node, type):
            return node
        changes = {}
        for field in fields(node):
            old = getattr(node, field.name)
            new = checked(old)
            if new != old:
                changes[field.name] = new
        return replace(node, **changes) if changes else node

    return tuple(checked(block) for block in blocks)
