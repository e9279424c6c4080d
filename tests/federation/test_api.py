"""The read-only routes: statuses, rights, and that nothing private leaves."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import make_account, make_body, make_organisation, make_person

from einklang.federation.enums import MembershipRole, OrganisationKind, Role
from einklang.federation.models import Membership, Organisation

pytestmark = pytest.mark.django_db

LIST = "/api/v1/federation/organisations"
FIELDS = {"id", "key", "kind", "name", "short_name", "name_en", "land", "seat", "url"}


@pytest.fixture
def body() -> Organisation:
    return make_body(name="Fachausschuss Beratung")


def client_of(role: Role, body: Organisation) -> Client:
    client = Client()
    client.force_login(make_account(role=role, body=body))
    return client


def names(client: Client, **query: Any) -> list[str]:
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [row["name"] for row in answer.json()["results"]]


def test_strangers_are_refused(body: Organisation) -> None:
    assert Client().get(LIST).status_code == 401
    assert Client().get(f"{LIST}/{body.pk}").status_code == 401


def test_account_without_a_committee_reads_nothing(body: Organisation) -> None:
    client = Client()
    client.force_login(make_account())

    assert client.get(LIST).json() == {"count": 0, "offset": 0, "results": []}
    assert client.get(f"{LIST}/{body.pk}").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_nothing_about_people_leaves(body: Organisation, role: Role) -> None:
    organisation = make_organisation(name="Beispielverband", note="Kontakt: geheim@example.org")
    person = make_person(family_name="Ährenfeld", email="aehrenfeld@example.org")
    Membership.objects.create(
        person=person, organisation=organisation, role=MembershipRole.HEAD, since=date(2024, 1, 1)
    )
    client = client_of(role, body)

    many, one = client.get(LIST), client.get(f"{LIST}/{organisation.pk}")

    assert (many.status_code, one.status_code) == (200, 200)
    assert set(one.json()) == FIELDS
    for answer in (many, one):
        text = answer.content.decode()
        assert "@" not in text
        assert "Ährenfeld" not in text


def test_list_is_in_german_order_filtered_and_cut(body: Organisation) -> None:
    for name in ("Zander", "Ähre", "Aal"):
        make_organisation(name=name)
    client = client_of(Role.GUEST, body)

    assert names(client) == ["Aal", "Ähre", "Fachausschuss Beratung", "Zander"]
    assert names(client, q="ähr") == ["Ähre"]
    assert names(client, kind=OrganisationKind.COMMITTEE) == ["Fachausschuss Beratung"]
    assert names(client, kind="unknown") == []
    assert names(client, offset=1, limit=1) == ["Ähre"]
    assert names(client, offset=-5, limit=0) == ["Aal"]
    assert client.get(LIST, {"limit": 1}).json()["count"] == 4


@pytest.mark.parametrize("query", [{"q": "\x00"}, {"kind": "\x00"}, {"offset": 10**30}])
def test_strange_parameters_find_nothing(body: Organisation, query: dict[str, Any]) -> None:
    answer = client_of(Role.GUEST, body).get(LIST, query)

    assert answer.status_code in {200, 422}
    assert not answer.json().get("results")


def test_unreadable_parameters_and_unknown_rows_are_named(body: Organisation) -> None:
    client = client_of(Role.GUEST, body)

    assert client.get(LIST, {"limit": "viele"}).status_code == 422
    assert client.get(f"{LIST}/0").status_code == 404
    assert client.get(f"{LIST}/{10**30}").status_code == 404
    assert client.post(LIST, {}).status_code == 405


def test_list_costs_the_same_for_one_row_and_for_three(body: Organisation) -> None:
    client = client_of(Role.GUEST, body)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(3):
        make_organisation()
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(few) == len(many)
