import pytest

from einklang.config import cli, commands


def test_help_needs_no_database(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EINKLANG_DEMO_DIR", "/nowhere")

    assert cli.main(["version"]) == 0
    assert capsys.readouterr().out.startswith("5.2")


def test_unknown_command_fails_without_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["no-such-command"]) == 1
    assert "no-such-command" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "database_url", "demo_dir", "borrows"),
    [
        (["migrate"], "", "/demo", True),
        (["report", "2024"], "", "/demo", True),
        (["migrate"], "postgresql://db/x", "/demo", False),
        (["migrate"], "", "", False),
        (["migrate", "--help"], "", "/demo", False),
        (["makemigrations", "--check"], "", "/demo", False),
        ([], "", "/demo", False),
        (["bench"], "", "/demo", True),
        (["bench", "redline", "pages"], "", "/demo", True),
        (["bench", "redline"], "", "/demo", False),
    ],
)
def test_database_is_borrowed_only_for_ek_and_when_needed(
    words: list[str],
    database_url: str,
    demo_dir: str,
    borrows: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("EINKLANG_DEMO_DIR", demo_dir)

    assert commands._borrows_database(words) is borrows


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["web", "--host", "0.0.0.0"], ["--host", "0.0.0.0", "einklang.config.wsgi:application"]),  # noqa: S104 - only passed on
        (["worker", "--concurrency", "8"], ["60", "--concurrency", "8"]),
    ],
)
def test_server_commands_pass_their_arguments_on(
    words: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def remember(_program: str, command: list[str]) -> None:
        seen.append(command)
        raise SystemExit(0)

    monkeypatch.setattr("os.execv", remember)

    with pytest.raises(SystemExit):
        cli.main(words)

    assert seen[0][-len(expected) :] == expected
