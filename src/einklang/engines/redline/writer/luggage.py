"""Unpacks what was borrowed from returns: placeholders become real ids of the draft."""

import posixpath
from itertools import count

from lxml import etree

from einklang.engines.redline.names import R, W, w, whole_number
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.reader.borrowing import PLACEHOLDER, Luggage

OFFICE = R
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LIST, NOTES = w("numId"), {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
STYLES = frozenset({w("pStyle"), w("rStyle"), w("tblStyle"), w("basedOn"), w("link"), w("next")})
VAL, ID = w("val"), w("id")
SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}


class Unpacker:
    """Brings borrowed things into a package, each once and only if it is used."""

    def __init__(self, package: Package, luggage: Luggage) -> None:
        self.package = package
        self.luggage = luggage
        self._relations: dict[tuple[str, str], str] = {}
        self._media: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._styles: set[str] = set()
        self.notes: dict[str, str] = {}
        """Placeholder → id of notes that came along."""

    def unpack(self, element: etree._Element, part: str) -> etree._Element:
        """Give every placeholder in an element its id; return the element."""
        for child in element.iter(etree.Element):
            tag = str(child.tag)
            value = child.get(VAL) or ""
            if tag == LIST and value.startswith(PLACEHOLDER):
                child.set(VAL, self._list(value))
            elif tag in STYLES and value in self.luggage.styles:
                self._style(value)
            elif tag in NOTES and (child.get(ID) or "").startswith(PLACEHOLDER):
                child.set(ID, self._note(child.get(ID) or ""))
            for name, words in child.attrib.items():
                if str(name).startswith(f"{{{R}}}") and str(words).startswith(PLACEHOLDER):
                    child.set(name, self._relation(part, str(words)))
        return element

    # Relationships and what they lead to

    def hyperlink(self, part: str, address: str) -> str:
        """Return the id of a relationship to an address."""
        relations = self.package.relationships(part)
        return relations.add(f"{OFFICE}/hyperlink", address, external=True)

    def _relation(self, part: str, placeholder: str) -> str:
        key = (part, placeholder)
        if key not in self._relations:
            borrowed = self.luggage.relations[placeholder]
            relations = self.package.relationships(part)
            if borrowed.is_external:
                new = relations.add(borrowed.type, borrowed.target, external=True)
            else:
                name = self._medium(placeholder)
                folder = posixpath.dirname(part)
                new = relations.add(borrowed.type, posixpath.relpath(name, folder or "."))
            self._relations[key] = new
        return self._relations[key]

    def _medium(self, placeholder: str) -> str:
        if placeholder not in self._media:
            borrowed = self.luggage.relations[placeholder]
            stem, ending = posixpath.splitext(borrowed.target)
            name = borrowed.target
            number = count(1)
            while self.package.has_part(name):
                name = f"{stem}-{next(number)}{ending}"
            self.package.add_part(name, borrowed.content_type, borrowed.data)
            self._media[placeholder] = name
        return self._media[placeholder]

    # Styles and lists

    def _style(self, key: str) -> None:
        if key in self._styles:
            return
        self._styles.add(key)
        part = self._companion("styles", "styles")
        style = self.unpack(etree.fromstring(self.luggage.styles[key]), part)
        self.package.edit(part).append(style)

    def _list(self, placeholder: str) -> str:
        if placeholder not in self._lists:
            part = self._companion("numbering", "numbering")
            root = self.package.edit(part)
            definition = self.unpack(etree.fromstring(self.luggage.lists[placeholder]), part)
            abstract = _next_id(root, w("abstractNum"), w("abstractNumId"))
            definition.set(w("abstractNumId"), abstract)
            number = _next_id(root, w("num"), w("numId"), first=1)
            entry = etree.Element(w("num"))
            entry.set(w("numId"), number)
            etree.SubElement(entry, w("abstractNumId")).set(VAL, abstract)
            _insert_before(root, definition, (w("num"), w("numIdMacAtCleanup")))
            _insert_before(root, entry, (w("numIdMacAtCleanup"),))
            self._lists[placeholder] = number
        return self._lists[placeholder]

    # Notes

    def _note(self, placeholder: str) -> str:
        if placeholder not in self.notes:
            kind, xml = self.luggage.notes[placeholder]
            part = self._companion(f"{kind}s", f"{kind}s")
            root = self.package.edit(part)
            if not len(root):
                _add_separators(root, kind)
            number = _next_id(root, w(kind), ID, first=1)
            self.notes[placeholder] = number
            note = self.unpack(etree.fromstring(xml), part)
            note.set(ID, number)
            root.append(note)
        return self.notes[placeholder]

    def _companion(self, kind: str, root_name: str) -> str:
        """Return a part that belongs to the main part; make it if it is missing."""
        main = self.package.main
        found = self.package.related(main, kind)
        if found is not None and self.package.has_part(found):
            return found
        return add_companion(self.package, kind, w(root_name))


def add_companion(
    package: Package, kind: str, root_tag: str, type_: str = "", content_type: str = ""
) -> str:
    """Add an empty part beside the main part; return its name."""
    folder = posixpath.dirname(package.main)
    name = posixpath.join(folder, f"{kind}.xml")
    number = count(2)
    while package.has_part(name):
        name = posixpath.join(folder, f"{kind}{next(number)}.xml")
    uri = etree.QName(root_tag).namespace
    prefix = "w" if uri == W else "w15"
    root = etree.Element(root_tag, nsmap={prefix: uri, "r": R} if uri == W else {prefix: uri})
    package.add_part(name, content_type or f"{WORD}.{kind}+xml", root)
    relations = package.relationships(package.main)
    relations.add(type_ or f"{OFFICE}/{kind}", posixpath.relpath(name, folder or "."))
    return name


def _next_id(root: etree._Element, tag: str, attribute: str, first: int = 0) -> str:
    numbers = [whole_number(child.get(attribute)) for child in root.iter(tag)]
    return str(max([*numbers, first - 1]) + 1)


def _insert_before(root: etree._Element, child: etree._Element, tags: tuple[str, ...]) -> None:
    for number, other in enumerate(root):
        if other.tag in tags:
            root.insert(number, child)
            return
    root.append(child)


def _add_separators(root: etree._Element, kind: str) -> None:
    """Word wants the lines above notes as notes of their own."""
    for key, name in SEPARATORS.items():
        note = etree.SubElement(root, w(kind))
        note.set(w("type"), name)
        note.set(ID, key)
        run = etree.SubElement(etree.SubElement(note, w("p")), w("r"))
        etree.SubElement(run, w(name))
