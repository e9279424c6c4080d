"""Mail is sent over real SMTP to a server of this machine."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import BadHeaderError
from django.test import override_settings
from pytest_django import Settings
from tests.factories import make_account, make_body
from tests.inbox import text_of

from einklang.core import mail
from einklang.core.mail import Attachment
from einklang.core.uploads import MEDIA_TYPES
from einklang.federation.enums import Role
from einklang.federation.models import Invitation
from einklang.federation.tasks import send_invitation


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "greeting", "subject"),
    [("de", "Guten Tag", "Ihre Einladung: Fachausschuss"), ("en", "Hello", "Your invitation to")],
)
def test_invitation_arrives_as_text_and_html_in_the_language_of_the_reader(
    inbox: list[EmailMessage], language: str, greeting: str, subject: str
) -> None:
    body = make_body(name="Fachausschuss <Beratung>")
    chair = make_account(role=Role.CHAIR, body=body, language=language)
    invitation = Invitation.objects.create(
        email="neu@example.org", name="Jörg Groß", body=body, role=Role.MEMBER, invited_by=chair
    )

    send_invitation(invitation_id=invitation.pk)

    (message,) = inbox
    text, html = text_of(message, "plain"), text_of(message, "html")
    assert message["To"] == "neu@example.org"
    assert message["Subject"].startswith(subject)
    assert text.startswith(greeting)
    assert "Fachausschuss <Beratung>" in text
    assert "Fachausschuss &lt;Beratung&gt;" in html
    assert f'<html lang="{language}">' in html
    assert f'href="http://localhost:8000/konto/einladung/{invitation.token}/"' in html


@pytest.mark.django_db
def test_job_that_fails_leaves_the_invitation_unsent(inbox: list[EmailMessage]) -> None:
    body = make_body()
    invitation = Invitation.objects.create(email="neu@example.org", body=body, role=Role.GUEST)

    with override_settings(EMAIL_PORT=9), pytest.raises(OSError, match="refused"):
        send_invitation(invitation_id=invitation.pk)
    invitation.refresh_from_db()
    assert invitation.mailed_at is None

    send_invitation(invitation_id=invitation.pk)
    assert len(inbox) == 1


def test_html_escapes_markup_and_links_addresses() -> None:
    html = mail.as_html("Hallo <b>\nZeile\n\nhttps://example.org/a", "de")

    assert "<p>Hallo &lt;b&gt;<br>\nZeile</p>" in html
    assert '<p><a href="https://example.org/a">https://example.org/a</a></p>' in html


@pytest.fixture
def _letter(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Ihr Entwurf\n\nGuten Tag,\n\nanbei {{ what }}.\n")
    settings.BASE_URL = "https://einklang.example.org"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]


def sent(**more: Any) -> str:
    return mail.send(
        to="kim@example.org", template="letter", language="de", context={"what": "alles"}, **more
    )


@pytest.mark.usefixtures("_letter")
def test_mail_is_marked_as_automatic_and_known_by_its_id(inbox: list[EmailMessage]) -> None:
    first = sent()
    second = sent()

    assert [message["Message-ID"] for message in inbox] == [first, second]
    assert first != second
    assert first.startswith("<")
    assert first.endswith("@einklang.example.org>")
    assert [message["Auto-Submitted"] for message in inbox] == ["auto-generated"] * 2
    assert inbox[0]["Reply-To"] is None
    assert list(inbox[0].iter_attachments()) == []


@pytest.mark.usefixtures("_letter")
def test_mail_takes_headers_and_an_address_for_answers(inbox: list[EmailMessage]) -> None:
    returned = sent(
        reply_to="geschaeftsstelle@example.org",
        headers={
            "List-Id": "<papiere.einklang.example.org>",
            "Auto-Submitted": "auto-replied",
            "Message-ID": "<zweiter.versuch@example.org>",
        },
    )

    (message,) = inbox
    assert returned == message["Message-ID"] == "<zweiter.versuch@example.org>"
    assert message["Reply-To"] == "geschaeftsstelle@example.org"
    assert message["List-Id"] == "<papiere.einklang.example.org>"
    assert message.get_all("Auto-Submitted") == ["auto-replied"]


@pytest.mark.usefixtures("_letter")
def test_header_with_a_line_break_is_refused(inbox: list[EmailMessage]) -> None:
    with pytest.raises(BadHeaderError):
        sent(headers={"List-Id": "<a.b>\nBcc: alle@example.org"})

    assert inbox == []


@pytest.mark.usefixtures("_letter")
def test_attachments_arrive_byte_by_byte_beside_text_and_html(inbox: list[EmailMessage]) -> None:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    latin = "Grüße\r\nzweite Zeile\n".encode("latin-1")
    word = bytes(range(256)) * 40

    sent(
        attachments=[
            Attachment("Entwurf – „Fassung 3“.docx", MEDIA_TYPES["docx"], word),
            Attachment("termin.ics", "text/calendar; method=REQUEST; charset=utf-8", calendar),
            Attachment("alt.txt", "text/plain", latin),
        ]
    )

    (message,) = inbox
    arrived = list(message.iter_attachments())
    assert [
        (one.get_filename(), one.get_content_type(), one.get_payload(decode=True))
        for one in arrived
    ] == [
        ("Entwurf – „Fassung 3“.docx", MEDIA_TYPES["docx"], word),
        ("termin.ics", "text/calendar", calendar),
        ("alt.txt", "text/plain", latin),
    ]
    assert [one.get_content_disposition() for one in arrived] == ["attachment"] * 3
    assert dict(arrived[1]["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
    assert text_of(message, "plain").splitlines() == ["Guten Tag,", "", "anbei alles."]
    assert "<p>anbei alles.</p>" in text_of(message, "html")
