"""How many tracked changes a word processor lists for each name.

LibreOffice's way of counting, which is also how a reader sees them: neighbouring records of one
kind, name and moment are one change, also across the end of a paragraph; a new or deleted row
counts by what stands in its cells.
"""

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from einklang.engines.redline.names import MC, child_of, w

TEXT = {w("ins"): "ins", w("del"): "del", w("moveFrom"): "moveFrom", w("moveTo"): "moveTo"}
RUN_LOOK, PARAGRAPH_LOOK = w("rPrChange"), w("pPrChange")
PARAGRAPH, RUN, PROPERTIES, RUN_PROPERTIES = w("p"), w("r"), w("pPr"), w("rPr")
ROW_PROPERTIES = w("trPr")
FALLBACK = f"{{{MC}}}Fallback"
BETWEEN = frozenset(
    w(name)
    for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
"""Takes no room between two runs."""

Signature = tuple[str, str, str]
"""Kind, author, date."""


def count_authors(roots: Iterable[etree._Element]) -> tuple[tuple[str, int], ...]:
    """Return names with the number of their changes, in alphabetical order."""
    counted: Counter[str] = Counter()
    for root in roots:
        counter = _Counter()
        for record in root.iter(*TEXT, RUN_LOOK, PARAGRAPH_LOOK):
            counter.take(record)
        counter.end()
        counted += counter.counted
    return tuple(sorted(counted.items()))


class _Counter:
    """Counts the records of one part, which come in the order of the document."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.paragraph: etree._Element | None = None
        self.mark: etree._Element | None = None
        """The record of the present paragraph's mark; it comes first and counts last."""
        self.last: etree._Element | None = None
        self.open_mark: tuple[etree._Element, Signature] | None = None
        """A recorded mark that the present paragraph may go on from."""

    def take(self, record: etree._Element) -> None:
        parent = record.getparent()
        if parent is None or parent.tag == ROW_PROPERTIES or _is_repeated(record):
            return
        paragraph = next(record.iterancestors(PARAGRAPH), None)
        if paragraph is None:
            return
        if paragraph is not self.paragraph:
            self._begin(paragraph)
        if record.tag == PARAGRAPH_LOOK:
            self._count(record)
        elif parent.tag == RUN_PROPERTIES:
            self._take_from_properties(record, parent)
        elif not self._goes_on(record):
            self._count(record)
            self.last = record
        else:
            self.last = record

    def _take_from_properties(self, record: etree._Element, parent: etree._Element) -> None:
        owner = parent.getparent()
        if record.tag != RUN_LOOK:
            self.mark = record
        elif owner is not None and owner.tag == RUN:
            before = _before(owner)
            old = None if before is None else child_of(before, RUN_PROPERTIES)
            other = None if old is None else child_of(old, RUN_LOOK)
            if other is None or _signature(other) != _signature(record):
                self._count(record)

    def _begin(self, paragraph: etree._Element) -> None:
        self._end_paragraph()
        before = self.open_mark
        if before is not None and paragraph.getprevious() is not before[0]:
            self.open_mark = None
        self.paragraph, self.mark, self.last = paragraph, None, None

    def end(self) -> None:
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        paragraph, mark = self.paragraph, self.mark
        if paragraph is None:
            return
        if mark is None:
            self.open_mark = None
            return
        signature = _signature(mark)
        content = [child for child in paragraph if child.tag not in {PROPERTIES, *BETWEEN}]
        if content:
            is_same = content[-1] is self.last and _signature(content[-1]) == signature
        else:
            is_same = self.open_mark is not None and self.open_mark[1] == signature
        if not is_same:
            self._count(mark)
        self.open_mark = (paragraph, signature)

    def _goes_on(self, record: etree._Element) -> bool:
        before = _before(record)
        if before is None or before.tag == PROPERTIES:
            return self.open_mark is not None and self.open_mark[1] == _signature(record)
        return before is self.last and _signature(before) == _signature(record)

    def _count(self, record: etree._Element) -> None:
        self.counted[record.get(w("author")) or ""] += 1


def _before(element: etree._Element) -> etree._Element | None:
    """Return what stands before an element and takes room."""
    before = element.getprevious()
    while before is not None and before.tag in BETWEEN:
        before = before.getprevious()
    return before


def _signature(record: etree._Element) -> Signature:
    kind = TEXT.get(str(record.tag), str(record.tag))
    return kind, record.get(w("author")) or "", record.get(w("date")) or ""


def _is_repeated(record: etree._Element) -> bool:
    """Tell whether it stands in the form of a text box for older programs."""
    return next(record.iterancestors(FALLBACK), None) is not None
