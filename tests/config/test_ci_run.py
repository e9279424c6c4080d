"""The one command of CI: runs everything, even after a failure, and tells the truth."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(0o755)


def run_ci(project: Path, failing: str, browser: str | None) -> subprocess.CompletedProcess[str]:
    (project / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", project / ".ci" / "run")
    program(project / "ek", f'echo "ek $*"; [ "$1" != "{failing}" ]')
    for name in ("pdftotext", "java", "soffice", *([browser] if browser else [])):
        program(project / "bin" / name, "true")
    program(project / "bin" / "id", "echo 1000")
    for name in ("bash", "dirname"):
        (project / "bin" / name).symlink_to(shutil.which(name) or name)
    return subprocess.run(
        [project / ".ci" / "run"],
        env={**os.environ, "PATH": str(project / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("failing", "status", "verdict"),
    [("", 0, "CI: passed"), ("lint", 1, "CI: FAILED"), ("test", 1, "CI: FAILED")],
)
def test_ci_runs_both_and_its_status_is_right(
    failing: str, status: int, verdict: str, tmp_path: Path
) -> None:
    answer = run_ci(tmp_path, failing, browser="chromium")

    assert answer.returncode == status
    assert answer.stdout.splitlines() == ["ek prepare --dev", "ek lint", "ek test", verdict]


def test_ci_stops_when_the_environment_fails(tmp_path: Path) -> None:
    answer = run_ci(tmp_path, "prepare", browser="chromium")

    assert (answer.returncode, answer.stdout) == (1, "ek prepare --dev\n")


def test_ci_says_aloud_what_it_cannot_install(tmp_path: Path) -> None:
    answer = run_ci(tmp_path, "", browser=None)

    assert answer.returncode == 0
    assert answer.stdout.startswith("WARNING: missing chromium (no apt or not root)")
