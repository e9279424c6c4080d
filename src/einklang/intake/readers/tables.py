"""What every reader hands on: tables of rows, each cell still as it was written."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from einklang.intake.problems import Problem
from einklang.intake.sheets.kinds import Cell

LARGEST_FILE = 25 * 1024 * 1024
LARGEST_TABLE = 50_000
WIDEST_TABLE = 200


@dataclass(frozen=True)
class BadCell:
    """A cell whose content the reader refuses; the message says why."""

    message: str


RawCell = Cell | BadCell


@dataclass(frozen=True)
class RawRow:
    number: int
    """Row of the sheet, or line of the text file."""
    cells: dict[str, RawCell]
    """By the heading as it is written."""


@dataclass
class RawTable:
    name: str
    row: int = 1
    """Where its headings stand."""
    headings: list[str] = field(default_factory=list)
    """Empty where every row names its own columns."""
    rows: list[RawRow] = field(default_factory=list)


@dataclass
class Reading:
    tables: list[RawTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def too_many_rows(table: RawTable) -> Problem:
    return Problem(
        _("More than %s rows; please split the file.") % LARGEST_TABLE, table.name, LARGEST_TABLE
    )
