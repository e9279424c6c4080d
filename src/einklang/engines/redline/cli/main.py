"""The entrance: which command, in which language, and how it ends."""

import io
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from einklang.engines.redline.cli.parser import Parser, parse
from einklang.engines.redline.cli.progress import Progress
from einklang.engines.redline.cli.texts import chosen_language, text
from einklang.engines.redline.errors import Language, RedlineError

Command = Callable[[Parser, Any, Progress], str]

ROOMS: Final = {
    "consolidate": "consolidate",
    "compare": "single",
    "accept": "single",
    "reject": "single",
    "show": "show",
}
"""The module of each command."""


def main(words: list[str]) -> int:
    """Run `einklang redline …` and return its exit status.

    0 when it is done, 1 when a file was refused (one line on stderr says why, and nothing has
    been written), 2 when the words were not understood, 130 after Ctrl-C.
    """
    language = chosen_language(words, os.environ)
    for stream in (sys.stdout, sys.stderr):
        # A name from a file must not end the command on a terminal that lacks its letters.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not words or words[0] in {"help", "-h", "--help"}:
        print(text("overview", language))  # noqa: T201 - the terminal
        return 0
    if words[0] not in ROOMS:
        _complain(text("no-command", language, word=words[0]))
        _complain(text("overview", language))
        return 2
    return _guarded(words[0], words[1:], language)


def _guarded(command: str, words: list[str], language: Language) -> int:
    status = 1
    try:
        _run(command, words, language)
    except RedlineError as error:
        _complain(error.message(language))
    except BrokenPipeError:
        # The reader of our output left (`… | head`); it hears no more of us.
        pass
    except OSError as error:
        _complain(_system_words(error, language))
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        status = 130
    else:
        status = 0
    return status


def _run(command: str, words: list[str], language: Language) -> None:
    parser, given = parse(command, words, language)
    # Help and wrong words need no engine.
    room = import_module(f"einklang.engines.redline.cli.{ROOMS[command]}")
    run: Command = getattr(room, command)
    with Progress(sys.stderr) as progress:
        said = run(parser, given, progress)
    try:
        print(said, flush=True)  # noqa: T201 - the terminal
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _system_words(error: OSError, language: Language) -> str:
    named = error.filename or ""
    if language == "de":
        return f"Das System verweigert „{named}“: {error.strerror or error}"
    return f"The system refuses “{named}”: {error.strerror or error}"


def _complain(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201 - the terminal
