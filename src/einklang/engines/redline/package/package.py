"""A Word document as a set of parts that can be read, changed and written again."""

import io
import posixpath
import zipfile
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from lxml import etree

from einklang.engines.redline.errors import UnreadableFileError, UnsafeFileError
from einklang.engines.redline.names import w
from einklang.engines.redline.package import content_types
from einklang.engines.redline.package.archive import printable, read_archive
from einklang.engines.redline.package.content_types import ContentTypes
from einklang.engines.redline.package.kinds import foreign_content
from einklang.engines.redline.package.markup import parse, refuse_doctype, serialise
from einklang.engines.redline.package.relationships import (
    TEMPLATE,
    Relationship,
    Relationships,
    empty_relationships,
    is_template_to_drop,
    loading_refusal,
)

ROOT = ""
"""The name under which the package itself has relationships."""

XML_PARTS = (".xml", ".rels", ".vml")
# These are packed already; deflating them again costs time and saves nothing.
PACKED_PARTS = (".png", ".jpg", ".jpeg", ".gif", ".emz", ".wmz", ".docx", ".xlsx", ".pptx")

# Archives carry the moment of packing; the same parts are to give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
LEVEL = 6

STRICT = "http://purl.oclc.org/ooxml/"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class Package:
    """The parts of one document, by name: `word/document.xml`, without a leading slash."""

    def __init__(self, parts: dict[str, bytes], *, name: str) -> None:
        """Take over parts that `read_archive` returned; use `read` for a file.

        :raises RedlineError: as `read` does.
        """
        self.name = name
        """What messages call the file."""
        self._parts = parts
        self._actual = {part.casefold(): part for part in parts}
        self._roots: dict[str, etree._Element] = {}
        self._dirty: set[str] = set()
        self._relationships: dict[str, Relationships] = {}
        for part, data in parts.items():
            if part.casefold().endswith(XML_PARTS):
                refuse_doctype(data, file=name, part=printable(part))
        self._types = self._content_types()
        self.main = self._main_part()
        """The name of the main document part."""
        self._check_safety()

    @classmethod
    def read(cls, source: bytes | Path, *, name: str) -> Self:
        """Read a .docx; the parts' XML is parsed when somebody asks for it.

        :raises UnreadableFileError: if it is no Word document of the kind we read, or damaged.
        :raises UnsafeFileError: if it is built to harm, has macros or loads things on opening.
        """
        return cls(read_archive(source, name), name=name)

    def copy(self) -> Self:
        """Return a package with the same content that can be changed on its own."""
        return type(self)({part: self.data(part) for part in self.parts}, name=self.name)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the archive."""
        self._keep_tables()
        return tuple(self._parts)

    def data(self, part: str) -> bytes:
        """Return a part as it would be written now.

        :raises UnreadableFileError: if there is no such part.
        """
        self._keep_tables()
        part = self._existing(part)
        return serialise(self._roots[part]) if part in self._dirty else self._parts[part]

    def root(self, part: str) -> etree._Element:
        """Return the root of a part's XML, for reading.

        Every call returns the same tree. Comments and processing instructions are left out.

        :raises UnreadableFileError: if there is no such part, or its XML is broken.
        :raises UnsafeFileError: if its XML is too deep or too large.
        """
        part = self._existing(part)
        if part not in self._roots:
            data = self._parts[part]
            self._roots[part] = parse(data, file=self.name, part=printable(part))
        return self._roots[part]

    def edit(self, part: str) -> etree._Element:
        """Return the root of a part's XML, for changing: what is done to it will be written.

        :raises RedlineError: as `root` does.
        """
        root = self.root(part)
        self._dirty.add(self._existing(part))
        return root

    def has_part(self, part: str) -> bool:
        return part.casefold() in self._actual

    def add_part(self, part: str, content_type: str, content: bytes | etree._Element) -> None:
        """Add a part, or replace the one of this name. Relationships to it are not made."""
        part = self._actual.setdefault(part.casefold(), part)
        self._roots.pop(part, None)
        self._dirty.discard(part)
        if isinstance(content, bytes):
            self._parts[part] = content
        else:
            self._parts[part] = b""
            self._roots[part] = content
            self._dirty.add(part)
        self._types.set(part, content_type)

    def content_type(self, part: str) -> str:
        """Return the content type of a part; empty when the package states none."""
        return self._types.of(part)

    def relationships(self, part: str) -> Relationships:
        """Return the relationships of a part, or of the package itself (`ROOT`).

        Additions to them are written.
        """
        key = part.casefold()
        if key not in self._relationships:
            name = relationships_part(part)
            self._relationships[key] = (
                Relationships(self.root(name)) if self.has_part(name) else empty_relationships()
            )
        return self._relationships[key]

    def resolve(self, part: str, relationship: Relationship) -> str:
        """Return the name of the part that a relationship of `part` leads to.

        Only names are put together; whether there is such a part is another question. Source:
        ISO/IEC 29500-2, annex A.
        """
        target = unquote(relationship.target.partition("#")[0])
        joined = posixpath.join("/", posixpath.dirname(part), target)
        # normpath keeps two leading slashes and drops steps that would leave the package.
        name = posixpath.normpath(joined).lstrip("/")
        return self._actual.get(name.casefold(), name)

    def related(self, part: str, type_suffix: str) -> str | None:
        """Return the part of a type (`comments`, `styles`) that `part` leads to, if it exists."""
        for relationship in self.relationships(part).of_type(type_suffix):
            name = self.resolve(part, relationship)
            if not relationship.is_external and self.has_part(name):
                return name
        return None

    def to_bytes(self) -> bytes:
        """Return the .docx: the same parts give the same bytes, and untouched parts stay."""
        names = sorted(self.parts, key=lambda part: part != content_types.PART)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for part in names:
                entry = zipfile.ZipInfo(part, EPOCH)
                packed = part.casefold().endswith(PACKED_PARTS)
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                # The archive looks the same wherever it was made.
                entry.create_system = 0
                archive.writestr(entry, self.data(part), compresslevel=LEVEL)
        return target.getvalue()

    def _existing(self, part: str) -> str:
        actual = self._actual.get(part.casefold())
        if actual is None:
            raise UnreadableFileError("part-missing", file=self.name, part=printable(part))
        return actual

    def _keep_tables(self) -> None:
        """Put changed content types and relationships among the parts."""
        for part, relationships in self._relationships.items():
            if relationships.is_changed:
                relationships.is_changed = False
                actual = self._actual.get(part, part)
                name = relationships_part(actual)
                self.add_part(name, RELATIONSHIPS_TYPE, relationships.root)
        if self._types.is_changed:
            self._types.is_changed = False
            self._dirty.add(self._existing(content_types.PART))

    def _content_types(self) -> ContentTypes:
        if not self.has_part(content_types.PART):
            raise UnreadableFileError("no-word-document", file=self.name)
        return ContentTypes(self.root(content_types.PART))

    def _main_part(self) -> str:
        for relationship in self.relationships(ROOT):
            if relationship.kind == "officeDocument":
                if relationship.type.startswith(STRICT):
                    raise UnreadableFileError("strict", file=self.name)
                main = self.resolve(ROOT, relationship)
                foreign = foreign_content(self.content_type(main), self.name)
                if foreign:
                    raise foreign
                return self._existing(main)
        raise UnreadableFileError("no-word-document", file=self.name)

    def _check_safety(self) -> None:
        for part in self._parts:
            small = part.casefold()
            if small.endswith("vbaproject.bin") or "vbaproject" in self.content_type(part).lower():
                raise UnsafeFileError("macros", file=self.name)
            if not small.endswith(".rels"):
                continue
            self._check_relationships(owner_of(part))

    def _check_relationships(self, part: str) -> None:
        """Refuse what loads content; take out what nobody else should be led to."""
        relationships = self.relationships(part)
        for relationship in tuple(relationships):
            refusal = loading_refusal(relationship, self.name)
            if refusal:
                raise refusal
            if not is_template_to_drop(relationship):
                continue
            relationships.remove(relationship.id)
            settings = self.edit(part)
            for element in settings.findall(w(TEMPLATE)):
                settings.remove(element)


def relationships_part(part: str) -> str:
    """Return where a part's relationships are kept: `word/_rels/document.xml.rels`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def owner_of(relationships: str) -> str:
    """Return whose relationships a part keeps: the other way round."""
    folder, name = posixpath.split(relationships)
    return posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])
