"""Accepts or rejects tracked changes of any part, in place.

The order of the steps matters: old properties return before anything moves; wrappers go before
what is in them; text from within outwards, so that a deletion in an insertion is settled while
both are there; rows and cells before paragraph marks, which look at what follows; the ranges of
moves last, when it shows what is left of them.
"""

from collections.abc import Iterable

from lxml import etree

from einklang.engines.redline.settle import formulas, properties, tables
from einklang.engines.redline.settle.controls import settle_controls
from einklang.engines.redline.settle.moves import drop_settled_ranges
from einklang.engines.redline.settle.paragraphs import remove_marks
from einklang.engines.redline.settle.revisions import (
    CONTENT,
    CONTROLS,
    PROPERTIES,
    Revision,
    revisions,
)
from einklang.engines.redline.settle.runs import prune, remove, unwrap

# What each kind did, whatever it did it to: a paragraph mark, a row, a content control.
ADDED = frozenset(
    {"ins", "moveTo", "cellIns", "customXmlInsRangeStart", "customXmlMoveToRangeStart"}
)


def accept(elements: Iterable[etree._Element]) -> None:
    """Make these tracked changes part of their documents; all others stay tracked.

    Elements that are no revisions, or were removed with others, are passed over.
    """
    _settle(elements, accepted=True)


def reject(elements: Iterable[etree._Element]) -> None:
    """Undo these tracked changes; all others stay tracked.

    Elements that are no revisions, or were removed with others, are passed over.
    """
    _settle(elements, accepted=False)


def _settle(elements: Iterable[etree._Element], *, accepted: bool) -> None:
    chosen = set(elements)
    # A dict keeps the order of the roots; a set of them would not.
    roots = {_root(element): None for element in chosen}
    for root in roots:
        found = [each for each in revisions(root) if each.element in chosen]
        if found:
            _settle_part(root, found, accepted=accepted)


def _root(element: etree._Element) -> etree._Element:
    root = element
    for ancestor in element.iterancestors():
        root = ancestor
    return root


def _settle_part(root: etree._Element, found: list[Revision], *, accepted: bool) -> None:
    for each in found:
        if each.kind in PROPERTIES:
            (properties.drop if accepted else properties.restore)(each.element)
        elif each.kind == "numbering-ins":
            _settle_numbering(each.element, keep=accepted)
    staying = [each for each in found if (each.kind.rpartition("-")[2] in ADDED) == accepted]
    going = [each for each in found if (each.kind.rpartition("-")[2] in ADDED) != accepted]
    for group, keep in ((staying, True), (going, False)):
        settle_controls(root, _elements(group, *CONTROLS), keep=keep)
    _settle_text(found, keep=frozenset(each.element for each in staying))
    for each in found:
        if each.kind == "cellMerge":
            tables.settle_merge(each.element, accepted=accepted)
    for element in _elements(staying, *MARKS, *ROWS, "cellIns", "cellDel"):
        properties.drop(element)
    tables.remove_cells(_elements(going, "cellIns", "cellDel"))
    tables.remove_rows(_elements(going, *ROWS))
    remove_marks(each for each in _elements(going, *MARKS) if _root(each) is root)
    drop_settled_ranges(root)


MARKS = tuple(f"mark-{kind}" for kind in CONTENT)
ROWS = tuple(f"row-{kind}" for kind in CONTENT)
MATHS = tuple(f"math-{kind}" for kind in CONTENT)


def _elements(found: list[Revision], *kinds: str) -> list[etree._Element]:
    return [each.element for each in found if each.kind in kinds]


def _settle_text(found: list[Revision], keep: frozenset[etree._Element]) -> None:
    touched: dict[etree._Element | None, None] = {}
    for each in reversed(found):
        is_kept = each.element in keep
        if each.kind in MATHS:
            touched[formulas.settle_frame(each.element, keep=is_kept)] = None
        elif each.kind in CONTENT:
            touched[(unwrap if is_kept else remove)(each.element)] = None
    # Whether a link is empty is asked once, not after each of a thousand words in it.
    for parent in touched:
        prune(parent)


def _settle_numbering(element: etree._Element, *, keep: bool) -> None:
    numbering = element.getparent()
    properties.drop(element if keep or numbering is None else numbering)
