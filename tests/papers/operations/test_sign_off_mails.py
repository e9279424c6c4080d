"""Mails of a sign-off, over real SMTP to a server of this machine."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.papers.factories import docx_of, make_paper, make_version, secretary, speaker
from tests.papers.rounds import (
    DAY,
    MINUTE,
    deliver,
    of_association,
    put,
    start_round,
    tacit_round,
    voice_of,
)

from einklang.core import clock
from einklang.federation.models import Account
from einklang.papers.enums import EventKind, SignOffMode, SignOffState
from einklang.papers.errors import TooLateError
from einklang.papers.models import Notice, PaperLink, SignOff, SignOffEntry, SignOffRound
from einklang.papers.operations.sign_off import NewRound
from einklang.papers.operations.sign_off_changes import preview_change, send_changed_version
from einklang.papers.operations.sign_off_links import invite_deputy, remind
from einklang.papers.operations.sign_off_log import Answerer
from einklang.papers.operations.silence import break_silence
from einklang.papers.tasks import sign_off as tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let refusals be read in the language of the code."""
    with translation.override("en"):
        yield


JOBS: dict[str, Callable[..., object]] = {
    "papers.send_sign_off_requests": tasks.send_requests,
    "papers.send_second_notice": tasks.send_second_notice,
    "papers.send_sign_off_reminder": tasks.send_reminder,
    "papers.mail_late_refusal": tasks.mail_late_refusal,
    "papers.mail_sign_off": tasks.mail_sign_off,
}


def work(done: set[int]) -> None:
    """Run what is queued, as a worker would, until nothing is left."""
    while jobs := [job for job in ProcrastinateJob.objects.all() if job.id not in done]:
        for job in jobs:
            done.add(job.id)
            JOBS[job.task_name](**job.args)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def by_address(inbox: list[EmailMessage]) -> dict[str, str]:
    return {str(message["To"]): text_of(message) for message in inbox}


def voices(made: SignOffRound) -> list[Account]:
    return [voice_of(of_association(made, place)) for place in range(3)]


def test_request_says_what_silence_means_and_carries_its_own_links(
    inbox: list[EmailMessage],
) -> None:
    made = tacit_round()
    people = voices(made)

    work(set())

    letters = by_address(inbox)
    assert sorted(letters) == sorted(one.email for one in people)
    for one in people:
        text = letters[one.email]
        assert "/mitzeichnung/link/" in text
        assert "/mitzeichnung/schweigen/" in text
        assert "5 Arbeitstage" in text or "5 working days" in text
    assert PaperLink.objects.count() == 6
    assert len(set(PaperLink.objects.values_list("token_hash", flat=True))) == 6
    entries = SignOffEntry.objects.filter(kind=EventKind.MAILED)
    mailed = {(entry.facts["email"], entry.facts["message_id"]) for entry in entries}
    assert mailed == {(str(one["To"]), str(one["Message-ID"])) for one in inbox}


def test_request_for_explicit_answers_has_a_deadline_and_nothing_to_break(
    inbox: list[EmailMessage],
) -> None:
    made = start_round()
    voices(made)

    work(set())

    for text in by_address(inbox).values():
        assert "/mitzeichnung/schweigen/" not in text
        assert f"{made.deadline_at:%d.%m.%Y}" in text


def test_jobs_run_twice_send_nothing_twice(inbox: list[EmailMessage]) -> None:
    made = start_round()
    voices(made)

    work(set())
    work(set())

    assert (len(inbox), Notice.objects.exclude(sent_at=None).count()) == (3, 3)


def test_only_those_who_owe_are_written_to(inbox: list[EmailMessage]) -> None:
    made = start_round()
    people = voices(made)
    done: set[int] = set()
    put(of_association(made, 0), SignOffState.SIGNED)

    work(done)
    remind(sign_off=of_association(made, 1), by=secretary(made.paper))
    work(done)

    assert [str(one["To"]) for one in inbox].count(people[1].email) == 2
    assert people[0].email not in by_address(inbox)


def test_branches_and_the_inactive_get_nothing(inbox: list[EmailMessage]) -> None:
    made = start_round()
    sign_off = of_association(made, 1)
    speaker(made.paper, sign_off.association, is_active=False)
    stranger = make_paper()
    speaker(stranger, sign_off.association)

    work(set())

    assert inbox == []


def test_refused_address_is_noted_once_and_keeps_no_other_back(
    inbox: list[EmailMessage],
) -> None:
    made = start_round()
    sign_off = of_association(made, 1)
    speaker(made.paper, sign_off.association, email="weg@example.org")
    good = voice_of(sign_off)

    work(set())
    work(set())

    assert [str(one["To"]) for one in inbox] == [good.email]
    failed = SignOffEntry.objects.get(kind=EventKind.MAIL_FAILED)
    assert failed.facts["email"] == "weg@example.org"
    assert "550" in failed.facts["reason"]
    assert not PaperLink.objects.filter(email="weg@example.org").exists()


def test_busy_server_is_tried_again(inbox: list[EmailMessage]) -> None:
    made = start_round()
    sign_off = of_association(made, 1)
    speaker(made.paper, sign_off.association, email="voll@example.org")

    for _ in range(2):
        with pytest.raises(OSError, match="452"):
            work(set())

    assert inbox == []
    assert SignOffEntry.objects.filter(kind=EventKind.MAIL_FAILED).count() == 1


def test_second_notice_names_the_last_day(inbox: list[EmailMessage]) -> None:
    made = tacit_round(silence_days=9, second_notice_days=8)
    sign_off = of_association(made, 1)
    voice = voice_of(sign_off)
    done: set[int] = set()
    work(done)
    inbox.clear()
    deliver(sign_off, due_at=clock.now() + DAY)

    tasks.settle_silence(0)
    tasks.settle_silence(0)
    work(done)

    sign_off.refresh_from_db()
    assert sign_off.due_at is not None
    (letter,) = inbox
    assert str(letter["To"]) == voice.email
    assert f"{clock.now() + DAY:%d.%m.%Y}" in text_of(letter)
    assert "/mitzeichnung/schweigen/" in text_of(letter)
    entry = sign_off.entries.get(kind=EventKind.SECOND_NOTICE)
    assert entry.facts["message_id"] == str(letter["Message-ID"])


def test_second_notice_that_was_overtaken_is_not_sent(inbox: list[EmailMessage]) -> None:
    made = tacit_round(silence_days=9, second_notice_days=8)
    sign_off = deliver(of_association(made, 1), due_at=clock.now() + DAY)
    voice_of(sign_off)
    done: set[int] = set()
    work(done)
    inbox.clear()

    tasks.settle_silence(0)
    break_silence(sign_off=sign_off, answerer=Answerer(account=voice_of(sign_off)))
    work(done)

    assert inbox == []


def test_late_word_is_told_with_what_to_do(inbox: list[EmailMessage]) -> None:
    made = tacit_round()
    sign_off = of_association(made, 1)
    voice = voice_of(sign_off)
    done: set[int] = set()
    work(done)
    inbox.clear()
    deliver(sign_off, due_at=clock.now() - MINUTE)

    with pytest.raises(TooLateError):
        break_silence(sign_off=sign_off, answerer=Answerer(account=voice))
    work(done)

    (letter,) = inbox
    assert str(letter["To"]) == voice.email
    assert sign_off.get_absolute_url() in text_of(letter)


def test_deputy_gets_a_link_and_later_the_second_notice(inbox: list[EmailMessage]) -> None:
    made = tacit_round(silence_days=9, second_notice_days=8)
    sign_off = of_association(made, 1)
    done: set[int] = set()
    work(done)

    invite_deputy(
        sign_off=sign_off, name="Vera", email="Vera@example.org", by=secretary(made.paper)
    )
    work(done)
    deliver(sign_off, due_at=clock.now() + DAY)
    tasks.settle_silence(0)
    work(done)

    assert [str(one["To"]) for one in inbox] == ["vera@example.org"] * 2
    assert "/mitzeichnung/anfrage/" not in text_of(inbox[0])


def test_changed_text_asks_some_and_informs_others(inbox: list[EmailMessage]) -> None:
    paper = make_paper(associations=3)
    make_version(paper, docx_of("# Titel", "Wir fordern zehn Millionen.", "Die Länder zahlen."))
    made = start_round(paper, rules={"untouched": "inform"})
    people = voices(made)
    done: set[int] = set()
    work(done)
    inbox.clear()
    for place in range(3):
        put(of_association(made, place), SignOffState.SIGNED)
    put(of_association(made, 2), SignOffState.RESERVATION, paragraph=2)
    new = make_version(
        paper, docx_of("# Titel", "Wir fordern elf Millionen.", "Die Länder zahlen;")
    )

    send_changed_version(
        paper=paper,
        version=new,
        request=NewRound(SignOffMode.EXPLICIT, clock.now() + DAY),
        seen_digest=preview_change(paper, new).digest,
        by=secretary(paper),
    )
    work(done)

    letters = by_address(inbox)
    assert sorted(letters) == sorted(one.email for one in people)
    assert "/mitzeichnung/link/" in letters[people[2].email]
    for one in people[:2]:
        assert "/mitzeichnung/link/" not in letters[one.email]
    assert SignOff.objects.filter(state="lapsed").count() == 1


def test_mail_is_written_in_the_language_of_the_reader(inbox: list[EmailMessage]) -> None:
    made = tacit_round()
    sign_off = of_association(made, 1)
    speaker(made.paper, sign_off.association, language="en")

    work(set())

    assert "What happens if you do nothing: silence counts as consent." in text_of(inbox[0])
