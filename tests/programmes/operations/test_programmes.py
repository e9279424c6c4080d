from datetime import timedelta

import pytest
from django.apps import apps
from tests.factories import make_account, make_organisation, make_programme

from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.programmes.enums import CarrierRole
from einklang.programmes.errors import ProgrammeError, RefusedError, StaleError
from einklang.programmes.models import Programme, ProgrammeCarrier
from einklang.programmes.operations.programmes import (
    add_carrier,
    remove_carrier,
    save_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Account:
    return make_account(role=Role.MEMBER)


def test_programme_gets_a_key_of_its_own(member: Account) -> None:
    first = save_programme(programme=Programme(name="Frühe Hilfen"), by=member)
    second = save_programme(programme=Programme(name="Frühe Hilfen"), by=member)
    signs = save_programme(programme=Programme(name="…"), by=member)

    assert [first.key, second.key, signs.key] == ["fruhe-hilfen", "fruhe-hilfen-2", "x"]


def test_programme_is_changed_and_the_change_is_kept(member: Account) -> None:
    programme = make_programme(name="Alt")
    programme.name = "Neu"

    save_programme(programme=programme, seen_at=programme.updated_at, by=member)

    events = apps.get_model("programmes", "ProgrammeEvent").objects.filter(pgh_obj=programme.pk)
    latest = events.select_related("pgh_context").latest("pgh_id")
    assert Programme.objects.get().name == "Neu"
    assert latest.pgh_context.metadata == {
        "user": member.pk,
        "act": "programmes.programme.changed",
    }


def test_programme_is_not_written_over_what_nobody_has_seen(member: Account) -> None:
    programme = make_programme()
    seen_at = programme.updated_at - timedelta(seconds=1)

    with pytest.raises(StaleError):
        save_programme(programme=programme, seen_at=seen_at, by=member)


def test_programme_that_was_deleted_is_not_brought_back(member: Account) -> None:
    programme = make_programme()
    Programme.objects.all().delete()

    with pytest.raises(StaleError):
        save_programme(programme=programme, by=member)


@pytest.mark.parametrize("fields", [{"since_year": 2024, "until_year": 2020}, {"parent": None}])
def test_programme_that_does_not_fit_is_refused(
    member: Account, fields: dict[str, object]
) -> None:
    programme = make_programme(name="Bleibt")
    if "parent" in fields:
        fields = {"parent": make_programme(parent=make_programme())}
    for name, value in {**fields, "name": "Anders"}.items():
        setattr(programme, name, value)

    with pytest.raises(ProgrammeError):
        save_programme(programme=programme, by=member)

    assert Programme.objects.get(pk=programme.pk).name == "Bleibt"


def test_carrier_is_added_once_in_each_role(member: Account) -> None:
    programme, organisation = make_programme(), make_organisation()
    carrier = ProgrammeCarrier(programme=programme, organisation=organisation)
    office = ProgrammeCarrier(
        programme=programme, organisation=organisation, role=CarrierRole.CENTRAL_OFFICE
    )
    again = ProgrammeCarrier(programme=programme, organisation=organisation)
    add_carrier(carrier=carrier, by=member)
    add_carrier(carrier=office, by=member)

    with pytest.raises(ProgrammeError):
        add_carrier(carrier=again, by=member)

    assert set(programme.carriers.all()) == {carrier, office}


def test_carrier_ends_after_it_begins(member: Account) -> None:
    carrier = ProgrammeCarrier(
        programme=make_programme(),
        organisation=make_organisation(),
        since_year=2024,
        until_year=2020,
    )

    with pytest.raises(ProgrammeError):
        add_carrier(carrier=carrier, by=member)


def test_carrier_is_taken_off(member: Account) -> None:
    carrier = ProgrammeCarrier.objects.create(
        programme=make_programme(), organisation=make_organisation()
    )

    remove_carrier(carrier=carrier, by=member)

    assert not ProgrammeCarrier.objects.exists()


def test_readers_write_nothing() -> None:
    staff = make_account(role=Role.ASSOCIATION_STAFF)
    programme, organisation = make_programme(), make_organisation()
    carrier = ProgrammeCarrier.objects.create(programme=programme, organisation=organisation)
    other = ProgrammeCarrier(programme=programme, organisation=make_organisation())

    with pytest.raises(RefusedError):
        save_programme(programme=Programme(name="Neu"), by=staff)
    with pytest.raises(RefusedError):
        add_carrier(carrier=other, by=staff)
    with pytest.raises(RefusedError):
        remove_carrier(carrier=carrier, by=staff)

    assert list(Programme.objects.all()) == [programme]
    assert list(ProgrammeCarrier.objects.all()) == [carrier]
