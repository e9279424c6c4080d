"""Removes paragraphs, cells and rows, and what would be an empty shell without them."""

from lxml import etree

from einklang.engines.redline.names import w
from einklang.engines.redline.settle.markers import (
    MARKERS,
    PPR,
    P,
    R,
    has_content,
    survivors,
)
from einklang.engines.redline.settle.runs import BLOCKS, SDT_CONTENT

TABLE, ROW, CELL, BODY, SECTION = w("tbl"), w("tr"), w("tc"), w("body"), w("sectPr")
CONTROLS = frozenset({SDT_CONTENT, w("customXml")})
# What makes these what they are; without it they go. Word cannot open a row without cells.
SUBSTANCE = {TABLE: ROW, ROW: CELL}


def remove_block(block: etree._Element) -> None:
    """Remove a paragraph, cell or row, and every table or content control left empty by it.

    Bookmarks and anchors of comments stay in its place. A cell, note or body that would be left
    without its last paragraph gets an empty one.
    """
    gone: etree._Element | None = block
    while gone is not None:
        container = gone.getparent()
        if container is None:
            return
        _keep_survivors(gone)
        container.remove(gone)
        gone = _empty_shell(container)
        if gone is None:
            keep_last_paragraph(container)


def keep_last_paragraph(container: etree._Element) -> None:
    """Give a cell, a note or a body its last paragraph back when it has none."""
    if container.tag not in BLOCKS:
        return
    ignored = MARKERS | {w("tcPr"), SECTION}
    last = next(
        (each for each in container.iterchildren(reversed=True) if each.tag not in ignored), None
    )
    # A cell ends with a paragraph (17.4.65); Word calls a file damaged that lacks it.
    if last is not None and (last.tag != TABLE or container.tag != CELL):
        return
    paragraph = etree.Element(P)
    section = container.find(SECTION)
    if section is None:
        container.append(paragraph)
    else:
        section.addprevious(paragraph)


def put_in_front(paragraph: etree._Element, content: list[etree._Element]) -> None:
    """Move elements to the front of a paragraph, behind its properties."""
    # Only the first child can be the properties; a search would look at all the others, too.
    first = next(iter(paragraph), None)
    for child in reversed(content):
        if first is None or first.tag != PPR:
            paragraph.insert(0, child)
        else:
            first.addnext(child)


def _empty_shell(container: etree._Element) -> etree._Element | None:
    """Return what has to go because this container has nothing in it any more."""
    if container.tag in SUBSTANCE:
        is_empty = next(container.iter(SUBSTANCE[container.tag]), None) is None
        return container if is_empty else None
    if container.tag not in CONTROLS or has_content(container):
        return None
    return container.getparent() if container.tag == SDT_CONTENT else container


def _keep_survivors(gone: etree._Element) -> None:
    staying = survivors(gone)
    for marker in staying:
        if marker.tag != R:
            gone.addprevious(marker)
    # A comment's reference stands in a run, and a run in a paragraph.
    references = [each for each in staying if each.tag == R]
    if references:
        _put_near(gone, references)


def _put_near(gone: etree._Element, references: list[etree._Element]) -> None:
    steps = [gone]
    for ancestor in gone.iterancestors():
        if ancestor.tag in BLOCKS:
            break
        steps.append(ancestor)
    for step in steps:
        for sibling in step.itersiblings():
            paragraph = next(sibling.iter(P), None)
            if paragraph is not None:
                put_in_front(paragraph, references)
                return
    for sibling in steps[-1].itersiblings(preceding=True):
        *_, paragraph = [None, *sibling.iter(P)]
        if paragraph is not None:
            paragraph.extend(references)
            return
