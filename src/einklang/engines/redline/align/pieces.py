"""Turns what a return brings into pieces that the draft can take."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from einklang.engines.redline.align.edits import Piece
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.names import XML_SPACE, M, clone_shell, w
from einklang.engines.redline.reader.borrowing import Borrower
from einklang.engines.redline.reader.segments import MARK, Part, Segment
from einklang.engines.redline.reader.story import Block

HOLDER = "holder"
RUN, PROPERTIES = w("r"), w("rPr")
NOT_CARRIED = frozenset(
    {w(name) for name in ("rPrChange", "pPrChange", "sectPr", "ins", "del", "moveFrom", "moveTo")}
)


class PieceMaker:
    """Makes pieces of one return's segments."""

    def __init__(self, borrower: Borrower) -> None:
        self.borrower = borrower
        self._properties: dict[etree._Element, bytes] = {}

    def piece(self, segment: Segment, low: int, high: int, voice: Voice, part: str) -> Piece:
        """Return characters `low` to `high` of a segment as a piece."""
        if segment.thing is not None:
            return Piece(
                segment.text,
                voice,
                segment.format,
                self._thing_xml(segment, part),
                segment.link,
                self._key(segment),
                segment.thing.label,
            )
        text = segment.text[low:high]
        link = "" if text == MARK else segment.link
        return Piece(text, voice, segment.format, self.properties(segment, part), link)

    def _key(self, segment: Segment) -> str:
        # All references look alike to a comparison; two new notes are equal if they say the same.
        thing = segment.thing
        assert thing is not None  # noqa: S101 - the caller looked
        return f"{thing.key}:{thing.label}" if thing.note or thing.boxes else thing.key

    def properties(self, segment: Segment, part: str) -> bytes:
        """Return `w:rPr` or `w:pPr` in the draft's ids, without records of changes."""
        element = segment.properties
        if element is None or not len(element):
            return b""
        if element not in self._properties:
            copy = deepcopy(element)
            for child in list(copy.iter(etree.Element)):
                if child.tag in NOT_CARRIED:
                    parent = child.getparent()
                    if parent is not None:
                        parent.remove(child)
            self._properties[element] = self.borrower.take(copy, part) if len(copy) else b""
        return self._properties[element]

    def _thing_xml(self, segment: Segment, part: str) -> bytes:
        first = segment.parts[0]
        if len(segment.parts) == 1:
            if str(first[1].tag) == w("fldSimple"):
                return self._complex_field(first[1], part)
            if str(first[0].tag).startswith(f"{{{M}}}"):
                return self.borrower.take(first[0], part)
            return self._run_with([first], part)
        return self._holder([self._run_with(group, part) for group in _by_run(segment.parts)])

    def _run_with(self, parts: list[Part], part: str) -> bytes:
        """Return a run with only these children."""
        run = parts[0][0]
        kept = {child for _, child in parts}
        copy = clone_shell(run)
        for child in run:
            if child in kept or child.tag == PROPERTIES:
                copy.append(deepcopy(child))
        return self.borrower.take(copy, part)

    def _complex_field(self, field: etree._Element, part: str) -> bytes:
        """Return the long form of a simple field, which cannot be recorded as inserted."""
        instruction = etree.Element(w("instrText"))
        instruction.text = field.get(w("instr"))
        instruction.set(XML_SPACE, "preserve")
        runs = [_field_run("begin"), etree.Element(RUN), _field_run("separate")]
        runs[1].append(instruction)
        runs += [deepcopy(child) for child in field if child.tag == RUN]
        runs.append(_field_run("end"))
        return self._holder([self.borrower.take(run, part) for run in runs])

    def _holder(self, runs: list[bytes]) -> bytes:
        return b"<%s>%s</%s>" % (HOLDER.encode(), b"".join(runs), HOLDER.encode())

    def table(self, block: Block, voice: Voice, part: str) -> Piece:
        """Return a whole table as a piece."""
        words = block.table.new_text
        xml = self.borrower.take(block.element, part)
        return Piece(block.text, voice, "", xml, "", f"table:{words}", words)


def _by_run(parts: tuple[Part, ...]) -> Iterator[list[Part]]:
    current: list[Part] = []
    for part in parts:
        if current and current[0][0] is not part[0]:
            yield current
            current = []
        current.append(part)
    yield current


def _field_run(kind: str) -> etree._Element:
    run = etree.Element(RUN)
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
    return run


def own_properties(mark: Segment) -> bytes:
    """Return `w:pPr` of a mark of the draft, without records of changes and section breaks."""
    if mark.properties is None:
        return b""
    copy = deepcopy(mark.properties)
    for child in list(copy):
        if child.tag in NOT_CARRIED or child.tag == PROPERTIES:
            copy.remove(child)
    etree.cleanup_namespaces(copy)
    return etree.tostring(copy, with_tail=False) if len(copy) else b""
