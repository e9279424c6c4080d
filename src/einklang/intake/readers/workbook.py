"""Read .xlsx: values only, nothing is computed, and no size the file only claims is believed."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from einklang.intake.errors import UnreadableError
from einklang.intake.problems import Problem, Severity
from einklang.intake.readers.tables import (
    LARGEST_TABLE,
    WIDEST_TABLE,
    BadCell,
    RawCell,
    RawRow,
    RawTable,
    Reading,
    too_many_rows,
)
from einklang.intake.sheets.kinds import is_blank

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_PARTS = 2_000
LARGEST_UNPACKED = 120 * 1024 * 1024
STEEPEST = 150
"""No honest sheet shrinks to less than a hundred and fiftieth."""
UNSUSPICIOUS = 8 * 1024 * 1024
"""Up to this size the ratio does not matter: empty rows compress well."""
BLANK_ROWS = 2_000
CHUNK = 1024 * 1024


def read_workbook(data: bytes) -> Reading:
    """Read all sheets.

    :raises UnreadableError: if it is no workbook, locked, or a bomb.
    """
    _check_package(data)
    try:
        # Values are wanted, but a formula must be told from its last result.
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        reading = Reading()
        for sheet in book.worksheets:
            if not sheet.title.startswith("#"):
                _read_sheet(sheet, reading)
        book.close()
    except (
        zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, EOFError, OverflowError, NotImplementedError,
    ) as error:  # fmt: skip
        # Whatever a damaged package makes openpyxl say, for the reader it is one thing.
        raise UnreadableError(_("The workbook is damaged and cannot be read.")) from error
    return reading


def _check_package(data: bytes) -> None:
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise UnreadableError(
                _("The workbook is locked with a password. Please save it without one.")
            )
        raise UnreadableError(
            _("This is a file of an old Office version (.xls). Please save it as .xlsx.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise UnreadableError(
            _("This is no workbook (.xlsx), or it did not arrive whole.")
        ) from error
    except RuntimeError as error:
        # zipfile says so of parts under a password.
        raise UnreadableError(
            _("The workbook is locked with a password. Please save it without one.")
        ) from error


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        raise UnreadableError(_("This is a Word document. Please choose a workbook (.xlsx)."))
    if "content.xml" in names:
        raise UnreadableError(_("This is an OpenDocument file. Please save it as .xlsx."))
    if "xl/workbook.xml" not in names:
        raise UnreadableError(_("This is no workbook (.xlsx), or it did not arrive whole."))
    too_large = UnreadableError(_("Unpacked, the workbook is far too large. It is not opened."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise too_large
    total = 0
    for part in parts:
        if part.file_size > UNSUSPICIOUS and part.file_size > STEEPEST * part.compress_size:
            raise too_large
        # The stated sizes may be lies, so we count.
        with package.open(part) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > LARGEST_UNPACKED:
                    raise too_large


def _read_sheet(sheet: ReadOnlyWorksheet, reading: Reading) -> None:
    # The stated size of a sheet is often wrong; without it the rows themselves count.
    sheet.reset_dimensions()
    table = RawTable(sheet.title)
    reading.tables.append(table)
    blank = 0
    rows: Iterable[Any] = sheet.iter_rows(max_col=WIDEST_TABLE)  # type: ignore[misc]  # the stubs know only the other kind of sheet
    for number, cells in enumerate(rows, start=1):
        values = [_value(cell) for cell in cells]
        if all(not isinstance(value, BadCell) and is_blank(value) for value in values):
            blank += 1
            if blank > BLANK_ROWS:
                message = _("Reading stopped here: %s empty rows follow one another.")
                reading.problems.append(
                    Problem(message % BLANK_ROWS, table.name, number, severity=Severity.WARNING)
                )
                break
            continue
        blank = 0
        if not table.headings:
            table.row = number
            table.headings = [_heading(value) for value in values]
        else:
            table.rows.append(_row(table, number, values, reading))
        if len(table.rows) > LARGEST_TABLE:
            reading.problems.append(too_many_rows(table))
            break


def _value(cell: Any) -> RawCell:
    if cell.data_type == "f":
        return BadCell(_("This is a formula. Please paste its value instead."))
    if cell.data_type == "e":
        return BadCell(_("This is an error of the spreadsheet: %s.") % cell.value)
    value: RawCell = cell.value
    return value


def _heading(value: RawCell) -> str:
    if isinstance(value, BadCell):
        return "?"
    return "" if value is None else str(value).strip()


def _row(table: RawTable, number: int, values: Iterable[RawCell], reading: Reading) -> RawRow:
    row: dict[str, RawCell] = {}
    for position, value in enumerate(values):
        heading = table.headings[position] if position < len(table.headings) else ""
        if heading:
            row[heading] = value
        elif isinstance(value, BadCell) or not is_blank(value):
            message = _("A value stands in a column without a heading.")
            reading.problems.append(Problem(message, table.name, number))
    return RawRow(number, row)
