"""Makes elements of pieces: runs, links, marks, records of what came and went."""

from collections.abc import Iterable, Iterator

from lxml import etree

from einklang.engines.redline.align.edits import Piece
from einklang.engines.redline.align.pieces import HOLDER
from einklang.engines.redline.names import R, W, w
from einklang.engines.redline.reader.segments import OBJECT
from einklang.engines.redline.writer.cutting import set_text
from einklang.engines.redline.writer.luggage import Unpacker

RUN, TEXT, LINK = w("r"), w("t"), w("hyperlink")
INSTRUCTION, DELETED_TEXT, DELETED_INSTRUCTION = w("instrText"), w("delText"), w("delInstrText")
SPECIAL = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
NAMESPACES = {"w": W, "r": R}


class ElementMaker:
    """Makes elements for one part of the draft."""

    def __init__(self, unpacker: Unpacker, part: str) -> None:
        self.unpacker = unpacker
        self.part = part

    def parse(self, xml: bytes) -> etree._Element:
        """Return borrowed XML as an element whose ids are those of this part."""
        return self.unpacker.unpack(etree.fromstring(xml), self.part)

    def properties(self, xml: bytes) -> etree._Element | None:
        return self.parse(xml) if xml else None

    def content(self, piece: Piece, properties: etree._Element | None) -> list[etree._Element]:
        """Return the runs (or the formula) of a piece of text or an object."""
        if piece.text != OBJECT or not piece.xml:
            return [text_run(piece.text, properties)]
        element = self.parse(piece.xml)
        return list(element) if element.tag == HOLDER else [element]

    def link(self, target: str) -> etree._Element:
        """Return an empty `w:hyperlink` to `address#bookmark`."""
        address, _, bookmark = target.partition("#")
        link = etree.Element(LINK, nsmap=NAMESPACES)
        if address:
            link.set(f"{{{R}}}id", self.unpacker.hyperlink(self.part, address))
        if bookmark:
            link.set(w("anchor"), bookmark)
        return link


def text_run(text: str, properties: etree._Element | None) -> etree._Element:
    """Return a run with this text; tabs, breaks and special hyphens as Word writes them."""
    run = etree.Element(RUN, nsmap=NAMESPACES)
    if properties is not None:
        run.append(properties)
    for words in _pieces(text):
        if words in SPECIAL:
            etree.SubElement(run, w(SPECIAL[words]))
        else:
            set_text(etree.SubElement(run, TEXT), words)
    return run


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for at, character in enumerate(text):
        if character in SPECIAL:
            if start < at:
                yield text[start:at]
            yield character
            start = at + 1
    if start < len(text):
        yield text[start:]


def mark_as_deleted(run: etree._Element) -> None:
    """Give the text of a run the names that deleted text has."""
    for child in run:
        if child.tag == TEXT:
            child.tag = DELETED_TEXT
        elif child.tag == INSTRUCTION:
            child.tag = DELETED_INSTRUCTION


def wrap(runs: Iterable[etree._Element], name: str) -> list[etree._Element]:
    """Put neighbouring runs into records of a kind; return the records, still unsigned."""
    records: list[etree._Element] = []
    last: etree._Element | None = None
    for run in runs:
        if records and last is not None and run.getprevious() is records[-1]:
            records[-1].append(run)
        else:
            record = etree.Element(w(name), nsmap=NAMESPACES)
            run.addprevious(record)
            record.append(run)
            records.append(record)
        last = run
    return records
