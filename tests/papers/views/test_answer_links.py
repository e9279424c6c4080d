"""The page behind a link: one answer, no account, nothing of the room, no guessing."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
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

from einklang.core import clock, throttle
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind
from einklang.papers.models import Answer, PaperLink
from einklang.papers.operations.answer_links import create_answer_link, revoke_answer_link
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.room import ParagraphEdit, add_remark, save_edit

pytestmark = pytest.mark.django_db

SECRET = "Das bleibt unter uns"
TWELVE = "Wir fordern zwölf Millionen Euro für die Beratung."


@pytest.fixture(autouse=True)
def nobody_has_guessed() -> None:
    cache.clear()


class Door:
    """A room, a link into its answer, and a browser without an account."""

    def __init__(self, **fields: Any) -> None:
        self.paper = make_paper(associations=3)
        self.circulation = make_circulation(make_version(self.paper), **fields)
        self.room, self.other = self.circulation.consultations.all()
        self.official = speaker(self.paper, self.room.association, name="Kim Amtlich")
        self.link, self.token = create_answer_link(
            consultation=self.room,
            person_name="Robin Vertretung",
            email="robin@example.org",
            by=self.official,
        )
        self.url = reverse("papers:answer_by_link", args=[self.token])
        self.browser = Client(enforce_csrf_checks=True)


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    text: str = response.content.decode()
    return unescape(text)


def held_in(response: Any) -> str:
    found = re.search(r'name="held" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_bearer_sees_the_draft_and_nothing_of_the_room() -> None:
    door = Door(message="Vor allem Absatz 4.")
    add_remark(consultation=door.room, paragraph=4, text=SECRET, by=door.official)
    save_edit(
        consultation=door.room,
        edit=ParagraphEdit(4, SECRET, is_changed=True, comment=SECRET, revision=0),
        by=door.official,
    )

    text = text_of(door.browser.get(door.url))

    assert TEXT[3] in text
    assert "Vor allem Absatz 4." in text
    assert SECRET not in text
    draft = door.browser.get(f"{door.url}entwurf/")
    assert b"".join(draft.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a FileResponse
    draft.close()
    for url in (door.room.get_absolute_url(), reverse("papers:room_answer", args=[door.room.pk])):
        assert door.browser.get(url).status_code == 302


def test_looking_changes_nothing_but_the_first_opening() -> None:
    door = Door()

    door.browser.get(door.url)
    door.link.refresh_from_db()
    first = door.link.opened_at
    door.browser.get(door.url)
    door.browser.head(door.url)

    door.link.refresh_from_db()
    assert first is not None
    assert (door.link.opened_at, door.link.used_at) == (first, None)
    assert not Answer.objects.exists()


def test_bearer_sends_a_word_file_under_the_given_name() -> None:
    door = Door()
    upload = SimpleUploadedFile("antwort.docx", docx_of(*TEXT[:3], TWELVE, TEXT[4]))

    checked = door.browser.post(
        door.url, {"act": "file", "name": "Robin V.", "file": upload, "note": "Gern"}
    )
    assert "zwölf" in text_of(checked)
    assert not Answer.objects.exists()
    sent = door.browser.post(door.url, {"act": "send", "held": held_in(checked)})

    answer = Answer.objects.get()
    assert "Robin V." in text_of(sent)
    assert (answer.kind, answer.note, answer.sender_name, answer.by_link, answer.sent_by) == (
        AnswerKind.DOCX, "Gern", "Robin V.", True, None,
    )  # fmt: skip


def test_bearer_changes_and_comments_chosen_paragraphs() -> None:
    door = Door()
    url = f"{door.url}absaetze/?absatz=4&absatz=5"

    form = text_of(door.browser.get(url))
    data = {
        "name": "Robin V.",
        "text-4": TWELVE,
        "comment-4": "Gerechnet.",
        "text-5": TEXT[4],
        "comment-5": "",
        "note": "",
    }
    checked = door.browser.post(url, data)
    assert "Gerechnet." in text_of(checked)
    door.browser.post(door.url, {"act": "send", "held": held_in(checked)})

    answer = Answer.objects.get()
    assert TEXT[3] in form
    assert (answer.kind, answer.sender_name) == (AnswerKind.EDITS, "Robin V.")


def test_bearer_who_only_comments_or_says_nothing() -> None:
    door = Door()
    url = f"{door.url}absaetze/?absatz=4"
    data = {"name": "Robin", "text-4": TEXT[3], "comment-4": "", "note": "Notiz"}

    nothing = text_of(door.browser.post(url, data))
    checked = door.browser.post(url, {**data, "comment-4": "Gut so."})
    door.browser.post(door.url, {"act": "send", "held": held_in(checked)})

    assert "Notiz" in nothing
    assert Answer.objects.get().kind == AnswerKind.COMMENTS
    fresh = Door()
    for none in ("", "?absatz=", "?absatz=99", "?absatz=x"):
        response = fresh.browser.get(f"{fresh.url}absaetze/{none}")
        assert response.headers["Location"] == f"{fresh.url}#absaetze"


def test_nil_return_by_link() -> None:
    door = Door()

    checked = door.browser.post(door.url, {"act": "nil", "nil-name": "Robin", "nil-note": "Ja"})
    door.browser.post(door.url, {"act": "send", "held": held_in(checked)})

    answer = Answer.objects.get()
    assert (answer.kind, answer.note, answer.sender_name) == (AnswerKind.NIL, "Ja", "Robin")


@pytest.mark.parametrize(
    "upload", [SimpleUploadedFile("bild.png", b"\x89PNG\r\n\x1a\n"), docx_upload("Ganz anders.")]
)
def test_refused_file_keeps_name_and_note(upload: SimpleUploadedFile) -> None:
    door = Door()

    text = text_of(
        door.browser.post(
            door.url, {"act": "file", "name": "Robin V.", "file": upload, "note": "Gern"}
        )
    )

    assert "kern-error" in text
    assert 'value="Robin V."' in text
    assert "Gern" in text


def test_name_is_asked_for() -> None:
    door = Door()

    text_of(door.browser.post(door.url, {"act": "nil", "nil-name": "", "nil-note": "Ja"}))

    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("fault", "status"),
    [("revoked", 410), ("expired", 410), ("closed", 410), ("answered", 410), ("unknown", 404)],
)
def test_link_that_opens_nothing_says_why_to_its_holder_only(fault: str, status: int) -> None:
    door = Door()
    if fault == "revoked":
        revoke_answer_link(link=door.link, by=door.official)
    if fault == "expired":
        PaperLink.objects.update(expires_at=clock.now())
    if fault == "closed":
        door.circulation.closed_at = clock.now()
        door.circulation.save()
    if fault == "answered":
        send_answer(
            consultation=door.room,
            answer=NewAnswer(AnswerKind.NIL),
            sender=Sender(door.official, "Kim Amtlich"),
        )
    url = door.url if fault != "unknown" else reverse("papers:answer_by_link", args=["geraten"])
    before = Answer.objects.count()

    for address in (url, f"{url}entwurf/", f"{url}absaetze/?absatz=4"):
        text = text_of(door.browser.get(address), status)
        assert TEXT[3] not in text
        assert ("Kim Amtlich" in text) is (fault in {"answered", "revoked", "expired"})
    text_of(door.browser.post(url, {"act": "nil", "nil-name": "R", "nil-note": ""}), status)
    assert Answer.objects.count() == before


def test_replay_of_what_was_sent_sends_nothing_more() -> None:
    door = Door()
    checked = door.browser.post(door.url, {"act": "nil", "nil-name": "Robin", "nil-note": ""})
    data = {"act": "send", "held": held_in(checked)}
    door.browser.post(door.url, data)

    text = text_of(door.browser.post(door.url, data), 410)

    assert "Robin" in text
    assert Answer.objects.count() == 1


def test_withdrawn_between_looking_and_sending_sends_nothing() -> None:
    door = Door()
    checked = door.browser.post(door.url, {"act": "nil", "nil-name": "Robin", "nil-note": ""})
    revoke_answer_link(link=door.link, by=door.official)

    text_of(door.browser.post(door.url, {"act": "send", "held": held_in(checked)}), 410)

    assert not Answer.objects.exists()


def test_what_one_link_checked_is_not_sent_by_another() -> None:
    door, other = Door(), Door()
    checked = door.browser.post(door.url, {"act": "nil", "nil-name": "Robin", "nil-note": ""})

    text_of(other.browser.post(other.url, {"act": "send", "held": held_in(checked)}), 410)

    assert not Answer.objects.exists()


def test_people_of_other_associations_cannot_use_a_link_they_got_hold_of() -> None:
    door = Door()

    for association, status in (
        (door.other.association, 404),
        (door.paper.lead, 404),
        (door.room.association, 200),
    ):
        client = signed_in(speaker(door.paper, association))
        text_of(client.get(door.url), status)
    assert signed_in(secretary(door.paper)).get(door.url).status_code == 200


def test_guessing_is_stopped_even_before_a_real_link() -> None:
    door = Door()
    for number in range(throttle.MISSES):
        text_of(door.browser.get(reverse("papers:answer_by_link", args=[f"t{number}"])), 404)

    assert door.browser.get(door.url).status_code == 429
    assert (
        door.browser.get(reverse("papers:answer_by_link", args=["noch-einer"])).status_code == 429
    )


def test_real_link_is_never_counted_as_a_guess() -> None:
    door = Door()

    statuses = {door.browser.get(door.url).status_code for _ in range(throttle.MISSES + 2)}

    assert statuses == {200}


def test_link_is_made_on_the_page_shown_once_and_withdrawn() -> None:
    door = Door()
    client = signed_in(door.official)
    url = reverse("papers:answer_link_new", args=[door.room.pk])
    data = {"person_name": "Lou Zweite", "email": "lou@example.org"}

    made = unescape(client.post(url, data).content.decode())
    link = PaperLink.objects.get(email="lou@example.org")
    address = re.search(r"/papiere/antwort/(\w+)/", made)
    assert address
    later = client.get(url)
    assert address[1] not in later.content.decode()
    assert "Lou Zweite" in later.content.decode()
    assert door.browser.get(address[0]).status_code == 200
    client.post(reverse("papers:answer_link_revoke", args=[link.pk]))

    assert door.browser.get(address[0]).status_code == 410
    assert link.expires_at - door.room.deadline_at <= timedelta(days=7)


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretariat", 200), ("lead", 403), ("branch", 403), ("other", 403), ("outsider", 404)],
)
def test_links_are_made_and_withdrawn_by_the_house_and_the_secretariat(
    who: str, status: int
) -> None:
    door = Door()
    accounts = {
        "secretariat": lambda: secretary(door.paper),
        "lead": lambda: speaker(door.paper, door.paper.lead),
        "branch": lambda: speaker(door.paper, make_branch(door.room.association)),
        "other": lambda: speaker(door.paper, door.other.association),
        "outsider": lambda: speaker(make_paper(), door.paper.lead),
    }
    client = signed_in(accounts[who]())

    page = client.get(reverse("papers:answer_link_new", args=[door.room.pk]))
    client.post(reverse("papers:answer_link_revoke", args=[door.link.pk]))

    door.link.refresh_from_db()
    assert page.status_code == status
    assert (door.link.revoked_at is not None) is (status == 200)


def test_no_more_links_after_the_answer() -> None:
    door = Door()
    send_answer(
        consultation=door.room,
        answer=NewAnswer(AnswerKind.NIL),
        sender=Sender(door.official, "Kim Amtlich"),
    )
    client = signed_in(door.official)
    url = reverse("papers:answer_link_new", args=[door.room.pk])

    client.post(url, {"person_name": "Lou", "email": "lou@example.org"})

    assert PaperLink.objects.count() == 1
