"""Every fact of the public annual report of 2024 stands in the loaded sample year."""

from datetime import date
from decimal import Decimal

import pytest
from tests.acceptance.expected_2024 import FACTS, Fact

from einklang.chronicle.enums import OccasionKind, Visibility
from einklang.chronicle.models import (
    Activity,
    ActivityKind,
    FollowUp,
    Occasion,
    Participation,
    SentencePattern,
)
from einklang.chronicle.queries.gaps import having_gap
from einklang.chronicle.sentences import check_pattern
from einklang.core.quantity import Qualifier
from einklang.core.when import Precision
from einklang.federation.enums import MembershipRole, OrganisationKind
from einklang.federation.models import Mandate, Membership, Office, Organisation, Person
from einklang.intake.operations.demo import DATA
from einklang.intake.operations.importing import import_year
from einklang.intake.readers.source import Source
from einklang.programmes.models import Figure, Programme

in_the_sample_year = pytest.mark.usefixtures("sample_year")


@pytest.mark.django_db
def test_the_database_of_the_other_tests_holds_no_sample() -> None:
    assert not Activity.objects.exists()


def actor_key(row: Participation) -> str:
    if row.organisation:
        return row.organisation.key
    if row.office:
        return row.office.key
    if row.person:
        standing = row.standing("de")
        return f"{row.person.key}|{standing}" if standing else row.person.key
    return row.name


def fact_of(activity: Activity) -> Fact:
    return Fact(
        kind=activity.kind.key,
        state=activity.state.key,
        phase=activity.state.phase,
        title=activity.title,
        actors=frozenset((row.role, actor_key(row)) for row in activity.participations.all()),
        when=activity.when.iso(),
        programmes=frozenset(row.key for row in activity.programmes.all()),
        occasions=frozenset(row.key for row in activity.occasions.all()),
        links=frozenset((row.kind, row.target.key) for row in activity.links.all()),
    )


def item(key: str) -> Activity:
    return Activity.objects.get(body__key="fa-migration", key=key)


@in_the_sample_year
@pytest.mark.parametrize("key", FACTS)
def test_item_is_recorded_with_exactly_its_facts(key: str) -> None:
    assert fact_of(item(key)) == FACTS[key]


@in_the_sample_year
def test_the_year_holds_the_38_items_and_no_other() -> None:
    assert {row.key for row in Activity.objects.all()} == set(FACTS)
    assert set(Activity.objects.values_list("year", flat=True)) == {2024}


@in_the_sample_year
def test_everything_is_public_and_says_where_it_comes_from() -> None:
    rows = Activity.objects.all()
    assert {row.visibility for row in rows} == {Visibility.PUBLIC}
    assert all(row.source for row in rows)


@in_the_sample_year
def test_every_item_has_an_english_title() -> None:
    assert not [row.key for row in Activity.objects.all() if not row.title_en]


@in_the_sample_year
def test_committee_stands_in_its_federation_with_its_chair() -> None:
    body = Organisation.objects.get(key="fa-migration")
    assert body.name == "Fachausschuss Migration und Integration"
    assert body.kind == OrganisationKind.COMMITTEE
    assert [row.parent.key for row in body.affiliations.all()] == ["bagfw"]
    chair = Membership.objects.get(organisation=body, role=MembershipRole.CHAIR)
    assert str(chair.person) == "Dr. Lorenz Wiese"
    assert chair.on_behalf_of is not None
    assert chair.on_behalf_of.key == "awo"


@in_the_sample_year
def test_federation_has_six_associations_and_sixteen_leagues() -> None:
    federation = Organisation.objects.get(key="bagfw")
    members = federation.affiliated.filter(kind="member")
    assert {row.organisation.key for row in members} == {
        "awo", "dcv", "dpwv", "drk", "dd", "zwst"
    }  # fmt: skip
    leagues = Organisation.objects.filter(kind=OrganisationKind.STATE_LEAGUE)
    assert len({row.land for row in leagues}) == len(leagues) == 16


@in_the_sample_year
def test_a05_to_a07_are_addressed_but_not_sent() -> None:
    for key in ("a05", "a06", "a07"):
        assert item(key).state.is_open
        assert item(key).follow_ups.filter(done_at=None, due_on=None).count() == 1


@in_the_sample_year
def test_a08_to_a10_share_layout_and_structure() -> None:
    texts = {row.text for key in ("a08", "a09", "a10") for row in item(key).outcomes.all()}
    assert texts == {
        "Alle Fact Sheets folgen demselben Layout und sind inhaltlich gleich aufgebaut."
    }


@in_the_sample_year
def test_a11_is_for_the_first_time_and_names_the_reason() -> None:
    (outcome,) = item("a11").outcomes.all()
    assert "erstmals stärker" in outcome.text
    assert "anders zusammengesetzten Trägerverbände" in outcome.text


@in_the_sample_year
def test_a11_programme_is_run_by_its_own_carrier_groups() -> None:
    jmd = Programme.objects.get(key="jmd")
    groups = {row.organisation.key for row in jmd.carriers.filter(role="carrier_group")}
    assert groups == {"awo", "bag-ejsa", "bag-kjs", "ag-freie-traegergruppe"}


@in_the_sample_year
def test_a16_is_on_a_day() -> None:
    assert item("a16").when_precision == Precision.DAY
    assert item("a16").when_start == date(2024, 9, 12)


@in_the_sample_year
def test_a16_and_a17_patrons_sat_in_the_bundestag_then() -> None:
    patrons = Participation.objects.filter(role="patron").select_related("mandate")
    assert len(patrons) == 4
    for patron in patrons:
        assert patron.mandate is not None
        assert patron.mandate.parliament.key == "bundestag"
        assert patron.mandate.covers(date(2024, 9, 12))


@in_the_sample_year
def test_lindh_is_one_person_and_patron_twice() -> None:
    lindh = Person.objects.get(family_name="Lindh")
    rows = lindh.participations.filter(role="patron")
    assert {row.activity.key for row in rows} == {"a16", "a17"}
    assert Mandate.objects.filter(person=lindh).count() == 1


@in_the_sample_year
def test_a17_has_no_day_and_is_listed_as_a_gap() -> None:
    activity = item("a17")
    assert not activity.when.is_known
    assert activity in having_gap(Activity.objects.all(), "day")
    # What another page says stays in the note with its source.
    assert "baff-zentren.org" in activity.summary


@in_the_sample_year
def test_a18_period_week_and_claim_stand_side_by_side() -> None:
    activity = item("a18")
    assert activity.when_precision == Precision.RANGE
    assert activity.whole_period.iso() == "2024-06/2024-10"
    assert activity.motto == "Gemeinsam stark für Migration und Integration"
    assert activity.hashtag_list == ["#AnkommenUnterstützen"]
    assert activity.place == "bundesweit"
    (claim,) = activity.claims.all()
    assert (claim.value, claim.qualifier, claim.is_counted) == (
        Decimal(100), Qualifier.JUST_UNDER, False
    )  # fmt: skip
    assert claim.text_in("de") == "knapp 100 Veranstaltungen"


@in_the_sample_year
def test_a21_is_valid_without_day_and_addressee_and_lists_both_as_gaps() -> None:
    activity = item("a21")
    assert not activity.participations.filter(role="addressee").exists()
    assert activity in having_gap(Activity.objects.all(), "day")
    assert activity in having_gap(Activity.objects.all(), "addressee")


@in_the_sample_year
@pytest.mark.parametrize("key", ["a23", "a34"])
def test_a23_and_a34_are_prepared_and_followed_up(key: str) -> None:
    assert item(key).state.phase == "prepared"
    assert item(key).follow_ups.filter(done_at=None).count() == 1


@in_the_sample_year
def test_follow_ups_carry_no_invented_days() -> None:
    assert not FollowUp.objects.exclude(due_on=None).exists()


@in_the_sample_year
def test_a28_guest_has_two_functions_at_once() -> None:
    (guest,) = item("a28").participations.filter(role="guest")
    assert {row.organisation.short_name for row in guest.affiliations.all()} == {"BIM", "IAB"}


@in_the_sample_year
def test_a29_outcome_is_the_continuous_exchange() -> None:
    (outcome,) = item("a29").outcomes.all()
    assert outcome.kind == "achieved"
    assert "kontinuierlicher Austausch" in outcome.text


@in_the_sample_year
def test_offices_stand_without_a_person() -> None:
    offices = Office.objects.filter(
        key__in=["integrationsbeauftragte", "sonderbeauftragter-job-turbo"]
    )
    assert len(offices) == 2
    assert not [row for office in offices for row in office.terms.all()]


@in_the_sample_year
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("a36", "nachhaltig stärken und langfristig sichern"),
        ("a37", "besonnen und evidenzbasiert"),
        ("a17", "Psychosozialen Zentren"),
    ],
)
def test_demand_is_recorded(key: str, words: str) -> None:
    (demand,) = item(key).demands.all()
    assert words in demand.text
    assert demand.text_en


@in_the_sample_year
def test_occasions_are_registered_by_kind() -> None:
    kinds = dict(Occasion.objects.values_list("key", "kind"))
    assert kinds["mpk-2024"] == kinds["imk-2024"] == OccasionKind.CONFERENCE
    assert kinds["haushaltsverhandlungen"] == OccasionKind.BUDGET
    assert kinds["brh-bericht-mbe"] == OccasionKind.REPORT
    assert kinds["entwurf-5-intv"] == OccasionKind.CONSULTATION
    assert kinds["aktionswoche-2024"] == OccasionKind.ANNIVERSARY
    assert "halbzeitbilanz-koalition" in kinds


@in_the_sample_year
@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 6, 1), "Bundesministerium des Innern, für Bau und Heimat"),
        (date(2024, 9, 12), "Bundesministerium des Innern und für Heimat"),
        (date(2025, 6, 1), "Bundesministerium des Innern"),
    ],
)
def test_ministry_has_the_name_of_the_day(day: date, name: str) -> None:
    assert Organisation.objects.get(key="bmi").name_on(day) == name


@in_the_sample_year
def test_contradicting_figures_stand_side_by_side_with_their_sources() -> None:
    rows = Figure.objects.filter(programme__key="mbe", year=2024, kind="adopted")
    assert {row.value for row in rows} == {Decimal("77.5"), Decimal("77.4")}
    assert not Figure.objects.filter(source=None).exists()


@in_the_sample_year
def test_strand_belongs_to_its_programme() -> None:
    psz = Programme.objects.select_related("parent").get(key="psz")
    assert psz.parent is not None
    assert psz.parent.key == "bfp"


@in_the_sample_year
def test_shared_catalogue_names_no_committee_and_every_pattern_can_be_told() -> None:
    shared = SentencePattern.objects.filter(body=None)
    assert shared.count() >= 100
    for pattern in shared:
        for text in (pattern.text, pattern.text_en):
            check_pattern(text, is_group=pattern.is_group)
            assert "BAGFW" not in text
            assert "MBE" not in text


@in_the_sample_year
def test_every_kind_has_german_forms_and_english_names() -> None:
    kinds = ActivityKind.objects.filter(body=None)
    assert kinds.count() >= 45
    for kind in kinds:
        assert kind.label_plural
        assert kind.label_en
        assert kind.label_plural_en
        assert kind.article != "none"


@in_the_sample_year
@pytest.mark.parametrize("name", ["catalogue.yaml", "sample_2024.yaml"])
def test_loading_again_changes_nothing(name: str) -> None:
    result = import_year(source=Source.from_path(DATA / name), by=None, dry_run=True)
    assert (result.problems, result.new, result.change_count) == ([], 0, 0)
