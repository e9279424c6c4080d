import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import (
    make_account,
    make_activity,
    make_body,
    make_kind,
    make_life_cycle,
    make_participation,
    make_programme,
)

from einklang.chronicle.enums import OutcomeKind, ParticipationRole, Phase, Visibility
from einklang.chronicle.models import Activity, Outcome
from einklang.chronicle.queries import gap_count
from einklang.chronicle.queries.gaps import (
    gap_counts,
    gaps_of,
    having_gap,
    unknown_expectations,
    with_gaps,
)
from einklang.federation.enums import Role

pytestmark = pytest.mark.django_db


def keys_of(activity: Activity) -> list[str]:
    row = with_gaps(Activity.objects.all()).get(pk=activity.pk)
    return [gap.key for gap in gaps_of(row)]


def test_letter_without_addressee_and_date_is_a_gap_until_both_are_known() -> None:
    letter = make_kind(expects="addressee, day")
    activity = make_activity(kind=letter, when="2024")

    assert keys_of(activity) == ["day", "addressee"]

    make_participation(activity, ParticipationRole.ADDRESSEE)
    assert keys_of(activity) == ["day"]


@pytest.mark.parametrize(
    ("when", "is_gap"),
    [
        ("", True),
        ("2024", True),
        ("September 2024", False),
        ("Juni–Oktober 2024", False),
        ("12.9.2024", False),
    ],
)
def test_date_must_be_more_precise_than_the_year(when: str, is_gap: bool) -> None:  # noqa: FBT001 - a table
    activity = make_activity(kind=make_kind(expects="day"), when=when, year=2024)

    assert ("day" in keys_of(activity)) is is_gap


def test_kinds_that_expect_nothing_have_no_gaps() -> None:
    assert keys_of(make_activity(when="")) == []


def test_word_of_the_list_is_not_found_inside_another() -> None:
    assert keys_of(make_activity(kind=make_kind(expects="co_author"))) == []


def test_every_expectation_is_mended_by_its_fact() -> None:
    kind = make_kind(expects="author, patron, organiser, partner, programme, outcome, place, url")
    activity = make_activity(kind=kind)
    assert set(keys_of(activity)) == {
        "author", "patron", "organiser", "partner", "programme", "outcome", "place", "url",
    }  # fmt: skip

    for role in ("author", "patron", "co_organiser", "partner"):
        make_participation(activity, ParticipationRole(role))
    activity.programmes.add(make_programme())
    Outcome.objects.create(activity=activity, kind=OutcomeKind.OPEN, text="Noch offen.")
    activity.place, activity.url = "Berlin", "https://example.org/"
    activity.save()

    assert keys_of(activity) == []


def test_nobody_expects_an_outcome_of_what_is_not_done() -> None:
    kind = make_kind(expects="outcome")
    state = kind.life_cycle.states.get(phase=Phase.WORKED_ON)

    assert keys_of(make_activity(kind=kind, state=state)) == []


def test_dropped_records_have_no_gaps() -> None:
    kind = make_kind(expects="day", life_cycle=make_life_cycle(phases=(Phase.DROPPED,)))
    activity = make_activity(kind=kind, when="")

    assert keys_of(activity) == []
    assert not having_gap(Activity.objects.all()).exists()


def test_public_records_want_an_english_title() -> None:
    public = make_activity(visibility=Visibility.PUBLIC)
    make_activity(visibility=Visibility.PUBLIC, title_en="Statement")
    make_activity()

    assert list(having_gap(Activity.objects.all(), "title_en")) == [public]


def test_counts_agree_with_the_lists_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kind = make_kind(expects="addressee, day")
    body = make_body()
    make_activity(kind=kind, body=body, when="")
    make_activity(kind=kind, body=body)
    make_participation(make_activity(kind=kind, body=body), ParticipationRole.ADDRESSEE)
    member = make_account(role=Role.MEMBER, body=body)

    with django_assert_num_queries(1):
        counts = {gap.key: number for gap, number in gap_counts(Activity.objects.all())}

    assert counts == {"day": 1, "addressee": 2}
    assert gap_count(member, body) == 2


def test_unknown_expectations_are_named() -> None:
    kinds = [make_kind(expects="day, colour"), make_kind()]

    assert unknown_expectations(kinds) == {"colour"}
