"""Whose public holidays count for a paper, and how many working days lie between two moments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from einklang.core import clock
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.engines.deadlines.periods import in_berlin
from einklang.engines.deadlines.plan import Plan, plan_backwards
from einklang.engines.deadlines.plan import Step as EngineStep
from einklang.federation.enums import OrganisationKind
from einklang.federation.models import Affiliation, Organisation
from einklang.papers.enums import Actor, Pace
from einklang.papers.models import Paper, Party

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Lands:
    """The Länder of those who work on a paper."""

    office: frozenset[str]
    lead: frozenset[str]
    associations: frozenset[str]

    @property
    def everybody(self) -> frozenset[str]:
        return self.office | self.lead | self.associations

    def of(self, actor: str) -> frozenset[str]:
        """Return the Länder whose holidays count for this actor's steps."""
        return {
            Actor.SECRETARIAT: self.office,
            Actor.LEAD: self.lead,
            Actor.ASSOCIATIONS: self.associations,
        }.get(Actor(actor), self.everybody)


def lands_of(paper: Paper) -> Lands:
    """Return the Länder of secretariat, lead and associations."""
    parties = [party.association for party in paper.parties.all()]
    return Lands(
        office_lands(paper.activity.body),
        known(paper.lead.land),
        known(*(one.land for one in parties)),
    )


def lands_of_each(papers: Iterable[Paper], body: Organisation) -> dict[int, Lands]:
    """Return the Länder of papers of one committee, by the papers' ids (two queries)."""
    rows, office = list(papers), office_lands(body)
    found: dict[int, set[str]] = {}
    parts = Party.objects.filter(paper__in=rows).exclude(association__land="").order_by()
    for pk, land in parts.values_list("paper_id", "association__land").distinct():
        found.setdefault(pk, set()).add(land)
    return {
        row.pk: Lands(office, known(row.lead.land), frozenset(found.get(row.pk, ())))
        for row in rows
    }


def office_lands(body: Organisation) -> frozenset[str]:
    """Return the Land of the secretariat, else of the federation, else of the committee."""
    above = Affiliation.objects.filter(
        organisation=body, parent__kind=OrganisationKind.FEDERATION
    ).values("parent_id")
    offices = Organisation.objects.filter(pk__in=above) | Organisation.objects.filter(
        kind=OrganisationKind.SECRETARIAT, affiliations__parent__in=above
    )
    rows = offices.exclude(land="").distinct().values_list("kind", "land")
    lands = dict(rows)
    return known(
        lands.get(OrganisationKind.SECRETARIAT)
        or lands.get(OrganisationKind.FEDERATION)
        or body.land
    )


def known(*lands: str) -> frozenset[str]:
    return frozenset(filter(None, lands))


@lru_cache(maxsize=256)
def calendar_of(lands: frozenset[str]) -> WorkingCalendar:
    return WorkingCalendar(lands)


def working_days_left(
    deadline_at: datetime, lands: Iterable[str], now: datetime | None = None
) -> int:
    """Count the working days from tomorrow to the day of the deadline; negative when over."""
    today = in_berlin(now or clock.now()).date()
    return days_between(frozenset(lands), today, in_berlin(deadline_at).date())


@lru_cache(maxsize=4096)
def days_between(lands: frozenset[str], after: date, until: date) -> int:
    """Count working days once: a list asks for the same few spans again and again."""
    return calendar_of(lands).count(after, until)


def term_of(start: datetime, deadline: datetime, lands: Iterable[str]) -> Plan:
    """Measure the time between two moments; how short it is stands in the result.

    :raises DeadlineError: if the deadline is not after the start, or too far away.
    """
    everybody = EngineStep(EVERYBODY, 0, frozenset(lands))
    return plan_backwards(start, deadline, (everybody,))


def pace_of(term: Plan) -> Pace:
    """Propose a pace: fast for five working days or fewer, long for more than twenty."""
    return Pace(term.pressure)
