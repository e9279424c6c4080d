"""What waits for somebody: its order, its words, and as many queries for one as for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.factories import make_body
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)
from tests.papers.rounds import of_association, put, start_round, tacit_round, voice_of

from einklang.core import clock
from einklang.engines.deadlines.calendar import WorkingCalendar
from einklang.federation.models import Account
from einklang.papers.enums import SignOffState
from einklang.papers.models.houses import houses_of
from einklang.papers.queries import circulation
from einklang.papers.queries.agenda import Agenda, agenda, left, working_days
from einklang.papers.queries.demands import MatrixCriteria, matrix
from einklang.papers.queries.waiting import LOADED, MOST, Waiting

pytestmark = pytest.mark.django_db


def ask(account_body: object, association: object, days: int) -> None:
    paper = make_paper(body=account_body, associations=[make_association(), association])  # type: ignore[arg-type, list-item]  # rows of the test
    make_circulation(make_version(paper), deadline_at=clock.now() + timedelta(days=days))


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def test_agenda_is_sorted_by_due_date_and_says_what_happens_without_the_reader() -> None:
    body, association = make_body(), make_association()
    paper = make_paper(body=body, associations=[association])
    account = speaker(paper, association)
    for days in (9, -1, 3):
        ask(body, association, days)

    with translation.override("en"):
        found = agenda(account, body).items

    due = [item.waiting.due_at for item in found]
    assert due == sorted(due, key=str)
    assert [item.is_overdue for item in found] == [True, False, False]
    assert all("that is no consent" in item.if_nothing for item in found)


def test_agenda_shows_the_most_urgent_and_asks_as_often_for_many_as_for_two() -> None:
    body, association = make_body(), make_association()
    paper = make_paper(body=body, associations=[association])
    account = speaker(paper, association)
    counts = []
    for number in (2, LOADED):
        for days in range(number):
            ask(body, association, 60 - days)
        reader = fresh(account)
        houses_of(reader)
        with CaptureQueriesContext(connection) as asked:
            found = agenda(reader, body)
        due = [item.waiting.due_at for item in found.items if item.waiting.due_at]
        counts.append((len(due), found.has_more, len(asked)))

    assert [count[:2] for count in counts] == [(2, False), (MOST, True)]
    assert counts[0][2] == counts[1][2] <= 12
    assert due == sorted(due)
    assert due[-1] < clock.now() + timedelta(days=60)
    assert len(circulation.waiting(reader, body)) == LOADED


def test_agenda_says_whether_silence_would_sign() -> None:
    tacit = tacit_round()
    asked, broken = of_association(tacit, 1), put(of_association(tacit, 2), SignOffState.BROKEN)
    explicit = of_association(start_round())

    endings = []
    for sign_off in (asked, broken, explicit):
        with translation.override("en"):
            found = agenda(voice_of(sign_off), sign_off.round.paper.activity.body)
        endings += [item.if_nothing for item in found.items]

    assert endings == [
        "If you do nothing, your silence counts as consent once the time is over.",
        "If you do nothing, your association does not sign.",
        "If you do nothing, your association does not sign.",
    ]


def test_nothing_waits_for_somebody_new() -> None:
    paper = make_paper()

    assert agenda(secretary(paper), paper.activity.body) == Agenda()


@pytest.mark.parametrize(
    ("shift", "words"),
    [(timedelta(days=-30), "overdue by"), (timedelta(days=30), "in "), (None, "")],
)
def test_time_left_is_said_in_working_days(shift: timedelta | None, words: str) -> None:
    paper = make_paper()
    due_at = clock.now() + shift if shift else None
    waiting = Waiting(paper, "Tun", "/", due_at)

    with translation.override("en"):
        said = left(waiting, working_days(waiting, WorkingCalendar({"DE-BE"})))

    assert said.startswith(words)
    assert ("working day" in said) == bool(words)


def test_matrix_of_nobody_is_empty() -> None:
    paper = make_paper()

    assert matrix(secretary(paper), paper.activity.body, MatrixCriteria()) == []
