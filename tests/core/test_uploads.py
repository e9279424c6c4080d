import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from pytest_django import Settings

from einklang.core.errors import InfectedFileError, ScannerBrokenError, UnfitFileError, UploadError
from einklang.core.uploads import CheckedUpload, checked_upload, file_refusal, plain_name

PDF = b"%PDF-1.7 nothing much"
DOCX = b"PK\x03\x04 a letter"


@pytest.fixture
def large() -> Iterator[TemporaryUploadedFile]:
    """Hand in a file above the limit of memory, so one on the disk."""
    with TemporaryUploadedFile("Papier.docx", "application/x-wrong", 3_000_004, None) as upload:
        upload.write(DOCX[:4] + b"x" * 3_000_000)
        yield upload


def test_upload_is_checked_whole(large: TemporaryUploadedFile) -> None:
    checked = checked_upload(large, endings={"docx"})

    content = DOCX[:4] + b"x" * 3_000_000
    assert checked == CheckedUpload(
        name="Papier.docx",
        file=large,
        size=3_000_004,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    assert checked.ending == "docx"
    assert checked.file.tell() == 0
    assert checked.data == content
    assert checked.data == content


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bild.png", b"\x89PNG\r\n\x1a\n", "Allowed are: docx, pdf."),
        ("seite.html", b"<script>", "Allowed are: docx, pdf."),
        ("doppelt.pdf.html", PDF, "Allowed are: docx, pdf."),
        ("ohne", b"x", "Allowed are: docx, pdf."),
        ("falsch.pdf", b"<html>", "does not fit its ending “.pdf”."),
        ("falsch.docx", PDF, "does not fit its ending “.docx”."),
        ("leer.pdf", b"", "The file is empty."),
        ("gross.pdf", PDF + b" " * 100, "At most 0 MB are allowed."),
    ],
)
def test_upload_is_refused(settings: Settings, name: str, content: bytes, message: str) -> None:
    settings.LANGUAGE_CODE = "en"
    settings.UPLOAD_LIMIT = 100

    with pytest.raises(UnfitFileError) as refusal:
        checked_upload(SimpleUploadedFile(name, content), endings={"pdf", "docx"})

    assert str(refusal.value).endswith(message)


def test_ending_we_know_nothing_about_is_refused_even_when_asked_for() -> None:
    assert file_refusal("programm.exe", 2, b"MZ", endings={"exe"}) is not None


def test_ending_counts_in_capitals_too() -> None:
    checked = checked_upload(SimpleUploadedFile("BRIEF.PDF", PDF))

    assert (checked.name, checked.ending, checked.media_type) == (
        "BRIEF.PDF",
        "pdf",
        "application/pdf",
    )


@pytest.mark.parametrize(
    ("command", "error"),
    [("sh -c 'exit 1'", InfectedFileError), ("sh -c 'exit 3'", ScannerBrokenError)],
)
def test_upload_goes_through_the_scanner(
    settings: Settings, command: str, error: type[UploadError]
) -> None:
    settings.UPLOAD_SCANNER = command

    with pytest.raises(error):
        checked_upload(SimpleUploadedFile("brief.pdf", PDF))


def test_refused_upload_never_reaches_the_scanner(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_SCANNER = f"touch {tmp_path}/called"

    with pytest.raises(UnfitFileError):
        checked_upload(SimpleUploadedFile("seite.html", b"<script>"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Akten\\Brief.pdf", "Brief.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("", "datei"),
        ("x" * 400 + ".pdf", "x" * 200 + ".pdf"),
    ],
)
def test_plain_name_keeps_the_last_part(given: str, kept: str) -> None:
    assert plain_name(given) == kept
