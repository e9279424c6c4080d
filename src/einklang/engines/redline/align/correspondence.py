"""Which characters of an older draft stand where in the current one."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from einklang.engines.redline.align.edits import (
    Position,
)
from einklang.engines.redline.align.windows import Compared, Places
from einklang.engines.redline.reader.story import Path

CELL = 3
"""Steps that lead from a story into a cell: block, row, cell."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the older draft that stand in the current one, too."""

    start: int
    end: int
    block: int
    """In the current draft."""
    offset: int

    def place(self, at: int) -> Position:
        return (self.block, self.offset + at - self.start)


@dataclass(slots=True)
class Correspondence:
    """Grows while the current draft is compared with an older one."""

    stories: dict[Path, Path] = field(default_factory=dict)
    """Older story → current one."""
    tables: dict[Path, Path] = field(default_factory=dict)
    rows: dict[Path, dict[int, int]] = field(default_factory=dict)
    """Older table → its rows and the current ones; missing when all are the same."""
    _stretches: dict[Path, dict[int, list[Stretch]]] = field(default_factory=dict)

    def note(self, path: Path, block: int, stretch: Stretch) -> None:
        """Take down that characters of a block of the older draft are still there."""
        self._stretches.setdefault(path, {}).setdefault(block, []).append(stretch)

    def note_window(self, path: Path, compared: Compared, base: Places, older: Places) -> None:
        """Take down what stays in a window; `older` says where its blocks begin."""
        for start, _, begin, finish in compared.kept():
            for low, high, block, offset in _cut(older, begin, finish):
                for first, last, here, at in _cut(base, start + low - begin, start + high - begin):
                    shift = offset + first - (start + low - begin)
                    self.note(path, block, Stretch(shift, shift + last - first, here, at))

    def story(self, path: Path) -> Path | None:
        """Return the current story that an older one became."""
        if path in self.stories:
            return self.stories[path]
        if len(path) <= CELL or not isinstance(path[-1], int):
            return None
        table = self.table(path[:-2])
        if table is None:
            return None
        row = self.row(path[:-2], int(path[-2]))
        return None if row is None else (*table, row, path[-1])

    def table(self, path: Path) -> Path | None:
        """Return the current table that an older one became."""
        if path in self.tables:
            return self.tables[path]
        outer = self.story(path[:-1])
        # Inside a table that is the same as before everything is where it was.
        return None if outer is None or path[:-1] in self.stories else (*outer, path[-1])

    def row(self, table: Path, number: int) -> int | None:
        """Return where an older row of a table stands now."""
        rows = self.rows.get(table)
        return number if rows is None else rows.get(number)

    def stretches(self, path: Path, start: Position, end: Position) -> Iterator[Stretch]:
        """Yield what is still there between two places of the older draft."""
        blocks = self._stretches.get(path)
        if blocks is None:
            # A cell of a table that is the same as before.
            for block in range(start[0], end[0] + 1):
                low = start[1] if block == start[0] else 0
                high = end[1] if block == end[0] else 10**6
                if low < high:
                    yield Stretch(low, high, block, low)
            return
        for block in range(start[0], end[0] + 1):
            low = start[1] if block == start[0] else 0
            high = end[1] if block == end[0] else 10**9
            for stretch in blocks.get(block, ()):
                first, last = max(low, stretch.start), min(high, stretch.end)
                if first < last:
                    yield Stretch(first, last, *stretch.place(first))

    def position(self, path: Path, place: Position) -> tuple[Position, bool]:
        """Return the current place of an older one, and whether what is around it stayed."""
        blocks = self._stretches.get(path)
        if blocks is None:
            return place, True
        block, offset = place
        for stretch in blocks.get(block, ()):
            if stretch.start <= offset < stretch.end:
                return stretch.place(offset), True
        for stretch in blocks.get(block, ()):
            if stretch.end == offset:
                return stretch.place(offset), True
        return self._nearest(blocks, block, offset), False

    def _nearest(self, blocks: dict[int, list[Stretch]], block: int, offset: int) -> Position:
        known = sorted(blocks)
        index = bisect_right(known, block) - 1
        while index >= 0:
            number = known[index]
            before = [s for s in blocks[number] if number < block or s.end <= offset]
            if before:
                last = before[-1]
                is_past = number < block
                return (last.block + 1, 0) if is_past else last.place(last.end)
            index -= 1
        return (0, 0)


def _cut(places: Places, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut a stretch at the ends of blocks: from, to, block, offset in it."""
    at = start
    while at < end:
        block, offset = places.position(at)
        limit = places.end_of(block)
        stop = min(end, limit)
        yield at, stop, block, offset
        at = stop
