"""A file as it came in, and which reader understands it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.utils.translation import gettext as _

from einklang.intake.errors import UnreadableError
from einklang.intake.readers.csv_file import decoded, read_csv
from einklang.intake.readers.tables import LARGEST_FILE, Reading
from einklang.intake.readers.workbook import OLE, read_workbook
from einklang.intake.readers.yaml_file import read_yaml


@dataclass(frozen=True)
class Source:
    name: str
    data: bytes
    more: tuple["Source", ...] = ()
    """Further files whose sheets are added, for a year kept in several files."""

    @classmethod
    def from_path(cls, path: Path) -> "Source":
        """Load a file, or all .yaml files of a folder in the order of their names.

        :raises UnreadableError: if there is nothing to read.
        """
        try:
            if path.is_dir():
                first, *more = [cls.from_path(part) for part in sorted(path.glob("*.yaml"))]
                return cls(first.name, first.data, tuple(more))
            return cls(path.name, path.read_bytes())
        except (OSError, ValueError) as error:
            raise UnreadableError(_("“%s” cannot be read.") % path) from error

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix.lower()


def read(source: Source) -> Reading:
    """Read a file by what it is, not only by what it is called.

    :raises UnreadableError: if it cannot be read at all.
    """
    reading = _read_one(source)
    for part in source.more:
        further = _read_one(part)
        reading.tables += further.tables
        reading.problems += further.problems
    return reading


def _read_one(source: Source) -> Reading:
    if not source.data.strip():
        raise UnreadableError(_("The file is empty."))
    if len(source.data) > LARGEST_FILE:
        raise UnreadableError(_("The file is larger than %s MB.") % (LARGEST_FILE // 1024 // 1024))
    if source.data.startswith((b"PK", OLE)) or source.suffix in {".xlsx", ".xlsm", ".xls"}:
        return read_workbook(source.data)
    if source.suffix in {".yaml", ".yml"}:
        return read_yaml(decoded(source.data))
    if source.suffix in {".csv", ".txt", ".tsv"}:
        return read_csv(decoded(source.data))
    raise UnreadableError(
        _("“%s” is none of the files I can read: .xlsx, .yaml or .csv.") % source.name
    )
