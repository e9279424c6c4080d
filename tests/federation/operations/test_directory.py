"""Writing the directory: keys, names with validity, terms that end and stay."""

from datetime import date

import pytest
from tests.factories import make_account, make_organisation, make_person

from einklang.federation.enums import AffiliationKind, Role
from einklang.federation.errors import FederationError, RefusedError
from einklang.federation.models import Account, Affiliation, Mandate, Office, Organisation, Person
from einklang.federation.operations.directory import add_row, end_term, rename, save_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Account:
    return make_account(role=Role.MEMBER)


def test_keys_come_from_the_name_and_never_twice(member: Account) -> None:
    entries = [
        save_entry(entry=Office(name="Beauftragte für Öffentliches"), by=member)
        for _number in range(3)
    ]
    nameless = save_entry(entry=Person(family_name="…"), by=member)

    stem = entries[0].key
    assert [entry.key for entry in entries] == [stem, f"{stem}-2", f"{stem}-3"]
    assert nameless.key == "x"


def test_change_keeps_the_key(member: Account) -> None:
    office = save_entry(entry=Office(name="Alter Name"), by=member)
    office.name = "Neuer Name"

    save_entry(entry=office, by=member)

    office.refresh_from_db()
    assert (office.key, office.name) == ("alter-name", "Neuer Name")


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST])
def test_outsiders_write_nothing(role: Role) -> None:
    account = make_account(role=role)
    first, second = make_organisation(), make_organisation()
    row = Affiliation(organisation=first, parent=second, kind=AffiliationKind.PART)

    with pytest.raises(RefusedError):
        save_entry(entry=Organisation(name="Fremd"), by=account)
    with pytest.raises(RefusedError):
        rename(organisation=first, name="Fremd", since=date(2024, 1, 1), by=account)
    with pytest.raises(RefusedError):
        add_row(row=row, by=account)
    row.save()
    with pytest.raises(RefusedError):
        end_term(term=row, until=date(2024, 1, 1), by=account)


def test_names_follow_one_another_without_gap(member: Account) -> None:
    organisation = make_organisation(name="Erster")

    rename(organisation=organisation, name="Zweiter", since=date(2010, 1, 1), by=member)
    rename(organisation=organisation, name="Dritter", since=date(2020, 1, 1), by=member)
    with pytest.raises(FederationError):
        rename(organisation=organisation, name="Vierter", since=date(2015, 1, 1), by=member)

    organisation.refresh_from_db()
    names = [organisation.name_on(date(year, 6, 1)) for year in (2009, 2019, 2020)]
    assert names == ["Erster", "Zweiter", "Dritter"]


def test_same_term_is_added_once(member: Account) -> None:
    first, second = make_organisation(), make_organisation()

    def row() -> Affiliation:
        return Affiliation(organisation=first, parent=second, kind=AffiliationKind.PART)

    add_row(row=row(), by=member)
    with pytest.raises(FederationError):
        add_row(row=row(), by=member)

    assert Affiliation.objects.count() == 1


def test_mandate_takes_its_committees(member: Account) -> None:
    parliament = make_organisation(kind="parliament")
    committee = make_organisation(kind="parliamentary_committee")

    mandate = add_row(
        row=Mandate(person=make_person(), parliament=parliament),
        by=member,
        many={"committees": [committee]},
    )

    assert list(mandate.committees.all()) == [committee]


def test_ended_term_stays_and_ends_after_it_began(member: Account) -> None:
    term = Affiliation.objects.create(
        organisation=make_organisation(),
        parent=make_organisation(),
        kind=AffiliationKind.MEMBER,
        since=date(2020, 1, 1),
    )

    with pytest.raises(FederationError):
        end_term(term=term, until=date(2019, 12, 31), by=member)
    end_term(term=term, until=date(2020, 1, 1), by=member)

    assert Affiliation.objects.get().until == date(2020, 1, 1)
