"""The house's own commands: `demo`, `web`, `worker`, every management command of Django."""

import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from einklang.config import demo, processes
from einklang.config.processes import FROM_OUTSIDE, ProcessError, StopRequestedError, stop_signals
from einklang.core.postgres import PostgresError

WITHOUT_DATABASE = {
    "collectstatic",
    "compile_translations",
    "compilemessages",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "version",
}
NEEDS_SAMPLE_YEAR = {"report"}
NEEDS_TABLES = {"bench", *NEEDS_SAMPLE_YEAR}
BENCH_WITHOUT_DATABASE = {"redline"}


def run(words: list[str]) -> int:
    """Run one command; return its exit status."""
    try:
        if words[:1] == ["demo"]:
            return demo.run_demo(words[1:], os.environ)
        if words[:1] in (["web"], ["worker"]):
            become_server(words[0], words[1:])
        if _borrows_database(words):
            return _run_with_demo_database(words)
        return _run_django(words)
    except (PostgresError, ProcessError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the terminal
        return 1
    except (StopRequestedError, KeyboardInterrupt):
        return 130


def become_server(name: str, more: list[str]) -> NoReturn:
    """Turn into the web server or the worker; later arguments win over ours."""
    if name == "web":
        command = processes.web_command(host="127.0.0.1", port=8000, workers=2)
        # The application comes last.
        command[-1:-1] = more
    else:
        command = [*processes.worker_command(patience_s=60), *more]
    os.execv(command[0], command)  # noqa: S606 - our own programs


def _borrows_database(words: list[str]) -> bool:
    """Tell whether `./ek` (it names the folder) must bring a database for this command."""
    if os.environ.get("DATABASE_URL") or not os.environ.get("EINKLANG_DEMO_DIR"):
        return False
    asks_for_help = {"--help", "-h", "--version"} & set(words)
    if not words or words[0] in WITHOUT_DATABASE or asks_for_help:
        return False
    areas = {word for word in words[1:] if not word.startswith("-")}
    return words[0] != "bench" or not areas or not areas <= BENCH_WITHOUT_DATABASE


def _run_with_demo_database(words: list[str]) -> int:
    folder = demo.DemoFolder(Path(os.environ["EINKLANG_DEMO_DIR"]).absolute())
    # Ctrl-C stays with the command: in a shell it only ends the present line.
    with stop_signals(FROM_OUTSIDE), demo.demo_database(folder) as url:
        environ = demo.demo_environ(folder, url)
        if words[0] in NEEDS_TABLES:
            with_sample = words[0] in NEEDS_SAMPLE_YEAR
            demo.prepare_database(folder, environ, with_sample=with_sample)
        os.environ.update(environ)
        return _run_django(words)


def _run_django(words: list[str]) -> int:
    if words[:1] == ["migrate"]:
        # It makes thousands of classes for a moment; collecting them takes a third of its time.
        gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "einklang.config.settings")
    # Slow to import, and the demo's own process does without it.
    from django.core.management import (  # noqa: PLC0415 - slow
        execute_from_command_line,
    )

    try:
        execute_from_command_line(["einklang", *words])
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)  # noqa: T201 - the terminal
            return 1
        return stop.code or 0
    return 0
