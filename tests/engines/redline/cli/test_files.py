"""Nothing half-written, no input overwritten."""

from pathlib import Path

import pytest

from einklang.engines.redline.cli.files import (
    InputError,
    OutputError,
    check_inputs,
    check_outputs,
    write_all,
)


def test_missing_input_is_named(tmp_path: Path) -> None:
    there = tmp_path / "da.docx"
    there.touch()

    with pytest.raises(InputError, match=r"Die Datei „.*fort\.docx“ gibt es nicht\."):
        check_inputs([there, tmp_path / "fort.docx"])


def test_folder_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_inputs([tmp_path])


def test_output_may_not_be_an_input(tmp_path: Path) -> None:
    draft = tmp_path / "entwurf.docx"
    draft.touch()
    (tmp_path / "anders.docx").symlink_to(draft)

    for output in (draft, tmp_path / "." / "entwurf.docx", tmp_path / "anders.docx"):
        with pytest.raises(OutputError, match="nicht überschrieben"):
            check_outputs([output], [draft])


def test_outputs_differ(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="zweimal"):
        check_outputs([tmp_path / "a.html", tmp_path / "x" / ".." / "a.html"], [])


def test_folder_of_an_output_is_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"Den Ordner „.*fehlt“ gibt es nicht\."):
        check_outputs([tmp_path / "fehlt" / "a.docx"], [])


def test_output_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="lässt sich nicht schreiben"):
        check_outputs([tmp_path], [])


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")

    write_all({tmp_path / "a.docx": b"new", tmp_path / "b.html": b"page"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.docx": b"new",
        "b.html": b"page",
    }


def test_nothing_is_written_when_one_file_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")

    with pytest.raises(OutputError, match=r"fehlt.b\.html“ lässt sich nicht schreiben"):
        write_all({tmp_path / "a.docx": b"new", tmp_path / "fehlt" / "b.html": b"page"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"old"}
