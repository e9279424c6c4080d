"""Carries what was made on an older draft over to the current one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from einklang.engines.redline.align.correspondence import Correspondence, Stretch
from einklang.engines.redline.align.edits import (
    AnchoredComment,
    CellShape,
    Edit,
    FormatEdit,
    Lost,
    Position,
    Returned,
    RowEdit,
)
from einklang.engines.redline.reader.segments import MARK
from einklang.engines.redline.reader.story import Block, Path

BlocksOf = Callable[[Path], Sequence[Block]]


class Carrier:
    """Carries over one return; `losses` says what found no place of its own."""

    def __init__(self, found: Correspondence) -> None:
        self.found = found
        self.losses: list[Lost] = []

    def carry(self, returned: Returned, blocks_of: BlocksOf) -> Returned:
        """Return the same wishes in places of the current draft.

        `blocks_of` gives the blocks of a story of the current draft.
        """
        result = Returned(same=returned.same, total=returned.total)
        for path, edits in returned.edits.items():
            here = self.found.story(path)
            for edit in edits:
                if here is None:
                    self._lose("text", "".join(piece.text for piece in edit.pieces) or edit.old)
                else:
                    carried = self._edit((path, here), edit, blocks_of(here))
                    result.edits.setdefault(here, []).extend(carried)
        for path, looks in returned.formats.items():
            here = self.found.story(path)
            for look in looks:
                moved = [] if here is None else self._look(path, look)
                if here is None or not moved:
                    self._lose("formatting", look.new or look.old)
                else:
                    result.formats.setdefault(here, []).extend(moved)
        result.rows = [row for old in returned.rows if (row := self._row(old))]
        result.shapes = [shape for old in returned.shapes if (shape := self._shape(old))]
        result.comments = [self._comment(comment) for comment in returned.comments]
        return result

    def _lose(
        self,
        element: str,
        detail: str,
        treatment: str = "left-out",
        place: tuple[Path, Position] = ((), (0, 0)),
    ) -> None:
        words = detail.replace(MARK, "\n")
        self.losses.append(Lost(element, treatment, words, *place))

    # Words

    def _edit(self, paths: tuple[Path, Path], edit: Edit, blocks: Sequence[Block]) -> list[Edit]:
        path, here = paths
        ranges = _joined(list(self.found.stretches(path, edit.start, edit.end)), blocks)
        words = "".join(piece.label or piece.text for piece in edit.pieces)
        if not ranges:
            at, is_sure = self.found.position(path, edit.start)
            if edit.old or not is_sure:
                if not words:
                    # What was to go is gone already.
                    return []
                self._lose("text", words, "moved-to-nearest-place", (here, at))
            at = _inside(at, blocks)
            before = blocks[at[0]].text[: at[1]] if at[0] < len(blocks) else ""
            return [Edit(at, at, edit.pieces, (), "", before, edit.move)]
        if len(ranges) > 1 and words:
            self._lose("text", words, "moved-to-nearest-place", (here, ranges[-1][1]))
        carried = [self._gone(edit, start, end, blocks) for start, end in ranges]
        carried[-1].pieces = edit.pieces
        return carried

    def _gone(self, edit: Edit, start: Position, end: Position, blocks: Sequence[Block]) -> Edit:
        voice = edit.deleters[0][2]
        old = _text(blocks, start, end)
        before = blocks[start[0]].text[: start[1]]
        return Edit(start, end, (), ((start, end, voice),), old, before, edit.move)

    # Looks, rows, comments

    def _look(self, path: Path, look: FormatEdit) -> list[FormatEdit]:
        carried = []
        for stretch in self.found.stretches(path, look.start, look.end):
            start = (stretch.block, stretch.offset)
            end = (stretch.block, stretch.offset + stretch.end - stretch.start)
            carried.append(replace(look, start=start, end=end))
        return carried

    def _row(self, old: RowEdit) -> RowEdit | None:
        table = self.found.table(old.table)
        row = self.found.row(old.table, old.row)
        if row is None and old.xml and old.row:
            # Before a row that is gone: behind the one above it.
            above = self.found.row(old.table, old.row - 1)
            row = None if above is None else above + 1
        if table is None or row is None:
            if old.xml:
                self._lose("row", old.text)
            return None
        return replace(old, table=table, row=row)

    def _shape(self, old: CellShape) -> CellShape | None:
        table, row = self.found.table(old.table), self.found.row(old.table, old.row)
        if table is None or row is None:
            self._lose("merged-cells", "")
            return None
        return replace(old, table=table, row=row)

    def _comment(self, comment: AnchoredComment) -> AnchoredComment:
        path = self.found.story(comment.path)
        if path is None:
            self._lose("comment", "", "moved-to-nearest-place", (("body",), (0, 0)))
            return AnchoredComment(comment.key, ("body",), (0, 0), (0, 0))
        start, _ = self.found.position(comment.path, comment.start)
        end, _ = self.found.position(comment.path, comment.end)
        return replace(comment, path=path, start=start, end=max(start, end))


def _joined(stretches: list[Stretch], blocks: Sequence[Block]) -> list[tuple[Position, Position]]:
    """Return the current places of stretches; neighbours are one."""
    ranges: list[tuple[Position, Position]] = []
    for stretch in stretches:
        start = (stretch.block, stretch.offset)
        size = len(blocks[stretch.block].text)
        stop = min(stretch.offset + stretch.end - stretch.start, size)
        end = (stretch.block + 1, 0) if stop == size else (stretch.block, stop)
        if ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return ranges


def _inside(at: Position, blocks: Sequence[Block]) -> Position:
    block, offset = at
    if block >= len(blocks):
        return (len(blocks), 0) if offset == 0 else (len(blocks) - 1, len(blocks[-1].text) - 1)
    return (block, min(offset, len(blocks[block].text) - 1)) if offset else at


def _text(blocks: Sequence[Block], start: Position, end: Position) -> str:
    texts = [block.text for block in blocks[start[0] : end[0] + 1]]
    if end[0] < len(blocks):
        texts[-1] = texts[-1][: end[1]]
    texts[0] = texts[0][start[1] :]
    return "".join(texts)
