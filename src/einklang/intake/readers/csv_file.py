"""Read .csv: activities only, with semicolons, commas or tabs."""

import csv
import io

from django.utils.translation import gettext as _

from einklang.intake.errors import UnreadableError
from einklang.intake.problems import Problem
from einklang.intake.readers.tables import (
    LARGEST_TABLE,
    WIDEST_TABLE,
    RawCell,
    RawRow,
    RawTable,
    Reading,
    too_many_rows,
)

DELIMITERS = ";,\t"


def decoded(data: bytes) -> str:
    """Decode UTF-8 with or without a mark, UTF-16 with one, else what Windows writes.

    :raises UnreadableError: if it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(_("The file is no text. Please save it as UTF-8."))


def read_csv(text: str) -> Reading:
    """Read the whole text as the sheet of activities.

    :raises UnreadableError: if the quotation marks do not fit together.
    """
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table = RawTable("activities")
    reading = Reading([table])
    try:
        table.headings = [cell.strip() for cell in next(reader, [])][:WIDEST_TABLE]
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                table.rows.append(_row(table, line, cells, reading))
            line = reader.line_num + 1
            if len(table.rows) > LARGEST_TABLE:
                reading.problems.append(too_many_rows(table))
                break
    except csv.Error as error:
        raise UnreadableError(
            _("The table cannot be read: line %s, probably a quotation mark.") % reader.line_num
        ) from error
    return reading


def _row(table: RawTable, line: int, cells: list[str], reading: Reading) -> RawRow:
    if any(cell.strip() for cell in cells[len(table.headings) :]):
        message = _("The row has more cells than there are headings.")
        reading.problems.append(Problem(message, table.name, line))
    row: dict[str, RawCell] = dict(zip(table.headings, cells, strict=False))
    return RawRow(line, row)
