"""What ids in one document mean: styles, lists, links, pictures, notes."""

import hashlib
from functools import cached_property

from lxml import etree

from einklang.engines.redline.errors import RedlineError
from einklang.engines.redline.names import w
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.package.relationships import Relationship, Relationships

VAL, STYLE_ID, TYPE, DEFAULT = w("val"), w("styleId"), w("type"), w("default")
BOX_STYLE = "frame contents"
"""LibreOffice gives it to plain paragraphs in text boxes."""
NUM_ID, ABSTRACT_ID, LEVEL = w("numId"), w("abstractNumId"), w("ilvl")


class Context:
    """Looks things up in the parts of one package; every answer is kept."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._relationships: dict[str, Relationships] = {}
        self._digests: dict[str, str] = {}
        self._notes: dict[str, dict[str, etree._Element]] = {}

    def companion(self, kind: str) -> etree._Element | None:
        """Return the root of the main part's `styles`, `numbering`, … or nothing."""
        part = self.package.related(self.package.main, kind)
        if part is None or part not in self.package.parts:
            return None
        return self.package.root(part)

    # Styles

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        root = self.companion("styles")
        found = [] if root is None else root.findall(w("style"))
        return {style.get(STYLE_ID) or "": style for style in found}

    @cached_property
    def style_names(self) -> dict[str, str]:
        """Names by id; lower case, since programs capitalise built-in names differently."""
        names = {}
        for key, style in self.styles.items():
            name = style.find(w("name"))
            names[key] = key.lower() if name is None else (name.get(VAL) or key).lower()
        return names

    @cached_property
    def default_style_id(self) -> str:
        """The id of the style of paragraphs that name none."""
        for key, style in self.styles.items():
            if style.get(TYPE) == "paragraph" and style.get(DEFAULT) in {"1", "true"}:
                return key
        return ""

    @cached_property
    def default_style(self) -> str:
        return self.style_names.get(self.default_style_id, "normal")

    def style_name(self, style_id: str) -> str:
        """Return the name of a style; empty for the default one."""
        # A style that is missing is the default one (17.3.1.27).
        name = self.style_names.get(style_id, self.default_style)
        return "" if name in {self.default_style, BOX_STYLE} else name

    # Lists

    @cached_property
    def lists(self) -> dict[str, str]:
        """`numId` → `abstractNumId`."""
        root = self.companion("numbering")
        lists = {}
        for number in [] if root is None else root.findall(w("num")):
            abstract = number.find(ABSTRACT_ID)
            lists[number.get(NUM_ID) or ""] = "" if abstract is None else abstract.get(VAL) or ""
        return lists

    @cached_property
    def list_levels(self) -> dict[tuple[str, str], str]:
        """`(abstractNumId, level)` → how its labels look."""
        root = self.companion("numbering")
        looks = {}
        for abstract in [] if root is None else root.findall(w("abstractNum")):
            key = abstract.get(ABSTRACT_ID) or ""
            for level in abstract.findall(w("lvl")):
                form, text = level.find(w("numFmt")), level.find(w("lvlText"))
                words = ["" if child is None else child.get(VAL) or "" for child in (form, text)]
                # Bullets differ by font, not by meaning.
                look = "bullet" if words[0] == "bullet" else " ".join(words)
                looks[key, level.get(LEVEL) or "0"] = look
        return looks

    def list_look(self, number: str, level: str) -> str:
        """Return `0:decimal %1.`; empty for «no list»."""
        if number in {"", "0"}:
            return ""
        look = self.list_levels.get((self.lists.get(number, ""), level), "")
        return f"{level}:{look}"

    # Relationships

    def relationships(self, part: str) -> Relationships:
        if part not in self._relationships:
            self._relationships[part] = self.package.relationships(part)
        return self._relationships[part]

    def target(self, part: str, key: str) -> str:
        """Return what a relationship leads to: an address, or a digest of the part's bytes."""
        found = self.relationships(part).get(key)
        if found is None:
            return f"?{key}"
        return found.target if found.is_external else self.digest(part, found)

    def digest(self, part: str, relationship: Relationship) -> str:
        name = self.package.resolve(part, relationship)
        if name not in self._digests:
            try:
                data = self.package.data(name)
            except (KeyError, RedlineError):
                data = name.encode()
            self._digests[name] = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return self._digests[name]

    # Notes

    def notes(self, kind: str) -> dict[str, etree._Element]:
        """Return the notes of a kind (`footnote`, `endnote`) by id, without separators."""
        if kind not in self._notes:
            self._notes[kind] = self._find_notes(kind)
        return self._notes[kind]

    def _find_notes(self, kind: str) -> dict[str, etree._Element]:
        root = self.companion(f"{kind}s")
        found = [] if root is None else root.findall(w(kind))
        return {note.get(w("id")) or "": note for note in found if note.get(TYPE) is None}
