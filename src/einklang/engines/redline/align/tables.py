"""Compares two tables that answer each other: rows, cells, and what the cells say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from einklang.engines.redline.align.edits import (
    CellShape,
    RowEdit,
)
from einklang.engines.redline.align.likeness import Pair, pair_by_likeness
from einklang.engines.redline.reader.segments import Stamp
from einklang.engines.redline.reader.story import Cell, Path, Row, Table

if TYPE_CHECKING:
    from einklang.engines.redline.align.comparison import Comparison


class TableComparer:
    """Compares one pair of tables; what it finds goes into the result of the whole."""

    def __init__(
        self,
        whole: "Comparison",
        paths: tuple[Path, Path],
        ours: Table,
        theirs: Table,
        part: str,
    ) -> None:
        self.whole = whole
        self.path, self.other_path = paths
        self.ours = ours
        self.theirs = theirs
        self.part = part

    def run(self) -> None:
        """Compare row by row."""
        rows = [row for row in self.theirs.rows if not row.inserted]
        pairs = pair_parts([row.text for row in self.ours.rows], [row.text for row in rows])
        answers = {here: rows[there] for here, there in pairs}
        self.numbers = {id(row): number for number, row in enumerate(self.theirs.rows)}
        if self.whole.correspondence is not None:
            known = self.whole.correspondence
            known.tables[self.other_path] = self.path
            known.rows[self.other_path] = {
                self.numbers[id(rows[there])]: here for here, there in pairs
            }
        taken = {id(row) for row in answers.values()}
        self._new_rows({here: id(rows[there]) for here, there in pairs}, taken)
        goes = all(answer.deleted for answer in answers.values())
        for number, row in enumerate(self.ours.rows):
            answer = answers.get(number)
            if answer is None:
                self._gone(number, row.text, None, is_whole=goes)
            elif answer.deleted:
                self._gone(number, row.text, answer.deleted, is_whole=goes)
            else:
                self._compare_rows(number, row, answer)

    def _gone(self, number: int, text: str, stamp: Stamp | None, *, is_whole: bool) -> None:
        self.whole.count(len(text) if stamp else 0, len(text), 0)
        voice = self.whole.voice_of(stamp)
        edit = RowEdit(self.path, number, voice, text=text, is_whole_table=is_whole)
        self.whole.result.rows.append(edit)

    def _new_rows(self, places: dict[int, int], taken: set[int]) -> None:
        """Record rows without a base row; each stands before the next base row."""
        numbers = {there: here for here, there in places.items()}
        before = 0
        for row in self.theirs.rows:
            if id(row) in taken:
                before = numbers[id(row)] + 1
                continue
            if row.deleted:
                # Came without being recorded and went again.
                continue
            xml = self.whole.borrower.take(row.element, self.part)
            voice = self.whole.voice_of(row.inserted)
            self.whole.result.rows.append(
                RowEdit(self.path, before, voice, xml, text=row.new_text)
            )

    def _compare_rows(self, number: int, ours: Row, theirs: Row) -> None:
        cells = [cell for cell in theirs.cells if not cell.inserted]
        pairs = pair_parts([cell.text for cell in ours.cells], [cell.text for cell in cells])
        answers = {here: cells[there] for here, there in pairs}
        self._new_cells(number, theirs.cells, {id(cells[there]): here for here, there in pairs})
        for position, cell in enumerate(ours.cells):
            answer = answers.get(position)
            if answer is None or answer.deleted:
                stamp = answer.deleted if answer else None
                self.whole.count(len(cell.text) if stamp else 0, len(cell.text), 0)
                edit = RowEdit(
                    self.path, number, self.whole.voice_of(stamp), cell=position, text=cell.text
                )
                self.whole.result.rows.append(edit)
                continue
            if cell.shape != answer.shape:
                voice = self.whole.voice_of(None)
                shape = CellShape(self.path, number, position, voice, answer.shape)
                self.whole.result.shapes.append(shape)
            there = next(n for n, one in enumerate(theirs.cells) if one is answer)
            other_path = (*self.other_path, self.numbers[id(theirs)], there)
            self.whole.compare_stories(
                (*self.path, number, position), cell.story, answer.story, other_path
            )

    def _new_cells(self, number: int, cells: list[Cell], places: dict[int, int]) -> None:
        before = 0
        for cell in cells:
            if id(cell) in places:
                before = places[id(cell)] + 1
                continue
            if cell.deleted:
                continue
            xml = self.whole.borrower.take(cell.element, self.part)
            voice = self.whole.voice_of(cell.inserted)
            self.whole.result.rows.append(
                RowEdit(self.path, number, voice, xml, cell=before, text=cell.new_text)
            )


def pair_parts(left: list[str], right: list[str]) -> list[Pair]:
    """Pair rows or cells: equal ones, alike ones, then those in the same place of a gap."""
    exact = [
        (code.src_start + n, code.dest_start + n)
        for code in Indel.opcodes(left, right)
        if code.tag == "equal"
        for n in range(code.src_end - code.src_start)
    ]
    pairs = list(_with_gaps(exact, left, right))
    return sorted(pairs)


def _with_gaps(exact: list[Pair], left: list[str], right: list[str]) -> Iterator[Pair]:
    last, other_last = 0, 0
    for here, there in [*exact, (len(left), len(right))]:
        yield from _gap(left, right, (last, here), (other_last, there))
        if here < len(left):
            yield here, there
        last, other_last = here + 1, there + 1


def _gap(left: list[str], right: list[str], ours: Pair, theirs: Pair) -> Iterator[Pair]:
    mine, yours = left[ours[0] : ours[1]], right[theirs[0] : theirs[1]]
    if len(mine) == len(yours):
        # As many rows as before: rewritten, not exchanged.
        pairs = [(n, n) for n in range(len(mine))]
    else:
        pairs = pair_by_likeness([("p", text) for text in mine], [("p", text) for text in yours])
    for here, there in pairs:
        yield ours[0] + here, theirs[0] + there
