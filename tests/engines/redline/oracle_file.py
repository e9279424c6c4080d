"""The parts of a Word file, read without any of the engine's code."""

import io
import posixpath
import zipfile
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def is_w(element: etree._Element, *names: str) -> bool:
    return any(element.tag == W + name for name in names)


class File:
    """The parts of a file, read without any of the engine's code."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            self.data = {name: archive.read(name) for name in archive.namelist()}
        self.roots: dict[str, etree._Element] = {}
        self.known_relations: dict[str, dict[str, tuple[str, str]]] = {}
        self.main = next(
            target
            for kind, target in self.relations("").values()
            if kind.endswith("/officeDocument")
        )

    def root(self, part: str) -> etree._Element | None:
        if part not in self.roots and part in self.data:
            self.roots[part] = etree.fromstring(self.data[part])
        return self.roots.get(part)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return type and target of each id; an inner target is a name of a part."""
        if part not in self.known_relations:
            self.known_relations[part] = self._read_relations(part)
        return self.known_relations[part]

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        rels = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in rels if rels is not None else ():
            target = each.get("Target", "")
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[each.get("Id", "")] = (each.get("Type", ""), target)
        return found

    def related(self, suffix: str) -> tuple[str, etree._Element] | None:
        for kind, target in self.relations(self.main).values():
            if kind.endswith("/" + suffix) and (root := self.root(target)) is not None:
                return target, root
        return None

    @cached_property
    def style_names(self) -> dict[str, str]:
        found = self.related("styles")
        names: dict[str, str] = {}
        for style in found[1].iter(W + "style") if found else ():
            name = style.find(W + "name")
            names[style.get(W + "styleId", "")] = (
                name.get(W + "val", "") if name is not None else ""
            )
            if style.get(W + "default") == "1" and style.get(W + "type") == "paragraph":
                names[""] = names[style.get(W + "styleId", "")]
        return names

    def list_look(self, number: str, level: str) -> str:
        """Return what a list looks like; its ids may differ from file to file."""
        found = self.related("numbering")
        if found is None or number == "0":
            return "none"
        num = found[1].find(f"{W}num[@{W}numId='{number}']")
        link = num.find(W + "abstractNumId") if num is not None else None
        if link is None:
            return "none"
        wanted = f"{W}abstractNum[@{W}abstractNumId='{link.get(W + 'val')}']"
        level_xml = found[1].find(f"{wanted}/{W}lvl[@{W}ilvl='{level}']")
        if level_xml is None:
            return "none"
        return " ".join(
            each.get(W + "val", "")
            for name in ("numFmt", "lvlText")
            if (each := level_xml.find(W + name)) is not None
        )
