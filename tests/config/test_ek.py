"""The script that people type: environment, stamps, arguments."""

import importlib.util
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def ek() -> ModuleType:
    loader = SourceFileLoader("ek_script", str(ROOT / "ek"))
    spec = importlib.util.spec_from_loader("ek_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project whose lock is empty: its environment needs no network."""
    shutil.copy(ROOT / "ek", tmp_path / "ek")
    (tmp_path / "requirements").mkdir()
    for name in ("app", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}\n")
    package = tmp_path / "src" / "einklang"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(
        "import os, sys\nprint(sys.argv[1:], os.environ['EINKLANG_DEMO_DIR'])\n"
    )
    return tmp_path


@pytest.fixture
def _quick_uv(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in for uv on PATH: an environment without pip takes no time."""
    program = project / "bin" / "uv"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = venv ]; then\n    for last; do :; done\n'
        f'    exec {sys.executable} -m venv --without-pip "$last"\nfi\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    ours = {"PYTHONPATH", "EK_VENV", "EINKLANG_DEMO_DIR"}
    environ = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "ek", *words],
        cwd=project,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.usefixtures("_quick_uv")
def test_environment_is_built_once_refreshed_and_repaired(project: Path) -> None:
    first = run(project, "manage", "check", "--deploy")
    assert first.stdout == f"['check', '--deploy'] {project}/.ek/demo\n"
    assert "Building the environment in .venv with uv" in first.stderr
    assert list(project.glob(".venv/lib/*/site-packages/einklang.pth"))

    second = run(project, "bench")
    assert (second.returncode, second.stdout) == (0, f"['bench'] {project}/.ek/bench\n")
    assert second.stderr == ""

    word_returns = run(project, "redline", "show", "x.docx")
    assert word_returns.stdout == f"['redline', 'show', 'x.docx'] {project}/.ek/demo\n"

    (project / "requirements" / "app.txt").write_text("# newer\n")
    newer = run(project, "report", "2024")
    assert "Installing" in newer.stderr
    assert "Building" not in newer.stderr

    (project / ".venv" / ".ek-under-way").touch()
    interrupted = run(project, "report", "2024")
    assert "half-built" in interrupted.stderr
    assert interrupted.returncode == 0

    (project / ".venv" / "bin" / "python").unlink()
    broken = run(project, "report", "2024")
    assert "Building" in broken.stderr
    assert broken.stdout.startswith("['report', '2024']")


def test_failed_installation_is_explained_and_tried_again(project: Path) -> None:
    lock = project / "requirements" / "app.txt"
    lock.write_text("no-such-file @ file:///no/such/file.whl --hash=sha256:00\n")

    answer = run(project, "demo")

    assert answer.returncode == 1
    assert "The installation failed" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert (project / ".venv" / ".ek-under-way").exists()


def test_help_lists_every_command(ek: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert ek.main([]) == 0

    shown = capsys.readouterr().out
    assert [name for name in ek.HELP if f"  {name} " in shown] == list(ek.HELP)


def test_unknown_command_is_refused(ek: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert ek.main(["dance"]) == 2
    assert "no command 'dance'" in capsys.readouterr().err


def test_tools_lock_also_serves_the_application(ek: ModuleType, tmp_path: Path) -> None:
    for name in ("app", "dev"):
        (tmp_path / f"{name}.txt").write_text(name)
    environment = ek.Environment(tmp_path / "venv")
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    assert not environment._is_current(tmp_path / "app.txt")

    (environment.folder / ".ek-dev").write_text(ek.fingerprint(tmp_path / "dev.txt"))

    assert environment._is_current(tmp_path / "app.txt")
    assert environment._is_current(tmp_path / "dev.txt")


def test_application_lock_does_not_serve_the_tests(ek: ModuleType, tmp_path: Path) -> None:
    for name in ("app", "dev"):
        (tmp_path / f"{name}.txt").write_text(name)
    environment = ek.Environment(tmp_path / "venv")
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()

    (environment.folder / ".ek-app").write_text(ek.fingerprint(tmp_path / "app.txt"))

    assert environment._is_current(tmp_path / "app.txt")
    assert not environment._is_current(tmp_path / "dev.txt")


@pytest.mark.parametrize(
    ("arguments", "parallel"),
    [([], True), (["tests/core"], True), (["-n0"], False), (["--pdb"], False)],
)
def test_tests_run_in_parallel_unless_told_otherwise(
    ek: ModuleType,
    arguments: list[str],
    parallel: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(ek, "become", lambda command, _environ: seen.append(command))

    ek.run_tests(Path("python"), arguments)

    expected = ["-n", "2"] if parallel else []
    assert seen == [["python", "-m", "pytest", *expected, *arguments]]


def test_lint_knows_only_fix(ek: ModuleType) -> None:
    with pytest.raises(ek.EkError, match="only --fix"):
        ek.run_lint(Path("python"), ["--fast"])


def test_lint_reports_every_failure(
    ek: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = {
        "good": [sys.executable, "-c", "print('quiet')"],
        "bad": [sys.executable, "-c", "raise SystemExit('broken here')"],
    }
    monkeypatch.setattr(ek, "lint_steps", lambda _python, **_options: steps)

    assert ek.run_lint(Path("python"), []) == 1

    shown = capsys.readouterr().out
    assert "quiet" not in shown
    assert "broken here" in shown
    assert shown.endswith("Failed: bad.\n")
