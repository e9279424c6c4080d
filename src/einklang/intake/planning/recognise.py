"""Turn raw tables into rows with converted values; every cell that fails becomes a problem."""

import difflib
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from einklang.chronicle.models import State
from einklang.intake.errors import CellError
from einklang.intake.problems import Problem, Problems
from einklang.intake.readers.tables import BadCell, RawCell, RawRow, RawTable, Reading
from einklang.intake.sheets import SHEETS, Column, Sheet
from einklang.intake.sheets.kinds import Kind, Moment, is_blank
from einklang.intake.sheets.sheet import folded

STATE_COLUMNS = {"state": "key", "state_label": "label", "state_label_en": "label_en"}
"""Columns of the life cycles that end up in the table of states."""
SIMILAR = 0.7


@dataclass
class Row:
    sheet: Sheet
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    """By column; a blank cell of a given column is None."""
    broken: set[str] = field(default_factory=set)
    """Columns whose cell could not be read."""

    def problem(self, message: str, column: str = "") -> Problem:
        title = self.sheet.column(column).title if column else ""
        return Problem(message, self.sheet.title, self.number, title)


Rows = dict[str, list[Row]]


def recognise(reading: Reading, problems: Problems) -> Rows:
    """Return the rows of every sheet in the order of the file."""
    rows: Rows = {sheet.key: [] for sheet in SHEETS}
    for problem in reading.problems:
        problems.add(_in_our_words(problem))
    for table in reading.tables:
        if table.name.startswith("#"):
            continue
        sheet = sheet_named(table.name)
        if sheet is None:
            problems.add(_unknown_sheet(table))
        else:
            rows[sheet.key] += _rows_of(sheet, table, problems)
    return rows


def sheet_named(name: str) -> Sheet | None:
    heading = folded(name)
    return next((sheet for sheet in SHEETS if heading in sheet.headings), None)


def _in_our_words(problem: Problem) -> Problem:
    sheet = sheet_named(problem.sheet)
    title = sheet.title if sheet else problem.sheet
    return Problem(problem.message, title, problem.row, problem.column, problem.severity)


def _unknown_sheet(table: RawTable) -> Problem:
    return Problem(
        _("There is no sheet “%s”.") % table.name + did_you_mean(table.name, _sheet_titles()),
        table.name,
    )


def _sheet_titles() -> list[str]:
    return [sheet.title for sheet in SHEETS]


def did_you_mean(text: str, known: list[str]) -> str:
    """Return “ Did you mean …?” with the closest known words, or nothing."""
    by_folded: dict[str, str] = {}
    for word in known:
        by_folded.setdefault(word.casefold(), word)
    close = difflib.get_close_matches(text.casefold(), by_folded, n=2, cutoff=SIMILAR)
    if not close:
        return ""
    words = _(" or ").join(_("“%s”") % by_folded[word] for word in close)
    return " " + _("Did you mean %s?") % words


def _rows_of(sheet: Sheet, table: RawTable, problems: Problems) -> list[Row]:
    columns = _columns(sheet, table, problems)
    if table.headings and table.rows:
        for column in sheet.columns:
            if column.required and column not in columns.values():
                message = _("The column “%s” is missing.") % column.title
                problems.add(Problem(message, sheet.title, table.row))
    is_tabular = bool(table.headings)
    return [_row(sheet, raw, columns, problems, is_tabular) for raw in table.rows]


def _columns(sheet: Sheet, table: RawTable, problems: Problems) -> dict[str, Column]:
    """Find the column of every heading that occurs, and report the others once."""
    by_heading = {heading: column for column in sheet.columns for heading in column.headings}
    # A column's own key and title go before what others are also known by.
    for column in sheet.columns:
        for heading in (column.en, column.de, column.key):
            by_heading[folded(heading)] = column
    columns: dict[str, Column] = {}
    first_rows = dict.fromkeys(table.headings, table.row)
    for row in table.rows:
        for heading in row.cells:
            first_rows.setdefault(heading, row.number)
    for heading, number in first_rows.items():
        if not heading or heading.startswith("#"):
            continue
        found = by_heading.get(folded(heading))
        if found is None:
            titles = [column.title for column in sheet.columns]
            message = _("There is no column “%s” in this sheet.") % heading
            problems.add(Problem(message + did_you_mean(heading, titles), sheet.title, number))
        else:
            columns[heading] = found
    _report_double_headings(sheet, table, columns, problems)
    return columns


def _report_double_headings(
    sheet: Sheet, table: RawTable, columns: dict[str, Column], problems: Problems
) -> None:
    seen: set[str] = set()
    for heading in table.headings:
        column = columns.get(heading)
        if column is not None and column.key in seen:
            message = _("The column “%s” stands here twice.") % column.title
            problems.add(Problem(message, sheet.title, table.row))
        if column is not None:
            seen.add(column.key)


def _row(
    sheet: Sheet,
    raw: RawRow,
    columns: dict[str, Column],
    problems: Problems,
    is_tabular: bool,  # noqa: FBT001 - private, one caller
) -> Row:
    row = Row(sheet, raw.number)
    for heading, cell in raw.cells.items():
        column = columns.get(heading)
        if column is None:
            continue
        try:
            row.values[column.key] = value = _converted(column, cell)
            _validate(sheet, column, value)
        except CellError as error:
            row.broken.add(column.key)
            problems.add(row.problem(str(error), column.key))
    for column in sheet.columns:
        is_missing = row.values.get(column.key) in {None, ()} and column.key not in row.broken
        # A missing heading is reported once, above.
        is_asked = column.key in row.values or not is_tabular
        if column.required and is_missing:
            row.broken.add(column.key)
            if is_asked:
                problems.add(row.problem(_("Something must stand here."), column.key))
    return row


def _converted(column: Column, cell: RawCell) -> Any:
    if isinstance(cell, BadCell):
        raise CellError(cell.message)
    return None if is_blank(cell) else column.kind.read(cell)


def _validate(sheet: Sheet, column: Column, value: Any) -> None:
    """Check length, address and range by the table's own column.

    :raises CellError: with the first complaint.
    """
    if value is None or isinstance(value, bool | tuple) or type(column.kind) in _NOT_CHECKED:
        return
    table_column = _table_column(sheet, column.key)
    if table_column is None or table_column.is_relation:
        return
    try:
        table_column.run_validators(value)
    except ValidationError as error:
        raise CellError(" ".join(error.messages)) from error


_NOT_CHECKED: tuple[type[Kind], ...] = (Moment,)


def _table_column(sheet: Sheet, key: str) -> "models.Field[Any, Any] | None":
    model: type[models.Model] = sheet.model
    if sheet.key == "life_cycles":
        model, key = (State, STATE_COLUMNS[key]) if key in STATE_COLUMNS else (model, key)
    try:
        found = model._meta.get_field("key" if key == "life_cycle" else key)  # noqa: SLF001 - Django's documented door to columns
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None
