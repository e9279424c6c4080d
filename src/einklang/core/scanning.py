"""Have uploads checked by a virus scanner: any program that answers by its exit code."""

import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import IO

import structlog
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from einklang.core.errors import InfectedFileError, ScannerBrokenError

logger = structlog.get_logger(__name__)

TIMEOUT_S = 60.0
CLEAN = 0
REFUSED = 1
ANSWER_KEPT = 500
"""How many characters of what the scanner says go into the log."""
PASSED_ON = ("HOME", "LANG", "PATH", "TMPDIR")
"""Variables the scanner sees: our own hold secrets."""


def scan(data: "bytes | File[bytes]", *, name: str) -> None:
    """Let the file pass, or say why not. Without a scanner in the settings everything passes.

    A file is read from its start and left there.

    :raises InfectedFileError: if the scanner refuses it.
    :raises ScannerBrokenError: if the scanner gives no verdict.
    """
    if not settings.UPLOAD_SCANNER:
        return
    with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as answer:
        # A real file: some scanners hand their standard input on and refuse a pipe.
        write(data, copy)
        code = verdict(settings.UPLOAD_SCANNER, copy, answer)
        answer.seek(0)
        said = answer.read(ANSWER_KEPT).decode("utf-8", "replace").strip()
    if code == CLEAN:
        return
    logger.warning("core.upload_not_clean", code=code, scanner=said)
    if code == REFUSED:
        raise InfectedFileError(
            _(
                "The virus scanner refused the file “%s”. It was not kept; nothing else you "
                "entered was lost."
            )
            % name
        )
    raise ScannerBrokenError(
        _(
            "The virus scanner gives no answer, so the file “%s” was not accepted. Please try "
            "again later, and tell those who run this site if it stays like this."
        )
        % name
    )


def write(data: "bytes | File[bytes]", target: IO[bytes]) -> None:
    if isinstance(data, bytes):
        target.write(data)
    else:
        # chunks() begins at the start by itself.
        for chunk in data.chunks():
            target.write(chunk)
        data.seek(0)
    target.flush()
    target.seek(0)


def verdict(command: str, file: IO[bytes], answer: IO[bytes]) -> int | None:
    """Return the scanner's exit code, None if it could not be started or took too long."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the operator's own program
            shlex.split(command),
            stdin=file,
            stdout=answer,
            stderr=subprocess.STDOUT,
            env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
            cwd=Path("/"),
            # A group of its own, so that what the scanner starts ends with it.
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError) as error:
        answer.write(str(error).encode())
        return None
    try:
        return process.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired:
        answer.write(b"no answer in time")
        return None
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
