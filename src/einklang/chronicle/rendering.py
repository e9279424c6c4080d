"""Files made of activities: CSV, workbook, JSON and calendar, written piece by piece."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from einklang.chronicle.enums import ParticipationRole, Phase
from einklang.chronicle.models import Activity, Participation
from einklang.core.when import Precision

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
BYTE_ORDER_MARK = "\ufeff"
ON_CALENDAR = {Precision.DAY, Precision.RANGE}
OTHER_ROLES = [
    role
    for role in ParticipationRole
    if role not in {ParticipationRole.AUTHOR, ParticipationRole.ADDRESSEE}
]


@dataclass(frozen=True)
class Column:
    key: str
    heading: Callable[[], str]
    value: Callable[[Activity], str]


def names(activity: Activity, *roles: ParticipationRole) -> str:
    parts = [part for part in activity.participations.all() if part.role in roles]
    return "; ".join(part.local_name for part in parts)


def others(activity: Activity) -> str:
    """Name everybody else with the role."""
    parts = [part for part in activity.participations.all() if part.role in OTHER_ROLES]
    return "; ".join(described(part) for part in parts)


def described(part: Participation) -> str:
    standing = f" ({part.local_standing})" if part.local_standing else ""
    return f"{part.get_role_display()}: {part.local_name}{standing}"


COLUMNS = (
    Column("key", lambda: _("Key"), lambda row: row.key),
    Column("year", lambda: _("Year of the report"), lambda row: str(row.year)),
    Column("when", lambda: _("When"), lambda row: row.when_text),
    Column("when_iso", lambda: _("Date (ISO)"), lambda row: row.when.iso()),
    Column("kind", lambda: _("Kind"), lambda row: str(row.kind)),
    Column("title", lambda: _("Title"), lambda row: row.title),
    Column("title_en", lambda: _("Title in English"), lambda row: row.title_en),
    Column("state", lambda: _("State"), lambda row: str(row.state)),
    Column("phase", lambda: _("Phase"), lambda row: str(Phase(row.state.phase).label)),
    Column("authors", lambda: _("Authors"), lambda row: names(row, ParticipationRole.AUTHOR)),
    Column(
        "addressees", lambda: _("Addressees"), lambda row: names(row, ParticipationRole.ADDRESSEE)
    ),
    Column("others", lambda: _("Others who took part"), others),
    Column(
        "programmes",
        lambda: _("Programmes"),
        lambda row: "; ".join(str(programme) for programme in row.programmes.all()),
    ),
    Column(
        "occasions",
        lambda: _("Occasions"),
        lambda row: "; ".join(str(occasion) for occasion in row.occasions.all()),
    ),
    Column("series", lambda: _("Series"), lambda row: str(row.series or "")),
    Column("place", lambda: _("Place"), lambda row: row.place),
    Column("motto", lambda: _("Motto"), lambda row: row.motto),
    Column("hashtags", lambda: _("Hashtags"), lambda row: " ".join(row.hashtag_list)),
    Column("url", lambda: _("Published at"), lambda row: row.url),
    Column("visibility", lambda: _("Visible to"), lambda row: row.get_visibility_display()),
)


def guarded(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_csv(rows: Iterable[Activity]) -> Iterator[str]:
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


def as_json(rows: Iterable[Activity]) -> Iterator[str]:
    yield "[\n"
    between = ""
    for row in rows:
        record = {column.key: column.value(row) for column in COLUMNS} | {
            "year": row.year,
            "kind_key": row.kind.key,
            "state_key": row.state.key,
            "phase": row.state.phase,
            "visibility": row.visibility,
        }
        yield between + json.dumps(record, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n"


def as_workbook(rows: Iterable[Activity]) -> IO[bytes]:
    """Write a workbook to a file on disk that vanishes when closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Chronicle"))
    sheet.freeze_panes = "A2"
    headings = [WriteOnlyCell(sheet, value=column.heading()) for column in COLUMNS]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append([text_cell(sheet, column.value(row)) for column in COLUMNS])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=printable(guarded(text)))
    # openpyxl would make a formula of a leading equals sign.
    cell.data_type = "s"
    return cell


def printable(text: str) -> str:
    """Drop control signs, which no workbook may contain."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def as_calendar(rows: Iterable[Activity], base_url: str) -> Iterator[bytes]:
    """Yield what is known to the day; the rest has no place in a calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Einklang//Chronicle//DE")
    calendar.add("version", "2.0")
    head, _end, tail = calendar.to_ical().partition(b"END:VCALENDAR")
    yield head
    for row in rows:
        if row.when_precision in ON_CALENDAR and row.when_start and row.when_end:
            yield event_of(row, base_url).to_ical()
    yield b"END:VCALENDAR" + tail


def event_of(activity: Activity, base_url: str) -> Event:
    when, address = activity.when, activity.get_absolute_url()
    event = Event()
    event.add("uid", f"{activity.body_id}-{activity.key}@einklang")
    event.add("dtstamp", activity.updated_at)
    event.add("summary", f"{activity.kind}: {activity.local_title}")
    if when.start and when.end:
        event.add("dtstart", when.start)
        # A calendar's end is the day after.
        event.add("dtend", when.end + timedelta(days=1))
    if activity.place:
        event.add("location", activity.place)
    event.add("url", f"{base_url}{address}")
    return event


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
