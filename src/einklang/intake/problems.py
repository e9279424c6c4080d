"""What is wrong in a file, by sheet, row and column, in the reader's language."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """Name the place: Activities, row 7, column “When”."""
        parts = [self.sheet] if self.sheet else []
        if self.row is not None:
            parts.append(_("row %s") % self.row)
        if self.column:
            parts.append(_("column “%s”") % self.column)
        return ", ".join(parts)

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass
class Problems:
    """Collects what is found; every mistake once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        if problem not in self.found[-50:]:
            self.found.append(problem)

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.found)

    def in_order(self) -> list[Problem]:
        """Return what was found sheet by sheet, and row by row within each."""
        sheets = list(dict.fromkeys(problem.sheet for problem in self.found))
        return sorted(self.found, key=lambda one: (sheets.index(one.sheet), one.row or 0))
