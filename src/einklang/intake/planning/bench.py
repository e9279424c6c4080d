"""The workbench: what is recorded, what the file adds, and which row is meant by a name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from einklang.chronicle.models import (
    Activity,
    ActivityGroup,
    ActivityKind,
    ActivityLink,
    Claim,
    Demand,
    FollowUp,
    LifeCycle,
    Occasion,
    Outcome,
    Participation,
    SentencePattern,
    Series,
    State,
)
from einklang.federation.models import Mandate, Membership, Office, Organisation, Person
from einklang.intake.errors import CellError
from einklang.intake.planning.directory import Directory
from einklang.intake.planning.recognise import Row
from einklang.intake.planning.records import Draft, Record, identity
from einklang.intake.problems import Problem, Problems
from einklang.intake.sheets import BY_KEY
from einklang.programmes.models import Indicator, Programme, Source
from einklang.reports.models import Report, ReportSection

Model = type[models.Model]
Match = tuple[Any, ...]

SHARED_KEYED: dict[str, Model] = {
    "organisations": Organisation,
    "people": Person,
    "offices": Office,
    "programmes": Programme,
    "sources": Source,
    "indicators": Indicator,
    "occasions": Occasion,
    "series": Series,
}
CATALOGUED: dict[str, Model] = {
    "groups": ActivityGroup,
    "life_cycles": LifeCycle,
    "kinds": ActivityKind,
}
SCOPES: dict[Model, str] = {
    Participation: "activity",
    ActivityLink: "source",
    Demand: "activity",
    Outcome: "activity",
    Claim: "activity",
    FollowUp: "activity",
    ReportSection: "report",
    State: "life_cycle",
    SentencePattern: "body",
    Activity: "body",
    Report: "body",
    LifeCycle: "body",
    ActivityGroup: "body",
    ActivityKind: "body",
}
"""Tables of which only the part around the file is loaded, and by which column."""
BIG_COLUMNS = ("search_text", "search_vector")


@dataclass
class Bench:
    problems: Problems
    body: Organisation | None = None
    """None: the rows belong to the shared catalogue."""
    records: dict[Model, dict[Match, Record]] = field(default_factory=dict)
    existing: dict[Model, dict[Match, models.Model]] = field(default_factory=dict)
    directories: dict[str, Directory] = field(default_factory=dict)

    def find(self, target: str, text: str) -> Any:
        """Return the row of a sheet by key or name.

        :raises CellError: if there is none, or several.
        """
        return self.directory(target).find(text)

    def directory(self, target: str) -> Directory:
        if target not in self.directories:
            self.directories[target] = self._load_directory(target)
        return self.directories[target]

    def _load_directory(self, target: str) -> Directory:
        sheet = BY_KEY[target]
        if target in SHARED_KEYED:
            found = Directory(sheet)
            found.add_all(SHARED_KEYED[target]._default_manager.all())  # noqa: SLF001 - Django's documented door to rows
            return found
        model: Model = CATALOGUED.get(target, Activity)
        found = Directory(sheet, self._owner_of(model))
        rows = model._default_manager.order_by()  # noqa: SLF001 - as above
        if model is Activity:
            rows = rows.defer(*BIG_COLUMNS)
        else:
            found.add_all(rows.filter(body=None))
        if self.body is not None and self.body.pk:
            found.add_all(rows.filter(body=self.body))
        return found

    def _owner_of(self, model: Model) -> Callable[[str], str | None]:
        def owner(key: str) -> str | None:
            others = model._default_manager.filter(key=key).exclude(body=None)  # noqa: SLF001 - as above
            if self.body is not None and self.body.pk:
                others = others.exclude(body=self.body)
            other = others.select_related("body").first()
            return str(other.body) if other else None  # type: ignore[attr-defined]  # every such table has a body

        return owner

    def lookup(self, row: Row, column: str, target: str | None = None) -> Any:
        """Return the row a cell refers to; None, and a problem, if there is none."""
        text = row.values.get(column)
        if text is None or column in row.broken:
            return None
        kind_target = str(target or getattr(row.sheet.column(column).kind, "target", ""))
        try:
            return self.find(kind_target, text)
        except CellError as error:
            row.broken.add(column)
            self.problems.add(row.problem(str(error), column))
            return None

    def lookup_all(self, row: Row, column: str, target: str) -> list[Any]:
        found = []
        for text in row.values.get(column) or ():
            try:
                found.append(self.find(target, text))
            except CellError as error:
                self.problems.add(row.problem(str(error), column))
        # Two names of one row are one row.
        return list({identity(one): one for one in found}.values())

    def record_all(self, drafts: Sequence[Draft]) -> list[Record]:
        """Find or begin the rows that the drafts are about, and write into them."""
        if drafts and drafts[0].model not in self.existing:
            self._load_existing(drafts)
        return [self._record(draft) for draft in drafts]

    def _record(self, draft: Draft) -> Record:
        match = tuple(identity(value) for value in draft.match.values())
        records = self.records.setdefault(draft.model, {})
        record = records.get(match)
        if record is None:
            instance = self.existing[draft.model].get(match)
            is_new = instance is None
            if instance is None:
                instance = draft.model(**draft.match, **draft.defaults)
            record = records[match] = Record(draft.sheet, draft.row, instance, is_new)
        elif record.sheet is draft.sheet and not draft.is_derived:
            message = _("The same stands in row %s already.") % record.row
            self.problems.add(Problem(message, draft.sheet.title, draft.row))
        record.apply(draft.values)
        record.many |= draft.many
        return record

    def _load_existing(self, drafts: Sequence[Draft]) -> None:
        names = tuple(drafts[0].match)
        self.existing[drafts[0].model] = {
            tuple(identity_in(row, name) for name in names): row
            for row in self._rows_around(drafts)
        }

    def _rows_around(self, drafts: Sequence[Draft]) -> Iterable[models.Model]:
        """Load the rows among which the drafts can be found again, not whole big tables."""
        model = drafts[0].model
        for target, keyed in SHARED_KEYED.items() | {("activities", Activity)}:
            if model is keyed:
                return [row for row in self.directory(target).keys.values() if row.pk]
        rows = model._default_manager.order_by()  # noqa: SLF001 - Django's documented door to rows
        scope = SCOPES.get(model)
        if scope is None:
            return rows.all()
        parents = {draft.match[scope] for draft in drafts if _is_written(draft.match[scope])}
        if None in parents:
            return rows.filter(**{f"{scope}__isnull": True})
        return rows.filter(**{f"{scope}__in": [parent.pk for parent in parents]})

    def terms_of(self, model: type[Mandate] | type[Membership], person: Person) -> list[Any]:
        """Return the terms of a person, recorded or in the file."""
        if model not in self._terms:
            own = [record.instance for record in self.records.get(model, {}).values()]
            known = {row.pk for row in own}
            recorded = [row for row in model._default_manager.all() if row.pk not in known]  # noqa: SLF001 - as above
            terms: dict[Any, list[Any]] = {}
            for row in [*recorded, *own]:
                terms.setdefault(identity_in(row, "person"), []).append(row)
            self._terms[model] = terms
        return self._terms[model].get(identity(person), [])

    _terms: dict[Any, dict[Any, list[Any]]] = field(default_factory=dict)


def identity_in(row: models.Model, name: str) -> Any:
    """Return what ``identity`` says of the column, without loading the row behind it."""
    column = row._meta.get_field(name)  # noqa: SLF001 - Django's documented door to columns
    if isinstance(column, models.ForeignKey):
        pk = getattr(row, column.attname)
        if pk:
            return column.related_model, pk
        return identity(column.get_cached_value(row, default=None))
    return getattr(row, name)


def _is_written(parent: models.Model | None) -> bool:
    return parent is None or parent.pk is not None
