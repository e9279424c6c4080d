"""Pages of the lead, rooms of the houses, and who gets into them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_account
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
from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.papers.enums import AnswerKind, Stage
from einklang.papers.models import (
    Answer,
    Circulation,
    Consultation,
    DraftEdit,
    Paper,
    Remark,
    SubReturn,
)
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.files import WordFile
from einklang.papers.operations.room import (
    ParagraphEdit,
    add_contribution,
    add_remark,
    save_edit,
)

pytestmark = pytest.mark.django_db

TWELVE = "Wir fordern zwölf Millionen Euro für die Beratung."
SECRET = "Das bleibt unter uns"


@dataclass(frozen=True)
class House:
    """A room with somebody who speaks for the association."""

    paper: Paper
    room: Consultation
    official: Account
    client: Client

    def url(self, name: str, *more: object) -> str:
        return reverse(f"papers:{name}", args=[self.room.pk, *more])


def other_room(house: House) -> Consultation:
    return house.room.circulation.consultations.exclude(pk=house.room.pk).get()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def make_house(**fields: Any) -> House:
    paper = make_paper(associations=fields.pop("associations", 3))
    circulation = make_circulation(make_version(paper), **fields)
    room = circulation.consultations.all()[0]
    official = speaker(paper, room.association, name="Kim Amtlich")
    return House(paper, room, official, signed_in(official))


def page(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    text: str = response.content.decode()
    return unescape(text)


def status_of(response: Any) -> int:
    """Return the status; a file is read to its end, which closes it."""
    if response.streaming:
        b"".join(response.streaming_content)
    status: int = response.status_code
    return status


def edit(number: int, text: str, comment: str = "", revision: int = 0) -> ParagraphEdit:
    return ParagraphEdit(number, text, bool(text), comment, revision)


def held_in(response: Any) -> str:
    found = re.search(r'name="held" value="([^"]+)"', response.content.decode())
    assert found, page(response)
    return found[1]


def send(house: House, **fields: Any) -> Answer:
    return send_answer(
        consultation=house.room,
        answer=NewAnswer(fields.pop("kind", AnswerKind.NIL), **fields),
        sender=Sender(house.official, "Kim Amtlich"),
    )


# The lead


def test_lead_opens_a_circulation_from_the_page() -> None:
    paper = make_paper(associations=3)
    version = make_version(paper)
    client = signed_in(speaker(paper, paper.lead))
    url = reverse("papers:circulation_new", args=[paper.pk])
    first, second = paper.parties.exclude(role="lead")
    deadline = timezone.localtime(clock.now() + timedelta(days=3)).replace(second=0, microsecond=0)

    form = page(client.get(url))
    response = client.post(
        url,
        {
            "version": version.pk,
            "message": "Vor allem Absatz 4.",
            f"a{first.association_id}-is_asked": "on",
            f"a{first.association_id}-mode": "comment",
            f"a{first.association_id}-deadline_at": deadline.strftime("%Y-%m-%dT%H:%M"),
            f"a{second.association_id}-mode": "comment",
            f"a{second.association_id}-deadline_at": "",
            f"a{paper.lead_id}-mode": "comment",
        },
    )

    circulation = Circulation.objects.get()
    assert str(first.association) in form
    assert response.headers["Location"] == circulation.get_absolute_url()
    assert [(one.association, one.deadline_at) for one in circulation.consultations.all()] == [
        (first.association, deadline)
    ]
    assert "Vor allem Absatz 4." in page(client.get(circulation.get_absolute_url()))


def test_deadline_behind_that_of_the_paper_asks_back_and_keeps_what_was_entered() -> None:
    paper = make_paper(deadline_at=clock.now() + timedelta(days=2))
    version = make_version(paper)
    client = signed_in(secretary(paper))
    url = reverse("papers:circulation_new", args=[paper.pk])
    party = paper.parties.get(role="asked")
    late = timezone.localtime(clock.now() + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M")
    data = {
        "version": version.pk,
        "message": "Eilt.",
        f"a{party.association_id}-is_asked": "on",
        f"a{party.association_id}-mode": "comment",
        f"a{party.association_id}-deadline_at": late,
        f"a{paper.lead_id}-mode": "comment",
    }

    asked_back = page(client.post(url, data))

    assert 'name="knows_of_deadline"' in asked_back
    assert late in asked_back
    assert "Eilt." in asked_back
    assert not Circulation.objects.exists()
    client.post(url, {**data, "knows_of_deadline": "on"})
    assert Circulation.objects.count() == 1


@pytest.mark.parametrize("fault", ["past", "nobody", "no deadline"])
def test_wrong_wishes_are_said_beside_the_fields(fault: str) -> None:
    paper = make_paper()
    version = make_version(paper)
    client = signed_in(secretary(paper))
    party = paper.parties.get(role="asked")
    data = {
        "version": version.pk,
        f"a{party.association_id}-mode": "comment",
        f"a{paper.lead_id}-mode": "comment",
    }
    if fault != "nobody":
        data[f"a{party.association_id}-is_asked"] = "on"
    if fault == "past":
        data[f"a{party.association_id}-deadline_at"] = "2024-01-01T12:00"

    text = page(client.post(reverse("papers:circulation_new", args=[paper.pk]), data))

    assert "kern-error" in text or "ek-error-summary" in text
    assert not Circulation.objects.exists()


def test_lead_sees_who_has_answered_and_nothing_from_inside() -> None:
    house = make_house()
    save_edit(
        consultation=house.room,
        edit=edit(4, SECRET, SECRET, 0),
        by=house.official,
    )
    add_remark(consultation=house.room, paragraph=None, text=SECRET, by=house.official)
    lead = signed_in(speaker(house.paper, house.paper.lead))
    url = house.room.circulation.get_absolute_url()

    before = page(lead.get(url))
    send(house, note="Gruß an alle")
    after = page(lead.get(url))

    assert SECRET not in before + after
    assert "Kim Amtlich" not in before
    assert "Kim Amtlich" in after
    assert "Gruß an alle" in after


def test_lead_gives_more_time_closes_and_opens_again() -> None:
    house = make_house()
    lead = signed_in(speaker(house.paper, house.paper.lead))
    later = timezone.localtime(house.room.deadline_at + timedelta(days=1))
    stamp = later.strftime("%Y-%m-%dT%H:%M")

    lead.post(house.url("deadline_extend"), {"deadline_at": stamp})
    house.room.refresh_from_db()
    assert house.room.deadline_at == later.replace(second=0, microsecond=0)
    close_url = reverse("papers:circulation_close", args=[house.room.circulation_id])
    assert str(house.room.association) in page(lead.get(close_url))
    assert "ek-error-summary" in page(lead.post(close_url))
    lead.post(close_url, {"knows_of_missing": "on"})
    house.paper.refresh_from_db()
    assert house.paper.stage == Stage.DRAFTING
    lead.post(house.url("deadline_extend"), {"deadline_at": stamp})
    house.paper.refresh_from_db()
    assert house.paper.stage == Stage.CIRCULATING


# The room


def test_room_shows_the_draft_with_everything_the_house_has_said() -> None:
    house = make_house(message="Vor allem Absatz 4.")
    branch = speaker(house.paper, make_branch(house.room.association), name="Alex Zweig")
    save_edit(
        consultation=house.room,
        edit=edit(4, TWELVE, "Gerechnet.", 0),
        by=house.official,
    )
    add_remark(consultation=house.room, paragraph=5, text="Und die Kommunen?", by=branch)
    add_contribution(consultation=house.room, upload=docx_upload(), note="Anbei", by=branch)

    for client, may_send in ((house.client, True), (signed_in(branch), False)):
        text = page(client.get(house.url("room")))
        for words in (*TEXT[1:2], TWELVE, "Gerechnet.", "Und die Kommunen?", "Anbei"):
            assert words in text
        assert "Vor allem Absatz 4." in text
        assert (house.url("room_answer") in text) is may_send


def test_room_asks_the_same_number_of_queries_however_full_it_is() -> None:
    house = make_house()
    house.client.get(house.url("room"))
    with CaptureQueriesContext(connection) as empty:
        house.client.get(house.url("room"))
    for number in range(1, 6):
        save_edit(
            consultation=house.room,
            edit=edit(number, "Neu.", "Darum.", 0),
            by=house.official,
        )
        add_remark(consultation=house.room, paragraph=number, text="Ja", by=house.official)

    with CaptureQueriesContext(connection) as full:
        house.client.get(house.url("room"))

    assert len(full) == len(empty)


def test_paragraph_is_changed_without_scripts_and_taken_back() -> None:
    house = make_house()
    url = house.url("room_paragraph", 4)

    form = page(house.client.get(url))
    saved = house.client.post(url, {"text": TWELVE, "comment": "", "revision": 0})

    assert TEXT[3] in form
    assert saved.headers["Location"] == f"{house.url('room')}#absatz-4"
    assert DraftEdit.objects.get().text == TWELVE
    house.client.post(url, {"text": f"{TEXT[3]}", "comment": "", "revision": 1})
    assert not DraftEdit.objects.get().says_something
    assert TWELVE not in page(house.client.get(house.url("room")))


def test_paragraph_changed_in_place_is_the_one_of_the_reloaded_room() -> None:
    house = make_house()
    url = house.url("room_paragraph", 4)
    htmx = {"HX-Request": "true"}

    form = page(house.client.get(url, headers=htmx))
    row = page(
        house.client.post(url, {"text": TWELVE, "comment": "", "revision": 0}, headers=htmx)
    )

    assert form.lstrip().startswith("<li")
    room = page(house.client.get(house.url("room")))
    in_room = re.search(r'<li class="ek-passage" id="absatz-4">.*?</li>', room, re.DOTALL)
    assert in_room
    assert " ".join(row.replace(" autofocus", "").split()) == " ".join(in_room[0].split())


def test_second_editor_sees_both_texts_and_can_put_the_own_one_in_place() -> None:
    house = make_house()
    url = house.url("room_paragraph", 4)
    other = signed_in(speaker(house.paper, house.room.association, name="Jo Andere"))
    other.post(url, {"text": TWELVE, "comment": "", "revision": 0})

    told = page(house.client.post(url, {"text": "Elf Euro.", "comment": "Mein", "revision": 0}))

    assert "Jo Andere" in told
    assert TWELVE in told
    assert "Elf Euro." in told
    assert "Mein" in told
    assert DraftEdit.objects.get().text == TWELVE
    assert 'name="revision" value="1"' in told
    house.client.post(url, {"text": "Elf Euro.", "comment": "Mein", "revision": 1})
    assert DraftEdit.objects.get().text == "Elf Euro."


def test_text_that_no_document_can_hold_is_said_beside_the_field() -> None:
    house = make_house()
    url = house.url("room_paragraph", 4)

    text = page(house.client.post(url, {"text": "Zehn\x01 Euro", "comment": "x", "revision": 0}))

    assert "kern-error" in text
    assert not DraftEdit.objects.exists()


def test_branch_comments_from_the_page_but_changes_nothing() -> None:
    house = make_house()
    client = signed_in(speaker(house.paper, make_branch(house.room.association)))

    page(client.get(house.url("room_paragraph", 4)))
    refused = client.post(
        house.url("room_paragraph", 4), {"text": TWELVE, "comment": "", "revision": 0}
    )
    client.post(f"{house.url('room_remark')}?absatz=4", {"text": "Zu wenig."})
    client.post(house.url("room_remark"), {"text": "Insgesamt gut."})

    assert refused.status_code == 403
    assert not DraftEdit.objects.exists()
    assert [(one.paragraph, one.text) for one in Remark.objects.all()] == [
        (4, "Zu wenig."), (None, "Insgesamt gut."),
    ]  # fmt: skip
    assert client.get(house.url("room_answer")).status_code == 403
    for wrong in ("99", "4x", "99999999999"):
        status = client.get(f"{house.url('room_remark')}?absatz={wrong}").status_code
        assert status == (404 if wrong == "99" else 200)
    assert client.get(house.url("room_paragraph", 99)).status_code == 404


def test_refused_contribution_keeps_the_note() -> None:
    house = make_house()
    upload = SimpleUploadedFile("bild.png", b"\x89PNG\r\n\x1a\n")

    text = page(
        house.client.post(house.url("contribution_add"), {"file": upload, "note": "Anbei"})
    )

    assert "Anbei" in text
    assert ".docx" in text
    assert not SubReturn.objects.exists()


# Who gets in


def in_the_room(house: House) -> dict[str, str]:
    contribution = add_contribution(
        consultation=house.room, upload=docx_upload(), note=SECRET, by=house.official
    )
    return {
        "room": house.url("room"),
        "draft": house.url("room_draft"),
        "paragraph": house.url("room_paragraph", 4),
        "remark": house.url("room_remark"),
        "add": house.url("contribution_add"),
        "file": house.url("contribution_file", contribution.pk),
        "answer": house.url("room_answer"),
    }


STRANGERS: dict[str, Callable[[House], Account]] = {
    "lead": lambda house: speaker(house.paper, house.paper.lead),
    "lead member": lambda house: speaker(house.paper, house.paper.lead, role=Role.MEMBER),
    "secretariat": lambda house: secretary(house.paper),
    "superuser": lambda _: Account.objects.create_superuser(
        email="root@example.org", password="x"
    ),
    "other association": lambda house: speaker(house.paper, other_room(house).association),
    "branch of another": lambda house: speaker(
        house.paper, make_branch(other_room(house).association)
    ),
    "same house, other committee": lambda house: speaker(make_paper(), house.room.association),
    "guest": lambda house: make_account(role=Role.GUEST, body=house.paper.activity.body),
    "outsider": lambda _: make_account(),
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_else_gets_into_the_room(stranger: str) -> None:
    house = make_house()
    urls = in_the_room(house)
    client = signed_in(STRANGERS[stranger](house))

    read = {name: status_of(client.get(url)) for name, url in urls.items()}
    written = {name: status_of(client.post(url, {"text": "x"})) for name, url in urls.items()}

    assert {status_of(house.client.get(url)) for url in urls.values()} == {200}
    assert set(read.values()) == {404}
    assert set(written.values()) <= {404, 405}
    assert not Remark.objects.exists()


def test_without_a_session_the_door_is_the_sign_in() -> None:
    house = make_house()

    for url in in_the_room(house).values():
        assert Client().get(url).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("who", "open_status", "closed_status"),
    [
        ("lead", 200, 200),
        ("secretariat", 200, 200),
        ("other association", 404, 200),
        ("branch of another", 404, 200),
        ("superuser", 404, 404),
        ("outsider", 404, 404),
        ("guest", 404, 404),
    ],
)
def test_sent_answer_is_seen_at_once_by_the_lead_and_later_by_the_others(
    who: str, open_status: int, closed_status: int
) -> None:
    house = make_house()
    answer = send(house, kind=AnswerKind.DOCX, file=WordFile("a.docx", docx_of()))
    client = signed_in(STRANGERS[who](house))
    url = reverse("papers:answer_file", args=[answer.pk])

    while_open = status_of(client.get(url))
    house.room.circulation.closed_at = clock.now()
    house.room.circulation.save()
    closed = status_of(client.get(url))

    assert status_of(house.client.get(url)) == 200
    assert (while_open, closed) == (open_status, closed_status)


def test_answer_that_was_taken_back_is_seen_by_its_own_house_only() -> None:
    house = make_house()
    answer = send(house, kind=AnswerKind.DOCX, file=WordFile("a.docx", docx_of()))
    lead = signed_in(speaker(house.paper, house.paper.lead))
    url = reverse("papers:answer_file", args=[answer.pk])
    withdraw = reverse("papers:answer_withdraw", args=[answer.pk])

    assert status_of(lead.post(withdraw)) == 403
    back = house.client.post(withdraw)

    assert back.headers["Location"] == house.url("room")
    assert status_of(lead.get(url)) == 404
    assert status_of(house.client.get(url)) == 200


@pytest.mark.parametrize("name", ["circulation_new", "circulation_detail", "circulation_close"])
def test_pages_of_the_lead_are_not_for_others(name: str) -> None:
    house = make_house()
    key = house.paper.pk if name == "circulation_new" else house.room.circulation_id
    url = reverse(f"papers:{name}", args=[key])

    assert status_of(house.client.get(url)) == 403
    assert signed_in(make_account()).get(url).status_code == 404


# Sending


def test_word_file_is_checked_first_and_sent_by_the_second_click() -> None:
    house = make_house()
    url = house.url("room_answer")
    page(house.client.get(url))
    upload = SimpleUploadedFile("antwort.docx", docx_of(*TEXT[:3], TWELVE, TEXT[4]))

    checked = house.client.post(url, {"act": "file", "file": upload, "note": "Siehe Absatz 4"})

    text = page(checked)
    assert not Answer.objects.exists()
    assert "Siehe Absatz 4" in text
    assert "zwölf" in text
    assert "<del" in text
    sent = house.client.post(url, {"act": "send", "held": held_in(checked)})
    answer = Answer.objects.get()
    assert sent.headers["Location"] == house.url("room")
    assert (answer.kind, answer.name, answer.note, answer.sender_name) == (
        AnswerKind.DOCX, "antwort.docx", "Siehe Absatz 4", "Kim Amtlich",
    )  # fmt: skip
    again = house.client.post(url, {"act": "send", "held": held_in(checked)}, follow=True)
    assert "Kim Amtlich" in page(again)
    assert Answer.objects.count() == 1


def test_draft_answer_is_shown_with_marks_and_sent_as_it_was_shown() -> None:
    house = make_house()
    url = house.url("room_answer")
    save_edit(
        consultation=house.room,
        edit=edit(4, TWELVE, "Gerechnet.", 0),
        by=house.official,
    )

    checked = house.client.post(url, {"act": "edits", "note": ""})
    assert "Gerechnet." in page(checked)
    save_edit(
        consultation=house.room,
        edit=edit(4, "Elf.", "", 1),
        by=house.official,
    )
    house.client.post(url, {"act": "send", "held": held_in(checked)})
    assert not Answer.objects.exists()
    again = house.client.post(url, {"act": "edits", "note": "Jetzt"})
    house.client.post(url, {"act": "send", "held": held_in(again)})

    answer = Answer.objects.get()
    assert (answer.kind, answer.note) == (AnswerKind.EDITS, "Jetzt")


def test_nil_return_takes_two_clicks_and_an_empty_draft_is_refused() -> None:
    house = make_house()
    url = house.url("room_answer")

    page(house.client.post(url, {"act": "edits"}))
    checked = house.client.post(url, {"act": "nil", "nil-note": "Passt."})
    house.client.post(url, {"act": "send", "held": held_in(checked)})

    answer = Answer.objects.get()
    assert (answer.kind, answer.note) == (AnswerKind.NIL, "Passt.")


UNRELATED = docx_of(*(f"Rezept {n}: Mehl, Butter und Zucker verrühren." for n in range(9)))
BAD = {
    "wrong type": ("bild.png", b"\x89PNG\r\n\x1a\n"),
    "damaged": ("antwort.docx", b"PK\x03\x04kaputt"),
    "macros": ("antwort.docm", docx_of()),
    "empty": ("antwort.docx", b""),
    "unrelated": ("rezept.docx", UNRELATED),
}


@pytest.mark.parametrize("fault", BAD)
def test_file_that_cannot_be_taken_is_said_beside_the_upload_and_the_note_stays(
    fault: str,
) -> None:
    house = make_house()
    name, data = BAD[fault]

    text = page(
        house.client.post(
            house.url("room_answer"),
            {"act": "file", "file": SimpleUploadedFile(name, data), "note": "Bitte beachten"},
        )
    )

    assert "kern-error" in text
    assert "Bitte beachten" in text
    assert not Answer.objects.exists()


def test_file_over_the_limit_loses_nothing_either() -> None:
    house = make_house()

    with override_settings(UPLOAD_LIMIT=1000):
        text = page(
            house.client.post(
                house.url("room_answer"),
                {"act": "file", "file": docx_upload(), "note": "Bitte beachten"},
            )
        )

    assert "kern-error" in text
    assert "Bitte beachten" in text
