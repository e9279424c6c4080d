"""Import a year: all of the file, or nothing of it."""

import time
from collections import Counter
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity, ActivityKind, Occasion, Participation
from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import audit
from einklang.federation.models import Account, Office, Organisation, Person
from einklang.intake.errors import RefusedError, UnreadableError
from einklang.intake.operations.writing import write
from einklang.intake.planning.plan import Plan, make_plan
from einklang.intake.planning.recognise import recognise
from einklang.intake.planning.records import Change, changes_of
from einklang.intake.problems import Problem, Problems, Severity
from einklang.intake.readers.source import Source, read
from einklang.intake.rules import import_refusal
from einklang.intake.sheets import SHEETS
from einklang.programmes.models import Programme

MOST_CHANGES = 500


@dataclass(frozen=True)
class Tally:
    """What happens to the rows of one sheet."""

    sheet: str
    title: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class ImportResult:
    problems: list[Problem]
    tallies: list[Tally] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """At most ``MOST_CHANGES``; ``change_count`` tells how many there are."""
    change_count: int = 0
    body: Organisation | None = None
    years: list[int] = field(default_factory=list)
    is_written: bool = False
    seconds: float = 0.0

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def is_possible(self) -> bool:
        return not self.errors

    @property
    def new(self) -> int:
        return sum(tally.new for tally in self.tallies)

    @property
    def changed(self) -> int:
        return sum(tally.changed for tally in self.tallies)

    @property
    def is_nothing(self) -> bool:
        return not self.new and not self.changed


class _NotWrittenError(Exception):
    """Rolls a rehearsal back."""


def import_year(
    *, source: Source, by: Account | None, dry_run: bool, body: Organisation | None = None
) -> ImportResult:
    """Check the whole file, then write all of it, or say in every row what is wrong.

    A dry run writes too and takes everything back, so it finds what only the database refuses.

    :raises RefusedError: if the account may not import into the committee.
    """
    start = time.monotonic()
    if refusal := import_refusal(by, body):
        raise RefusedError(refusal)
    problems = Problems()
    try:
        rows = recognise(read(source), problems)
    except UnreadableError as error:
        return ImportResult([Problem(str(error))], body=body)
    if not any(rows.values()) and not problems.has_errors:
        problems.add(Problem(_("The file holds no rows."), severity=Severity.WARNING))
    with transaction.atomic():
        plan = make_plan(rows, body, problems)
        tallies, changes, years = _tallies(plan), _changes(plan), _years(plan)
        is_written = not problems.has_errors and _write(plan, by, problems, dry_run=dry_run)
    if is_written:
        audit.record("intake.imported", by=by, file=source.name, sha256=source.sha256)
    return ImportResult(
        problems.in_order(),
        tallies,
        changes[:MOST_CHANGES],
        len(changes),
        plan.body,
        years,
        is_written,
        time.monotonic() - start,
    )


def _write(plan: Plan, by: Account | None, problems: Problems, *, dry_run: bool) -> bool:
    try:
        with transaction.atomic(), audit.acting(by, "intake.import"):
            write(plan.bench)
            if dry_run:
                # Constraints that wait for the end of the transaction are asked now.
                transaction.get_connection().check_constraints()
                raise _NotWrittenError  # noqa: TRY301 - only an exception rolls back
            activities = sorted(_touched_activities(plan))
            if activities:
                refresh_search(activities)
    except _NotWrittenError:
        return False
    except DatabaseError as error:
        # Every rule we know is asked row by row before; this is the net below.
        message = _("The database refuses the file as a whole: %s")
        problems.add(Problem(message % str(error).splitlines()[0]))
        return False
    return True


def _tallies(plan: Plan) -> list[Tally]:
    kinds: dict[str, Counter[str]] = {}
    for record in plan.records():
        fate = "new" if record.is_new else "changed" if record.is_changed else "unchanged"
        kinds.setdefault(record.sheet.key, Counter())[fate] += 1
    return [
        Tally(
            sheet.key,
            sheet.title,
            kinds[sheet.key]["new"],
            kinds[sheet.key]["changed"],
            kinds[sheet.key]["unchanged"],
        )
        for sheet in SHEETS
        if sheet.key in kinds
    ]


def _changes(plan: Plan) -> list[Change]:
    return [
        change for record in plan.records() if record.is_changed for change in changes_of(record)
    ]


def _years(plan: Plan) -> list[int]:
    rows = [record.instance for record in plan.bench.records.get(Activity, {}).values()]
    return sorted({row.year for row in rows if isinstance(row, Activity) and row.year})


def _touched_activities(plan: Plan) -> set[int]:
    """Return the activities whose search text may have changed."""
    touched: set[int] = set()
    shared: dict[type, list[int]] = {}
    for model, records in plan.bench.records.items():
        rows = [
            record.instance for record in records.values() if record.is_new or record.is_changed
        ]
        if model is Activity:
            touched |= {row.pk for row in rows}
        elif model is Participation:
            touched |= {row.activity_id for row in rows if isinstance(row, Participation)}
        else:
            shared[model] = [row.pk for row in rows]
    named = (
        Q(participations__organisation__in=shared.get(Organisation, []))
        | Q(participations__office__in=shared.get(Office, []))
        | Q(participations__person__in=shared.get(Person, []))
    )
    touched |= set(Activity.objects.filter(named).values_list("pk", flat=True))
    for column, model in (
        ("programmes", Programme),
        ("occasions", Occasion),
        ("kind", ActivityKind),
    ):
        pks = shared.get(model, [])
        if pks:
            rows_of = Activity.objects.filter(**{f"{column}__in": pks})
            touched |= set(rows_of.values_list("pk", flat=True))
    return touched
