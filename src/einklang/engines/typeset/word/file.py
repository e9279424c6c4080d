"""The container: the few parts of a Word file that hold its text, read within bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from einklang.engines.typeset.errors import UnreadableDocumentError
from einklang.engines.typeset.word.numbering import Numbering
from einklang.engines.typeset.word.styles import Styles
from einklang.engines.typeset.word.xml import Element, R, W

MAX_FILE = 40 * 1024 * 1024
# The text of five hundred pages is some 20 MB of XML.
MAX_PART = 80 * 1024 * 1024
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A file in the strict form says the same under other names: ISO/IEC 29500-1, annex A.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


@dataclass(frozen=True)
class Relation:
    kind: str
    """The last word of its type: "hyperlink", "footnotes"."""
    target: str
    is_external: bool


@dataclass(frozen=True)
class WordFile:
    body: Element
    notes: Mapping[tuple[str, str], Element]
    """By kind and id: ("footnote", "2")."""
    comments: Mapping[str, Element]
    links: Mapping[str, Mapping[str, str]]
    """Addresses by part ("document", "footnote", "endnote") and id of the relation."""
    styles: Styles
    numbering: Numbering


def open_word_file(data: bytes) -> WordFile:
    """Open a .docx.

    :raises UnreadableDocumentError: if it is none, damaged or too large.
    """
    if len(data) > MAX_FILE:
        raise UnreadableDocumentError("This file is too large.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(_Parts(archive))
    except _DAMAGED as error:
        raise UnreadableDocumentError(f"This is no Word document: {error}") from error


class _Parts:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())

    def root(self, name: str) -> Element:
        if name not in self.names:
            raise UnreadableDocumentError(f"This Word document has no part {name!r}.")
        with self.archive.open(name) as stream:
            content = stream.read(MAX_PART + 1)
        if len(content) > MAX_PART:
            raise UnreadableDocumentError("This file is too large.")
        if b"<!DOCTYPE" in content:
            raise UnreadableDocumentError("A Word document declares no document type.")
        if b"purl.oclc.org" in content:
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocumentError(f"This Word document is damaged: {error}") from error

    def relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.names:
            return {}
        found = {}
        for relation in self.root(path).iter(_RELATION):
            external = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, target, external)
        return found


def _read(parts: _Parts) -> WordFile:
    main = next(
        (one.target for one in parts.relations("").values() if one.kind == "officeDocument"),
        "word/document.xml",
    )
    body = parts.root(main).find(W + "body")
    if body is None:
        raise UnreadableDocumentError("This Word document has no body.")
    relations = parts.relations(main)

    def related(kind: str) -> tuple[str, Element] | None:
        target = next((one.target for one in relations.values() if one.kind == kind), None)
        return (target, parts.root(target)) if target in parts.names and target else None

    notes: dict[tuple[str, str], Element] = {}
    links = {"document": _links(relations)}
    for kind in ("footnote", "endnote"):
        found = related(f"{kind}s")
        if found is None:
            continue
        links[kind] = _links(parts.relations(found[0]))
        for note in found[1].iter(W + kind):
            # Others are the rules between text and notes.
            if note.get(W + "type", "normal") == "normal":
                notes[kind, note.get(W + "id", "")] = note
    comments = related("comments")
    styles, numbering = related("styles"), related("numbering")
    return WordFile(
        body=body,
        notes=notes,
        comments={
            one.get(W + "id", ""): one
            for one in (comments[1].iter(W + "comment") if comments else ())
        },
        links=links,
        styles=Styles(styles[1] if styles else None),
        numbering=Numbering(numbering[1] if numbering else None),
    )


def _links(relations: Mapping[str, Relation]) -> dict[str, str]:
    return {key: one.target for key, one in relations.items() if one.is_external}


def relation_id(element: Element) -> str:
    return element.get(R + "id", "")
