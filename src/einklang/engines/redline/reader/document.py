"""A whole Word document: its stories, headers, notes, comments, and who saved it."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from lxml import etree

from einklang.engines.redline.names import r, w
from einklang.engines.redline.package.package import Package
from einklang.engines.redline.reader.context import Context
from einklang.engines.redline.reader.fingerprints import Fingerprints, fingerprints
from einklang.engines.redline.reader.inline import ParagraphReader
from einklang.engines.redline.reader.looks import Looks
from einklang.engines.redline.reader.story import Source, Story, read_story

CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
TERMS = "{http://purl.org/dc/terms/}"
SECTION, BODY, TYPE = w("sectPr"), w("body"), w("type")
REFERENCES = {w("headerReference"): "header", w("footerReference"): "footer"}
STAMPED = frozenset(
    w(name)
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel",
    )
)  # fmt: skip
MARKERS = (b"<w:ins ", b"<w:del ", b"<w:move", b"Change ", b"<w:cell")

HeaderKey = tuple[int, str, str]
"""Number of the section, `header` or `footer`, and `default`, `first` or `even`."""


class All:
    """Contains everything: a draft's own tracked changes all count as made."""

    def __contains__(self, _thing: object) -> bool:
        return True


@dataclass(eq=False)
class Document:
    """Opened for reading. Stories are read when they are asked for."""

    package: Package
    settled: Container[tuple[str, str]]

    @classmethod
    def read(
        cls, source: bytes | Path, *, name: str, settled: Container[tuple[str, str]] | None = None
    ) -> Self:
        """Open a .docx.

        :raises RedlineError: if it is unsafe, damaged or no Word document.
        """
        return cls(Package.read(source, name=name), All() if settled is None else settled)

    def __post_init__(self) -> None:
        self.context = Context(self.package)
        self.looks = Looks(self.context)
        self._sources: dict[str, Source] = {}
        self._prints: dict[str, Fingerprints] = {}

    def release(self) -> None:
        """Let go of all that was read; the document cannot be used any more.

        Stories and blocks know each other, so their trees would stay in memory until Python
        looks for garbage: the trees of many returns at once.
        """
        for source in self._sources.values():
            source.release()
        self._sources.clear()
        self._prints.clear()
        self.__dict__.pop("body", None)

    @property
    def name(self) -> str:
        return self.package.name

    def root(self, part: str) -> etree._Element:
        return self.package.root(part)

    def story(self, container: etree._Element, part: str) -> Story:
        """Read a story of a part."""
        if part not in self._sources:
            reader = ParagraphReader(self.context, self.looks, part, self.settled)
            self._sources[part] = Source(part, reader, lambda: self._fingerprints(part))
        return read_story(container, self._sources[part])

    def _fingerprints(self, part: str) -> Fingerprints:
        if part not in self._prints:
            context = self.context
            self._prints[part] = fingerprints(
                self.package.data(part),
                self.root(part),
                lambda key: context.target(part, key),
                lambda number: context.list_look(number, "0"),
            )
        return self._prints[part]

    @cached_property
    def body(self) -> Story:
        root = self.root(self.package.main)
        container = root.find(BODY)
        return self.story(root if container is None else container, self.package.main)

    @cached_property
    def sections(self) -> list[etree._Element]:
        """The `w:sectPr` of each section, in order."""
        return list(self.root(self.package.main).iter(SECTION))

    @cached_property
    def headers(self) -> dict[HeaderKey, str]:
        """The parts of headers and footers."""
        found: dict[HeaderKey, str] = {}
        relationships = self.context.relationships(self.package.main)
        for number, section in enumerate(self.sections):
            for reference in section:
                kind = REFERENCES.get(str(reference.tag))
                relation = relationships.get(reference.get(r("id")) or "") if kind else None
                if kind and relation and not relation.is_external:
                    part = self.package.resolve(self.package.main, relation)
                    if self.package.has_part(part):
                        found[number, kind, reference.get(TYPE) or "default"] = part
        return found

    def note_part(self, kind: str) -> str | None:
        return self.package.related(self.package.main, f"{kind}s")

    @cached_property
    def saved_by(self) -> tuple[str, str]:
        """Who saved it last and when, as its properties say; either may be empty."""
        for part in self.package.parts:
            if part.endswith("core.xml"):
                root = self.root(part)
                person, moment = root.find(f"{CORE}lastModifiedBy"), root.find(f"{TERMS}modified")
                return (
                    "" if person is None else (person.text or "").strip(),
                    "" if moment is None else (moment.text or "").strip(),
                )
        return ("", "")

    def story_parts(self) -> Iterator[str]:
        """Yield the parts that hold wording: main, headers, footers, notes."""
        yield self.package.main
        yield from dict.fromkeys(self.headers.values())
        for kind in ("footnote", "endnote"):
            part = self.note_part(kind)
            if part is not None and self.package.has_part(part):
                yield part

    @cached_property
    def stamps(self) -> frozenset[tuple[str, str]]:
        """Author and date of every change recorded in it."""
        found = set()
        for part in self.story_parts():
            data = self.package.data(part)
            if not any(marker in data for marker in MARKERS):
                continue
            for element in self.root(part).iter(*STAMPED):
                found.add((element.get(w("author")) or "", element.get(w("date")) or ""))
        return frozenset(found)
