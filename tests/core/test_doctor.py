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


def test_doctor_command_fails_aloud(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    with pytest.raises(CommandError, match=r"1 of \d+ checks failed"):
        call_command("doctor")

    assert "FAIL  EINKLANG_HOSTS" in capsys.readouterr().out


def test_finding_reads_as_a_sentence() -> None:
    assert Finding(is_good=True, subject="migrations", message="all applied").is_good
