"""Files made of demands: CSV with a line for each fate, a workbook with a sheet for each way."""

import csv
import io

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from einklang.chronicle.rendering import BYTE_ORDER_MARK, guarded, printable
from einklang.papers.queries.demands import DemandRow, MatrixTable, ShownFate

WIDE, NARROW = 60, 22
LONGEST_SHEET_NAME = 31


def as_csv(tables: list[MatrixTable]) -> bytes:
    """Write one line for each fate, and one for a demand that has none yet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("No."), _("Demand"), _("Way"), _("Papers"), _("Step"), _("What became of it"),
         _("When"), _("Source"), _("Passage")]
    )  # fmt: skip
    for table in tables:
        for row in table.rows:
            head = [
                str(row.thread.number),
                row.thread.local_text,
                table.procedure.label,
                papers_of(row),
            ]
            fates = [fate_cells(fate) for fate in row.fates] or [[""] * 5]
            for fate in fates:
                writer.writerow([guarded(str(text)) for text in (*head, *fate)])
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode()


def fate_cells(fate: ShownFate) -> list[str]:
    row = fate.row
    return [str(row.stage), fate.word, fate.when, row.source, row.quote]


def as_workbook(tables: list[MatrixTable]) -> bytes:
    """Write the matrix: a row for each demand, a column for each step."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(str(table.procedure.label)[:LONGEST_SHEET_NAME])
        sheet.append(
            [_("No."), _("Demand"), _("Papers"), *(plain(str(stage)) for stage in table.stages)]
        )
        for row in table.rows:
            cells = [in_cell(cell) for _stage, cell in row.placed]
            text = plain(row.thread.local_text)
            sheet.append([row.thread.number, text, plain(papers_of(row)), *cells])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for line in sheet.iter_rows():
            for cell in line:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "C2"
        for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: sheet.max_column]):
            sheet.column_dimensions[letter].width = WIDE if number == 1 else NARROW
        sheet.column_dimensions["A"].width = 6
    if not book.worksheets:
        book.create_sheet(_("Demands"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def in_cell(fate: ShownFate | None) -> str:
    if fate is None:
        return ""
    return plain(f"{fate.word}, {fate.when}\n{fate.row.source}")


def papers_of(row: DemandRow) -> str:
    parts = [(use.label, use.demand.activity.title_in(language())) for use in row.uses]
    return "; ".join(f"{title} ({label})" if label else title for label, title in parts)


def plain(text: str) -> str:
    return printable(guarded(text))


def language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"
