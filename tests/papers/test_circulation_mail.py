"""Mails of a circulation go over real SMTP to a server of this machine, each of them once."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.inbox import text_of
from tests.papers.factories import (
    make_branch,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.core.links import hash_of
from einklang.papers.enums import AnswerKind, ConsultationMode
from einklang.papers.models import Consultation, Notice
from einklang.papers.operations.answer_links import create_answer_link, revoke_answer_link
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.circulation import Asked, extend_deadline, open_circulation
from einklang.papers.tasks.circulation import send_answer_link, send_circulation


def make_room(**fields: Any) -> Consultation:
    paper = make_paper(title="Mehr Beratung")
    circulation = make_circulation(make_version(paper), **fields)
    return circulation.consultations.get()


def ask(room: Consultation) -> None:
    room.refresh_from_db()
    send_circulation(consultation_id=room.pk, until=room.deadline_at.isoformat())


@pytest.mark.django_db
def test_speakers_of_the_association_are_asked_once_and_nobody_else(
    inbox: list[EmailMessage],
) -> None:
    room = make_room(message="Vor allem Absatz 4.")
    paper = room.circulation.paper
    one = speaker(paper, room.association)
    two = speaker(paper, room.association, language="en")
    speaker(paper, room.association, is_active=False)
    speaker(paper, make_branch(room.association))
    speaker(paper, paper.lead)
    secretary(paper)

    ask(room)
    ask(room)

    assert sorted(message["To"] for message in inbox) == sorted([one.email, two.email])
    german, english = sorted(inbox, key=lambda message: message["To"] != one.email)
    assert "Mehr Beratung" in german["Subject"]
    for message in (german, english):
        assert f"/papiere/raum/{room.pk}/" in text_of(message)
        assert "Vor allem Absatz 4." in text_of(message)
    assert "does not count as consent" in text_of(english)
    notices = Notice.objects.all()
    assert {notice.message_id for notice in notices} == {one["Message-ID"] for one in inbox}


@pytest.mark.django_db
def test_new_deadline_is_a_mail_of_its_own_and_the_old_job_says_nothing(
    inbox: list[EmailMessage],
) -> None:
    room = make_room()
    paper = room.circulation.paper
    speaker(paper, room.association, language="en")
    old = room.deadline_at.isoformat()
    ask(room)
    extend_deadline(
        consultation=room, deadline_at=room.deadline_at + timedelta(days=3), by=secretary(paper)
    )

    send_circulation(consultation_id=room.pk, until=old)
    ask(room)

    assert len(inbox) == 2
    assert inbox[1]["Subject"].startswith("New deadline")


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["answered", "closed"])
def test_who_has_answered_or_can_no_more_gets_no_mail(
    inbox: list[EmailMessage], reason: str
) -> None:
    room = make_room()
    account = speaker(room.circulation.paper, room.association)
    if reason == "answered":
        send_answer(
            consultation=room, answer=NewAnswer(AnswerKind.NIL), sender=Sender(account, "Kim")
        )
    else:
        room.circulation.closed_at = room.deadline_at
        room.circulation.save()

    ask(room)

    assert inbox == []


@pytest.mark.django_db
def test_who_is_only_informed_is_told_so(inbox: list[EmailMessage]) -> None:
    room = make_room()
    Consultation.objects.filter(pk=room.pk).update(mode=ConsultationMode.INFORM)
    speaker(room.circulation.paper, room.association, language="en")

    ask(room)

    (message,) = inbox
    assert "You need not answer." in text_of(message)
    assert "If you do nothing" not in text_of(message)


@pytest.mark.django_db
def test_server_that_refuses_leaves_the_mail_to_the_next_try(inbox: list[EmailMessage]) -> None:
    room = make_room()
    speaker(room.circulation.paper, room.association)

    with override_settings(EMAIL_PORT=9), pytest.raises(OSError, match="refused"):
        ask(room)
    ask(room)

    assert len(inbox) == 1


@pytest.mark.django_db
def test_deputy_gets_the_link_that_was_shown_and_the_tables_hold_only_its_hash(
    inbox: list[EmailMessage],
) -> None:
    room = make_room()
    by = speaker(room.circulation.paper, room.association, name="Kim Muster")
    link, token = create_answer_link(
        consultation=room, person_name="Robin Vertretung", email="robin@example.org", by=by
    )

    send_answer_link(link_id=link.pk)
    send_answer_link(link_id=link.pk)

    (message,) = inbox
    link.refresh_from_db()
    assert message["To"] == "robin@example.org"
    assert f"http://localhost:8000/papiere/antwort/{token}/" in text_of(message)
    assert "Kim Muster" in text_of(message)
    assert link.token_hash == hash_of(token)
    assert token not in str(vars(link))


@pytest.mark.django_db
def test_link_that_was_withdrawn_is_not_mailed(inbox: list[EmailMessage]) -> None:
    room = make_room()
    by = speaker(room.circulation.paper, room.association)
    link, _ = create_answer_link(
        consultation=room, person_name="Robin", email="robin@example.org", by=by
    )
    revoke_answer_link(link=link, by=by)

    send_answer_link(link_id=link.pk)

    assert inbox == []


@pytest.mark.django_db
def test_deadline_in_the_time_of_berlin_is_mailed(inbox: list[EmailMessage]) -> None:
    paper = make_paper()
    version = make_version(paper)
    asked = paper.parties.last()
    assert asked is not None
    one = speaker(paper, asked.association)
    deadline_at = timezone.localtime(clock.now() + timedelta(days=5))
    wish = Asked(asked.association, ConsultationMode.COMMENT, deadline_at)
    open_circulation(paper=paper, version=version, asked=[wish], message="", by=secretary(paper))
    job = ProcrastinateJob.objects.get(task_name="papers.send_circulation")

    send_circulation(**job.args)

    assert [message["To"] for message in inbox] == [one.email]
