from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_account, make_activity, make_body, make_kind, make_person
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_version,
    speaker,
)

from einklang.chronicle.enums import Phase, Visibility
from einklang.chronicle.models import FollowUp
from einklang.core import clock
from einklang.desk.queries import desk_of
from einklang.federation.enums import Role
from einklang.papers.models import Paper

pytestmark = pytest.mark.django_db
DESK = "desk:desk"


def test_desk_needs_a_sign_in(client: Client) -> None:
    answer = client.get(reverse(DESK))

    assert answer.status_code == 302
    assert "/konto/login/" in answer["Location"]


def test_desk_shows_only_what_the_person_may_read() -> None:
    body = make_body()
    inside = make_activity(body=body, title="Intern")
    shared = make_activity(body=body, title="Für alle", visibility=Visibility.FEDERATION)
    make_activity(title="Anderes Gremium")
    member = make_account(role=Role.MEMBER, body=body)
    staff = make_account(role=Role.ASSOCIATION_STAFF, body=body)

    assert {row.pk for row in desk_of(member, body).latest} == {inside.pk, shared.pk}
    assert {row.pk for row in desk_of(staff, body).latest} == {shared.pk}


def test_desk_counts_the_year_by_phase() -> None:
    body = make_body()
    kind = make_kind()
    worked_on = kind.life_cycle.states.get(phase=Phase.WORKED_ON)
    make_activity(body=body, kind=kind)
    make_activity(body=body, kind=kind, state=worked_on)
    make_activity(body=body, kind=kind, when="2023", year=2023)

    desk = desk_of(make_account(role=Role.MEMBER, body=body), body)

    assert (desk.year, desk.total, desk.open_count) == (2024, 2, 1)


def test_desk_puts_ones_own_follow_ups_first_then_the_earliest() -> None:
    body = make_body()
    activity = make_activity(body=body)
    me = make_person()
    account = make_account(role=Role.MEMBER, body=body, person=me)
    today = clock.today()
    later = FollowUp.objects.create(activity=activity, text="später")
    soon = FollowUp.objects.create(activity=activity, text="bald", due_on=today)
    mine = FollowUp.objects.create(activity=activity, text="meins", responsible=me)
    FollowUp.objects.create(activity=activity, text="erledigt", done_at=clock.now())

    assert desk_of(account, body).follow_ups == [mine, soon, later]


def test_desk_of_somebody_without_committee_says_what_to_do(client: Client) -> None:
    client.force_login(make_account())

    page = client.get(reverse(DESK)).content.decode()

    assert "Sie gehören noch zu keinem Gremium" in page


@pytest.mark.parametrize("role", list(Role))
def test_desk_opens_for_every_role_with_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, role: Role
) -> None:
    body = make_body()
    make_activity(body=body)
    client.force_login(make_account(role=role, body=body))
    client.get(reverse(DESK))
    with django_assert_max_num_queries(25) as few:
        client.get(reverse(DESK))
    for _number in range(3):
        activity = make_activity(body=body)
        FollowUp.objects.create(activity=activity, text="nachfassen")

    with django_assert_max_num_queries(len(few)):
        assert client.get(reverse(DESK)).status_code == 200


def ask(paper: Paper, days: int) -> None:
    make_circulation(make_version(paper), deadline_at=clock.now() + timedelta(days=days))


def test_desk_lists_what_waits_with_what_happens_if_nothing_is_done() -> None:
    body = make_body()
    association = make_association()
    papers = [
        make_paper(body=body, associations=[make_association(), association], title=title)
        for title in ("Eilig", "Versäumt")
    ]
    ask(papers[0], 1)
    ask(papers[1], -9)
    client = Client(headers={"accept-language": "en"})
    client.force_login(speaker(papers[0], association))

    page = client.get(reverse(DESK)).content.decode()

    begin = page.index('id="waiting-heading"')
    shown = page[begin : page.index('id="year-heading"')]
    assert shown.index("Versäumt") < shown.index("Eilig")
    assert shown.count("ek-record__title") == 2
    assert shown.count("/papiere/raum/") == 2


def test_desk_asks_as_often_for_many_things_to_do_as_for_two_and_shows_fifty(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body = make_body()
    association = make_association()
    lead = make_association()
    papers = [make_paper(body=body, associations=[lead, association]) for _ in range(52)]
    client.force_login(speaker(papers[0], association))
    assert 'id="waiting-heading"' in client.get(reverse(DESK)).content.decode()
    for paper in papers[:2]:
        ask(paper, 3)
    with django_assert_max_num_queries(24) as few:
        client.get(reverse(DESK))
    for paper in papers[2:]:
        ask(paper, 3)

    with django_assert_max_num_queries(len(few)):
        page = client.get(reverse(DESK)).content.decode()
    begin = page.index('id="waiting-heading"')
    shown = page[begin : page.index('id="year-heading"')]
    assert shown.count("ek-record__title") == 50
    assert "Mehr als 50 Aufgaben" in shown
    assert "Alle laufenden Papiere ansehen" in shown
