"""Reads one paragraph into its stream.

Walks the runs in order and notes for each stretch of characters its format, its link, who
inserted or deleted it, and where it stands. A field is one object, whatever it consists of; a
link is text with a target, whether written as an element or as a field. Source: ISO/IEC 29500-1
sections 17.3 (text), 17.13.5 (revisions), 17.16 (fields).
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from lxml import etree

from einklang.engines.redline.names import MC, M, child_of, r, texts_in, w
from einklang.engines.redline.reader import objects
from einklang.engines.redline.reader.context import Context
from einklang.engines.redline.reader.looks import Looks
from einklang.engines.redline.reader.segments import (
    MARK,
    OBJECT,
    Anchor,
    Part,
    Segment,
    Stamp,
    Stream,
    Thing,
)

AUTHOR, DATE, VAL, ID, TYPE = w("author"), w("date"), w("val"), w("id"), w("type")
RUN, RUN_PROPERTIES, PROPERTIES, TEXT = w("r"), w("rPr"), w("pPr"), w("t")
TEXTS, BREAK, FIELD_CHARACTER = frozenset({TEXT, w("delText")}), w("br"), w("fldChar")
REFERENCE, INSTRUCTIONS = w("commentReference"), frozenset({w("instrText"), w("delInstrText")})
RUN_CHANGE, PARAGRAPH_CHANGE = w("rPrChange"), w("pPrChange")
INSERTED, DELETED = frozenset({w("ins"), w("moveTo")}), frozenset({w("del"), w("moveFrom")})
MOVES = frozenset({w("moveTo"), w("moveFrom")})
PLAIN = {
    w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad",
}  # fmt: skip
# Nothing a reader sees, or only while Word lays out the page.
SILENT = frozenset(
    w(name)
    for name in (
        "rPr", "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator",
    )
)  # fmt: skip
GRAPHICS = frozenset({w("drawing"), w("pict"), w("object"), f"{{{MC}}}AlternateContent"})
Settled = Container[tuple[str, str]]
HYPERLINK = re.compile(
    r"\s*HYPERLINK\s+(?:(\\l)\s+)?\"?([^\"\s]*)\"?(?:.*\\l\s+\"?([^\"\s]*)\"?)?"
)


@dataclass(slots=True)
class Field:
    """A complex field that has begun and not yet ended."""

    instruction: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    has_result: bool = False
    is_link: bool = False


class ParagraphReader:
    """Reads paragraphs of one part."""

    def __init__(self, context: Context, looks: Looks, part: str, settled: Settled) -> None:
        self.context = context
        self.part = part
        self.looks = looks
        self.settled = settled
        """Author and date of changes that the draft itself records: they count as made."""
        self.moves: dict[str, str] = {}
        """Open ranges of moved text: `moveFrom` or `moveTo` → its name. Kept across paragraphs."""
        self.handlers: dict[str, Callable[[etree._Element], None]] = {
            RUN: self._run,
            w("hyperlink"): self._hyperlink,
            w("fldSimple"): self._simple_field,
            w("sdt"): self._control,
            f"{{{M}}}oMath": self._math,
            f"{{{M}}}oMathPara": self._math,
            **dict.fromkeys(INSERTED | DELETED, self._revision),
            **dict.fromkeys(
                (w("smartTag"), w("customXml"), w("bdo"), w("dir"), w("sdtContent")), self._walk
            ),
            w("commentRangeStart"): self._comment_start,
            w("commentRangeEnd"): self._comment_end,
            w("moveFromRangeStart"): self._move_start,
            w("moveToRangeStart"): self._move_start,
            w("moveFromRangeEnd"): self._move_end,
            w("moveToRangeEnd"): self._move_end,
        }

    def read(self, paragraph: etree._Element) -> Stream:
        """Return the stream of a `w:p`; its mark comes last."""
        self.stream = Stream(paragraph)
        self.link = ""
        self.inserted: Stamp | None = None
        self.deleted: Stamp | None = None
        self.fields: list[Field] = []
        properties = child_of(paragraph, PROPERTIES)
        self.style = self.looks.style_of(properties)
        self._walk(paragraph)
        if self.fields:
            self._end_of_unclosed_field()
        self._mark(properties)
        return self.stream

    def release(self) -> None:
        """Let go of everything; the reader cannot be used any more."""
        self.handlers.clear()

    def note_range(self, element: etree._Element) -> None:
        """Take notice of a marker of a move that stands between paragraphs."""
        handler = self.handlers.get(str(element.tag))
        if handler in (self._move_start, self._move_end):
            handler(element)

    def _walk(self, parent: etree._Element) -> None:
        handlers = self.handlers
        for child in parent:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child)

    # Containers

    def _revision(self, element: etree._Element) -> None:
        before = self.inserted, self.deleted
        stamp = self.stamp(element)
        if element.tag in INSERTED:
            self.inserted = stamp or self.inserted
        elif stamp is None:
            return
        else:
            self.deleted = stamp
        self._walk(element)
        self.inserted, self.deleted = before

    def stamp(self, element: etree._Element) -> Stamp | None:
        """Return who recorded this change, or nothing for one of the draft's own."""
        author, date = element.get(AUTHOR) or "", element.get(DATE) or ""
        if (author, date) in self.settled:
            return None
        kind = etree.QName(element).localname
        return Stamp(author, date, self.moves.get(kind, "") if element.tag in MOVES else "")

    def _hyperlink(self, element: etree._Element) -> None:
        key, anchor = element.get(r("id")), element.get(w("anchor"))
        before = self.link
        target = self.context.target(self.part, key) if key else ""
        # Programs disagree on the slash at the end of an address.
        self.link = target.rstrip("/") + (f"#{anchor}" if anchor else "")
        self._walk(element)
        self.link = before

    def _control(self, element: etree._Element) -> None:
        content = element.find(w("sdtContent"))
        if content is not None:
            self._walk(content)

    def _simple_field(self, element: etree._Element) -> None:
        if self.fields:
            self._walk(element)
            return
        instruction = element.get(w("instr")) or ""
        link = HYPERLINK.match(instruction)
        if link:
            before, self.link = self.link, link_target(link)
            self._walk(element)
            self.link = before
            return
        words = texts_in(element, TEXT)
        self._add(OBJECT, None, ((element, element),), objects.field_thing(instruction, words))

    def _math(self, element: etree._Element) -> None:
        self._add(OBJECT, None, ((element, element),), objects.math_thing(element))

    # Markers

    def _comment_start(self, element: etree._Element) -> None:
        self._anchor("start", element)

    def _comment_end(self, element: etree._Element) -> None:
        self._anchor("end", element)

    def _anchor(self, kind: str, element: etree._Element) -> None:
        place = Anchor(len(self.stream.segments), kind, element.get(ID) or "")
        self.stream.anchors.append(place)

    def _move_start(self, element: etree._Element) -> None:
        kind = etree.QName(element).localname.removesuffix("RangeStart")
        self.moves[kind] = element.get(w("name")) or ""

    def _move_end(self, element: etree._Element) -> None:
        self.moves.pop(etree.QName(element).localname.removesuffix("RangeEnd"), None)

    # Runs

    def _run(self, run: etree._Element) -> None:
        properties = None
        for node in run:
            tag: str = node.tag
            if tag == RUN_PROPERTIES:
                properties = node
                continue
            part = (run, node)
            if self.fields and self._inside_field(part, tag):
                continue
            if tag in TEXTS:
                if node.text:
                    self._add(node.text, properties, (part,))
            elif tag in PLAIN:
                self._add(PLAIN[tag], properties, (part,))
            elif tag not in SILENT:
                self._special(node, properties, part)

    def _special(
        self, node: etree._Element, properties: etree._Element | None, part: Part
    ) -> None:
        tag = str(node.tag)
        if tag == BREAK:
            self._break(node, properties, part)
        elif tag == FIELD_CHARACTER:
            self._field_character(node, part)
        elif tag == REFERENCE:
            self._anchor("reference", node)
        elif tag not in INSTRUCTIONS:
            self._object(node, properties, part)

    def _break(self, node: etree._Element, properties: etree._Element | None, part: Part) -> None:
        kind = node.get(TYPE) or "textWrapping"
        if kind == "textWrapping":
            self._add("\n", properties, (part,))
        else:
            self._add(OBJECT, properties, (part,), Thing(key=f"break:{kind}", label="[↵]"))

    def _object(self, node: etree._Element, properties: etree._Element | None, part: Part) -> None:
        tag = str(node.tag)
        if tag in objects.NOTES:
            thing = objects.note_thing(node, self.context)
        elif tag in GRAPHICS:
            thing = objects.graphic_thing(node, self.context, self.part)
        elif tag == w("sym"):
            key = f"sym:{node.get(w('font'))}:{node.get(w('char'))}"
            thing = Thing(key=key, label="[•]")
        else:
            thing = Thing(key=etree.QName(node).localname, label="[▣]")
        self._add(OBJECT, properties, (part,), thing)

    def _add(
        self,
        text: str,
        properties: etree._Element | None,
        parts: tuple[Part, ...],
        thing: Thing | None = None,
    ) -> None:
        segment = Segment(
            text,
            self.looks.run(properties, self.style) if properties is not None else "",
            parts,
            properties,
            self.link,
            self.inserted,
            self.deleted,
            thing=thing,
        )
        if properties is not None and len(properties) and properties[-1].tag == RUN_CHANGE:
            change = properties[-1]
            segment.reformatted = self.stamp(change)
            if segment.reformatted:
                old = change.find(RUN_PROPERTIES)
                segment.old_format = self.looks.run(old, self.style)
        self.stream.segments.append(segment)

    # Complex fields

    def _inside_field(self, part: Part, tag: str) -> bool:
        """Keep what belongs to an open field; tell whether it is dealt with."""
        current = self.fields[-1]
        if current.is_link or tag in {FIELD_CHARACTER, REFERENCE}:
            return False
        current.parts.append(part)
        words = part[1].text or PLAIN.get(tag, "")
        if tag in INSTRUCTIONS:
            current.instruction.append(words)
        elif current.has_result:
            current.result.append(words)
        return True

    def _field_character(self, node: etree._Element, part: Part) -> None:
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append(Field(parts=[part]))
        elif self.fields and kind == "separate":
            self._separate(part)
        elif self.fields and kind == "end":
            self._end(part)

    def _separate(self, part: Part) -> None:
        current = self.fields[-1]
        current.parts.append(part)
        current.has_result = True
        link = HYPERLINK.match("".join(current.instruction))
        if link and len(self.fields) == 1:
            current.is_link = True
            self.link = link_target(link)

    def _end(self, part: Part) -> None:
        done = self.fields.pop()
        done.parts.append(part)
        if done.is_link:
            self.link = ""
            return
        outer = self.fields[-1] if self.fields else None
        if outer is None or outer.is_link:
            self._field_object(done)
            return
        outer.parts.extend(done.parts)
        (outer.result if outer.has_result else outer.instruction).extend(done.result)

    def _field_object(self, done: Field) -> None:
        thing = objects.field_thing("".join(done.instruction), "".join(done.result))
        run = done.parts[0][0]
        properties = run[0] if len(run) and run[0].tag == RUN_PROPERTIES else None
        self._add(OBJECT, properties, tuple(done.parts), thing)

    def _end_of_unclosed_field(self) -> None:
        """Take what stands here of a field that goes on in the next paragraph as one object."""
        outer = self.fields[0]
        for inner in self.fields[1:]:
            outer.parts.extend(inner.parts)
        self.fields.clear()
        if not outer.is_link:
            self._field_object(outer)

    # The mark

    def _mark(self, properties: etree._Element | None) -> None:
        mark = Segment(MARK, self.looks.paragraph(properties), (), properties)
        self.stream.segments.append(mark)
        if properties is None:
            return
        change = child_of(properties, PARAGRAPH_CHANGE)
        mark.reformatted = None if change is None else self.stamp(change)
        if change is not None and mark.reformatted:
            old = change.find(PROPERTIES)
            mark.old_format = self.looks.paragraph(old)
        own = child_of(properties, RUN_PROPERTIES)
        for child in () if own is None else own:
            if child.tag in INSERTED:
                mark.inserted = self.stamp(child)
            elif child.tag in DELETED:
                mark.deleted = self.stamp(child)


def link_target(match: re.Match[str]) -> str:
    """Return where a HYPERLINK field leads, as `address#bookmark`."""
    is_local, address, bookmark = match.groups()
    if is_local:
        return f"#{address}"
    return (address or "").rstrip("/") + (f"#{bookmark}" if bookmark else "")
