from datetime import date
from decimal import Decimal

import pytest
from tests.factories import make_account, make_activity, make_body, make_organisation, make_person

from einklang.chronicle.enums import LinkKind, OutcomeKind, ParticipationRole
from einklang.chronicle.errors import ChronicleError, RefusedError
from einklang.chronicle.models import ActivityLink, Claim, Demand, FollowUp, Outcome
from einklang.chronicle.operations.parts import (
    Actor,
    Part,
    add_part,
    add_participation,
    finish_follow_up,
    remove_part,
)
from einklang.federation.enums import MembershipRole, Role
from einklang.federation.models import Mandate, Membership

pytestmark = pytest.mark.django_db


def test_participation_brings_the_mandate_of_that_day() -> None:
    body, person, parliament = make_body(), make_person(), make_organisation()
    member = make_account(role=Role.MEMBER, body=body)
    Mandate.objects.create(
        person=person, parliament=parliament, since=date(2017, 1, 1), until=date(2021, 1, 1)
    )
    held = Mandate.objects.create(person=person, parliament=parliament, since=date(2021, 1, 2))
    activity = make_activity(body=body, when="12.9.2024")

    part = add_participation(
        activity=activity, role=ParticipationRole.PATRON, actor=Actor(person=person), by=member
    )

    assert part.mandate == held
    activity.refresh_from_db()
    assert person.family_name.lower() in activity.search_text


def test_participation_brings_the_functions_of_the_year_when_the_day_is_unknown() -> None:
    body, person = make_body(), make_person()
    member = make_account(role=Role.MEMBER, body=body)
    rows = [
        Membership.objects.create(
            person=person,
            organisation=make_organisation(),
            role=MembershipRole.HEAD,
            function=function,
            until=until,
        )
        for function, until in (("Leitung", None), ("Früher", date(2020, 1, 1)), ("", None))
    ]
    activity = make_activity(body=body, when="", year=2024)

    part = add_participation(
        activity=activity, role=ParticipationRole.SPEAKER, actor=Actor(person=person), by=member
    )

    assert list(part.affiliations.all()) == [rows[0]]


def test_participation_is_recorded_once() -> None:
    body, association = make_body(), make_organisation()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body)
    add_participation(
        activity=activity,
        role=ParticipationRole.AUTHOR,
        actor=Actor(organisation=association),
        by=member,
    )

    with pytest.raises(ChronicleError):
        add_participation(
            activity=activity,
            role=ParticipationRole.AUTHOR,
            actor=Actor(organisation=association),
            by=member,
        )

    assert activity.participations.count() == 1


def test_parts_are_added_and_removed() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    activity, other = make_activity(body=body), make_activity(body=body)
    parts: list[Part] = [
        Demand(activity=activity, text="Mehr Geld"),
        Outcome(activity=activity, kind=OutcomeKind.PARTIAL, text="Ein Teil kam."),
        Claim(activity=activity, label="Veranstaltungen", value=Decimal(100)),
        FollowUp(activity=activity, text="Nachfragen"),
        ActivityLink(source=activity, kind=LinkKind.ANSWERS, target=other),
    ]

    for part in parts:
        add_part(part=part, by=member)
    assert activity.demands.count() == activity.links.count() == other.linked_from.count() == 1

    for part in parts:
        remove_part(part=part, by=member)
    assert activity.demands.count() == activity.links.count() == activity.claims.count() == 0


def test_parts_are_refused_to_association_staff() -> None:
    body = make_body()
    staff = make_account(role=Role.ASSOCIATION_STAFF, body=body)
    activity = make_activity(body=body)
    demand = Demand.objects.create(activity=activity, text="Mehr Geld")

    with pytest.raises(RefusedError):
        add_part(part=Demand(activity=activity, text="Anderes"), by=staff)
    with pytest.raises(RefusedError):
        remove_part(part=demand, by=staff)
    with pytest.raises(RefusedError):
        add_participation(
            activity=activity, role=ParticipationRole.GUEST, actor=Actor(name="X"), by=staff
        )

    assert list(activity.demands.all()) == [demand]


def test_link_leads_neither_to_itself_nor_to_another_committee() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body)

    for target in (activity, make_activity()):
        link = ActivityLink(source=activity, kind=LinkKind.ANSWERS, target=target)
        with pytest.raises(ChronicleError):
            add_part(part=link, by=member)


def test_removing_a_participation_takes_the_name_out_of_the_search() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body)
    part = add_participation(
        activity=activity, role=ParticipationRole.GUEST, actor=Actor(name="Vereinigung"), by=member
    )
    activity.refresh_from_db()
    assert "vereinigung" in activity.search_text

    remove_part(part=part, by=member)

    activity.refresh_from_db()
    assert "vereinigung" not in activity.search_text


def test_follow_up_is_done_once() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    follow_up = FollowUp.objects.create(activity=make_activity(body=body), text="Nachfragen")

    first = finish_follow_up(follow_up=follow_up, by=member).done_at

    assert first is not None
    assert finish_follow_up(follow_up=follow_up, by=member).done_at == first
