import pytest
from tests.factories import (
    make_activity,
    make_body,
    make_group,
    make_kind,
    make_life_cycle,
    make_organisation,
    make_participation,
    make_person,
    make_programme,
)

from einklang.chronicle.enums import OccasionKind, ParticipationRole, Phase, Visibility
from einklang.chronicle.models import Activity, Occasion
from einklang.chronicle.operations.indexing import refresh_search
from einklang.chronicle.queries.filters import Criteria, chosen
from einklang.federation.models import Office

pytestmark = pytest.mark.django_db


def titles(criteria: Criteria) -> list[str]:
    return [row.title for row in chosen(Activity.objects.all(), criteria)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Förderung", True),
        ("foerderung", True),
        ("FORDERUNG", True),
        ("Förderungen", True),
        ("migrationsfach", True),
        ("Fachkräfte Förderung", True),
        ("Fachkräfte Haushalt", False),
        ("Nutzer*innen", True),
        ("Nutzerinnen", True),
        ("nutzer", True),
        ("%", True),
        ("", True),
        ("und", False),
    ],
)
def test_search_finds_stems_and_parts(query: str, found: bool) -> None:  # noqa: FBT001 - a table
    activity = make_activity(title="Förderung: Migrationsfachkräfte für Nutzer:innen")
    refresh_search([activity.pk])

    assert bool(titles(Criteria(text=query))) is found


def test_search_finds_who_took_part_and_hostile_words_find_nothing() -> None:
    activity = make_activity()
    make_participation(activity, name="Vereinigung der Beispiele")
    refresh_search()

    assert titles(Criteria(text="vereinigung")) == [activity.title]
    assert titles(Criteria(text="'); DROP TABLE x; --")) == []
    assert titles(Criteria(text="wort " * 5000)) == []


def test_columns_narrow_the_list() -> None:
    body, group = make_body(), make_group()
    kind = make_kind(group=group)
    wanted = make_activity(body=body, kind=kind, title="A", visibility=Visibility.PUBLIC)
    make_activity(body=body, title="B", when="12.9.2023", state=first_state())
    reached = make_activity(body=body, title="C", when="20.12.2023–10.1.2024", year=2023)

    assert titles(Criteria(year=2024)) == ["A", "C"]
    assert titles(Criteria(kind=kind.pk)) == ["A"]
    assert titles(Criteria(group=group.pk)) == ["A"]
    assert titles(Criteria(visibility="public")) == ["A"]
    assert titles(Criteria(phase=Phase.WORKED_ON)) == ["B"]
    assert titles(Criteria(state="worked-on")) == ["B"]
    assert {wanted.year, reached.year} == {2024, 2023}


def first_state() -> object:
    return make_life_cycle().states.order_by("order").first()


def test_relations_narrow_the_list_without_doubles() -> None:
    programme, person, association = make_programme(), make_person(), make_organisation()
    strand = make_programme(parent=programme)
    occasion = Occasion.objects.create(key="x", label="X", kind=OccasionKind.OTHER)
    office = Office.objects.create(key="o", name="Beauftragte", organisation=association)
    a = make_activity(title="A", programmes=[programme, strand], occasions=[occasion])
    make_activity(title="B")
    make_participation(a, organisation=association)
    make_participation(a, ParticipationRole.GUEST, organisation=association)
    make_participation(a, person=person)
    make_participation(make_activity(title="C"), office=office)

    assert titles(Criteria(programme=programme.pk)) == ["A"]
    assert titles(Criteria(programme=strand.pk)) == ["A"]
    assert titles(Criteria(occasion=occasion.pk)) == ["A"]
    assert titles(Criteria(person=person.pk)) == ["A"]
    assert titles(Criteria(organisation=association.pk, sort="title")) == ["A", "C"]


def test_orders_are_german_and_put_the_undated_last() -> None:
    kind = make_kind(
        life_cycle=make_life_cycle(phases=(Phase.PLANNED, Phase.WORKED_ON, Phase.DONE))
    )
    states = list(kind.life_cycle.states.order_by("order"))
    make_activity(title="Zebra", when="1.2.2024", kind=kind, state=states[2])
    make_activity(title="Äpfel", when="1.3.2024", kind=kind, state=states[0])
    make_activity(title="Birnen", when="", year=2024, kind=kind, state=states[1])

    assert titles(Criteria(sort="-date")) == ["Äpfel", "Zebra", "Birnen"]
    assert titles(Criteria(sort="date")) == ["Zebra", "Äpfel", "Birnen"]
    assert titles(Criteria(sort="title")) == ["Äpfel", "Birnen", "Zebra"]
    assert titles(Criteria(sort="-title")) == ["Zebra", "Birnen", "Äpfel"]
    assert titles(Criteria(sort="state")) == ["Äpfel", "Birnen", "Zebra"]
    assert titles(Criteria(sort="-state")) == ["Zebra", "Birnen", "Äpfel"]
    assert titles(Criteria(sort="kind")) == ["Äpfel", "Zebra", "Birnen"]
    assert titles(Criteria(sort="nonsense")) == ["Äpfel", "Zebra", "Birnen"]
