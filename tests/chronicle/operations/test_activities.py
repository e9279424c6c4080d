import pytest
from tests.factories import (
    make_account,
    make_activity,
    make_body,
    make_kind,
    make_life_cycle,
    make_programme,
)

from einklang.chronicle.enums import Phase, Visibility
from einklang.chronicle.errors import ChronicleError, RefusedError, StaleError
from einklang.chronicle.models import Activity, Occasion, Series
from einklang.chronicle.operations.activities import (
    ActivityFacts,
    NewOccasion,
    change_activity,
    change_state,
    delete_activity,
    record_activity,
    set_visibility,
)
from einklang.core import clock
from einklang.core.when import When
from einklang.federation.enums import Role

pytestmark = pytest.mark.django_db


def facts(**more: object) -> ActivityFacts:
    base = {"title": "Stellungnahme zum Entwurf", "when": When.parse("12.9.2024")}
    return ActivityFacts(**(base | more))  # type: ignore[typeddict-item,no-any-return]  # named alike


def test_record_starts_with_the_first_state_and_the_year_of_its_date() -> None:
    body, kind = make_body(), make_kind()
    member = make_account(role=Role.MEMBER, body=body)

    activity = record_activity(body=body, facts=facts(kind=kind), by=member)

    activity.refresh_from_db()
    assert activity.state.phase == Phase.WORKED_ON
    assert activity.year == 2024
    assert activity.when == When.parse("12.9.2024")
    assert activity.visibility == Visibility.COMMITTEE
    assert "entwurf" in activity.search_text


def test_record_without_date_belongs_to_the_present_year() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)

    activity = record_activity(
        body=body, facts=facts(kind=make_kind(), when=When.unknown()), by=member
    )

    assert activity.year == clock.today().year


def test_record_makes_a_key_of_its_own_each_time() -> None:
    body, kind = make_body(), make_kind()
    member = make_account(role=Role.MEMBER, body=body)

    first = record_activity(body=body, facts=facts(kind=kind), by=member)
    second = record_activity(body=body, facts=facts(kind=kind), by=member)

    assert second.key == f"{first.key}-2"


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST])
def test_record_is_refused_to_those_outside(role: Role) -> None:
    body = make_body()
    outsider = make_account(role=role, body=body)

    with pytest.raises(RefusedError):
        record_activity(body=body, facts=facts(kind=make_kind()), by=outsider)

    assert not Activity.objects.exists()


def test_record_refuses_a_state_of_another_life_cycle() -> None:
    body, kind = make_body(), make_kind()
    member = make_account(role=Role.MEMBER, body=body)
    state = make_life_cycle().states.get(phase=Phase.DONE)

    with pytest.raises(ChronicleError):
        record_activity(body=body, facts=facts(kind=kind, state=state), by=member)


def test_record_refuses_a_kind_without_states_and_one_of_another_committee() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    bare = make_kind()
    bare.life_cycle.states.all().delete()

    for kind in (bare, make_kind(body=make_body())):
        with pytest.raises(ChronicleError):
            record_activity(body=body, facts=facts(kind=kind), by=member)


def test_record_makes_occasion_and_series_on_the_way_and_uses_them_again() -> None:
    body, kind = make_body(), make_kind()
    member = make_account(role=Role.MEMBER, body=body)
    given = facts(kind=kind, new_occasion=NewOccasion("Anhörung"), new_series="Aktionswochen")

    first = record_activity(body=body, facts=given, by=member)
    second = record_activity(body=body, facts=given, by=member)

    occasion, series = Occasion.objects.get(), Series.objects.get()
    assert list(first.occasions.all()) == list(second.occasions.all()) == [occasion]
    assert first.series == second.series == series


def test_change_keeps_what_is_not_named_and_replaces_relations() -> None:
    body, programme = make_body(), make_programme()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body, place="Berlin", programmes=[make_programme()])

    changed = change_activity(
        activity=activity,
        facts=ActivityFacts(title="Neuer Titel", programmes=[programme]),
        seen_at=activity.updated_at,
        by=member,
    )

    assert (changed.title, changed.place) == ("Neuer Titel", "Berlin")
    assert list(changed.programmes.all()) == [programme]


def test_change_to_another_kind_starts_its_life_cycle() -> None:
    body, kind = make_body(), make_kind()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body)

    changed = change_activity(
        activity=activity, facts=ActivityFacts(kind=kind), seen_at=None, by=member
    )

    assert changed.state.life_cycle == kind.life_cycle


def test_change_is_refused_when_somebody_else_was_faster() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body)
    seen_at = activity.updated_at
    change_activity(
        activity=activity, facts=ActivityFacts(title="Schneller"), seen_at=seen_at, by=member
    )

    with pytest.raises(StaleError) as caught:
        change_activity(
            activity=activity, facts=ActivityFacts(title="Langsamer"), seen_at=seen_at, by=member
        )

    assert caught.value.current.title == "Schneller"
    activity.refresh_from_db()
    assert activity.title == "Schneller"


def test_change_of_a_deleted_record_says_so() -> None:
    body = make_body()
    chair = make_account(role=Role.CHAIR, body=body)
    activity = make_activity(body=body)
    again = Activity.objects.get(pk=activity.pk)
    delete_activity(activity=activity, by=chair)

    with pytest.raises(ChronicleError):
        change_activity(activity=again, facts=ActivityFacts(title="x"), seen_at=None, by=chair)


def test_state_moves_within_the_life_cycle_only() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    activity = make_activity(body=body)
    own = activity.kind.life_cycle.states.get(phase=Phase.WORKED_ON)

    assert change_state(activity=activity, state=own, by=member).state == own
    with pytest.raises(ChronicleError):
        change_state(activity=activity, state=make_life_cycle().states.all()[0], by=member)


def test_visibility_is_decided_by_the_chair_and_hides_the_note_from_search() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    chair = make_account(role=Role.CHAIR, body=body)
    activity = make_activity(body=body, summary="vertraulich")

    with pytest.raises(RefusedError):
        set_visibility(activity=activity, visibility=Visibility.PUBLIC, by=member)
    set_visibility(activity=activity, visibility=Visibility.COMMITTEE, by=chair)
    assert "vertraulich" in Activity.objects.get(pk=activity.pk).search_text

    set_visibility(activity=activity, visibility=Visibility.PUBLIC, by=chair)

    activity.refresh_from_db()
    assert activity.visibility == Visibility.PUBLIC
    assert "vertraulich" not in activity.search_text


def test_delete_is_for_the_secretariat_and_the_chair() -> None:
    body = make_body()
    activity = make_activity(body=body)

    with pytest.raises(RefusedError):
        delete_activity(activity=activity, by=make_account(role=Role.MEMBER, body=body))
    delete_activity(activity=activity, by=make_account(role=Role.SECRETARIAT, body=body))

    assert not Activity.objects.exists()
