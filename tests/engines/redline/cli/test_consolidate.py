"""`redline consolidate` on real files: what it writes, what it says, what it refuses."""

import json
from pathlib import Path

import pytest
from tests.engines.redline import oracle
from tests.engines.redline.builder import Remark, docx, h1, p, table

from einklang.engines.redline.cli.main import main

DRAFT = docx(h1("Forderungen"), p("Wir fordern zehn Euro."), p("Das gilt ab Mai."))
AWO = docx(
    h1("Forderungen"),
    p("Wir fordern [-zehn-]{+zwölf+} Euro.", by="Kim Muster"),
    p("<<m|Das gilt|m>> ab Mai.", by="Kim Muster"),
    comments={"m": Remark("Wirklich schon?", by="Kim Muster")},
)
CARITAS = docx(
    h1("Forderungen"),
    p("Wir fordern [-zehn-]{+elf+} Euro.", by="Lea Beispiel"),
    p("Das gilt ab Mai."),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a draft and three returns, and work in it."""
    for name, content in {"entwurf": DRAFT, "awo": AWO, "caritas": CARITAS, "drk": DRAFT}.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


INPUTS = {"entwurf.docx", "awo.docx", "caritas.docx", "drk.docx"}


def test_returns_become_one_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["consolidate", "entwurf.docx", "--by", "AWO=awo.docx", "caritas.docx"]

    status = main([*words, "-o", "neu.docx", "drk.docx"])

    captured = capsys.readouterr()
    assert (status, captured.err) == (0, "")
    assert captured.out == (
        "3 Rückmeldungen, 2 Änderungen, 1 Konflikt, 1 Kommentar, 0 Verluste\n"
        "  AWO (awo.docx): mit Änderungsverfolgung, 1 Änderung, 1 Kommentar\n"
        "  caritas (caritas.docx): mit Änderungsverfolgung, 1 Änderung\n"
        "  drk (drk.docx): keine Änderungen (Fehlanzeige)\n"
        "Geschrieben: neu.docx\n"
    )
    assert names(folder) == {*INPUTS, "neu.docx"}
    written = (folder / "neu.docx").read_bytes()
    assert oracle.text(written, "reject") == oracle.text(DRAFT, "reject")


def test_every_output_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = [{"change": "c1", "verdict": "accept", "reason": "So beschlossen."}]
    (folder / "entscheidungen.json").write_text(json.dumps(decisions))
    words = ["consolidate", "entwurf.docx", "awo.docx", "-o", "neu.docx", "--lang", "en"]
    words += ["--synopsis", "synopse.html", "--json", "alles.json", "--protocol", "protokoll.html"]

    status = main([*words, "--decisions", "entscheidungen.json"])

    assert status == 0
    assert capsys.readouterr().out == (
        "1 return, 1 change, 0 conflicts, 1 comment, 0 losses\n"
        "  awo (awo.docx): with tracked changes, 1 change, 1 comment\n"
        "Decided: 1 accepted, 0 still open\n"
        "Written: neu.docx, synopse.html, alles.json, protokoll.html\n"
    )
    whole = json.loads((folder / "alles.json").read_text())
    assert [change["inserted"] for change in whole["changes"]] == ["zwölf"]
    assert 'lang="en"' in (folder / "synopse.html").read_text()
    assert "So beschlossen." in (folder / "protokoll.html").read_text()
    accepted = oracle.text((folder / "neu.docx").read_bytes(), "reject")
    assert accepted == oracle.text(AWO, "accept")


def test_synopsis_as_word_document(folder: Path) -> None:
    words = ["consolidate", "entwurf.docx", "awo.docx", "-o", "neu.docx"]

    assert main([*words, "--synopsis", "Synopse.DOCX"]) == 0

    assert (folder / "Synopse.DOCX").read_bytes()[:2] == b"PK"


def test_return_on_an_older_version_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = docx(h1("Forderungen"), p("Wir fordern acht Euro."), p("Das gilt ab Mai."))
    (folder / "v1.docx").write_bytes(first)
    tracked = p("Das gilt ab [-Mai-]{+Juni+}.", by="Kim Muster")
    late = docx(h1("Forderungen"), p("Wir fordern acht Euro."), tracked)
    (folder / "awo.docx").write_bytes(late)

    words = ["consolidate", "entwurf.docx", "awo.docx", "--earlier", "v1.docx", "-o", "neu.docx"]

    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        "  awo (awo.docx): mit Änderungsverfolgung, 1 Änderung, "
        "beruht auf der älteren Fassung „v1.docx“"
    )


def test_losses_are_told_and_many_are_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, end = h1("Forderungen"), p("Das gilt ab Mai.")
    lands = [f"Land {number}" for number in range(12)]
    first = docx(head, table([[land, "zehn"] for land in lands]), end)
    late = docx(head, table([[land, "[-zehn-]{+elf+}"] for land in lands]), end)
    (folder / "v1.docx").write_bytes(first)
    (folder / "awo.docx").write_bytes(late)

    words = ["consolidate", "entwurf.docx", "awo.docx", "--earlier", "v1.docx", "-o", "neu.docx"]

    assert main(words) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "1 Rückmeldung, 0 Änderungen, 0 Konflikte, 0 Kommentare, 12 Verluste"
    assert shown[2:-1] == [
        *["  ! awo, Dokument: Text nicht übernommen: elf"] * 10,
        "  ! und 2 weitere",
    ]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["fort.docx", "awo.docx", "-o", "x.docx"], "Die Datei „fort.docx“ gibt es nicht."),
        (["entwurf.docx", "fort.docx", "-o", "x.docx"], "Die Datei „fort.docx“ gibt es nicht."),
        (
            ["entwurf.docx", "awo.docx", "-o", "awo.docx"],
            "„awo.docx“ wird gelesen und deshalb nicht überschrieben. Bitte anders nennen.",
        ),
        (
            ["entwurf.docx", "awo.docx", "-o", "x.docx", "--synopsis", "x.docx"],
            "Nach „x.docx“ soll zweimal geschrieben werden. Bitte verschieden nennen.",
        ),
        (
            ["entwurf.docx", "awo.docx", "--by", "Awo=caritas.docx", "-o", "x.docx"],
            "Zwei Rückmeldungen heißen „awo“. Bitte mit --by unterscheiden.",
        ),
        (
            ["entwurf.docx", "awo.docx", "-o", "x.docx", "--decisions", "d.json"],
            "Die 1. Entscheidung nennt keine Änderung („change“).",
        ),
        (
            ["entwurf.docx", "awo.docx", "-o", "x.docx", "--decisions", "unbekannt.json"],
            "Eine Änderung „c99“ gibt es hier nicht.",
        ),
    ],
)
def test_refusal_is_one_line_and_nothing_is_written(
    words: list[str], problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "d.json").write_text('[{"verdict": "accept"}]')
    (folder / "unbekannt.json").write_text('[{"change": "c99", "verdict": "accept"}]')
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    assert main(["consolidate", *words]) == 1

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{problem}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_bad_return_is_named_in_english(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "awo.docx").write_bytes(b"")

    words = ["consolidate", "entwurf.docx", "awo.docx", "-o", "neu.docx"]

    assert main([*words, "--lang", "en"]) == 1
    assert "“awo.docx” is empty" in capsys.readouterr().err
    assert names(folder) == INPUTS


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["entwurf.docx", "awo.docx"], "Es fehlt: -o/--output."),
        (
            ["entwurf.docx", "-o", "x.docx"],
            "Es fehlt eine Rückmeldung: entweder DATEI oder --by NAME=DATEI.",
        ),
        (
            ["entwurf.docx", "--by", "awo.docx", "-o", "x.docx"],
            "--by braucht NAME=DATEI, nicht „awo.docx“.",
        ),
        (
            ["entwurf.docx", "awo.docx", "-o", "x.docx", "--synopsis", "x.pdf"],
            "--synopsis braucht eine Datei mit der Endung .html/.docx, nicht „x.pdf“.",
        ),
    ],
)
def test_wrong_words_end_with_status_2(
    words: list[str], problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["consolidate", *words]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Aufruf: einklang redline consolidate -o DATEI")
    assert captured.err.splitlines()[-1] == problem
    assert names(folder) == INPUTS
