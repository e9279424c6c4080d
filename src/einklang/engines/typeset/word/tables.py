"""Word's tables: a grid with merged cells becomes rows of equal length under named columns."""

from dataclasses import dataclass

from einklang.engines.typeset.inlines import Footnote, Inline, Inlines, LineBreak, Strong, Text
from einklang.engines.typeset.model import Column, Table
from einklang.engines.typeset.word.context import Context
from einklang.engines.typeset.word.runs import LineReader
from einklang.engines.typeset.word.xml import (
    Element,
    W,
    child_value,
    hexadecimal,
    name_of,
    paragraphs_of,
    toggle,
    value,
    words_below,
)

NAMELESS = "–"
_WEIGHTS = 20
# Of w:tblLook, as older programs write it: ISO/IEC 29500-4, 14.4.12.
_LOOK_BITS = {"firstRow": 0x20, "firstCol": 0x80}


@dataclass(frozen=True)
class Cell:
    element: Element
    column: int
    span: int
    goes_on: bool
    """Whether it is the lower part of a cell over several rows."""


@dataclass(frozen=True)
class Read:
    """A table, and the notes that stood where only words may stand."""

    table: Table
    notes: tuple[Footnote, ...]
    boxes: tuple[Element, ...]


def rows_of(table: Element) -> list[list[Cell]]:
    return [_cells(row) for row in _within(table, "tr")]


def _within(parent: Element, name: str) -> list[Element]:
    """List rows or cells, also those in content controls."""
    found: list[Element] = []
    for child in parent:
        if name_of(child) == name:
            found.append(child)
        elif name_of(child) in {"sdt", "sdtContent", "customXml"}:
            found += _within(child, name)
    return found


def _cells(row: Element) -> list[Cell]:
    properties = row.find(W + "trPr")
    column = _count(child_value(properties, "gridBefore"), 0)
    cells = []
    for cell in _within(row, "tc"):
        looks = cell.find(W + "tcPr")
        span = _count(child_value(looks, "gridSpan"), 1)
        merged = None if looks is None else looks.find(W + "vMerge")
        goes_on = merged is not None and value(merged) != "restart"
        cells.append(Cell(cell, column, span, goes_on))
        column += span
    return cells


def _count(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and int(text) <= 1000 else default  # noqa: PLR2004 - Word ends at 63


class TableReader:
    """Reads one table that has more than one row."""

    def __init__(self, context: Context, element: Element) -> None:
        self.context = context
        self.element = element
        self.rows = rows_of(element)
        self.width = max(cell.column + cell.span for row in self.rows for cell in row)
        self.boxes: list[Element] = []
        self.notes: list[Footnote] = []

    def read(self, caption: str) -> Read:
        grid = self._grid()
        heads = [self._label(cell) for cell in grid[0]]
        if not self._has_header(grid[0]):
            self.context.lose("table without header", "changed", " · ".join(heads))
        if any(not label for label in heads):
            self.context.lose("empty column label", "changed")
        weights = _weights(self.element, self.width)
        columns = tuple(
            Column(label or NAMELESS, "right" if self._is_right(index) else "left", weight)
            for index, (label, weight) in enumerate(zip(heads, weights, strict=True))
        )
        rows = tuple(tuple(row) for row in grid[1:])
        row_headers = self.width > 1 and (
            all(_is_strong(row[0]) for row in rows) or self._is_marked("firstCol", "firstColumn")
        )
        if row_headers:
            rows = tuple((_plain_strong(row[0]), *row[1:]) for row in rows)
        table = Table(caption, columns, rows, row_headers)
        return Read(table, tuple(self.notes), tuple(self.boxes))

    def _grid(self) -> list[list[Inlines]]:
        """Fill the grid: a cell over several rows is repeated, one over columns is not."""
        grid: list[list[Inlines]] = []
        is_merged = False
        for number, row in enumerate(self.rows):
            line: list[Inlines] = [()] * self.width
            for cell in row:
                is_merged = is_merged or cell.span > 1 or cell.goes_on
                content = self._content(cell.element)
                if cell.goes_on and number and not content:
                    content = _without_notes(grid[-1][cell.column])
                line[cell.column] = content
                if number == 0:
                    for further in range(cell.column + 1, cell.column + cell.span):
                        line[further] = _without_notes(content)
            grid.append(line)
        if is_merged:
            self.context.lose("merged cells", "repeated")
        return grid

    def _content(self, cell: Element) -> Inlines:
        """Read a cell as one paragraph with lines; a table or list in it becomes lines, too."""
        lines: list[Inlines] = []
        if cell.find(f".//{W}tbl") is not None:
            self.context.lose("text in cell", "set as text", words_below(cell))
        for paragraph in paragraphs_of(cell):
            line = LineReader(self.context, paragraph).line
            self.boxes += line.boxes
            parts = [part for part in line.parts(self.context) if part]
            sign = _list_sign(self.context, paragraph) if parts else ""
            if sign:
                parts[0] = (Text(f"{sign} "), *parts[0])
            lines += parts
        joined: list[Inline] = []
        for inlines in lines:
            joined += [LineBreak()] * bool(joined) + list(inlines)
        return tuple(joined)

    def _label(self, inlines: Inlines) -> str:
        notes = [one for one in inlines if isinstance(one, Footnote)]
        for note in notes:
            text = "".join(one.text for one in note.inlines)
            self.context.lose("note in heading", "set below", text)
        self.notes += notes
        return " ".join("".join(one.text for one in inlines).split())

    def _has_header(self, first: list[Inlines]) -> bool:
        """Say whether the first row names the columns, by its properties or by its look."""
        row = _within(self.element, "tr")[0]
        if toggle(row.find(W + "trPr"), "tblHeader") or self._is_marked("firstRow", "firstRow"):
            return True
        shades = [cell.element.find(f"{W}tcPr/{W}shd") for cell in self.rows[0]]
        is_shaded = all(value(shade, "fill") not in {"", "auto", "FFFFFF"} for shade in shades)
        return is_shaded or all(_is_strong(inlines) for inlines in first if inlines)

    def _is_marked(self, part: str, flag: str) -> bool:
        """Say whether the style of the table gives this part a look, and the table wants it."""
        looks = self.element.find(W + "tblPr")
        look = None if looks is None else looks.find(W + "tblLook")
        if look is None or not self.context.file.styles.marks(
            child_value(looks, "tblStyle"), part
        ):
            return False
        stated = value(look, flag)
        bits = hexadecimal(value(look))
        return stated in {"1", "true"} if stated else bool(bits & _LOOK_BITS[part])

    def _is_right(self, column: int) -> bool:
        sides = [
            child_value(paragraph.find(W + "pPr"), "jc")
            for row in self.rows[1:]
            for cell in row
            if cell.column == column
            for paragraph in paragraphs_of(cell.element)
        ]
        return bool(sides) and all(side in {"right", "end"} for side in sides)


def _list_sign(context: Context, paragraph: Element) -> str:
    number = context.file.styles.number_of(paragraph.find(W + "pPr"))
    sign = context.file.numbering.next_sign(*number) if number else None
    if sign is None:
        return ""
    return "–" if sign.is_bullet else sign.shown


def _without_notes(inlines: Inlines) -> Inlines:
    return tuple(one for one in inlines if not isinstance(one, Footnote))


def _plain_strong(inlines: Inlines) -> Inlines:
    """Row headers are bold by themselves."""
    return tuple(Text(one.text) if isinstance(one, Strong) else one for one in inlines)


def _is_strong(inlines: Inlines) -> bool:
    words = [one for one in inlines if one.text.strip()]
    return bool(words) and all(isinstance(one, Strong) for one in words)


def _weights(table: Element, width: int) -> list[int]:
    widths = [_count_wide(value(one, "w")) for one in table.findall(f"{W}tblGrid/{W}gridCol")]
    total = sum(widths)
    if len(widths) != width or not all(widths):
        return [1] * width
    if len(set(widths)) == 1:
        return [1] * width
    return [max(1, round(_WEIGHTS * one / total)) for one in widths]


def _count_wide(text: str) -> int:
    return int(text) if text.isdecimal() else 0
