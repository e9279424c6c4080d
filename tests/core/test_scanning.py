"""A small program of our own plays the scanner: it looks for the EICAR test string."""

import io
import os
import stat
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from pytest_django import Settings

from einklang.core import scanning
from einklang.core.errors import InfectedFileError, ScannerBrokenError
from einklang.core.scanning import scan

# In two halves, so that no scanner refuses this very file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LOOK = "if grep -q 'STANDARD-ANTIVIRUS-TEST' -; then echo 'Eicar FOUND'; exit 1; fi"


def scanner(folder: Path, script: str) -> str:
    program = folder / "scanner with a space.sh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"'{program}' --quiet -"


def test_without_a_scanner_everything_passes(settings: Settings) -> None:
    settings.UPLOAD_SCANNER = ""
    file = ContentFile(EICAR)

    scan(file, name="probe.txt")

    assert file.read() == EICAR


def test_scanner_passes_a_harmless_file(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_SCANNER = scanner(tmp_path, f"cat > '{tmp_path}/seen'; exit 0")

    scan(b"Guten Tag", name="brief.txt")

    assert (tmp_path / "seen").read_bytes() == b"Guten Tag"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "en",
            (
                "The virus scanner refused the file “probe.txt”. It was not kept; nothing else "
                "you entered was lost."
            ),
        ),
        (
            "de",
            (
                "Der Virenscanner hat die Datei „probe.txt“ abgelehnt. Wir haben sie nicht "
                "behalten; Ihre übrigen Eingaben sind noch da."
            ),
        ),
    ],
)
def test_scanner_refuses_the_test_virus(
    settings: Settings, tmp_path: Path, language: str, message: str
) -> None:
    settings.UPLOAD_SCANNER = scanner(tmp_path, LOOK)

    with translation.override(language), pytest.raises(InfectedFileError) as refusal:
        scan(EICAR, name="probe.txt")

    assert str(refusal.value) == message


def test_scanner_reads_a_handle_from_its_start_and_leaves_it_there(
    settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_SCANNER = scanner(tmp_path, LOOK)
    clean = SimpleUploadedFile("brief.txt", b"Guten Tag")
    clean.seek(5)
    infected = File(io.BytesIO(EICAR), name="probe.txt")
    infected.seek(40)

    scan(clean, name="brief.txt")
    with pytest.raises(InfectedFileError):
        scan(infected, name="probe.txt")

    assert (clean.tell(), infected.tell()) == (0, 0)


@pytest.mark.parametrize(
    "command",
    [
        "/nowhere/clamdscan --no-summary -",
        "sh -c 'exit 2'",
        "sh -c 'kill -9 $$'",
        "unbalanced 'quote",
        "' '",
        "#",
        "/etc/hostname",
    ],
)
def test_scanner_without_a_verdict_lets_nothing_pass(settings: Settings, command: str) -> None:
    settings.UPLOAD_SCANNER = command

    with (
        translation.override("de"),
        pytest.raises(ScannerBrokenError, match="Der Virenscanner antwortet nicht"),
    ):
        scan(b"Guten Tag", name="brief.txt")


def test_scanner_that_hangs_is_ended_with_all_it_started(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    settings.UPLOAD_SCANNER = scanner(tmp_path, f"sleep 300 & echo $! > '{pid}'; wait")
    monkeypatch.setattr(scanning, "TIMEOUT_S", 1.0)
    begun = time.monotonic()

    with pytest.raises(ScannerBrokenError):
        scan(b"Guten Tag", name="brief.txt")

    assert time.monotonic() - begun < 20
    child = int(pid.read_text())
    assert not is_running(child)


def is_running(process: int) -> bool:
    """Wait a little: a killed process is listed until somebody reaps it."""
    for _ in range(50):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


def test_scanner_sees_a_real_file_and_no_secrets(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EINKLANG_SECRET_KEY", "not for the scanner")
    settings.UPLOAD_SCANNER = scanner(
        tmp_path, f"env > '{tmp_path}/env'; stat -L -c %f /dev/stdin > '{tmp_path}/mode'; exit 0"
    )

    scan(b"Guten Tag", name="brief.txt")

    assert "not for the scanner" not in (tmp_path / "env").read_text()
    assert f"PATH={os.environ['PATH']}" in (tmp_path / "env").read_text()
    assert stat.S_ISREG(int((tmp_path / "mode").read_text(), 16))


def test_scanner_that_talks_without_end_is_no_trouble(settings: Settings, tmp_path: Path) -> None:
    end = tmp_path / "end"
    script = f"head -c 300000 /dev/zero; touch '{end}'; exit 0"
    settings.UPLOAD_SCANNER = scanner(tmp_path, script)

    scan(b"x" * 300_000, name="brief.txt")

    assert end.exists()
