"""Settles rows and cells, and keeps the grid in step with the columns that are left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from einklang.engines.redline.names import w
from einklang.engines.redline.settle.blocks import CELL, CONTROLS, ROW, TABLE, remove_block
from einklang.engines.redline.settle.markers import detach
from einklang.engines.redline.settle.properties import drop
from einklang.engines.redline.settle.revisions import number
from einklang.engines.redline.settle.runs import SDT

VAL, SPAN, TCPR = w("val"), w("gridSpan"), w("tcPr")
SHELLS = CONTROLS | {SDT}
# The schema's order: what comes before w:vMerge in w:tcPr.
BEFORE_MERGE = frozenset(map(w, ("cnfStyle", "tcW", "gridSpan", "hMerge")))
# Word has at most 63 columns; a made-up number must not keep us busy.
MAX_COLUMNS = 63
MERGES = {"cont": "continue", "rest": "restart"}


@dataclass(slots=True)
class Row:
    """Where the cells of a row lie on the table's grid, in columns counted from 0."""

    cells: list[tuple[etree._Element, int, int]]
    """Cell, first column, number of columns."""
    width: int

    def at(self, column: int) -> etree._Element | None:
        for cell, start, span in self.cells:
            if start <= column < start + span:
                return cell
        return None


def remove_rows(marks: Iterable[etree._Element]) -> None:
    """Remove rows, given `w:ins` or `w:del` in their `w:trPr`; an empty table goes with them."""
    for mark in reversed(list(marks)):
        row = _owner(mark, ROW)
        if row is None:
            drop(mark)
        else:
            remove_block(row)


def remove_cells(marks: Iterable[etree._Element]) -> None:
    """Remove cells, given `w:cellIns` or `w:cellDel` in their `w:tcPr`.

    A column that no row has any more leaves the grid, and cells that spanned it become narrower.
    """
    tables: dict[etree._Element, list[etree._Element]] = {}
    for mark in marks:
        cell = _owner(mark, CELL)
        table = None if cell is None else next(cell.iterancestors(TABLE), None)
        if cell is None or table is None:
            drop(mark)
        else:
            tables.setdefault(table, []).append(cell)
    for table, cells in tables.items():
        _narrow(table, set(cells))
        for cell in reversed(cells):
            remove_block(cell)


def settle_merge(element: etree._Element, *, accepted: bool) -> None:
    """Give a cell the vertical merge that `w:cellMerge` says (17.13.5.3), and drop the record."""
    properties = element.getparent()
    merge = MERGES.get(element.get(w("vMerge") if accepted else w("vMergeOrig"), ""))
    beside = [] if properties is None else list(properties)
    for old in beside:
        if old.tag == w("vMerge"):
            detach(old)
    if merge and properties is not None:
        before = [child for child in beside if child.tag in BEFORE_MERGE]
        properties.insert(len(before), etree.Element(w("vMerge"), {VAL: merge}))
    drop(element)


def _owner(mark: etree._Element, tag: str) -> etree._Element | None:
    properties = mark.getparent()
    owner = None if properties is None else properties.getparent()
    return owner if owner is not None and owner.tag == tag else None


def _narrow(table: etree._Element, gone: set[etree._Element]) -> None:
    """Take the columns of cells that are about to go out of the grid, where no row needs them."""
    grid = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    rows = [_row(row) for row in _children(table, ROW)]
    # A row wider than the grid shows that the grid has been narrowed already.
    if max((row.width for row in rows), default=0) > len(grid):
        return
    columns = {
        column
        for row in rows
        for cell, start, span in row.cells
        if cell in gone
        for column in range(start, start + span)
    }
    for column in sorted(columns, reverse=True):
        spanning = _spanning(rows, column, gone, len(grid))
        if spanning is not None:
            for cell in spanning:
                _set_span(cell, _span(cell) - 1)
            detach(grid[column])


def _spanning(
    rows: list[Row], column: int, gone: set[etree._Element], columns: int
) -> list[etree._Element] | None:
    """Return the cells that reach over a column; None when a cell of its own still needs it."""
    spanning = []
    for row in rows:
        cell = row.at(column)
        # A row that is too short lost its cell earlier.
        if cell in gone or row.width < columns:
            continue
        if cell is None or _span(cell) == 1:
            return None
        spanning.append(cell)
    return spanning


def _row(row: etree._Element) -> Row:
    column = _number(row, f"{w('trPr')}/{w('gridBefore')}", 0)
    cells = []
    for cell in _children(row, CELL):
        span = _span(cell)
        cells.append((cell, column, span))
        column += span
    return Row(cells, column + _number(row, f"{w('trPr')}/{w('gridAfter')}", 0))


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also from within content controls around them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in SHELLS:
            yield from _children(child, tag)


def _span(cell: etree._Element) -> int:
    return max(1, _number(cell, f"{TCPR}/{SPAN}", 1))


def _set_span(cell: etree._Element, span: int) -> None:
    for element in cell.findall(f"{TCPR}/{SPAN}"):
        element.set(VAL, str(span))
        if span == 1:
            drop(element)


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = number("" if found is None else found.get(VAL, ""))
    return default if value < 0 else min(value, MAX_COLUMNS)
