"""The one official answer: kinds, the deadline, two at once, taking back, drafts of the house."""

import io
import threading
import time
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone
from tests.papers.factories import (
    TEXT,
    docx_of,
    docx_upload,
    make_branch,
    make_circulation,
    make_paper,
    make_version,
    secretary,
    speaker,
)

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind
from einklang.papers.errors import (
    FileRefusedError,
    PaperError,
    RefusedError,
    StaleError,
    TooLateError,
)
from einklang.papers.models import Answer, Consultation, DraftEdit, SubReturn
from einklang.papers.operations.answer_links import create_answer_link, revoke_answer_link
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer, withdraw_answer
from einklang.papers.operations.circulation import close_circulation
from einklang.papers.operations.files import WordFile, content_of
from einklang.papers.operations.held import held, hold
from einklang.papers.operations.room import (
    ParagraphEdit,
    add_contribution,
    add_remark,
    draft_state,
    save_edit,
)
from einklang.papers.rendering.answers import findings

TWELVE = "Wir fordern zwölf Millionen Euro für die Beratung."


def make_room(**fields: Any) -> Consultation:
    paper = make_paper(associations=fields.pop("associations", 2))
    circulation = make_circulation(make_version(paper), **fields)
    return circulation.consultations.all()[0]


def official(room: Consultation, **fields: Any) -> Account:
    return speaker(room.circulation.paper, room.association, **fields)


def edit(number: int, text: str, revision: int = 0, comment: str = "") -> ParagraphEdit:
    return ParagraphEdit(number, text, bool(text), comment, revision)


def send(room: Consultation, kind: AnswerKind = AnswerKind.NIL, **fields: Any) -> Answer:
    account = fields.pop("by", None) or official(room)
    name = fields.pop("name", str(account))
    return send_answer(
        consultation=room, answer=NewAnswer(kind, **fields), sender=Sender(account, name)
    )


def found_in(answer: Answer) -> Any:
    return findings(
        answer.consultation.circulation.version,
        association="Verband",
        data=content_of(answer.file),
        name=answer.name,
    )


@pytest.mark.django_db
def test_changes_of_the_browser_become_recorded_ones_of_the_sender() -> None:
    room = make_room()
    by = official(room, name="Kim Muster")
    save_edit(consultation=room, edit=edit(4, TWELVE, comment="Gerechnet."), by=by)
    save_edit(consultation=room, edit=edit(2, "", comment="Gut."), by=by)

    answer = send(room, AnswerKind.EDITS, by=by, note="Danke")

    assert (answer.kind, answer.note, answer.sender_name, answer.by_link) == (
        AnswerKind.EDITS, "Danke", "Kim Muster", False,
    )  # fmt: skip
    assert answer.name == f"entwurf-1 – {room.association}.docx"
    found = found_in(answer)
    assert (found.changes, found.comments, found.losses) == (1, 2, ())
    xml = docx.Document(io.BytesIO(content_of(answer.file))).element.xml
    assert 'w:author="Kim Muster"' in xml
    assert "zwölf" in xml
    assert "zehn" in xml


@pytest.mark.django_db
def test_comments_only_leave_the_text_as_it_is() -> None:
    room = make_room()
    by = official(room)
    save_edit(consultation=room, edit=edit(4, TWELVE, comment="Gerechnet."), by=by)

    answer = send(room, AnswerKind.COMMENTS, by=by)

    found = found_in(answer)
    assert (found.changes, found.comments) == (0, 1)


@pytest.mark.django_db
def test_nil_return_has_no_file() -> None:
    answer = send(make_room())

    assert (answer.kind, answer.file.name, answer.size, answer.sha256) == ("nil", "", 0, "")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [AnswerKind.DOCX, AnswerKind.EDITS, AnswerKind.COMMENTS])
def test_an_answer_without_anything_in_it_is_refused(kind: AnswerKind) -> None:
    room = make_room()

    with pytest.raises(PaperError):
        send(room, kind)
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_an_answer_needs_a_name() -> None:
    with pytest.raises(PaperError):
        send(make_room(), name="  ")


@pytest.mark.django_db
def test_only_speakers_of_the_association_send() -> None:
    room = make_room(associations=3)
    paper = room.circulation.paper
    other = room.circulation.consultations.exclude(pk=room.pk).get()
    strangers = [
        speaker(paper, paper.lead),
        speaker(paper, other.association),
        speaker(paper, make_branch(room.association)),
        secretary(paper),
        Account.objects.create_superuser(email="root@example.org", password="x"),
    ]

    for stranger in strangers:
        with pytest.raises(RefusedError):
            send(room, by=stranger)
    with pytest.raises(RefusedError):
        send_answer(
            consultation=room, answer=NewAnswer(AnswerKind.NIL), sender=Sender(None, "Niemand")
        )
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_the_second_of_the_deadline_is_on_time_and_the_next_one_late() -> None:
    room = make_room(associations=3)
    later = room.circulation.consultations.exclude(pk=room.pk).get()
    # From the beginning of a second, so that it does not end while the answer is sent.
    time.sleep(1 - clock.now().microsecond / 1_000_000)
    second = clock.now().replace(microsecond=0)
    Consultation.objects.filter(pk=room.pk).update(deadline_at=second)
    Consultation.objects.filter(pk=later.pk).update(deadline_at=second - timedelta(seconds=1))

    on_time, late = send(room), send(later)

    assert on_time.sent_at >= second
    assert (on_time.is_late, late.is_late) == (False, True)
    room.deadline_at = second
    assert not room.is_late_at(second + timedelta(microseconds=999_999))
    assert room.is_late_at(second + timedelta(seconds=1))


@pytest.mark.django_db
def test_after_the_closing_it_is_too_late_and_the_message_says_whom_to_call() -> None:
    room = make_room()
    paper = room.circulation.paper
    room.circulation.opened_by = speaker(paper, paper.lead, name="Toni Leitung")
    room.circulation.save()
    close_circulation(circulation=room.circulation, by=secretary(paper), knows_of_missing=True)

    with pytest.raises(TooLateError) as refused:
        send(room)

    assert "Toni Leitung" in str(refused.value)
    assert str(paper.lead) in str(refused.value)


@pytest.mark.django_db
def test_taken_back_answer_is_kept_and_a_new_one_may_come() -> None:
    room = make_room()
    by = official(room)
    first = send(room, by=by)

    withdraw_answer(answer=first, by=by)
    second = send(room, by=by)
    withdraw_answer(answer=second, by=secretary(room.circulation.paper))

    assert [one.withdrawn_at is not None for one in room.answers.all()] == [True, True]
    with pytest.raises(PaperError):
        withdraw_answer(answer=second, by=by)


@pytest.mark.django_db
def test_others_do_not_take_answers_back_and_nobody_after_the_closing() -> None:
    room = make_room()
    paper = room.circulation.paper
    by = official(room)
    answer = send(room, by=by)

    for stranger in (
        speaker(paper, paper.lead),
        speaker(paper, make_branch(room.association)),
    ):
        with pytest.raises(RefusedError):
            withdraw_answer(answer=answer, by=stranger)
    close_circulation(circulation=room.circulation, by=secretary(paper))
    with pytest.raises(PaperError):
        withdraw_answer(answer=answer, by=by)


@pytest.mark.django_db
def test_sent_answer_is_frozen_and_the_only_one() -> None:
    room = make_room()
    answer = send(room)

    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(note="anders")
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).delete()
    with pytest.raises(IntegrityError, match="papers_one_official_answer"), transaction.atomic():
        Answer.objects.create(
            consultation=room, kind=AnswerKind.NIL, sent_at=clock.now(), sender_name="Zwei"
        )


@pytest.mark.django_db
def test_what_changed_since_the_preview_is_not_sent_unseen() -> None:
    room = make_room()
    by = official(room)
    save_edit(consultation=room, edit=edit(4, TWELVE), by=by)
    seen = draft_state(room)
    save_edit(consultation=room, edit=edit(4, "Anders.", revision=1), by=official(room))

    with pytest.raises(StaleError):
        send(room, AnswerKind.EDITS, by=by, seen=seen)
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_second_editor_of_a_paragraph_is_told_and_nothing_is_lost() -> None:
    room = make_room()
    save_edit(consultation=room, edit=edit(4, TWELVE), by=official(room, name="Eins"))

    with pytest.raises(StaleError, match="Eins") as refused:
        save_edit(consultation=room, edit=edit(4, "Elf."), by=official(room, name="Zwei"))

    assert refused.value.current.text == TWELVE
    row = DraftEdit.objects.get()
    assert (row.text, row.revision, row.editor_name) == (TWELVE, 1, "Eins")
    # Back to the draft's text, and on again: an old number never fits once more.
    save_edit(consultation=room, edit=edit(4, "", revision=1), by=official(room))
    save_edit(consultation=room, edit=edit(4, "Neun.", revision=2), by=official(room))
    with pytest.raises(StaleError):
        save_edit(consultation=room, edit=edit(4, "Elf.", revision=1), by=official(room))


@pytest.mark.django_db
def test_draft_answer_stands_still_once_the_answer_is_sent() -> None:
    room = make_room()
    by = official(room)
    send(room, by=by)

    with pytest.raises(PaperError):
        save_edit(consultation=room, edit=edit(4, TWELVE), by=by)


@pytest.mark.django_db
def test_branches_comment_and_contribute_but_write_no_answer() -> None:
    room = make_room()
    branch = make_branch(room.association)
    by = speaker(room.circulation.paper, branch, name="Alex Zweig")

    remark = add_remark(consultation=room, paragraph=4, text=" Zu wenig. ", by=by)
    add_contribution(consultation=room, upload=docx_upload(), note="Von uns", by=by)

    contribution = SubReturn.objects.get()
    assert (remark.paragraph, remark.text, remark.author_name) == (4, "Zu wenig.", "Alex Zweig")
    assert (contribution.organisation, contribution.name, contribution.note) == (
        branch, "entwurf.docx", "Von uns",
    )  # fmt: skip
    with pytest.raises(RefusedError):
        save_edit(consultation=room, edit=edit(4, TWELVE), by=by)
    with pytest.raises(PaperError):
        add_remark(consultation=room, paragraph=None, text="  ", by=by)


@pytest.mark.django_db
def test_strangers_leave_nothing_in_a_room() -> None:
    room = make_room()
    paper = room.circulation.paper

    for stranger in (speaker(paper, paper.lead), secretary(paper)):
        with pytest.raises(RefusedError):
            add_remark(consultation=room, paragraph=None, text="Hallo", by=stranger)
        with pytest.raises(RefusedError):
            add_contribution(consultation=room, upload=docx_upload(), note="", by=stranger)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"), [("bild.png", b"\x89PNG\r\n\x1a\n"), ("a.docx", b"PK\x03\x04kaputt")]
)
def test_contribution_that_is_no_word_file_is_refused(name: str, data: bytes) -> None:
    room = make_room()

    with pytest.raises(FileRefusedError) as refused:
        add_contribution(
            consultation=room, upload=SimpleUploadedFile(name, data), note="", by=official(room)
        )

    assert refused.value.advice
    assert not SubReturn.objects.exists()


@pytest.mark.django_db
def test_closed_room_takes_nothing_more() -> None:
    room = make_room()
    by = official(room)
    close_circulation(
        circulation=room.circulation,
        by=secretary(room.circulation.paper),
        knows_of_missing=True,
    )

    with pytest.raises(PaperError):
        add_remark(consultation=room, paragraph=None, text="Hallo", by=by)
    room.refresh_from_db()
    room.circulation.refresh_from_db()
    with pytest.raises(PaperError):
        add_contribution(consultation=room, upload=docx_upload(), note="", by=by)


@pytest.mark.django_db
def test_held_answer_comes_back_to_its_owner_only() -> None:
    room = make_room(associations=3)
    other = room.circulation.consultations.exclude(pk=room.pk).get()
    file = WordFile("a.docx", docx_of(*TEXT))
    answer = NewAnswer(AnswerKind.DOCX, file, "Notiz", "stand")

    text = hold(consultation=room, answer=answer, owner="account:1", name="Kim")

    assert held(consultation=room, text=text, owner="account:1") == (answer, "Kim")
    for consultation, owner, signed in (
        (room, "account:2", text),
        (other, "account:1", text),
        (room, "account:1", f"{text}x"),
        (room, "account:1", ""),
    ):
        with pytest.raises(TooLateError):
            held(consultation=consultation, text=signed, owner=owner)


@pytest.mark.django_db
def test_link_sends_once_in_the_name_of_its_bearer() -> None:
    room = make_room()
    by = official(room)
    link, _ = create_answer_link(
        consultation=room, person_name="Robin Vertretung", email="r@example.org", by=by
    )

    answer = send_answer(
        consultation=room,
        answer=NewAnswer(AnswerKind.NIL),
        sender=Sender(None, "Robin Vertretung", link),
    )

    link.refresh_from_db()
    assert (answer.by_link, answer.sent_by, answer.sender_name) == (
        True, None, "Robin Vertretung",
    )  # fmt: skip
    assert link.used_at == answer.sent_at


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["revoked", "expired", "other association"])
def test_link_that_is_not_valid_sends_nothing(fault: str) -> None:
    room = make_room(associations=3)
    other = room.circulation.consultations.exclude(pk=room.pk).get()
    by = official(room)
    link, _ = create_answer_link(
        consultation=room, person_name="Robin", email="r@example.org", by=by
    )
    if fault == "revoked":
        revoke_answer_link(link=link, by=by)
    if fault == "expired":
        link.expires_at = clock.now()
        link.save()

    with pytest.raises(TooLateError):
        send_answer(
            consultation=other if fault == "other association" else room,
            answer=NewAnswer(AnswerKind.NIL),
            sender=Sender(None, "Robin", link),
        )
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_links_are_made_by_speakers_and_steering_only() -> None:
    room = make_room()
    paper = room.circulation.paper

    create_answer_link(
        consultation=room, person_name="Robin", email="r@example.org", by=secretary(paper)
    )
    for stranger in (speaker(paper, paper.lead), speaker(paper, make_branch(room.association))):
        with pytest.raises(RefusedError):
            create_answer_link(
                consultation=room, person_name="Robin", email="r@example.org", by=stranger
            )
    with pytest.raises(PaperError):
        create_answer_link(consultation=room, person_name="", email="", by=secretary(paper))


@pytest.mark.django_db(transaction=True)
def test_two_of_one_house_at_once_give_one_answer_and_one_clear_message() -> None:
    room = make_room()
    people = [official(room, name="Ada Eins"), official(room, name="Bo Zwei")]
    start = threading.Barrier(2)
    results: list[Answer | Exception] = []

    def work(account: Account) -> None:
        try:
            mine = Consultation.objects.select_related(
                "association", "circulation__paper__activity"
            ).get(pk=room.pk)
            start.wait(10)
            results.append(send(mine, by=account))
        except PaperError as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(account,)) for account in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    (sent,) = [one for one in results if isinstance(one, Answer)]
    (refused,) = [one for one in results if isinstance(one, StaleError)]
    assert sent.sender_name in str(refused)
    assert timezone.localtime(sent.sent_at).strftime("%H:%M") in str(refused)
    assert refused.current == sent
    assert list(Answer.objects.all()) == [sent]
    assert connection.in_atomic_block is False


@pytest.mark.django_db(transaction=True)
def test_closing_and_answering_at_once_leave_no_answer_behind_the_closing() -> None:
    room = make_room()
    paper = room.circulation.paper
    by, lead = official(room), secretary(paper)
    start = threading.Barrier(2)
    problems: list[Exception] = []

    def answering() -> None:
        start.wait(10)
        send(room, by=by)

    def closing() -> None:
        start.wait(10)
        close_circulation(circulation=room.circulation, by=lead, knows_of_missing=True)

    def work(act: Any) -> None:
        try:
            act()
        except PaperError as error:
            problems.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(act,)) for act in (answering, closing)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    room.circulation.refresh_from_db()
    answers = list(Answer.objects.all())
    assert not room.circulation.is_open
    assert [type(problem) for problem in problems] == ([] if answers else [TooLateError])
