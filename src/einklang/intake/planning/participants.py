"""Drafts of participations: from the columns of the activities and from the sheet itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity, Participation
from einklang.federation.models import Mandate, Membership, Office, Organisation, Person
from einklang.intake.errors import CellError
from einklang.intake.planning.bench import Bench
from einklang.intake.planning.recognise import Row, did_you_mean
from einklang.intake.planning.records import Draft, identity
from einklang.intake.sheets import BY_KEY
from einklang.intake.sheets.chronicle import SHORTCUTS

FREE = ("frei:", "free:")
LONGEST_NAME = 300
ACTORS = ("organisations", "offices", "people")


@dataclass(frozen=True)
class WhoTookPart:
    organisation: Organisation | None = None
    office: Office | None = None
    person: Person | None = None
    name: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "organisation": self.organisation,
            "office": self.office,
            "person": self.person,
            "name": self.name,
        }


def find_actor(bench: Bench, text: str) -> WhoTookPart:
    """Return whom a cell names.

    :raises CellError: if it is nobody, or several.
    """
    if text.casefold().startswith(FREE):
        name = text.split(":", 1)[1].strip()
        if not name or len(name) > LONGEST_NAME:
            raise CellError(_("After “frei:” stands a name of at most %s letters.") % LONGEST_NAME)
        return WhoTookPart(name=name)
    directories = [bench.directory(target) for target in ACTORS]
    found = [directory.keys[text] for directory in directories if text in directory.keys]
    found = found or [row for row in (one.get(text) for one in directories) if row is not None]
    if len(found) > 1:
        raise CellError(_("“%s” may be an organisation, an office or a person.") % text)
    if not found:
        known = [name for directory in directories for name in directory.known()]
        raise CellError(
            _(
                "“%(text)s” is no organisation, office or person that is recorded. "
                "For a bare name write “frei: %(text)s”."
            )
            % {"text": text}
            + did_you_mean(text, known)
        )
    row = found[0]
    if isinstance(row, Organisation):
        return WhoTookPart(organisation=row)
    if isinstance(row, Office):
        return WhoTookPart(office=row)
    if not isinstance(row, Person):
        raise TypeError(row)
    return WhoTookPart(person=row)


def draft_participations(bench: Bench, activities: list[Row], rows: list[Row]) -> None:
    """Enter who took part, from both places at once."""
    drafts = [draft for row in activities for draft in _shortcuts(bench, row)]
    drafts += [draft for row in rows if (draft := _draft(bench, row)) is not None]
    bench.record_all(drafts)


def _shortcuts(bench: Bench, row: Row) -> list[Draft]:
    activity = bench.directory("activities").keys.get(row.values.get("key") or "")
    drafts = []
    for column, role in SHORTCUTS.items():
        for position, text in enumerate(row.values.get(column) or ()):
            try:
                who = find_actor(bench, text)
            except CellError as error:
                bench.problems.add(row.problem(str(error), column))
                continue
            if activity is None:
                continue
            match = {"activity": activity, "role": role.value, **who.columns}
            drafts.append(
                Draft(
                    BY_KEY["participations"],
                    row.number,
                    Participation,
                    match,
                    defaults={"order": position},
                    is_derived=True,
                )
            )
    return drafts


def _draft(bench: Bench, row: Row) -> Draft | None:
    activity = bench.lookup(row, "activity")
    who = None
    if row.values.get("actor") and "actor" not in row.broken:
        try:
            who = find_actor(bench, row.values["actor"])
        except CellError as error:
            bench.problems.add(row.problem(str(error), "actor"))
    if activity is None or who is None or "role" in row.broken or not activity.year:
        return None
    match = {"activity": activity, "role": row.values["role"], **who.columns}
    values: dict[str, Any] = {}
    many: dict[str, Any] = {}
    if row.values.get("order") is not None:
        values["order"] = row.values["order"]
    try:
        if row.values.get("mandate") is not None:
            values["mandate"] = _mandate(bench, activity, who) if row.values["mandate"] else None
        if row.values.get("affiliations") is not None:
            many["affiliations"] = _affiliations(bench, row, activity, who)
    except CellError as error:
        column = (
            "affiliations" if "mandate" in values or not row.values.get("mandate") else ("mandate")
        )
        bench.problems.add(row.problem(str(error), column))
    return Draft(row.sheet, row.number, Participation, match, values, many)


def _days(activity: Activity) -> tuple[date, date]:
    if activity.when_start is not None and activity.when_end is not None:
        return activity.when_start, activity.when_end
    return date(activity.year, 1, 1), date(activity.year, 12, 31)


def _held(terms: list[Any], activity: Activity) -> list[Any]:
    """Keep the terms that cover a day of the activity, the latest first."""
    first, last = _days(activity)
    held = [
        term
        for term in terms
        if (term.since is None or term.since <= last)
        and (term.until is None or term.until >= first)
    ]
    return sorted(held, key=lambda term: term.since or date.min, reverse=True)


def _mandate(bench: Bench, activity: Activity, who: WhoTookPart) -> Mandate:
    held = _held(bench.terms_of(Mandate, who.person), activity) if who.person else []
    if not held:
        raise CellError(_("No mandate of this person is recorded for that time."))
    mandate: Mandate = held[0]
    return mandate


def _affiliations(
    bench: Bench, row: Row, activity: Activity, who: WhoTookPart
) -> list[Membership]:
    wanted = row.values["affiliations"]
    if wanted is False:
        return []
    held: list[Membership] = (
        _held(bench.terms_of(Membership, who.person), activity) if who.person else []
    )
    # As they were recorded, not the latest first.
    held.reverse()
    if wanted is not True:
        places = {
            identity(place) for place in bench.lookup_all(row, "affiliations", ORGANISATIONS)
        }
        held = [term for term in held if identity_of_place(term) in places]
    if not held:
        raise CellError(_("No function of this person is recorded for that time."))
    return held


ORGANISATIONS = "organisations"


def identity_of_place(term: Membership) -> Any:
    if term.organisation_id:
        return Organisation, term.organisation_id
    return identity(term.organisation)
