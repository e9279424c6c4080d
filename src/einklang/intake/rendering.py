"""Write workbooks in the import format: the empty template and the year that is recorded."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from einklang.intake.queries import Choices
from einklang.intake.sheets import SHEETS, Column, Sheet
from einklang.intake.sheets.kinds import Choice, Many, Moment, Reference, YesNo

FORBIDDEN_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LAST_ROW = 5000
WIDE = frozenset({"title", "name", "text", "summary", "report_text", "label", "intro"})
HEADER = PatternFill("solid", fgColor="FF0B5563")
REQUIRED = PatternFill("solid", fgColor="FF083D47")
FIRST_SHEETS = ("activities", "participations")
LARGEST_COMMENT = (320, 120)


def build_workbook(rows: Mapping[str, Sequence[Mapping[str, Any]]], choices: Choices) -> bytes:
    """Return an .xlsx of all sheets, in the reader's language."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_guide(book)
    lists = _Lists(book)
    for sheet in SHEETS:
        _write_sheet(book, sheet, rows.get(sheet.key, ()), lists, choices)
    lists.hide()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Lists:
    """The lists behind the cells; they stand in a hidden sheet that the import passes over."""

    def __init__(self, book: Workbook) -> None:
        self.sheet: Worksheet = book.create_sheet("#" + _("Lists"))
        self.ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, words: Sequence[str]) -> str:
        key = tuple(words)
        if key not in self.ranges:
            column = len(self.ranges) + 1
            for row, word in enumerate(key, start=1):
                put(self.sheet, row, column, word)
            letter = get_column_letter(column)
            self.ranges[key] = f"'{self.sheet.title}'!${letter}$1:${letter}${len(key)}"
        return self.ranges[key]

    def hide(self) -> None:
        self.sheet.sheet_state = "hidden"


def _write_guide(book: Workbook) -> None:
    guide: Worksheet = book.create_sheet("#" + _("Read me"))
    lines = [
        _("One sheet for each thing. Empty sheets and columns may stay as they are."),
        _("Columns with a star must be filled. Point at a heading to read what belongs there."),
        _("A key is a short word that never changes. The same key again changes that row."),
        _("Several values stand in one cell, separated by semicolons."),
        _("Dates are as precise as they are known: 12.9.2024; September 2024; 2024."),
        _("Sheets and columns whose name begins with # are yours and are not read."),
        _("The import shows first what would happen. It takes all of the file or nothing."),
    ]
    put(guide, 1, 1, "Einklang").font = Font(bold=True, size=16)
    for row, line in enumerate(lines, start=3):
        put(guide, row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    guide.column_dimensions["A"].width = 100


def _write_sheet(
    book: Workbook,
    sheet: Sheet,
    rows: Sequence[Mapping[str, Any]],
    lists: _Lists,
    choices: Choices,
) -> None:
    page: Worksheet = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        _write_heading(page, sheet, column, place)
        words = _words(sheet, column, choices)
        if words:
            _offer(page, place, lists.range_of(words))
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(sheet.columns, start=1):
            value = row.get(column.key)
            if value is not None and value != "":
                put(page, number, place, value)


def _write_heading(page: Worksheet, sheet: Sheet, column: Column, place: int) -> None:
    cell = put(page, 1, place, column.title + ("*" if column.required else ""))
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = REQUIRED if column.required else HEADER
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    help_text = " ".join(filter(None, (str(column.about), _kind_help(column))))
    if place == 1 and sheet.about:
        help_text = f"{sheet.about}\n{help_text}"
    if help_text:
        width, height = LARGEST_COMMENT
        cell.comment = Comment(help_text, "Einklang", height=height, width=width)
    letter = get_column_letter(place)
    page.column_dimensions[letter].width = 48 if column.key in WIDE else 20


def _kind_help(column: Column) -> str:
    kind = column.kind
    if isinstance(kind, Many):
        return _("Several, separated by semicolons.")
    if isinstance(kind, Moment) and not column.about:
        return _("12.9.2024; September 2024; 2024.")
    if isinstance(kind, YesNo):
        return _("yes or no.")
    if isinstance(kind, Reference):
        return _("Its key or its exact name.")
    return ""


def _words(sheet: Sheet, column: Column, choices: Choices) -> list[str]:
    if isinstance(column.kind, Choice | YesNo):
        return column.kind.allowed()
    if isinstance(column.kind, Reference):
        return choices.by_target.get(column.kind.target, [])
    if sheet.key == "activities" and column.key == "state":
        return choices.by_target.get("states", [])
    return []


def _offer(page: Worksheet, place: int, cells: str) -> None:
    # Keys and rows of the file itself are welcome too, so other words only raise no alarm.
    offer = DataValidation(type="list", formula1=f"={cells}", allow_blank=True)
    offer.showErrorMessage = False
    letter = get_column_letter(place)
    offer.add(f"{letter}2:{letter}{LAST_ROW}")
    page.add_data_validation(offer)


def put(page: Worksheet, row: int, column: int, value: Any) -> Cell:
    """Write a value as what it is; a text stays a text even behind an equals sign."""
    cell = page.cell(row=row, column=column)
    if not isinstance(cell, Cell):
        raise TypeError(cell)
    if isinstance(value, str):
        cell.value = FORBIDDEN_SIGNS.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
    return cell
