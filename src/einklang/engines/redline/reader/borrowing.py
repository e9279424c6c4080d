"""Takes XML out of one document so that it means the same in another.

Ids of styles, lists, relationships and notes differ from file to file. What is taken gets the
ids of the draft where the draft has the same thing; else a placeholder that names the thing by
its content (`ek:…`), so that the same thing from two returns is brought along once.
"""

import hashlib
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from einklang.engines.redline.names import R, W, drop_attribute, w, w14
from einklang.engines.redline.reader.context import Context
from einklang.engines.redline.settle.revisions import revisions
from einklang.engines.redline.settle.settle import accept

PLACEHOLDER = "ek:"
VAL, ID = w("val"), w("id")
STYLES = frozenset({w("pStyle"), w("rStyle"), w("tblStyle")})
REFERRING = frozenset({w("basedOn"), w("link"), w("next")})
LIST = w("numId")
NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
# Their ids belong to the other file, and nothing of them is wording.
DROPPED = frozenset(
    w(name)
    for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
        "commentReference", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
FOREIGN_IDS = (w14("paraId"), w14("textId"))


@dataclass(frozen=True, slots=True)
class BorrowedRelation:
    type: str
    target: str
    """An address, or the name of the part it was."""
    is_external: bool
    data: bytes = b""
    content_type: str = ""


@dataclass(slots=True)
class Luggage:
    """What must come along with the XML taken from returns, by placeholder."""

    relations: dict[str, BorrowedRelation] = field(default_factory=dict)
    styles: dict[str, bytes] = field(default_factory=dict)
    lists: dict[str, bytes] = field(default_factory=dict)
    """`abstractNumId` definitions."""
    notes: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Kind and XML of a note."""


class Borrower:
    """Takes XML from one return for the draft."""

    def __init__(self, source: Context, target: Context, luggage: Luggage) -> None:
        self.source = source
        self.target = target
        self.luggage = luggage
        self.lists: dict[str, str] = {}
        """Lists of the return that are known to be lists of the draft."""
        self._styles: dict[str, str] = {}

    def take(self, element: etree._Element, part: str) -> bytes:
        """Return a copy of the element, as if every change in it were accepted."""
        holder = etree.Element("holder")
        copy = deepcopy(element)
        holder.append(copy)
        recorded = [revision.element for revision in revisions(holder)]
        if recorded:
            accept(recorded)
        copy = holder[0] if len(holder) else etree.Element(str(element.tag))
        self._translate(copy, part)
        etree.cleanup_namespaces(copy)
        return etree.tostring(copy, with_tail=False)

    def _translate(self, copy: etree._Element, part: str) -> None:
        for child in list(copy.iter(etree.Element)):
            tag = str(child.tag)
            if tag in DROPPED:
                parent = child.getparent()
                if parent is not None:
                    parent.remove(child)
            elif tag in STYLES:
                child.set(VAL, self.style(child.get(VAL) or ""))
            elif tag == LIST:
                child.set(VAL, self.list(child.get(VAL) or "0"))
            elif tag in NOTES:
                child.set(ID, self.note(NOTES[tag], child.get(ID) or ""))
            self._translate_attributes(child, part)

    def _translate_attributes(self, child: etree._Element, part: str) -> None:
        for name, value in child.attrib.items():
            if str(name).startswith(f"{{{R}}}"):
                child.set(name, self.relation(part, str(value)))
            elif name in FOREIGN_IDS or str(name).startswith(f"{{{W}}}rsid"):
                del child.attrib[name]

    # Things by id

    def style(self, key: str) -> str:
        """Return the draft's id for a style of the return."""
        if key not in self._styles:
            self._styles[key] = key  # a style may refer to itself
            self._styles[key] = self._find_style(key)
        return self._styles[key]

    def _find_style(self, key: str) -> str:
        name = self.source.style_names.get(key)
        if name is None:
            return key
        if self.target.style_names.get(key) == name:
            return key
        for other, known in self.target.style_names.items():
            if known == name:
                return other
        copy = deepcopy(self.source.styles[key])
        new_key = key
        if key in self.target.styles:
            new_key = f"{key}-{_digest(etree.tostring(copy, with_tail=False))[:8]}"
        self._styles[key] = new_key
        copy.set(w("styleId"), new_key)
        drop_attribute(copy, w("default"))
        for child in list(copy):
            if child.tag in REFERRING:
                child.set(VAL, self.style(child.get(VAL) or ""))
            elif child.tag == w("pPr"):
                for numbers in child.findall(w("numPr")):
                    child.remove(numbers)
        self.luggage.styles[new_key] = etree.tostring(copy, with_tail=False)
        return new_key

    def list(self, key: str) -> str:
        """Return the draft's `numId` for one of the return, or a placeholder."""
        if key == "0":
            return key
        if key not in self.lists:
            self.lists[key] = self._find_list(key)
        return self.lists[key]

    def _find_list(self, key: str) -> str:
        look = self.source.list_look(key, "0")
        if key in self.target.lists and self.target.list_look(key, "0") == look:
            return key
        for other in self.target.lists:
            if self.target.list_look(other, "0") == look:
                return other
        root = self.source.companion("numbering")
        abstract = self.source.lists.get(key)
        for definition in [] if root is None else root.findall(w("abstractNum")):
            if definition.get(w("abstractNumId")) == abstract:
                return self._borrow_list(definition)
        return "0"

    def _borrow_list(self, definition: etree._Element) -> str:
        copy = deepcopy(definition)
        for child in list(copy):
            # Links to styles and to other programs' ids mean nothing here.
            if child.tag in {w("nsid"), w("tmpl"), w("styleLink"), w("numStyleLink")}:
                copy.remove(child)
        for style in list(copy.iter(w("pStyle"))):
            style.getparent().remove(style)  # type: ignore[union-attr]  # it has one
        drop_attribute(copy, w("abstractNumId"))
        data = etree.tostring(copy, with_tail=False)
        placeholder = PLACEHOLDER + _digest(data)
        self.luggage.lists[placeholder] = data
        return placeholder

    def note(self, kind: str, key: str) -> str:
        """Return a placeholder for a note of the return."""
        note = self.source.notes(kind).get(key)
        part = self.source.package.related(self.source.package.main, f"{kind}s")
        if note is None or part is None:
            return key
        data = self.take(note, part)
        placeholder = PLACEHOLDER + _digest(data)
        self.luggage.notes[placeholder] = (kind, data)
        return placeholder

    def relation(self, part: str, key: str) -> str:
        """Return a placeholder for a relationship of the return."""
        found = self.source.relationships(part).get(key)
        if found is None:
            return key
        if found.is_external:
            borrowed = BorrowedRelation(found.type, found.target, is_external=True)
            mark = f"{found.type} {found.target}".encode()
        else:
            name = self.source.package.resolve(part, found)
            data = self.source.package.data(name)
            kind = self.source.package.content_type(name)
            borrowed = BorrowedRelation(found.type, name, is_external=False, data=data,
                                        content_type=kind)  # fmt: skip
            mark = data
        placeholder = PLACEHOLDER + _digest(mark)
        self.luggage.relations[placeholder] = borrowed
        return placeholder

    def link(self, address: str) -> str:
        """Return a placeholder for a hyperlink to an address."""
        kind = f"{R}/hyperlink"
        placeholder = PLACEHOLDER + _digest(f"{kind} {address}".encode())
        self.luggage.relations[placeholder] = BorrowedRelation(kind, address, is_external=True)
        return placeholder


def _digest(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
