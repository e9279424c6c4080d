"""The pages of a report."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import make_account, make_activity
from tests.reports.conftest import Year

from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.reports.models import Report, ReportEntry, ReportVersion
from einklang.reports.operations.freezing import freeze_version
from einklang.reports.operations.outlining import create_report


def signed_in(year: Year, role: Role) -> Client:
    client = Client()
    client.force_login(make_account(role=role, body=year.body))
    return client


@pytest.fixture
def chair(year: Year) -> Client:
    return signed_in(year, Role.CHAIR)


@pytest.fixture
def report(year: Year) -> Report:
    return year.report()


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"reports:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def send(client: Client, name: str, *args: object, **data: str) -> int:
    return client.post(reverse(f"reports:{name}", args=args), data).status_code


def test_list_shows_reports_and_how_to_start_one(year: Year, chair: Client) -> None:
    assert reverse("reports:report_new") in page(chair, "report_list")

    report = year.report()

    assert report.get_absolute_url() in page(chair, "report_list")


def test_list_needs_the_same_queries_for_one_and_three(
    chair: Client, year: Year, report: Report
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(chair, "report_list")
        return len(captured)

    page(chair, "report_list")
    before = queries()
    create_report(body=year.body, year=2025, by=None)
    create_report(body=year.body, year=2026, by=None)

    assert queries() == before
    assert report.year == 2024


def test_new_report_is_started_once(year: Year, chair: Client) -> None:
    assert send(chair, "report_new", year="2024") == 302
    again = chair.post(reverse("reports:report_new"), {"year": "2024"})

    assert again.status_code == 200
    assert Report.objects.filter(body=year.body).count() == 1


def test_draft_shows_sentences_with_their_tools(year: Year, chair: Client, report: Report) -> None:
    text = page(chair, "report_detail", report.pk)

    assert "veröffentlichte am 3. Mai 2024" in text
    assert reverse("reports:entry_edit", args=[report.pk, year.statement.pk]) in text
    assert reverse("reports:entry_alone", args=[report.pk, year.letters[0].pk]) in text
    assert "nicht öffentlich" in text


def test_draft_is_shown_in_english(chair: Client, report: Report) -> None:
    assert "published the statement" in page(chair, "report_detail", report.pk, lang="en")


def test_draft_needs_the_same_queries_for_more_records(
    year: Year, chair: Client, report: Report
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(chair, "report_detail", report.pk)
        return len(captured)

    page(chair, "report_detail", report.pk)
    before = queries()
    for number in range(3):
        make_activity(body=year.body, kind=year.statement.kind, title=f"Papier {number}")

    assert queries() == before


def test_only_insiders_read_the_draft(year: Year, report: Report) -> None:
    outline = reverse("reports:report_outline", args=[report.pk])
    member = page(signed_in(year, Role.MEMBER), "report_detail", report.pk)
    staff = page(signed_in(year, Role.ASSOCIATION_STAFF), "report_detail", report.pk)

    assert "veröffentlichte am" in member
    assert outline in member
    assert "veröffentlichte am" not in staff
    assert outline not in staff


@pytest.mark.parametrize("role", [Role.CARRIER_CONTACT, Role.GUEST])
def test_others_find_no_report(year: Year, report: Report, role: Role) -> None:
    client = signed_in(year, role)

    assert client.get(report.get_absolute_url()).status_code == 404


def test_association_staff_gets_no_file_of_the_draft(year: Year, report: Report) -> None:
    client = signed_in(year, Role.ASSOCIATION_STAFF)
    address = reverse("reports:download", args=[report.pk, "de", "md"])

    assert client.get(address).status_code == 404


def test_draft_is_downloaded(chair: Client, report: Report) -> None:
    answer = chair.get(reverse("reports:download", args=[report.pk, "en", "md"]))

    assert answer["Content-Disposition"] == 'attachment; filename="annual-report-2024-en.md"'
    assert b"Draft" in answer.content
    for lang, form in (("fr", "md"), ("de", "exe")):
        address = reverse("reports:download", args=[report.pk, lang, form])
        assert chair.get(address).status_code == 404


def test_sentence_is_rewritten_beside_the_generated_one(
    year: Year, chair: Client, report: Report
) -> None:
    place = (report.pk, year.statement.pk)
    text = page(chair, "entry_edit", *place)
    assert "veröffentlichte am 3. Mai 2024" in text
    assert "published the statement" in text

    assert send(chair, "entry_edit", *place, text="Ganz eigene Worte.", text_en="") == 302

    assert "Ganz eigene Worte." in page(chair, "report_detail", report.pk)


def test_changed_facts_are_flagged_and_settled(year: Year, chair: Client, report: Report) -> None:
    place = (report.pk, year.statement.pk)
    send(chair, "entry_edit", *place, text="Ganz eigene Worte.", text_en="")
    year.statement.place = "Bonn"
    year.statement.save()

    assert "Die Tatsachen haben sich seitdem geändert." in page(chair, "report_detail", report.pk)
    assert "haben sich die Tatsachen geändert" in page(chair, "entry_edit", *place)
    assert send(chair, "entry_facts", *place, keep="1") == 302
    assert "seitdem geändert" not in page(chair, "report_detail", report.pk)
    assert send(chair, "entry_facts", *place, keep="0") == 302
    assert "Ganz eigene Worte." not in page(chair, "report_detail", report.pk)


def test_sentence_is_moved_hidden_and_told_alone(
    year: Year, chair: Client, report: Report
) -> None:
    place = (report.pk, year.breakfast.pk)
    events = report.sections.get(title="Papiere")

    assert send(chair, "entry_move", *place, step="up") == 302
    assert send(chair, "entry_hide", *place) == 302
    assert "Ein Eintrag ist ausgelassen" in page(chair, "report_detail", report.pk)
    assert send(chair, "entry_hide", *place, hidden="0") == 302
    assert send(chair, "entry_alone", *place) == 302
    assert send(chair, "entry_section", *place, section=str(events.pk)) == 302
    assert send(chair, "entry_section", *place, section="0") == 302

    entry = ReportEntry.objects.get(report=report, activity=year.breakfast)
    assert (entry.is_hidden, entry.stands_alone, entry.section) == (False, True, events)


def test_htmx_gets_the_fresh_draft(year: Year, chair: Client, report: Report) -> None:
    answer = chair.post(
        reverse("reports:entry_hide", args=[report.pk, year.statement.pk]),
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert '<div id="draft"' in answer.content.decode()
    assert "veröffentlichte am" not in answer.content.decode()


def test_outline_is_edited(chair: Client, report: Report) -> None:
    section = report.sections.get(title="Papiere")
    fields = {"title": "Unsere Papiere", "content": "activities"}
    place = (report.pk, section.pk)

    assert "Papiere" in page(chair, "report_outline", report.pk)
    assert send(chair, "section_edit", *place, **fields) == 302
    assert send(chair, "section_new", report.pk, title="Ausblick", content="text") == 302
    assert send(chair, "section_move", *place, step="down") == 302
    assert send(chair, "section_hide", *place) == 302
    section.refresh_from_db()
    assert (section.title, section.is_hidden, section.order) == ("Unsere Papiere", True, 2)
    page(chair, "section_delete", *place)
    assert send(chair, "section_delete", *place) == 302
    assert send(chair, "section_new", report.pk, title="") == 200

    assert "Unsere Papiere" not in page(chair, "report_outline", report.pk)


def test_words_are_edited(chair: Client, report: Report) -> None:
    page(chair, "report_words", report.pk)

    assert send(chair, "report_words", report.pk, title="Unser Jahr", foreword="Guten Tag.") == 302

    assert "Guten Tag." in page(chair, "report_detail", report.pk)


def test_version_is_frozen_read_compared_published_and_taken_back(
    chair: Client, report: Report
) -> None:
    assert send(chair, "version_freeze", report.pk, note="Beschluss") == 302
    assert send(chair, "version_freeze", report.pk) == 302
    version = ReportVersion.objects.get()
    place = (report.pk, version.number)

    assert version.short_hash in page(chair, "version_list", report.pk)
    assert "veröffentlichte am" in page(chair, "version_detail", *place)
    page(chair, "version_compare", report.pk, von="1", bis="entwurf")
    assert "nicht öffentlich" in page(chair, "version_publish", *place)
    assert send(chair, "version_publish", *place) == 200
    assert send(chair, "version_publish", *place, knows_of_internal="on") == 302
    report.refresh_from_db()
    assert report.published_version == version
    assert send(chair, "report_unpublish", report.pk) == 302
    report.refresh_from_db()
    assert report.published_version is None


def test_frozen_version_is_downloaded_by_association_staff(year: Year, report: Report) -> None:
    freeze_version(report=report, note="", by=None)
    client = signed_in(year, Role.ASSOCIATION_STAFF)
    address = reverse("reports:version_download", args=[report.pk, 1, "de", "md"])

    assert client.get(address).status_code == 200
    assert "Versionen" in page(client, "report_detail", report.pk)


@pytest.mark.parametrize("role", [Role.ASSOCIATION_STAFF, Role.CARRIER_CONTACT, Role.GUEST])
def test_strangers_change_nothing(year: Year, report: Report, role: Role) -> None:
    client = signed_in(year, role)

    for name in ("entry_hide", "entry_move", "entry_alone", "entry_facts", "entry_edit"):
        assert send(client, name, report.pk, year.statement.pk, text="x") == 404
    for name in ("version_freeze", "report_unpublish", "report_words"):
        assert send(client, name, report.pk, title="x") == 404

    assert ReportEntry.objects.count() == ReportVersion.objects.count() == 0


def test_member_cannot_freeze(year: Year, report: Report) -> None:
    client = signed_in(year, Role.MEMBER)

    assert send(client, "version_freeze", report.pk) == 302
    assert ReportVersion.objects.count() == 0


def test_superuser_reads_but_has_no_tools(year: Year, report: Report) -> None:
    client = Client()
    client.force_login(Account.objects.create_superuser("betrieb@example.org", "x" * 12))

    text = page(client, "report_detail", report.pk)

    assert "veröffentlichte am" in text
    assert reverse("reports:entry_edit", args=[report.pk, year.statement.pk]) not in text


def test_stylesheet_is_served_to_everybody() -> None:
    answer = Client().get(reverse("reports:stylesheet"))

    assert answer["Content-Type"].startswith("text/css")
    assert b".ek-doc" in answer.content
