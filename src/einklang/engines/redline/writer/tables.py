"""Records rows, cells and tables that come or go."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from einklang.engines.redline.align.edits import CellShape, RowEdit
from einklang.engines.redline.merge.proposals import Proposal
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.names import Element, w
from einklang.engines.redline.reader.story import Table
from einklang.engines.redline.settle.revisions import CONTENT
from einklang.engines.redline.writer.elements import ElementMaker, mark_as_deleted, wrap
from einklang.engines.redline.writer.properties import (
    RUN_ORDER,
    insert_in_order,
    mark_properties,
)
from einklang.engines.redline.writer.signing import Registrar, voices_for

Sign = Callable[[Element], Element]
ROW, CELL, RUN, PARAGRAPH = w("tr"), w("tc"), w("r"), w("p")
ROW_PROPERTIES, CELL_PROPERTIES, EXCEPTIONS = w("trPr"), w("tcPr"), w("tblPrEx")
RECORDS = frozenset(w(name) for name in CONTENT)
# CT_TcPr, ISO/IEC 29500-1 Annex A.
CELL_ORDER = {
    w(name): number
    for number, name in enumerate(
        (
            "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap",
            "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns",
            "cellDel", "cellMerge", "tcPrChange",
        )
    )
}  # fmt: skip


def mark_table(table: etree._Element, name: str, sign: Sign) -> None:
    """Record that a whole table came (`ins`) or goes (`del`)."""
    for row in table.iter(ROW):
        if not any(ancestor.tag == ROW for ancestor in row.iterancestors()):
            mark_row(row, name, sign)


def mark_row(row: etree._Element, name: str, sign: Sign) -> None:
    """Record that a row came or goes, with all that stands in it."""
    properties = row.find(ROW_PROPERTIES)
    if properties is None:
        properties = etree.Element(ROW_PROPERTIES)
        first = 1 if len(row) and row[0].tag == EXCEPTIONS else 0
        row.insert(first, properties)
    if properties.find(w(name)) is None:
        record = etree.Element(w(name))
        # The records come last; `trPrChange` after them.
        insert_in_order(properties, record, {w("ins"): 1, w("del"): 2, w("trPrChange"): 3})
        _put_behind(properties, record)
        sign(record)
    mark_content(row, name, sign)


def _put_behind(properties: etree._Element, record: etree._Element) -> None:
    """Put a record behind all other properties, before `trPrChange`."""
    properties.remove(record)
    change = properties.find(w("trPrChange"))
    if change is None:
        properties.append(record)
    else:
        change.addprevious(record)


def mark_content(cell_or_row: etree._Element, name: str, sign: Sign) -> None:
    """Record text and paragraph marks; what is recorded already stays as it is."""
    for paragraph in list(cell_or_row.iter(PARAGRAPH)):
        if _is_boxed(paragraph, cell_or_row):
            continue
        runs = [
            run
            for run in paragraph.iter(RUN)
            if not _is_boxed(run, paragraph)
            and not any(a.tag in RECORDS for a in run.iterancestors())
        ]
        for record in wrap(runs, name):
            sign(record)
            if name == "del":
                for run in record:
                    mark_as_deleted(run)
        properties = mark_properties(paragraph)
        if not any(child.tag in RECORDS for child in properties):
            record = etree.Element(w(name))
            insert_in_order(properties, record, RUN_ORDER)
            sign(record)


def _is_boxed(element: etree._Element, around: etree._Element) -> bool:
    """Tell whether a text box lies between an element and what is around it."""
    for ancestor in element.iterancestors():
        if ancestor is around:
            return False
        if ancestor.tag == w("txbxContent"):
            return True
    return False


class TableWriter:
    """Writes what becomes of the rows and cells of a draft's tables."""

    def __init__(self, maker: ElementMaker, registrar: Registrar) -> None:
        self.maker = maker
        self.registrar = registrar

    def _signer(self, proposal: Proposal, voice: Voice) -> Sign:
        voices = voices_for(proposal, [voice])
        return lambda element: self.registrar.sign(element, [proposal], voices)

    def add(self, table: Table, edit: RowEdit, proposal: Proposal) -> None:
        """Record a new row or cell."""
        sign = self._signer(proposal, edit.voice)
        if edit.cell < 0:
            row = self.maker.parse(edit.xml)
            _add(table.element, [one.element for one in table.rows], edit.row, row)
            mark_row(row, "ins", sign)
            return
        cells = table.rows[edit.row]
        cell = self.maker.parse(edit.xml)
        _add(cells.element, [one.element for one in cells.cells], edit.cell, cell)
        _record(cell, "cellIns", sign)
        mark_content(cell, "ins", sign)

    def strike(
        self, table: Table, place: tuple[int, int], wishes: list[tuple[Proposal, RowEdit]]
    ) -> None:
        """Record that a row or cell goes, in the name of everybody who wants it."""
        number, cell = place
        row = table.rows[number]
        proposals = [proposal for proposal, _ in wishes]
        voices = [v for proposal, edit in wishes for v in voices_for(proposal, [edit.voice])]

        def sign(element: etree._Element) -> etree._Element:
            return self.registrar.sign(element, proposals, voices)

        if cell < 0:
            mark_row(row.element, "del", sign)
            return
        _record(row.cells[cell].element, "cellDel", sign)
        mark_content(row.cells[cell].element, "del", sign)

    def reshape(self, table: Table, shape: CellShape, proposal: Proposal) -> None:
        """Record that a cell spans other columns or rows."""
        cell = table.rows[shape.row].cells[shape.cell].element
        properties = _properties(cell)
        if properties.find(w("tcPrChange")) is not None:
            return
        old = deepcopy(properties)
        span, down = shape.shape
        _set(properties, "gridSpan", "" if span == "1" else span)
        _set(properties, "vMerge", down)
        change = etree.Element(w("tcPrChange"))
        holder = etree.SubElement(change, CELL_PROPERTIES)
        records = {w("cellIns"), w("cellDel"), w("cellMerge")}
        holder.extend(child for child in old if child.tag not in records)
        insert_in_order(properties, change, CELL_ORDER)
        self._signer(proposal, shape.voice)(change)


def _add(
    parent: etree._Element, siblings: list[etree._Element], number: int, new: etree._Element
) -> None:
    """Add a row or cell before sibling `number`, or behind the last one."""
    if number < len(siblings):
        siblings[number].addprevious(new)
    elif siblings:
        _last_in_place(siblings[-1], new.tag).addnext(new)
    else:
        parent.append(new)


def _last_in_place(element: etree._Element, tag: str) -> etree._Element:
    """Return the last new sibling that was put behind an element before."""
    last = element
    while (following := last.getnext()) is not None and following.tag == tag:
        last = following
    return last


def _properties(cell: etree._Element) -> etree._Element:
    found = cell.find(CELL_PROPERTIES)
    if found is None:
        found = etree.Element(CELL_PROPERTIES)
        cell.insert(0, found)
    return found


def _record(cell: etree._Element, name: str, sign: Sign) -> None:
    record = etree.Element(w(name))
    insert_in_order(_properties(cell), record, CELL_ORDER)
    sign(record)


def _set(properties: etree._Element, name: str, value: str) -> None:
    for old in properties.findall(w(name)):
        properties.remove(old)
    if value:
        element = etree.Element(w(name))
        element.set(w("val"), value)
        insert_in_order(properties, element, CELL_ORDER)
