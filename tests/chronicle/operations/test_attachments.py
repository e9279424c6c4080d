import contextlib
import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from pytest_django import Settings
from tests.factories import make_account, make_activity, make_body

from einklang.chronicle.errors import ChronicleError, RefusedError
from einklang.chronicle.models import Activity, Attachment
from einklang.chronicle.operations.activities import delete_activity
from einklang.chronicle.operations.attachments import attach_file, remove_attachment
from einklang.federation.enums import Role

PDF = b"%PDF-1.7 nothing much"


class BrokenError(Exception):
    """Something went wrong after the deletion."""


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def test_file_is_kept_with_its_digest() -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)

    attachment = attach_file(
        activity=make_activity(body=body),
        upload=SimpleUploadedFile("Brief an alle.pdf", PDF),
        by=member,
    )

    assert attachment.name == "Brief an alle.pdf"
    assert attachment.media_type == "application/pdf"
    assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()
    with attachment.file.open("rb") as file:
        assert file.read() == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("seite.html", b"<script>"),
        ("bild.svg", b"<svg/>"),
        ("programm.exe", b"MZ"),
        ("ohne", b"x"),
        ("falsch.pdf", b"<html>"),
        ("falsch.docx", b"%PDF-"),
        ("leer.txt", b""),
        ("doppelt.pdf.html", PDF),
    ],
)
def test_file_is_refused(name: str, content: bytes) -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)

    with pytest.raises(ChronicleError):
        attach_file(
            activity=make_activity(body=body),
            upload=SimpleUploadedFile(name, content),
            by=member,
        )

    assert not Attachment.objects.exists()


def test_file_above_the_limit_is_refused(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)

    with pytest.raises(ChronicleError):
        attach_file(
            activity=make_activity(body=body),
            upload=SimpleUploadedFile("gross.pdf", PDF),
            by=member,
        )


def test_file_the_virus_scanner_refuses_is_not_kept(settings: Settings, media: Path) -> None:
    settings.UPLOAD_SCANNER = "sh -c 'exit 1'"
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)

    with pytest.raises(ChronicleError, match=r"„brief\.pdf“"):
        attach_file(
            activity=make_activity(body=body),
            upload=SimpleUploadedFile("brief.pdf", PDF),
            by=member,
        )

    assert not Attachment.objects.exists()
    assert list(media.iterdir()) == []


def test_staff_attaches_and_removes_nothing() -> None:
    body = make_body()
    activity = make_activity(body=body)
    member = make_account(role=Role.MEMBER, body=body)
    staff = make_account(role=Role.ASSOCIATION_STAFF, body=body)
    attachment = attach_file(activity=activity, upload=SimpleUploadedFile("a.pdf", PDF), by=member)

    with pytest.raises(RefusedError):
        attach_file(activity=activity, upload=SimpleUploadedFile("b.pdf", PDF), by=staff)
    with pytest.raises(RefusedError):
        remove_attachment(attachment=attachment, by=staff)


@pytest.mark.django_db(transaction=True)
def test_removed_file_is_erased(media: Path) -> None:
    body = make_body()
    member = make_account(role=Role.MEMBER, body=body)
    attachment = attach_file(
        activity=make_activity(body=body), upload=SimpleUploadedFile("a.pdf", PDF), by=member
    )
    assert [path for path in media.rglob("*") if path.is_file()]

    remove_attachment(attachment=attachment, by=member)

    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_files_of_a_deleted_record_are_erased_once_it_is_certain(media: Path) -> None:
    body = make_body()
    secretary = make_account(role=Role.SECRETARIAT, body=body)
    activity = make_activity(body=body)
    for name in ("a.pdf", "b.pdf"):
        attach_file(activity=activity, upload=SimpleUploadedFile(name, PDF), by=secretary)

    with contextlib.suppress(BrokenError), transaction.atomic():
        delete_activity(activity=activity, by=secretary)
        raise BrokenError
    kept = [path for path in media.rglob("*") if path.is_file()]
    delete_activity(activity=Activity.objects.get(), by=secretary)

    assert len(kept) == 2
    assert not [path for path in media.rglob("*") if path.is_file()]
