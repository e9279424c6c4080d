"""Ask the associations, give them more time, close, reopen; every mail goes out once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.papers.factories import (
    make_association,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.papers.enums import AnswerKind, ConsultationMode, JobState, ProposalVerdict, Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Consolidation, Consultation, Paper, Proposal
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.circulation import (
    Asked,
    close_circulation,
    extend_deadline,
    open_circulation,
    reopen_consultation,
)
from einklang.papers.operations.files import WordFile, content_of

pytestmark = pytest.mark.django_db


def jobs(name: str) -> list[dict[str, Any]]:
    """Return the arguments of the queued jobs of a name, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name]
        )
        rows = [row[0] for row in cursor.fetchall()]
    return [json.loads(row) if isinstance(row, str) else row for row in rows]


def asked(paper: Paper, hours: int = 48) -> list[Asked]:
    deadline_at = clock.now() + timedelta(hours=hours)
    return [
        Asked(party.association, ConsultationMode.COMMENT, deadline_at)
        for party in paper.parties.exclude(role="lead")
    ]


def answer(consultation: Consultation, kind: AnswerKind, data: bytes | None = None) -> None:
    account = speaker(consultation.circulation.paper, consultation.association)
    file = WordFile("antwort.docx", data) if data else None
    send_answer(
        consultation=consultation,
        answer=NewAnswer(kind, file),
        sender=Sender(account, "Kim Muster"),
    )


def test_opening_makes_rooms_moves_the_paper_and_orders_the_mails() -> None:
    paper = make_paper(associations=3)
    version = make_version(paper)
    by = speaker(paper, paper.lead)
    wanted = asked(paper)

    circulation = open_circulation(
        paper=paper, version=version, asked=wanted, message="Bitte prüfen.", by=by
    )

    paper.refresh_from_db()
    rooms = list(circulation.consultations.all())
    assert paper.stage == Stage.CIRCULATING
    assert (circulation.number, circulation.version, circulation.message) == (
        1,
        version,
        "Bitte prüfen.",
    )
    assert [room.association for room in rooms] == [one.association for one in wanted]
    assert jobs("papers.send_circulation") == [
        {"consultation_id": room.pk, "until": room.deadline_at.isoformat()} for room in rooms
    ]


def test_opening_is_refused_to_others() -> None:
    paper = make_paper()
    version = make_version(paper)
    other = speaker(paper, paper.parties.get(role="asked").association)

    with pytest.raises(RefusedError, match=r"lead|feder"):
        open_circulation(paper=paper, version=version, asked=asked(paper), message="", by=other)


@pytest.mark.parametrize("fault", ["past", "stranger", "nobody", "foreign version", "no text"])
def test_opening_refuses_what_does_not_fit(fault: str) -> None:
    paper = make_paper()
    version = make_version(make_paper() if fault in {"foreign version", "no text"} else paper)
    if fault == "foreign version":
        make_version(paper)
    wanted = asked(paper, hours=-1 if fault == "past" else 48)
    if fault == "stranger":
        wanted = [Asked(make_association(), ConsultationMode.COMMENT, wanted[0].deadline_at)]
    if fault == "nobody":
        wanted = []

    with pytest.raises(PaperError) as refused:
        open_circulation(
            paper=paper, version=version, asked=wanted, message="", by=secretary(paper)
        )

    paper.refresh_from_db()
    assert str(refused.value)
    assert paper.stage == Stage.DRAFTING
    assert Consultation.objects.count() == 0


def test_second_circulation_waits_for_the_first() -> None:
    paper = make_paper()
    version = make_version(paper)
    make_circulation(version)

    with pytest.raises(PaperError, match=r"associations|Verb"):
        open_circulation(
            paper=paper, version=version, asked=asked(paper), message="", by=secretary(paper)
        )


def test_more_time_is_later_and_announced() -> None:
    paper = make_paper()
    circulation = make_circulation(make_version(paper))
    room = circulation.consultations.get()
    later = room.deadline_at + timedelta(days=2)

    extend_deadline(consultation=room, deadline_at=later, by=secretary(paper))

    room.refresh_from_db()
    assert room.deadline_at == later
    assert jobs("papers.send_circulation") == [
        {"consultation_id": room.pk, "until": later.isoformat()}
    ]
    with pytest.raises(PaperError):
        extend_deadline(consultation=room, deadline_at=later, by=secretary(paper))


def test_closing_asks_back_while_answers_are_missing() -> None:
    paper = make_paper(associations=4)
    circulation = make_circulation(make_version(paper))
    first, _, informed = circulation.consultations.all()
    Consultation.objects.filter(pk=informed.pk).update(mode=ConsultationMode.INFORM)
    answer(first, AnswerKind.NIL)

    with pytest.raises(PaperError) as refused:
        close_circulation(circulation=circulation, by=secretary(paper))

    circulation.refresh_from_db()
    assert circulation.is_open
    assert "1" in str(refused.value)
    assert "2" in str(refused.value)


def test_closing_with_a_file_orders_the_consolidation() -> None:
    paper = make_paper()
    version = make_version(paper)
    circulation = make_circulation(version)
    room = circulation.consultations.get()
    answer(room, AnswerKind.DOCX, content_of(version.file))

    close_circulation(circulation=circulation, by=secretary(paper))

    paper.refresh_from_db()
    consolidation = Consolidation.objects.get(circulation=circulation)
    assert paper.stage == Stage.CONSOLIDATING
    assert jobs("papers.consolidate") == [{"consolidation_id": consolidation.pk}]
    with pytest.raises(PaperError):
        close_circulation(circulation=circulation, by=secretary(paper))


def test_closing_without_any_file_leads_back_to_drafting() -> None:
    paper = make_paper()
    circulation = make_circulation(make_version(paper))
    answer(circulation.consultations.get(), AnswerKind.NIL)

    close_circulation(circulation=circulation, by=secretary(paper))

    paper.refresh_from_db()
    assert paper.stage == Stage.DRAFTING
    assert jobs("papers.consolidate") == []


def test_reopening_lets_one_association_answer_and_drops_the_consolidation() -> None:
    paper = make_paper(associations=3)
    version = make_version(paper)
    circulation = make_circulation(version)
    first, second = circulation.consultations.all()
    answer(first, AnswerKind.DOCX, content_of(version.file))
    by = secretary(paper)
    close_circulation(circulation=circulation, by=by, knows_of_missing=True)
    deadline_at = clock.now() + timedelta(days=1)

    reopen_consultation(consultation=second, deadline_at=deadline_at, by=by)

    paper.refresh_from_db()
    circulation.refresh_from_db()
    second.refresh_from_db()
    assert paper.stage == Stage.CIRCULATING
    assert circulation.is_open
    assert second.deadline_at == deadline_at
    assert not Consolidation.objects.exists()
    answer(second, AnswerKind.NIL)
    close_circulation(circulation=circulation, by=by)
    assert Consolidation.objects.filter(circulation=circulation).exists()


@pytest.mark.parametrize("fault", ["open", "answered", "decided", "newer version", "past"])
def test_reopening_refuses_what_comes_too_late(fault: str) -> None:
    paper = make_paper(associations=3)
    version = make_version(paper)
    circulation = make_circulation(version)
    first, second = circulation.consultations.all()
    answer(first, AnswerKind.DOCX, content_of(version.file))
    by = secretary(paper)
    if fault != "open":
        close_circulation(circulation=circulation, by=by, knows_of_missing=True)
        consolidation = Consolidation.objects.get()
        consolidation.state = JobState.DONE
        consolidation.save()
    if fault == "decided":
        Proposal.objects.create(
            consolidation=consolidation,
            position=1,
            change="c1",
            kind="insert",
            associations=["Verband B"],
            verdict=ProposalVerdict.ACCEPT,
            decided_at=clock.now(),
        )
    if fault == "newer version":
        make_version(paper)
    room = first if fault == "answered" else second
    moment = clock.now() + timedelta(days=-1 if fault == "past" else 1)

    with pytest.raises(PaperError):
        reopen_consultation(consultation=room, deadline_at=moment, by=by)

    assert Consolidation.objects.exists() is (fault != "open")
