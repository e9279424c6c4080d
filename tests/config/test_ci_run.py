"""The one command of CI: runs everything, even after a failure, and tells the truth."""

import os
import shutil
import subprocess
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(0o755)


PROGRAMS = frozenset({"chromium", "pdftotext", "java", "soffice"})


def run_ci(
    project: Path, failing: str = "", *, absent: AbstractSet[str] = frozenset(), user: int = 1000
) -> subprocess.CompletedProcess[str]:
    (project / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", project / ".ci" / "run")
    program(project / "ek", f'echo "ek $*"; [ "$1" != "{failing}" ]')
    for name in PROGRAMS - absent:
        program(project / "bin" / name, "true")
    program(project / "bin" / "id", f"echo {user}")
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
    answer = run_ci(tmp_path, failing)

    assert answer.returncode == status
    assert answer.stdout.splitlines() == ["ek prepare --dev", "ek lint", "ek test", verdict]


def test_ci_stops_when_the_environment_fails(tmp_path: Path) -> None:
    answer = run_ci(tmp_path, "prepare")

    assert (answer.returncode, answer.stdout) == (1, "ek prepare --dev\n")


def test_ci_says_aloud_what_it_cannot_install(tmp_path: Path) -> None:
    answer = run_ci(tmp_path, absent=PROGRAMS)

    assert answer.returncode == 0
    assert answer.stdout.splitlines()[0] == (
        "WARNING: missing chromium poppler-utils default-jre-headless libreoffice-writer-nogui "
        "python3-uno (no apt or not root); the tests that need them are skipped."
    )


def test_ci_installs_only_what_is_missing_and_goes_on_after_a_failure(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    orders = tmp_path / "orders"
    program(tmp_path / "bin" / "apt-get", f'echo "$*" >>"{orders}"; [[ "$*" != *libreoffice* ]]')

    answer = run_ci(tmp_path, absent={"java", "soffice"}, user=0)

    assert orders.read_text().splitlines() == [
        "update -qq",
        "install -y -qq --no-install-recommends default-jre-headless",
        "install -y -qq --no-install-recommends libreoffice-writer-nogui",
        "install -y -qq --no-install-recommends python3-uno",
    ]
    assert (answer.returncode, answer.stdout.splitlines()) == (
        0,
        [
            "Installing: default-jre-headless libreoffice-writer-nogui python3-uno",
            "WARNING: libreoffice-writer-nogui is missing; the tests that need it are skipped.",
            "ek prepare --dev",
            "ek lint",
            "ek test",
            "CI: passed",
        ],
    )


@pytest.mark.parametrize("browser", ["chromium-browser", "google-chrome"])
def test_ci_takes_a_browser_under_another_name(browser: str, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin" / browser, "true")

    answer = run_ci(tmp_path, absent={"chromium"})

    assert answer.stdout.splitlines()[0] == "ek prepare --dev"
