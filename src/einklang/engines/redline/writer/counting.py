"""How many tracked changes a word processor lists for each name.

LibreOffice's way of counting (7.4), which is also how a reader sees them: neighbouring records
of one kind, name and moment are one change, also across the end of a paragraph; of a change inside
another the inner one is listed; a row counts by what stands in its cells; the new look of a
paragraph is listed once for every stretch that no other change covers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from einklang.engines.redline.names import MC, child_of, w

TEXT = {w("ins"): "ins", w("del"): "del", w("moveFrom"): "moveFrom", w("moveTo"): "moveTo"}
RUN_LOOK, PARAGRAPH_LOOK = w("rPrChange"), w("pPrChange")
PARAGRAPH, RUN, PROPERTIES, RUN_PROPERTIES = w("p"), w("r"), w("pPr"), w("rPr")
ROW, ROW_PROPERTIES, BREAK, BREAK_TYPE = w("tr"), w("trPr"), w("br"), w("type")
CONTROL, CONTROL_CONTENT = w("sdt"), w("sdtContent")
TEXTS = frozenset({w("t"), w("delText")})
ROOMLESS = frozenset({RUN_PROPERTIES, w("lastRenderedPageBreak")})
WORDS = (*TEXTS, w("tab"), w("drawing"), w("pict"), w("object"))
BOX = w("txbxContent")
FALLBACK = f"{{{MC}}}Fallback"
BETWEEN = frozenset(
    w(name)
    for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
"""Takes no room between two runs."""
WRAPPERS = frozenset(map(w, ("hyperlink", "smartTag", "customXml")))
"""Around words, and no seam between them."""
ENDS = frozenset({w("sectPr"), w("tbl")})
"""Behind the last paragraph of a passage."""

Signature = tuple[tuple[str, str, str], ...]
"""Kind, author and date of each record that lies on a piece, from the outer to the inner one."""
NONE: Signature = ()


def count_authors(roots: Iterable[etree._Element]) -> tuple[tuple[str, int], ...]:
    """Return names with the number of their changes, in alphabetical order."""
    counted: Counter[str] = Counter()
    for root in roots:
        counter = _Counter()
        counter.count(root)
        counted += counter.counted
    return tuple(sorted(counted.items()))


class _Counter:
    """Counts the records of one part, which come in the order of the document."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.open_end: tuple[etree._Element, Signature] | None = None
        """A paragraph whose end the next one may go on from, and what lies on that end."""

    def count(self, root: etree._Element) -> None:
        last = None
        for record in root.iter(*TEXT, RUN_LOOK, PARAGRAPH_LOOK):
            parent = record.getparent()
            if parent is not None and parent.tag == ROW_PROPERTIES:
                self._take_row(record)
                continue
            paragraph = next(record.iterancestors(PARAGRAPH), None)
            if paragraph is None or paragraph is last or _is_repeated(record):
                continue
            last = paragraph
            self._take(paragraph)

    def _take(self, paragraph: etree._Element) -> None:
        groups = [signature for signature, _ in groupby(_pieces(paragraph, NONE))]
        before = self._end_before(paragraph)
        mark = self._take_properties(paragraph, groups)
        for place, signature in enumerate(groups):
            if signature and (place or signature != before):
                self._list(signature)
        for signature in _boxes(paragraph):
            self._list(signature)
        end = groups[-1] if groups else before
        if mark and mark != end and not _is_last(paragraph):
            self._list(mark)
        # LibreOffice joins insertions even if only their paragraphs' end lies between them.
        is_insertion = len(end) == 1 and end[0][0] == "ins"
        self.open_end = (paragraph, mark or (end if is_insertion else NONE))

    def _take_properties(self, paragraph: etree._Element, groups: list[Signature]) -> Signature:
        """List the paragraph's new look; return what lies on its mark."""
        properties = child_of(paragraph, PROPERTIES)
        if properties is None:
            return NONE
        look = child_of(properties, PARAGRAPH_LOOK)
        if look is not None:
            self.counted[look.get(w("author")) or ""] += max(1, _stretches(groups))
        run = child_of(properties, RUN_PROPERTIES)
        if run is None:
            return NONE
        return tuple(_signature(each) for each in run if each.tag in TEXT)

    def _take_row(self, record: etree._Element) -> None:
        """List a row without words, which has nothing else to count by."""
        row = next(record.iterancestors(ROW), None)
        if row is not None and next(row.iter(*WORDS), None) is None:
            self._list((_signature(record),))

    def _end_before(self, paragraph: etree._Element) -> Signature:
        if self.open_end is None:
            return NONE
        last, signature = self.open_end
        before = paragraph.getprevious()
        while before is not None and before is not last:
            if before.tag not in BETWEEN and not _is_empty(before):
                return NONE
            before = before.getprevious()
        return NONE if before is None else signature

    def _list(self, signature: Signature) -> None:
        self.counted[signature[-1][1]] += 1


def _stretches(groups: list[Signature]) -> int:
    """Return into how many stretches the other changes cut a paragraph's new look.

    Two changes at its beginning leave LibreOffice with an empty stretch between them.
    """
    count = groups.count(NONE)
    return count + bool(count and groups[0] and groups[1])


def _pieces(parent: etree._Element, around: Signature) -> Iterator[Signature]:
    """Yield for each piece of a paragraph that takes room what lies on it."""
    for child in parent:
        tag = child.tag
        if tag in TEXT:
            inside = (*around, _signature(child))
            if not _is_taken_back(inside):
                yield from _pieces(child, inside)
        elif tag == RUN:
            if _takes_room(child):
                yield around or _look(child)
        elif tag in WRAPPERS:
            yield from _pieces(child, around)
        elif tag == CONTROL:
            yield from _control(child, around)
        elif tag != PROPERTIES and tag not in BETWEEN:
            yield around


def _control(control: etree._Element, around: Signature) -> Iterator[Signature]:
    """Yield the pieces of a content control; its edges are signs that no record covers."""
    yield NONE
    content = child_of(control, CONTROL_CONTENT)
    if content is not None:
        yield from _pieces(content, around)
    yield NONE


def _is_taken_back(records: Signature) -> bool:
    """Tell whether somebody deleted words of their own insertion, which then are just gone."""
    return len(records) > 1 and records[-1][0] == "del" and records[-1][1] == records[-2][1]


def _look(run: etree._Element) -> Signature:
    properties = child_of(run, RUN_PROPERTIES)
    change = None if properties is None else child_of(properties, RUN_LOOK)
    return NONE if change is None else (_signature(change),)


def _takes_room(run: etree._Element) -> bool:
    """Tell whether there is more than a page break, which becomes a property of a paragraph."""
    return any(
        bool(child.text)
        if child.tag in TEXTS
        else child.tag not in ROOMLESS
        and not (child.tag == BREAK and child.get(BREAK_TYPE) == "page")
        for child in run
    )


def _boxes(paragraph: etree._Element) -> Iterator[Signature]:
    """Yield what lies on each text box; its words are listed beside it."""
    for box in paragraph.iter(BOX):
        record = next(box.iterancestors(*TEXT, BOX), None)
        if record is not None and record.tag in TEXT and not _is_repeated(box):
            yield (_signature(record),)


def _is_empty(element: etree._Element) -> bool:
    return element.tag == PARAGRAPH and next(element.iter(RUN), None) is None


def _is_last(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph ends its cell, note or story, or stands before a table.

    LibreOffice does not list the end of such a paragraph.
    """
    following = paragraph.getnext()
    while following is not None and following.tag in BETWEEN:
        following = following.getnext()
    return following is None or following.tag in ENDS


def _signature(record: etree._Element) -> tuple[str, str, str]:
    kind = TEXT.get(str(record.tag), str(record.tag))
    return kind, record.get(w("author")) or "", record.get(w("date")) or ""


def _is_repeated(record: etree._Element) -> bool:
    """Tell whether it stands in the form of a text box for older programs."""
    return next(record.iterancestors(FALLBACK), None) is not None
