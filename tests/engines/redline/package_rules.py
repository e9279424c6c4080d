"""What a schema cannot say of a Word package, checked part by part.

`package_errors(docx)` lists what Word repairs, refuses or loses in silence: ids used twice,
relationships without a target, parts without a content type, comments without an anchor, ranges
that never end. The rules are those of ISO/IEC 29500-1 section 17 and 29500-2 (packages); where
Word is stricter than the text, the rule follows Word and says so.
"""

import copy
import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from einklang.engines.redline.names import (
    CONTENT_TYPES,
    MC,
    PACKAGE_RELATIONSHIPS,
    W14,
    W15,
    XML_SPACE,
    R,
    W,
    w,
)

REVISIONS = frozenset(
    w(name)
    for kinds in (
        ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        ("rPrChange", "pPrChange", "sectPrChange", "numberingChange"),
        ("tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        ("moveFromRangeStart", "moveToRangeStart"),
        ("customXmlInsRangeStart", "customXmlDelRangeStart"),
        ("customXmlMoveFromRangeStart", "customXmlMoveToRangeStart"),
    )
    for name in kinds
)
"""Elements whose `w:id` names a tracked change; Word counts them all in one row."""
RANGES = tuple(
    (f"{kind}Start", f"{kind}End")
    for kind in (
        "bookmark",
        "commentRange",
        "moveFromRange",
        "moveToRange",
        "perm",
        "customXmlInsRange",
        "customXmlDelRange",
    )
)
LOOKS = frozenset(
    w(name)
    for names in (
        ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
        ("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish"),
        ("webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight"),
        ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
        ("eastAsianLayout", "specVanish", "oMath"),
    )
    for name in names
)
"""The properties of a run (EG_RPrBase); they may stand in any order."""
MARKS = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))
LIMIT = 2**31
WORDS = frozenset(map(w, ("t", "delText", "instrText", "delInstrText")))
"""The only elements of the main namespace that may hold text beside a field's result."""
TEXT_HOLDERS = WORDS | {w("fldData"), w("base64Binary")}
KEPT_BLANKS = frozenset(" \t\n\r")
BLOCKS = frozenset(map(w, ("p", "tbl", "sdt")))


@dataclass(frozen=True)
class Package:
    """A Word file in memory: its parts by name, the XML ones as trees on demand."""

    names: tuple[str, ...]
    data: dict[str, bytes]

    @classmethod
    def read(cls, docx: bytes) -> "Package":
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = tuple(info.filename for info in archive.infolist() if not info.is_dir())
            return cls(names, {name: archive.read(name) for name in names})

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return {
            name: etree.fromstring(data, parser)
            for name, data in self.data.items()
            if name.endswith((".xml", ".rels"))
        }

    @cached_property
    def written(self) -> dict[str, etree._Element]:
        """Return the parts that hold paragraphs, with both forms of every alternative."""
        roots = set(map(w, ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")))
        return {name: tree for name, tree in self.trees.items() if tree.tag in roots}

    @cached_property
    def stories(self) -> dict[str, etree._Element]:
        """Return the parts that hold paragraphs, as a modern Word reads them.

        Of a text box in two forms only the first counts: the second repeats its ids.
        """
        made = copy.deepcopy(self.written)
        for tree in made.values():
            for fallback in list(tree.iter(f"{{{MC}}}Fallback")):
                parent = fallback.getparent()
                if parent is not None and parent.find(f"{{{MC}}}Choice") is not None:
                    parent.remove(fallback)
        return made

    def root(self, name: str) -> etree._Element | None:
        """Return the first part whose root has this name of the main namespace."""
        found = (tree for tree in self.trees.values() if tree.tag == w(name))
        return next(found, None)

    def relationships(self, part: str) -> dict[str, etree._Element]:
        folder, base = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {} if tree is None else {str(rel.get("Id")): rel for rel in tree}


Rule = Callable[[Package], Iterator[str]]


def _doubled(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _every_name_once(package: Package) -> Iterator[str]:
    for name in _doubled(name.casefold() for name in package.names):
        yield f"{name}: the part is there twice"


def _every_part_has_a_type(package: Package) -> Iterator[str]:
    types = package.trees.get("[Content_Types].xml")
    if types is None:
        yield "[Content_Types].xml is missing"
        return
    defaults = {
        str(node.get("Extension")).casefold() for node in types.iter(f"{{{CONTENT_TYPES}}}Default")
    }
    overrides = [str(node.get("PartName")) for node in types.iter(f"{{{CONTENT_TYPES}}}Override")]
    for name in _doubled(overrides):
        yield f"{name}: two content types"
    for name in package.names:
        extension = name.rpartition(".")[2].casefold()
        if name != "[Content_Types].xml" and not (
            f"/{name}" in overrides or extension in defaults
        ):
            yield f"{name}: no content type"
    for name in overrides:
        if name.removeprefix("/") not in package.data:
            yield f"{name}: a content type, but no part"


def _every_target_is_there(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if tree.tag != f"{{{PACKAGE_RELATIONSHIPS}}}Relationships":
            continue
        for value in _doubled(str(rel.get("Id")) for rel in tree):
            yield f"{name}: relationship {value} twice"
        folder = posixpath.dirname(posixpath.dirname(name))
        for rel in tree.iterchildren():
            if rel.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, str(rel.get("Target"))))
            if target.removeprefix("/") not in package.data:
                yield f"{name}: {rel.get('Id')} leads to {target}, which is not there"


def _every_reference_resolves(package: Package) -> Iterator[str]:
    prefix = f"{{{R}}}"
    for name, tree in package.trees.items():
        known = package.relationships(name)
        for node in tree.iter(etree.Element):
            for key, value in node.attrib.items():
                if str(key).startswith(prefix) and str(value) not in known:
                    yield f"{name}: {_local(node)} points to {value!s}, which is not there"


def _revisions_are_numbered_once(package: Package) -> Iterator[str]:
    seen: list[str] = []
    for name, tree in package.stories.items():
        for node in tree.iter(*REVISIONS):
            value = str(node.get(w("id")))
            seen.append(value)
            if not (value.isdecimal() and int(value) < LIMIT):
                yield f"{name}: {_local(node)} has the id {value}"
            if not node.get(w("author")):
                yield f"{name}: {_local(node)} {value} has no author"
    for value in _doubled(seen):
        yield f"the revision id {value} is used twice"


def _ranges_end(package: Package) -> Iterator[str]:
    for name, tree in package.stories.items():
        for opening, closing in RANGES:
            yield from _range_errors(name, tree, w(opening), w(closing))


def _range_errors(name: str, tree: etree._Element, opening: str, closing: str) -> Iterator[str]:
    kind = etree.QName(opening).localname.removesuffix("Start")
    is_open: dict[str, bool] = {}
    for node in tree.iter(opening, closing):
        value = str(node.get(w("id")))
        if node.tag == opening:
            if value in is_open:
                yield f"{name}: {kind} {value} starts twice"
            is_open[value] = True
        elif not is_open.get(value):
            yield f"{name}: {kind} {value} ends without a start"
        else:
            is_open[value] = False
    for value, still in is_open.items():
        if still:
            yield f"{name}: {kind} {value} never ends"


def _moves_have_two_ends(package: Package) -> Iterator[str]:
    def moves(kind: str) -> list[str]:
        return [
            str(node.get(w("name")))
            for tree in package.stories.values()
            for node in tree.iter(w(f"{kind}RangeStart"))
        ]

    sources, targets = moves("moveFrom"), moves("moveTo")
    for value in _doubled(sources):
        yield f"two moves are called {value}"
    for value in sorted(set(sources) ^ set(targets)):
        yield f"the move {value} has only one end"


def _bookmarks_are_named_once(package: Package) -> Iterator[str]:
    starts = [node for tree in package.stories.values() for node in tree.iter(w("bookmarkStart"))]
    for attribute in ("name", "id"):
        for value in _doubled(str(node.get(w(attribute))) for node in starts):
            yield f"two bookmarks have the {attribute} {value}"


def _comments_are_anchored(package: Package) -> Iterator[str]:
    comments = package.root("comments")
    ids = [] if comments is None else [str(node.get(w("id"))) for node in comments]
    for value in _doubled(ids):
        yield f"two comments have the id {value}"
    anchors: dict[str, list[str]] = {}
    for kind in ("commentReference", "commentRangeStart", "commentRangeEnd"):
        anchors[kind] = [
            str(node.get(w("id")))
            for tree in package.stories.values()
            for node in tree.iter(w(kind))
        ]
        for value in _doubled(anchors[kind]):
            yield f"{kind} {value} is there twice"
        for value in sorted(set(anchors[kind]) - set(ids)):
            yield f"{kind} {value} leads to no comment"
    for value in sorted(set(ids) - set(anchors["commentReference"])):
        yield f"the comment {value} is anchored nowhere"
    for value in sorted(set(anchors["commentRangeStart"]) - set(anchors["commentReference"])):
        yield f"the comment {value} has a range, but no reference"


def _threads_hold(package: Package) -> Iterator[str]:
    """Check that replies and resolved marks point to paragraphs of comments."""
    comments = package.root("comments")
    known = (
        set()
        if comments is None
        else {str(node.get(f"{{{W14}}}paraId")) for node in comments.iter(w("p"))}
    )
    for name, tree in package.trees.items():
        if tree.tag != f"{{{W15}}}commentsEx":
            continue
        for node in tree:
            for attribute in ("paraId", "paraIdParent"):
                value = node.get(f"{{{W15}}}{attribute}")
                if value is not None and value not in known:
                    yield f"{name}: {attribute} {value} leads to no comment"


def _paragraph_ids_are_single(package: Package) -> Iterator[str]:
    for name, tree in package.stories.items():
        values = [
            value
            for node in tree.iter(w("p"), w("tr"))
            if (value := node.get(f"{{{W14}}}paraId")) is not None
        ]
        for value in _doubled(values):
            yield f"{name}: the paragraph id {value} is used twice"
        for value in values:
            if not 0 < int(value, 16) < LIMIT:
                yield f"{name}: the paragraph id {value} is out of bounds"


def _notes_are_there(package: Package) -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        notes = package.root(f"{kind}s")
        ids = [] if notes is None else [str(node.get(w("id"))) for node in notes]
        for value in _doubled(ids):
            yield f"two {kind}s have the id {value}"
        used = [
            str(node.get(w("id")))
            for tree in package.stories.values()
            for node in tree.iter(w(f"{kind}Reference"))
        ]
        for value in sorted(set(used) - set(ids)):
            yield f"{kind}Reference {value} leads to no {kind}"
        for value in _doubled(used):
            yield f"{kind} {value} is referred to twice"


def _properties_of_runs_are_in_order(package: Package) -> Iterator[str]:
    """Check w:rPr: tracked marks of a paragraph's end, then looks, then their former state."""
    for name, tree in package.trees.items():
        for properties in tree.iter(w("rPr")):
            ranks = [rank for child in properties if (rank := _rank(child)) is not None]
            if ranks != sorted(ranks):
                yield f"{name}: {_names(properties)} is no order for the properties of a run"


def _rank(child: etree._Element) -> int | None:
    if child.tag in MARKS:
        return MARKS.index(child.tag)
    if child.tag == w("rPrChange"):
        return len(MARKS) + 1
    return len(MARKS) if child.tag in LOOKS else None


def _names(node: etree._Element) -> str:
    return ", ".join(_local(child) for child in node.iterchildren(etree.Element))


def _text_stands_where_it_may(package: Package) -> Iterator[str]:
    for name, tree in package.written.items():
        for node in tree.iter(f"{{{W}}}*"):
            text = node.text or ""
            if node.tag in WORDS:
                yield from _text_errors(name, node, text)
            elif node.tag not in TEXT_HOLDERS and text.strip():
                yield f"{name}: {_local(node)} holds the text „{text.strip()}“"
            if (node.tail or "").strip():
                yield f"{name}: text after {_local(node)}: „{(node.tail or '').strip()}“"


def _text_errors(name: str, node: etree._Element, text: str) -> Iterator[str]:
    if text and KEPT_BLANKS & {text[0], text[-1]} and not _keeps_blanks(node):
        yield f"{name}: {_local(node)} „{text}“ lacks xml:space"
    is_deleted = _is_deleted(node)
    if is_deleted != _local(node).startswith("del"):
        place = "inside" if is_deleted else "outside"
        yield f"{name}: {_local(node)} „{text}“ {place} w:del"


def _keeps_blanks(node: etree._Element) -> bool:
    here: etree._Element | None = node
    while here is not None:
        if (value := here.get(XML_SPACE)) is not None:
            return value == "preserve"
        here = here.getparent()
    return False


def _is_deleted(node: etree._Element) -> bool:
    """Say whether a text lies in w:del; a text box inside a deleted run is a text of its own."""
    for ancestor in node.iterancestors():
        if ancestor.tag == w("del"):
            return True
        if ancestor.tag == w("p"):
            return False
    return False


def _fields_are_whole(package: Package) -> Iterator[str]:
    for name, tree in package.stories.items():
        depth = 0
        for node in tree.iter(w("fldChar")):
            kind = node.get(w("fldCharType"))
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if depth < 0:
                yield f"{name}: a field ends that never began"
                depth = 0
        if depth:
            yield f"{name}: {depth} fields never end"


def _cells_end_with_a_paragraph(package: Package) -> Iterator[str]:
    """Word repairs a cell whose last block is a table, though the schema allows it."""
    for name, tree in package.stories.items():
        for cell in tree.iter(w("tc")):
            blocks = [child for child in cell if child.tag in BLOCKS]
            if not blocks or blocks[-1].tag == w("tbl"):
                yield f"{name}: a cell does not end with a paragraph"


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


RULES: tuple[Rule, ...] = (
    _every_name_once,
    _every_part_has_a_type,
    _every_target_is_there,
    _every_reference_resolves,
    _revisions_are_numbered_once,
    _ranges_end,
    _moves_have_two_ends,
    _bookmarks_are_named_once,
    _comments_are_anchored,
    _threads_hold,
    _paragraph_ids_are_single,
    _notes_are_there,
    _properties_of_runs_are_in_order,
    _text_stands_where_it_may,
    _fields_are_whole,
    _cells_end_with_a_paragraph,
)


def package_errors(docx: bytes) -> list[str]:
    """Check a .docx against the rules beyond the schema; an empty list means none is broken.

    :raises zipfile.BadZipFile: if it is no zip at all.
    :raises lxml.etree.XMLSyntaxError: if a part is not well-formed.
    """
    package = Package.read(docx)
    return [error for rule in RULES for error in rule(package)]
