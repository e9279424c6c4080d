"""Files made of activities: CSV, workbook, JSON and calendar, written piece by piece."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import IO, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from einklang.chronicle.models import Activity
from einklang.chronicle.queries.exports import ExportedRecord
from einklang.core.when import Precision

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
BYTE_ORDER_MARK = "\ufeff"
ON_CALENDAR = (Precision.DAY, Precision.RANGE)
LINE_LENGTH = 74
"""Octets of a calendar's line; longer ones go on below."""


@dataclass(frozen=True)
class Column:
    key: str
    heading: Callable[[], str]
    value: Callable[[ExportedRecord], str]


COLUMNS = (
    Column("key", lambda: _("Key"), lambda row: row.activity.key),
    Column("year", lambda: _("Year of the report"), lambda row: str(row.activity.year)),
    Column("when", lambda: _("When"), lambda row: row.activity.when.text(row.language)),
    Column("when_iso", lambda: _("Date (ISO)"), lambda row: row.activity.when.iso()),
    Column("kind", lambda: _("Kind"), lambda row: row.kind),
    Column("title", lambda: _("Title"), lambda row: row.activity.title),
    Column("title_en", lambda: _("Title in English"), lambda row: row.activity.title_en),
    Column("state", lambda: _("State"), lambda row: row.state),
    Column("phase", lambda: _("Phase"), lambda row: row.phase),
    Column("authors", lambda: _("Authors"), lambda row: row.authors),
    Column("addressees", lambda: _("Addressees"), lambda row: row.addressees),
    Column("others", lambda: _("Others who took part"), lambda row: row.others),
    Column("programmes", lambda: _("Programmes"), lambda row: row.programmes),
    Column("occasions", lambda: _("Occasions"), lambda row: row.occasions),
    Column("series", lambda: _("Series"), lambda row: row.series),
    Column("place", lambda: _("Place"), lambda row: row.activity.place),
    Column("motto", lambda: _("Motto"), lambda row: row.activity.motto),
    Column("hashtags", lambda: _("Hashtags"), lambda row: " ".join(row.activity.hashtag_list)),
    Column("url", lambda: _("Published at"), lambda row: row.activity.url),
    Column("visibility", lambda: _("Visible to"), lambda row: row.visibility),
)


def guarded(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_csv(rows: Iterable[ExportedRecord]) -> Iterator[str]:
    """Yield lines with semicolons, as German spreadsheets open them by a double click."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading() for column in COLUMNS])
    yield BYTE_ORDER_MARK + taken(buffer)
    for row in rows:
        writer.writerow([guarded(column.value(row)) for column in COLUMNS])
        yield taken(buffer)


def taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def as_json(rows: Iterable[ExportedRecord]) -> Iterator[str]:
    yield "[\n"
    between = ""
    for row in rows:
        record = {column.key: column.value(row) for column in COLUMNS} | {
            "year": row.activity.year,
            "kind_key": row.activity.kind.key,
            "state_key": row.activity.state.key,
            "phase": row.activity.state.phase,
            "visibility": row.activity.visibility,
        }
        yield between + json.dumps(record, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n"


def as_workbook(rows: Iterable[ExportedRecord]) -> IO[bytes]:
    """Write a workbook to a file on disk that vanishes when closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Chronicle"))
    sheet.freeze_panes = "A2"
    headings = [WriteOnlyCell(sheet, value=column.heading()) for column in COLUMNS]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        # Plain texts: guarded, none begins with the equals sign that would make it a formula.
        sheet.append([printable(guarded(column.value(row))) for column in COLUMNS])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def printable(text: str) -> str:
    """Drop control signs, which no workbook may contain."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def as_calendar(rows: Iterable[Activity], base_url: str, language: str) -> Iterator[str]:
    """Yield what is known to the day; the rest has no place in a calendar."""
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Einklang//Chronicle//DE\r\n"
    detail = reverse("chronicle:activity_detail", args=[0]).removesuffix("0/")
    for row in rows:
        if row.when_precision in ON_CALENDAR and row.when_start and row.when_end:
            yield event_of(row, f"{base_url}{detail}{row.pk}/", language)
    yield "END:VCALENDAR\r\n"


def event_of(activity: Activity, address: str, language: str) -> str:
    # The checks of the database say that known days have both ends.
    start, end = cast("date", activity.when_start), cast("date", activity.when_end)
    summary = f"{activity.kind.label_in(language)}: {activity.title_in(language)}"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{activity.body_id}-{activity.key}@einklang",
        f"DTSTAMP:{activity.updated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{escaped(summary)}",
        f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
        # A calendar's end is the day after.
        f"DTEND;VALUE=DATE:{end + timedelta(days=1):%Y%m%d}",
        *([f"LOCATION:{escaped(activity.place)}"] if activity.place else []),
        f"URL:{address}",
        "END:VEVENT",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Write a text as RFC 5545 wants it."""
    plain = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """Break a long line between letters, as octets are what is counted."""
    pieces, length = [""], 0
    for sign in line if len(line.encode()) > LINE_LENGTH else ():
        size = len(sign.encode())
        if length + size > LINE_LENGTH:
            pieces.append(" ")
            length = 1
        pieces[-1] += sign
        length += size
    return "\r\n".join(pieces) if len(pieces) > 1 else line


def in_chunks(parts: Iterable[str], size: int = 64 * 1024) -> Iterator[bytes]:
    """Join small pieces, so that the server does not write every line by itself."""
    waiting: list[str] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= size:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()
