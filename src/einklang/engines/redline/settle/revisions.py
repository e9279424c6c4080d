"""Finds the tracked changes of a part and says what each of them is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from einklang.engines.redline.names import M, w

CONTENT = ("ins", "del", "moveFrom", "moveTo")
CELLS = ("cellIns", "cellDel", "cellMerge")
PROPERTIES = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "numberingChange",
)
CONTROLS = (
    "customXmlInsRangeStart",
    "customXmlDelRangeStart",
    "customXmlMoveFromRangeStart",
    "customXmlMoveToRangeStart",
)

NAMES = {w(name): name for name in (*CONTENT, *CELLS, *PROPERTIES, *CONTROLS)}
CHANGES = frozenset(w(name) for name in PROPERTIES)

# What `w:ins` and its like mean in an element that is no place for text.
PREFIXES = {
    w("rPr"): "mark-",
    w("trPr"): "row-",
    w("numPr"): "numbering-",
    f"{{{M}}}ctrlPr": "math-",
}

# The deepest way from a revision up to a record of old properties: numPr, pPr, pPrChange.
HISTORY_DEPTH = 3
LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded change, as it stands in the tree."""

    element: etree._Element
    kind: str
    """`ins`, `del`, `moveFrom`, `moveTo` (text) · `mark-ins` … (the paragraph's end) · `row-ins`,
    `row-del` · `cellIns`, `cellDel`, `cellMerge` · `math-ins`, `math-del` (a formula's frame) ·
    `numbering-ins` · `rPrChange` and its like · `customXmlInsRangeStart` and its like (a content
    control came or went)."""
    author: str
    date: str
    id: int
    """`w:id`; -1 when it is missing or no number."""


def revisions(root: etree._Element) -> list[Revision]:
    """Return the tracked changes of one part in the order of the document.

    Changes recorded inside old properties (`w:rPrChange` and its like) are history and left out.
    """
    return list(_revisions(root))


def _revisions(root: etree._Element) -> Iterator[Revision]:
    for element in root.iter(*NAMES):
        kind = _kind(element)
        if kind:
            yield Revision(
                element,
                kind,
                element.get(w("author"), ""),
                element.get(w("date"), ""),
                number(element.get(w("id"), "")),
            )


def number(text: str) -> int:
    """Return the value of an attribute such as `w:id`; -1 when it is no number."""
    digits = text.removeprefix("-")
    # int() refuses thousands of digits, and knows digits that XML Schema does not.
    fits = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER
    return int(text) if fits else -1


def _kind(element: etree._Element) -> str:
    parent = element.getparent()
    if parent is None:
        return ""
    name = NAMES[element.tag]
    prefix = PREFIXES.get(parent.tag, "") if name in CONTENT else ""
    if (prefix or name not in CONTENT) and _is_history(parent):
        return ""
    return prefix + name


def _is_history(properties: etree._Element) -> bool:
    step: etree._Element | None = properties
    for _ in range(HISTORY_DEPTH):
        if step is None:
            return False
        if step.tag in CHANGES:
            return True
        step = step.getparent()
    return False
