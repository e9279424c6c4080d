"""The entrance: help, unknown words, the commands on one file, and the real process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.redline import oracle
from tests.engines.redline.builder import Remark, docx, p

import einklang
from einklang.engines.redline.cli.main import main

TRACKED = docx(
    p("Wir fordern [-zehn-Kim]{+zwölf+Kim} <<m|Euro|m>>.", by="Kim"),
    p("Das gilt ab {+sofort, ab +Lea}Mai.", by="Lea"),
    comments={
        "m": Remark("Reicht das?", by="Lea", replies=(Remark("Ja.", by="Kim"),), is_done=True)
    },
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "datei.docx").write_bytes(TRACKED)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("COLUMNS", "110")
    return tmp_path


@pytest.mark.parametrize("words", [[], ["help"], ["-h"], ["--help"]])
def test_overview_names_every_command(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0

    shown = capsys.readouterr().out
    commands = ("consolidate", "compare", "accept", "reject", "show")
    assert [name for name in commands if f"\n  {name} " in shown] == list(commands)


def test_unknown_command_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    assert main(["dance"]) == 2

    assert capsys.readouterr().err.startswith("There is no command “dance”.\nUsage: ")


def test_help_of_a_command_goes_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--help"]) == 0

    captured = capsys.readouterr()
    assert captured.err == ""
    assert "--json" in captured.out


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_all_changes_are_settled(
    verdict: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verdict, "datei.docx", "-o", "neu.docx"]) == 0

    done = {"accept": "angenommen", "reject": "abgelehnt"}[verdict]
    out = capsys.readouterr().out
    assert out == f"3 Änderungen {done}.\nGeschrieben: neu.docx\n"
    written = (folder / "neu.docx").read_bytes()
    wanted = oracle.text(TRACKED, "accept" if verdict == "accept" else "reject")
    assert oracle.text(written, "accept") == oracle.text(written, "reject") == wanted


def test_changes_of_one_person_are_settled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["accept", "datei.docx", "--by", "Lea", "-o", "neu.docx"]) == 0

    assert capsys.readouterr().out == "1 Änderung angenommen.\nGeschrieben: neu.docx\n"
    written = (folder / "neu.docx").read_bytes()
    assert oracle.text(written, "reject") == oracle.text(
        docx(p("Wir fordern zehn Euro."), p("Das gilt ab sofort, ab Mai.")), "reject"
    )


def test_changes_are_settled_by_the_numbers_that_show_tells(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["show", "datei.docx", "--json"])
    rows = json.loads(capsys.readouterr().out)
    ids = [str(number) for row in rows if row["author"] == "Kim" for number in row["ids"]]

    assert main(["reject", "datei.docx", "--only", *ids, "-o", "neu.docx"]) == 0

    assert capsys.readouterr().out.startswith("2 Änderungen abgelehnt.")
    written = (folder / "neu.docx").read_bytes()
    assert oracle.text(written, "accept") == oracle.text(
        docx(p("Wir fordern zehn Euro."), p("Das gilt ab sofort, ab Mai.")), "accept"
    )


@pytest.mark.usefixtures("folder")
def test_show_tells_who_when_where_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "datei.docx"]) == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["Wer", "Wann", "Wo", "Was", "Nummern"]
    said = [" ".join(word for word in line if not word.isdigit()) for line in lines]
    assert sum("gestrichen: „zehn“" in line for line in said) == 1
    assert sum("eingefügt: „zwölf“" in line for line in said) == 1
    assert sum("Kommentar zu „Euro“: Reicht das? (erledigt)" in line for line in said) == 1
    assert sum("Antwort: Ja." in line for line in said) == 1
    assert lines[-1] == ["3", "Änderungen,", "1", "Kommentar"]


def test_show_of_a_clean_document_says_that_there_is_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rein.docx").write_bytes(docx(p("Nichts zu sehen.")))

    assert main(["show", "rein.docx", "--lang", "en"]) == 0

    assert capsys.readouterr().out == "0 changes, 0 comments\n"


def test_versions_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = docx(p("Wir fordern zehn Euro.")), docx(p("Wir fordern elf Euro."))
    (folder / "alt.docx").write_bytes(old)
    (folder / "neu.docx").write_bytes(new)

    assert main(["compare", "alt.docx", "neu.docx", "-o", "vergleich.docx", "--by", "AWO"]) == 0

    assert capsys.readouterr().out == "1 Änderung\nGeschrieben: vergleich.docx\n"
    written = (folder / "vergleich.docx").read_bytes()
    assert oracle.text(written, "reject") == oracle.text(old, "reject")
    assert oracle.text(written, "accept") == oracle.text(new, "accept")


@pytest.mark.parametrize(
    "words",
    [
        ["compare", "datei.docx", "fort.docx", "-o", "x.docx"],
        ["accept", "fort.docx", "-o", "x.docx"],
        ["reject", "datei.docx", "-o", "datei.docx"],
        ["show", "fort.docx"],
    ],
)
def test_every_command_refuses_in_one_line(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1

    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"datei.docx": TRACKED}


@pytest.mark.parametrize(
    ("language", "problem"),
    [
        ("de", "Das System verweigert „{name}“: File name too long\n"),
        ("en", "The system refuses “{name}”: File name too long\n"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_system_error_is_told_in_a_line(
    language: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{'sehr-' * 60}lang.docx"

    assert main(["show", name, "--lang", language]) == 1

    assert capsys.readouterr() == ("", problem.format(name=name))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    source = str(Path(einklang.__file__).parents[1])
    environ = {**os.environ, "PYTHONPATH": source, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "einklang", "redline", *words]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)


def test_process_writes_what_the_terminal_cannot_show(folder: Path) -> None:
    answer = run(folder, "show", "datei.docx", "--lang", "en")

    assert (answer.returncode, answer.stderr) == (0, b"")
    assert "zwölf".encode("latin-1") in answer.stdout
    assert rb"\u201c" in answer.stdout


def test_process_ends_quietly_when_its_reader_leaves(folder: Path) -> None:
    source = str(Path(einklang.__file__).parents[1])
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "einklang", "redline", "show", "datei.docx"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": source},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)

    assert (answer.returncode, answer.stderr) == (1, b"")
