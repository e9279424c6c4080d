"""Thousands of records for a file: read in chunks, every name looked up once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet

from einklang.chronicle.enums import ParticipationRole, Phase, Visibility
from einklang.chronicle.models import (
    Activity,
    ActivityKind,
    Occasion,
    Participation,
    Series,
    State,
)
from einklang.chronicle.models.activity import ActivityQuerySet
from einklang.core.pagination import in_order
from einklang.federation.models import Office, Organisation, Person
from einklang.programmes.models import Programme

CHUNK = 1000
BETWEEN = "; "
NAMED_APART = {ParticipationRole.AUTHOR, ParticipationRole.ADDRESSEE}
LEFT_OUT = ("search_text", "search_vector", "summary", "report_text", "report_text_en")


@dataclass(slots=True)
class ExportedRecord:
    """A record with the names of all it refers to, in the reader's language."""

    activity: Activity
    language: str
    kind: str
    state: str
    phase: str
    visibility: str
    series: str
    authors: str
    addressees: str
    others: str
    programmes: str
    occasions: str


class Part(NamedTuple):
    """The columns of a participation that a file shows; whole rows would take twice the time."""

    pk: int
    activity_id: int
    role: str
    organisation_id: int | None
    office_id: int | None
    person_id: int | None
    name: str


class Named:
    """Rows of one table by id, each loaded and named once."""

    def __init__(self, rows: "QuerySet[Any]", name: Callable[[Any], str] = str) -> None:
        self.rows, self.name = rows, name
        self.loaded: dict[int, Any] = {}
        self.names: dict[int | None, str] = {None: ""}

    def load(self, ids: Iterable[int | None]) -> None:
        if missing := {pk for pk in ids if pk is not None and pk not in self.loaded}:
            found = self.rows.in_bulk(missing)
            self.loaded |= found
            self.names |= {pk: self.name(row) for pk, row in found.items()}


class Export:
    """Iterate over what was found, in its order."""

    def __init__(self, found: ActivityQuerySet, language: str) -> None:
        self.found, self.language = found.prefetch_related(None), language
        self.standings: dict[int, str] = {}
        self.roles = {role: str(role.label) for role in ParticipationRole}
        self.phases = {phase: str(phase.label) for phase in Phase}
        self.visibilities = {one: str(one.label) for one in Visibility}
        self.kinds = Named(ActivityKind.objects.all(), lambda row: row.label_in(language))
        self.states = Named(State.objects.all(), lambda row: row.label_in(language))
        self.series = Named(Series.objects.all())
        self.programmes = Named(Programme.objects.all())
        self.occasions = Named(Occasion.objects.all())
        self.organisations = Named(Organisation.objects.all(), lambda row: row.name_in(language))
        self.offices = Named(Office.objects.all(), lambda row: row.name_in(language))
        self.people = Named(Person.objects.all())

    def __iter__(self) -> Iterator[ExportedRecord]:
        for chunk in self.chunks():
            ids = [activity.pk for activity in chunk]
            self.series.load(row.series_id for row in chunk)
            parts = self.parts_of(ids)
            programmes = self.related(Activity.programmes.through, "programme_id", ids)
            occasions = self.related(Activity.occasions.through, "occasion_id", ids)
            self.programmes.load(pk for some in programmes.values() for pk in some)
            self.occasions.load(pk for some in occasions.values() for pk in some)
            for activity in chunk:
                pk = activity.pk
                yield self.record(activity, parts[pk], programmes[pk], occasions[pk])

    def activities(self) -> Iterator[Activity]:
        """Iterate over the records alone, with their kinds."""
        for chunk in self.chunks():
            yield from chunk

    def chunks(self) -> Iterator[list[Activity]]:
        """Load the records by their ids, so that the order is worked out once."""
        ids = list(self.found.values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            chunk = in_order(Activity.objects.defer(*LEFT_OUT), ids[start : start + CHUNK])
            self.kinds.load(row.kind_id for row in chunk)
            self.states.load(row.state_id for row in chunk)
            for row in chunk:
                row.kind = self.kinds.loaded[row.kind_id]
                row.state = self.states.loaded[row.state_id]
            yield chunk

    def parts_of(self, ids: list[int]) -> dict[int, list[Part]]:
        rows = Participation.objects.filter(activity__in=ids).order_by("order", "pk")
        parts = [Part(*values) for values in rows.values_list(*Part._fields)]
        self.organisations.load(part.organisation_id for part in parts)
        self.offices.load(part.office_id for part in parts)
        self.people.load(part.person_id for part in parts)
        self.remember_standings([part.pk for part in parts if part.person_id])
        sorted_parts: dict[int, list[Part]] = defaultdict(list)
        for part in parts:
            sorted_parts[part.activity_id].append(part)
        return sorted_parts

    def remember_standings(self, parts: list[int]) -> None:
        """Say what the people were on that day; only people have a standing."""
        affiliated = Participation.affiliations.through.objects.filter(participation__in=parts)
        has_one = Q(mandate__isnull=False) | Q(pk__in=affiliated.values("participation_id"))
        rows = Participation.objects.filter(has_one, pk__in=parts)
        rows = rows.select_related("mandate__group").prefetch_related("affiliations__organisation")
        self.standings = {part.pk: part.standing(self.language) for part in rows}

    def related(self, through: type[Model], column: str, ids: list[int]) -> dict[int, list[int]]:
        """Return the ids on the other side, in the order of their names."""
        rows = through._default_manager.filter(activity__in=ids)  # noqa: SLF001 - Django's public name
        found: dict[int, list[int]] = defaultdict(list)
        other = column.removesuffix("_id")
        for activity, pk in rows.order_by(f"{other}__sort_key").values_list("activity_id", column):
            found[activity].append(pk)
        return found

    def record(
        self,
        activity: Activity,
        parts: list[Part],
        programmes: list[int],
        occasions: list[int],
    ) -> ExportedRecord:
        return ExportedRecord(
            activity=activity,
            language=self.language,
            kind=self.kinds.names[activity.kind_id],
            state=self.states.names[activity.state_id],
            phase=self.phases[Phase(activity.state.phase)],
            visibility=self.visibilities[Visibility(activity.visibility)],
            series=self.series.names[activity.series_id],
            authors=self.actors(parts, ParticipationRole.AUTHOR),
            addressees=self.actors(parts, ParticipationRole.ADDRESSEE),
            others=BETWEEN.join(self.told(part) for part in parts if part.role not in NAMED_APART),
            programmes=BETWEEN.join(self.programmes.names[pk] for pk in programmes),
            occasions=BETWEEN.join(self.occasions.names[pk] for pk in occasions),
        )

    def actors(self, parts: list[Part], role: ParticipationRole) -> str:
        return BETWEEN.join(self.actor(part) for part in parts if part.role == role)

    def actor(self, part: Part) -> str:
        if part.organisation_id:
            return self.organisations.names[part.organisation_id]
        if part.office_id:
            return self.offices.names[part.office_id]
        return self.people.names[part.person_id] if part.person_id else part.name

    def told(self, part: Part) -> str:
        """Name somebody with the role and what the person was on that day."""
        standing = self.standings.get(part.pk, "")
        told = f"{self.roles[ParticipationRole(part.role)]}: {self.actor(part)}"
        return f"{told} ({standing})" if standing else told
