from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.factories import make_account, make_body, make_kind, make_organisation, make_programme

from einklang.chronicle.enums import ParticipationRole, Visibility
from einklang.chronicle.models import Activity, Demand
from einklang.chronicle.operations.activities import (
    ActivityFacts,
    change_activity,
    record_activity,
    set_visibility,
)
from einklang.chronicle.operations.parts import Actor, add_part, add_participation, remove_part
from einklang.chronicle.queries.history import Change, history_of
from einklang.core.when import When
from einklang.federation.enums import Role
from einklang.federation.models import Account

# The triggers write with the transaction's time, so every act needs one of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def chair() -> Account:
    return make_account(role=Role.CHAIR, body=make_body(), name="Vorsitz Muster")


@pytest.fixture
def activity(chair: Account) -> Activity:
    facts = ActivityFacts(title="Erster Titel", kind=make_kind(), when=When.unknown(), year=2024)
    body = chair.accesses.get().body
    return record_activity(body=body, facts=facts, by=chair)


def test_history_tells_what_changed_from_what_to_what(chair: Account, activity: Activity) -> None:
    programme = make_programme(name="Beispielprogramm")
    change_activity(
        activity=activity,
        facts=ActivityFacts(
            title="Neuer Titel", when=When.parse("12.9.2024"), programmes=[programme]
        ),
        seen_at=None,
        by=chair,
    )

    latest, first = history_of(activity)

    assert latest.by == first.by == "Vorsitz Muster"
    assert str(first.name) == "entered"
    assert first.changes == [Change("Record entered", new="Erster Titel")]
    assert set(latest.changes) == {
        Change("Date", "unknown", "12 September 2024"),
        Change("title", "Erster Titel", "Neuer Titel"),
        Change("Programme", new="Beispielprogramm"),
    }


def test_history_tells_of_parts_and_visibility(chair: Account, activity: Activity) -> None:
    association = make_organisation(name="Verband Nord")
    add_participation(
        activity=activity,
        role=ParticipationRole.AUTHOR,
        actor=Actor(organisation=association),
        by=chair,
    )
    demand = add_part(part=Demand(activity=activity, text="Mehr Geld"), by=chair)
    remove_part(part=demand, by=chair)
    set_visibility(activity=activity, visibility=Visibility.PUBLIC, by=chair)

    acts = history_of(activity)

    shown, removed, demanded, took_part, _entered = [act.changes for act in acts]
    assert [(change.old, change.new) for change in shown] == [("committee only", "public")]
    assert removed == [Change("Demand", old="Mehr Geld")]
    assert demanded == [Change("Demand", new="Mehr Geld")]
    assert [change.new for change in took_part] == ["author · Verband Nord"]


def test_history_sees_plain_sql_and_costs_no_more_for_more(activity: Activity) -> None:
    with CaptureQueriesContext(connection) as once:
        history_of(activity)
    for number in range(3):
        Activity.objects.filter(pk=activity.pk).update(motto=f"Motto {number}")
    with CaptureQueriesContext(connection) as thrice:
        acts = history_of(activity)

    assert [act.changes[0].new for act in acts[:3]] == ["Motto 2", "Motto 1", "Motto 0"]
    assert acts[0].by == "Einklang"
    assert len(once) == len(thrice)
