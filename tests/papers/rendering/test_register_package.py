"""The package to upload: what is in it, what is not, and that its PDF can be read."""

import io
import json
import shutil
import subprocess
import zipfile
from datetime import date

import pytest
from tests.factories import make_account, make_person
from tests.papers.factories import docx_of, make_paper, make_version, secretary, speaker

from einklang.federation.enums import Role
from einklang.papers.enums import RegisterResult, RegisterStanding, Stage
from einklang.papers.errors import PaperError, RefusedError
from einklang.papers.models import Paper, RegisterAssessment, RegisterEntry, RegisterUpload
from einklang.papers.operations.register_package import build_package, propose

pytestmark = pytest.mark.django_db
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)"
)


def assessed_paper(
    result: RegisterResult = RegisterResult.UPLOAD, stage: Stage = Stage.AGREED
) -> Paper:
    paper = make_paper(title="Beratung sichern", stage=stage)
    make_version(
        paper,
        docx_of(
            "# Beratung sichern",
            "Wir fordern zehn Millionen Euro.",
            "Kontakt: Kim Muster, Tel. 030 1234567, kim.muster@example.org",
            "Auch Robin Bekannt sieht das so.",
        ),
    )
    RegisterAssessment.objects.create(
        paper=paper,
        is_federal=True,
        result=result,
        reason="Grund.",
        source="§ 3 LobbyRG",
        project_number="RV0000001",
        project_title="Haushalt 2027",
        fields_of_interest=["FOI_RPI_MIGRATION"],
        recipients=["Ministerium für Beispiele"],
        sent_on=date(2026, 2, 12),
    )
    RegisterEntry.objects.create(
        association=paper.lead, standing=RegisterStanding.REGISTERED, number="R001234"
    )
    RegisterUpload.objects.create(paper=paper, association=paper.lead, due_on=date(2026, 3, 31))
    return paper


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_people_are_proposed_and_nothing_is_taken_out_by_itself() -> None:
    paper = assessed_paper()
    make_person(given_name="Robin", family_name="Bekannt")

    source, findings = propose(paper=paper, by=speaker(paper, paper.lead))

    assert [one.text for one in findings] == [
        "Kim Muster", "030 1234567", "kim.muster@example.org", "Robin Bekannt",
    ]  # fmt: skip
    assert "Kim Muster" in repr(source.document)


@needs_pdftotext
def test_pdf_can_be_read_and_holds_nothing_that_was_taken_out() -> None:
    paper = assessed_paper()
    taken_out = ["Kim Muster", "030 1234567", "kim.muster@example.org"]

    data = build_package(paper=paper, taken_out=taken_out, by=secretary(paper))

    pdf = files_of(data)["stellungnahme-anonymisiert.pdf"]
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],  # noqa: S607 - found in the path by the skip mark
        input=pdf,
        capture_output=True,
        check=True,
    )
    text = " ".join(done.stdout.decode().split())
    assert "Wir fordern zehn Millionen Euro." in text
    assert "Kontakt: [anonymisiert], Tel. [anonymisiert], [anonymisiert]" in text
    assert "Robin Bekannt" in text
    assert not any(word in text for word in taken_out)


def test_package_holds_facts_and_checklist_but_no_person() -> None:
    paper = assessed_paper()

    files = files_of(build_package(paper=paper, taken_out=["Kim Muster"], by=secretary(paper)))

    name = f"checkliste-{str(paper.lead).lower().replace(' ', '-')}-r001234.txt"
    assert sorted(files) == [
        "angaben.json", "angaben.txt", name, "stellungnahme-anonymisiert.pdf",
    ]  # fmt: skip
    facts = json.loads(files["angaben.json"])
    assert facts["regelungsvorhaben"] == {"nummer": "RV0000001", "titel": "Haushalt 2027"}
    assert facts["interessenbereiche"] == ["FOI_RPI_MIGRATION"]
    assert facts["stellungnahme"] == {
        "titel": "Beratung sichern",
        "versandt_am": "2026-02-12",
        "adressatenkreis": ["Ministerium für Beispiele"],
    }
    assert facts["frist"] == "2026-03-31"
    text = files["angaben.txt"].decode("utf-8-sig")
    assert "Paket zum Hochladen" in text
    assert "RV0000001" in text
    assert "R001234" in files[name].decode("utf-8-sig")
    assert not any(
        b"Muster" in data for key, data in files.items() if key != "stellungnahme-anonymisiert.pdf"
    )


@pytest.mark.parametrize(
    ("result", "stage"),
    [(RegisterResult.NO, Stage.AGREED), (RegisterResult.UPLOAD, Stage.SIGNING)],
)
def test_without_agreed_text_or_reason_there_is_no_package(
    result: RegisterResult, stage: Stage
) -> None:
    paper = assessed_paper(result, stage)

    with pytest.raises(PaperError):
        build_package(paper=paper, taken_out=[], by=secretary(paper))


def test_who_takes_no_part_gets_no_package() -> None:
    paper = assessed_paper()
    guest = make_account(role=Role.GUEST, body=paper.activity.body)

    with pytest.raises(RefusedError):
        propose(paper=paper, by=guest)
