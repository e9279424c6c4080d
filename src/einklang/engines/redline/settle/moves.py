"""Knows the ranges that say what was moved as one, and from where to where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from einklang.engines.redline.names import w
from einklang.engines.redline.settle.markers import ID, PPR, RPR, P, detach

KINDS = ("moveFrom", "moveTo")
STARTS = {w(f"{kind}RangeStart"): w(kind) for kind in KINDS}
ENDS = {w(f"{kind}RangeEnd"): w(kind) for kind in KINDS}
CONTENT = frozenset(map(w, KINDS))


@dataclass(slots=True)
class MoveRange:
    """One end of a move: the place that was left, or the one that was reached."""

    name: str
    """Both ends of a move have the same; empty when the file gives none."""
    markers: list[etree._Element]
    members: list[etree._Element] = field(default_factory=list)
    """The `w:moveFrom` or `w:moveTo` in it, of text and of paragraph marks."""


def move_ranges(root: etree._Element) -> list[MoveRange]:
    """Return the ranges of moves in one part; a marker without its other half is one, too."""
    ranges: list[MoveRange] = []
    open_ranges: dict[tuple[str, str], MoveRange] = {}
    for element in root.iter(*STARTS, *ENDS, *CONTENT):
        if element.tag in CONTENT:
            for (tag, _), each in open_ranges.items():
                if tag == element.tag:
                    each.members.append(element)
            continue
        key = (STARTS.get(element.tag) or ENDS[element.tag], element.get(ID, ""))
        if element.tag in ENDS and key in open_ranges:
            open_ranges.pop(key).markers.append(element)
            continue
        found = MoveRange(element.get(w("name"), ""), [element])
        ranges.append(found)
        if element.tag in STARTS:
            found.members.extend(_mark(element, key[0]))
            open_ranges[key] = found
    return ranges


def _mark(start: etree._Element, tag: str) -> Iterable[etree._Element]:
    """Return the moved mark of the paragraph in which a range begins.

    It stands in the properties, thus before the range, but means the paragraph's end.
    """
    parent = start.getparent()
    return [] if parent is None or parent.tag != P else parent.findall(f"{PPR}/{RPR}/{tag}")


def drop_settled_ranges(root: etree._Element) -> None:
    """Remove the markers of moves of which nothing is left to settle."""
    for each in move_ranges(root):
        if not each.members:
            for marker in each.markers:
                detach(marker)
