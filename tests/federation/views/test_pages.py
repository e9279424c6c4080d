"""Every page of the federation for every role, and that lists cost the same."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import make_account, make_body, make_organisation, make_person

from einklang.federation.enums import AffiliationKind, MembershipRole, OrganisationKind, Role
from einklang.federation.models import Affiliation, Membership, Office, Organisation, Person

pytestmark = pytest.mark.django_db

SignIn = Callable[[Role], Client]


@pytest.fixture
def body() -> Organisation:
    return make_body(name="Fachausschuss Beratung")


@pytest.fixture
def sign_in(body: Organisation) -> SignIn:
    def signed_in(role: Role) -> Client:
        client = Client()
        client.force_login(make_account(role=role, body=body))
        return client

    return signed_in


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    "name", ["organisation_list", "person_list", "office_list", "committee", "tree"]
)
def test_page_sends_strangers_to_sign_in(name: str) -> None:
    answer = Client().get(reverse(f"federation:{name}"))

    assert answer.status_code == 302
    assert "/konto/login" in answer["Location"]


@pytest.mark.parametrize("role", list(Role))
def test_people_are_shown_to_colleagues_only(sign_in: SignIn, role: Role) -> None:
    person = make_person(family_name="Ährenfeld", email="aehrenfeld@example.org")
    client = sign_in(role)
    expected = 403 if role in {Role.CARRIER_CONTACT, Role.GUEST} else 200

    assert client.get(reverse("federation:organisation_list")).status_code == 200
    assert client.get(reverse("federation:tree")).status_code == 200
    for name in ("person_list", "committee"):
        assert client.get(reverse(f"federation:{name}")).status_code == expected
    assert client.get(person.get_absolute_url()).status_code == expected


def test_organisation_page_hides_people_and_note_from_guests(sign_in: SignIn) -> None:
    association = make_organisation(note="Geheime Notiz")
    person = make_person(family_name="Sichtbar")
    Membership.objects.create(person=person, organisation=association, role=MembershipRole.HEAD)

    guest = sign_in(Role.GUEST).get(association.get_absolute_url()).content.decode()
    member = sign_in(Role.MEMBER).get(association.get_absolute_url()).content.decode()

    assert "Sichtbar" not in guest
    assert "Geheime Notiz" not in guest
    assert "Sichtbar" in member
    assert "Geheime Notiz" in member


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST])
def test_only_insiders_edit(sign_in: SignIn, role: Role) -> None:
    client, organisation, person = sign_in(role), make_organisation(), make_person()
    urls = [
        reverse("federation:organisation_new"),
        reverse("federation:organisation_edit", args=[organisation.pk]),
        reverse("federation:organisation_rename", args=[organisation.pk]),
        reverse("federation:affiliation_new", args=[organisation.pk]),
        reverse("federation:lead_new", args=[organisation.pk]),
        reverse("federation:person_new"),
        reverse("federation:person_edit", args=[person.pk]),
        reverse("federation:membership_new", args=[person.pk]),
        reverse("federation:mandate_new", args=[person.pk]),
        reverse("federation:office_term_new", args=[person.pk]),
        reverse("federation:term_end", args=[person.pk]),
    ]

    assert {client.get(url).status_code for url in urls} == {403}
    assert {client.post(url, {}).status_code for url in urls} == {403}


def test_member_enters_an_organisation_and_renames_it(sign_in: SignIn) -> None:
    client = sign_in(Role.MEMBER)

    client.post(
        reverse("federation:organisation_new"),
        {"name": "Über Land e. V.", "kind": "association", "article": "der"},
    )
    made = Organisation.objects.get(name="Über Land e. V.")
    client.post(
        reverse("federation:organisation_rename", args=[made.pk]),
        {"name": "Über Stadt e. V.", "since": "1.7.2024"},
    )

    made.refresh_from_db()
    assert made.key == "uber-land-e-v"
    assert made.name == "Über Stadt e. V."
    assert made.name_on(date(2024, 6, 30)) == "Über Land e. V."
    assert made.name_on(date(2024, 7, 1)) == "Über Stadt e. V."
    assert "Über Land" in client.get(made.get_absolute_url()).content.decode()


def test_membership_is_added_and_ended_but_stays(sign_in: SignIn, body: Organisation) -> None:
    client, person = sign_in(Role.SECRETARIAT), make_person(family_name="Zander")
    client.post(
        reverse("federation:membership_new", args=[person.pk]),
        {"organisation": body.pk, "role": "delegate", "since": "1.1.2024"},
    )
    row = person.memberships.get()

    client.post(
        reverse("federation:term_end", args=[person.pk]),
        {"term": f"membership-{row.pk}", "until": "30.6.2024"},
    )

    row.refresh_from_db()
    assert (row.since, row.until) == (date(2024, 1, 1), date(2024, 6, 30))
    page = reverse("federation:committee")
    assert "Zander" in client.get(page, {"am": "1.3.2024"}).content.decode()
    assert "Zander" not in client.get(page, {"am": "1.8.2024"}).content.decode()


def test_end_before_the_beginning_is_refused(sign_in: SignIn, body: Organisation) -> None:
    person = make_person()
    row = Membership.objects.create(
        person=person, organisation=body, role="delegate", since=date(2024, 5, 1)
    )

    answer = sign_in(Role.CHAIR).post(
        reverse("federation:term_end", args=[person.pk]),
        {"term": f"membership-{row.pk}", "until": "30.4.2024"},
    )

    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.until is None


def test_mandate_and_office_are_added(sign_in: SignIn) -> None:
    client, person = sign_in(Role.MEMBER), make_person()
    parliament = make_organisation(kind=OrganisationKind.PARLIAMENT)
    board = make_organisation(kind=OrganisationKind.PARLIAMENTARY_COMMITTEE)
    office = Office.objects.create(key="office", name="Beauftragte")

    client.post(
        reverse("federation:mandate_new", args=[person.pk]),
        {
            "parliament": parliament.pk,
            "committees": [board.pk],
            "label": "MdB",
            "label_en": "MP",
        },
    )
    client.post(
        reverse("federation:office_term_new", args=[person.pk]),
        {"office": office.pk, "since": "2024"},
    )

    assert list(person.mandates.get().committees.all()) == [board]
    assert person.office_terms.get().since == date(2024, 1, 1)
    assert client.get(person.get_absolute_url()).status_code == 200


def test_affiliation_and_lead_are_added(sign_in: SignIn) -> None:
    client = sign_in(Role.MEMBER)
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    association = make_organisation()

    client.post(
        reverse("federation:affiliation_new", args=[association.pk]),
        {"kind": "member", "parent": federation.pk},
    )
    client.post(
        reverse("federation:lead_new", args=[federation.pk]),
        {"association": association.pk, "since": "2024", "until": "2025"},
    )

    assert association.affiliations.get().parent == federation
    assert federation.lead_terms.get().until == date(2025, 12, 31)
    assert client.get(federation.get_absolute_url()).status_code == 200


def test_search_finds_umlauts_former_names_and_filters(sign_in: SignIn) -> None:
    client = sign_in(Role.MEMBER)
    make_organisation(name="Bärenhilfe", land="DE-BY")
    old = make_organisation(name="Neuer Name")
    old.former_names.create(name="Altname")
    page = reverse("federation:organisation_list")

    found = {
        query: [str(row) for row in client.get(page, dict(query)).context["page"]]
        for query in ((("q", "bären"),), (("q", "altname"),), (("land", "DE-BY"),))
    }

    assert list(found.values()) == [["Bärenhilfe"], ["Neuer Name"], ["Bärenhilfe"]]


def test_lists_and_tree_cost_the_same_for_one_row_and_for_three(
    sign_in: SignIn, body: Organisation
) -> None:
    client = sign_in(Role.MEMBER)
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    Affiliation.objects.create(organisation=body, parent=federation, kind=AffiliationKind.PART)
    urls = [
        reverse("federation:organisation_list"),
        reverse("federation:person_list"),
        reverse("federation:committee"),
        reverse("federation:tree"),
        federation.get_absolute_url(),
        body.get_absolute_url(),
    ]

    def more() -> None:
        association = make_organisation()
        Affiliation.objects.create(
            organisation=association, parent=federation, kind=AffiliationKind.MEMBER
        )
        person = make_person()
        Membership.objects.create(
            person=person, organisation=body, role="delegate", on_behalf_of=association
        )

    more()
    with_one = [queries_of(client, url) for url in urls]
    more()
    more()

    assert [queries_of(client, url) for url in urls] == with_one


def test_nobody_without_access_sees_anything() -> None:
    account = make_account()

    assert not Organisation.objects.visible_to(account).exists()
    assert not Person.objects.visible_to(account).exists()


def test_office_is_entered_changed_and_listed_with_its_holder(sign_in: SignIn) -> None:
    organisation = make_organisation(kind=OrganisationKind.GOVERNMENT, name="Bundesregierung")
    client = sign_in(Role.MEMBER)

    client.post(
        reverse("federation:office_new"),
        {"name": "Beauftragte", "article": "die", "organisation": organisation.pk},
    )
    office = Office.objects.get()
    answer = client.post(
        reverse("federation:office_edit", args=[office.pk]),
        {"name": "Beauftragte für Teilhabe", "article": "die", "organisation": organisation.pk},
    )
    office.terms.create(person=make_person(family_name="Ährenfeld"), since=date(2024, 1, 1))

    assert answer["Location"] == f"{reverse('federation:office_list')}#amt-{office.pk}"
    shown = client.get(reverse("federation:office_list")).content.decode()
    assert "Beauftragte für Teilhabe" in shown
    assert "Bundesregierung" in shown
    assert "Ährenfeld" in shown


def test_guests_see_offices_without_people_and_change_none(sign_in: SignIn) -> None:
    office = Office.objects.create(key="amt", name="Beauftragte")
    office.terms.create(person=make_person(family_name="Ährenfeld"))
    client = sign_in(Role.GUEST)

    shown = client.get(reverse("federation:office_list")).content.decode()

    assert "Beauftragte" in shown
    assert "Ährenfeld" not in shown
    for url in (
        reverse("federation:office_new"),
        reverse("federation:office_edit", args=[office.pk]),
    ):
        assert client.post(url, {"name": "Fremd", "article": ""}).status_code == 403
    assert [one.name for one in Office.objects.all()] == ["Beauftragte"]


def test_office_without_a_name_is_refused(sign_in: SignIn) -> None:
    answer = sign_in(Role.MEMBER).post(reverse("federation:office_new"), {"name": ""})

    assert "name" in answer.context["form"].errors
    assert not Office.objects.exists()


def test_affiliation_and_lead_end_but_stay(sign_in: SignIn) -> None:
    federation = make_organisation(kind=OrganisationKind.FEDERATION)
    association = make_organisation()
    member = Affiliation.objects.create(
        organisation=association, parent=federation, kind=AffiliationKind.MEMBER
    )
    lead = federation.lead_terms.create(association=association, since=date(2023, 1, 1))
    past = federation.lead_terms.create(
        association=association, since=date(2001, 1, 1), until=date(2002, 12, 31)
    )
    url = reverse("federation:organisation_term_end", args=[federation.pk])
    client = sign_in(Role.MEMBER)

    offered = [key for key, _label in client.get(url).context["form"].fields["term"].choices]
    client.post(url, {"term": f"affiliation-{member.pk}", "until": "31.12.2024"})
    early = client.post(url, {"term": f"leadterm-{lead.pk}", "until": "2022"})
    foreign = client.post(url, {"term": f"leadterm-{past.pk}", "until": "2024"})
    client.post(url, {"term": f"leadterm-{lead.pk}", "until": "2024"})

    member.refresh_from_db()
    lead.refresh_from_db()
    assert sorted(offered) == [f"affiliation-{member.pk}", f"leadterm-{lead.pk}"]
    assert "until" in early.context["form"].errors
    assert "term" in foreign.context["form"].errors
    assert (member.until, lead.until) == (date(2024, 12, 31), date(2024, 12, 31))
    page = client.get(federation.get_absolute_url()).content.decode()
    assert "31.12.2024" in page
