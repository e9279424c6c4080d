"""Finds the stories of the draft by their paths, in the copy that is written to."""

from lxml import etree

from einklang.engines.redline.align.edits import Path
from einklang.engines.redline.reader import objects
from einklang.engines.redline.reader.document import Document
from einklang.engines.redline.reader.segments import Segment
from einklang.engines.redline.reader.story import Story, Table

BOX = 3
"""Steps that lead from a story into a text box: block, `box`, number."""


class StoryFinder:
    """Finds stories and tables; all must be found before anything is written."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[Path, Story] = {}

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
            block = outer.blocks[int(path[-BOX])]
            boxes = [box for box in _boxes(block.stream.segments) if not objects.is_fallback(box)]
            return document.story(boxes[int(path[-1])], outer.part)
        table, row, cell = path[:-2], path[-2], path[-1]
        return self.table(table).rows[int(row)].cells[int(cell)].story

    def table(self, path: Path) -> Table:
        """Return the table at a path."""
        return self.story(path[:-1]).blocks[int(path[-1])].table


def _boxes(segments: list[Segment]) -> list[etree._Element]:
    return [box for segment in segments if segment.thing for box in segment.thing.boxes]
