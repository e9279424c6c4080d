"""Who has answered, who still owes, whose turn it is; always with the same number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.papers.factories import (
    make_branch,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind, ConsultationMode
from einklang.papers.models import Consultation, Paper
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.queries.circulation import owing, panel, waiting

pytestmark = pytest.mark.django_db


def fresh(account: Account) -> Account:
    """Load the account anew, as a request does: what it remembers is gone."""
    return Account.objects.prefetch_related("accesses").get(pk=account.pk)


def answer(room: Consultation) -> None:
    account = speaker(room.circulation.paper, room.association)
    send_answer(consultation=room, answer=NewAnswer(AnswerKind.NIL), sender=Sender(account, "K"))


def counted(act: Any) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as queries:
        result = act()
    return result, len(queries)


def test_panel_shows_names_to_the_lead_numbers_to_watchers_and_the_own_room_to_a_house() -> None:
    paper = make_paper(associations=4)
    circulation = make_circulation(make_version(paper))
    first, second, informed = circulation.consultations.all()
    Consultation.objects.filter(pk=informed.pk).update(mode=ConsultationMode.INFORM)
    answer(first)

    lead = panel(fresh(speaker(paper, paper.lead)), paper)
    house = panel(fresh(speaker(paper, second.association)), paper)
    branch = panel(fresh(speaker(paper, make_branch(second.association))), paper)

    assert lead is not None
    assert house is not None
    assert branch is not None
    assert [(row.consultation, row.answer is not None) for row in lead.rows] == [
        (first, True), (second, False), (informed, False),
    ]  # fmt: skip
    assert (lead.rooms, lead.may_lead) == ((), True)
    assert (house.rows, house.asked, house.answered, house.missing) == ((), 2, 1, 1)
    assert [(mine.consultation, mine.is_speaker) for mine in house.rooms] == [(second, True)]
    assert [(mine.consultation, mine.is_speaker) for mine in branch.rooms] == [(second, False)]


def test_panel_offers_the_first_circulation_to_those_who_lead() -> None:
    paper = make_paper()
    member = speaker(paper, paper.parties.get(role="asked").association)
    steering = secretary(paper)

    assert panel(fresh(steering), paper) is None
    make_version(paper)
    offered = panel(fresh(steering), paper)
    assert offered is not None
    assert offered.may_open
    assert panel(fresh(member), paper) is None


def test_panel_asks_the_same_number_of_queries_for_one_and_for_five() -> None:
    numbers = set()
    for size in (2, 6):
        paper = make_paper(associations=size)
        circulation = make_circulation(make_version(paper))
        for room in circulation.consultations.all():
            answer(room)
        account = fresh(secretary(paper))
        paper = Paper.objects.select_related("activity__body").get(pk=paper.pk)
        found, number = counted(lambda account=account, paper=paper: panel(account, paper))
        assert len(found.rows) == size - 1
        numbers.add(number)

    assert len(numbers) == 1


def test_answers_wait_for_the_speakers_until_they_are_sent() -> None:
    paper = make_paper(associations=3)
    body = paper.activity.body
    circulation = make_circulation(make_version(paper))
    first, second = circulation.consultations.all()
    mine = speaker(paper, first.association)
    branch = speaker(paper, make_branch(first.association))

    (one,) = waiting(fresh(mine), body)
    assert (one.paper, one.url, one.due_at) == (
        paper, f"/papiere/raum/{first.pk}/", first.deadline_at,
    )  # fmt: skip
    assert waiting(fresh(branch), body) == []
    assert waiting(fresh(mine), make_paper().activity.body) == []
    answer(first)
    assert waiting(fresh(mine), body) == []
    Consultation.objects.filter(pk=second.pk).update(mode=ConsultationMode.INFORM)
    assert waiting(fresh(speaker(paper, second.association)), body) == []


def test_closing_waits_for_the_lead_when_all_answered_or_all_deadlines_are_over() -> None:
    paper = make_paper(associations=3)
    body = paper.activity.body
    circulation = make_circulation(make_version(paper))
    first, second = circulation.consultations.all()
    people = [speaker(paper, paper.lead), secretary(paper)]

    assert [waiting(fresh(one), body) for one in people] == [[], []]
    answer(first)
    Consultation.objects.filter(pk=second.pk).update(
        deadline_at=clock.now() - timedelta(minutes=1)
    )
    for one in people:
        (close,) = waiting(fresh(one), body)
        assert (close.paper, close.url, close.is_overdue) == (
            paper, f"/papiere/umlauf/{circulation.pk}/", False,
        )  # fmt: skip
        assert "1" in close.detail
    answer(second)
    assert len(waiting(fresh(people[0]), body)) == 1
    circulation.closed_at = clock.now()
    circulation.save()
    assert waiting(fresh(people[0]), body) == []


def test_waiting_asks_the_same_number_of_queries_for_one_paper_and_for_four() -> None:
    numbers = set()
    for size in (1, 4):
        first = make_paper()
        room = make_circulation(make_version(first)).consultations.get()
        associations = [first.lead, room.association]
        for _ in range(size - 1):
            other = make_paper(associations=associations, body=first.activity.body)
            make_circulation(make_version(other))
        account = fresh(speaker(first, room.association))
        body = first.activity.body
        found, number = counted(lambda account=account, body=body: waiting(account, body))
        assert len(found) == size
        numbers.add(number)

    assert len(numbers) == 1


def test_owing_names_every_speaker_of_those_who_have_not_answered() -> None:
    paper = make_paper(associations=4)
    circulation = make_circulation(make_version(paper))
    first, second, informed = circulation.consultations.all()
    Consultation.objects.filter(pk=informed.pk).update(mode=ConsultationMode.INFORM)
    answer(first)
    people = [speaker(paper, second.association), speaker(paper, second.association)]
    speaker(paper, informed.association)
    speaker(paper, make_branch(second.association))
    speaker(paper, second.association, is_active=False)
    speaker(make_paper(), second.association)

    found, number = counted(owing)

    assert [(one.account, one.consultation) for one in found] == [
        (account, second) for account in sorted(people, key=lambda account: account.email)
    ]
    assert number == 2
