"""Turns places in blocks into places that a person can cite."""

from collections.abc import Iterator
from dataclasses import replace

from einklang.engines.redline.align.authoring import is_editable
from einklang.engines.redline.align.edits import Position
from einklang.engines.redline.model.change import Place
from einklang.engines.redline.model.consolidation import DraftParagraph, Paragraph
from einklang.engines.redline.names import whole_number
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.finding import StoryFinder
from einklang.engines.redline.reader.formats import PARAGRAPH_STYLE, VAL
from einklang.engines.redline.reader.numbering import (
    Address,
    number_story,
    paragraphs,
    shown,
    words_between,
)
from einklang.engines.redline.reader.story import Block, Path, Story

HEADINGS = ("heading ", "überschrift ")


class Gazetteer:
    """Knows every story of the draft that matters, and the addresses in it."""

    def __init__(self, draft: Document, stories: dict[Path, Story]) -> None:
        self.draft = draft
        self.stories = stories
        self._finder = StoryFinder(draft)
        self.addresses: dict[tuple[Path, int], Address] = {}
        self._rows: list[tuple[Path, int, Block]] = []
        number_story(draft.body, ("body",), self._note)

    def _note(self, path: Path, number: int, block: Block, address: Address) -> None:
        self.addresses[path, number] = address
        self._rows.append((path, number, block))

    def rows(self) -> Iterator[Paragraph]:
        """Yield every paragraph of the main text, then those of other stories with returns."""
        for path, number, block in self._rows:
            yield self._paragraph(path, number, block)
        for path, story in self.stories.items():
            if path[0] != "body" or "box" in path:
                for inner, number, block in paragraphs(story, path):
                    yield self._paragraph(inner, number, block)

    def numbered(self) -> tuple[DraftParagraph, ...]:
        """Return the paragraphs of the main text."""
        found = []
        for path, number, block in self._rows:
            one = self._paragraph(path, number, block)
            found.append(
                DraftParagraph(
                    one.place, one.text, one.level, one.label, one.lines, is_editable(block)
                )
            )
        return tuple(found)

    def _paragraph(self, path: Path, number: int, block: Block) -> Paragraph:
        text = shown(block)
        place = self.place(path, (number, 0), (number, len(text)))
        label, level = self._style(block)
        address = self.addresses.get((path, number))
        return Paragraph(place, text, level, label, address.lines if address else (0,))

    def _style(self, block: Block) -> tuple[str, int]:
        properties = block.stream.mark.properties
        style = None if properties is None else properties.find(PARAGRAPH_STYLE)
        if style is None:
            return "", 0
        name = self.draft.context.style_names.get(style.get(VAL) or "", "")
        for start in HEADINGS:
            level = whole_number(name[len(start) :].strip()) if name.startswith(start) else -1
            if level > 0:
                return name, min(level, 9)
        return name, 1 if name == "title" else 0

    def story(self, path: Path) -> Story:
        """Return the story at a path, also of a cell that no return touched."""
        return self.stories.get(path) or self._finder.story(path)

    def place(self, path: Path, start: Position, end: Position) -> Place:
        """Return where a stretch of base text stands."""
        story = self.story(path)
        blocks = story.blocks
        first, last = start, end
        if end > start and end[1] == 0 and end[0] > start[0]:
            last = (end[0] - 1, len(blocks[end[0] - 1].text) if blocks else 0)
        here = self._nearest(path, first[0])
        there = self._nearest(path, last[0])
        bare = Place(story=_kind(path), steps=_steps(path, self), start=first[1], end=last[1])
        if here is None or there is None:
            return bare
        return replace(
            bare,
            paragraph=here.paragraph,
            last_paragraph=there.paragraph,
            first_line=here.line_at(first[1]),
            last_line=there.line_at(max(last[1] - 1, 0) if last > first else last[1]),
        )

    def _nearest(self, path: Path, block: int) -> Address | None:
        """Return the address of a block; of a table that of what stands before it."""
        number = block
        while number >= 0:
            found = self.addresses.get((path, number))
            if found is not None:
                return found
            number -= 1
        return self.addresses.get((path, block + 1))

    def table_place(self, table: Path, row: int, cell: int) -> Place:
        """Return where a row or a cell stands."""
        *outer, number = table
        inner: Path = (*table, row, max(cell, 0))
        rows = self.story(tuple(outer)).blocks[int(number)].table.rows
        # A new row has no address of its own: it stands behind the one above it.
        known: Path = (*table, min(row, len(rows) - 1), max(cell, 0) if row < len(rows) else 0)
        address = self.addresses.get((known, 0)) or self._nearest(tuple(outer), int(number))
        steps = _steps((*inner[:-1], cell) if cell >= 0 else inner[:-1], self)
        place = Place(story=_kind(table), steps=steps)
        if address is None:
            return place
        return replace(
            place, paragraph=address.paragraph, last_paragraph=address.paragraph,
            first_line=address.first_line, last_line=address.first_line,
        )  # fmt: skip

    def words(self, path: Path, start: Position, end: Position) -> str:
        """Return base words as a person reads them."""
        story = self.story(path)
        return words_between(story.blocks, start, end)


def _kind(path: Path) -> str:
    return "textbox" if "box" in path else str(path[0])


def _steps(path: Path, gazetteer: Gazetteer) -> tuple[tuple[str, int], ...]:
    """Count tables, rows and cells as a reader does, from 1."""
    steps: list[tuple[str, int]] = []
    first, *rest = path
    if first in {"footnote", "endnote"}:
        steps.append((str(first), _ordinal(gazetteer, str(first), str(rest[0]))))
        rest = rest[1:]
    elif first in {"header", "footer"}:
        rest = rest[1:]
    story_path: Path = path[: len(path) - len(rest)]
    while rest and "box" not in rest[:2]:
        number, rest = rest[0], rest[1:]
        story = gazetteer.story(story_path)
        steps.append(("table", story.table_numbers[int(number)]))
        for name in ("row", "cell")[: len(rest)]:
            steps.append((name, int(rest[0]) + 1))
            rest = rest[1:]
        story_path = path[: len(path) - len(rest)]
    return tuple(steps)


def _ordinal(gazetteer: Gazetteer, kind: str, key: str) -> int:
    """Return the how manyeth note it is; ids need not begin at 1."""
    keys = list(gazetteer.draft.context.notes(kind))
    return keys.index(key) + 1 if key in keys else 0
