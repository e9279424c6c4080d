"""The line that says how far a long command is."""

import io
import threading

from einklang.engines.redline.cli.progress import CLEAR, Progress


class Terminal(io.StringIO):
    """A stream that a person looks at; `shown` is set with the first words."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.shown.set()


def test_file_gets_no_progress() -> None:
    stream = io.StringIO()

    with Progress(stream, patience_s=0) as progress:
        progress.say("1 von 2")

    assert stream.getvalue() == ""


def test_quick_command_says_nothing() -> None:
    terminal = Terminal()

    with Progress(terminal, patience_s=3600) as progress:
        progress.say("1 von 2")

    assert terminal.getvalue() == ""


def test_long_command_shows_each_step_and_clears_the_line() -> None:
    terminal = Terminal()

    with Progress(terminal, patience_s=0.01) as progress:
        progress.say("1 von 2")
        # The step goes on without another word; the clock alone shows it.
        assert terminal.shown.wait(30)
        progress.say("2 von 2")

    assert terminal.getvalue() == f"{CLEAR}1 von 2{CLEAR}2 von 2{CLEAR}"


def test_line_is_cleared_before_an_error() -> None:
    terminal = Terminal()

    try:
        with Progress(terminal, patience_s=0.01) as progress:
            progress.say("1 von 2")
            assert terminal.shown.wait(30)
            raise ValueError  # noqa: TRY301 - the command fails here
    except ValueError:
        terminal.write("refused")

    assert terminal.getvalue() == f"{CLEAR}1 von 2{CLEAR}refused"
