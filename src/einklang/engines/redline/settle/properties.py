"""Settles changed formatting: the old properties are kept beside the new ones."""

from dataclasses import dataclass

from lxml import etree

from einklang.engines.redline.names import M, w
from einklang.engines.redline.settle.revisions import CHANGES

MARKS = frozenset(map(w, ("ins", "del", "moveFrom", "moveTo")))


@dataclass(frozen=True, slots=True)
class Record:
    """Where old properties lie, and what beside them is none of their business."""

    container: str
    first: frozenset[str] = frozenset()
    """What stays in front of them, by the schema's order."""
    last: frozenset[str] = frozenset()
    """What stays behind them."""


RECORDS = {
    w("rPrChange"): Record(w("rPr"), first=MARKS),
    w("pPrChange"): Record(w("pPr"), last=frozenset(map(w, ("rPr", "sectPr")))),
    # Old sections do not say which headers they had, so the headers did not change.
    w("sectPrChange"): Record(
        w("sectPr"), first=frozenset(map(w, ("headerReference", "footerReference")))
    ),
    w("tblPrChange"): Record(w("tblPr")),
    w("tblPrExChange"): Record(w("tblPrEx")),
    w("trPrChange"): Record(w("trPr"), last=MARKS),
    w("tcPrChange"): Record(
        w("tcPr"), last=frozenset(map(w, ("cellIns", "cellDel", "cellMerge")))
    ),
    w("tblGridChange"): Record(w("tblGrid")),
}

# Empty, these say nothing; the others (w:tblPr, w:sectPr) have to be there.
OPTIONAL = frozenset(map(w, ("rPr", "pPr", "trPr", "tcPr", "tblPrEx", "numPr"))) | {
    f"{{{M}}}ctrlPr"
}


def drop(element: etree._Element) -> None:
    """Remove the record of a change, and the properties that are empty without it."""
    step: etree._Element | None = element
    while step is not None:
        parent = step.getparent()
        if parent is None:
            return
        parent.remove(step)
        step = parent if parent.tag in OPTIONAL and len(parent) == 0 else None


def restore(element: etree._Element) -> None:
    """Put the old properties in the place of the new ones, and drop the record."""
    owner = element.getparent()
    record = RECORDS.get(element.tag)
    # What w:numberingChange keeps is the label that a reader saw once, not a property.
    if owner is not None and record is not None and owner.tag == record.container:
        old = element.find(record.container)
        kept = record.first | record.last
        front = [child for child in owner if child.tag in record.first]
        back = [child for child in owner if child.tag in record.last]
        middle = [] if old is None else list(old)
        own = [child for child in middle if child.tag not in kept and child.tag not in CHANGES]
        owner[:] = [*front, *own, *back, element]
    drop(element)
