"""The commands, as real processes, on files that people made in LibreOffice Writer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.redline.office import (
    Office,
    as_person,
    comment,
    delete,
    footnote,
    header,
    heading,
    insert,
    item,
    paragraph,
    replace,
    row,
    table,
    untracked,
)

import einklang

pytestmark = pytest.mark.office

SOURCE = Path(einklang.__file__).parents[1]


def redline(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "einklang", "redline", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a draft and three returns in Writer; return their folder."""
    place = tmp_path_factory.mktemp("redline")
    draft = office.edit(
        None,
        untracked(
            "Lea Beispiel",
            heading("Forderungen"),
            paragraph("Wir fordern zehn Euro für jede Beratung."),
            item("eine Beratung in jedem Kreis"),
            table(("Land", "Stellen"), ("Bayern", "12")),
            paragraph("Der Schluss der Sache."),
            footnote("Forderungen", "Stand Juni."),
            header("Entwurf"),
        ),
    )
    returns = {
        "AWO": office.edit(
            draft,
            as_person("Kim Muster", replace("zehn", "zwölf"), row("Bayern", "Bremen", "7")),
            as_person("Ada Probe", delete("jede "), comment("Schluss", "Zu knapp?")),
        ),
        "Caritas": office.edit(draft, as_person("Lea Fall", replace("zehn", "elf"))),
        "DRK": office.edit(
            draft, untracked("Max Ohne", replace("zehn", "zwölf"), insert("Sache", " selbst"))
        ),
    }
    (place / "entwurf.docx").write_bytes(draft)
    for name, data in returns.items():
        (place / f"{name}.docx").write_bytes(data)
    return place


@pytest.fixture(scope="module")
def merged(folder: Path) -> dict[str, object]:
    answer = redline(
        folder, "consolidate", "entwurf.docx", "AWO.docx", "Caritas.docx", "DRK.docx",
        "-o", "konsolidiert.docx", "--synopsis", "synopse.html", "--json", "aenderungen.json",
    )  # fmt: skip
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("3 Rückmeldungen, ")
    found: dict[str, object] = json.loads((folder / "aenderungen.json").read_text("utf-8"))
    return found


def test_consolidate_keeps_every_person(folder: Path, merged: dict[str, object]) -> None:
    synopsis = (folder / "synopse.html").read_text("utf-8")

    assert isinstance(merged["changes"], list)
    people = {
        (voice["association"], voice["person"])
        for change in merged["changes"]
        for voice in change["supporters"]
    }
    assert {("AWO", "Kim Muster"), ("AWO", "Ada Probe"), ("Caritas", "Lea Fall")} <= people
    assert any(
        sorted({voice["association"] for voice in change["supporters"]}) == ["AWO", "DRK"]
        for change in merged["changes"]
    )
    assert "Zu knapp?" in synopsis


def test_writer_opens_it_and_counts_as_our_json_does(
    office: Office, folder: Path, merged: dict[str, object]
) -> None:
    reading = office.read((folder / "konsolidiert.docx").read_bytes())

    assert reading.questions == ()
    assert isinstance(merged["authors"], list)
    assert reading.people == {each["name"]: each["changes"] for each in merged["authors"]}
    assert reading.rejected == office.read((folder / "entwurf.docx").read_bytes()).shown


@pytest.mark.usefixtures("merged")
def test_accept_and_reject_by_name(office: Office, folder: Path) -> None:
    accepted = redline(folder, "accept", "konsolidiert.docx", "-o", "a.docx", "--by", "Caritas")
    rejected = redline(folder, "reject", "konsolidiert.docx", "-o", "r.docx")

    assert (accepted.returncode, rejected.returncode) == (0, 0)
    assert "Wir fordern elf" in str(office.read((folder / "a.docx").read_bytes()).rejected)
    assert office.read((folder / "r.docx").read_bytes()).revisions == ()


def test_compare_records_the_difference(office: Office, folder: Path) -> None:
    answer = redline(folder, "compare", "entwurf.docx", "DRK.docx", "-o", "vergleich.docx")

    assert (answer.returncode, answer.stdout.splitlines()[0]) == (0, "2 Änderungen")
    reading = office.read((folder / "vergleich.docx").read_bytes())
    assert reading.accepted == office.read((folder / "DRK.docx").read_bytes()).shown


def test_show_lists_who_did_what(folder: Path) -> None:
    answer = redline(folder, "show", "AWO.docx")

    assert answer.returncode == 0
    for words in ("Kim Muster", "Ada Probe", "gestrichen: „zehn“", "Zu knapp?"):
        assert words in answer.stdout
