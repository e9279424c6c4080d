"""From a reading to everything that would be written, with every mistake found on the way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from einklang.federation.enums import BODY_KINDS, AffiliationKind, OrganisationKind
from einklang.federation.models import Affiliation, Organisation
from einklang.intake.planning.activities import draft_activities
from einklang.intake.planning.bench import CATALOGUED, SHARED_KEYED, Bench
from einklang.intake.planning.catalogue import draft_life_cycles
from einklang.intake.planning.checks import check_records
from einklang.intake.planning.drafting import plain_draft
from einklang.intake.planning.links import compare_many
from einklang.intake.planning.outline import draft_outline
from einklang.intake.planning.participants import draft_participations
from einklang.intake.planning.recognise import Row, Rows
from einklang.intake.planning.records import Draft, Record, identity
from einklang.intake.problems import Problem, Problems
from einklang.intake.sheets import BY_KEY, CATALOGUE

AFTER_ACTIVITIES = ("links", "demands", "outcomes", "claims", "follow_ups")


@dataclass(frozen=True)
class Plan:
    bench: Bench
    rows: Rows

    @property
    def body(self) -> Organisation | None:
        return self.bench.body

    def records(self) -> Iterable[Record]:
        for records in self.bench.records.values():
            yield from records.values()


def make_plan(rows: Rows, body: Organisation | None, problems: Problems) -> Plan:
    """Compare the rows with the database.

    The order matters: whatever a row refers to is entered before it.
    """
    bench = Bench(problems, body)
    committee = _enter_committee(bench, rows)
    for key in ("organisations", "people", "offices"):
        enter(bench, key, rows[key])
    if committee is not None:
        _complete_committee(bench, committee)
    for key in ("names", "affiliations", "leads", "memberships", "mandates", "office_terms"):
        enter(bench, key, rows[key])
    if committee is not None:
        _affiliate_committee(bench, committee)
    for key in ("programmes", "carriers", "sources", "indicators", "figures", "groups"):
        enter(bench, key, rows[key])
    draft_life_cycles(bench, rows["life_cycles"])
    for key in ("kinds", "patterns", "occasions", "series"):
        enter(bench, key, rows[key])
    draft_activities(bench, rows["activities"])
    draft_participations(bench, rows["activities"], rows["participations"])
    for key in AFTER_ACTIVITIES:
        enter(bench, key, rows[key])
    draft_outline(bench, rows["report"], rows["sections"])
    check_records(bench)
    compare_many(bench)
    return Plan(bench, rows)


def enter(bench: Bench, key: str, rows: list[Row]) -> None:
    """Enter the rows of one plain sheet."""
    whole = [row for row in rows if not set(row.sheet.match) & row.broken]
    is_keyed = key in SHARED_KEYED or key in CATALOGUED
    if is_keyed:
        # First the rows themselves, then what they refer to: a programme may be part of a later.
        bare = [_bare(bench, row) for row in whole]
        for record, row in zip(bench.record_all(bare), whole, strict=True):
            _name_first(record, row)
            bench.directory(key).add(record.instance)
    drafts = [plain_draft(bench, row) for row in whole]
    drafts = [
        draft
        for draft, row in zip(drafts, whole, strict=True)
        if not set(row.sheet.match) & row.broken
    ]
    if is_keyed:
        drafts = [_again(draft) for draft in drafts]
    bench.record_all(drafts)


def _bare(bench: Bench, row: Row) -> Draft:
    match: dict[str, object] = {"body": bench.body} if row.sheet.key in CATALOGUED else {}
    return Draft(row.sheet, row.number, row.sheet.model, match | {"key": row.values["key"]})


def _name_first(record: Record, row: Row) -> None:
    names = ("name", "short_name", "label", "title", "given_name", "family_name")
    record.apply(
        {
            name: row.values[name]
            for name in names
            if row.values.get(name) and name not in row.broken
        }
    )


def _again(draft: Draft) -> Draft:
    return Draft(
        draft.sheet, draft.row, draft.model, draft.match, draft.values, draft.many, is_derived=True
    )


def _enter_committee(bench: Bench, rows: Rows) -> Row | None:
    """Settle whose year this is, and enter the committee when it is new."""
    sheet = BY_KEY["committee"]
    given = rows["committee"]
    for row in given[1:]:
        bench.problems.add(row.problem(_("One file holds the year of one committee.")))
    if not given:
        if bench.body is None and any(
            found and key not in CATALOGUE and not BY_KEY[key].is_shared
            for key, found in rows.items()
        ):
            message = _("The file does not say whose year it is. Please add the sheet “%s”.")
            bench.problems.add(Problem(message % sheet.title))
        return None
    row = given[0]
    if {"key", "name"} & row.broken:
        return None
    key = row.values["key"]
    if bench.body is not None and bench.body.key != key:
        message = _("The file is about “%(key)s”, but you import into “%(body)s”.")
        bench.problems.add(row.problem(message % {"key": key, "body": bench.body}, "key"))
        return None
    recorded = bench.directory("organisations").keys.get(key)
    kind = row.values.get("kind") or (
        recorded.kind if isinstance(recorded, Organisation) else OrganisationKind.COMMITTEE
    )
    if kind not in BODY_KINDS:
        bench.problems.add(
            row.problem(_("Only a committee or a similar body can do this."), "kind")
        )
        return None
    match = {"key": key}
    (record,) = bench.record_all([Draft(sheet, row.number, Organisation, match, {"kind": kind})])
    _name_first(record, row)
    if isinstance(record.instance, Organisation):
        bench.body = record.instance
        bench.directory("organisations").add(record.instance)
    return row


def _complete_committee(bench: Bench, row: Row) -> None:
    draft = plain_draft(bench, row, frozenset({"federation"}))
    bench.record_all([_again(draft)])


def _affiliate_committee(bench: Bench, row: Row) -> None:
    """Hang the committee below its federation, unless it hangs there already."""
    federation = bench.lookup(row, "federation")
    body = bench.body
    if federation is None or body is None:
        return
    for record in bench.records.get(Affiliation, {}).values():
        told = record.instance
        if isinstance(told, Affiliation) and (
            identity(told.organisation) == identity(body)
            and identity(told.parent) == identity(federation)
        ):
            return
    is_new = body.pk is None or federation.pk is None
    if not is_new and Affiliation.objects.filter(organisation=body, parent=federation).exists():
        return
    match = {
        "organisation": body,
        "parent": federation,
        "kind": AffiliationKind.PART.value,
        "since": None,
    }
    bench.record_all([Draft(row.sheet, row.number, Affiliation, match, is_derived=True)])
