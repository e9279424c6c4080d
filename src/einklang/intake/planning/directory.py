"""Finds rows by key or unambiguous name, in the database and in the file alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from einklang.federation.models import Person
from einklang.intake.errors import CellError
from einklang.intake.planning.recognise import did_you_mean
from einklang.intake.planning.records import identity
from einklang.intake.sheets import Sheet

NAME_COLUMNS = ("name", "short_name", "name_en", "label", "label_en", "title", "title_en")


def names_of(row: models.Model) -> list[str]:
    """Return everything by which people may call the row."""
    if isinstance(row, Person):
        names = [str(row), f"{row.given_name} {row.family_name}".strip()]
    else:
        names = [str(getattr(row, column, "") or "") for column in NAME_COLUMNS]
    return list(dict.fromkeys(filter(None, names)))


@dataclass
class Directory:
    sheet: Sheet
    is_foreign: Callable[[str], str | None] = lambda _key: None
    """Asks whether the key belongs to another committee, and names it."""
    keys: dict[str, models.Model] = field(default_factory=dict)
    names: dict[str, list[models.Model]] = field(default_factory=dict)

    def add_all(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            self.add(row)

    def add(self, row: models.Model) -> None:
        self.keys[row.key] = row  # type: ignore[attr-defined]  # only tables with a key get here
        self.add_names(row)

    def add_names(self, row: models.Model) -> None:
        for name in names_of(row):
            found = self.names.setdefault(" ".join(name.casefold().split()), [])
            if all(identity(one) != identity(row) for one in found):
                found.append(row)

    def get(self, text: str) -> models.Model | None:
        """Return the row of that key or name; None if nobody has it.

        :raises CellError: if several have the name.
        """
        if text in self.keys:
            return self.keys[text]
        found = self.names.get(" ".join(text.casefold().split()), [])
        # A committee's own row stands before the shared one of the same name and key.
        found = [row for row in found if identity(self.keys.get(row.key)) == identity(row)]  # type: ignore[attr-defined]  # as above
        if len(found) > 1:
            keys = ", ".join(sorted(str(row.key) for row in found))  # type: ignore[attr-defined]  # as above
            raise CellError(
                _("“%(text)s” is the name of several. Write one of the keys: %(keys)s.")
                % {"text": text, "keys": keys}
            )
        return found[0] if found else None

    def find(self, text: str) -> models.Model:
        """Return the row of that key or name.

        :raises CellError: if there is none; with the closest names.
        """
        found = self.get(text)
        if found is not None:
            return found
        if other := self.is_foreign(text):
            raise CellError(
                _("“%(key)s” belongs to another committee: %(other)s.")
                % {"key": text, "other": other}
            )
        raise CellError(
            _("“%(text)s” is unknown: neither in the sheet “%(sheet)s” nor recorded before.")
            % {"text": text, "sheet": self.sheet.title}
            + did_you_mean(text, self.known())
        )

    def known(self) -> list[str]:
        names = (
            name for rows in self.names.values() for row in rows[:1] for name in names_of(row)
        )
        return [*names, *self.keys]
