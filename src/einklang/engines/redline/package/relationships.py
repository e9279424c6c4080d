"""What a part points to: other parts of the package, and things outside of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from einklang.engines.redline.errors import UnsafeFileError
from einklang.engines.redline.names import PACKAGE_RELATIONSHIPS
from einklang.engines.redline.package.archive import printable

TAG = f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"

TEMPLATE = "attachedTemplate"
TOLERATED_WHEN_LOCAL = frozenset({TEMPLATE, "image"})
"""Word names its own template in nearly every file, and pictures linked from somebody's disk are
common. Neither is ever followed here, and on another computer the path leads nowhere."""

WEB = ("http:", "https:")
DRIVE = re.compile(r"^[a-z]:")
BLANKS = "".join(map(chr, range(0x21)))
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]+:")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part; ISO/IEC 29500-2, section 6.5."""

    id: str
    type: str
    """The full address of the type; `kind` is its last step."""
    target: str
    """As it stands in the file; `Package.resolve` makes a part's name of it."""
    is_external: bool = False

    @property
    def kind(self) -> str:
        """The last step of the type: `hyperlink`, `image`, `comments`."""
        return self.type.rpartition("/")[2]


class Relationships:
    """The relationships of one part, in the order of the file."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        """The XML they are kept in."""
        self.is_changed = False
        self._by_id: dict[str, Relationship] = {}
        for element in root.iter(TAG):
            relationship = Relationship(
                id=element.get("Id", ""),
                type=element.get("Type", ""),
                target=element.get("Target", ""),
                is_external=element.get("TargetMode", "").lower() == "external",
            )
            # Ids are unique; of two with one id Word follows the first.
            self._by_id.setdefault(relationship.id, relationship)

    def __iter__(self) -> Iterator[Relationship]:
        return iter(self._by_id.values())

    def remove(self, relationship_id: str) -> None:
        """Take out whatever has this id."""
        for element in list(self.root.iter(TAG)):
            parent = element.getparent()
            if element.get("Id") == relationship_id and parent is not None:
                parent.remove(element)
        self._by_id.pop(relationship_id, None)
        self.is_changed = True

    def get(self, relationship_id: str) -> Relationship | None:
        return self._by_id.get(relationship_id)

    def of_type(self, suffix: str) -> list[Relationship]:
        """Return those whose type ends in this step: `of_type("hyperlink")`."""
        return [each for each in self if each.kind == suffix]

    def add(self, type_: str, target: str, *, external: bool = False) -> str:
        """Return the id of a relationship like this; add it when there is none."""
        for each in self:
            if (each.type, each.target, each.is_external) == (type_, target, external):
                return each.id
        taken = {each.casefold() for each in self._by_id}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        added = Relationship(f"rId{number}", type_, target, external)
        attributes = {"Id": added.id, "Type": type_, "Target": target}
        if external:
            attributes["TargetMode"] = "External"
        etree.SubElement(self.root, TAG, attributes)
        self._by_id[added.id] = added
        self.is_changed = True
        return added.id


def empty_relationships() -> Relationships:
    """Return the relationships of a part that has none yet."""
    return Relationships(etree.fromstring(f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'))


def loading_refusal(relationship: Relationship, file: str) -> UnsafeFileError | None:
    """Return what is wrong with a target that a word processor would fetch on opening.

    A hyperlink waits for a click; everything else outside the package is loaded unasked, and
    tells its owner who reads the document.
    """
    if not relationship.is_external or relationship.kind == "hyperlink":
        return None
    remote = is_remote(relationship.target)
    if relationship.kind in TOLERATED_WHEN_LOCAL and not remote:
        return None
    if relationship.kind == TEMPLATE:
        is_on_the_web = relationship.target.lstrip(BLANKS).lower().startswith(WEB)
        return _refusal("remote-template", relationship, file) if is_on_the_web else None
    return _refusal("loads-content", relationship, file)


def is_template_to_drop(relationship: Relationship) -> bool:
    """Say whether this is a template on a file server.

    Offices keep their templates there, so it is no attack; but nobody who opens what we write
    needs to knock at that server.
    """
    return (
        relationship.is_external
        and relationship.kind == TEMPLATE
        and is_remote(relationship.target)
    )


def _refusal(code: str, relationship: Relationship, file: str) -> UnsafeFileError:
    shown = printable(relationship.target)
    return UnsafeFileError(code, file=file, kind=relationship.kind, target=shown)


def is_remote(target: str) -> bool:
    r"""Say whether an address leads to another machine: `https:`, `\\server`, `file://server`."""
    # Word forgives blanks and control characters in front, and percent signs for slashes.
    path = unquote(target.lstrip(BLANKS)).lower().replace("\\", "/")
    if path.startswith("file:"):
        rest = path.removeprefix("file:")
        slashes = len(rest) - len(rest.lstrip("/"))
        host = rest.lstrip("/").partition("/")[0]
        # file:/x, file:///x and file://C:/x are here; file://server/x and file:////server/x not.
        return slashes > len("///") or (
            slashes == len("//") and host != "localhost" and not DRIVE.match(host)
        )
    return path.startswith("//") or bool(SCHEME.match(path))
