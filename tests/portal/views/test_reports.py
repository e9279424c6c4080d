"""Published reports: the frozen version only, as a page and as files."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import make_activity, make_body

from einklang.chronicle.enums import Visibility
from einklang.reports.models import Report
from einklang.reports.operations.freezing import freeze_version, publish_version, unpublish
from einklang.reports.operations.outlining import create_report

pytestmark = pytest.mark.django_db


def make_published() -> Report:
    body = make_body()
    make_activity(body=body, title="Stellungnahme <zur> Lage", visibility=Visibility.PUBLIC)
    report = create_report(body=body, year=2024, by=None)
    publish_version(version=freeze_version(report=report, note="", by=None), by=None)
    return report


def test_published_report_is_a_page_with_its_hash(client: Client) -> None:
    report = make_published()
    report.refresh_from_db()
    assert report.published_version is not None

    page = client.get(reverse("portal:report_detail", args=[report.pk])).content.decode()

    assert "<h1>" in page
    assert "Stellungnahme &lt;zur&gt; Lage" in page
    assert report.published_version.sha256 in page


def test_later_changes_do_not_reach_the_published_report(client: Client) -> None:
    report = make_published()
    make_activity(body=report.body, title="Später eingetragen", visibility=Visibility.PUBLIC)

    page = client.get(reverse("portal:report_detail", args=[report.pk])).content.decode()

    assert "Später eingetragen" not in page


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>"), ("md", b"# ")],
)
def test_published_report_is_downloaded_with_the_same_bytes_again(
    client: Client, form: str, beginning: bytes
) -> None:
    address = reverse("portal:report_download", args=[make_published().pk, "de", form])

    first, second = client.get(address), client.get(address)

    assert first.content.startswith(beginning)
    assert first.content == second.content
    assert f".{form}" in first["Content-Disposition"]


@pytest.mark.parametrize(("language", "form"), [("fr", "pdf"), ("de", "exe")])
def test_unknown_file_is_not_found(client: Client, language: str, form: str) -> None:
    address = reverse("portal:report_download", args=[make_published().pk, language, form])

    assert client.get(address).status_code == 404


def test_report_that_is_taken_back_is_not_found(client: Client) -> None:
    report = make_published()
    unpublish(report=report, by=None)

    for name, more in (("report_detail", []), ("report_download", ["de", "pdf"])):
        answer = client.get(reverse(f"portal:{name}", args=[report.pk, *more]))
        assert answer.status_code == 404
