"""Stories (body, cell, header, note, text box) as lists of blocks, and tables as rows of cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from einklang.engines.redline.names import texts_in, w
from einklang.engines.redline.reader.fingerprints import Fingerprints, smoothed
from einklang.engines.redline.reader.inline import ParagraphReader
from einklang.engines.redline.reader.segments import Segment, Stamp, Stream, Thing, text_of

PARAGRAPH, TABLE, ROW, CELL = w("p"), w("tbl"), w("tr"), w("tc")
CONTROL, CONTENT, CUSTOM = w("sdt"), w("sdtContent"), w("customXml")
GALLERY, VAL, FIELD_CHARACTER, KIND = w("docPartGallery"), w("val"), w("fldChar"), w("fldCharType")
ROW_PROPERTIES, CELL_PROPERTIES = w("trPr"), w("tcPr")
RANGES = frozenset(
    w(name)
    for name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
)
TEXTS, NEW = (w("t"), w("delText")), frozenset({w("ins"), w("moveTo")})
Path = tuple[int | str, ...]
"""The way to a story: `("body",)`, `("body", 7, 2, 1)` is block 7, row 2, cell 1."""
UNREAD = frozenset({w("altChunk"), w("subDoc")})


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, a table, or something that is taken as a whole."""

    kind: str
    """`p`, `tbl` or `opaque`."""
    element: etree._Element
    story: "Story"
    elements: tuple[etree._Element, ...] = ()
    """For `opaque`: all that belongs to it."""
    _stream: Stream | None = None
    _table: "Table | None" = None
    _text: str | None = None

    @property
    def stream(self) -> Stream:
        if self._stream is None:
            self._stream = self.story.reader.read(self.element)
        return self._stream

    @property
    def table(self) -> "Table":
        if self._table is None:
            self._table = read_table(self.element, self.story)
        return self._table

    @property
    def segments(self) -> list[Segment]:
        """The characters of the block; a table or an opaque one is a single object."""
        if self.kind == "p":
            return self.stream.segments
        return [WHOLE]

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = text_of(self.segments)
        return self._text


WHOLE = Segment("\ufffb", thing=Thing(key="block", label=""))
"""A block without characters of its own takes the room of one."""


@dataclass(slots=True, eq=False)
class Source:
    """A part of a document that stories are read from."""

    part: str
    reader: ParagraphReader
    read_prints: Callable[[], Fingerprints]
    """Fingerprints are made when somebody asks."""
    stories: "list[Story]" = field(default_factory=list)
    """Everything that was read from it."""

    def release(self) -> None:
        """Let go of everything: stories and blocks know each other, so memory would wait."""
        for story in self.stories:
            story.blocks.clear()
        self.stories.clear()
        self.reader.release()


@dataclass(slots=True, eq=False)
class Story:
    """Blocks in order, all from one container of one part."""

    container: etree._Element
    source: Source
    blocks: list[Block] = field(default_factory=list)
    controls: int = 0
    """How many content controls stand around blocks."""

    smooth: dict[bytes, bytes] = field(default_factory=dict)

    tables: dict[int, int] = field(default_factory=dict)

    @property
    def table_numbers(self) -> dict[int, int]:
        """Number of a block → the how manyeth table it is, from 1; made once."""
        if not self.tables:
            numbers = [n for n, block in enumerate(self.blocks) if block.kind == "tbl"]
            self.tables = {number: nth for nth, number in enumerate(numbers, start=1)}
        return self.tables

    @property
    def smooth_prints(self) -> dict[bytes, bytes]:
        """Smoothed fingerprint → fingerprint, of the blocks of this story; made once."""
        if not self.smooth:
            prints = (self.prints.get(block.element) for block in self.blocks)
            self.smooth = {smoothed(mark): mark for mark in prints if mark is not None}
        return self.smooth

    @property
    def prints(self) -> Fingerprints:
        return self.source.read_prints()

    @property
    def part(self) -> str:
        return self.source.part

    @property
    def reader(self) -> ParagraphReader:
        return self.source.reader


@dataclass(slots=True, eq=False)
class Cell:
    element: etree._Element
    story: Story
    inserted: Stamp | None = None
    deleted: Stamp | None = None

    @property
    def text(self) -> str:
        """Return what it said before its recorded changes."""
        if next(self.element.iter(*NEW), None) is None:
            return texts_in(self.element, *TEXTS)
        return "".join(
            node.text or ""
            for node in self.element.iter(*TEXTS)
            if not any(ancestor.tag in NEW for ancestor in node.iterancestors())
        )

    @property
    def new_text(self) -> str:
        """Return what it says when every recorded change is accepted."""
        return texts_in(self.element, TEXTS[0])

    @property
    def shape(self) -> tuple[str, str]:
        """How many columns it spans, and whether it goes on from the row above."""
        properties = self.element.find(CELL_PROPERTIES)
        if properties is None:
            return ("1", "")
        span, merge = properties.find(w("gridSpan")), properties.find(w("vMerge"))
        down = "" if merge is None else merge.get(VAL) or "continue"
        return ("1" if span is None else span.get(VAL) or "1", down)


@dataclass(slots=True, eq=False)
class Row:
    element: etree._Element
    cells: list[Cell]
    inserted: Stamp | None = None
    deleted: Stamp | None = None

    @property
    def text(self) -> str:
        return "\t".join(cell.text for cell in self.cells)

    @property
    def new_text(self) -> str:
        return "\t".join(cell.new_text for cell in self.cells)


@dataclass(slots=True, eq=False)
class Table:
    element: etree._Element
    rows: list[Row]

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @property
    def new_text(self) -> str:
        return "\n".join(row.new_text for row in self.rows)


def read_story(container: etree._Element, source: Source) -> Story:
    """Return the blocks of a container; content controls around blocks are looked through."""
    story = Story(container, source)
    source.stories.append(story)
    for element in _block_elements(container, story):
        kind = "p" if element.tag == PARAGRAPH else "tbl" if element.tag == TABLE else "opaque"
        story.blocks.append(Block(kind, element, story))
    _join_long_fields(story)
    return story


def _block_elements(container: etree._Element, story: Story) -> Iterator[etree._Element]:
    for child in container:
        tag = child.tag
        if tag in {PARAGRAPH, TABLE}:
            yield child
        elif tag == CONTROL:
            content = child.find(CONTENT)
            if content is None or _is_computed(child):
                yield child
                continue
            story.controls += 1
            yield from _block_elements(content, story)
        elif tag == CUSTOM:
            yield from _block_elements(child, story)
        elif tag in RANGES:
            story.reader.note_range(child)
        elif tag in UNREAD:
            yield child


def _is_computed(control: etree._Element) -> bool:
    """Tell whether a content control holds a table of contents or the like."""
    return any(
        gallery.get(VAL) in {"Table of Contents", "Bibliographies", "Table of Figures"}
        for gallery in control.iter(GALLERY)
    )


def _join_long_fields(story: Story) -> None:
    """Make one opaque block of paragraphs that a single field spans."""
    if next(story.container.iter(FIELD_CHARACTER), None) is None:
        return
    blocks: list[Block] = []
    depth = 0
    for block in story.blocks:
        before = depth
        if block.kind == "p":
            for character in block.element.iter(FIELD_CHARACTER):
                depth += {"begin": 1, "end": -1}.get(character.get(KIND) or "", 0)
            depth = max(depth, 0)
        if before and blocks:
            first = blocks[-1]
            first.kind = "opaque"
            first.elements = (*(first.elements or (first.element,)), block.element)
        else:
            blocks.append(block)
    # A field that never ends must not swallow the rest of the document.
    if not depth:
        story.blocks = blocks
    else:
        for block in story.blocks:
            block.kind = "tbl" if block.element.tag == TABLE else block.kind
            if block.element.tag == PARAGRAPH:
                block.kind, block.elements = "p", ()


def read_table(element: etree._Element, story: Story) -> Table:
    """Return the rows of a table with their cells; each cell is a story of its own."""
    return Table(element, [_row(row, story) for row in _direct(element, ROW)])


def _direct(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those inside a content control."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == CONTROL and child.find(CONTENT) is not None:
            yield from _direct(child.find(CONTENT), tag)  # type: ignore[arg-type]  # it is there
        elif child.tag == CUSTOM:
            yield from _direct(child, tag)


def _row(element: etree._Element, story: Story) -> Row:
    cells = []
    for cell in _direct(element, CELL):
        inner = read_story(cell, story.source)
        properties = cell.find(CELL_PROPERTIES)
        cells.append(
            Cell(
                cell,
                inner,
                _stamp(properties, "cellIns", story),
                _stamp(properties, "cellDel", story),
            )
        )
    properties = element.find(ROW_PROPERTIES)
    inserted, deleted = _stamp(properties, "ins", story), _stamp(properties, "del", story)
    return Row(element, cells, inserted, deleted)


def _stamp(properties: etree._Element | None, name: str, story: Story) -> Stamp | None:
    found = None if properties is None else properties.find(w(name))
    return None if found is None else story.reader.stamp(found)
