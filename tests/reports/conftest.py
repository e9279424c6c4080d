"""A small committee with a year of its own."""

from dataclasses import dataclass

import pytest
from tests.factories import (
    make_activity,
    make_body,
    make_group,
    make_kind,
    make_life_cycle,
    make_organisation,
    make_person,
)

from einklang.chronicle.enums import OccasionKind, OutcomeKind, Phase, Visibility
from einklang.chronicle.models import (
    Activity,
    Claim,
    Demand,
    FollowUp,
    Occasion,
    Outcome,
    SentencePattern,
)
from einklang.core.quantity import Qualifier
from einklang.federation.enums import AffiliationKind, MembershipRole, OrganisationKind
from einklang.federation.models import Affiliation, LeadTerm, Membership, Organisation
from einklang.reports.models import Report
from einklang.reports.operations.outlining import create_report


@dataclass(frozen=True)
class Year:
    body: Organisation
    statement: Activity
    breakfast: Activity
    letters: tuple[Activity, ...]
    prepared: Activity
    secret: Activity

    def report(self) -> Report:
        return create_report(body=self.body, year=2024, by=None)


@pytest.fixture
def year(db: None) -> Year:  # noqa: ARG001 - the rows need a database
    federation = make_organisation(
        key="bund", name="Bund der Beispiele", kind=OrganisationKind.FEDERATION, article="der"
    )
    body = make_body(
        key="ausschuss", name="Fachausschuss Beispiele", name_en="Committee on Examples"
    )
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    lead = make_organisation(name="Beispielwerk")
    LeadTerm.objects.create(federation=federation, association=lead)
    person = make_person(given_name="Kim", family_name="Muster")
    Membership.objects.create(
        person=person, organisation=body, role=MembershipRole.CHAIR, on_behalf_of=lead
    )
    return _activities(body)


def _activities(body: Organisation) -> Year:
    cycle = make_life_cycle((Phase.WORKED_ON, Phase.PREPARED, Phase.DONE))
    papers = make_group(label="Papiere", label_en="Papers", order=1)
    events = make_group(label="Termine", label_en="Events", order=2)
    paper = make_kind(
        label="Stellungnahme", label_plural="Stellungnahmen", label_en="Statement",
        label_plural_en="Statements", article="die", group=papers, life_cycle=cycle,
        is_publication=True,
    )  # fmt: skip
    letter = make_kind(
        label="Schreiben", label_plural="Schreiben", label_en="Letter",
        label_plural_en="Letters", article="das", group=papers, life_cycle=cycle,
    )  # fmt: skip
    event = make_kind(
        label="Frühstück", label_plural="Frühstücke", label_en="Breakfast",
        label_plural_en="Breakfasts", article="das", group=events, life_cycle=cycle,
    )  # fmt: skip
    _patterns(paper, letter, event)
    worked_on, prepared, done = cycle.states.order_by("order")
    common = {"body": body, "year": 2024, "visibility": Visibility.PUBLIC}
    statement = make_activity(
        kind=paper, state=done, title="Mehr Zeit", title_en="More Time", when="3.5.2024", **common
    )
    Demand.objects.create(activity=statement, text="Mehr Zeit geben.", text_en="Give more time.")
    Outcome.objects.create(
        activity=statement, kind=OutcomeKind.PARTIAL, text="Es gab etwas Zeit.",
        text_en="There was some time.",
    )  # fmt: skip
    breakfast = make_activity(
        kind=event, state=done, title="Frühstück am Morgen", when="", **common
    )
    Claim.objects.create(
        activity=breakfast, label="Gäste", label_en="guests", value=100,
        qualifier=Qualifier.JUST_UNDER,
    )  # fmt: skip
    letters = tuple(
        make_activity(
            kind=letter,
            state=worked_on,
            title=f"Schreiben {number}",
            is_quoted=False,
            when="2024",
            occasions=[_occasion(number)],
            **common,
        )
        for number in (1, 2, 3)
    )
    later = make_activity(
        kind=paper, state=prepared, title="Weiter denken", title_en="Think on", when="", **common
    )
    FollowUp.objects.create(activity=later, text="Nach dem Termin fragen")
    secret = make_activity(
        kind=event, state=done, title="Vertraulich", when="16.–20.9.2024",
        period="Juni–Oktober 2024", body=body, year=2024,
    )  # fmt: skip
    return Year(body, statement, breakfast, letters, later, secret)


def _occasion(number: int) -> Occasion:
    return Occasion.objects.create(
        key=f"occasion-{number}", label=f"Konferenz {number}", kind=OccasionKind.CONFERENCE,
        phrase=f"zur Konferenz {number}", phrase_en=f"for conference {number}",
    )  # fmt: skip


def _patterns(paper: object, letter: object, event: object) -> None:
    create = SentencePattern.objects.create
    create(
        kind=paper, phase=Phase.DONE,
        text="{author} {author?veröffentlichte|veröffentlichten}[ {when}] {thing:accusative}.",
        text_en="{author} published {thing}[ {when}].",
    )  # fmt: skip
    create(
        kind=paper, phase=Phase.PREPARED,
        text="Vorbereitet wurde {thing}.", text_en="{thing} was prepared.",
    )  # fmt: skip
    create(kind=letter, text="{thing}[ {occasions}].", text_en="{thing}[ {occasions}].")
    create(
        kind=letter, phase=Phase.WORKED_ON, is_group=True,
        text="In Arbeit waren {count} {things}[ {occasions}].",
        text_en="Work was under way on {count} {things}[ {occasions}].",
    )  # fmt: skip
    create(kind=event, text="{thing} fand[ {when}] statt.", text_en="{thing} took place[ {when}].")
