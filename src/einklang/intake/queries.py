"""The year of a committee in the words of the import format, so that it can come back in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify

from einklang.chronicle.models import (
    Activity,
    ActivityGroup,
    ActivityKind,
    ActivityLink,
    Claim,
    Demand,
    FollowUp,
    Occasion,
    Outcome,
    Participation,
    SentencePattern,
    Series,
    State,
)
from einklang.federation.models import (
    Affiliation,
    LeadTerm,
    Mandate,
    Membership,
    Office,
    OfficeTerm,
    Organisation,
    OrganisationName,
    Person,
)
from einklang.intake.sheets import BY_KEY, SHEETS, Sheet
from einklang.intake.sheets.chronicle import SHORTCUTS
from einklang.programmes.models import Figure, Indicator, Programme, ProgrammeCarrier, Source
from einklang.reports.models import Report, ReportSection

Cells = dict[str, Any]
"""One row: written values by column key."""


@dataclass(frozen=True)
class Choices:
    """What the lists of the workbook offer, by the sheet that is referred to."""

    by_target: dict[str, list[str]]


def offered_choices(body: Organisation) -> Choices:
    """Return the names a committee may refer to."""
    own = Q(body=None) | Q(body=body)
    kinds = ActivityKind.objects.filter(own).order_by("order", "label")
    return Choices(
        {
            "kinds": list(dict.fromkeys(kind.label for kind in kinds)),
            "groups": [row.label for row in ActivityGroup.objects.filter(own)],
            "programmes": [row.short_name or row.name for row in Programme.objects.all()],
            "occasions": [row.label for row in Occasion.objects.all()],
            "series": [row.title for row in Series.objects.all()],
            "organisations": [str(row) for row in Organisation.objects.all()],
            "people": [str(row) for row in Person.objects.all()],
            "offices": [row.name for row in Office.objects.all()],
            "states": states_of(body),
        }
    )


def states_of(body: Organisation) -> list[str]:
    states = State.objects.filter(Q(life_cycle__body=None) | Q(life_cycle__body=body))
    labels = states.order_by("order", "label").values_list("label", flat=True)
    return list(dict.fromkeys(labels))


def year_rows(body: Organisation, year: int) -> dict[str, list[Cells]]:
    """Return every sheet of one year: the committee's own rows and all shared ones."""
    rows = {
        sheet.key: [written(sheet, row) for row in source(body, year)]
        for sheet in SHEETS
        if (source := SOURCES.get(sheet.key))
    }
    rows["committee"] = [_committee(body)]
    rows["life_cycles"] = [_state(state) for state in _states(body)]
    rows["participations"] = [_participation(row) for row in _participations(body, year)]
    return rows


def written(sheet: Sheet, row: Model) -> Cells:
    cells: Cells = {}
    for column in sheet.columns:
        if column.key in SHORTCUTS:
            continue
        value = _value(row, column.key)
        cells[column.key] = None if value is None else column.kind.write(value)
    return cells


def _value(row: Model, key: str) -> Any:
    if isinstance(row, FollowUp) and key == "done":
        return row.done_at is not None
    if isinstance(row, ReportSection) and key == "key":
        return slugify(row.title)[:80] or f"section-{row.order}"
    if isinstance(row, Activity) and key == "state":
        return row.state.key
    value = getattr(row, key)
    return value.all() if hasattr(value, "all") else value


def _activities(body: Organisation, year: int) -> Iterable[Activity]:
    rows = Activity.objects.filter(body=body, year=year).order_by("when_start", "key")
    return rows.select_related("kind", "state", "series").prefetch_related(
        "programmes", "occasions"
    )


def _of_activities(model: type[Any]) -> Callable[[Organisation, int], Iterable[Any]]:
    def rows(body: Organisation, year: int) -> Iterable[Any]:
        found: QuerySet[Any] = model.objects.filter(activity__body=body, activity__year=year)
        return found.select_related("activity").order_by("activity__key", "pk")

    return rows


def _follow_ups(body: Organisation, year: int) -> Iterable[FollowUp]:
    rows = FollowUp.objects.filter(activity__body=body, activity__year=year)
    return rows.select_related("activity", "responsible").order_by("activity__key", "pk")


def _links(body: Organisation, year: int) -> Iterable[ActivityLink]:
    """Return links within the year; the other end of others stands in another file."""
    rows = ActivityLink.objects.filter(
        source__body=body, source__year=year, target__body=body, target__year=year
    )
    return rows.select_related("source", "target").order_by("source__key", "pk")


def _everything(model: type[Any], *related: str) -> Callable[[Organisation, int], Iterable[Any]]:
    def rows(_body: Organisation, _year: int) -> Iterable[Any]:
        found: QuerySet[Any] = model.objects.order_by("pk")
        return found.select_related(*related) if related else found

    return rows


def _organisations(body: Organisation, _year: int) -> Iterable[Organisation]:
    return Organisation.objects.exclude(pk=body.pk).order_by("sort_key")


def _mandates(_body: Organisation, _year: int) -> Iterable[Mandate]:
    rows = Mandate.objects.select_related("person", "parliament", "group").order_by("pk")
    return rows.prefetch_related("committees")


def _own(model: type[Any], *related: str) -> Callable[[Organisation, int], Iterable[Any]]:
    def rows(body: Organisation, _year: int) -> Iterable[Any]:
        found: QuerySet[Any] = model.objects.filter(body=body).order_by("pk")
        return found.select_related(*related) if related else found

    return rows


def _states(body: Organisation) -> Iterable[State]:
    rows = State.objects.filter(life_cycle__body=body).select_related("life_cycle")
    return rows.order_by("life_cycle__key", "order")


def _state(state: State) -> Cells:
    phase = BY_KEY["life_cycles"].column("phase").kind.write(state.phase)
    return {
        "life_cycle": state.life_cycle.key,
        "label": state.life_cycle.label,
        "label_en": state.life_cycle.label_en,
        "state": state.key,
        "state_label": state.label,
        "state_label_en": state.label_en,
        "phase": phase,
    }


def _reports(body: Organisation, year: int) -> Iterable[Report]:
    return Report.objects.filter(body=body, year=year)


def _sections(body: Organisation, year: int) -> Iterable[ReportSection]:
    rows = ReportSection.objects.filter(report__body=body, report__year=year)
    return rows.prefetch_related("kinds", "groups")


def _participations(body: Organisation, year: int) -> Iterable[Participation]:
    rows = Participation.objects.filter(activity__body=body, activity__year=year)
    rows = rows.select_related("activity", "organisation", "office", "person")
    return rows.prefetch_related("affiliations__organisation").order_by("activity__key", "pk")


def _participation(row: Participation) -> Cells:
    actor = row.organisation or row.office or row.person
    functions = [term.organisation.key for term in row.affiliations.all()]
    return {
        "activity": row.activity.key,
        "role": BY_KEY["participations"].column("role").kind.write(row.role),
        "actor": actor.key if actor else f"frei: {row.name}",
        "mandate": None if row.person is None else "ja" if row.mandate_id else "nein",
        "affiliations": None if row.person is None else "; ".join(functions) or "nein",
        "order": row.order,
    }


def _committee(body: Organisation) -> Cells:
    sheet = BY_KEY["committee"]
    cells = {
        column.key: column.kind.write(getattr(body, column.key))
        for column in sheet.columns
        if column.key != "federation"
    }
    above = body.affiliations.select_related("parent").order_by("order", "pk").first()
    return cells | {"federation": above.parent.key if above else None}


SOURCES: dict[str, Callable[[Organisation, int], Iterable[Any]]] = {
    "organisations": _organisations,
    "names": _everything(OrganisationName, "organisation"),
    "affiliations": _everything(Affiliation, "organisation", "parent"),
    "leads": _everything(LeadTerm, "federation", "association"),
    "people": _everything(Person),
    "memberships": _everything(Membership, "person", "organisation", "on_behalf_of"),
    "mandates": _mandates,
    "offices": _everything(Office, "organisation"),
    "office_terms": _everything(OfficeTerm, "office", "person"),
    "programmes": _everything(Programme, "parent", "funder", "granting_authority"),
    "carriers": _everything(ProgrammeCarrier, "programme", "organisation"),
    "sources": _everything(Source),
    "indicators": _everything(Indicator),
    "figures": _everything(Figure, "programme", "indicator", "source"),
    "groups": _own(ActivityGroup),
    "kinds": _own(ActivityKind, "group", "life_cycle"),
    "patterns": _own(SentencePattern, "kind"),
    "occasions": _everything(Occasion, "organisation"),
    "series": _everything(Series),
    "activities": _activities,
    "links": _links,
    "demands": _of_activities(Demand),
    "outcomes": _of_activities(Outcome),
    "claims": _of_activities(Claim),
    "follow_ups": _follow_ups,
    "report": _reports,
    "sections": _sections,
}
