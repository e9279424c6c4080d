"""Files of a report: the same wording in all four, the same bytes again."""

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import etree, html
from tests.factories import make_activity, make_body
from tests.reports.conftest import Year
from tests.verapdf.verapdf import check_pdf, missing

from einklang.core import clock
from einklang.engines.typeset.wording import plain_text
from einklang.reports.content import build_document
from einklang.reports.models import Report
from einklang.reports.operations.freezing import freeze_version
from einklang.reports.queries import public_versions
from einklang.reports.rendering import (
    FORMS,
    Change,
    changes_between,
    compare,
    render,
    render_version,
    version_document,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def words_of(form: str, data: bytes) -> str:
    if form == "html":
        return squeezed("".join(map(str, html.fromstring(data.decode()).itertext())))
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        return squeezed("".join(node.text or "" for node in root.iter(f"{W}t")))
    text = re.sub(r"\]\(<[^>]*>\)", "", data.decode())
    return squeezed(re.sub(r"[\\\[\]]", "", text))


@pytest.mark.parametrize("language", ["de", "en"])
def test_sentences_are_the_same_in_every_form(year: Year, language: str) -> None:
    tree = build_document(year.report(), language)

    for form in ("html", "docx", "md"):
        words = words_of(form, render(tree.document, form).data)
        for sentence in tree.sentences:
            assert squeezed(sentence.text) in words, form


def test_files_carry_name_and_type(year: Year) -> None:
    document = build_document(year.report(), "de").document

    names = {form: render(document, form).filename for form in FORMS}

    assert names == {form: f"jahresbericht-2024-de.{form}" for form in FORMS}
    assert render(document, "pdf").data.startswith(b"%PDF-")
    assert render(document, "pdf").media_type == "application/pdf"


def test_frozen_version_gives_the_same_bytes_again(year: Year) -> None:
    version = freeze_version(report=year.report(), note="", by=None)
    first = {form: render_version(version, "de", form).data for form in FORMS}
    year.statement.title = "Ganz anders"
    year.statement.save()
    version.refresh_from_db()

    again = {form: render_version(version, "de", form).data for form in FORMS}

    assert first == again


def test_frozen_file_names_its_number_and_hash(year: Year) -> None:
    version = freeze_version(report=year.report(), note="", by=None)

    rendered = render_version(version, "en", "md")

    assert rendered.filename == "annual-report-2024-v1-en.md"
    assert f"Version 1 · {version.short_hash}" in rendered.data.decode()


def test_draft_is_marked_as_a_draft(year: Year) -> None:
    report = year.report()

    assert build_document(report, "de").document.status == "Entwurf"
    assert build_document(report, "en").document.status == "Draft"


def test_comparing_shows_what_changed(year: Year) -> None:
    report = year.report()
    old = freeze_version(report=report, note="", by=None)
    report.foreword = "Ein neues Wort."
    report.save()

    changes = compare(report, old, None, "de")

    assert Change((), ("Vorwort", "Ein neues Wort.")) in changes
    assert compare(report, old, old, "de") == []
    assert changes_between(version_document(old, "de"), version_document(old, "de")) == []


def test_public_versions_are_those_published(year: Year) -> None:
    report = year.report()
    version = freeze_version(report=report, note="", by=None)
    assert list(public_versions()) == []

    report.published_version = version
    report.save()

    assert list(public_versions()) == [version]


def test_command_writes_all_files_and_starts_the_report_once(year: Year, tmp_path: Path) -> None:
    for _ in range(2):
        call_command("report", 2024, output=str(tmp_path), stdout=io.StringIO())

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{stem}.{form}"
        for form in FORMS
        for stem in ("jahresbericht-2024-de", "annual-report-2024-en")
    )
    assert Report.objects.get().body == year.body


def test_command_asks_which_committee(year: Year, tmp_path: Path) -> None:
    make_activity(body=make_body(key="zweiter"), when="2024")
    run = {"output": str(tmp_path), "language": "de", "stdout": io.StringIO()}

    with pytest.raises(CommandError, match="Choose one"):
        call_command("report", 2024, **run)
    with pytest.raises(CommandError, match="no committee with the key"):
        call_command("report", 2024, committee="niemand", **run)
    with pytest.raises(CommandError, match="has records for 1999"):
        call_command("report", 1999, **run)
    call_command("report", 2024, committee=year.body.key, **run)

    assert len(list(tmp_path.iterdir())) == len(FORMS)


@pytest.mark.java
@pytest.mark.skipif(bool(missing()), reason=missing() or "runs")
def test_pdf_keeps_every_rule_of_accessible_pdf(year: Year, tmp_path: Path) -> None:
    document = build_document(year.report(), "de").document
    path = tmp_path / "report.pdf"
    path.write_bytes(render(document, "pdf").data)

    assert check_pdf(path) == []


def test_timestamp_of_a_draft_is_its_day(year: Year) -> None:
    document = build_document(year.report(), "de").document

    assert document.issued_on - clock.today() < timedelta(days=1)
    assert render(document, "pdf").data == render(document, "pdf").data
    assert plain_text(document)[2].startswith("Bund der Beispiele · Stand:")
