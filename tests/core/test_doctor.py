from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from einklang.core.doctor import Finding, examine

pytestmark = pytest.mark.django_db


def wrong() -> list[str]:
    return [finding.subject for finding in examine() if not finding.is_good]


def test_doctor_finds_nothing_on_a_development_machine(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]

    assert wrong() == []


def test_doctor_names_what_production_needs(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    settings.DEBUG = True
    settings.SECRET_KEY = settings.INSECURE_KEY
    settings.BASE_URL = "http://einklang.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    settings.OPERATOR = ""
    settings.EMAIL_HOST = ""

    assert wrong() == [
        "EINKLANG_SECRET_KEY",
        "EINKLANG_DEBUG",
        "EINKLANG_BASE_URL",
        "EINKLANG_HOSTS",
        "EINKLANG_OPERATOR",
        "EINKLANG_SMTP_HOST",
    ]


def test_doctor_says_that_the_mail_server_does_not_answer(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert wrong() == ["EINKLANG_SMTP_HOST"]


@pytest.mark.parametrize(
    ("script", "is_good", "message"),
    [
        (
            "if grep -q 'STANDARD-ANTIVIRUS-TEST' -; then exit 1; fi",
            True,
            "passes a harmless file, refuses the test virus",
        ),
        ("exit 0", False, "passes the test virus: it protects nobody"),
        ("exit 1", False, "does not pass a harmless file: see the log above"),
        ("exit 2", False, "does not pass a harmless file: see the log above"),
        (
            "if grep -q 'STANDARD-ANTIVIRUS-TEST' -; then exit 2; fi",
            False,
            "gives no verdict on the test virus: see the log above",
        ),
    ],
)
def test_doctor_tries_the_scanner(
    settings: Settings, tmp_path: Path, script: str, is_good: object, message: str
) -> None:
    program = tmp_path / "scanner.sh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    settings.UPLOAD_SCANNER = str(program)

    found = [finding for finding in examine() if finding.subject == "EINKLANG_UPLOAD_SCANNER"]

    assert [(one.is_good, one.message) for one in found] == [(is_good, message)]


def test_doctor_mentions_that_nothing_is_scanned(settings: Settings) -> None:
    settings.UPLOAD_SCANNER = ""

    found = [finding for finding in examine() if finding.subject == "EINKLANG_UPLOAD_SCANNER"]

    assert [(one.is_good, one.message) for one in found] == [
        (True, "is not set: uploads are not scanned")
    ]


def test_doctor_command_fails_aloud(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    with pytest.raises(CommandError, match=r"1 of \d+ checks failed"):
        call_command("doctor")

    assert "FAIL  EINKLANG_HOSTS" in capsys.readouterr().out


def test_finding_reads_as_a_sentence() -> None:
    assert Finding(is_good=True, subject="migrations", message="all applied").is_good
