"""Finds the stories of a draft by their paths."""

from lxml import etree

from einklang.engines.redline.reader import objects
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.story import Path, Story, Table

CELL = 3
"""Steps that lead from a story into a cell: block, row, cell."""
BOX = 3
"""Steps that lead from a story into a text box: block, `box`, number."""


class StoryFinder:
    """Finds stories and tables; all must be found before anything is written."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[Path, Story] = {}
        self._twins: dict[Path, list[Story]] = {}

    def story(self, path: Path) -> Story:
        """Return the story at a path."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: Path) -> Story:
        document = self.document
        if path == ("body",):
            return document.body
        if path[0] in {"header", "footer"} and len(path) == 2:  # noqa: PLR2004 - kind, part
            part = str(path[1])
            return document.story(document.root(part), part)
        if path[0] in {"footnote", "endnote"} and len(path) == 2:  # noqa: PLR2004 - kind, id
            kind = str(path[0])
            note = document.context.notes(kind)[str(path[1])]
            return document.story(note, document.note_part(kind) or "")
        if path[-2] == "box":
            outer = self.story(path[:-BOX])
            box = self._boxes(path, are_fallbacks=False)[int(path[-1])]
            return document.story(box, outer.part)
        table, row, cell = path[:-2], path[-2], path[-1]
        return self.table(table).rows[int(row)].cells[int(cell)].story

    def _boxes(self, path: Path, *, are_fallbacks: bool) -> list[etree._Element]:
        block = self.story(path[:-BOX]).blocks[int(path[-BOX])]
        things = [segment.thing for segment in block.stream.segments if segment.thing]
        boxes = [box for thing in things for box in thing.boxes]
        return [box for box in boxes if objects.is_fallback(box) == are_fallbacks]

    def twins(self, path: Path) -> list[Story]:
        """Return the same story in a text box's form for older programs, if it says the same."""
        if "box" not in path:
            return []
        if path not in self._twins:
            self._twins[path] = self._find_twins(path)
        return self._twins[path]

    def _find_twins(self, path: Path) -> list[Story]:
        end = len(path) - path[::-1].index("box") + 1
        boxes = self._boxes(path[:end], are_fallbacks=True)
        number = int(path[end - 1])
        if number >= len(boxes):
            return []
        story = self.story(path[:end])
        twin = self.document.story(boxes[number], story.part)
        if [block.text for block in twin.blocks] != [block.text for block in story.blocks]:
            return []
        for at in range(end, len(path), CELL):
            block, row, cell = (int(step) for step in path[at : at + CELL])
            twin = twin.blocks[block].table.rows[row].cells[cell].story
        return [twin]

    def table(self, path: Path) -> Table:
        """Return the table at a path."""
        return self.story(path[:-1]).blocks[int(path[-1])].table

    def tables(self, path: Path) -> list[Table]:
        """Return the table at a path, and the same one in a text box for older programs."""
        twins = [twin.blocks[int(path[-1])].table for twin in self.twins(path[:-1])]
        return [self.table(path), *twins]
