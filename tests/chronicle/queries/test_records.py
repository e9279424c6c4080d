import pytest
from tests.factories import (
    make_account,
    make_activity,
    make_body,
    make_kind,
    make_organisation,
    make_participation,
    make_person,
)

from einklang.chronicle.enums import LinkKind, Visibility
from einklang.chronicle.models import Activity, ActivityLink
from einklang.chronicle.queries.actors import found_actors, named
from einklang.chronicle.queries.records import (
    activity_page,
    kinds_for,
    near_duplicates,
)
from einklang.chronicle.queries.years import year_at_a_glance, years_with_records
from einklang.federation.enums import Role

pytestmark = pytest.mark.django_db


def test_near_duplicates_are_the_same_titles_but_for_little() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    known = make_activity(body=body, title="Stellungnahme zum Haushaltsentwurf 2025")
    make_activity(body=body, title="Fachforum Arbeitsmarkt")
    make_activity(title="Stellungnahme zum Haushaltsentwurf 2025")

    assert near_duplicates(member, body, "Stellungnahme zum Haushaltsentwurf") == [known]
    assert near_duplicates(member, body, "stellungnahme zum haushaltsentwürf 2025") == [known]
    assert near_duplicates(member, body, "Stellungnahme zum Haushaltsentwurf", known.pk) == []
    assert near_duplicates(member, body, "Ganz etwas anderes") == []
    assert near_duplicates(member, body, "Ste") == []


def test_own_kind_goes_before_the_shared_one_of_the_same_key() -> None:
    body = make_body()
    shared, other = make_kind(key="letter", order=1), make_kind(key="talk", order=2)
    own = make_kind(key="letter", body=body, order=3)
    make_kind(key="foreign", body=make_body())

    assert list(kinds_for(body)) == [other, own]
    assert shared in kinds_for(make_body())


def test_links_to_what_one_may_not_read_are_not_shown() -> None:
    body = make_body()
    staff = make_account(role=Role.ASSOCIATION_STAFF, body=body)
    shown = make_activity(body=body, visibility=Visibility.FEDERATION)
    hidden = make_activity(body=body, visibility=Visibility.COMMITTEE)
    ActivityLink.objects.create(source=shown, target=hidden, kind=LinkKind.ANSWERS)
    ActivityLink.objects.create(source=hidden, target=shown, kind=LinkKind.ANSWERS)

    seen = activity_page(staff).get(pk=shown.pk)

    assert list(seen.links.all()) == list(seen.linked_from.all()) == []
    assert not activity_page(staff).filter(pk=hidden.pk).exists()


def test_carrier_contact_sees_only_what_its_carrier_took_part_in() -> None:
    body, carrier = make_body(), make_organisation()
    contact = make_account(role=Role.CARRIER_CONTACT, body=body, organisation=carrier)
    theirs = make_activity(body=body, visibility=Visibility.FEDERATION)
    make_participation(theirs, organisation=carrier)
    make_activity(body=body, visibility=Visibility.FEDERATION)
    internal = make_activity(body=body, visibility=Visibility.COMMITTEE)
    make_participation(internal, organisation=carrier)

    assert list(activity_page(contact)) == [theirs]


def test_actors_are_found_by_words_folded_or_as_typed() -> None:
    organisation = make_organisation(name="Überregionale Stelle", short_name="ÜRS")
    person = make_person(given_name="Jo", family_name="Müller")

    assert [row.reference for row in found_actors("uberreg")] == [
        f"organisation:{organisation.pk}"
    ]
    assert [row.reference for row in found_actors("Müller Jo")] == [f"person:{person.pk}"]
    assert found_actors("  ") == []
    assert found_actors("Müller Jo", ("organisation",)) == []


def test_a_name_means_its_number_or_exactly_it_or_all_it_fits() -> None:
    short = make_organisation(name="Stelle")
    long = make_organisation(name="Stelle im Norden")

    assert named("organisation", str(long.pk)) == [long]
    assert named("organisation", "Stelle") == [short]
    assert named("organisation", "stell") == [short, long]
    assert named("organisation", "9" * 30) == named("person", "Stelle") == []


def test_year_puts_each_precision_into_its_lane() -> None:
    body = make_body()
    rows = {
        when: make_activity(body=body, when=when, year=2024)
        for when in (
            "12.9.2024", "16.–20.9.2024", "September 2024", "Juni–Oktober 2024", "2024", "",
            "20.12.2023–10.1.2024", "3.1.2025",
        )
    }  # fmt: skip

    glance = year_at_a_glance(Activity.objects.all(), 2024, "de")

    september = glance.months[8]
    assert september.name == "September"
    assert september.days == [rows["12.9.2024"], rows["16.–20.9.2024"]]
    assert september.vague == [rows["September 2024"]]
    assert glance.months[5].vague == [rows["Juni–Oktober 2024"]]
    assert glance.months[0].days == [rows["20.12.2023–10.1.2024"]]
    assert glance.whole_year == [rows["2024"], rows["3.1.2025"]]
    assert glance.undated == [rows[""]]
    assert glance.total == len(rows)
    assert years_with_records(Activity.objects.all()) == [2024]
